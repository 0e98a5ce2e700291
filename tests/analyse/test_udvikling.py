"""Year by year: what is told, what is not, and the page with its cases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.analyse.forloebsrader import put_case

from almen.analyse import regning
from almen.analyse.regneprogram import compute
from almen.analyse.selectors.spand import Maaling
from almen.analyse.udvikling import FAA, HALVT, follow
from almen.analyse.views import udvikling as view

URL = "/analyse/udvikling/"


def years(*rows, mindst=3):
    """Rows: (year, days, settled, how many)."""
    found = [
        Maaling(dt.date(aar, 3, 1), dage, bool(settled), "", count) for aar, dage, settled, count in rows
    ]
    return follow(found, mindst, 1, 2026, compute)


def test_a_year_with_too_few_settled_has_no_median_and_one_that_is_half_done_says_so():
    few, half, known = years((2020, 10, 1, 2), (2021, 10, 1, 3), (2021, 90, 0, 9), (2022, 10, 1, 3)).raekker
    assert (few.median, few.q1, few.grund) == (None, None, FAA)
    assert (half.median, half.grund, half.andel_afsluttet) == (None, HALVT, 25)
    assert (known.median, known.grund) == (10, "")


def test_the_trend_uses_only_years_whose_median_is_known():
    rows = [(aar, 100 + 10 * (aar - 2015), 1, 3) for aar in range(2015, 2021)]
    found = years(*rows, (2021, 1, 1, 2), (2022, 5, 1, 3), (2022, 90, 0, 9))
    assert (found.tendens.perioder, found.tendens.haeldning, found.tendens.retning) == (6, 10.0, "stiger")
    assert [row.aar for row in found.ufaerdige_aar] == [2022]


def test_a_trend_is_only_told_when_its_interval_leaves_nought_out():
    flat = years(*((2015 + i, 100 + (-1) ** i * 20, 1, 4) for i in range(8)))
    assert flat.tendens.retning == "ingen sikker ændring"
    assert years((2020, 10, 1, 3), (2021, 20, 1, 3), (2022, 30, 1, 3)).tendens.retning == "ukendt"
    assert years(*((2015 + i, 200 - 15 * i, 1, 4) for i in range(8))).tendens.retning == "falder"


def test_years_can_be_taken_some_at_a_time_so_that_there_are_enough():
    found = [Maaling(dt.date(aar, 3, 1), 10 * (aar - 2009), True, "") for aar in range(2009, 2014)]
    rows = follow(found, 2, 2, 2013, compute).raekker
    assert [(row.navn, row.antal) for row in rows] == [("2008–2009", 1), ("2010–2011", 2), ("2012–2013", 2)]


TIMES = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 1), st.integers(1, 4)), min_size=1, max_size=12
)


@given(TIMES, st.data())
def test_counting_more_as_unfinished_never_shortens_the_median(cells, data):
    chosen = data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
    fewer = [
        (day, settled * (not drop), count) for (day, settled, count), drop in zip(cells, chosen, strict=True)
    ]
    before, after = compute(
        [{"art": "overlevelse", "tider": [list(c) for c in item]} for item in (cells, fewer)]
    )
    assert after["afsluttede"] <= before["afsluttede"]
    if after["median"] is not None:
        assert before["median"] is not None and before["median"] <= after["median"]


@pytest.fixture
def here(monkeypatch):
    """The statistics are computed in this process: that they are not, in life, is tried once."""
    monkeypatch.setattr(view, "answers_to", compute)


@pytest.fixture
def sager(sagsgange, sagsbehandler, organisation):
    """Six years with six cases each, faster every year, and six that have just begun."""
    for aar in range(2014, 2020):
        for number in range(6):
            days = 400 - 40 * (aar - 2014) + number
            put_case(sagsbehandler, organisation, "2007-1", dt.date(aar, 2, 1), ("oplysning", 0, 10), ("tilsagn", 10, days))  # fmt: skip
    today = timezone.localdate()
    for _ in range(6):
        put_case(
            sagsbehandler, organisation, "2024-2", today, ("oplysning", 0, None), boligtyper="familie pleje"
        )


@pytest.mark.django_db
def test_the_page_tells_the_years_the_trend_and_what_is_not_finished(client, sager, sagsbehandler, here):
    client.force_login(sagsbehandler)
    page = client.get(URL)
    text = page.content.decode()
    assert [row.median for row in page.context["udvikling"].raekker][:6] == [413, 373, 333, 293, 253, 213]
    assert "Medianen falder" in text and "40,0 dage om året" in text
    assert "De seneste år er mest uafsluttede" in text and FAA in text
    assert f"{URL}kurve.svg?" in text and "begyndt_fra=01.01.2014" in text


@pytest.mark.django_db
def test_filters_narrow_the_cases_and_a_measure_of_another_case_type_is_left(
    client, sager, sagsbehandler, here
):
    client.force_login(sagsbehandler)
    page = client.get(URL, {"boligtype": "pleje"})
    assert [row.aar for row in page.context["udvikling"].raekker] == [timezone.localdate().year]
    page = client.get(URL, {"maal": "trin-oplysning", "version": "2007-1"})
    assert [row.median for row in page.context["udvikling"].raekker] == [10] * 6
    assert (
        "Før og efter"
        in client.get(URL, {"sagstype": "nybyggeri", "maal": "ansoegning-tilsagn"}).content.decode()
    )
    page = client.get(URL, {"maal": "trin-garanti"})
    assert "Ingen sager har begyndt det, der måles" in page.content.decode()
    assert "vælg" in client.get(URL, {"maal": "vrøvl"}).content.decode().lower()


@pytest.mark.django_db
def test_behind_a_year_are_its_cases_with_their_days(client, sager, sagsbehandler, here):
    client.force_login(sagsbehandler)
    row = client.get(URL).context["page"].object_list[0]
    page = client.get(row.url)
    assert page.context["antal"] == "6 forløb"
    assert "413" in page.content.decode() and "Afsluttet" in page.content.decode()
    steps = client.get(
        "/analyse/bag-tallet/", {"maal": "trin-oplysning", "q": "Prøvesag", "begyndt_fra": "01.01.2020"}
    )
    assert steps.context["antal"] == "6 forløb" and "Venter" in steps.content.decode()
    assert client.get("/analyse/bag-tallet/?maal=hele&eksport=xlsx").status_code == 200
    assert "Begyndt fra og med" in client.get("/analyse/bag-tallet/?begyndt_fra=igår").content.decode()


@pytest.mark.django_db
def test_a_confidential_case_counts_only_for_those_who_may_see_it(
    client, sager, sagsbehandler, administrator, organisation, here
):
    put_case(
        sagsbehandler, organisation, "2007-1", dt.date(2014, 2, 1), ("oplysning", 0, 10), fortrolighed="fortrolig"
    )  # fmt: skip
    counted = []
    for bruger in (sagsbehandler, administrator):
        client.force_login(bruger)
        counted.append(client.get(URL).context["udvikling"].raekker[0].antal)
    assert counted == [7, 6]


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_cases(
    client, sager, sagsbehandler, organisation, here, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    for url in (URL, "/analyse/bag-tallet/"):
        client.get(url)
        with django_assert_num_queries(QUERIES[url]):
            client.get(url)
    for _ in range(4):
        put_case(sagsbehandler, organisation, "2007-1", dt.date(2013, 2, 1), ("oplysning", 0, 10))
    for url, number in QUERIES.items():
        with django_assert_num_queries(number):
            client.get(url)


QUERIES = {URL: 12, "/analyse/bag-tallet/": 10}


@pytest.mark.django_db
def test_the_statistics_come_from_a_process_of_their_own_and_the_page_says_when_they_do_not(
    client, sager, sagsbehandler, monkeypatch
):
    client.force_login(sagsbehandler)
    assert client.get(URL).context["udvikling"].tendens.retning == "falder"
    monkeypatch.setattr(regning, "_run", _fails)
    assert "Statistikken kunne ikke beregnes" in client.get(URL, {"maal": "trin-oplysning"}).content.decode()


def _fails(jobs):
    raise regning.KanIkkeRegnes
