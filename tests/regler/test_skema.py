"""Skema A, B and C: what must be there, what may have changed, fees and deadlines, each with its source."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.frister import add_maaneder
from almen.regler.resultat import Udfald, Vurdering
from almen.regler.skema import (
    Skematal,
    changed_beyond_sum,
    check_aendring_a_b,
    check_aendring_b_c,
    check_byggetilladelse,
    check_frist_skema_b,
    check_frist_skema_c,
    check_gebyr_stat,
    check_krav,
    check_laangiver,
    check_skaeringsdag,
    describe_aendringer,
    krav_ved,
)

pytestmark = pytest.mark.kun_en_gang
DAY = date(2026, 2, 2)
JA, NEJ, UAFGJORT = Udfald.JA, Udfald.NEJ, Udfald.KAN_IKKE_AFGOERES

tal = st.builds(
    Skematal,
    bogstav=st.just("A"),
    boligtyper=st.sampled_from([("familie",), ("ungdom",), ("familie", "ungdom"), ("ungdom", "familie")]),
    boliger=st.none() | st.integers(1, 300),
    bruttoareal_m2=st.none() | st.integers(20, 30_000),
    anskaffelsessum=st.none() | st.integers(1, 10**9),
)


@pytest.mark.parametrize("bogstav", ["a", "b", "c"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_one_missing_document_is_a_no_and_an_unknown_one_is_never_a_no(bogstav, data):
    navne = krav_ved(bogstav)
    oplyst = {navn: data.draw(st.sampled_from([True, False, None])) for navn in navne}
    found = check_krav(bogstav, oplyst, DAY)
    expected = NEJ if False in oplyst.values() else UAFGJORT if None in oplyst.values() else JA
    assert found.udfald is expected
    assert found.tal == {"krav": len(navne), "opfyldt": sum(value is True for value in oplyst.values())}
    assert len(found.kilder) == len(navne) and all(kilde.hjemmel and kilde.url for kilde in found.kilder)


def test_a_fact_that_is_left_out_is_not_known():
    assert check_krav("a", {}, DAY).udfald is UAFGJORT


def test_the_total_cost_assessment_was_not_demanded_before_the_order_of_2009():
    oplyst = dict.fromkeys(krav_ved("b"), True) | {"totaloekonomi": False}
    assert check_krav("b", oplyst, date(2009, 6, 1)).udfald is JA
    assert check_krav("b", oplyst, DAY).udfald is NEJ


def test_the_building_permit_is_of_the_case_area_to_the_square_metre():
    assert check_byggetilladelse(7400, Decimal("7400.00")).udfald is JA
    assert check_byggetilladelse(7400, 7401).udfald is NEJ
    assert check_byggetilladelse(None, 7401).udfald is UAFGJORT


def test_a_lender_without_a_name_is_not_known():
    assert check_laangiver("  ").udfald is UAFGJORT
    assert check_laangiver("Kredit").udfald is JA


@given(st.integers(1, 10**10), st.integers(0, 10**8))
@settings(max_examples=100, deadline=None)
def test_the_state_fee_is_reckoned_of_the_sum_without_itself(total, fees):
    found = check_gebyr_stat(total, fees, DAY)
    fee = found.tal["gebyr_stat"]
    assert abs(fee - (total - fee) * 2 / 1000) <= 1
    assert found.udfald is (JA if fees >= fee else NEJ)
    assert not found.blokerer


def test_a_fee_that_is_not_told_cannot_be_decided_and_the_amount_is_named():
    found = check_gebyr_stat(10_020_000, None, DAY)
    assert found.udfald is UAFGJORT and "20.000 kr." in found.forklaring


@given(st.dates(date(2000, 1, 1), date(2022, 12, 31)), st.integers(-40, 1600), st.integers(0, 1600))
@settings(max_examples=150, deadline=None)
def test_an_extension_of_skema_b_ends_after_36_months_for_tilsagn_before_2023(tilsagn, later, extended):
    day, until = tilsagn + timedelta(days=later), tilsagn + timedelta(days=extended)
    found = check_frist_skema_b(tilsagn, day, until)
    allowed = max(add_maaneder(tilsagn, 15), min(until, add_maaneder(tilsagn, 36)))
    assert found.udfald is (JA if day <= allowed else NEJ)


def test_an_extension_for_newer_tilsagn_is_shown_as_not_settled():
    tilsagn = date(2023, 6, 1)
    within, after = date(2025, 1, 1), date(2025, 8, 1)
    assert check_frist_skema_b(tilsagn, date(2024, 9, 1)).udfald is JA
    assert check_frist_skema_b(tilsagn, within).udfald is NEJ
    assert check_frist_skema_b(tilsagn, within, date(2025, 6, 1)).udfald is UAFGJORT
    assert check_frist_skema_b(tilsagn, after, date(2025, 6, 1)).udfald is NEJ
    assert check_frist_skema_b(None, within).udfald is UAFGJORT


def test_the_accounts_are_due_six_months_after_the_skaeringsdag_unless_extended():
    start = date(2025, 8, 31)
    assert check_frist_skema_c(start, date(2026, 2, 28)).udfald is JA
    assert check_frist_skema_c(start, date(2026, 3, 1)).udfald is NEJ
    assert check_frist_skema_c(start, date(2026, 3, 1), date(2026, 4, 1)).udfald is JA
    assert check_frist_skema_c(start, date(2026, 4, 2), date(2026, 4, 1)).udfald is NEJ


def test_outdoor_areas_move_the_skaeringsdag_by_two_months_at_most_and_a_difference_only_tells():
    last = date(2025, 12, 31)
    assert check_skaeringsdag(date(2026, 2, 28), last, date(2026, 5, 1)).udfald is JA
    wrong = check_skaeringsdag(date(2026, 5, 1), last, date(2026, 5, 1))
    assert wrong.udfald is NEJ and not wrong.blokerer
    assert check_skaeringsdag(date(2026, 5, 1), None).udfald is UAFGJORT


@given(tal, tal)
@settings(max_examples=150, deadline=None)
def test_from_a_to_b_nothing_is_refused_but_a_sum_beyond_the_maximum(a, b):
    found = check_aendring_a_b(a, b)
    assert found.udfald in (JA, UAFGJORT)
    if found.udfald is JA:
        assert not changed_beyond_sum(a, b)
    beyond = Vurdering("maksimumsbeloeb", NEJ, "titel", "Summen er 1 kr. for høj.")
    risen = None not in (a.anskaffelsessum, b.anskaffelsessum) and b.anskaffelsessum > a.anskaffelsessum
    assert (check_aendring_a_b(a, b, beyond).udfald is NEJ) == risen


@given(tal, tal)
@settings(max_examples=150, deadline=None)
def test_the_accounts_never_pass_above_the_approved_sum_or_with_other_dwellings(b, c):
    found = check_aendring_b_c(b, c)
    known = None not in (b.anskaffelsessum, c.anskaffelsessum)
    if changed_beyond_sum(b, c) or (known and c.anskaffelsessum > b.anskaffelsessum):
        assert found.udfald is NEJ
    else:
        assert found.udfald is (JA if known else UAFGJORT)


@given(tal)
@settings(max_examples=50, deadline=None)
def test_figures_have_not_changed_from_themselves(a):
    assert describe_aendringer(a, a) == () and not changed_beyond_sum(a, a)


def test_without_the_next_skema_nothing_can_be_decided():
    a = Skematal("A", ("familie",), 10, 900, 10**7)
    assert check_aendring_a_b(a, None).udfald is UAFGJORT
    assert check_aendring_b_c(None, a).udfald is UAFGJORT
