"""The JSON that others script against: exact shape out, every fault named in."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import RegelFejl, UgyldigtInput
from almen.regler.finansiering import compute_finansiering
from almen.regler.jsonform import (
    finansiering_to_dict,
    maksimumsbeloeb_to_dict,
    parse_finansiering,
    parse_maksimumsbeloeb,
)
from almen.regler.maksimumsbeloeb import compute_maksimumsbeloeb

pytestmark = pytest.mark.kun_en_gang
PART = {"boligtype": "familie", "antal": 91, "bruttoareal_m2": 7400, "anskaffelsessum": 220_000_000}
QUESTION = {"tilsagnsdato": "2023-11-30", "dele": [PART], "ejendomsvaerdi": None}
MAX_PART = {"boligtype": "familie", "antal": 10, "bruttoareal_m2": 800}
MAX_QUESTION = {"skema_b_aar": 2011, "tilsagnsdato": "2009-08-01", "region": "hovedstad", "dele": [MAX_PART]}


def ask(question):
    return finansiering_to_dict(compute_finansiering(parse_finansiering(question)))


def test_the_example_of_the_commands_gives_amounts_as_integers_and_percentages_as_text():
    answer = ask(QUESTION)
    assert answer["dele"] == [
        {
            "boligtype": "familie", "anskaffelsessum": 220_000_000, "laan": 198_000_000,
            "grundkapital": 17_600_000, "beboerindskud": 4_400_000, "laan_pct": "90",
            "grundkapital_pct": "8", "beboerindskud_pct": "2",
        }
    ]  # fmt: skip
    assert answer["garanti"] is None
    assert answer["advarsler"] == []
    assert json.loads(json.dumps(answer)) == answer


def test_from_2027_the_json_carries_the_warning_and_the_other_reading():
    answer = ask({**QUESTION, "tilsagnsdato": "2027-01-01"})
    assert answer["i_alt"]["grundkapital"] == 30_800_000
    assert any("17.600.000 kr." in warning for warning in answer["advarsler"])


def test_every_source_carries_the_promised_keys():
    for kilde in ask(QUESTION)["kilder"]:
        assert {"parameter", "vaerdi", "hjemmel", "gyldig_fra", "gyldig_til", "url"} <= set(kilde)


def test_an_area_may_be_a_decimal_in_text_and_decides_the_step_exactly():
    for area, percent in [("8189.99", "8"), ("8190", "10"), ("9554.99", "10"), ("9555.0", "12")]:
        assert (
            ask({**QUESTION, "dele": [{**PART, "bruttoareal_m2": area}]})["dele"][0]["grundkapital_pct"]
            == percent
        )


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ([], "input"),
        ({}, "tilsagnsdato"),
        ({**QUESTION, "tilsagnsdato": "30-11-2023"}, "tilsagnsdato"),
        ({**QUESTION, "tilsagnsdato": "2023-02-30"}, "tilsagnsdato"),
        ({**QUESTION, "tilsagnsdato": 20231130}, "tilsagnsdato"),
        ({**QUESTION, "tilsagnsdato": "2023-W48-4"}, "tilsagnsdato"),
        ({**QUESTION, "farve": 1}, "farve"),
        ({**QUESTION, "dele": {}}, "dele"),
        ({**QUESTION, "dele": []}, "dele"),
        ({**QUESTION, "dele": [1]}, "dele[0]"),
        ({**QUESTION, "ejendomsvaerdi": "mange"}, "ejendomsvaerdi"),
        ({**QUESTION, "ejendomsvaerdi": 0}, "ejendomsvaerdi"),
        ({**QUESTION, "dele": [{**PART, "antal": True}]}, "dele[0].antal"),
        ({**QUESTION, "dele": [{**PART, "antal": "91"}]}, "dele[0].antal"),
        ({**QUESTION, "dele": [{**PART, "anskaffelsessum": 1.0}]}, "dele[0].anskaffelsessum"),
        ({**QUESTION, "dele": [{**PART, "anskaffelsessum": None}]}, "dele[0].anskaffelsessum"),
        ({**QUESTION, "dele": [{**PART, "bruttoareal_m2": 7400.5}]}, "dele[0].bruttoareal_m2"),
        ({**QUESTION, "dele": [{**PART, "bruttoareal_m2": "NaN"}]}, "dele[0].bruttoareal_m2"),
        ({**QUESTION, "dele": [{**PART, "bruttoareal_m2": "-7400"}]}, "dele[0].bruttoareal_m2"),
        ({**QUESTION, "dele": [{**PART, "bruttoareal_m2": "7400,5"}]}, "dele[0].bruttoareal_m2"),
        ({**QUESTION, "dele": [{**PART, "bruttoareal_m2": "1e999999999"}]}, "dele[0].bruttoareal_m2"),
        ({**QUESTION, "dele": [{**PART, "bruttoareal_m2": "1e-999999999"}]}, "dele[0].bruttoareal_m2"),
        ({**QUESTION, "dele": [{**PART, "antal": 10**400}]}, "dele[0].antal"),
        ({**QUESTION, "dele": [{**PART, "anskaffelsessum": 10**400}]}, "dele[0].anskaffelsessum"),
        ({**QUESTION, "dele": [{**PART, "navn": "x"}]}, "dele[0].navn"),
        ({**QUESTION, "dele": [PART, {**PART, "boligtype": "slot"}]}, "dele[1].boligtype"),
    ],
)
def test_a_fault_is_named_by_its_path(question, field):
    with pytest.raises(UgyldigtInput) as refused:
        ask(question)
    assert field in {item.felt for item in refused.value.fejl}
    assert len(str(refused.value)) < 1000


def test_unknown_keys_are_told_in_the_order_they_were_written():
    unknown = dict.fromkeys(("zebra", "abe", "mus", "gnu", "ko"), 1)
    with pytest.raises(UgyldigtInput) as refused:
        parse_finansiering({**QUESTION, **unknown})
    assert [item.felt for item in refused.value.fejl] == list(unknown)


def test_maksimumsbeloeb_answers_per_part_with_null_where_there_is_no_amount_per_dwelling():
    answer = maksimumsbeloeb_to_dict(compute_maksimumsbeloeb(parse_maksimumsbeloeb(MAX_QUESTION)))
    assert answer["dele"] == [{"pr_m2": 21_160, "pr_bolig": None, "maksimum": 16_928_000}]
    assert answer["maksimum"] == 16_928_000
    assert answer["kilder"] and answer["advarsler"]


@pytest.mark.parametrize("year", [True, "2011", 2011.0, None])
def test_a_year_that_is_no_whole_number_is_named(year):
    with pytest.raises(UgyldigtInput) as refused:
        parse_maksimumsbeloeb({**MAX_QUESTION, "skema_b_aar": year})
    assert [item.felt for item in refused.value.fejl] == ["skema_b_aar"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["tilsagnsdato", "dele", "boligtype", "antal", "bruttoareal_m2", "anskaffelsessum",
                             "region", "skema_b_aar", "x"]), inner, max_size=6),
        max_leaves=12,
    )
)  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_no_json_whatever_makes_anything_but_an_answer_or_a_named_fault(raw):
    for parse, compute in (
        (parse_finansiering, compute_finansiering),
        (parse_maksimumsbeloeb, compute_maksimumsbeloeb),
    ):
        try:
            compute(parse(raw))
        except RegelFejl as refused:
            assert str(refused)


@given(
    st.dates(date(2009, 7, 1), date(2030, 1, 1)),
    st.lists(
        st.fixed_dictionaries(
            {
                "boligtype": st.sampled_from(["familie", "ungdom", "aeldre", "pleje"]),
                "antal": st.integers(1, 300),
                "bruttoareal_m2": st.just(0),
                "anskaffelsessum": st.integers(1, 10**10),
            }
        ),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=60, deadline=None)
def test_what_comes_out_adds_up_in_json_too(day, parts):
    question = [{**part, "bruttoareal_m2": part["antal"] * 80} for part in parts]
    answer = json.loads(json.dumps(ask({"tilsagnsdato": day.isoformat(), "dele": question})))
    for name in ("anskaffelsessum", "laan", "grundkapital", "beboerindskud"):
        assert answer["i_alt"][name] == sum(part[name] for part in answer["dele"])
    assert answer["i_alt"]["anskaffelsessum"] == sum(part["anskaffelsessum"] for part in parts)
