"""A note composed on a day of the test's own, and its words."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.aarshjul.services import open_aar
from almen.boligmasse.services import register_boligtal
from almen.byggeri.services import open_renovering
from almen.notater.introduktion import compose_stykker
from almen.notater.stykke import Stykke
from almen.udvalg.models import Punktart
from almen.udvalg.services import add_punkt, create_moede, save_andre_sager
from boligmasse.conftest import KILDEN, tal
from byggeri import conftest as byggeri
from byggeri.conftest import decide, make_sag

ramme = byggeri.ramme
DAY = dt.date(2026, 11, 26)
# The headings of the administration's own introduction of 2026; its section on new building and renovation is two here.
AFSNIT = (
    "Resume",
    "Introduktion til området",
    "Tilsynet med de almene boligorganisationer",
    "Administrationsgrundlag for alment byggeri",
    "Udlejningsaftalen",
    "Nye almene boliger",
    "Renovering og fysiske helhedsplaner",
    "Politik for udsatte byområder",
    "Boligsociale helhedsplaner",
    "Forandringsplaner",
    "Områdefornyelser",
    "Ophæng i strategi og vision",
)


def compose(aar: int = 2026, dato: dt.date = DAY) -> tuple[Stykke, ...]:
    return compose_stykker(aar, dato)


def of(stykker, overskrift: str) -> Stykke:
    return next(item for item in stykker if item.afsnit.overskrift == overskrift)


def said(*stykker: Stykke) -> str:
    """Every word and cell of sections."""
    lines = []
    for item in stykker:
        lines += [row.tekst for row in (*item.afsnit.tekst, *item.afsnit.punkter)]
        lines += [" | ".join(row.celler) for tabel in item.afsnit.tabeller for row in tabel.raekker]
    return "\n".join(lines)


@pytest.fixture
def fuld(sagsgange, leder, sagsbehandler, organisation, ramme):
    """Something in everything that the system has data on."""
    for ejerform, vaerdi in KILDEN:
        register_boligtal(bruger=leder, tal=tal(ejerform, vaerdi, aar=2024, enhed="andel"))
    for year in (2023, 2024):
        for ejerform, vaerdi in (("almen", "300"), ("ialt", "4000")):
            register_boligtal(bruger=leder, tal=tal(ejerform, vaerdi, aar=year, emne="faerdiggjort"))
    moede = create_moede(bruger=leder, organ="udvalget", dato=dt.date(2026, 3, 9))
    for number in range(2):
        add_punkt(bruger=leder, moede=moede, titel=f"Almen sag {number}", art=Punktart.ALMEN)
    save_andre_sager(bruger=leder, moede=moede, antal={"Lokalplaner": 18})
    sag = make_sag(sagsbehandler, organisation)
    decide(sag, sagsbehandler, "ansoegning", "oplysning")
    open_renovering(
        bruger=sagsbehandler, titel="Renovering", boligorganisation=organisation, problemer=["bygning"]
    )
    open_aar(bruger=sagsbehandler, aar=2026, valgte=["styringsdialog"])
    return sag
