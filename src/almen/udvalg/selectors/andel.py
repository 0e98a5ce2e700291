"""How much of a committee's work is about almene boliger (M3): per meeting, quarter, year and council term.

Held meetings only: an agenda to come is no fact yet. Cancelled meetings, dropped items and formalities do not count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.dansk import format_dato
from almen.regler.udvalgsandel import (
    Andel,
    Baand,
    Baandplads,
    Moedetal,
    Periode,
    aar_of,
    compute_andel,
    group_moeder,
    kvartal_of,
    valgperiode_of,
)
from almen.sagsgang.profil import Praksis
from almen.udvalg.models import Andresager, Moede, Punktart
from almen.udvalg.selectors.moeder import Organ, organer, visible_moeder

PRAKSIS = "udvalgsandel_almene"
PLADS_NAVNE = {
    Baandplads.UNDER: "Under båndet",
    Baandplads.INDEN_FOR: "I båndet",
    Baandplads.OVER: "Over båndet",
}
NIVEAUER: dict[str, tuple[str, Callable[[dt.date], Periode | None] | None]] = {
    "moede": ("Møde", None),
    "kvartal": ("Kvartal", kvartal_of),
    "aar": ("År", aar_of),
    "periode": ("Valgperiode", valgperiode_of),
}


@dataclass(frozen=True)
class Andelsbaand:
    """The municipality's band and the practice it is read from; `baand` is None where the profile has none."""

    baand: Baand | None
    praksis: Praksis | None


@dataclass(frozen=True)
class Moedeandel:
    """A held meeting and its counted cases."""

    moede: Moede
    tal: Moedetal


@dataclass(frozen=True)
class Andelslinje:
    """One line of the table: a meeting or a period, its cases, and where its share lies."""

    periode: Periode
    andel: Andel
    plads: Baandplads | None
    moede: Moede | None = None

    @property
    def navn(self) -> str:
        """What the line is called."""
        return self.periode.navn

    @property
    def almene(self) -> int | None:
        """Almene cases on the counted meetings; None where none is counted."""
        return self.andel.almene if self.andel.moeder else None

    @property
    def i_alt(self) -> int | None:
        """All cases on the counted meetings; None where none is counted."""
        return self.andel.i_alt if self.andel.moeder else None

    @property
    def plads_navn(self) -> str:
        """Where the share lies, in words; or that it cannot be told."""
        if self.plads is not None:
            return PLADS_NAVNE[self.plads]
        if self.andel.andel is not None:
            return "Intet bånd"
        return "Kan ikke siges" if self.andel.udeladt else "Ingen sager"

    @property
    def tone(self) -> str:
        """The chip's tone."""
        if self.plads is None:
            return "neutral"
        return "ok" if self.plads is Baandplads.INDEN_FOR else "warn"


def watched_organer() -> list[Organ]:
    """The bodies whose share is watched."""
    return [item for item in organer() if item.almene_sager]


def share_band(dato: dt.date) -> Andelsbaand:
    """The band on `dato`, from the municipality's profile."""
    praksis = current_profil().praksis_on(PRAKSIS, dato)
    if praksis is None or len(praksis.vaerdier) != 2:
        return Andelsbaand(None, praksis)
    return Andelsbaand(Baand(*map(Decimal, praksis.vaerdier)), praksis)


def held_moeder(organ: str, rows: QuerySet[Moede] | None = None) -> list[Moedeandel]:
    """Every held meeting of the body with its cases, the earliest first; one query, however many there are."""
    others = (
        Andresager.objects.filter(moede=OuterRef("pk"))
        .order_by()
        .values("moede")
        .annotate(i_alt=Sum("antal"))
        .values("i_alt")
    )
    stands = Q(punkter__udgaaet="")
    found = (
        (Moede.objects.all() if rows is None else rows)
        .filter(organ=organ, aflyst__isnull=True, dato__lte=timezone.localdate())
        .annotate(
            almene=Count("punkter", filter=stands & Q(punkter__art=Punktart.ALMEN)),
            anden=Count("punkter", filter=stands & Q(punkter__art=Punktart.ANDEN)),
            talt=Subquery(others),
        )
        .order_by("dato", "pk")
    )
    return [
        Moedeandel(item, Moedetal(item.dato, item.almene, _others(item.anden, item.talt))) for item in found
    ]


def visible_held_moeder(bruger: Bruger, organ: str) -> list[Moedeandel]:
    """As `held_moeder`, for a user: none for those who may not see meetings."""
    return held_moeder(organ, visible_moeder(bruger))


def _others(items: int, counted: int | None) -> int | None:
    """Cases about something else: those on the agenda and those only counted; None where there is neither."""
    return None if counted is None and not items else items + (counted or 0)


def share_lines(moeder: Sequence[Moedeandel], niveau: str, baand: Baand | None) -> list[Andelslinje]:
    """The lines of one grain (`NIVEAUER`), the earliest first."""
    _, periode_of = NIVEAUER[niveau]
    if periode_of is None:
        return [moede_line(item, baand) for item in moeder]
    groups = group_moeder([item.tal for item in moeder], periode_of)
    return [Andelslinje(periode, andel, andel.place(baand)) for periode, andel in groups]


def moede_line(item: Moedeandel, baand: Baand | None) -> Andelslinje:
    """One meeting's line."""
    andel = compute_andel([item.tal])
    dato = item.tal.dato
    return Andelslinje(Periode(format_dato(dato), dato, dato), andel, andel.place(baand), item.moede)


def total_line(moeder: Iterable[Moedeandel], navn: str, baand: Baand | None) -> Andelslinje | None:
    """All the meetings together; None where there are none."""
    rows = list(moeder)
    if not rows:
        return None
    andel = compute_andel(item.tal for item in rows)
    return Andelslinje(Periode(navn, rows[0].tal.dato, rows[-1].tal.dato), andel, andel.place(baand))
