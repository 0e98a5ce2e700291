"""Each organisation's year has exactly one state, and no year can be forgotten."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from almen.tilsyn.stilling import (
    AFSLUTTET,
    FORKLARINGER,
    KALDER,
    NAVNE,
    TONER,
    Aarsramme,
    Delfrist,
    Dialogstand,
    Tilstand,
    count_tilstande,
    find_stilling,
    is_active,
)

DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2035, 12, 31))
YEARS = st.integers(2010, 2030)
AAR = 2026
RAMME = Aarsramme(AAR, dt.date(AAR, 12, 31), dt.date(AAR, 8, 3))


@st.composite
def rammer(draw):
    aar = draw(YEARS)
    frist = draw(st.dates(dt.date(aar, 1, 1), dt.date(aar, 12, 31)))
    return Aarsramme(aar, frist, frist - dt.timedelta(days=draw(st.integers(0, 200))), draw(st.booleans()))


PARTS = st.builds(Delfrist, st.sampled_from(["Styringsrapport", "Møde"]), st.none() | DAYS, st.booleans())
DIALOGS = st.none() | st.builds(
    Dialogstand, DAYS, st.booleans(), st.booleans(), st.lists(PARTS, max_size=3).map(tuple)
)
OPEN = st.none() | DAYS


@settings(max_examples=150)
@given(OPEN, OPEN, rammer(), DIALOGS, DAYS)
def test_an_active_organisations_year_has_one_state_that_says_something(fra, til, ramme, dialog, today):
    found = find_stilling(fra, til, ramme, dialog, today)
    assert found.tilstand in Tilstand
    held = dialog is not None and not dialog.faldet
    demanded = ramme.kraeves and is_active(fra, til, ramme.frist)
    assert (found.tilstand == Tilstand.IKKE_AKTUEL) == (not held and not demanded)
    assert bool(found.forsinket) == (found.tilstand == Tilstand.FORSINKET)


@settings(max_examples=150)
@given(OPEN, OPEN, rammer(), DIALOGS, DAYS)
def test_a_year_that_is_over_can_neither_be_to_come_nor_forgotten(fra, til, ramme, dialog, today):
    if today.year <= ramme.aar:
        return
    found = find_stilling(fra, til, ramme, dialog, today)
    assert found.tilstand not in {Tilstand.KOMMER, Tilstand.IKKE_STARTET, Tilstand.I_GANG}
    finished = dialog is not None and dialog.afsluttet and not dialog.faldet
    if ramme.kraeves and is_active(fra, til, ramme.frist) and not finished:
        assert found.tilstand in KALDER


@settings(max_examples=100)
@given(rammer(), DIALOGS, DAYS, DAYS)
def test_time_alone_makes_nothing_better(ramme, dialog, one, other):
    earlier, later = sorted((one, other))
    if find_stilling(None, None, ramme, dialog, earlier).tilstand in KALDER:
        assert find_stilling(None, None, ramme, dialog, later).tilstand in KALDER


def test_before_it_should_begin_the_year_is_to_come_then_not_started_then_lacking():
    states = [
        find_stilling(None, None, RAMME, None, day).tilstand
        for day in (
            dt.date(2026, 8, 2),
            dt.date(2026, 8, 3),
            dt.date(2026, 12, 31),
            dt.date(2027, 1, 1),
        )
    ]
    assert states == [Tilstand.KOMMER, Tilstand.IKKE_STARTET, Tilstand.IKKE_STARTET, Tilstand.MANGLER]


def test_what_is_late_is_named_and_what_is_due_today_is_not_late():
    parts = (Delfrist("Styringsrapport", dt.date(2026, 9, 1), materiale=True), Delfrist("Møde", None))
    dialog = Dialogstand(RAMME.frist, aabne=parts)
    assert find_stilling(None, None, RAMME, dialog, dt.date(2026, 9, 1)).tilstand == Tilstand.I_GANG
    late = find_stilling(None, None, RAMME, dialog, dt.date(2026, 9, 2))
    assert (late.tilstand, late.forsinket) == (Tilstand.FORSINKET, ("Styringsrapport",))
    over = find_stilling(None, None, RAMME, Dialogstand(RAMME.frist), dt.date(2027, 1, 1))
    assert over.forsinket == (AFSLUTTET,)


def test_an_annulled_dialogue_is_none_and_one_that_was_held_counts_for_an_organisation_that_has_ended():
    ended = dt.date(2026, 6, 30)
    today = dt.date(2027, 2, 1)
    assert (
        find_stilling(None, None, RAMME, Dialogstand(RAMME.frist, faldet=True), today).tilstand
        == Tilstand.MANGLER
    )
    assert find_stilling(None, ended, RAMME, None, today).tilstand == Tilstand.IKKE_AKTUEL
    held = Dialogstand(RAMME.frist, afsluttet=True)
    assert find_stilling(None, ended, RAMME, held, today).tilstand == Tilstand.UDFOERT


def test_every_state_has_its_words_and_a_count():
    assert set(NAVNE) == set(FORKLARINGER) == set(TONER) == set(Tilstand)
    counts = count_tilstande([find_stilling(None, None, RAMME, None, dt.date(2027, 1, 1))])
    assert counts[Tilstand.MANGLER] == 1 and set(counts) == set(Tilstand) and sum(counts.values()) == 1
