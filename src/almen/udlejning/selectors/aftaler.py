"""Framework agreements that a user may see, the days without any, and what is other in one than in another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from almen.organisationer.models import Afdeling, Bruger
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.udlejning.models import Rammeaftale, Trappe, Trappetrin
from almen.udlejning.perioder import ONE_DAY
from almen.udlejning.selectors.indhold import Trinindhold, day_in, steps_on
from almen.udlejning.selectors.rammeaftale import holds, placeringer_on

Shares = dict[tuple[str, str], Decimal | None]


def visible_aftaler(bruger: Bruger, *, med_opgivne: bool = True) -> QuerySet[Rammeaftale]:
    """Agreements whose cases `bruger` may see and those without a case, the newest first.

    Without `med_opgivne` those whose case came to nothing are left out. Whether the user reads agreements at all is asked apart
    (`adgang.may_see_udlejning`).
    """
    # The scope of those who see every case is an empty condition, which cannot be one of two.
    rows = Rammeaftale.objects.filter(Q(sag__isnull=True) | Q(sag__in=adgang.visible_sager(bruger)))
    if not med_opgivne:
        rows = rows.filter(Q(sag__isnull=True) | ~Q(sag__overblik__afslutning__in=UDEN_RESULTAT))
    return rows.select_related("sag__overblik", "forgaenger")


@dataclass(frozen=True)
class Hul:
    """Days between two agreements that no known agreement covers."""

    fra: dt.date
    til: dt.date
    efter: Rammeaftale


def gaps_in(aftaler: Sequence[Rammeaftale]) -> list[Hul]:
    """The days between the first and the last of the agreements that none of them covers, the latest first."""
    found: list[Hul] = []
    last: Rammeaftale | None = None
    for item in sorted(aftaler, key=lambda row: row.gyldig_fra):
        if last is not None and item.gyldig_fra > last.gyldig_til + ONE_DAY:
            found.append(Hul(last.gyldig_til + ONE_DAY, item.gyldig_fra - ONE_DAY, last))
        if last is None or item.gyldig_til > last.gyldig_til:
            last = item
    return found[::-1]


def stand_of(aftale: Rammeaftale, dag: dt.date) -> tuple[str, str]:
    """How an agreement stands on the day, in words, and the chip's tone."""
    if aftale.sag is not None and aftale.sag.overblik.afslutning in UDEN_RESULTAT:
        return "Ikke vedtaget", "neutral"
    if not holds(aftale):
        return "Udkast", "open"
    if dag < aftale.gyldig_fra:
        return "Vedtaget, gælder senere", "open"
    return ("Gælder", "ok") if dag <= aftale.gyldig_til else ("Udløbet", "neutral")


@dataclass(frozen=True)
class Trinforskel:
    """A step in two agreements; None where one does not have it. The lists are in words."""

    trappe: str
    nummer: int
    foer: Trinindhold | None
    efter: Trinindhold | None
    andele: tuple[tuple[str, str, Decimal | None, Decimal | None], ...]
    kriterier_til: tuple[str, ...]
    kriterier_fra: tuple[str, ...]

    @property
    def ens(self) -> bool:
        """True if nothing is other."""
        both = self.foer is not None and self.efter is not None
        named = both and self.foer.trin.navn == self.efter.trin.navn  # type: ignore[union-attr]
        return named and not (self.andele or self.kriterier_til or self.kriterier_fra)


@dataclass(frozen=True)
class Flytning:
    """An afdeling that stands on another step of a stair than before; None: nowhere."""

    afdeling: Afdeling
    trappe: str
    foer: Trappetrin | None
    efter: Trappetrin | None


@dataclass(frozen=True)
class Sammenligning:
    """What changed from one agreement to another, each on the day it is told for."""

    foer: Rammeaftale
    efter: Rammeaftale
    foer_dag: dt.date
    efter_dag: dt.date
    trin: list[Trinforskel]
    flytninger: list[Flytning]


def compare(foer: Rammeaftale, efter: Rammeaftale, dag: dt.date) -> Sammenligning:
    """Compares two agreements on `dag`, or on their first or last day where it lies outside. Nine queries, however much they hold."""
    days = day_in(foer, dag), day_in(efter, dag)
    sides = [
        {(item.trin.trappe, item.trin.nummer): item for item in steps_on(aftale, day)}
        for aftale, day in zip((foer, efter), days, strict=True)
    ]
    keys = sorted(set(sides[0]) | set(sides[1]), key=lambda key: (Trappe.values.index(key[0]), key[1]))
    rows = [_step(key, sides[0].get(key), sides[1].get(key)) for key in keys]
    return Sammenligning(foer, efter, *days, rows, _moves(foer, efter, *days))


def _step(key: tuple[str, int], foer: Trinindhold | None, efter: Trinindhold | None) -> Trinforskel:
    before, after = _shares(foer), _shares(efter)
    lines = list(dict.fromkeys([*before, *after]))
    shares = tuple(
        (*line, before.get(line), after.get(line)) for line in lines if before.get(line) != after.get(line)
    )
    old, new = _criteria(foer), _criteria(efter)
    return Trinforskel(
        str(Trappe(key[0]).label),
        key[1],
        foer,
        efter,
        shares,
        tuple(item for item in new if item not in old),
        tuple(item for item in old if item not in new),
    )


def _shares(item: Trinindhold | None) -> Shares:
    return {
        (str(line.boligtype.label), str(share.get_vej_display())): share.pct
        for line in (item.linjer if item else ())
        for share in line.andele
        if share is not None
    }


def _criteria(item: Trinindhold | None) -> list[str]:
    rows = item.kriterier if item else ()
    return [
        f"{row.kriterium.navn}{' (skærpet)' if row.kriterium.skaerpet else ''}, {row.get_binding_display().lower()}"
        for row in rows
    ]


def _moves(foer: Rammeaftale, efter: Rammeaftale, foer_dag: dt.date, efter_dag: dt.date) -> list[Flytning]:
    before = placeringer_on(None, foer_dag, aftale=foer)
    after = placeringer_on(None, efter_dag, aftale=efter)
    moved: list[tuple[int, str, Trappetrin | None, Trappetrin | None]] = []
    for pk in before.keys() | after.keys():
        one, two = before.get(pk, {}), after.get(pk, {})
        for trappe in one.keys() | two.keys():
            old = one[trappe].trin if trappe in one else None
            new = two[trappe].trin if trappe in two else None
            if (old.nummer if old else None) != (new.nummer if new else None):
                moved.append((pk, trappe, old, new))
    found = Afdeling.objects.select_related("boligorganisation").in_bulk([item[0] for item in moved])
    rows = [Flytning(found[pk], trappe, old, new) for pk, trappe, old, new in moved]
    return sorted(rows, key=lambda r: (r.afdeling.boligorganisation.navn, r.afdeling.nummer, r.trappe))
