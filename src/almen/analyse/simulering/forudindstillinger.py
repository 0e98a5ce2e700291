"""The scenarios that stand ready: one YAML file each in `analyse/scenarier`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from almen.analyse.simulering.scenarie import parse_scenarie, read_scenarie

MAPPE = Path(__file__).resolve().parents[1] / "scenarier"


@dataclass(frozen=True)
class Forudindstilling:
    """A scenario that stands ready: `data` is what `read_scenarie` reads and a form begins with."""

    id: str
    navn: str
    beskrivelse: str
    data: dict[str, Any]


@lru_cache(maxsize=1)
def presets() -> tuple[Forudindstilling, ...]:
    """Every ready scenario, in the order of the files. They name versions by `gaeldende` and `forrige` and may not fit each municipality."""
    return tuple(_read(path) for path in sorted(MAPPE.glob("*.yaml")))


def _read(path: Path) -> Forudindstilling:
    data = parse_scenarie(path.read_text(encoding="utf-8"))
    scenarie = read_scenarie(data)
    return Forudindstilling(path.stem.split("-", 1)[1], scenarie.navn, scenarie.beskrivelse, data)
