"""A small municipality whose decisions are logged: an open project with everything that can hang on it, and cases that must not be seen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from tests.byggeri.conftest import decide, make_sag

from almen.analyse.haendelseslog.kilde import Udsnit, logged_sager, read_log
from almen.byggeri.models import Byggesag
from almen.byggeri.services import open_renovering, set_ramme
from almen.byggeri.services.lokalplan import link_projekt, save_lokalplan
from almen.grundlag.selectors import sagsgang_of
from almen.omraader.models import Omraade
from almen.planer.services import open_plan
from almen.sager.models import Sag
from almen.sager.services import edit_sag
from almen.udvalg.services import create_moede, put_on_agenda

TODAY = dt.datetime(2026, 3, 1, 11, 0, tzinfo=dt.UTC)
OPENED, DECIDED = dt.date(2026, 1, 5), dt.date(2026, 2, 2)


def logged(bruger=None, **udsnit):
    """The rows of the log."""
    return list(read_log(logged_sager(bruger, Udsnit(**udsnit))))


def make_hidden(bruger, organisation, titel, fortrolighed):
    """A case of new building with decisions, closed for others."""
    sag = make_sag(bruger, organisation, titel=titel)
    decide(sag, bruger, "ansoegning", "oplysning", dato=DECIDED)
    edit_sag(bruger=bruger, sag=sag, titel=titel, fortrolighed=fortrolighed)
    return sag


@pytest.fixture
def by(sagsgange, sagsbehandler, leder, sekretaer, organisation, anden_organisation):
    """All of it, registered on 1 March 2026."""
    with time_machine.travel(TODAY, tick=False):
        set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget 2026")
        sag = make_sag(sagsbehandler, organisation, titel="Nygård")
        decide(sag, sagsbehandler, "ansoegning", dato=dt.date(2026, 1, 12))
        decide(sag, sagsbehandler, "oplysning", dato=DECIDED)
        moede = create_moede(bruger=sekretaer, organ="direktionen", dato=DECIDED)
        put_on_agenda(bruger=sekretaer, moede=moede, sag=sag, trin="direktion_oekonomi")
        decide(sag, sagsbehandler, "direktion_oekonomi", "tilsagn", dato=DECIDED)
        Byggesag.objects.create(sag=sag, ansoegt=dt.date(2026, 1, 20))
        lokalplan = save_lokalplan(
            bruger=sagsbehandler,
            nummer="609",
            navn="Prøveplan",
            krav_m2=Decimal(100),
            startredegoerelse=dt.date(2024, 3, 1),
            vedtaget=dt.date(2025, 9, 1),
        )
        link_projekt(bruger=sagsbehandler, lokalplan=lokalplan, projekt=sag.projekt, m2=Decimal(50))
        omraade = Omraade.objects.create(navn="Parken", kommune="København", oprettet_af=sagsbehandler)
        plan = open_plan(
            bruger=sagsbehandler, art="handleplan", titel="Plan", navn="Plan", omraader=[omraade]
        )
        decide(plan.sag, sagsbehandler, _first_step(plan.sag), dato=DECIDED)
        renovering = open_renovering(
            bruger=sagsbehandler, titel="Ny facade", boligorganisation=organisation, problemer=["bygning"]
        )
        decide(renovering, sagsbehandler, _first_step(renovering), dato=DECIDED)
        make_sag(sagsbehandler, organisation, titel="Ingen beslutning")
        make_hidden(sagsbehandler, anden_organisation, "Hemmelig", "fortrolig")
        make_hidden(sagsbehandler, anden_organisation, "Kun internt", "intern")
        annulleret = make_hidden(sagsbehandler, anden_organisation, "Fejl", "aaben")
        Sag.objects.filter(pk=annulleret.pk).update(annulleret=DECIDED)
    return SimpleNamespace(sag=sag, plan=plan, renovering=renovering, lokalplan=lokalplan)


def _first_step(sag):
    return next(item.id for item in sagsgang_of(sag.sagsgangsversion_id).orden if not item.efter)
