"""How tests make udviklings-, forandrings- and kvarterplaner."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.planer.services import save_indsats
from almen.planer.services.boliger import save_boligopgoerelse, save_virkemiddel
from almen.planer.services.fysisk_plan import open_fysisk_plan

OPENED = dt.date(2025, 1, 6)


@pytest.fixture
def udviklingsplan(sagsgange, sagsbehandler, organisation, omraader):
    """The statutory plan of an area with 90 percent family dwellings that are to be sold in 2028, its case just opened."""
    plan = open_fysisk_plan(
        bruger=sagsbehandler,
        art="udviklingsplan",
        titel="Udviklingsplan for Bispeparken",
        navn="Udviklingsplan for Bispeparken",
        omraader=omraader[:1],
        formaal="Andelen bringes ned.",
        boligorganisation=organisation,
        boligorganisationer=[organisation],
        aabnet_dato=OPENED,
        udpeget=dt.date(2024, 12, 1),
    )
    save_boligopgoerelse(
        bruger=sagsbehandler,
        plan=plan,
        dag=dt.date(2025, 1, 1),
        almene_familieboliger=900,
        andre_boliger=100,
        kilde="Prøve",
    )
    save_virkemiddel(bruger=sagsbehandler, plan=plan, art="salg", aar=2028, antal=500)
    return plan


@pytest.fixture
def forandringsplan(sagsgange, sagsbehandler, organisation, omraader):
    """København's own plan with two goals and one project, its case just opened."""
    plan = open_fysisk_plan(
        bruger=sagsbehandler,
        art="forandringsplan",
        titel="Forandringsplan for Bispeparken",
        navn="Forandringsplan for Bispeparken",
        omraader=omraader[:1],
        formaal="Området løftes.",
        boligorganisation=organisation,
        aabnet_dato=OPENED,
        maal="Trygge byrum\n\nBedre boliger\n",
    )
    save_indsats(bruger=sagsbehandler, plan=plan, navn="Renovering", ansvarlig="kmtf", art="fysisk")
    return plan


@pytest.fixture
def kvarterplan(sagsgange, sagsbehandler, omraader):
    """Five years, two projects that share a frame of ten million; its case just opened."""
    plan = open_fysisk_plan(
        bruger=sagsbehandler,
        art="kvarterplan",
        titel="Kvarterplan for Bispeengen",
        navn="Kvarterplan, Bispeengen",
        fra=dt.date(2026, 1, 1),
        til=dt.date(2030, 12, 31),
        omraader=omraader[:1],
        formaal="Kvarteret løftes.",
        aabnet_dato=OPENED,
        ramme=10_000_000,
        beboere="Borgermøder",
        lokale_aktoerer="Foreninger",
    )
    for navn, art, budget in (("Park", "fysisk", 7_000_000), ("Naboskab", "social", 3_000_000)):
        save_indsats(bruger=sagsbehandler, plan=plan, navn=navn, art=art, ansvarlig="kmtf", budget=budget)
    return plan
