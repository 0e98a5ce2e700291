"""Charts as SVG: one drawing for the page, the PDF and the Word file.

Functions take plain rows and give SVG text. Drawing is done by a short-lived process (`diagram_tegner`, about
0.8 s) and kept on disk by the hash of what is drawn: it is drawn once for all workers. A chart is shown as an
image from an address of its own (`<c-chart src=…>`), so no page waits for it:

    def pipeline_svg(request):
        rows = [(fase.navn, fase.boliger) for fase in selectors.pipeline(request.user)]
        return svg_response(bar_chart(rows, titel="Boliger på vej", bredde=requested_width(request)))
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse

from almen.ui import formater
from almen.ui.diagramlager import make_drawing

FULL, WIDE, NARROW = 1040, 520, 320
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
Tal = int | Decimal
Polygoner = Sequence[Sequence[Sequence[tuple[Decimal, Decimal]]]]
MIO = 1_000_000


def bar_chart(
    rows: Sequence[tuple[str, Tal] | tuple[str, Tal, str]],
    *,
    titel: str,
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
) -> str:
    """Horizontal bars. rows: (category, value[, colour]); large amounts in "kr." are shown in millions."""
    skala, _ = _scale([row[1] for row in rows], enhed)
    prepared = [
        {"k": str(row[0]), "v": str(row[1]), "tekst": _figure(row[1], enhed, skala)}
        | ({"farve": row[2]} if len(row) == 3 else {})
        for row in rows
    ]
    return make_drawing("bar", prepared, titel=titel, beskrivelse=beskrivelse, bredde=bredde, skala=skala)


def stacked_bar_chart(
    rows: Sequence[tuple[str, str, Tal]],
    *,
    titel: str,
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
    staaende: bool = False,
    maerke: tuple[str, Sequence[tuple[str, Tal]]] | None = None,
) -> str:
    """Bars made of series. rows: (category, series, value), both orders as given; `staaende` for many years side by side.

    maerke: what a mark across lying bars stands for, and (category, value) where there is one.
    """
    skala, akse = _scale([row[2] for row in rows], enhed)
    return make_drawing(
        "stacked",
        _series(rows, enhed, skala),
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        skala=skala,
        akse=akse,
        hoejde=240,
        staaende=staaende,
        maerke={"navn": maerke[0], "vaerdier": [{"k": k, "v": str(v)} for k, v in maerke[1]]}
        if maerke
        else None,
    )


def line_chart(
    rows: Sequence[tuple[str, str, Tal | None]],
    *,
    titel: str,
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
    hoejde: int = 240,
    fra_nul: bool = True,
    baand: tuple[str, Tal, Tal] | None = None,
    skel: tuple[str, str] | None = None,
    spaend: Sequence[tuple[str, str, Tal, Tal]] = (),
) -> str:
    """Lines over time. rows: (point in time, series, value) in the order of time, None where nothing is known: the line breaks.

    baand: (name, from, to), drawn behind. skel: (name, point in time), an upright stroke there; the point needs no figure of
    its own. spaend: (point in time, series, from, to), each figure's uncertainty as a bar through it.
    """
    skala, akse = _scale([row[2] for row in rows if row[2] is not None], enhed)
    return make_drawing(
        "line",
        _series(rows, enhed, skala),
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        skala=skala,
        akse=akse,
        hoejde=hoejde,
        fra_nul=fra_nul,
        skel={"navn": skel[0], "k": skel[1]} if skel else None,
        **(
            {"spaend": [{"k": k, "s": s, "fra": str(a), "til": str(b)} for k, s, a, b in spaend]}
            if spaend
            else {}
        ),
        baand={"navn": baand[0], "fra": str(baand[1]), "til": str(baand[2])} if baand else None,
    )


@dataclass(frozen=True)
class Kortmaerke:
    """A mark on a map: where (WGS 84), of which series, and how large."""

    laengdegrad: float
    breddegrad: float
    serie: str
    vaerdi: int


@dataclass(frozen=True)
class Kortflade:
    """A surface on a map, over its areas: name, polygons of rings of (longitude, latitude), and its class."""

    navn: str
    polygoner: Polygoner
    klasse: str


def map_chart(
    omraader: Sequence[tuple[str, Polygoner, Tal | None]],
    maerker: Sequence[Kortmaerke],
    *,
    serier: Sequence[str],
    titel: str,
    flader: Sequence[Kortflade] = (),
    klasser: Sequence[str] = (),
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
) -> str:
    """Areas shaded by their figure, which is written on them, and marks whose shape and colour tell the series.

    omraader: (name, polygons of rings of (longitude, latitude), value); without value an area is a ground to find one's way on.
    flader: surfaces over them, told apart by colour, pattern and a number that the key below explains; `klasser` is their order.
    """
    order = list(dict.fromkeys([*klasser, *(item.klasse for item in flader)]))
    surfaces = sorted(flader, key=lambda item: (order.index(item.klasse), item.navn))
    areas = [
        {
            "k": navn,
            "v": None if value is None else str(value),
            "tekst": formater.decimal(value),
            "omrids": _rings(shape),
        }
        for navn, shape, value in omraader
    ]
    return make_drawing(
        "map",
        [{"k": item["k"], "tekst": item["tekst"]} for item in areas if item["v"] is not None]
        + [{"k": item.navn, "tekst": item.klasse} for item in surfaces],
        titel=titel,
        beskrivelse=beskrivelse,
        bredde=bredde,
        akse=enhed,
        omraader=areas,
        flader=[{"k": item.navn, "s": item.klasse, "omrids": _rings(item.polygoner)} for item in surfaces],
        klasser=order,
        maerker=[
            {"x": str(item.laengdegrad), "y": str(item.breddegrad), "s": item.serie, "v": item.vaerdi}
            for item in maerker
        ],
        serier=list(serier),
    )


def _rings(polygons: Polygoner) -> list[list[list[list[str]]]]:
    return [[[[str(x), str(y)] for x, y in ring] for ring in polygon] for polygon in polygons]


@dataclass(frozen=True)
class Hjulmaerke:
    """A mark on a year wheel: its month, the short sign in it, its state, and what both stand for."""

    maaned: int
    skilt: str
    serie: str
    navn: str
    tekst: str


def wheel_chart(
    maerker: Sequence[Hjulmaerke],
    *,
    serier: Sequence[str],
    titel: str,
    midte: str,
    nu: int | None = None,
    bredde: int = WIDE,
) -> str:
    """A year as twelve months in a ring with marks whose form and colour tell the series; month `nu` is shaded.

    Within a month the marks stand in the order given. `serier`: at most five, always in the same order.
    """
    rows = [
        {"k": f"{m.skilt} {m.navn}", "s": m.serie, "v": "1", "tekst": m.tekst, "m": m.maaned, "n": m.skilt}
        for m in maerker
    ]
    return make_drawing("wheel", rows, titel=titel, bredde=bredde, serier=list(serier), midte=midte, nu=nu)


def svg_response(svg: str, max_age: int = 300) -> HttpResponse:
    """The drawing as an answer: private, briefly kept by the browser, harmless when opened by itself.

    An image in a page cannot use the page's fonts, so the letters that it needs travel with it (22 kB).
    """
    return HttpResponse(
        svg.replace("</desc>", f"</desc>{_font_style()}", 1),
        content_type="image/svg+xml; charset=utf-8",
        headers={
            "Cache-Control": f"private, max-age={max_age}",
            "Content-Security-Policy": SVG_POLICY,
            "X-Content-Type-Options": "nosniff",
        },
    )


@lru_cache(maxsize=1)
def _font_style() -> str:
    path = finders.find("dkfds/fonts/IBMPlexSans/split/woff2/IBMPlexSans-Regular-Latin1.woff2")
    if not isinstance(path, str):
        return ""
    font = base64.b64encode(Path(path).read_bytes()).decode("ascii")
    source = f"url(data:font/woff2;base64,{font}) format('woff2')"
    return f"<style>@font-face{{font-family:'IBM Plex Sans';src:{source}}}</style>"


def requested_width(request: HttpRequest) -> int:
    """The width that `<c-chart>` asks for, so that letters stay readable: `?smal=1` on a phone, `?bred=1` over a whole page."""
    if request.GET.get("smal"):
        return NARROW
    return FULL if request.GET.get("bred") else WIDE


def _series(
    rows: Sequence[tuple[str, str, Tal | None]], enhed: str, skala: int
) -> list[dict[str, str | None]]:
    return [
        {"k": str(k), "s": s, "v": None, "tekst": formater.INGEN}
        if v is None
        else {"k": str(k), "s": s, "v": str(v), "tekst": _figure(v, enhed, skala)}
        for k, s, v in rows
    ]


def _scale(values: Sequence[Tal], enhed: str) -> tuple[int, str]:
    """Divisor and axis title: kroner are shown in millions once one of them is above a million."""
    if enhed == "kr." and any(abs(Decimal(v)) >= MIO for v in values):
        return MIO, "mio. kr."
    return 1, enhed


def _figure(value: Tal, enhed: str, skala: int) -> str:
    if skala == MIO:
        return formater.mio(value)
    tekst = formater.decimal(value)
    return f"{tekst} {enhed}" if enhed in ("kr.", "pct.", "m²") else tekst
