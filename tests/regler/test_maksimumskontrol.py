"""Maksimumsbeløb by local tables, the year in which the form changed, and the right to exceed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UdenForGyldighed, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.lokale import LokalRaekke
from almen.regler.maksimumsbeloeb import MaksimumsbeloebDel, MaksimumsbeloebInput, compute_maksimumsbeloeb
from almen.regler.maksimumskontrol import Overskridelse, check_maksimumsbeloeb
from almen.regler.resultat import Udfald

pytestmark = pytest.mark.kun_en_gang
PR_M2, PR_BOLIG = "maksimumsbeloeb.pr_m2", "maksimumsbeloeb.pr_bolig"


def local(parameter: str, start: str, end: str, value: int, kind: str = "familie") -> LokalRaekke:
    return LokalRaekke(
        parameter, date.fromisoformat(start), date.fromisoformat(end), value, "§ 13", "prøvetal",
        date(2026, 11, 24), {"region": "hovedstad", "boligtype": kind},
    )  # fmt: skip


LOCAL = load_parametre().med_lokale(
    [
        local(PR_M2, "2020-01-01", "2020-07-31", 26_000),
        local(PR_M2, "2020-08-01", "2020-12-31", 20_000),
        local(PR_BOLIG, "2020-08-01", "2020-12-31", 400_000),
        local(PR_M2, "2023-01-01", "2023-12-31", 22_000),
        local(PR_BOLIG, "2023-01-01", "2023-12-31", 500_000),
        local(PR_M2, "2023-01-01", "2023-12-31", 33_000, "aeldre"),
        local(PR_M2, "2023-01-01", "2023-12-31", 22_000, "ungdom"),
        local(PR_M2, "2022-01-01", "2022-12-31", 21_000),
        local(PR_BOLIG, "2022-01-01", "2022-12-31", 450_000),
    ]
)
FAMILY = MaksimumsbeloebDel("familie", 10, 800)
CASE = MaksimumsbeloebInput(2023, date(2021, 6, 1), "hovedstad", (FAMILY,))
MAXIMUM = 22_000 * 800 + 500_000 * 10


def test_from_august_2020_each_dwelling_adds_an_amount():
    result = compute_maksimumsbeloeb(CASE, LOCAL)
    assert (result.dele[0].pr_m2, result.dele[0].pr_bolig, result.maksimum) == (22_000, 500_000, MAXIMUM)
    assert any(kilde.lokal for kilde in result.kilder)
    assert result.advarsler == ()


def test_elderly_and_care_dwellings_have_no_amount_per_dwelling_and_share_a_column():
    for kind in ("aeldre", "pleje"):
        part = MaksimumsbeloebDel(kind, 10, 600)
        result = compute_maksimumsbeloeb(replace(CASE, dele=(part,)), LOCAL)
        assert (result.dele[0].pr_bolig, result.maksimum) == (None, 33_000 * 600)


def test_without_the_amount_per_dwelling_there_is_no_answer():
    with pytest.raises(UdenForGyldighed, match="pr. bolig.*Tilføj"):
        compute_maksimumsbeloeb(replace(CASE, dele=(MaksimumsbeloebDel("ungdom", 10, 400),)), LOCAL)


def test_in_2020_the_day_of_skema_b_decides_and_must_be_given():
    case = MaksimumsbeloebInput(2020, date(2008, 6, 1), "hovedstad", (FAMILY,))
    with pytest.raises(UgyldigtInput, match="skema_b_dato"):
        compute_maksimumsbeloeb(case, LOCAL)
    before = compute_maksimumsbeloeb(replace(case, skema_b_dato=date(2020, 7, 31)), LOCAL)
    after = compute_maksimumsbeloeb(replace(case, skema_b_dato=date(2020, 8, 1)), LOCAL)
    assert before.maksimum == 26_000 * 800
    assert after.maksimum == 20_000 * 800 + 400_000 * 10


def test_half_a_square_metre_counts_and_the_maximum_is_cut_off_to_whole_kroner():
    part = MaksimumsbeloebDel("aeldre", 10, Decimal("600.0001"))
    assert compute_maksimumsbeloeb(replace(CASE, dele=(part,)), LOCAL).maksimum == 33_000 * 600 + 3


def test_the_missing_energy_supplement_is_warned_of():
    case = MaksimumsbeloebInput(2011, date(2009, 8, 1), "hovedstad", (FAMILY,))
    result = compute_maksimumsbeloeb(case)
    assert result.er_nedre_graense
    assert any("nergitillæg" in warning for warning in result.advarsler)
    over = check_maksimumsbeloeb(case, result.maksimum + 1)
    assert over.udfald is Udfald.KAN_IKKE_AFGOERES
    assert check_maksimumsbeloeb(case, result.maksimum).udfald is Udfald.JA


def test_the_energy_supplement_is_added_per_square_metre_once_it_is_registered():
    case = MaksimumsbeloebInput(2011, date(2009, 8, 1), "hovedstad", (FAMILY,))
    parametre = load_parametre().med_lokale(
        [local("maksimumsbeloeb.energitillaeg", "2011-01-01", "2011-12-31", 1_000)]
    )
    result = compute_maksimumsbeloeb(case, parametre)
    assert (result.dele[0].pr_m2, result.maksimum) == (22_160, 22_160 * 800)
    assert not result.er_nedre_graense
    assert not any("nergitillæg" in warning for warning in result.advarsler)
    over = check_maksimumsbeloeb(case, result.maksimum + 1, parametre=parametre)
    assert over.udfald is Udfald.NEJ


def test_a_tilsagn_older_than_the_energy_supplement_has_none():
    case = MaksimumsbeloebInput(2011, date(2009, 6, 30), "hovedstad", (FAMILY,))
    assert not compute_maksimumsbeloeb(case).er_nedre_graense


@pytest.mark.parametrize("year", [2000, 2099])
def test_the_first_and_last_year_that_may_be_asked_for_have_only_no_table(year):
    with pytest.raises(UdenForGyldighed, match=str(year)):
        compute_maksimumsbeloeb(replace(CASE, skema_b_aar=year, tilsagnsdato=date(2000, 1, 1)))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"region": "maanen"}, "region"),
        ({"skema_b_aar": 1999}, "skema_b_aar"),
        ({"skema_b_aar": 2100}, "skema_b_aar"),
        ({"tilsagnsdato": date(2024, 1, 1)}, "tilsagnsdato"),
        ({"skema_b_dato": date(2022, 5, 5)}, "skema_b_dato"),
        ({"dele": ()}, "dele"),
        ({"dele": (MaksimumsbeloebDel("slot", 1, 80),)}, "dele[0].boligtype"),
        ({"dele": (MaksimumsbeloebDel("familie", None, 80),)}, "dele[0].antal"),
        ({"dele": (MaksimumsbeloebDel("familie", 1, None),)}, "dele[0].bruttoareal_m2"),
    ],
)
def test_wrong_input_is_named(change, field):
    with pytest.raises(UgyldigtInput) as refused:
        compute_maksimumsbeloeb(replace(CASE, **change), LOCAL)
    assert field in {item.felt for item in refused.value.fejl}


def test_a_tilsagn_before_the_tables_cohorts_is_refused():
    case = MaksimumsbeloebInput(2011, date(2007, 12, 31), "hovedstad", (FAMILY,))
    with pytest.raises(UdenForGyldighed, match="31. december 2007"):
        compute_maksimumsbeloeb(case)


@given(st.integers(1, 400), st.integers(20, 200), st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_more_dwellings_or_more_area_never_lower_the_maximum(number, mean, more):
    def maximum(count: int, area: int) -> int:
        part = MaksimumsbeloebDel("familie", count, area)
        return compute_maksimumsbeloeb(replace(CASE, dele=(part,)), LOCAL).maksimum

    area = number * mean
    assert maximum(number, area + more) >= maximum(number, area)
    assert maximum(number + 1, area + mean) > maximum(number, area)


def test_the_check_tells_sum_maximum_and_difference():
    within = check_maksimumsbeloeb(CASE, MAXIMUM - 1, parametre=LOCAL)
    assert (within.udfald, within.tal["difference"], within.tal["maksimum"]) == (Udfald.JA, 1, MAXIMUM)
    over = check_maksimumsbeloeb(replace(CASE, tilsagnsdato=date(2022, 6, 1)), MAXIMUM + 1, parametre=LOCAL)
    assert over.udfald is Udfald.NEJ
    assert over.blokerer
    assert over.tal["difference"] == -1


def test_an_exceeding_is_told_in_kroner_and_in_percent():
    over = check_maksimumsbeloeb(CASE, MAXIMUM + MAXIMUM // 8, parametre=LOCAL)
    assert over.tal["overskridelse_pct"] == Decimal("12.50")
    assert "ligger 2.825.000 kr. over" in over.forklaring
    assert check_maksimumsbeloeb(CASE, MAXIMUM - 1, parametre=LOCAL).tal["overskridelse_pct"] == 0


def test_the_check_carries_the_steps_and_the_right_it_used():
    verdict = check_maksimumsbeloeb(CASE, MAXIMUM + 1, BOTH, LOCAL)
    assert verdict.kilder[-1].parameter == "maksimumsbeloeb.overskridelse"
    assert [step.beloeb for step in verdict.trin[:2]] == [MAXIMUM, MAXIMUM]
    assert "22.000 kr. pr. m²" in verdict.trin[0].tekst and "10 boliger" in verdict.trin[0].tekst


def test_without_a_table_the_check_cannot_decide_and_says_why():
    verdict = check_maksimumsbeloeb(replace(CASE, skema_b_aar=2025), MAXIMUM)
    assert verdict.udfald is Udfald.KAN_IKKE_AFGOERES
    assert "2025" in verdict.forklaring and "Tilføj" in verdict.forklaring
    assert not verdict.blokerer


BOTH = Overskridelse(kommune_godkendt=True, lbf_godkendt=True, skema_a_dato=date(2021, 12, 31))


@pytest.mark.parametrize(
    ("over", "rights", "outcome"),
    [
        (MAXIMUM * 20 // 100, BOTH, Udfald.JA),
        (MAXIMUM * 20 // 100 + 1, BOTH, Udfald.NEJ),
        (1, replace(BOTH, skema_a_dato=date(2022, 1, 1)), Udfald.NEJ),
        (1, replace(BOTH, lbf_godkendt=False), Udfald.NEJ),
        (1, replace(BOTH, lbf_godkendt=None), Udfald.KAN_IKKE_AFGOERES),
        (1, None, Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_the_temporary_right_to_exceed_needs_an_early_skema_a_and_two_consents(over, rights, outcome):
    assert check_maksimumsbeloeb(CASE, MAXIMUM + over, rights, LOCAL).udfald is outcome


def test_in_2022_only_the_day_can_tell_whether_the_right_applies():
    case = replace(CASE, skema_b_aar=2022)
    over = compute_maksimumsbeloeb(case, LOCAL).maksimum + 1
    assert check_maksimumsbeloeb(case, over, BOTH, LOCAL).udfald is Udfald.KAN_IKKE_AFGOERES
    for day, outcome in [(date(2022, 6, 30), Udfald.NEJ), (date(2022, 7, 1), Udfald.JA)]:
        assert check_maksimumsbeloeb(replace(case, skema_b_dato=day), over, BOTH, LOCAL).udfald is outcome


def test_a_sum_that_is_none_is_refused():
    with pytest.raises(UgyldigtInput, match="anskaffelsessum"):
        check_maksimumsbeloeb(CASE, 0, parametre=LOCAL)
