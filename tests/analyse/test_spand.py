"""From one step to another: what counts as finished, what does not, and that a stored case gives the same as its decisions."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.analyse.forloebsrader import put_case
from tests.byggeri.conftest import TIL_TILSAGN, decide, make_sag

from almen.analyse.maalepunkter import HELE, STRAEKNINGER, measures_of
from almen.analyse.models import Ophold
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.selectors.spand import cells_of, measured
from almen.byggeri.services import set_ramme
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import list_kommuner, load_sagsgange_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
AABNET = dt.date(2020, 1, 1)


@pytest.fixture
def put(sagsgange, sagsbehandler, organisation):
    """Puts a case of the route before 2024, opened on 1 January 2020."""
    return lambda *stays, version="2007-1", aabnet=AABNET, **more: put_case(
        sagsbehandler, organisation, version, aabnet, *stays, **more
    )


def span(maal="ansoegning-tilsagn"):
    routes = routes_of("nybyggeri")
    return measured(Ophold.objects.all(), measures_of("nybyggeri", routes)[maal], routes, TODAY)


def told(maal="ansoegning-tilsagn"):
    return [(item.dage, item.afgjort) for item in span(maal)]


def test_a_span_runs_from_the_day_its_first_step_was_ready_to_the_day_its_last_was_done(put):
    put(("ansoegning", 0, 10), ("oplysning", 10, 20), ("br_godkendelse", 30, 50), ("tilsagn", 80, 20))
    assert [(item.begyndt, item.dage, item.afgjort, item.boligtyper) for item in span()] == [
        (dt.date(2020, 1, 11), 90, True, "familie")
    ]


def test_a_case_that_has_not_come_so_far_is_unfinished_until_today_and_one_that_has_not_begun_is_not_there(
    put,
):
    put(("ansoegning", 0, 10), ("oplysning", 10, None))
    put(("ansoegning", 0, None))
    assert told() == [((TODAY - dt.date(2020, 1, 11)).days, False)]


def test_a_rejected_case_is_unfinished_until_the_day_it_ended(put):
    put(
        ("ansoegning", 0, 10), ("oplysning", 10, 20), ("br_godkendelse", 30, 50, "forkastet"), afslutning="forkastet"
    )  # fmt: skip
    assert told() == [(70, False)]
    assert told("hele") == [(80, False)]


def test_a_case_that_was_sent_back_before_the_end_is_unfinished_again_until_it_is_done_anew(put):
    sent_back = (("oplysning", 0, 10), ("tilsagn", 10, 10), ("skema_b", 20, 10, "sendt_tilbage"))
    put(*sent_back, ("oplysning", 30, None))
    put(*sent_back, ("oplysning", 30, 5), ("tilsagn", 35, 15))
    put(*sent_back, ("oplysning", 30, 5, "forkastet"), afslutning="forkastet")
    assert sorted(told()) == [(35, False), (50, True), ((TODAY - AABNET).days, False)]


def test_what_comes_after_the_span_does_not_matter_to_it(put):
    put(("oplysning", 0, 10), ("tilsagn", 10, 10), ("skema_b_licitation", 20, None))
    assert told() == [(20, True)]


def test_the_whole_case_runs_from_its_opening_until_it_was_gone_through(put):
    put(("ansoegning", 5, 10), ("afregning", 15, 85), afslutning="gennemfoert")
    put(("ansoegning", 5, 10), ("oplysning", 15, None))
    assert told("hele") == [(100, True), ((TODAY - AABNET).days, False)]


def test_a_step_is_measured_stay_by_stay_as_the_lead_times_are(put):
    put(("oplysning", 0, 10), ("oplysning", 30, 5, "sendt_tilbage"), ("oplysning", 40, None))
    put(("oplysning", 0, 10))
    found = span("trin-oplysning")
    assert [(item.dage, item.afgjort, item.antal) for item in found] == [
        (10, True, 2),
        (5, True, 1),
        ((TODAY - dt.date(2020, 2, 10)).days, False, 1),
    ]
    assert cells_of(found)[1] == (10, 1, 2)


def test_versions_that_name_the_step_differently_are_measured_together(put):
    put(("oplysning", 0, 10), ("br_godkendelse", 10, 90))
    put(("oplysning", 0, 10), ("direktion_oekonomi", 10, 30), version="2024-2")
    # A mixed project waits for both.
    put(("oplysning", 0, 10), ("direktion_oekonomi", 10, 30), ("suf_samtykke", 10, None), version="2024-2")
    assert told("ansoegning-godkendelse") == [(40, True), (100, True), ((TODAY - AABNET).days, False)]


def test_a_case_decided_in_the_system_is_measured_from_its_decisions(
    sagsgange, sagsbehandler, leder, organisation
):
    set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget 2026")
    sag = make_sag(sagsbehandler, organisation)
    decide(sag, sagsbehandler, "ansoegning", dato=dt.date(2026, 1, 10))
    decide(sag, sagsbehandler, *TIL_TILSAGN[1:], dato=dt.date(2026, 2, 2))
    assert told() == [(23, True)]
    decide(sag, sagsbehandler, "garanti", dato=dt.date(2026, 3, 2))
    decide(sag, sagsbehandler, "skema_b_licitation", dato=dt.date(2026, 4, 1))
    record_beslutning(
        bruger=sagsbehandler, sag=sag, trin="skema_b", udfald="sendt_tilbage", tilbage_til="tilsagn",
        begrundelse="ny sum", dato=dt.date(2026, 4, 8), kilde="referat",
    )  # fmt: skip
    assert told() == [((TODAY - dt.date(2026, 1, 10)).days, False)]


def test_one_query_however_many_cases(put, django_assert_num_queries):
    routes = routes_of("nybyggeri")
    maal = measures_of("nybyggeri", routes)
    for _ in range(3):
        put(("oplysning", 0, 10), ("tilsagn", 10, 10))
    for key in ("ansoegning-tilsagn", HELE.id, "trin-tilsagn"):
        with django_assert_num_queries(1):
            measured(Ophold.objects.all(), maal[key], routes, TODAY)


def test_every_span_has_both_ends_in_a_route_of_some_municipality():
    """A step that is renamed in every profile would leave a span that measures nothing."""
    routes = [route for kommune in list_kommuner() for route in load_sagsgange_of(kommune)]
    for sagstype, spans in STRAEKNINGER.items():
        known = {key for route in routes if route.sagstype == sagstype for key in route.efter_id}
        for maal in spans:
            assert known.issuperset(maal.fra + maal.til), maal.id
