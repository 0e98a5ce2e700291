"""Votes by party, typed fast and read exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.udvalg.stemmer import (
    Afstemning,
    Partistemmer,
    StemmeFejl,
    format_stemmer,
    parse_stemmer,
    refuse_contradiction,
)

PARTIER = {"Rødt (R)": 9, "Blåt (B)": 9, "Grønt (G)": 9}


def test_a_party_is_named_in_full_by_its_letter_or_by_its_name_alone():
    found = parse_stemmer("for R 5, grønt 2; imod Blåt (B) 4", PARTIER)
    assert found == Afstemning(
        (
            Partistemmer("Rødt (R)", 5, 0, 0),
            Partistemmer("Grønt (G)", 2, 0, 0),
            Partistemmer("Blåt (B)", 0, 4, 0),
        )
    )
    assert (found.stemte_for, found.imod, found.undlod) == (7, 4, 0)


def test_the_votes_of_29_november_2001_are_read():
    found = parse_stemmer("for A 20, F 12; imod V 13; undlod C 2", {})
    assert (found.stemte_for, found.imod, found.undlod) == (32, 13, 2)


def test_an_empty_text_is_no_vote():
    assert parse_stemmer("  ", PARTIER) is None


@pytest.mark.parametrize(
    "text,said",
    [
        ("R 5", "begynder ikke med for, imod eller undlod"),
        ("for X 5", "Partiet “X” har ingen medlemmer"),
        ("for R", "et parti og et antal"),
        ("for R 0", "et antal over 0"),
        ("for R 5, R 2", "to gange"),
        ("for R 8; imod R 2", "har 9 medlemmer den dag, men der står 10"),
        (";", "ingen stemmer"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_is_allowed(text, said):
    with pytest.raises(StemmeFejl, match=said):
        parse_stemmer(text, PARTIER)


def test_adopted_with_more_against_than_for_is_refused_and_a_tie_is_no_majority():
    tie = parse_stemmer("for R 4; imod B 4", PARTIER)
    with pytest.raises(StemmeFejl):
        refuse_contradiction(tie, "godkendt")
    refuse_contradiction(tie, "forkastet")
    with pytest.raises(StemmeFejl):
        refuse_contradiction(parse_stemmer("for R 5; imod B 4", PARTIER), "forkastet")


votes = st.builds(
    lambda rows: Afstemning(tuple(rows)),
    st.lists(
        st.builds(
            Partistemmer,
            st.sampled_from(sorted(PARTIER)),
            st.integers(0, 3),
            st.integers(0, 3),
            st.integers(0, 3),
        ).filter(lambda item: item.i_alt > 0),
        min_size=1,
        max_size=3,
        unique_by=lambda item: item.parti,
    ),
)


@given(votes)
def test_what_is_written_is_read_back_and_the_parts_add_up(afstemning):
    again = parse_stemmer(format_stemmer(afstemning), PARTIER)
    assert {item.parti: item for item in again.partier} == {item.parti: item for item in afstemning.partier}
    assert again.stemte_for + again.imod + again.undlod == sum(item.i_alt for item in afstemning.partier)


@given(st.text(max_size=60))
def test_rubbish_is_refused_in_words_and_never_crashes(text):
    try:
        found = parse_stemmer(text, PARTIER)
    except StemmeFejl as error:
        assert str(error)
    else:
        assert found is None or found.partier
