"""A project with its parts and all its Skemaer, read once per case object.

The engine asks for a case's facts, key figures, checks and effects one by one in the same act; the case
object carries what has been read, so that they share one query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from almen.byggeri.models import Bogstav, Formaal, Projekt, Projektdel, Servicearealtal, Skema, Skemadel
from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Boligtype
from almen.regler.samling import Parametre
from almen.sager.faste import FixedQuery, attnames
from almen.sager.models import Sag

_CACHE = "_byggeri_projektdata"
FORMAAL: dict[str, str] = {
    Boligtype.FAMILIE: Formaal.FAMILIE_UNGDOM,
    Boligtype.UNGDOM: Formaal.FAMILIE_UNGDOM,
    Boligtype.AELDRE: Formaal.AELDRE_PLEJE,
    Boligtype.PLEJE: Formaal.AELDRE_PLEJE,
}


def sum_or_none(values: Iterable[int | Decimal | None]) -> int | Decimal | None:
    """The sum; None as soon as one is missing, since a sum with holes is not a sum."""
    total: int | Decimal = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


@dataclass
class Skemadata:
    """One version of the figures with its parts in order."""

    skema: Skema
    dele: list[Skemadel] = field(default_factory=list)
    serviceareal: Servicearealtal | None = None

    @property
    def boliger(self) -> int | None:
        """Dwellings in all, None if a part lacks its number."""
        total = sum_or_none(item.antal for item in self.dele)
        return None if total is None else int(total)

    @property
    def anskaffelsessum(self) -> int | None:
        """The whole sum in kroner, None if a part lacks it."""
        total = sum_or_none(item.anskaffelsessum for item in self.dele)
        return None if total is None else int(total)

    @property
    def bruttoareal_m2(self) -> Decimal | None:
        """The whole area, None if a part lacks it."""
        total = sum_or_none(item.bruttoareal_m2 for item in self.dele)
        return None if total is None else Decimal(total)

    @property
    def boligtyper(self) -> tuple[str, ...]:
        """The dwelling types in the order of the parts, each once."""
        return tuple(dict.fromkeys(item.projektdel.boligtype for item in self.dele))

    @property
    def formaal(self) -> tuple[str, ...]:
        """The budgets that the parts draw on."""
        return tuple(dict.fromkeys(FORMAAL[boligtype] for boligtype in self.boligtyper))


@dataclass
class Projektdata:
    """A project and every version of its figures, oldest first within a letter.

    `sums` is what the case has on each frame, once it has been asked for; whoever writes entries forgets it.
    `beregnede` are computed financings by everything they depend on.
    """

    projekt: Projekt
    skemaer: list[Skemadata]
    sums: dict[int, dict[str, int]] | None = None
    beregnede: dict[Any, Any] = field(default_factory=dict)
    _parametre: Parametre | None = None

    @property
    def parametre(self) -> Parametre:
        """The parameters with the municipality's own rows, asked for once in an act."""
        if self._parametre is None:
            self._parametre = current_parametre()
        return self._parametre

    def use_parametre(self, parametre: Parametre) -> None:
        """Lets many projects read in one go share what was asked for once."""
        self._parametre = parametre

    def latest(self, bogstav: str) -> Skemadata | None:
        """The newest version of Skema A, B or C; None if there is none."""
        return next((item for item in reversed(self.skemaer) if item.skema.bogstav == bogstav), None)

    def fixed(self, bogstav: str) -> Skemadata | None:
        """The version that a decision has fixed."""
        return next(
            (
                item
                for item in self.skemaer
                if item.skema.bogstav == bogstav and item.skema.laast_af_beslutning is not None
            ),
            None,
        )

    def standing(self, bogstav: str) -> Skemadata | None:
        """The fixed version, else the newest."""
        return self.fixed(bogstav) or self.latest(bogstav)

    @property
    def current(self) -> Skemadata:
        """The newest figures there are: of Skema C, else B, else A."""
        for bogstav in (Bogstav.C, Bogstav.B, Bogstav.A):
            if found := self.latest(bogstav):
                return found
        raise LookupError(f"Projektet {self.projekt} har ingen Skema A.")


def projektdata_of(sag: Sag) -> Projektdata:
    """The case's project data, read with one query the first time and kept on the case object.

    Raises Projekt.DoesNotExist for a case without a project.
    """
    found: Projektdata | None = sag.__dict__.get(_CACHE)
    if found is None:
        rows = [_models(row) for row in _rows.rows(sag.pk)]
        if not rows:
            raise Projekt.DoesNotExist(f"Sag {sag} har intet projekt.")
        projekt: Projekt = rows[0][Projekt]
        projekt.sag = sag
        found = prime_projektdata(sag, projekt, _versions(rows, projekt))
    return found


def prime_projektdata(sag: Sag, projekt: Projekt, skemaer: list[Skemadata]) -> Projektdata:
    """Puts what the caller has just written or read where `projektdata_of` finds it."""
    data = Projektdata(projekt, skemaer)
    sag.__dict__[_CACHE] = data
    return data


def forget_projektdata(sag: Sag) -> None:
    """Lets the next question read anew."""
    sag.__dict__.pop(_CACHE, None)


# Where each model's columns stand in a row, seen from a part's figures.
_PATHS: dict[type[Model], str] = {
    Skemadel: "",
    Skema: "skema__",
    Projekt: "skema__projekt__",
    Servicearealtal: "skema__serviceareal__",
    Projektdel: "projektdel__",
}
_rows = FixedQuery(
    lambda sag: (
        Skemadel.objects.filter(skema__projekt__sag_id=sag)
        .order_by("skema__bogstav", "skema__version", "projektdel__nummer")
        .values_list(*(f"{path}{name}" for model, path in _PATHS.items() for name in attnames(model)))
    )
)


def _models(row: list[Any]) -> dict[type[Model], Any]:
    """One row of the query as the models it holds; None where the left join found nothing."""
    found: dict[type[Model], Any] = {}
    start = 0
    for model in _PATHS:
        names = attnames(model)
        values = row[start : start + len(names)]
        start += len(names)
        is_there = values[names.index(model._meta.pk.attname)] is not None
        found[model] = model.from_db(DEFAULT_DB_ALIAS, names, values) if is_there else None
    return found


def group_versions(rows: Iterable[Skemadel], projekt: Projekt) -> list[Skemadata]:
    """Parts read with their Skema and Projektdel, in order, as versions of the project's figures."""
    versions: dict[int, Skemadata] = {}
    for part in rows:
        data = versions.get(part.skema_id)
        if data is None:
            part.skema.projekt = projekt
            data = versions[part.skema_id] = Skemadata(part.skema)
        part.skema = data.skema
        data.dele.append(part)
    return list(versions.values())


def _versions(rows: list[dict[type[Model], Any]], projekt: Projekt) -> list[Skemadata]:
    """The rows as versions: letter by letter, version by version, part by part."""
    for row in rows:
        row[Skemadel].skema, row[Skemadel].projektdel = row[Skema], row[Projektdel]
    areas = {row[Skema].pk: row[Servicearealtal] for row in rows}
    found = group_versions((row[Skemadel] for row in rows), projekt)
    for data in found:
        data.serviceareal = areas[data.skema.pk]
    return found
