"""Where drawings come from: drawn once for all workers by a short-lived process, kept on disk by the hash of what is drawn."""

from __future__ import annotations

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
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.staticfiles import finders

log = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent
TIMEOUT_SECONDS = 30
KEEP_DAYS = 30
SPOKEN = 60  # rows that the alternative text tells; the rest stand in the table


def make_drawing(
    form: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    titel: str,
    bredde: int,
    beskrivelse: str = "",
    **mere: Any,
) -> str:
    """The drawing from the folder, or drawn and put there; a text instead when there is nothing to draw.

    rows: what is drawn; `k`, perhaps `s`, and `tekst` of each are its words for those who cannot see it.
    mere: what else the form `form` needs (`almen.ui.diagram_tegner`), as JSON knows it; numbers as text.
    """
    if not rows:
        return _notice(titel, "Der er ingen tal at vise endnu.", bredde)
    figures = "; ".join(
        " ".join(filter(None, (r["k"], r.get("s", "")))) + f": {r['tekst']}" for r in rows[:SPOKEN]
    )
    chart = {
        "form": form,
        "rows": rows,
        "titel": titel,
        "beskrivelse": f"{beskrivelse}. {figures}" if beskrivelse else figures,
        "bredde": bredde,
        **mere,
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


@lru_cache(maxsize=1)
def _look() -> str:
    """Fingerprint of the drawing program, all its files: drawings of an older look are not found any more."""
    files = [HERE / "diagram_tegner.py", *sorted((HERE / "tegnere").glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


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
