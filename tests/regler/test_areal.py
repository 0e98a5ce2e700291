"""§ 109 limits the single dwelling: a mean can prove a breach, never that there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from almen.regler.areal import ArealDel, check_arealer
from almen.regler.resultat import Udfald

pytestmark = pytest.mark.kun_en_gang
DAY = date(2024, 1, 1)


def verdict(*parts: ArealDel):
    (found,) = check_arealer(parts, DAY)
    return found


@pytest.mark.parametrize(
    ("kind", "area", "outcome"),
    [
        ("familie", 1150, Udfald.JA),
        ("familie", Decimal("1150.1"), Udfald.NEJ),
        ("ungdom", 500, Udfald.JA),
        ("ungdom", Decimal("500.1"), Udfald.NEJ),
        ("aeldre", 600, Udfald.KAN_IKKE_AFGOERES),
        ("pleje", 600, Udfald.KAN_IKKE_AFGOERES),
        ("familie", None, Udfald.KAN_IKKE_AFGOERES),
    ],
)
def test_the_mean_is_held_against_the_limit(kind, area, outcome):
    assert verdict(ArealDel(kind, 10, area)).udfald is outcome


def test_a_mean_within_the_limit_says_that_single_dwellings_were_not_looked_at():
    assert "ikke kontrolleret" in verdict(ArealDel("familie", 10, 900)).forklaring


def test_one_dwelling_too_large_is_enough_whatever_the_mean():
    found = verdict(ArealDel("familie", 3, 280, (80, 84, Decimal("115.5"))))
    assert found.udfald is Udfald.NEJ
    assert found.tal["antal_over"] == 1 and "115,5 m²" in found.forklaring
    assert verdict(ArealDel("familie", 3, 280, (80, 85, 115))).udfald is Udfald.JA


def test_a_list_that_leaves_dwellings_out_decides_nothing():
    assert verdict(ArealDel("familie", 3, 280, (80, 85))).udfald is Udfald.KAN_IKKE_AFGOERES
    assert verdict(ArealDel("familie", None, None, (80, 85))).udfald is Udfald.KAN_IKKE_AFGOERES


def test_each_kind_of_dwelling_is_judged_by_its_own_limit():
    found = check_arealer([ArealDel("familie", 10, 900), ArealDel("ungdom", 10, 600)], DAY)
    assert {item.id: item.udfald for item in found} == {
        "areal_familie": Udfald.JA,
        "areal_ungdom": Udfald.NEJ,
    }
    assert all(item.kilder for item in found)
