"""How large a share has not been settled after so many days: one step curve a group, with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almen.ui import formater
from almen.ui.diagramlager import make_drawing
from almen.ui.diagrammer import WIDE

Punkt = Sequence[
    float
]  # day, percent left, its lowest and highest: whatever the statistics give, only to be drawn


@dataclass(frozen=True)
class Kurve:
    """A group: its name, what is said of it in words, its points in order, and the last day on which one of it was seen."""

    navn: str
    tekst: str
    punkter: Sequence[Punkt]
    til_dag: int | None = None


def survival_chart(
    kurver: Sequence[Kurve], *, titel: str, beskrivelse: str = "", bredde: int = WIDE, hoejde: int = 260
) -> str:
    """Kaplan–Meier curves (at most four) from 100 percent on day 0; the dotted line is where half are settled."""
    drawn = [item for item in kurver if item.punkter]
    return make_drawing(
        "trappe",
        [{"k": item.navn, "s": item.navn, "tekst": item.tekst} for item in drawn],
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        hoejde=hoejde,
        akse="pct. ikke afsluttet",
        akse_x="dage",
        kurver=[{"s": item.navn, "punkter": _steps(item)} for item in drawn],
    )


def _steps(kurve: Kurve) -> list[list[float]]:
    points: list[list[float]] = [[0, 100, 100, 100], *(list(point) for point in kurve.punkter)]
    if kurve.til_dag is not None and kurve.til_dag > points[-1][0]:
        points.append([kurve.til_dag, *points[-1][1:]])
    return points


def said_of(antal: int, median: int | None) -> str:
    """A group in words, for those who cannot see its curve."""
    half = (
        "medianen er ikke nået"
        if median is None
        else f"halvdelen er afsluttet efter {formater.heltal(median)} dage"
    )
    return f"{formater.heltal(antal)} forløb, {half}"
