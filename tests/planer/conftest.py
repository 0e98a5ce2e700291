"""Areas, a policy with its two goals, and a handleplan under way; shared by the tests of every kind of plan."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.people import make_bruger
from tests.planer.fysiske import forandringsplan, kvarterplan, udviklingsplan  # noqa: F401

from almen.omraader.models import Omraade
from almen.organisationer.models import Rolle
from almen.planer.models import Politik, Politikmaal
from almen.planer.services import open_plan, save_indsats
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning

TODAY = dt.date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _in_november_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def omraader(sagsbehandler):
    """Two areas of the municipality, Bispeparken and Tingbjerg, and one of another."""
    own = [
        Omraade.objects.create(navn=navn, kommune="København", oprettet_af=sagsbehandler)
        for navn in ("Bispeparken", "Tingbjerg/Utterslevhuse")
    ]
    Omraade.objects.create(navn="Gellerupparken", kommune="Aarhus", oprettet_af=sagsbehandler)
    return own


@pytest.fixture
def politik(db):
    """The policy 2025–2035 with its two goals."""
    politik = Politik.objects.create(
        navn="Politik for udsatte byområder 2025–2035",
        fra=dt.date(2025, 6, 1),
        til=dt.date(2035, 12, 31),
        kilde="Teknik- og Miljøudvalget 26. maj 2025, punkt 11",
        sikkerhed="sikker",
    )
    for nummer, navn in ((1, "Gode livschancer"), (2, "Trygge og attraktive byområder")):
        Politikmaal.objects.create(politik=politik, nummer=nummer, navn=navn)
    return politik


@pytest.fixture
def handleplan(sagsgange, sagsbehandler, omraader, politik):
    """A handleplan 2026–2027, whose case has just been opened."""
    return open_plan(
        bruger=sagsbehandler,
        art="handleplan",
        titel="Handleplan 2026–2027",
        navn="Handleplan for udsatte byområder 2026–2027",
        fra=dt.date(2026, 1, 1),
        til=dt.date(2027, 12, 31),
        omraader=omraader,
        formaal="Fælles indsatser.",
        politik=politik,
        aabnet_dato=dt.date(2026, 1, 5),
    )


@pytest.fixture
def indsats(handleplan, sagsbehandler, omraader):
    """An effort of Børne- og Ungdomsforvaltningen in Bispeparken under goal 1."""
    return save_indsats(
        bruger=sagsbehandler,
        plan=handleplan,
        navn="Fritidsjob til unge",
        maal=handleplan.politik.maal.get(nummer=1),
        ansvarlig="buf",
        omraader=omraader[:1],
        budget=2_000_000,
    )


@pytest.fixture
def buf(db):
    return make_bruger("birte", Rolle.ANDEN_FORVALTNING, "Birte fra BUF", aktoer="buf")


@pytest.fixture
def decide(sagsbehandler):
    """Records a step of a plan's case, or the open steps in the route's order up to and with one."""

    def record(plan, last, udfald="godkendt", dato=dt.date(2026, 2, 2)):
        while True:
            sag = Sag.objects.get(pk=plan.sag_id)
            step = load_forloeb(sag).tilstand.aabne[0]
            outcome = udfald if step == last else "godkendt"
            why = "" if outcome == "godkendt" else "Fordi"
            record_beslutning(
                bruger=sagsbehandler,
                sag=sag,
                trin=step,
                udfald=outcome,
                dato=dato,
                kilde="referat",
                begrundelse=why,
            )
            if step == last:
                return

    return record
