"""Lead times of phases and whole cases: from the first day to the last, unfinished for as long as something is left to do."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from tests.byggeri.conftest import TIL_TILSAGN, decide, make_sag

from almen.analyse.models import Ophold
from almen.analyse.regneprogram import compute
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.selectors.tider import cells_of_cases, cells_of_phases
from almen.byggeri.services import set_ramme
from almen.grundlag.models import Sagsgangsversion, Status
from almen.grundlag.selectors import sagsgang_of
from almen.sager.services import record_beslutning

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def phases(**valg):
    valg.setdefault("sagstype", "nybyggeri")
    return cells_of_phases(Ophold.objects.all(), valg, routes_of(valg["sagstype"]), today=TODAY)


def cases(**valg):
    valg.setdefault("sagstype", "nybyggeri")
    return cells_of_cases(Ophold.objects.all(), valg, today=TODAY)


@pytest.fixture
def sag(sagsgange, sagsbehandler, leder, organisation):
    """A case opened on 5 January 2026, with money for its grundkapital."""
    set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget 2026")
    return make_sag(sagsbehandler, organisation)


def test_a_phase_runs_until_the_case_has_left_it(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_TILSAGN, dato=dt.date(2026, 2, 2))
    # The guarantee is left of Skema A while the tendering of Skema B has begun.
    assert phases() == {
        ("skema_a",): [((TODAY - dt.date(2026, 1, 5)).days, 0, 1)],
        ("skema_b",): [((TODAY - dt.date(2026, 2, 2)).days, 0, 1)],
    }
    decide(sag, sagsbehandler, "garanti", dato=dt.date(2026, 3, 2))
    assert phases()["skema_a",] == [((dt.date(2026, 3, 2) - dt.date(2026, 1, 5)).days, 1, 1)]
    assert cases() == {(): [((TODAY - dt.date(2026, 1, 5)).days, 0, 1)]}


def test_a_phase_that_the_case_was_sent_back_from_goes_on(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_TILSAGN, dato=dt.date(2026, 2, 2))
    decide(sag, sagsbehandler, "garanti", dato=dt.date(2026, 3, 2))
    decide(sag, sagsbehandler, "skema_b_licitation", dato=dt.date(2026, 4, 1))
    record_beslutning(
        bruger=sagsbehandler,
        sag=sag,
        trin="skema_b",
        udfald="sendt_tilbage",
        tilbage_til="tilsagn",
        begrundelse="ny sum",
        dato=dt.date(2026, 4, 8),
        kilde="referat",
    )
    assert not Ophold.objects.filter(fase="skema_b", slut=None).exists()
    assert phases()["skema_b",] == [((TODAY - dt.date(2026, 2, 2)).days, 0, 1)]
    assert phases()["skema_a",] == [((TODAY - dt.date(2026, 1, 5)).days, 0, 1)]


def test_a_case_that_was_rejected_is_unfinished_on_its_last_day(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning", "oplysning", dato=dt.date(2026, 2, 2))
    record_beslutning(
        bruger=sagsbehandler,
        sag=sag,
        trin="direktion_oekonomi",
        udfald="forkastet",
        begrundelse="ingen ramme",
        dato=dt.date(2026, 2, 10),
        kilde="referat",
    )
    assert phases() == {("skema_a",): [(36, 0, 1)]}
    assert cases() == {(): [(36, 0, 1)]}


def test_spans_are_narrowed_by_what_is_said_of_the_case_and_by_the_year_they_began(sag, sagsbehandler):
    decide(sag, sagsbehandler, "ansoegning", dato=dt.date(2026, 2, 2))
    assert phases(trin="oplysning") == phases() != {}
    assert phases(aar_fra="2027") == cases(aar_til="2025") == {}
    assert phases(organisation="9001") == phases() and phases(organisation="9002") == {}
    assert phases(boligtype="familie") == phases() and phases(boligtype="aeldre") == {}


def test_the_number_of_queries_does_not_grow_with_the_cases(
    sag, sagsbehandler, organisation, django_assert_num_queries
):
    routes = routes_of("nybyggeri")
    for _ in range(2):
        with django_assert_num_queries(1):
            cells_of_phases(Ophold.objects.all(), {"sagstype": "nybyggeri"}, routes, today=TODAY)
        with django_assert_num_queries(1):
            cases()
        make_sag(sagsbehandler, organisation)


def test_in_every_route_a_phase_ends_after_those_before_it(sagsgange):
    """What `cells_of_phases` rests on: whichever conditions hold, the last steps of a phase rest on all of the earlier phases."""
    for pk in Sagsgangsversion.objects.filter(status=Status.VEDTAGET).values_list("pk", flat=True):
        route = sagsgang_of(pk)
        order = {fase.id: number for number, fase in enumerate(route.faser)}
        for early, fase in itertools.product(route.trin, route.faser):
            later = [trin for trin in route.trin if trin.fase == fase.id and not trin.valgfrit]
            if not early.valgfrit and order[early.fase] < order[fase.id] and later:
                assert any(trin.id in route.efterfoelgere[early.id] for trin in later), (
                    route.sagstype,
                    early.id,
                )


@pytest.mark.parametrize("tider", [[(28, 1, 1), (147, 0, 1)], [(0, 1, 1)], [(5, 0, 2)], []])
def test_times_of_very_few_cases_have_an_answer_without_an_interval(tider):
    answer = compute([{"art": "overlevelse", "tider": tider, "maal": [14]}])[0]
    assert answer["antal"] == sum(cell[2] for cell in tider) and answer["median_til"] is None
