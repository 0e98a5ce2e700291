"""The year wheel's rules: on which day an item of a municipality's profile falls due in a year. Pure.

The year of an item is that of its deadline: the accounts of 2025 stand in the wheel of 2026.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass

AARSHJULSOPGAVE = "aarshjulsopgave"
KOMMUNE, BOLIGORGANISATION = "kommune", "boligorganisation"


@dataclass(frozen=True)
class Hjulfrist:
    """When an item falls due: a day of the year, or months after the end of a financial year.

    `dag` None: the month's last day. The months are the profile's own (`maaneder`) or a statutory `parameter`'s.
    """

    maaned: int | None = None
    dag: int | None = None
    maaneder: int | None = None
    parameter: str | None = None
    regnskabsaar_slutter: int = 12


@dataclass(frozen=True)
class Hjulpunkt:
    """One item of the wheel; `pr` tells whether it is one task a year or one for each boligorganisation."""

    id: str
    navn: str
    formaal: str
    pr: str
    frist: Hjulfrist
    aabnes_dage_foer: int
    aktoer: str
    hjemmel: tuple[str, ...]
    kilde: str
    sikkerhed: str
    sagstype: str = AARSHJULSOPGAVE
    fortrolighed: str = "intern"
    hvert: int = 1
    fra_aar: int | None = None
    til_aar: int | None = None
    note: str = ""

    def falls_in(self, aar: int) -> bool:
        """True if the item is due in `aar`: every `hvert` years, counted from and not before `fra_aar`."""
        if self.fra_aar is not None and aar < self.fra_aar:
            return False
        if self.til_aar is not None and aar > self.til_aar:
            return False
        return self.hvert == 1 or (aar - (self.fra_aar or 0)) % self.hvert == 0

    def gentagelse(self) -> str:
        """How often, in Danish."""
        if self.fra_aar is not None and self.fra_aar == self.til_aar:
            return f"Kun i {self.fra_aar}"
        return "Hvert år" if self.hvert == 1 else f"Hvert {self.hvert}. år, regnet fra {self.fra_aar}"


Maaneder = Callable[[str, dt.date], int]


def month_end(aar: int, maaned: int) -> dt.date:
    """The last day of a month."""
    return dt.date(aar, maaned, monthrange(aar, maaned)[1])


def frist_in(frist: Hjulfrist, aar: int, maaneder: Maaneder | None = None) -> dt.date:
    """The day in `aar` on which `frist` falls.

    A day that the year lacks (29 February) is the month's last. Months are counted from the financial year's last
    day to the last day of the month that they reach. `maaneder` answers for a parameter in months on a day; it
    must be there when `frist` has one. Raises ValueError if no financial year's deadline falls in `aar`, which
    can only happen where a parameter changes.
    """
    if frist.maaned is not None:
        last = month_end(aar, frist.maaned)
        return last if frist.dag is None else last.replace(day=min(frist.dag, last.day))
    for year in (aar, aar - 1, aar - 2):
        end = month_end(year, frist.regnskabsaar_slutter)
        day = _months_after(end, _months(frist, end, maaneder))
        if day.year == aar:
            return day
    raise ValueError(f"Ingen frist efter et regnskabsår falder i {aar}.")


def _months(frist: Hjulfrist, end: dt.date, maaneder: Maaneder | None) -> int:
    if frist.maaneder is not None:
        return frist.maaneder
    if frist.parameter is None or maaneder is None:
        raise ValueError("Fristen har hverken dag, måneder eller en parameter, der kan slås op.")
    return maaneder(frist.parameter, end)


def _months_after(end: dt.date, months: int) -> dt.date:
    count = end.year * 12 + end.month - 1 + months
    return month_end(count // 12, count % 12 + 1)


def opens_on(punkt: Hjulpunkt, frist: dt.date) -> dt.date:
    """The day on which the item's case is to be opened."""
    return frist - dt.timedelta(days=punkt.aabnes_dage_foer)
