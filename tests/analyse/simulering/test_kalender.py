"""Meetings in the years of a run."""

from __future__ import annotations

import datetime as dt

from almen.analyse.simulering.kalender import Aarsmoede, meetings_by_rule, meetings_each_year
from almen.analyse.simulering.scenarie import Moederegel

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2036, 12, 31)


def days(**regel):
    found = meetings_by_rule("direktionen", Moederegel(**regel), FIRST, LAST)
    return [FIRST + dt.timedelta(days=day) for _, day in found]


def test_once_a_month_is_the_first_monday_and_every_week_has_them_all():
    monthly, weekly = days(pr_maaned=1), days(hver_uge=1)
    assert len(monthly) == 120 and all(day.weekday() == 0 and day.day <= 7 for day in monthly)
    assert set(monthly) < set(weekly)
    assert {(later - day).days for day, later in zip(weekly, weekly[1:], strict=False)} == {7}


def test_every_second_week_is_not_shifted_by_new_year():
    second = days(hver_uge=2)
    assert {(later - day).days for day, later in zip(second, second[1:], strict=False)} == {14}


def test_papers_are_in_as_the_profile_says_or_as_the_scenario_does():
    (deadline, day), *_ = meetings_by_rule("direktionen", Moederegel(datoer=("03-15",)), FIRST, LAST)
    assert day - deadline == 7  # five working days before a Monday
    (deadline, day), *_ = meetings_by_rule(
        "direktionen", Moederegel(datoer=("03-15",), papirer_ind=3), FIRST, LAST
    )
    assert day - deadline == 3


def test_a_known_year_comes_again_also_where_the_day_is_missing():
    found = meetings_each_year([Aarsmoede(2, 29, 4)], FIRST, LAST)
    told = [FIRST + dt.timedelta(days=day) for _, day in found]
    assert [day.day for day in told] == [28, 29, 28, 28, 28, 29, 28, 28, 28, 29]
    assert all(day - deadline == 4 for deadline, day in found)
