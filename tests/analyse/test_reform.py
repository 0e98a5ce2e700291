"""Before and after a day: what is compared, what may be said of it, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analyse.forloebsrader import put_case

from almen.analyse.models import Ophold
from almen.analyse.reform import (
    Svar,
    answer_all,
    ask,
    ask_moved,
    ask_placebo,
    ask_strata,
    judge_claim,
    refusal,
    settled_later,
    window_of,
)
from almen.analyse.regneprogram import compute
from almen.analyse.selectors.spand import Maaling
from almen.analyse.views import reform as view
from almen.sagsgang.profil import load_profil

URL = "/analyse/foer-og-efter/"
DAG = dt.date(2024, 5, 2)
VINDUE = window_of(DAG, 5, 5)


def began(aar, maaned, dage, settled=True, typer="familie", antal=1):
    return Maaling(dt.date(aar, maaned, 1), dage, settled, typer, antal)


def answer(*found, mindst=3) -> Svar:
    (svar,) = answer_all([ask(found, VINDUE)], mindst, compute)
    return svar


FOER = [began(2022, month, 300 + 10 * month) for month in range(1, 11)]
EFTER = [began(2025, month, 100 + 10 * month) for month in range(1, 11)]


def test_what_begins_on_the_day_is_after_and_outside_the_window_is_neither():
    edge = [Maaling(day, 10, True, "") for day in (VINDUE.fra, DAG - dt.timedelta(1), DAG, VINDUE.til)]
    asked = ask([*edge, began(2010, 1, 10)], VINDUE)
    assert (list(asked.foer), list(asked.efter)) == (edge[:2], edge[2:3])


def test_a_clear_difference_is_told_with_its_interval():
    svar = answer(*FOER, *EFTER)
    assert (svar.dom, svar.forskel) == ("kortere", -200)
    assert svar.forskel_fra <= -200 <= svar.forskel_til < 0
    assert svar.kurver_adskilt and svar.p_tekst == "under 0,001"
    assert answer(*(item._replace(dage=item.dage + 500) for item in EFTER), *FOER).dom == "laengere"


def test_the_same_question_has_the_same_answer_each_time():
    assert answer(*FOER, *EFTER) == answer(*FOER, *EFTER)


TIMES = st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=6, max_size=15)


@settings(max_examples=15)
@given(TIMES)
def test_two_groups_that_are_the_same_are_never_told_to_differ(times):
    both = [
        Maaling(day, dage, settled, "")
        for day in (dt.date(2023, 1, 1), dt.date(2025, 1, 1))
        for dage, settled in times
    ]
    svar = answer(*both, mindst=1)
    assert svar.dom in ("ingen_sikker", "ukendt")
    assert svar.forskel in (None, 0) and not svar.kurver_adskilt


def test_too_few_are_refused_with_the_reason_and_nothing_is_computed():
    assert "begyndte efter dagen: 2" in refusal(ask([*FOER, *EFTER[:2]], VINDUE), 3)
    unfinished = [item._replace(afgjort=False) for item in FOER[2:]]
    assert "før dagen, er afsluttet: 2 af 10" in refusal(ask([*FOER[:2], *unfinished, *EFTER], VINDUE), 3)
    (svar,) = answer_all([ask(EFTER, VINDUE)], 3, lambda jobs: pytest.fail("intet at regne"))
    assert svar.afvist and svar.dom == "ukendt" and svar.efter.antal == 10


def test_a_side_whose_median_is_not_reached_gives_no_difference():
    waiting = [began(2025, 6, 400, False, antal=20)]
    svar = answer(*FOER, *EFTER, *waiting)
    assert (svar.forskel, svar.dom, svar.efter.uafsluttede) == (None, "ukendt", 20)
    assert svar.p is not None


def test_the_day_is_moved_within_the_same_window_and_tried_where_nothing_changed():
    moved = ask_moved([*FOER, *EFTER], VINDUE)
    assert [item.dag for item in moved] == [dt.date(2023, 11, 2), dt.date(2024, 2, 2), dt.date(2024, 8, 2), dt.date(2024, 11, 2)]  # fmt: skip
    assert moved[0].navn == "6 måneder tidligere"
    placebo = ask_placebo([*FOER, *EFTER, began(2020, 1, 10)], VINDUE)
    assert (placebo.dag, len(placebo.foer), len(placebo.efter)) == (dt.date(2021, 10, 31), 1, 10)


def test_what_was_not_settled_on_the_day_is_counted_and_types_are_held_apart():
    late = began(2024, 4, 100)
    mixed = began(2023, 1, 50, typer="familie pleje")
    asked = ask([*FOER, late, mixed, *EFTER], VINDUE)
    assert settled_later(asked) == 1
    assert [(item.navn, len(item.foer), len(item.efter)) for item in ask_strata(asked)] == [
        ("familie", 11, 10),
        ("familie pleje", 1, 0),
    ]
    assert ask_strata(ask(FOER, VINDUE)) == []


def test_a_claim_is_held_within_the_interval_or_not_and_never_confirmed():
    svar = answer(*FOER, *EFTER)
    narrow = Svar(svar.spoergsmaal, svar.foer, svar.efter, -130, -150, -110, 0.01)
    assert judge_claim(narrow, 4) == "rummer"
    assert judge_claim(narrow, 2) == "rummer_ikke"
    assert judge_claim(answer(*FOER, *EFTER[:2]), 4) == "ukendt"


def test_koebenhavns_claim_names_a_version_that_it_has_and_the_example_has_none():
    (claim,) = load_profil("koebenhavn").offentliggjorte_paastande
    assert (claim.sagstype, claim.version, claim.hoejst_maaneder) == ("nybyggeri", "2024-2", 4)
    assert load_profil("eksempel").offentliggjorte_paastande == ()


@pytest.fixture
def here(monkeypatch):
    """The statistics are computed in this process; `test_udvikling` tries the one that they have."""
    monkeypatch.setattr(view, "answers_to", compute)


@pytest.fixture
def sager(sagsgange, sagsbehandler, organisation):
    """Eight cases before the delegation and eight after it, the latter faster."""
    for month in range(1, 9):
        for aar, version, days in ((2022, "2007-1", 400), (2025, "2024-2", 200)):
            put_case(
                sagsbehandler, organisation, version, dt.date(aar, month, 1), ("oplysning", 0, 10), ("tilsagn", 10, days + 3 * month)
            )  # fmt: skip


@pytest.mark.django_db
def test_the_page_tells_the_difference_its_limits_and_what_has_been_said(client, sager, sagsbehandler, here):
    client.force_login(sagsbehandler)
    page = client.get(URL)
    text = page.content.decode()
    assert "Dagen er usikker" in text and "tog kortere tid" in text
    assert "Tallene viser ikke, hvad årsagen er" in text
    assert "rummer ikke en forkortelse på 4 måneder" in text
    assert "6 måneder tidligere" in text and "En dag uden ændring" in text
    assert "begyndt_fra=02.05.2019&amp;begyndt_til=01.05.2024" in text
    assert page.context["fund"].svar.forskel == -200
    assert client.get(page.context["sider"][0][1]).context["antal"] == "8 forløb"


@pytest.mark.django_db
def test_a_day_of_ones_own_carries_no_claim_and_one_without_cases_is_refused(
    client, sager, sagsbehandler, here
):
    client.force_login(sagsbehandler)
    text = client.get(URL, {"dag": "01.06.2023", "aar_efter": "10"}).content.decode()
    assert (
        "tog kortere tid" in text and "Det er sagt offentligt" not in text and "Dagen er usikker" not in text
    )
    page = client.get(URL, {"dag": "01.06.2012"})
    assert "Der kan ikke siges noget" in page.content.decode() and page.context["fund"].placebo is None
    assert 'alt="Hvor stor en del' not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dag": "01.06.2199"}, "senest i dag"),
        ({"dag": "01.06.0001"}, "Skriv en dag efter"),
        ({"dag": "i går"}, "Eller en anden dag"),
        ({"reform": "1817-1"}, "Vælg en af mulighederne"),
        ({"aar_foer": "-3"}, "Vælg en af mulighederne"),
        ({"maal": "alting"}, "Vælg en af mulighederne"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(client, sager, sagsbehandler, given, said):
    client.force_login(sagsbehandler)
    page = client.get(URL, given)
    assert page.status_code == 400 and said in page.content.decode()
    assert client.get(f"{URL}kurver.svg", given).status_code == 200


@pytest.mark.django_db
def test_a_case_type_with_one_route_asks_for_a_day(client, sager, sagsbehandler, here):
    Ophold.objects.filter(sag=Ophold.objects.first().sag).update(sagstype="renovering")
    client.force_login(sagsbehandler)
    page = client.get(URL, {"sagstype": "renovering", "reform": "2024-2"})
    assert page.status_code == 200 and "kun én vedtaget sagsgang" in page.content.decode()


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_cases(
    client, sager, sagsbehandler, organisation, here, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    client.get(URL)
    for _ in range(2):
        with django_assert_num_queries(13):
            client.get(URL)
        put_case(sagsbehandler, organisation, "2024-2", dt.date(2025, 2, 1), ("oplysning", 0, 10))
