"""The outlines of a municipality's districts: `kommuner/<id>/kort/bydele.geojson` (WGS 84), with source and licence."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from almen.sagsgang.fejl import Fejl, SagsgangFejl
from almen.sagsgang.profil import KOMMUNER, Profil, load_profil
from almen.sagsgang.skema import Model, Tekst
from almen.sagsgang.yamlmodel import locate_errors

FIL = Path("kort") / "bydele.geojson"
Punkt = tuple[Decimal, Decimal]
Ring = Annotated[tuple[Punkt, ...], Field(min_length=4)]


@dataclass(frozen=True)
class Omrids:
    """A district's outline: polygons of rings of (longitude, latitude), the outer ring first."""

    navn: str
    polygoner: tuple[tuple[tuple[Punkt, ...], ...], ...]

    def holds(self, breddegrad: Decimal, laengdegrad: Decimal) -> bool:
        """True if the point lies inside, and in none of the holes."""
        return any(
            sum(_around(ring, laengdegrad, breddegrad) for ring in polygon) % 2 for polygon in self.polygoner
        )

    @property
    def graenser(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """South, north, west and east."""
        points = [point for polygon in self.polygoner for point in polygon[0]]
        lengths, widths = [x for x, _ in points], [y for _, y in points]
        return min(widths), max(widths), min(lengths), max(lengths)


@dataclass(frozen=True)
class Bydelskort:
    """The outlines, and whose they are."""

    omrids: tuple[Omrids, ...]
    kilde: str
    adresse: str
    licens: str
    hentet: dt.date
    bearbejdning: str


class _Geometri(Model):
    type: Literal["MultiPolygon"]
    coordinates: Annotated[tuple[Annotated[tuple[Ring, ...], Field(min_length=1)], ...], Field(min_length=1)]


class _Navn(Model):
    navn: Tekst


class _Feature(Model):
    type: Literal["Feature"]
    properties: _Navn
    geometry: _Geometri


class _Fil(Model):
    type: Literal["FeatureCollection"]
    kilde: Tekst
    adresse: Tekst
    licens: Tekst
    hentet: dt.date
    bearbejdning: str = ""
    features: Annotated[tuple[_Feature, ...], Field(min_length=1)]


@lru_cache(maxsize=16)
def load_bydelskort(kommune_id: str, mappe: Path | None = None) -> Bydelskort | None:
    """The municipality's outlines; None if it has none. Raises SagsgangFejl if the file cannot be used."""
    path = (mappe or KOMMUNER) / kommune_id / FIL
    if not path.is_file():
        return None
    navn = f"{kommune_id}/{FIL.as_posix()}"
    return parse_bydelskort(
        path.read_text(encoding="utf-8"), filnavn=navn, profil=load_profil(kommune_id, mappe)
    )


def parse_bydelskort(tekst: str, *, filnavn: str, profil: Profil) -> Bydelskort:
    """The outlines in `tekst` (GeoJSON). Raises SagsgangFejl naming file and fault: the districts must be the profile's."""
    try:
        fil = _Fil.model_validate(json.loads(tekst, parse_float=Decimal, parse_int=Decimal))
    except json.JSONDecodeError as error:
        raise SagsgangFejl([Fejl(filnavn, "", "", f"er ikke gyldig JSON (linje {error.lineno})")]) from None
    except ValidationError as error:
        raise SagsgangFejl(locate_errors(error, filnavn)) from None
    omrids = tuple(Omrids(item.properties.navn, item.geometry.coordinates) for item in fil.features)
    if fejl := list(_faults(omrids, profil)):
        raise SagsgangFejl(Fejl(filnavn, "", navn, besked) for navn, besked in fejl)
    return Bydelskort(omrids, fil.kilde, fil.adresse, fil.licens, fil.hentet, fil.bearbejdning)


def _faults(omrids: Sequence[Omrids], profil: Profil) -> list[tuple[str, str]]:
    wanted, found = [bydel.navn for bydel in profil.bydele], [item.navn for item in omrids]
    fejl = [(navn, "er ikke en af profilens bydele") for navn in found if navn not in wanted]
    fejl += [(navn, "mangler på kortet") for navn in wanted if navn not in found]
    fejl += [(navn, "står to gange") for navn in sorted({item for item in found if found.count(item) > 1})]
    graenser = profil.graenser
    for item in omrids:
        syd, nord, vest, oest = item.graenser
        if graenser and not (graenser.holds(syd, vest) and graenser.holds(nord, oest)):
            fejl.append((item.navn, "ligger uden for profilens grænser"))
    return fejl


def _around(ring: Sequence[Punkt], x: Decimal, y: Decimal) -> bool:
    """True if the ring goes round the point: a ray to the east crosses it an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
