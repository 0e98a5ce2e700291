"""Vulnerable areas and the plans for them (M20–M29): what the system knows of them today, and that is little."""

from __future__ import annotations

from collections.abc import Sequence

from almen.aarshjul.selectors import stand_of_year
from almen.notater.afsnit.styring import HJUL
from almen.notater.stykke import Grundlag, Skrivning, Stykke
from almen.organisationer.selectors import current_profil
from almen.papirer import Kilde, Tekst
from almen.regler.dansk import format_dato
from almen.ui.formater import decimal

BOLIGSOCIAL = {
    "boligsocial_kommune_mindst": "kommunen",
    "boligsocial_boligorganisation_mindst": "boligorganisationen",
}


def politik(grundlag: Grundlag) -> Sequence[Stykke]:
    """The policy across the departments, and its action plans."""
    out = Skrivning("Politik for udsatte byområder")
    departments = current_profil().forvaltninger
    if departments:
        names = ", ".join(item.kort for item in departments)
        unsure = [item.kort for item in departments if item.sikkerhed != "sikker"]
        note = f" Usikkert er {', '.join(unsure)}." if unsure else ""
        out.say(
            Tekst(
                f"Politikken går på tværs af {len(departments)} forvaltninger: {names}.{note}",
                (Kilde("Kommunens profil: forvaltninger"),),
            )
        )
    for aar in (grundlag.aar, grundlag.aar + 1):
        stand = stand_of_year("handleplan", aar, grundlag.dato)
        if stand is not None:
            out.say(Tekst(f"{stand.navn}: næste frist er {format_dato(stand.frist)}.", (HJUL,)))
            break
    out.lacks("politikkens mål, områder og handleplaner")
    return [out.done()]


def boligsociale_planer(grundlag: Grundlag) -> Sequence[Stykke]:
    """Plans for social work: who pays at least what, by the municipality's practice."""
    out = Skrivning("Boligsociale helhedsplaner")
    for id_, hvem in BOLIGSOCIAL.items():
        praksis = current_profil().praksis_on(id_, grundlag.dato)
        if praksis and praksis.vaerdier:
            out.say(
                Tekst(
                    f"Efter kommunens praksis betaler {hvem} mindst {decimal(praksis.vaerdier[0])} pct. af en plan.",
                    (Kilde(praksis.navn, praksis.kilde),),
                )
            )
    out.lacks("boligsociale helhedsplaner, deres budget og indhold")
    return [out.done()]


def forandringsplaner(grundlag: Grundlag) -> Sequence[Stykke]:
    """Strategic plans for the most vulnerable areas."""
    return [_nothing("Forandringsplaner", "forandringsplaner og udviklingsplaner")]


def omraadefornyelser(grundlag: Grundlag) -> Sequence[Stykke]:
    """Kvarterplaner."""
    return [_nothing("Områdefornyelser", "områdefornyelser og kvarterplaner")]


def strategi(grundlag: Grundlag) -> Sequence[Stykke]:
    """The strategies that plans and bases point to."""
    return [_nothing("Ophæng i strategi og vision", "de strategier, som området hænger op på")]


def _nothing(overskrift: str, hvad: str) -> Stykke:
    out = Skrivning(overskrift)
    out.lacks(hvad)
    return out.done()
