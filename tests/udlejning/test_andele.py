"""Shares add up to a whole, or it is said that they are not known."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from almen.udlejning.andele import Andelsstand, sum_shares

PCT = st.none() | st.decimals(0, 100, places=1)


@given(st.lists(PCT, max_size=4))
@settings(max_examples=80)
def test_unknown_shares_never_make_a_wrong_sum_right_or_a_right_one_wrong(pcts):
    found = sum_shares(pcts)
    known = sum((item for item in pcts if item is not None), Decimal(0))
    assert found.kendt == known
    if known > 100:
        assert found.stand is Andelsstand.FORKERT
    elif pcts and None not in pcts:
        assert found.stand is (Andelsstand.HEL if known == 100 else Andelsstand.FORKERT)
    elif None in pcts:
        assert found.stand is (Andelsstand.HEL if known == 100 else Andelsstand.UKENDT)
    else:
        assert found.stand is Andelsstand.INGEN
