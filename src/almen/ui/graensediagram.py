"""Figures held against dated limits: over time for one area or many, and how far each figure is from its limit today."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from almen.ui import formater
from almen.ui.diagramlager import make_drawing
from almen.ui.diagrammer import WIDE, Tal

# A comparison as the rules name it (`regler.omraadeklasse.Sammenligning`): its word, and how it is made.
SAMMENLIGNINGER = {
    "gt": ("over", operator.gt),
    "gte": ("mindst", operator.ge),
    "lt": ("under", operator.lt),
    "lte": ("højst", operator.le),
}
STANDE = {True: "opfyldt", False: "ikke opfyldt", None: "kan ikke afgøres"}
MAALSTANDE = {True: "målet nået", False: "målet ikke nået", None: "kan ikke afgøres"}


@dataclass(frozen=True)
class Udvikling:
    """A figure over the years, and the limit it is held against.

    tal, graenser: (year, figure as printed), (year, the limit of that year[, its comparison, if not `sammenligning`]);
    years without are gaps.
    fremskrivning: (year, expected, lowest, highest) of coming years; without uncertainty the three are the same.
    maal: the day on which the figure should keep the limit; then the limit is a goal and holds in every year.
    """

    navn: str
    tal: Sequence[tuple[int, Tal]]
    graenser: Sequence[tuple[int, Tal] | tuple[int, Tal, str]]
    sammenligning: str
    enhed: str = "pct."
    fremskrivning: Sequence[tuple[int, Tal, Tal, Tal]] = ()
    maal: dt.date | None = None


def threshold_chart(
    udvikling: Udvikling,
    *,
    titel: str,
    fremskrevet: str = "fremskrivning",
    beskrivelse: str = "",
    bredde: int = WIDE,
    hoejde: int = 260,
) -> str:
    """One figure over the years with its limit; `fremskrevet` is what the coming years are called."""
    panel = _prepare(udvikling)
    rows = [
        {
            "k": str(item["aar"]),
            "tekst": ", ".join(filter(None, (item["langt"], item["graense"], item["ord"]))),
        }
        for item in panel["tal"]
    ]
    rows += [{"k": str(item["aar"]), "tekst": f"{item['langt']}, {fremskrevet}"} for item in panel["frem"]]
    return make_drawing(
        "threshold",
        rows,
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        hoejde=hoejde,
        paneler=[panel],
        fremskrevet=fremskrevet,
    )


def multiples_chart(
    udviklinger: Sequence[Udvikling],
    *,
    titel: str,
    faelles_skala: bool = True,
    fremskrevet: str = "fremskrivning",
    beskrivelse: str = "",
    bredde: int = WIDE,
) -> str:
    """A small drawing for each, in columns, all over the same years.

    faelles_skala: the same figure of many areas is drawn to one scale; different figures of one area are not.
    """
    panels = [_prepare(item) for item in udviklinger]
    rows = [
        {
            "k": panel["navn"],
            "tekst": ", ".join(filter(None, (panel["seneste"], panel["graense"], panel["ord"]))),
        }
        for panel in panels
    ]
    return make_drawing(
        "multiples",
        rows if any(panel["tal"] for panel in panels) else [],
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        paneler=panels,
        faelles=faelles_skala,
        fremskrevet=fremskrevet,
    )


@dataclass(frozen=True)
class Afstand:
    """A criterion today: the figure, its limit, and whether it is met as the rules found it (None: cannot be decided).

    gruppe: the heading it stands under, such as the class whose criterion it is.
    """

    navn: str
    vaerdi: Tal | None
    graense: Tal | None
    sammenligning: str
    opfyldt: bool | None
    enhed: str = "pct."
    gruppe: str = ""


def distance_chart(rows: Sequence[Afstand], *, titel: str, beskrivelse: str = "", bredde: int = WIDE) -> str:
    """How far each figure is from its limit, in percent of the limit: to the right where the criterion is met."""
    order = list(dict.fromkeys(row.gruppe for row in rows))
    prepared = [_prepare_distance(row) for row in sorted(rows, key=lambda row: order.index(row.gruppe))]
    return make_drawing("distance", prepared, titel=titel, beskrivelse=beskrivelse, bredde=bredde)


def _prepare_distance(row: Afstand) -> dict[str, Any]:
    word, _ = SAMMENLIGNINGER[row.sammenligning]
    state = STANDE[row.opfyldt].capitalize()
    percent, away = None, ""
    if row.vaerdi is None:
        said = f"{state}: tallet mangler"
    elif row.graense is None:
        said = f"{state}: {_figure(row.vaerdi, row.enhed)}, grænsen kendes ikke"
    else:
        said = (
            f"{state}: {_figure(row.vaerdi, row.enhed)}, grænsen er {word} {_figure(row.graense, row.enhed)}"
        )
        difference = Decimal(row.vaerdi) - Decimal(row.graense)
        away = "præcis på grænsen"
        if row.graense:
            percent = difference / Decimal(row.graense) * 100
        if difference:
            side = "over" if difference > 0 else "under"
            away = f"{formater.decimal(abs(difference))} {side} grænsen{_share(percent)}"
    counts_up = row.sammenligning in ("gt", "gte")
    return {
        "k": ", ".join(filter(None, (row.gruppe, row.navn))),
        "tekst": ", ".join(filter(None, (said, away))),
        "navn": row.navn,
        "gruppe": row.gruppe,
        "stand": row.opfyldt,
        "pct": None if percent is None else str(percent if counts_up else -percent),
        "ord": said,
        "afstand": away,
    }


def _share(percent: Decimal | None) -> str:
    """Of the limit, in percent with one decimal; what is not nothing is never written as nothing."""
    if percent is None:
        return ""
    small = abs(percent) < Decimal("0.05")
    return f" ({'under 0,1' if small else formater.decimal(abs(percent), 1)} pct. af den)"


def _prepare(item: Udvikling) -> dict[str, Any]:
    """A development as the drawing program reads it: places as text, and every word that is written."""
    limits = {row[0]: row[1] for row in item.graenser}
    ways = {row[0]: row[2] for row in item.graenser if len(row) == 3}
    if item.maal and item.graenser:
        years = [*dict(item.tal), *limits, *(row[0] for row in item.fremskrivning)]
        limits = dict.fromkeys(range(min(years), max(*years, item.maal.year) + 1), item.graenser[-1][1])
    words = MAALSTANDE if item.maal else STANDE

    def judge(year: int, value: Tal) -> dict[str, Any]:
        limit = limits.get(year)
        word, compare = SAMMENLIGNINGER[ways.get(year, item.sammenligning)]
        state = None if limit is None else bool(compare(Decimal(value), Decimal(limit)))
        said = (
            "" if limit is None else f"{'mål' if item.maal else 'grænse'} {word} {_figure(limit, item.enhed)}"
        )
        return {"stand": state, "ord": words[state] if limit is not None else "", "graense": said}

    figures = [
        {
            "aar": year,
            "v": str(value),
            "tekst": formater.decimal(value),
            "langt": _figure(value, item.enhed),
            **judge(year, value),
        }
        for year, value in sorted(item.tal)
    ]
    coming = [
        {
            "aar": year,
            "v": str(value),
            "lav": str(low),
            "hoej": str(high),
            "tekst": formater.decimal(value),
            "langt": _expected(value, low, high, item.enhed),
        }
        for year, value, low, high in sorted(item.fremskrivning)
    ]
    last = figures[-1] if figures else None
    return {
        "navn": item.navn,
        "enhed": item.enhed,
        "tal": figures,
        "frem": coming,
        "graenser": [
            {
                "aar": year,
                "v": str(limit),
                "tekst": formater.decimal(limit),
                "langt": f"{SAMMENLIGNINGER[ways.get(year, item.sammenligning)][0]} {_figure(limit, item.enhed)}",
            }
            for year, limit in sorted(limits.items())
        ],
        "opad": item.sammenligning in ("gt", "gte"),
        "maal": {"aar": item.maal.year, "tekst": f"mål {formater.dato_kort(item.maal)}"}
        if item.maal
        else None,
        "seneste": f"{last['langt']} i {last['aar']}" if last else "ingen tal",
        "stand": last["stand"] if last else None,
        "graense": last["graense"] if last else "",
        "ord": last["ord"] if last else "",
    }


def _expected(value: Tal, low: Tal, high: Tal, enhed: str) -> str:
    said = _figure(value, enhed)
    return said if low == high else f"{said} ({formater.decimal(low)} til {formater.decimal(high)})"


def _figure(value: Tal, enhed: str) -> str:
    return f"{formater.decimal(value)} {enhed}".rstrip()
