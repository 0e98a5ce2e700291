"""What a framework agreement says on a day: shares and criteria by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from almen.organisationer.models import Boligtype
from almen.udlejning.andele import Andelssum, plain, sum_shares
from almen.udlejning.models import Rammeaftale, Trappe, Trappetrin, Trinandel, Trinkriterium, Vej
from almen.ui.formater import decimal

# The types whose dwellings agreements on letting are about; others are assigned by the municipality (§ 54).
BOLIGTYPER = (Boligtype.FAMILIE, Boligtype.UNGDOM)


@dataclass(frozen=True)
class Andelslinje:
    """The shares of one type of dwelling on a step, in the order of `Vej`; None in a place where nothing is registered."""

    boligtype: Boligtype
    andele: tuple[Trinandel | None, ...]

    @property
    def sum(self) -> Andelssum:
        """What they add up to."""
        return sum_shares([item.pct for item in self.andele if item is not None])


@dataclass
class Trinindhold:
    """A step with what holds on the day."""

    trin: Trappetrin
    linjer: list[Andelslinje] = field(default_factory=list)
    kriterier: list[Trinkriterium] = field(default_factory=list)


def holding_on(dag: dt.date) -> Q:
    """Dated rows (`fra`, `til`) that hold on the day."""
    return Q(fra__lte=dag) & (Q(til__isnull=True) | Q(til__gte=dag))


def day_in(aftale: Rammeaftale, dag: dt.date) -> dt.date:
    """The day itself, or the agreement's first or last where it lies outside: on which day an agreement is told."""
    return min(max(dag, aftale.gyldig_fra), aftale.gyldig_til)


def steps_on(aftale: Rammeaftale, dag: dt.date) -> list[Trinindhold]:
    """Every step in the order of stairs and numbers, with shares and criteria on the day: three queries."""
    found = {
        trin.pk: Trinindhold(trin)
        for trin in sorted(
            aftale.trin.all(), key=lambda item: (Trappe.values.index(item.trappe), item.nummer)
        )
    }
    shares: dict[tuple[int, str], dict[str, Trinandel]] = {}
    for row in Trinandel.objects.filter(holding_on(dag), trin__in=found):
        shares.setdefault((row.trin_id, row.boligtype), {})[row.vej] = row
    for (pk, boligtype), by_way in shares.items():
        found[pk].linjer.append(
            Andelslinje(Boligtype(boligtype), tuple(by_way.get(vej) for vej in Vej.values))
        )
    for used in criteria_on(list(found), dag):
        found[used.trin_id].kriterier.append(used)
    for item in found.values():
        item.linjer.sort(key=lambda line: Boligtype.values.index(line.boligtype))
    return list(found.values())


def criteria_on(trin: Sequence[int], dag: dt.date) -> QuerySet[Trinkriterium]:
    """The criteria that steps (by key) use on the day, in the order in which they go before each other."""
    rows = Trinkriterium.objects.filter(holding_on(dag), trin__in=trin).select_related("kriterium")
    return rows.order_by("trin", "raekkefoelge", "pk")


def stairs_of(steps: Sequence[Trinindhold]) -> list[tuple[str, list[Trinindhold]]]:
    """The steps by stair, with the stair's name."""
    return [
        (Trappe(value).label, rows)
        for value in Trappe.values
        if (rows := [item for item in steps if item.trin.trappe == value])
    ]


def as_data(steps: Sequence[Trinindhold]) -> list[dict[str, Any]]:
    """Steps with shares (text, None: not known) and criteria as JSON holds them."""
    return [
        {
            "trappe": str(item.trin.get_trappe_display()),
            "trin": item.trin.nummer,
            "navn": item.trin.navn,
            "beskrivelse": item.trin.beskrivelse,
            "andele": [
                {
                    "boligtype": str(line.boligtype.label),
                    "vej": str(share.get_vej_display()),
                    "pct": None if share.pct is None else str(plain(share.pct)),
                    "pct_tekst": "ukendt" if share.pct is None else decimal(plain(share.pct)),
                    "kilde": share.kilde,
                    "sikkerhed": share.sikkerhed,
                }
                for line in item.linjer
                for share in line.andele
                if share is not None
            ],
            "kriterier": [_criterion(row) for row in item.kriterier],
        }
        for item in steps
    ]


def _criterion(row: Trinkriterium) -> Mapping[str, Any]:
    return {
        "navn": row.kriterium.navn,
        "tekst": row.kriterium.tekst,
        "skaerpet": row.kriterium.skaerpet,
        "binding": str(row.get_binding_display()),
    }
