"""The cells of a spreadsheet file, CSV or XLSX, as text; guarded against files that are made to do harm."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import load_workbook

from almen.organisationer.services.rettigheder import OrganisationFejl

MAX_BYTES = 1_000_000
MAX_UNPACKED = 20_000_000
MAX_KOLONNER = 60
MAX_LINJER = 5_000
MAX_CELLE = 2_000
ULAESELIG = "Filen kan ikke læses. Gem den som CSV eller som Excel-projektmappe (.xlsx)."


def read_cells(fil: bytes) -> list[list[str]]:
    """Every line of the file (the first sheet of a workbook) as texts. Raises OrganisationFejl in Danish."""
    if len(fil) > MAX_BYTES:
        raise OrganisationFejl(f"Filen er for stor; højst {MAX_BYTES // 1_000_000} MB.")
    lines = _read_xlsx(fil) if fil.startswith(b"PK") else _read_csv(fil)
    if len(lines) > MAX_LINJER:
        raise OrganisationFejl(f"Filen har for mange linjer; højst {MAX_LINJER}.")
    if any(len(line) > MAX_KOLONNER for line in lines):
        raise OrganisationFejl(f"Filen har for mange kolonner; højst {MAX_KOLONNER}.")
    for number, line in enumerate(lines, start=1):
        if any(len(cell) > MAX_CELLE or "\x00" in cell for cell in line):
            raise OrganisationFejl(f"En celle i linje {number} er for lang eller indeholder ulæselige tegn.")
    return lines


def cells_as_csv(lines: Iterable[Sequence[str]]) -> str:
    """The cells as CSV text with semicolons, which `read_cells` reads back as the same cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(lines)
    return out.getvalue()


def _read_csv(fil: bytes) -> list[list[str]]:
    text = _decode(fil)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise OrganisationFejl(ULAESELIG) from None


def _decode(fil: bytes) -> str:
    try:
        return fil.decode("utf-8-sig")
    except UnicodeDecodeError:
        return fil.decode("cp1252", errors="replace")  # what Excel in Danish saves as CSV


def _read_xlsx(fil: bytes) -> list[list[str]]:
    try:
        _refuse_harmful(fil)
        workbook = load_workbook(io.BytesIO(fil), read_only=True, data_only=True)
        try:
            rows = workbook.worksheets[0].iter_rows(
                max_row=MAX_LINJER + 1, max_col=MAX_KOLONNER + 1, values_only=True
            )
            lines = [[_text(value) for value in row] for row in rows]
        finally:
            workbook.close()
    except OrganisationFejl:
        raise
    except Exception as error:  # a broken workbook fails in as many ways as there are parts in it
        raise OrganisationFejl(ULAESELIG) from error
    while lines and not any(lines[-1]):
        lines.pop()
    return [_trimmed(line) for line in lines]


def _refuse_harmful(fil: bytes) -> None:
    """A small file that unpacks to a huge one, or that defines entities, is refused before it is parsed."""
    with zipfile.ZipFile(io.BytesIO(fil)) as archive:
        if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
            raise OrganisationFejl("Filen fylder for meget, når den pakkes ud.")
        for item in archive.infolist():
            if b"<!DOCTYPE" in archive.read(item).upper():
                raise OrganisationFejl(ULAESELIG)


def _trimmed(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line.pop()
    return line


def _text(value: Any) -> str:
    """A cell's value as a person would have typed it into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value)
