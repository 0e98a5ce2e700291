"""The split of the anskaffelsessum: always adds up, steps where the law steps, and says when it is not sure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.finansiering import Del, FinansieringInput, compute_finansiering
from almen.regler.garanti import compute_garanti, compute_regaranti
from almen.regler.jsonform import finansiering_to_dict, parse_finansiering
from almen.regler.laes import load_parametre
from almen.regler.maksimumsbeloeb import (
    MaksimumsbeloebDel,
    MaksimumsbeloebInput,
    ManglerTabel,
    compute_maksimumsbeloeb,
)

pytestmark = pytest.mark.kun_en_gang
TYPES = st.sampled_from(["familie", "ungdom", "aeldre", "pleje"])
PARTS = st.builds(
    Del,
    boligtype=TYPES,
    antal=st.integers(1, 400),
    bruttoareal_m2=st.just(1),
    anskaffelsessum=st.integers(1, 2_000_000_000),
).flatmap(
    lambda part: st.integers(20, 200).map(
        lambda mean: Del(part.boligtype, part.antal, part.antal * mean, part.anskaffelsessum)
    )
)
DAYS = st.dates(date(2009, 7, 1), date(2035, 12, 31))


def one(day: date, boligtype: str, mean: str | None, total: int = 100_000_000):
    area = Decimal(mean) * 100 if mean else None
    return compute_finansiering(FinansieringInput(day, (Del(boligtype, 100, area, total),)))


@given(DAYS, st.lists(PARTS, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_the_parts_always_add_up_to_the_whole_krone(day, parts):
    result = compute_finansiering(FinansieringInput(day, tuple(parts)))
    for part, given_part in zip(result.dele, parts, strict=True):
        assert part.laan + part.grundkapital + part.beboerindskud == given_part.anskaffelsessum
        assert part.laan_pct + part.grundkapital_pct + part.beboerindskud_pct == 100
        assert abs(part.grundkapital - given_part.anskaffelsessum * part.grundkapital_pct / 100) <= Decimal(
            "0.5"
        )
    total = result.i_alt
    assert total.laan + total.grundkapital + total.beboerindskud == total.anskaffelsessum
    assert total.anskaffelsessum == sum(part.anskaffelsessum for part in parts)
    assert result.kilder


@pytest.mark.parametrize(
    ("mean", "percent"), [("89.99", "8"), ("90", "10"), ("104.99", "10"), ("105", "12"), ("105.01", "12")]
)
def test_the_three_steps_of_118_a_are_drawn_exactly(mean, percent):
    assert one(date(2023, 1, 1), "familie", mean).dele[0].grundkapital_pct == Decimal(percent)


def test_the_mean_is_over_all_family_dwellings_of_the_tilsagn():
    small, large = Del("familie", 50, 50 * 80, 1_000_000), Del("familie", 50, 50 * 120, 1_000_000)
    youth = Del("ungdom", 500, 500 * 40, 1_000_000)
    result = compute_finansiering(FinansieringInput(date(2024, 1, 1), (small, large, youth)))
    assert [str(part.grundkapital_pct) for part in result.dele] == ["10", "10", "10"]


@pytest.mark.parametrize(
    ("day", "boligtype", "percent"),
    [
        (date(2004, 5, 5), "familie", "7"),
        (date(2006, 12, 31), "familie", "7"),
        (date(2007, 1, 1), "familie", "14"),
        (date(2007, 12, 31), "pleje", "14"),
        (date(2008, 1, 1), "pleje", "7"),
        (date(2008, 1, 1), "aeldre", "14"),
        (date(2009, 6, 30), "ungdom", "14"),
        (date(2009, 7, 1), "ungdom", "7"),
        (date(2010, 12, 31), "familie", "7"),
        (date(2011, 1, 1), "familie", "14"),
        (date(2012, 6, 30), "aeldre", "14"),
        (date(2012, 7, 1), "aeldre", "10"),
        (date(2018, 12, 31), "familie", "10"),
        (date(2019, 1, 1), "ungdom", "10"),
        (date(2026, 12, 31), "pleje", "10"),
        (date(2027, 1, 1), "pleje", "14"),
    ],
)
def test_the_percent_changes_on_the_day(day, boligtype, percent):
    assert one(day, boligtype, "95").dele[0].grundkapital_pct == Decimal(percent)


def test_from_2027_both_readings_are_told():
    result = one(date(2027, 1, 1), "familie", "80")
    assert result.i_alt.grundkapital == 14_000_000
    assert result.alternativ is not None
    assert result.alternativ.i_alt.grundkapital == 8_000_000
    assert any("8.000.000" in warning for warning in result.advarsler)


@given(st.dates(date(2027, 1, 1), date(2099, 12, 31)), TYPES)
@settings(max_examples=40, deadline=None)
def test_every_result_from_2027_warns(day, boligtype):
    assert one(day, boligtype, "80").advarsler


def test_a_sure_result_does_not_warn():
    assert one(date(2023, 11, 30), "familie", "81").advarsler == ()


def test_a_result_that_rests_on_a_likely_row_says_so():
    assert one(date(2008, 6, 1), "familie", "81").advarsler


def test_before_the_first_evidence_the_answer_is_a_named_refusal():
    with pytest.raises(UdenForGyldighed, match="finansiering"):
        one(date(2004, 5, 4), "familie", "81")
    with pytest.raises(UdenForGyldighed):
        one(date(2005, 1, 1), "ungdom", None)


def test_family_dwellings_from_2019_need_number_and_area():
    with pytest.raises(UgyldigtInput, match="bruttoareal_m2"):
        compute_finansiering(FinansieringInput(date(2023, 1, 1), (Del("familie", 10, None, 1_000_000),)))
    assert compute_finansiering(FinansieringInput(date(2018, 1, 1), (Del("familie", None, None, 1_000_000),)))


@pytest.mark.parametrize(
    ("part", "field"),
    [
        (Del("slot", 1, 80, 1_000_000), "boligtype"),
        (Del("familie", 0, 80, 1_000_000), "antal"),
        (Del("familie", 1, -5, 1_000_000), "bruttoareal_m2"),
        (Del("familie", 1, Decimal("NaN"), 1_000_000), "bruttoareal_m2"),
        (Del("familie", 1, Decimal("1e999999999"), 1_000_000), "bruttoareal_m2"),
        (Del("familie", 1, Decimal("1e-999999999"), 1_000_000), "bruttoareal_m2"),
        (Del("familie", None, Decimal("1e999999999"), 1_000_000), "bruttoareal_m2"),
        (Del("familie", 1, 80, 0), "anskaffelsessum"),
        (Del("familie", 1, 80, -1), "anskaffelsessum"),
        (Del("familie", 1, 80, 10**12), "anskaffelsessum"),
        (Del("familie", 1, 100_000, 1_000_000), "bruttoareal_m2"),
    ],
)
def test_absurd_input_is_named(part, field):
    with pytest.raises(UgyldigtInput, match=field):
        compute_finansiering(FinansieringInput(date(2023, 1, 1), (part,)))


@given(st.integers(1, 10**10), st.integers(1, 10**10))
@settings(max_examples=100, deadline=None)
def test_the_guarantee_is_what_lies_beyond_the_share_of_the_value(loan, value):
    result = compute_garanti(loan, value, date(2024, 1, 1))
    assert 0 <= result.beloeb <= loan
    assert abs(result.beloeb - max(Decimal(0), loan - Decimal(value) * 60 / 100)) <= 1


@given(st.integers(0, 10**10), st.integers(0, 100))
@settings(max_examples=100, deadline=None)
def test_gross_is_always_net_and_reguarantee(gross, percent):
    result = compute_regaranti(gross, Decimal(percent)) if gross else None
    if result is not None:
        assert result.netto + result.regaranti == gross
        assert result.regaranti <= gross * percent / Decimal(100)


@pytest.mark.parametrize("year", [2005, 2007, 2010, *range(2012, 2027)])
def test_a_year_without_a_table_is_refused_with_how_to_add_it(year):
    part = MaksimumsbeloebDel("familie", 10, 800)
    with pytest.raises(ManglerTabel, match=rf"{year}.*Tilføj"):
        compute_maksimumsbeloeb(MaksimumsbeloebInput(year, date(year - 1, 12, 1), "hovedstad", (part,)))


def test_a_finer_region_falls_back_on_the_coarser_never_the_other_way():
    part = (MaksimumsbeloebDel("familie", 10, 800),)
    fine = compute_maksimumsbeloeb(MaksimumsbeloebInput(2006, date(2005, 12, 1), "aarhus_gruppe", part))
    coarse = compute_maksimumsbeloeb(MaksimumsbeloebInput(2006, date(2005, 12, 1), "provins", part))
    assert fine.maksimum == coarse.maksimum
    with pytest.raises(UgyldigtInput, match="tilladt er aarhus_gruppe, hovedstad, oevrig_provins"):
        compute_maksimumsbeloeb(MaksimumsbeloebInput(2008, date(2008, 2, 1), "provins", part))


def test_json_goes_in_and_comes_out_in_the_promised_shape():
    question = {
        "tilsagnsdato": "2023-11-30",
        "dele": [
            {"boligtype": "familie", "antal": 91, "bruttoareal_m2": 7400, "anskaffelsessum": 220_000_000}
        ],
        "ejendomsvaerdi": 200_000_000,
    }
    answer = finansiering_to_dict(compute_finansiering(parse_finansiering(question)))
    assert set(answer) == {"dele", "i_alt", "garanti", "advarsler", "trin", "kilder"}
    assert answer["i_alt"]["laan"] == 198_000_000
    assert answer["garanti"] == {"beloeb": 78_000_000, "pct_af_laan": "39.39"}
    assert set(answer["kilder"][0]) >= {"parameter", "vaerdi", "hjemmel", "gyldig_fra", "gyldig_til", "url"}


def test_every_fault_in_json_is_named_at_once():
    with pytest.raises(UgyldigtInput) as refused:
        parse_finansiering(
            {"tilsagnsdato": "i går", "dele": [{"boligtype": "familie", "anskaffelsessum": 1.5}], "x": 1}
        )
    assert {item.felt for item in refused.value.fejl} == {"tilsagnsdato", "dele[0].anskaffelsessum", "x"}


def test_every_parameter_row_has_its_source_and_its_day_of_review():
    for parameter in load_parametre():
        assert parameter.gennemgaaet >= date(2026, 1, 1), parameter.id
        for row in parameter.raekker:
            assert row.hjemmel, parameter.id
            assert row.kilde, parameter.id


def test_a_deadline_runs_to_the_same_day_or_the_last_of_the_month():
    from almen.regler.frister import add_maaneder, compute_frist

    assert add_maaneder(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert compute_frist("frist.skema_b", date(2024, 3, 29)).dato == date(2025, 6, 29)
    assert compute_frist("frist.skema_c", date(2024, 3, 29)).dato - date(2024, 3, 29) > timedelta(days=180)


@given(TYPES, st.integers(1, 10**9), st.integers(0, 10**6), DAYS)
@settings(max_examples=100, deadline=None)
def test_a_dearer_building_never_gets_less_of_anything(boligtype, total, more, day):
    low, high = one(day, boligtype, "95", total).i_alt, one(day, boligtype, "95", total + more).i_alt
    assert high.grundkapital >= low.grundkapital
    assert high.beboerindskud >= low.beboerindskud
    # The loan takes what two roundings leave: it may give way by a krone, never more.
    assert high.laan >= low.laan - 1


@pytest.mark.parametrize(
    ("boligtype", "day", "percent", "warns"),
    [
        ("ungdom_universitetsnaer", date(2024, 1, 1), ("78", "20", "2"), False),
        ("merinvestering_115a", date(2010, 1, 1), ("98", "0", "2"), False),
        ("merinvestering_115a", date(2024, 1, 1), ("98", "0", "2"), True),
        ("regional", date(2012, 6, 30), ("84", "14", "2"), True),
        ("regional", date(2024, 1, 1), ("88", "10", "2"), True),
        ("regional", date(2027, 1, 1), ("84", "14", "2"), True),
    ],
)
def test_the_kinds_beside_the_ordinary_ones(boligtype, day, percent, warns):
    result = one(day, boligtype, None)
    part = result.dele[0]
    assert (part.laan_pct, part.grundkapital_pct, part.beboerindskud_pct) == tuple(map(Decimal, percent))
    assert bool(result.advarsler) is warns


def test_the_rule_of_the_last_krone_is_stated_in_every_result():
    result = one(date(2023, 11, 30), "familie", "81", 33_333_333)
    assert any("lånet er resten" in trin.tekst for trin in result.trin)
    assert (result.i_alt.grundkapital, result.i_alt.beboerindskud) == (2_666_667, 666_667)
    assert result.i_alt.laan == 30_000_000 - 1


def test_a_loan_taken_before_the_limit_is_known_has_no_guarantee_computed():
    with pytest.raises(UdenForGyldighed, match="garanti.graense"):
        compute_garanti(10_000_000, 5_000_000, date(2009, 12, 31))
    assert compute_garanti(10_000_000, 5_000_000, date(2010, 1, 1)).beloeb == 7_000_000


def test_the_mean_area_is_explained_only_where_it_decides():
    def told(day: date, boligtype: str) -> list[str]:
        return [step.tekst for step in one(day, boligtype, "81.5").trin if "gennemsnitlige" in step.tekst]

    (step,) = told(date(2023, 1, 1), "familie")
    assert "81,5 m²" in step and "under 90" in step
    assert told(date(2018, 12, 31), "familie") == []
    assert told(date(2023, 1, 1), "ungdom") == []


def test_each_part_has_a_step_that_ends_in_its_sum():
    steps = one(date(2023, 1, 1), "ungdom", None, 12_000_000).trin
    assert [step.beloeb for step in steps if step.tekst.startswith("Ungdomsboliger:")] == [12_000_000]
    assert "10 % = 1.200.000 kr." in steps[0].tekst


def test_from_2027_the_reservation_is_told_once_and_first():
    for boligtype in ("familie", "regional"):
        warnings = one(date(2027, 1, 1), boligtype, "80").advarsler
        assert "31. december 2026" in warnings[0]
        assert len(warnings) == len(set(warnings))


@pytest.mark.parametrize(("day", "warned"), [(date(2009, 12, 31), True), (date(2010, 1, 1), False)])
def test_a_guarantee_for_a_tilsagn_older_than_the_limit_is_warned_of(day, warned):
    part = Del("ungdom", 10, 400, 10_000_000)
    result = compute_finansiering(FinansieringInput(day, (part,), 5_000_000))
    assert any("kendes fra 1. januar 2010" in warning for warning in result.advarsler) is warned


def test_from_2027_the_other_reading_has_its_own_guarantee():
    part = Del("ungdom", 10, 400, 10_000_000)
    result = compute_finansiering(FinansieringInput(date(2027, 1, 1), (part,), 5_000_000))
    assert result.alternativ and result.alternativ.garanti and result.garanti
    # 8.4 and 8.8 million in loan, less 60 % of the value.
    assert (result.garanti.beloeb, result.alternativ.garanti.beloeb) == (5_400_000, 5_800_000)
    assert any("5.800.000 kr." in warning for warning in result.advarsler)
