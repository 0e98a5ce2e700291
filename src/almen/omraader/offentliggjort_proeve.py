"""How the projections do on the state's published lists of 2010-2017; the figures are measured, the rows are not ours to ship.

`offentliggjort_proeve.yaml` is written by what a test computes from the research folder, and the same test holds it against the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from almen.omraader.tilbageproeve import choose_metoder, measure_all, try_indikator, try_klasser
from almen.sagsgang.yamltekst import read_yaml

FIL = Path(__file__).with_name("offentliggjort_proeve.yaml")
KOLONNER = {
    "residents": "beboere",
    "nonwestern_pct": "ikkevestlige_pct",
    "outside_work_pct": "uden_for_arbejdsmarked_pct",
    "convicted_pct": "doemte_pct",
    "basic_school_pct": "grundskole_pct",
    "income_pct_of_region": "indkomst_pct",
}
SIDSTE = 2017


@lru_cache(maxsize=1)
def published_proeve() -> Mapping[str, Any]:
    """The measured result, as shown beside the system's own: `fra`, `til`, `kilde`, `indikatorer`, `klasser`."""
    return dict(read_yaml(FIL.read_text(encoding="utf-8")))


def measure_published(rows: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The result of trying the projections on published rows (columns of `area-list-cases.csv`), as the file keeps it."""
    series: dict[Any, dict[str, dict[int, float]]] = {}
    classes: dict[Any, dict[int, str]] = {}
    for row in rows:
        year, area = int(row["year"][:4]), (row["municipality"], row["area"])
        if year > SIDSTE:
            continue
        for column, name in KOLONNER.items():
            if row[column]:
                series.setdefault(area, {}).setdefault(name, {})[year] = float(Decimal(row[column]))
        listed = row["published_classes"].startswith("ghettoomraade")
        classes.setdefault(area, {})[year] = "ghettoomraade" if listed else ""
    spreads = measure_all(series)
    tried = {name: try_indikator(name, series, spread) for name, spread in spreads.items()}
    chosen = choose_metoder(tried)
    return {
        "indikatorer": [
            {
                "indikator": name,
                "metode": str(best.metode),
                "proevet": best.proevet,
                "fejl": f"{best.fejl:.2f}",
                "i_intervallet_pct": round(best.i_intervallet * 100),
            }
            for name in KOLONNER.values()
            if (best := next(iter(tried.get(name, ())), None)) is not None
        ],
        "klasser": try_klasser(series, classes, {}, spreads, chosen).to_dict(),
    }
