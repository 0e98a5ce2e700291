"""Sums and shares of the housing stock: what follows from numbers, and when published figures contradict each other.

No statute stands behind these rules; they are arithmetic, and what a reader may trust a published table to do:
parts make a whole. Shares are percent as Decimal in the precision in which they were printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDREDE = Decimal(100)
DECIMALER = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Sumfejl:
    """Parts that do not make their whole: their sum, what it should be, and how far rounding can explain."""

    sum: Decimal
    helhed: Decimal
    tolerance: Decimal

    @property
    def forskel(self) -> Decimal:
        """The sum minus the whole."""
        return self.sum - self.helhed


@dataclass(frozen=True, slots=True)
class Periodeandel:
    """M2: the almene share of the dwellings completed in the years `fra` to `til`.

    `almene` and `alle` count the years that have both figures; `andel` is percent with one decimal, and None where a
    year of the period lacks a figure (`mangler`) or nothing was completed.
    """

    fra: int
    til: int
    almene: Decimal
    alle: Decimal
    andel: Decimal | None
    mangler: tuple[int, ...] = ()


def rounding_tolerance(andele: Iterable[Decimal]) -> Decimal:
    """How far rounding alone can move the sum of printed figures: half a unit of each one's last printed digit."""
    halves = (Decimal(1).scaleb(_exponent(andel)) / 2 for andel in andele)
    return sum(halves, Decimal(0))


def check_hundrede(andele: Mapping[str, Decimal | None]) -> Sumfejl | None:
    """The fault in published shares that should add up to 100; None where there is none.

    One share alone is no set. Where a share is missing (None), the others are at fault only if they exceed 100.
    """
    known = [andel for andel in andele.values() if andel is not None]
    if len(known) < 2:
        return None
    fault = Sumfejl(sum(known, Decimal(0)), HUNDREDE, rounding_tolerance(known))
    too_little_is_known = len(known) < len(andele) and fault.forskel < 0
    return None if too_little_is_known or abs(fault.forskel) <= fault.tolerance else fault


def check_ialt(dele: Mapping[str, Decimal | None], ialt: Decimal | None) -> Sumfejl | None:
    """The fault in numbers that should add up to a given total; None where there is none, or no total is given.

    Numbers are counted, so nothing is put down to rounding unless they are printed with decimals. Where a part is
    missing (None), or only one is known, what is known is at fault only if it exceeds the total.
    """
    known = [antal for antal in dele.values() if antal is not None]
    if ialt is None or not known:
        return None
    printed = [value for value in (*known, ialt) if _exponent(value) < 0]
    fault = Sumfejl(sum(known, Decimal(0)), ialt, rounding_tolerance(printed))
    too_little_is_known = (len(known) < len(dele) or len(known) < 2) and fault.forskel < 0
    return None if too_little_is_known or abs(fault.forskel) <= fault.tolerance else fault


def compute_andele(
    antal: Mapping[str, Decimal | None], ialt: Decimal | None = None
) -> dict[str, Decimal | None]:
    """Each number's share of the whole, percent with one decimal, rounded half up.

    The whole is the given total `ialt`; without one it is the sum of the parts, if there are several and none is
    missing. Where the whole is not known, or nothing, no share can be told, and all are None.
    """
    known = [value for value in antal.values() if value is not None]
    whole = ialt
    if ialt is None and len(known) == len(antal) > 1:
        whole = sum(known, Decimal(0))
    if not whole:
        return dict.fromkeys(antal)
    return {key: None if value is None else _share(value, whole) for key, value in antal.items()}


def compute_periodeandel(
    almene: Mapping[int, Decimal | None], alle: Mapping[int, Decimal | None], fra: int, til: int
) -> Periodeandel:
    """The almene share of completed dwellings in the years `fra` to `til`, both included (M2). Raises ValueError."""
    if fra > til:
        raise ValueError(f"Perioden begynder i {fra} og slutter i {til}.")
    pairs = {aar: (almene.get(aar), alle.get(aar)) for aar in range(fra, til + 1)}
    whole = [(a, b) for a, b in pairs.values() if a is not None and b is not None]
    mangler = tuple(aar for aar, pair in pairs.items() if None in pair)
    first, second = sum((a for a, _ in whole), Decimal(0)), sum((b for _, b in whole), Decimal(0))
    share = _share(first, second) if second and not mangler else None
    return Periodeandel(fra, til, first, second, share, mangler)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part * HUNDREDE / whole).quantize(DECIMALER, ROUND_HALF_UP)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} er ikke et tal.")
    return min(exponent, 0)
