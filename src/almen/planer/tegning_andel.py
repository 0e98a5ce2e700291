"""The share of almene familieboliger as a drawing, and as the table that stands beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from almen.planer.models import Plan
from almen.planer.selectors.familieandel import Andelsbillede
from almen.regler.udviklingsplan import Familieandel
from almen.ui.formater import pct
from almen.ui.graensediagram import Udvikling, threshold_chart

EXPECTED = "Ventet"
ALT_EMPTY = "Der er ingen opgørelse af boligerne at tegne"


@dataclass(frozen=True)
class Andelslinje:
    """A row of the table: a share on a day, what it rests on, and the share that was planned for the day at first."""

    dag: dt.date
    hvad: str
    andel: Familieandel
    planlagt: Decimal | None = None

    @property
    def boliger(self) -> int:
        """All dwellings as the statute counts them, to the nearest whole one."""
        return round(self.andel.boliger)


def andelslinjer(billede: Andelsbillede) -> list[Andelslinje]:
    """Counted shares, those that follow from what was carried out, today's, and expected ones, in the order of their days."""
    planned = {item.dag: item.pct for item in billede.planlagt.aar} if billede.planlagt else {}
    rows = {item.dag: ("Opgjort", andel) for item, andel in billede.opgoerelser if andel is not None}
    for andel in billede.hidtil:
        rows.setdefault(andel.dag, ("Gennemført", andel))
    if billede.nu is not None:
        rows.setdefault(billede.nu.dag, ("I dag", billede.nu))
    for andel in billede.forloeb.aar if billede.forloeb is not None else ():
        rows.setdefault(andel.dag, (EXPECTED, andel))
    return [Andelslinje(dag, hvad, andel, planned.get(dag)) for dag, (hvad, andel) in sorted(rows.items())]


def udvikling_of(plan: Plan, billede: Andelsbillede) -> Udvikling:
    """The share by year: the latest counted one of each year and today's, then what the plan leads to each 1 January."""
    known: dict[int, Decimal] = {}
    coming: list[tuple[int, Decimal, Decimal, Decimal]] = []
    for row in andelslinjer(billede):
        if row.hvad == EXPECTED:
            coming.append((row.dag.year, row.andel.pct, row.andel.pct, row.andel.pct))
        else:
            known[row.dag.year] = row.andel.pct
    limit = billede.maal.graense_pct if billede.maal else billede.nu.graense_pct if billede.nu else None
    return Udvikling(
        navn=plan.navn,
        tal=sorted(known.items()),
        graenser=[(billede.maaldag.year, limit)] if limit is not None else [],
        sammenligning="lte",
        fremskrivning=coming,
        maal=billede.maaldag,
    )


def draw_andel(plan: Plan, billede: Andelsbillede, bredde: int) -> str:
    """The drawing as SVG."""
    return threshold_chart(
        udvikling_of(plan, billede),
        titel="Almene familieboliger i procent af alle boliger",
        fremskrevet="ventet efter planen",
        bredde=bredde,
    )


def alt_of(billede: Andelsbillede) -> str:
    """What the drawing shows, in words."""
    rows = andelslinjer(billede)
    if not rows:
        return ALT_EMPTY
    first, last = rows[0], rows[-1]
    limit = last.andel.graense_pct
    return (
        f"Kurve over andelen af almene familieboliger: {pct(first.andel.pct, 1)} i {first.dag.year}, "
        f"{pct(last.andel.pct, 1)} i {last.dag.year}; kravet er højst {pct(limit)}"
    )
