"""Published times of a stretch in the municipality's own profile (`kommuner/<id>/ventetider.yaml`), to hold computed ones against."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.resources import files

from pydantic import model_validator

from almen.organisationer.selectors import current_profil
from almen.sagsgang.skema import Id, Model, Sikkerhed, Tekst
from almen.sagsgang.yamlmodel import parse_yaml

FIL = "ventetider.yaml"


class Ventetid(Model):
    """One published case: from the day `fra` (the latest, where it was decided twice; the first is `fra_foerst`) to the day `til`."""

    id: Tekst
    sagstype: Id
    projekt: Tekst
    fra: dt.date
    til: dt.date
    fra_foerst: dt.date | None = None
    sikkerhed: Sikkerhed
    kilde: Tekst
    note: str = ""

    @property
    def dage(self) -> int:
        """Calendar days between them."""
        return (self.til - self.fra).days

    @model_validator(mode="after")
    def _runs_forward(self) -> Ventetid:
        if self.til < self.fra or (self.fra_foerst is not None and self.fra_foerst >= self.fra):
            raise ValueError(f"“{self.id}” har dage, der ikke kommer efter hinanden")
        return self


class Ventetider(Model):
    """The whole file: the stretch that the days are of, and the cases."""

    straekning: Id
    sager: tuple[Ventetid, ...] = ()


@lru_cache(maxsize=4)
def _load(kommune: str) -> Ventetider | None:
    path = files("almen") / "kommuner" / kommune / FIL
    return parse_yaml(Ventetider, path.read_text(encoding="utf-8"), FIL) if path.is_file() else None


def published(sagstype: str, straekning: str) -> tuple[Ventetid, ...]:
    """The municipality's published times of the stretch, the oldest first; none where its profile has none. Raises SagsgangFejl."""
    found = _load(current_profil().id)
    if found is None or found.straekning != straekning:
        return ()
    return tuple(
        sorted((item for item in found.sager if item.sagstype == sagstype), key=lambda item: item.fra)
    )
