"""On which day an item of the year wheel falls: every year once, none forgotten, leap years included."""

from __future__ import annotations

import datetime as dt
from calendar import isleap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.sagsgang.aarshjul import Hjulfrist, Hjulpunkt, frist_in, month_end, opens_on
from almen.sagsgang.fejl import SagsgangFejl
from almen.sagsgang.profil import KOMMUNER, list_kommuner, load_profil, parse_profil

YEARS = st.integers(1950, 2150)
MONTHS = st.integers(1, 12)


def item(**more):
    fields = {
        "id": "prove",
        "navn": "Prøve",
        "formaal": "Prøve",
        "pr": "kommune",
        "frist": Hjulfrist(maaned=12),
        "aabnes_dage_foer": 30,
        "aktoer": "forvaltningen",
        "hjemmel": ("M4",),
        "kilde": "test",
        "sikkerhed": "sikker",
    }
    return Hjulpunkt(**{**fields, **more})


@given(aar=YEARS, maaned=MONTHS, dag=st.integers(1, 31))
def test_a_day_of_the_year_is_that_day_or_the_months_last(aar, maaned, dag):
    day = frist_in(Hjulfrist(maaned=maaned, dag=dag), aar)
    assert (day.year, day.month) == (aar, maaned)
    assert day.day == dag or (day.day < dag and (day + dt.timedelta(days=1)).day == 1)


@given(aar=YEARS, slut=MONTHS, maaneder=MONTHS)
def test_after_a_financial_year_one_deadline_falls_in_each_year_on_the_last_of_a_month(aar, slut, maaneder):
    day = frist_in(Hjulfrist(maaneder=maaneder, regnskabsaar_slutter=slut), aar)
    assert day.year == aar
    assert (day + dt.timedelta(days=1)).day == 1
    # Counted back, it began at the end of a financial year.
    start = day.year * 12 + day.month - 1 - maaneder
    assert start % 12 + 1 == slut


@pytest.mark.parametrize(
    ("frist", "aar", "day"),
    [
        (Hjulfrist(maaneder=5), 2026, dt.date(2026, 5, 31)),
        (Hjulfrist(maaneder=6), 2026, dt.date(2026, 6, 30)),
        (Hjulfrist(maaneder=6, regnskabsaar_slutter=6), 2026, dt.date(2026, 12, 31)),
        (Hjulfrist(maaneder=2), 2028, dt.date(2028, 2, 29)),
        (Hjulfrist(maaneder=2), 2027, dt.date(2027, 2, 28)),
        (Hjulfrist(maaned=2, dag=29), 2027, dt.date(2027, 2, 28)),
        (Hjulfrist(maaned=7, dag=1), 2026, dt.date(2026, 7, 1)),
        (Hjulfrist(maaned=12), 2026, dt.date(2026, 12, 31)),
        (Hjulfrist(maaneder=12), 2026, dt.date(2026, 12, 31)),
    ],
)
def test_known_days(frist, aar, day):
    assert frist_in(frist, aar) == day


@given(aar=YEARS)
def test_february_ends_as_the_calendar_says(aar):
    assert month_end(aar, 2).day == (29 if isleap(aar) else 28)


@given(fra=st.integers(1990, 2040), hvert=st.integers(1, 12), span=st.integers(0, 60))
def test_every_nth_year_is_hit_and_no_other(fra, hvert, span):
    punkt = item(hvert=hvert, fra_aar=fra)
    hit = [aar for aar in range(fra - 20, fra + span + 1) if punkt.falls_in(aar)]
    assert hit == list(range(fra, fra + span + 1, hvert))


def test_an_item_that_has_ended_falls_no_more():
    punkt = item(fra_aar=2026, til_aar=2026)
    assert [aar for aar in range(2020, 2031) if punkt.falls_in(aar)] == [2026]
    assert punkt.gentagelse() == "Kun i 2026"


def test_a_parameter_is_asked_on_the_day_the_financial_year_ends():
    asked = []

    def months(parameter, day):
        asked.append((parameter, day))
        return 5

    assert frist_in(Hjulfrist(parameter="x.y"), 2026, months) == dt.date(2026, 5, 31)
    assert ("x.y", dt.date(2025, 12, 31)) in asked


def test_a_change_that_leaves_a_year_without_a_deadline_is_an_error_and_no_guess():
    # From 2024 on the months reach so far that no financial year's deadline falls in 2025.
    def months(_, day):
        return 11 if day.year < 2024 else 12 * 3

    with pytest.raises(ValueError, match="2025"):
        frist_in(Hjulfrist(parameter="x.y"), 2025, months)


@given(aar=YEARS, days=st.integers(0, 1100))
def test_a_case_is_opened_so_many_days_before(aar, days):
    frist = dt.date(aar, 12, 31)
    assert (frist - opens_on(item(aabnes_dage_foer=days), frist)).days == days


@pytest.mark.parametrize("kommune", list_kommuner())
def test_every_item_of_every_profile_is_whole(kommune):
    for punkt in load_profil(kommune).aarshjul:
        assert punkt.hjemmel and punkt.kilde and punkt.formaal
        if punkt.sikkerhed == "usikker":
            assert punkt.note, f"{punkt.id} er usikker, men siger ikke hvorfor"


def test_the_agreement_is_due_in_2027_and_begun_in_good_time():
    punkt = next(item for item in load_profil("koebenhavn").aarshjul if item.id == "udlejningsaftale")
    assert [aar for aar in range(2024, 2036) if punkt.falls_in(aar)] == [2027, 2031, 2035]
    assert opens_on(punkt, frist_in(punkt.frist, 2027)) < dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("frist: {maaned: 11, dag: 30}", "frist: {maaned: 11, maaneder: 5}", "netop én"),
        ("frist: {maaned: 11, dag: 30}", "frist: {maaneder: 5, dag: 3}", "uden maaned"),
        ("frist: {maaned: 11, dag: 30}", "frist: {maaned: 11, dag: 31}", "måned 11"),
        ("frist: {maaned: 11, dag: 30}", "frist: {maaned: 13}", "aarshjul.0.frist.maaned"),
        ("    aabnes_dage_foer: 90", "    aabnes_dage_foer: 90\n    hvert: 2", "fra_aar"),
        ("    aabnes_dage_foer: 90", "    aabnes_dage_foer: 90\n    farve: blå", "farve"),
        ("    aktoer: forvaltningen\n    fortrolighed", "    aktoer: ingen\n    fortrolighed", "ingen"),
    ],
)
def test_a_fault_in_the_profile_names_the_field(old, new, words):
    text = (KOMMUNER / "eksempel" / "profil.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(SagsgangFejl) as error:
        parse_profil(text.replace(old, new), filnavn="profil.yaml")
    assert words in str(error.value)
