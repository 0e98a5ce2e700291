"""The PDF: a Typst template, tagged after PDF/UA-1, with title, language and the paper's own day."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from almen.papirer.papir import Papir
from almen.papirer.skabelon import SkabelonFejl, find_skabelon, unknown_field

_UNKNOWN = re.compile(r'does not contain key "([^"]+)"')


def build_pdf(papir: Papir, kommune: str, skabelon: Path | None = None) -> bytes:
    """The paper as a PDF/UA file; the same paper and template give the same bytes. Raises SkabelonFejl.

    The paper reaches the template as JSON, so its texts are texts. Files and fonts are read from the template's folder only.
    """
    import typst  # with Word's library 8 MB, which workers that write no papers need not carry

    path = skabelon or find_skabelon(kommune, papir.art, "typ")
    day = papir.dato
    context = papir.to_context() | {"dag": {"aar": day.year, "maaned": day.month, "dag": day.day}}
    try:
        result = typst.compile(
            path,
            root=path.parent,
            font_paths=[path.parent],
            ignore_system_fonts=True,
            sys_inputs={"papir": json.dumps(context, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()),
        )
    except typst.TypstError as error:
        if found := _UNKNOWN.search(str(error)):
            raise unknown_field(path, found.group(1)) from None
        raise SkabelonFejl(path, f"kan ikke sættes: {error}") from None
    return bytes(result)
