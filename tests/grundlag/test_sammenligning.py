"""A text is read in blocks, and two texts stand side by side with nothing lost and every difference marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.grundlag.selectors.sammenligning import AENDRET, ENS, FJERNET, NY, compare_texts, read_blokke

pytestmark = pytest.mark.kun_en_gang
WORD = st.text("abcæøå,.", min_size=1, max_size=6)
PARAGRAPH = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=8).map("\n\n".join)


def text_of(pairs, side):
    return ["".join(piece.tekst for piece in getattr(pair, side)) for pair in pairs if getattr(pair, side)]


def test_headings_points_and_paragraphs_are_read():
    blocks = read_blokke("# Formål\nEn linje\nog én til\n\n- et\n- to\n  hele\n\n## Krav\nSlut")
    assert [block.art for block in blocks] == ["h2", "p", "ul", "h3", "p"]
    assert blocks[1].tekst == "En linje og én til"
    assert blocks[2].linjer == ("et", "to hele")
    assert blocks[0].anker and blocks[0].anker != blocks[3].anker


def test_one_word_changed_is_marked_as_one_word():
    (pair,) = compare_texts("Reserven er 5 procent.", "Reserven er 7 procent.")
    assert pair.stand == AENDRET
    assert [piece.tekst for piece in pair.foer if piece.aendret] == ["5"]
    assert [piece.tekst for piece in pair.efter if piece.aendret] == ["7"]


def test_a_new_paragraph_does_not_shift_the_rest():
    pairs = compare_texts(
        "Et afsnit.\n\nTo hunde løb.", "Et afsnit.\n\nNoget helt andet her.\n\nTo hunde løb."
    )
    assert [pair.stand for pair in pairs] == [ENS, NY, ENS]
    assert [pair.stand for pair in compare_texts("Et afsnit.", "")] == [FJERNET]


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_nothing_of_either_text_is_lost_or_moved(before, after):
    pairs = compare_texts(before, after)
    assert text_of(pairs, "foer") == [line for block in read_blokke(before) for line in block.linjer]
    assert text_of(pairs, "efter") == [line for block in read_blokke(after) for line in block.linjer]
    for pair in pairs:
        assert pair.ens == (text_of([pair], "foer") == text_of([pair], "efter"))


@given(TEXT)
@settings(max_examples=50, deadline=None)
def test_a_text_compared_with_itself_has_no_difference(text):
    assert all(pair.ens for pair in compare_texts(text, text))
