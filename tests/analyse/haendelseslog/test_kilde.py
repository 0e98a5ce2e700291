"""Which rows the log is written from: events out are decisions in, and what is not open is not there at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.byggeri.conftest import decide, make_sag

from almen.analyse.haendelseslog import kilde
from almen.analyse.haendelseslog.formater import LOGFORMATER
from almen.analyse.haendelseslog.kilde import (
    Loghaendelse,
    Loglokalplan,
    Udsnit,
    count_log,
    logged_sager,
    sagstyper_of,
)
from almen.grundlag.models import Sagsgangsversion
from almen.grundlag.selectors import forget_cached
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sager.services.overblik import compute_overblik
from almen.sagsgang.register import REGISTER, Sagstype
from almen.sagsgang.tilstand import rounds_of
from almen.udvalg.models import Dagsordenspunkt
from analyse.haendelseslog.conftest import DECIDED, OPENED, logged
from sagsgang.ruter import courses, farver, routes

pytestmark = pytest.mark.django_db


def test_a_row_is_what_was_recorded(by):
    row = logged()[0]
    assert (row.nummer, row.sagstype, row.aabnet, row.afslutning) == (by.sag.nummer, "nybyggeri", OPENED, "")
    assert row.boligorganisation == ("9001", "Boligselskabet Prøven")
    assert (row.har_projekt, row.boligtyper, row.boliger) == (True, "familie", ((DECIDED, 91),))
    assert row.lokalplaner == (
        Loglokalplan("609", (("startredegoerelse", dt.date(2024, 3, 1)), ("vedtaget", dt.date(2025, 9, 1)))),
    )
    assert row.byggesag == (("ansoegt", dt.date(2026, 1, 20)),)
    assert row.haendelser[2] == Loghaendelse(
        nummer=3,
        trin="direktion_oekonomi",
        trin_navn=row.haendelser[2].trin_navn,
        fase="skema_a",
        runde=1,
        aktoer="direktionen",
        handling="godkender",
        udfald="godkendt",
        dato=DECIDED,
        sekund=1,
        registreret=dt.date(2026, 3, 1),
        dispensation=False,
        moede=("direktionen", DECIDED),
    )


def test_plans_and_renovations_are_there_with_their_kind(by):
    plan, renovering = logged()[1:]
    assert (plan.nummer, plan.plan, plan.har_projekt) == (by.plan.sag.nummer, "handleplan", False)
    assert (renovering.nummer, renovering.plan, renovering.har_projekt) == (by.renovering.nummer, "", True)


def test_closed_annulled_and_undecided_cases_leave_no_trace(by, administrator, sagsbehandler):
    open_ones = {by.sag.nummer, by.plan.sag.nummer, by.renovering.nummer}
    for bruger in (None, sagsbehandler, administrator):
        assert {row.nummer for row in logged(bruger)} == open_ones
        assert count_log(logged_sager(bruger, Udsnit())) == (3, 6, 0)
    # What hangs on closed cases alone is not there either: their organisation is nobody's.
    for item in LOGFORMATER.values():
        content = b"".join(item.skriv(logged())).decode()
        hidden = Sag.objects.exclude(nummer__in=open_ones).values_list("nummer", flat=True)
        assert len(hidden) == 4 and not any(nummer in content for nummer in hidden)
        assert "9002" not in content and "Naboen" not in content


def test_a_case_type_that_only_closed_cases_have_is_not_offered(by):
    assert [item for item, _ in sagstyper_of(None)] == ["handleplan", "nybyggeri", "renovering"]
    Sag.objects.filter(pk=by.plan.sag_id).update(fortrolighed="fortrolig")
    assert [item for item, _ in sagstyper_of(None)] == ["nybyggeri", "renovering"]


def test_another_administration_gets_the_cases_it_takes_part_in(by, suf):
    takes_part = {
        sag.nummer
        for sag in (by.sag, by.plan.sag, by.renovering)
        if sag.deltagere.filter(aktoer="suf").exists()
    }
    assert {row.nummer for row in logged(suf)} == takes_part


def test_the_meeting_of_a_closed_item_is_not_told(by):
    Dagsordenspunkt.objects.update(lukket=True, lukket_grund="Forhandling")
    assert [item.moede for item in logged()[0].haendelser] == [None] * 4


def test_cases_are_chosen_by_type_and_the_day_they_were_opened_and_come_whole(by):
    assert [row.nummer for row in logged(sagstype="handleplan")] == [by.plan.sag.nummer]
    assert [row.nummer for row in logged(fra=OPENED, til=OPENED)] == [by.sag.nummer]
    assert len(logged(til=OPENED)[0].haendelser) == 4
    assert logged(fra=dt.date(2026, 1, 6), sagstype="nybyggeri") == []


def test_a_decision_recorded_later_with_an_earlier_day_stands_at_its_day(by, sagsbehandler):
    decide(by.sag, sagsbehandler, "garanti", dato=dt.date(2026, 1, 12))
    found = [(item.nummer, item.dato, item.sekund) for item in logged()[0].haendelser]
    assert found[:2] == [(1, dt.date(2026, 1, 12), 0), (5, dt.date(2026, 1, 12), 1)]
    assert [item[0] for item in found] == [1, 5, 2, 3, 4]


def test_rounds_and_outcomes_of_a_case_that_was_sent_back(by, sagsbehandler):
    decide(by.sag, sagsbehandler, "garanti", "skema_b_licitation", dato=dt.date(2026, 2, 10))
    record_beslutning(
        bruger=sagsbehandler,
        sag=by.sag,
        trin="skema_b",
        udfald="sendt_tilbage",
        tilbage_til="skema_b_licitation",
        begrundelse="Mangler",
        kilde="brev",
        dato=dt.date(2026, 2, 20),
    )
    decide(by.sag, sagsbehandler, "skema_b_licitation", dato=dt.date(2026, 2, 25))
    tail = [(item.trin, item.udfald, item.runde) for item in logged()[0].haendelser[-3:]]
    assert tail == [
        ("skema_b_licitation", "godkendt", 1),
        ("skema_b", "sendt_tilbage", 1),
        ("skema_b_licitation", "godkendt", 2),
    ]


def test_queries_follow_portions_and_not_cases(by, sagsbehandler, organisation, monkeypatch):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            logged()
        return len(caught)

    logged()  # routes are parsed once
    before = asked()
    for _ in range(3):
        decide(make_sag(sagsbehandler, organisation), sagsbehandler, "ansoegning", dato=DECIDED)
    assert asked() == before
    whole = logged()
    monkeypatch.setattr(kilde, "PORTION", 2)
    assert logged() == whole


@pytest.fixture
def drawn():
    """A case type whose facts a test draws."""
    facts: dict[str, object] = {}
    REGISTER.register_sagstype(
        Sagstype(id="proeve", navn="Prøvesag", navn_flertal="Prøvesager", fakta=lambda sag: facts)
    )
    yield facts
    REGISTER.unregister("proeve")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_events_out_are_decisions_in(drawn, sagsbehandler, organisation, data):
    route, facts = data.draw(routes()), data.draw(farver)
    course = data.draw(courses(route, facts))
    drawn.clear()
    drawn.update(facts)
    with transaction.atomic():
        _put_in(route, course, sagsbehandler, organisation)
        rows = logged()
        transaction.set_rollback(True)
    forget_cached()
    found = [item for row in rows for item in row.haendelser]
    assert sorted((item.nummer, item.trin, item.udfald, item.dato) for item in found) == [
        (item.nummer, item.trin, str(item.udfald), item.dato) for item in course
    ]
    assert [item.runde for item in sorted(found)] == list(rounds_of(route, course))


def _put_in(route, course, bruger, organisation) -> None:
    version = Sagsgangsversion.objects.create(
        sagstype="proeve",
        version="1",
        status="vedtaget",
        gyldig_fra=dt.date(2020, 1, 1),
        definition=route.tekst,
        sha256=route.sha256,
        registreret_af=bruger,
    )
    sag = Sag.objects.create(
        nummer="2026-00001",
        sagstype="proeve",
        titel="Trukket",
        sagsgangsversion=version,
        aabnet_dato=dt.date(2026, 1, 5),
        aabnet_af=bruger,
        boligorganisation=organisation,
    )
    Beslutning.objects.bulk_create(
        Beslutning(
            sag=sag,
            nummer=item.nummer,
            trin=item.trin,
            trin_navn=item.trin,
            aktoer=route.efter_id[item.trin].aktoer,
            aktoer_navn="",
            handling=route.efter_id[item.trin].handling,
            udfald=item.udfald,
            tilbage_til=item.tilbage_til or "",
            dato=item.dato,
            registreret_af=bruger,
        )
        for item in course
    )
    compute_overblik(load_forloeb(sag), []).save(force_insert=True)
