"""How a time has developed from year to year: which years can be used, and what the trend says in words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from almen.analyse.regning import Regn
from almen.analyse.selectors.ophold import Celle
from almen.analyse.selectors.spand import Maaling, cells_of

FAA = "For få afsluttede til at sige noget"
HALVT = "Medianen er ikke nået: under halvdelen er afsluttet"


@dataclass(frozen=True)
class Aarsraekke:
    """What began in a period (`aar` to `til_aar`, often one year): how many, how many are finished, and the time (days) with its uncertainty.

    Median and quartiles count the unfinished as unfinished; `grund` says why a year without a median has none.
    """

    aar: int
    til_aar: int
    antal: int
    afsluttede: int
    median: int | None
    median_fra: int | None
    median_til: int | None
    q1: int | None
    q3: int | None
    grund: str

    @property
    def navn(self) -> str:
        """The period as people write it."""
        return str(self.aar) if self.aar == self.til_aar else f"{self.aar}–{self.til_aar}"

    @property
    def andel_afsluttet(self) -> int:
        """Percent of what began that is finished."""
        return round(100 * self.afsluttede / self.antal)

    @property
    def spaend(self) -> str:
        """The median's interval (95 percent) in words; empty without a median."""
        if self.median is None:
            return ""
        if self.median_til is None:
            return f"{self.median_fra} eller flere"
        return f"{self.median_fra}–{self.median_til}"


@dataclass(frozen=True)
class Tendens:
    """Change a year in days (Theil–Sen over the periods' medians) with its interval; None with fewer than four periods that can be used."""

    perioder: int
    haeldning: float | None
    fra: float | None
    til: float | None

    @property
    def dage_om_aaret(self) -> Decimal | None:
        """The change a year, to be written."""
        return _written(self.haeldning)

    @property
    def dage_fra(self) -> Decimal | None:
        """The interval's lower end, to be written."""
        return _written(self.fra)

    @property
    def dage_til(self) -> Decimal | None:
        """The interval's upper end, to be written."""
        return _written(self.til)

    @property
    def stoerrelse(self) -> Decimal | None:
        """The change without its sign, to be written."""
        return None if self.haeldning is None else _written(abs(self.haeldning))

    @property
    def retning(self) -> str:
        """What the interval allows to be said, and nothing more."""
        if self.fra is None or self.til is None:
            return "ukendt"
        return "stiger" if self.fra > 0 else "falder" if self.til < 0 else "ingen sikker ændring"


@dataclass(frozen=True)
class Udvikling:
    """The periods in order, and their trend."""

    raekker: tuple[Aarsraekke, ...]
    tendens: Tendens

    @property
    def ufaerdige_aar(self) -> tuple[Aarsraekke, ...]:
        """The years that began less than half finished: what is known of them is mostly what went fast."""
        return tuple(row for row in self.raekker if 2 * row.afsluttede < row.antal)


def cells_by_period(found: Iterable[Maaling], aar: int, sidste: int) -> dict[int, list[Celle]]:
    """Times by the first year of the period of so many years in which they began, the earliest first; one period ends with `sidste`."""
    by_period: dict[int, list[Maaling]] = defaultdict(list)
    for item in found:
        by_period[sidste + 1 - aar * ((sidste - item.begyndt.year) // aar + 1)].append(item)
    return {first: cells_of(items) for first, items in sorted(by_period.items())}


def follow(found: Iterable[Maaling], mindst: int, aar: int, sidste: int, regn: Regn) -> Udvikling:
    """The periods of so many years, one of which ends with `sidste`, and their trend.

    Only what has `mindst` settled or more is asked of `regn`, which answers jobs of the statistics program.
    """
    cells = cells_by_period(found, aar, sidste)
    usable = [[first, item] for first, item in cells.items() if _settled(item) >= mindst]
    answers = regn([{"art": "udvikling", "aar": usable}]) if usable else []
    answer: Mapping[str, Any] = answers[0] if answers else {"aar": [], "tendens": {"antal": 0}}
    told, trend = dict(answer["aar"]), answer["tendens"]
    return Udvikling(
        tuple(_row(first, first + aar - 1, item, told.get(first)) for first, item in cells.items()),
        Tendens(trend["antal"], *(trend.get(key) for key in ("haeldning", "fra", "til"))),
    )


def _row(aar: int, til_aar: int, cells: Sequence[Celle], told: Mapping[str, Any] | None) -> Aarsraekke:
    known: dict[str, int | None] = {
        key: told[key] if told else None for key in ("median", "median_fra", "median_til", "q1", "q3")
    }
    reason = FAA if told is None else HALVT if told["median"] is None else ""
    count = sum(item[2] for item in cells)
    return Aarsraekke(aar, til_aar, count, _settled(cells), grund=reason, **known)


def _settled(cells: Iterable[Celle]) -> int:
    return sum(item[2] for item in cells if item[1])


def _written(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 1)))
