"""Deadlines in months: the same day, or the month's last where that day does not exist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import RegelFejl
from almen.regler.frister import add_maaneder, compute_frist, compute_skaeringsdag
from almen.regler.resultat import Sikkerhed

pytestmark = pytest.mark.kun_en_gang


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2023, 11, 30), 15, date(2025, 2, 28)),
        (date(2022, 11, 30), 15, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
    ],
)
def test_where_the_day_does_not_exist_the_month_ends_the_deadline(day, months, last):
    assert add_maaneder(day, months) == last


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 60), st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_a_later_start_never_gives_an_earlier_deadline(day, months, later):
    other = date.fromordinal(day.toordinal() + later)
    assert add_maaneder(day, months) <= add_maaneder(other, months)
    assert add_maaneder(day, months).day <= day.day


def test_skema_b_is_sure_and_skema_c_says_that_it_is_read_in_a_sister_rule():
    sure = compute_frist("frist.skema_b", date(2023, 11, 30))
    assert (sure.dato, sure.sikkerhed, sure.advarsler) == (date(2025, 2, 28), Sikkerhed.SIKKER, ())
    likely = compute_frist("frist.skema_c", date(2025, 1, 15))
    assert (likely.dato, likely.sikkerhed) == (date(2025, 7, 15), Sikkerhed.SANDSYNLIG)
    assert likely.advarsler


def test_the_longer_deadline_holds_for_tilsagn_to_the_end_of_2022_and_is_open_after():
    assert compute_frist("frist.skema_b_forlaenget", date(2022, 12, 31)).dato == date(2025, 12, 31)
    with pytest.raises(RegelFejl, match="uafklaret"):
        compute_frist("frist.skema_b_forlaenget", date(2023, 1, 1))


def test_outdoor_areas_move_the_skaeringsdag_by_two_months_at_most():
    done = date(2024, 3, 10)
    assert compute_skaeringsdag(done).dato == done
    assert compute_skaeringsdag(done, date(2024, 4, 20)).dato == date(2024, 4, 20)
    assert compute_skaeringsdag(done, date(2024, 9, 1)).dato == date(2024, 5, 10)
    assert compute_skaeringsdag(done, date(2024, 1, 1)).dato == done


def test_a_figure_that_is_no_number_of_months_is_no_deadline():
    with pytest.raises(RegelFejl, match="måneder"):
        compute_frist("areal.familie.hoejst", date(2024, 1, 1))
