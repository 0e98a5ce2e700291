"""How things go from step to step: lanes for those who act, rows for the steps, and arrows as wide as there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almen.ui import formater
from almen.ui.diagramlager import make_drawing
from almen.ui.diagrammer import FULL


@dataclass(frozen=True)
class Flowbane:
    """Who acts: the short name that heads the lane, and the whole name."""

    id: str
    kort: str
    navn: str


@dataclass(frozen=True)
class Flowtrin:
    """A step: its number and name, whose lane it stands in, how many are done, and how many wait.

    fase: the heading that it and the steps after it stand under.
    """

    id: str
    nummer: int
    navn: str
    fase: str
    bane: str
    udfoert: int
    venter: int


@dataclass(frozen=True)
class Flowpil:
    """What came to the step `til` by the decision on `fra` (empty: as the first).

    antal: how wide the arrow is; tekst: what is written at it; tilbage: it was sent back.
    """

    fra: str
    til: str
    antal: int
    tekst: str
    tilbage: bool = False


def flow_chart(
    trin: Sequence[Flowtrin],
    pile: Sequence[Flowpil],
    *,
    baner: Sequence[Flowbane],
    titel: str,
    beskrivelse: str = "",
    bredde: int = FULL,
) -> str:
    """The steps in the order given; arrows name steps that are among them. Below 700 px a list of arrows instead of lanes."""
    steps, lanes = {item.id: item for item in trin}, {item.id: item for item in baner}
    order = {item.id: number for number, item in enumerate(trin)}
    rows = [
        {
            "k": f"{_from(steps, item)} til {steps[item.til].navn}",
            "s": "(sendt tilbage)" if item.tilbage else "",
            "tekst": item.tekst,
            "fra": item.fra,
            "til": item.til,
            "antal": item.antal,
            "tilbage": item.tilbage,
        }
        for item in sorted(pile, key=lambda item: (order[item.til], item.tilbage, order.get(item.fra, -1)))
    ]
    return make_drawing(
        "flow",
        rows,
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        trin=[
            {
                "id": item.id,
                "nummer": item.nummer,
                "navn": item.navn,
                "fase": item.fase,
                "bane": item.bane,
                "udfoert": formater.heltal(item.udfoert),
                "venter": formater.heltal(item.venter) if item.venter else "",
                "hvem": lanes[item.bane].navn,
                "stand": f"{formater.heltal(item.udfoert)} udført"
                + (f", {formater.heltal(item.venter)} venter" if item.venter else ""),
            }
            for item in trin
        ],
        baner=[{"id": item.id, "kort": item.kort} for item in baner],
    )


def _from(steps: dict[str, Flowtrin], item: Flowpil) -> str:
    return f"Fra {steps[item.fra].navn}" if item.fra else "Fra sagens åbning"
