"""The grant to service areas (§ 141): an amount per dwelling, never more than the percent of the sum."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.regler.fejl import UgyldigtInput
from almen.regler.serviceareal import compute_servicetilskud

pytestmark = pytest.mark.kun_en_gang
DAY = date(2026, 2, 2)


@given(st.integers(1, 10**10), st.integers(1, 2000))
@settings(max_examples=100, deadline=None)
def test_the_grant_and_the_rest_are_the_sum_and_the_ceiling_is_never_passed(total, dwellings):
    found = compute_servicetilskud(total, dwellings, DAY)
    assert found.tilskud + found.rest == total
    assert 0 <= found.tilskud <= 40_000 * dwellings
    assert found.tilskud * 100 <= total * 60
    assert found.tilskud == 40_000 * dwellings or (found.tilskud + 1) * 100 > total * 60


def test_both_limits_are_told_with_their_paragraph():
    found = compute_servicetilskud(5_893_000, 100, DAY)
    assert found.tilskud == 3_535_800
    assert {kilde.hjemmel for kilde in found.kilder} == {"almenboligloven § 141"}
    assert [trin.beloeb for trin in found.trin] == [4_000_000, 3_535_800, 3_535_800]


@pytest.mark.parametrize(
    ("total", "dwellings", "felt"), [(0, 1, "anskaffelsessum"), (1, 0, "boliger"), (1, True, "boliger")]
)
def test_absurd_input_is_named(total, dwellings, felt):
    with pytest.raises(UgyldigtInput, match=felt):
        compute_servicetilskud(total, dwellings, DAY)
