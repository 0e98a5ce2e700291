"""The lettings that a proposal keeps, as pages and papers show them: text, as they were when it was raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from almen.organisationer.models import Boligtype

UNKNOWN = "ikke oplyst"


@dataclass(frozen=True)
class Visttal:
    """One afdeling's kept figures on flexible letting, in words."""

    navn: str
    i_alt: str
    andel: str
    aftalt: str
    dom: str


def kept_rows(kept: Mapping[str, Any] | None) -> list[Visttal]:
    """The rows that `selectors.forslag.kept_figures` wrote; none where the proposal keeps none."""
    found = []
    for row in (kept or {}).get("afdelinger", ()):
        flexible = row["veje"]["fleksibel"]
        low, high = flexible["nedre"], flexible["oevre"]
        share = (
            UNKNOWN
            if flexible["andel"] is None
            else f"{_comma(flexible['andel'])} pct. ({_comma(low)}–{_comma(high)})"
        )
        found.append(
            Visttal(
                f"{row['navn']}, {str(Boligtype(row['boligtype']).label).lower()}",
                UNKNOWN if row["i_alt"] is None else str(row["i_alt"]),
                share,
                UNKNOWN if flexible["aftalt"] is None else f"{_comma(flexible['aftalt'])} pct.",
                flexible["dom"],
            )
        )
    return found


def _comma(text: str) -> str:
    return text.replace(".", ",")
