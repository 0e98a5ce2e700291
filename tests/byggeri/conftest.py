"""A case of new building on København's present route, and short ways to decide in it."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.byggeri.services import DelInput, open_nybyggeri, set_ramme
from almen.grundlag.models import LokalParameter
from almen.sager.models import Sag
from almen.sager.services import record_beslutning

FAMILIE = DelInput("familie", antal=91, bruttoareal_m2=7400, anskaffelsessum=220_000_000)
UNGDOM = DelInput("ungdom", antal=40, bruttoareal_m2=1900, anskaffelsessum=60_000_000)
AELDRE = DelInput("aeldre", antal=20, bruttoareal_m2=1300, anskaffelsessum=40_000_000)
SOURCE = "https://example.org/referat"


def make_sag(bruger, organisation, dele=(FAMILIE,), **felter) -> Sag:
    felter.setdefault("titel", "91 familieboliger på Prøvevej")
    felter.setdefault("adresse", "Prøvevej 1")
    felter.setdefault("aabnet_dato", dt.date(2026, 1, 5))
    return open_nybyggeri(bruger=bruger, boligorganisation=organisation, dele=dele, **felter)


def register_maksimum(administrator, pr_m2: int, pr_bolig: int) -> None:
    """A table of maksimumsbeløb for family dwellings in 2026; the figures are the test's own."""
    for parameter, vaerdi in (("maksimumsbeloeb.pr_m2", pr_m2), ("maksimumsbeloeb.pr_bolig", pr_bolig)):
        LokalParameter.objects.create(
            parameter=parameter,
            fra=dt.date(2026, 1, 1),
            til=dt.date(2026, 12, 31),
            naar={"region": ["hovedstad"], "boligtype": ["familie"]},
            vaerdi=str(vaerdi),
            hjemmel="støttebekendtgørelsen",
            kilde="styrelsens side",
            registreret_af=administrator,
        )


def decide(sag, bruger, *trin, dato=dt.date(2026, 2, 2), **more):
    """Records the plain positive outcome of each step on the same day."""
    more.setdefault("kilde", SOURCE)
    for item in trin:
        beslutning = record_beslutning(bruger=bruger, sag=sag, trin=item, dato=dato, **more)
    return beslutning


@pytest.fixture
def ramme(leder):
    return set_ramme(
        bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget 2026"
    )


@pytest.fixture
def nybyggeri(sagsgange, sagsbehandler, organisation) -> Sag:
    return make_sag(sagsbehandler, organisation)


TIL_DIREKTION = ("ansoegning", "oplysning")
TIL_TILSAGN = (*TIL_DIREKTION, "direktion_oekonomi", "tilsagn")
