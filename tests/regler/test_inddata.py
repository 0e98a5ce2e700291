"""Plausibility: a typing error is caught, the largest and smallest thinkable project is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from almen.regler.finansiering import Del
from almen.regler.inddata import (
    ANTAL_HOEJST,
    AREAL_HOEJST,
    FOERSTE_DATO,
    MIDDELAREAL_HOEJST,
    MIDDELAREAL_MINDST,
    SIDSTE_DATO,
    SUM_HOEJST,
    check_areal,
    check_sum,
    check_tilsagnsdato,
    is_heltal,
)

pytestmark = pytest.mark.kun_en_gang
ONE_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def refused(antal: object, areal: object) -> list[str]:
    return [
        fault.felt
        for fault in check_areal("del", Del("familie", antal, areal, 1), ["familie"])  # type: ignore[arg-type]
    ]


def test_the_bounds_are_what_the_messages_promise():
    assert (SUM_HOEJST, ANTAL_HOEJST, MIDDELAREAL_MINDST, MIDDELAREAL_HOEJST) == (10**11, 10**5, 5, 1000)
    days = [FOERSTE_DATO, SIDSTE_DATO]
    assert days == [date(1990, 1, 1), date(2099, 12, 31)]


@pytest.mark.parametrize(
    ("antal", "areal"),
    [(10, 50), (10, 10_000), (10, Decimal("50.00000000")), (ANTAL_HOEJST, 10**7), (1, None), (None, AREAL_HOEJST),
     (None, 1), (None, Decimal("0.1"))],
)  # fmt: skip
def test_what_lies_on_a_bound_is_allowed(antal, areal):
    assert refused(antal, areal) == []


@pytest.mark.parametrize(
    ("antal", "areal", "field"),
    [
        (10, Decimal("49.99999999"), "bruttoareal_m2"),
        (10, Decimal("10000.00000001"), "bruttoareal_m2"),
        (10, Decimal("500.000000001"), "bruttoareal_m2"),
        (None, AREAL_HOEJST + 1, "bruttoareal_m2"),
        (None, 0, "bruttoareal_m2"),
        (None, True, "bruttoareal_m2"),
        (None, 80.5, "bruttoareal_m2"),
        (None, "80", "bruttoareal_m2"),
        (0, None, "antal"),
        (ANTAL_HOEJST + 1, None, "antal"),
        (True, None, "antal"),
        (1.0, None, "antal"),
    ],
)
def test_what_lies_beyond_is_named(antal, areal, field):
    assert refused(antal, areal) == [f"del.{field}"]


def test_sums_and_days_end_where_they_say():
    assert check_sum("x", 1) == check_sum("x", SUM_HOEJST) == []
    for wrong in (0, SUM_HOEJST + 1, -1, True, 1.0, "1", None):
        assert [fault.felt for fault in check_sum("x", wrong)] == ["x"]
    assert check_tilsagnsdato(FOERSTE_DATO) == check_tilsagnsdato(SIDSTE_DATO) == []
    assert check_tilsagnsdato(FOERSTE_DATO - ONE_DAY) and check_tilsagnsdato(SIDSTE_DATO + ONE_DAY)


def test_a_bool_is_no_number():
    assert is_heltal(1) and not is_heltal(True) and not is_heltal(Decimal(1)) and not is_heltal("1")
