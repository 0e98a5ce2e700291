"""The coming ten years' frames of grundkapital against the projects that have no tilsagn yet, with *what if*.

What if is a question, not an act: it is read from the address and nothing is saved.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from almen.byggeri.models import Bogstav, Formaal, Grundkapitalpost, Grundkapitalramme, Skemadel
from almen.byggeri.models.grundkapital import MOVEMENTS
from almen.byggeri.selectors.beregning import grundkapital_to_bind
from almen.byggeri.selectors.projektdata import (
    FORMAAL,
    Projektdata,
    group_versions,
    prime_projektdata,
)
from almen.byggeri.selectors.projekter import visible_projekter
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Bruger
from almen.sager.models import Sag

YEARS = 10
SHOWN_PROJECTS = 100


@dataclass(frozen=True)
class Antagelser:
    """What is supposed: `aar` and `summer` by case number, `pct` of the sum as grundkapital, `rammer` in kroner per purpose
    for the years that have no registered frame.
    """

    aar: Mapping[str, int] = field(default_factory=dict)
    summer: Mapping[str, int] = field(default_factory=dict)
    pct: Decimal | None = None
    rammer: Mapping[str, int] = field(default_factory=dict)

    @property
    def nogen(self) -> bool:
        """True if anything is supposed."""
        return bool(self.aar or self.summer or self.pct is not None or self.rammer)


@dataclass(frozen=True)
class Behov:
    """What one project will ask of the frames: year (None: not planned) and kroner per purpose (None: not known)."""

    sag: Sag
    navn: str
    aar: int | None
    anskaffelsessum: int | None
    behov: Mapping[str, int] | None
    antaget: bool

    @property
    def i_alt(self) -> int | None:
        """Kroner over all purposes."""
        return None if self.behov is None else sum(self.behov.values())


@dataclass(frozen=True)
class Prognoseaar:
    """One year's frame of one purpose in kroner. `ramme` None: not registered; `tilbage` then None too."""

    aar: int
    formaal: str
    ramme: int | None
    antaget: bool
    bundet: int
    forventet: int
    projekter: int

    @property
    def formaal_navn(self) -> str:
        """The purpose in words."""
        return str(Formaal(self.formaal).label)

    @property
    def tilbage(self) -> int | None:
        """What is left when the expected projects have got theirs; negative where the frame does not reach."""
        return None if self.ramme is None else self.ramme - self.bundet - self.forventet


@dataclass(frozen=True)
class Prognose:
    """The years, and the projects that they rest on, the largest first. `uden_aar` and `ukendte` are in no year."""

    aar: tuple[Prognoseaar, ...]
    projekter: tuple[Behov, ...]

    @property
    def uden_aar(self) -> int:
        """Projects without a year."""
        return sum(1 for item in self.projekter if item.aar is None)

    @property
    def senere(self) -> int:
        """Projects planned after the last of the years."""
        last = max(item.aar for item in self.aar)
        return sum(1 for item in self.projekter if item.aar is not None and item.aar > last)

    @property
    def ukendte(self) -> int:
        """Projects whose need is not known."""
        return sum(1 for item in self.projekter if item.behov is None)


def compute_prognose(bruger: Bruger, today: dt.date, hvis: Antagelser | None = None) -> Prognose:
    """The forecast of ten years from this one. The number of queries does not grow with the projects."""
    hvis = hvis or Antagelser()
    projekter = [_behov(data, held, today, hvis) for data, held in _waiting(bruger)]
    projekter.sort(key=lambda item: (-(item.i_alt or 0), item.sag.nummer))
    last = today.year + YEARS - 1
    expected: dict[tuple[int, str], list[int]] = defaultdict(list)
    for item in projekter:
        if item.aar is not None and item.aar <= last:
            for formaal, amount in (item.behov or {}).items():
                expected[item.aar, formaal].append(amount)
    rammer = {
        (item.aar, item.formaal): item
        for item in Grundkapitalramme.objects.filter(aar__gte=today.year, aar__lte=last)
    }
    return Prognose(
        tuple(
            _year(aar, formaal, rammer.get((aar, formaal)), expected[aar, formaal], hvis)
            for formaal in Formaal.values
            for aar in range(today.year, last + 1)
        ),
        tuple(projekter),
    )


def _year(
    aar: int, formaal: str, ramme: Grundkapitalramme | None, expected: list[int], hvis: Antagelser
) -> Prognoseaar:
    registered = ramme.beloeb if ramme else None
    supposed = registered is None and formaal in hvis.rammer
    bound = ramme.reserveret + ramme.tilsagn - ramme.tillaeg if ramme else 0
    return Prognoseaar(
        aar=aar,
        formaal=formaal,
        ramme=hvis.rammer[formaal] if supposed else registered,
        antaget=supposed,
        bundet=bound,
        forventet=sum(expected),
        projekter=len(expected),
    )


def _waiting(bruger: Bruger) -> list[tuple[Projektdata, Mapping[str, int]]]:
    """Every visible project without tilsagn that can still get one, with what it holds per purpose. Three queries."""
    projekter = {
        item.pk: item
        for item in visible_projekter(bruger).filter(tilsagn_dato__isnull=True, sag__overblik__afslutning="")
    }
    rows: dict[int, list[Skemadel]] = defaultdict(list)
    for row in (
        Skemadel.objects.filter(skema__projekt__in=projekter, skema__bogstav=Bogstav.A)
        .select_related("skema", "projektdel")
        .order_by("skema__version", "projektdel__nummer")
    ):
        rows[row.skema.projekt_id].append(row)
    held = _held({item.sag_id for item in projekter.values()})
    parametre = current_parametre()
    found: list[tuple[Projektdata, Mapping[str, int]]] = []
    for pk, parts in rows.items():
        projekt = projekter[pk]
        data = prime_projektdata(projekt.sag, projekt, group_versions(parts, projekt))
        data.use_parametre(parametre)
        found.append((data, held.get(projekt.sag_id, {})))
    return found


def _held(sager: set[int]) -> dict[int, dict[str, int]]:
    """Case → purpose → kroner reserved already, which the frames count as bound."""
    result: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        Grundkapitalpost.objects.filter(sag__in=sager)
        .order_by()
        .values_list("sag_id", "ramme__formaal", "art")
        .annotate(Sum("beloeb"))
    )
    for sag_id, formaal, art, beloeb in rows:
        account, direction = MOVEMENTS[art]
        if account in ("reserveret", "tilsagn"):
            result[sag_id][formaal] += direction * beloeb
    return result


def _behov(data: Projektdata, held: Mapping[str, int], today: dt.date, hvis: Antagelser) -> Behov:
    projekt, sag = data.projekt, data.projekt.sag
    planned = projekt.forventet_tilsagn.year if projekt.forventet_tilsagn else None
    aar = hvis.aar.get(sag.nummer, planned)
    if aar is not None:
        aar = max(aar, today.year)
    dato = projekt.forventet_tilsagn or today
    known = data.current.anskaffelsessum
    total = hvis.summer.get(sag.nummer, known)
    need = _need(data, dato, known, total, hvis.pct)
    if need is not None:
        need = {formaal: max(0, amount - held.get(formaal, 0)) for formaal, amount in need.items()}
    supposed = sag.nummer in hvis.aar or sag.nummer in hvis.summer or hvis.pct is not None
    return Behov(sag, projekt.navn, aar, total, need, supposed)


def _need(
    data: Projektdata, dato: dt.date, known: int | None, total: int | None, pct: Decimal | None
) -> dict[str, int] | None:
    """Kroner per purpose: a supposed percent of the sum with the case's reserve, else what a decision would bind,
    scaled where another sum is supposed.
    """
    bound = grundkapital_to_bind(data, dato)
    if pct is not None and total is not None:
        reserve = 1 + (data.projekt.reserve_pct or Decimal(0)) / 100
        return _spread(data, _round(Decimal(total) * pct / 100 * reserve))
    if bound is None or total == known:
        return bound
    if known is None or total is None:
        return None
    return {formaal: _round(Decimal(amount) * total / known) for formaal, amount in bound.items()}


def _spread(data: Projektdata, amount: int) -> dict[str, int]:
    """The amount by the parts' sums; the last purpose takes what rounding leaves."""
    weights: dict[str, int] = defaultdict(int)
    for item in data.current.dele:
        weights[FORMAAL[item.projektdel.boligtype]] += item.anskaffelsessum or 0
    total, rest, result = sum(weights.values()), amount, {}
    for formaal, weight in list(weights.items())[:-1]:
        result[formaal] = amount * weight // total if total else amount // len(weights)
        rest -= result[formaal]
    result[list(weights)[-1]] = rest
    return result


def _round(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
