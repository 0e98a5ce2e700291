"""Figures on the housing stock, and the files they come in."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from almen.boligmasse.models import Boligtal
from almen.boligmasse.services import Talinput, register_boligtal
from almen.organisationer.models import Import
from almen.organisationer.services import save_import, start_import
from almen.organisationer.services.importart import arter

KILDEN = (("almen", "19.1"), ("andel", "29.8"), ("ejer", "21.7"), ("privat_udlejning", "29.8"))
LAEST = dt.date(2026, 1, 2)


def tal(ejerform: str = "almen", vaerdi: str | None = "100", **more) -> Talinput:
    """A number in the stock of 2023, unless said otherwise."""
    values = {"emne": "bestand", "aar": 2023, "enhed": "antal", "kilde": "Prøvekilde", "laest": LAEST}
    number = None if vaerdi is None else Decimal(vaerdi)
    return Talinput(**{**values, "sikkerhed": "sikker", "ejerform": ejerform, "vaerdi": number, **more})


@pytest.fixture
def put(sagsbehandler):
    """Registers figures."""

    def act(*figures: Talinput, **more) -> list[Boligtal]:
        return [register_boligtal(bruger=sagsbehandler, tal=item, **more) for item in figures]

    return act


@pytest.fixture
def kilden(put) -> list[Boligtal]:
    """The source document's own shares of 2024."""
    return put(*(tal(ejerform, vaerdi, aar=2024, enhed="andel") for ejerform, vaerdi in KILDEN))


def read(bruger, content: bytes | str, navn: str = "tal.csv") -> Import:
    fil = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return start_import(bruger=bruger, art=arter()["boligtal"], filnavn=navn, fil=fil)


def save(bruger, content: bytes | str, navn: str = "tal.csv") -> Import:
    hentet = read(bruger, content, navn)
    save_import(bruger=bruger, hentet=hentet)
    return hentet


def faults(hentet: Import) -> dict[tuple[int, str], str]:
    return {(item.linje, item.kolonne): item.besked for item in hentet.fejl.all()}


def cube(dimensions: dict[str, list], values, *, old: bool = False, **more) -> dict:
    """A JSON-stat dataset of version 2; `old`: as the Statbank sends it. A category is a code or (code, text)."""
    pairs = {
        name: [c if isinstance(c, tuple) else (c, c) for c in items] for name, items in dimensions.items()
    }
    described = {
        name: {
            "label": name,
            "category": {"index": {code: i for i, (code, _) in enumerate(items)}, "label": dict(items)},
        }
        for name, items in pairs.items()
    }
    head = {"id": list(pairs), "size": [len(items) for items in pairs.values()]}
    data = {
        "label": "Boliger",
        "source": "Danmarks Statistik",
        "updated": "2026-02-10T07:00:00Z",
        "value": values,
    }
    if old:
        return {"dataset": {**data, "dimension": {**described, **head}, **more}}
    return {"version": "2.0", "class": "dataset", **data, **head, "dimension": described, **more}


def as_text(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False)
