"""The whole way of cases: what is joined, who sees it, what it costs, and the published times that the rule reproduces."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.analyse.test_straekninger import LAGS

from almen.analyse.selectors.vejen import ways_of
from almen.analyse.vej import Stand
from almen.byggeri.models import Byggesag, Lokalplan, Lokalplanprojekt
from almen.byggeri.services import DelInput, open_nybyggeri, open_renovering, register_garanti
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, edit_sag, record_beslutning
from almen.sagsgang.udfald import Udfald, allowed_udfald

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 26)
FAMILIE, UNGDOM = DelInput("familie", antal=40), DelInput("ungdom", antal=20)
SOURCE = "https://example.org/referat"


def make_sag(bruger, organisation, opened=dt.date(2016, 1, 4), dele=(FAMILIE,), **more) -> Sag:
    more.setdefault("titel", "Prøvehusene")
    return open_nybyggeri(
        bruger=bruger, boligorganisation=organisation, dele=dele, aabnet_dato=opened, **more
    )


def walk(sag, bruger, goal, dato, earlier=None):
    """Decides what stands open on the way to `goal`, on `earlier`, and the goal itself on `dato`."""
    while True:
        course = load_forloeb(Sag.objects.get(pk=sag.pk))
        before = course.sagsgang.forgaengere[goal]
        step = next(
            (t for t in course.sagsgang.orden if t.id in course.tilstand.aabne and t.id in before), None
        )
        if step is None:
            return
        day = dato if step.id == goal else earlier or dato
        given = {"bruger": bruger, "sag": sag, "trin": step.id, "dato": day, "kilde": SOURCE}
        given["udfald"] = next(item for item in allowed_udfald(step) if item != Udfald.FRAFALDET)
        try:
            record_beslutning(**given)
        except BeslutningAfvist as refused:
            failing = [key.removeprefix("kontrol:") for key in refused.fejl if key.startswith("kontrol:")]
            record_beslutning(**given, dispensationer=dict.fromkeys(failing, "Prøve"))


def way_of(bruger, sag):
    (found,) = ways_of(bruger, sag.sagstype, TODAY, sag=sag.pk)
    return found


def link(bruger, sag, nummer, **days):
    plan = Lokalplan.objects.create(nummer=nummer, navn="Plan", **days)
    Lokalplanprojekt.objects.create(
        lokalplan=plan, projekt=sag.projekt, m2=Decimal(100), registreret_af=bruger
    )


def lags():
    with LAGS.open(encoding="utf-8") as file:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", lags())
def test_published_times_from_approval_to_guarantee_follow_from_the_cases_decisions(
    sagsgange, sagsbehandler, organisation, row
):
    first, approved, given = (
        dt.date.fromisoformat(row[key]) if row[key] else None
        for key in ("godkendt_foerst", "godkendt", "garanti")
    )
    opened = (first or approved) - dt.timedelta(days=150)
    if row["sagstype"] == "nybyggeri":
        sag = make_sag(sagsbehandler, organisation, opened, titel=row["projekt"])
    else:
        sag = open_renovering(
            bruger=sagsbehandler, titel=row["projekt"], boligorganisation=organisation, problemer=["bygning"], aabnet_dato=opened
        )  # fmt: skip
    register_garanti(bruger=sagsbehandler, sag=sag, laan=10_000_000, brutto=5_000_000, kilde=SOURCE)
    if first:
        walk(sag, sagsbehandler, "br_godkendelse", first, opened)
        assert way_of(sagsbehandler, sag).dage["godkendelse"] == first
        record_beslutning(
            bruger=sagsbehandler,
            sag=sag,
            trin="tilsagn" if row["sagstype"] == "nybyggeri" else "garanti",
            udfald="sendt_tilbage",
            tilbage_til="udvalg_anbefaling",
            begrundelse="Projektet er ændret",
            dato=first + dt.timedelta(days=200),
            kilde=SOURCE,
        )
        # The first approval does not stand any more, and nothing stands in for it.
        assert "godkendelse" not in way_of(sagsbehandler, sag).dage
    walk(sag, sagsbehandler, "br_godkendelse", approved)
    walk(sag, sagsbehandler, "garanti", given, approved + dt.timedelta(days=30))
    length = way_of(sagsbehandler, sag).laengder["godkendelse_til_garanti"]
    assert (length.stand, length.begyndt) == (Stand.AFSLUTTET, approved)
    assert length.dage == (given - approved).days
