"""The PDF: a Typst template, tagged after PDF/UA-1, with title, language and the paper's own day."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from almen.papirer.papir import Papir
from almen.papirer.skabelon import Skabelon, SkabelonFejl, content_of, find_skabelon, unknown_field

_UNKNOWN = re.compile(r'does not contain key "([^"]+)"')
# What would let one file reach others, fetch packages, or make code out of text. Not even in a comment: where a comment
# ends is for Typst to know.
_REACHES_OUT = re.compile(r"\b(import|include|eval|plugin|std)\b")


def build_pdf(papir: Papir, kommune: str, skabelon: Skabelon | None = None) -> bytes:
    """The paper as a PDF/UA file; the same paper and template give the same bytes. Raises SkabelonFejl.

    The paper reaches the template as JSON, so its texts are texts. A file of the municipality reads pictures and fonts in
    its own folder only; an uploaded one reads nothing, and no template imports anything.
    """
    import typst  # with Word's library 8 MB, which workers that write no papers need not carry

    used = skabelon or find_skabelon(kommune, papir.art, "typ")
    source = _source(used)
    day = papir.dato
    context = papir.to_context() | {"dag": {"aar": day.year, "maaned": day.month, "dag": day.day}}
    with tempfile.TemporaryDirectory(prefix="almen-papir-") as nothing:
        folder = used.parent if isinstance(used, Path) else Path(nothing)
        settings: dict[str, Any] = {
            "root": folder,
            "font_paths": [folder],
            "ignore_system_fonts": True,
            "sys_inputs": {"papir": json.dumps(context, ensure_ascii=False)},
            "pdf_standards": "ua-1",
            "timestamp": int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()),
            "package_path": nothing,
            "package_cache_path": nothing,
        }
        try:
            result = typst.compile(source.encode(), **settings)
        except typst.TypstError as error:
            if found := _UNKNOWN.search(str(error)):
                raise unknown_field(used, found.group(1), sted=_line(source, found.group(1))) from None
            raise SkabelonFejl(used, f"kan ikke sættes: {error}") from None
    return bytes(result)


def _source(skabelon: Skabelon) -> str:
    """The template's text. Raises SkabelonFejl if it is none, or reaches for anything but the paper."""
    try:
        source = content_of(skabelon).decode("utf-8")
    except UnicodeDecodeError:
        raise SkabelonFejl(skabelon, "er ikke tekst i UTF-8.") from None
    if found := _REACHES_OUT.search(source):
        raise SkabelonFejl(
            skabelon,
            f"bruger “{found.group(1)}” ({_line(source, found.group(1))}). En skabelon må ikke hente andre filer, pakker eller kode.",
        )
    return source


def _line(source: str, navn: str) -> str:
    """The first line that the name stands in; empty if nowhere."""
    named = re.compile(rf"\b{re.escape(navn)}\b")
    lines = enumerate(source.splitlines(), start=1)
    return next((f"linje {nummer}" for nummer, line in lines if named.search(line)), "")
