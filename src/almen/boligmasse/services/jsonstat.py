"""JSON-stat, the cube that Statistics Denmark and its sister offices give: read into dimensions and cells.

Version 2 (class `dataset`) and the older form that the Statbank sends (`dataset` around it, `id` and `size` inside
`dimension`) are the same cube. What is not is refused in Danish, naming what is wrong and what is allowed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from almen.organisationer.services.rettigheder import OrganisationFejl

MAX_CELLER = 1_000_000
MANGLER = frozenset({"", "..", "...", ".", ":", "x"})
IKKE_JSONSTAT = "Filen er ikke et JSON-stat-datasæt"


@dataclass(frozen=True, slots=True)
class Kategori:
    """One category of a dimension: its code and its text."""

    kode: str
    tekst: str

    def is_one_of(self, navne: Sequence[str]) -> bool:
        """True if its code or its text, whatever the capitals, is among `navne`."""
        wanted = {navn.casefold() for navn in navne}
        return self.kode.casefold() in wanted or self.tekst.casefold() in wanted


Celle = tuple[Mapping[str, Kategori], Decimal | None]


@dataclass(frozen=True)
class Kube:
    """A cube: its dimensions (names in capitals) with their categories in order, and its values in row-major order."""

    titel: str
    kilde: str
    opdateret: str
    dimensioner: Mapping[str, tuple[Kategori, ...]]
    vaerdier: Sequence[Decimal | None]

    def cells(self) -> Iterator[Celle]:
        """Every cell with its category of each dimension; a value that is not given is None."""
        names = tuple(self.dimensioner)
        for categories, value in zip(product(*self.dimensioner.values()), self.vaerdier, strict=True):
            yield dict(zip(names, categories, strict=True)), value


def parse_jsonstat(tekst: str) -> Kube:
    """The cube in `tekst`. Raises OrganisationFejl in Danish."""
    try:
        top = json.loads(tekst, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise OrganisationFejl(f"{IKKE_JSONSTAT}: det er ikke gyldig JSON.") from None
    data = _dataset(top)
    dimension = _mapping(data.get("dimension"), "dimension")
    ids = _list(data.get("id", dimension.get("id")), "id")
    size = _list(data.get("size", dimension.get("size")), "size")
    if not ids or len({str(name).upper() for name in ids}) != len(ids) or len(size) != len(ids):
        raise OrganisationFejl(
            f"{IKKE_JSONSTAT}: “id” skal nævne hver dimension én gang, og “size” hver dimensions størrelse."
        )
    found = {str(name).upper(): _categories(str(name), dimension.get(name)) for name in ids}
    for (name, categories), given in zip(found.items(), size, strict=True):
        if len(categories) != given:
            raise OrganisationFejl(
                f"Dimensionen {name} har {len(categories)} kategorier, men “size” siger {given!s:.20}."
            )
    expected = prod(len(categories) for categories in found.values())
    if expected > MAX_CELLER:
        raise OrganisationFejl(f"Datasættet har for mange tal; højst {MAX_CELLER}. Vælg færre kategorier.")
    return Kube(
        titel=_text(data.get("label")),
        kilde=_text(data.get("source")),
        opdateret=_text(data.get("updated"))[:10],
        dimensioner=found,
        vaerdier=_values(data.get("value"), expected),
    )


def read_number(value: Any) -> Decimal | None:
    """A cell's number; None where the source gives none. Raises OrganisationFejl for anything else."""
    if value is None or (isinstance(value, str) and value.strip().lower() in MANGLER):
        return None
    # A dash is the Statbank's sign for nothing counted; that is a number.
    if isinstance(value, str):
        value = {"-": "0"}.get(value.strip(), value.strip().replace(",", "."))
    try:
        number = Decimal(value) if isinstance(value, int | str | Decimal) and value is not True else None
    except ArithmeticError:
        number = None
    if number is None or not number.is_finite() or number < 0 or value is False:
        raise OrganisationFejl(f"“{value!s:.40}” er ikke et tal fra nul og op.")
    return number


def _no_number(text: str) -> None:
    raise ValueError(text)


def _dataset(top: Any) -> Mapping[str, Any]:
    data = top.get("dataset", top) if isinstance(top, dict) else None
    if not isinstance(data, dict):
        raise OrganisationFejl(f"{IKKE_JSONSTAT}.")
    if (kind := data.get("class", "dataset")) != "dataset":
        raise OrganisationFejl(f"{IKKE_JSONSTAT}: klassen er “{kind!s:.40}”; tilladt er “dataset”.")
    return data


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise OrganisationFejl(f"{IKKE_JSONSTAT}: “{name}” mangler.")
    return value


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise OrganisationFejl(f"{IKKE_JSONSTAT}: “{name}” mangler.")
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _or_empty(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _categories(name: str, dimension: Any) -> tuple[Kategori, ...]:
    """The dimension's categories in the order of the cells. One with a single category may leave its index out."""
    if not isinstance(dimension, dict):
        raise OrganisationFejl(f"Dimensionen {name} står i “id”, men beskrives ikke i “dimension”.")
    category = _or_empty(dimension.get("category"))
    labels = _or_empty(category.get("label"))
    index: Any = category.get("index", list(labels) if len(labels) == 1 else None)
    if isinstance(index, dict):
        places = list(index.values())
        if not all(type(place) is int for place in places) or sorted(places) != list(range(len(places))):
            raise OrganisationFejl(
                f"Dimensionen {name}: kategoriernes pladser skal være 0, 1, 2 og så videre."
            )
        index = sorted(index, key=index.__getitem__)
    if not isinstance(index, list) or not index or len(set(map(str, index))) != len(index):
        raise OrganisationFejl(f"Dimensionen {name} har ingen kategorier, eller den samme flere gange.")
    return tuple(Kategori(str(code), str(labels.get(code, code))) for code in index)


def _values(value: Any, expected: int) -> list[Decimal | None]:
    """The cells in order, from a list of all of them or an object of those that are given."""
    if isinstance(value, dict):
        places = {key: int(key) for key in value if key.isascii() and key.isdecimal() and len(key) < 12}
        if len(places) != len(value) or any(place >= expected for place in places.values()):
            raise OrganisationFejl(f"“value” har tal uden for datasættets {expected} celler.")
        cells: list[Any] = [None] * expected
        for key, place in places.items():
            cells[place] = value[key]
    else:
        cells = _list(value, "value")
    if len(cells) != expected:
        raise OrganisationFejl(f"“value” har {len(cells)} tal, men dimensionerne giver {expected} celler.")
    return [read_number(cell) for cell in cells]
