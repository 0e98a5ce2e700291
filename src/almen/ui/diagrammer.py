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
import contextlib
import fcntl
import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse

from almen.ui import diagram_tegner, formater

log = logging.getLogger(__name__)

WIDE, NARROW = 520, 320
TIMEOUT_SECONDS = 30
KEEP_DAYS = 30
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
    return _drawing("bar", prepared, titel, beskrivelse, bredde, skala, "")


def stacked_bar_chart(
    rows: Sequence[tuple[str, str, Tal]],
    *,
    titel: str,
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
    staaende: bool = False,
) -> str:
    """Bars made of series. rows: (category, series, value), both orders as given; `staaende` for many years side by side."""
    skala, akse = _scale([row[2] for row in rows], enhed)
    prepared = _series(rows, enhed, skala)
    return _drawing("stacked", prepared, titel, beskrivelse, bredde, skala, akse, mere={"staaende": staaende})


def line_chart(
    rows: Sequence[tuple[str, str, Tal]],
    *,
    titel: str,
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
    hoejde: int = 240,
    fra_nul: bool = True,
    baand: tuple[str, Tal, Tal] | None = None,
) -> str:
    """Lines over time. rows: (point in time, series, value) in the order of time; baand: (name, from, to), drawn behind."""
    skala, akse = _scale([row[2] for row in rows], enhed)
    prepared = _series(rows, enhed, skala)
    more = {"baand": {"navn": baand[0], "fra": str(baand[1]), "til": str(baand[2])}} if baand else None
    return _drawing("line", prepared, titel, beskrivelse, bredde, skala, akse, hoejde, fra_nul, more)


@dataclass(frozen=True)
class Kortmaerke:
    """A mark on a map: where (WGS 84), of which series, and how large."""

    laengdegrad: float
    breddegrad: float
    serie: str
    vaerdi: int


def map_chart(
    omraader: Sequence[tuple[str, Polygoner, Tal]],
    maerker: Sequence[Kortmaerke],
    *,
    serier: Sequence[str],
    titel: str,
    enhed: str = "",
    beskrivelse: str = "",
    bredde: int = WIDE,
) -> str:
    """Areas shaded by their figure, which is written on them, and marks whose shape and colour tell the series.

    omraader: (name, polygons of rings of (longitude, latitude), value).
    """
    rows = [{"k": navn, "v": str(value), "tekst": formater.decimal(value)} for navn, _, value in omraader]
    shapes = [
        [[[[str(x), str(y)] for x, y in ring] for ring in polygon] for polygon in polygons]
        for _, polygons, _ in omraader
    ]
    marks = [
        {"x": str(item.laengdegrad), "y": str(item.breddegrad), "s": item.serie, "v": item.vaerdi}
        for item in maerker
    ]
    more = {"omrids": shapes, "maerker": marks, "serier": list(serier)}
    return _drawing("map", rows, titel, beskrivelse, bredde, 1, enhed, mere=more)


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
    more = {"serier": list(serier), "midte": midte, "nu": nu}
    return _drawing("wheel", rows, titel, "", bredde, 1, "", mere=more)  # type: ignore[arg-type]


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
def _look() -> str:
    """Fingerprint of the drawing program: drawings of an older look are not found any more."""
    return hashlib.sha256(Path(diagram_tegner.__file__).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _font_style() -> str:
    path = finders.find("dkfds/fonts/IBMPlexSans/split/woff2/IBMPlexSans-Regular-Latin1.woff2")
    if not isinstance(path, str):
        return ""
    font = base64.b64encode(Path(path).read_bytes()).decode("ascii")
    source = f"url(data:font/woff2;base64,{font}) format('woff2')"
    return f"<style>@font-face{{font-family:'IBM Plex Sans';src:{source}}}</style>"


def requested_width(request: HttpRequest) -> int:
    """The width that `<c-chart>` asks for: `?smal=1` on a phone, so that letters stay readable."""
    return NARROW if request.GET.get("smal") else WIDE


def _series(rows: Sequence[tuple[str, str, Tal]], enhed: str, skala: int) -> list[dict[str, str]]:
    return [{"k": str(k), "s": s, "v": str(v), "tekst": _figure(v, enhed, skala)} for k, s, v in rows]


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


def _drawing(
    form: str,
    rows: list[dict[str, str]],
    titel: str,
    beskrivelse: str,
    bredde: int,
    skala: int,
    akse: str,
    hoejde: int = 240,
    fra_nul: bool = True,
    mere: dict[str, Any] | None = None,
) -> str:
    """The drawing from the folder, or drawn and put there; a text instead when there is nothing to draw."""
    if not rows:
        return _notice(titel, "Der er ingen tal at vise endnu.", bredde)
    figures = "; ".join(
        " ".join(filter(None, (r["k"], r.get("s", "")))) + f": {r['tekst']}" for r in rows[:60]
    )
    chart = {
        "form": form,
        "rows": rows,
        "titel": titel,
        "beskrivelse": f"{beskrivelse}. {figures}" if beskrivelse else figures,
        "bredde": bredde,
        "hoejde": hoejde,
        "skala": skala,
        "akse": akse,
        "fra_nul": fra_nul,
        **(mere or {}),
    }
    text = json.dumps(chart, ensure_ascii=False, sort_keys=True)
    path = _folder() / f"{hashlib.sha256(f'{_look()}{text}'.encode()).hexdigest()[:40]}.svg"
    if (svg := _stored(path)) is not None:
        return svg
    with _one_at_a_time():
        if (svg := _stored(path)) is not None:
            return svg
        try:
            svg = _draw(text)
        except (OSError, subprocess.SubprocessError) as error:
            log.error("Diagrammet %r kunne ikke tegnes: %s", titel, getattr(error, "stderr", "") or error)
            return _notice(titel, "Diagrammet kunne ikke tegnes. Tallene står i tabellen.", bredde)
        _store(path, svg)
    return svg


def _draw(chart: str) -> str:
    source = str(Path(__file__).resolve().parents[2])
    fonts = finders.find("dkfds/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Regular.ttf")
    folder = str(Path(fonts).parent) if isinstance(fonts, str) else ""
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8", "ALMEN_SKRIFTER": folder}
    done = subprocess.run(  # a fixed command; the chart goes through standard input
        [sys.executable, "-m", "almen.ui.diagram_tegner"],
        input=chart,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=True,
        env=environment,
    )
    return done.stdout


def _folder() -> Path:
    folder = Path(settings.ALMEN_DATA) / "diagrammer"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _stored(path: Path) -> str | None:
    try:
        svg = path.read_text(encoding="utf-8")
        os.utime(path)
    except OSError:
        return None
    return svg


def _store(path: Path, svg: str) -> None:
    """Written whole or not at all, and the drawings that nobody has asked for in a month go."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
    ) as file:
        file.write(svg)
    os.replace(file.name, path)
    oldest = time.time() - KEEP_DAYS * 86400
    for old in path.parent.glob("*.svg"):
        with contextlib.suppress(OSError):
            if old.stat().st_mtime < oldest:
                old.unlink()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One drawing process on the machine at a time, however many workers want one."""
    with (_folder() / "laas").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _notice(titel: str, tekst: str, bredde: int) -> str:
    """A drawing that says why there is none."""
    attributes: dict[str, Any] = {"x": bredde // 2, "y": 64, "text-anchor": "middle", "font-size": 14}
    attributes |= {"font-family": "IBM Plex Sans, system-ui, sans-serif", "fill": "#555d6a"}
    placed = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{bredde}" height="120" '
        f'viewBox="0 0 {bredde} 120"><title>{escape(titel)}</title><desc>{escape(tekst)}</desc>'
        f"<text {placed}>{escape(tekst)}</text></svg>"
    )
