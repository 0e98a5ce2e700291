"""Figures on fewer than five persons are not told to the public; on inside pages they carry a mark."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.omraader.diskretion import SKJULT, faerrest, is_small, public_tal, rule_text
from almen.omraader.indikatorer import alle_indikatorer, find_indikator, grupper_by_id

pytestmark = pytest.mark.kun_en_gang
D = Decimal


@pytest.mark.parametrize(
    ("indikator", "vaerdi", "beboere", "small"),
    [
        # 1 % of at least half of the residents: 5 of 1,000, 4 of 999.
        ("doemte_pct", "1.00", 1000, False),
        ("doemte_pct", "1.00", 999, True),
        ("doemte_pct", "0", 5000, True),
        # The rest of the group tells as much as the group.
        ("grundskole_pct", "98.0", 1000, True),
        ("grundskole_pct", "97.0", 1000, False),
        ("ikkevestlige_pct", "0.4", 1000, True),
        ("ikkevestlige_pct", "0.5", 1000, False),
        # A ratio of incomes is on the whole group: a quarter of the residents at least.
        ("indkomst_pct", "55.0", 20, False),
        ("indkomst_pct", "55.0", 19, True),
        ("indkomst_pct", "250", 20, False),
        ("beboere", "4", 4, True),
        ("beboere", "5", 5, False),
        # Without residents nobody can tell, and so nobody is told.
        ("doemte_pct", "2.70", None, True),
        ("trivsel_der_er_fjernet", "50", 5000, True),
        # No figure on residents.
        ("landsgennemsnit_doemte_pct", "0.70", None, False),
        ("aar_i_traek", "5", None, False),
    ],
)
def test_a_figure_is_small_when_it_may_be_on_fewer_than_five(indikator, vaerdi, beboere, small):
    assert is_small(indikator, D(vaerdi), beboere) is small


def test_the_public_sees_the_figures_of_a_list_without_the_small_ones():
    tal = {
        "beboere": D(1200),
        "doemte_pct": D("0.50"),
        "grundskole_pct": D("61.5"),
        "indkomst_pct": None,
        "aar_i_traek": D(3),
    }
    assert public_tal(tal) == {**tal, "doemte_pct": SKJULT}
    assert public_tal({"grundskole_pct": D("61.5")}) == {"grundskole_pct": SKJULT}
    assert str(SKJULT) == "Vises ikke" and str(faerrest()) in rule_text()


@given(
    st.sampled_from([i.id for i in alle_indikatorer() if i.er_andel and i.gruppe != "ingen"]),
    st.integers(0, 3000),
    st.integers(0, 1000),
)
def test_no_share_of_a_group_that_small_is_ever_told(indikator, beboere, promille):
    group = grupper_by_id()[find_indikator(indikator).gruppe]
    told = public_tal({"beboere": D(beboere), indikator: D(promille) / 10})[indikator]
    persons = D(beboere) * group.mindst_pct / 100 * promille / 1000
    if told is not SKJULT:
        assert persons >= 5 and D(beboere) * group.mindst_pct / 100 - persons >= 5
