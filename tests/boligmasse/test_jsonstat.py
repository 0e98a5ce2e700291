"""A cube is the same cube however it is written, and each number stands at its own categories."""

from __future__ import annotations

import json
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.boligmasse.services.jsonstat import parse_jsonstat, read_number
from almen.organisationer.services import OrganisationFejl
from boligmasse.conftest import cube

pytestmark = pytest.mark.kun_en_gang
NAMES = ("OMRÅDE", "EJER", "UDLFORH", "TID")
SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=4)


def numbered(sizes: list[int]) -> tuple[dict[str, list], list[int]]:
    dimensions = {name: [f"{name}{i}" for i in range(n)] for name, n in zip(NAMES, sizes, strict=False)}
    return dimensions, list(range(prod(sizes)))


@given(SIZES)
def test_the_last_dimension_runs_fastest_and_every_cell_keeps_its_number(sizes):
    dimensions, values = numbered(sizes)
    cells = list(parse_jsonstat(json.dumps(cube(dimensions, values))).cells())
    expected = list(product(*dimensions.values()))
    assert [tuple(category.kode for category in categories.values()) for categories, _ in cells] == expected
    assert [value for _, value in cells] == values


@given(SIZES, st.randoms(use_true_random=False))
def test_old_and_new_form_order_of_the_index_and_sparse_values_make_no_difference(sizes, random):
    dimensions, values = numbered(sizes)
    plain = parse_jsonstat(json.dumps(cube(dimensions, values)))
    other = cube(dimensions, {str(i): value for i, value in enumerate(values)}, old=True)
    for name in dimensions:
        category = other["dataset"]["dimension"][name]["category"]
        items = list(category["index"].items())
        random.shuffle(items)
        category["index"] = dict(items)
    assert parse_jsonstat(json.dumps(other)) == plain


@given(SIZES, st.integers(-3, 3).filter(bool))
def test_too_few_or_too_many_numbers_are_refused(sizes, off):
    dimensions, values = numbered(sizes)
    wrong = (values + [1, 1, 1])[: max(0, len(values) + off)]
    with pytest.raises(OrganisationFejl, match="celler"):
        parse_jsonstat(json.dumps(cube(dimensions, wrong)))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(
    st.sampled_from(["dataset", "dimension", "id", "size", "value", "class", "category", "index", "label", "A"]), v
)))  # fmt: skip
def test_no_json_whatever_breaks_the_reader(data):
    try:
        parse_jsonstat(json.dumps(data))
    except OrganisationFejl as reason:
        assert str(reason)


@pytest.mark.parametrize(
    ("text", "number"), [("..", None), ("", None), (None, None), ("-", 0), ("12", 12), ("1,5", 1.5), (7, 7)]
)
def test_the_signs_of_the_statbank_are_read_as_what_they_mean(text, number):
    assert read_number(text) == number
