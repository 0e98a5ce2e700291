"""Where a project lies: its district, coordinates (WGS 84) and address id."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from almen.byggeri.models import Projekt
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl
from almen.ui import formater

KOORDINATER = ("breddegrad", "laengdegrad")
SEKS_DECIMALER = Decimal("0.000001")  # a tenth of a metre


def settled(navn: str, value: Any) -> Any:
    """The value as it is kept: a district spelt as in the profile, coordinates with six decimals, ids in small letters."""
    if navn == "bydel":
        return current_profil().bydel_tekst(value)
    if navn == "dar_id":
        return value.strip().lower()
    if navn in KOORDINATER and value is not None:
        if isinstance(value, float):
            raise TypeError("Koordinater er Decimal, aldrig float.")
        number = Decimal(value)
        return number.quantize(SEKS_DECIMALER) if abs(number) < 1000 else number
    return value


def check_placering(projekt: Projekt) -> list[Fejl]:
    """What is wrong with the coordinates: one without the other, or a point outside the municipality."""
    bredde, laengde = projekt.breddegrad, projekt.laengdegrad
    if bredde is None and laengde is None:
        return []
    if bredde is None or laengde is None:
        navn = "breddegrad" if bredde is None else "laengdegrad"
        return [Fejl(navn, "mangler; skriv både breddegrad og længdegrad, eller lad begge stå tomme")]
    profil = current_profil()
    graenser = profil.graenser
    if graenser is None:
        return _bounds(projekt, Decimal(-90), Decimal(90), Decimal(-180), Decimal(180), "grader på Jorden")
    if graenser.holds(laengde, bredde):
        return [Fejl("breddegrad", "ser ud til at være byttet om med længdegraden")]
    return _bounds(
        projekt,
        graenser.syd,
        graenser.nord,
        graenser.vest,
        graenser.oest,
        f"punkter i {profil.navn}",
    )


def _bounds(
    projekt: Projekt, syd: Decimal, nord: Decimal, vest: Decimal, oest: Decimal, hvad: str
) -> list[Fejl]:
    fejl = []
    for navn, mindst, hoejst in (("breddegrad", syd, nord), ("laengdegrad", vest, oest)):
        value = getattr(projekt, navn)
        if not mindst <= value <= hoejst:
            given, low, high = (formater.decimal(number.normalize()) for number in (value, mindst, hoejst))
            fejl.append(Fejl(navn, f"er {given}; {hvad} ligger fra {low} til {high}"))
    return fejl
