"""The cells of a spreadsheet file, CSV or XLSX, as text, line by line; guarded against files that are made to do harm."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import IO, Any

from openpyxl import load_workbook

from almen.organisationer.services.rettigheder import OrganisationFejl

# Sixty thousand afdelinger with every column filled fit in it twice.
MAX_BYTES = 30_000_000
MAX_UNPACKED = 300_000_000
MAX_KOLONNER = 60
MAX_CELLE = 2_000
CHUNK = 1 << 16
ULAESELIG = "Filen kan ikke læses. Gem den som CSV eller som Excel-projektmappe (.xlsx)."


def stream_cells(fil: IO[bytes], *, decimaler: bool = False) -> Generator[list[str], None, None]:
    """Every line of the file (the first sheet of a workbook) as texts, one at a time.

    `decimaler`: a workbook's number has at least the decimals that it is shown with (2.7 as 0.00 is "2,70").
    A CSV file is never held whole; of a workbook only its table of texts is. Raises OrganisationFejl, also midway.
    """
    if fil.seek(0, io.SEEK_END) > MAX_BYTES:
        raise OrganisationFejl(f"Filen er for stor; højst {MAX_BYTES // 1_000_000} MB.")
    fil.seek(0)
    start = fil.read(2)
    lines = _stream_xlsx(fil, decimaler) if start == b"PK" else _stream_csv(fil)
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_KOLONNER:
            raise OrganisationFejl(f"Filen har for mange kolonner; højst {MAX_KOLONNER}.")
        if any(len(cell) > MAX_CELLE or "\x00" in cell for cell in line):
            raise OrganisationFejl(f"En celle i linje {number} er for lang eller indeholder ulæselige tegn.")
        yield line


def cells_as_csv(lines: Iterable[Sequence[str]]) -> str:
    """The cells as CSV text with semicolons, which `stream_cells` reads back as the same cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(lines)
    return out.getvalue()


def estimate_lines(fil: IO[bytes]) -> int:
    """About how many lines the file has below the first: for a progress bar, no more. 0 if it does not tell."""
    fil.seek(0)
    if fil.read(2) != b"PK":
        fil.seek(0)
        return max(0, sum(chunk.count(b"\n") for chunk in iter(lambda: fil.read(CHUNK), b"")) - 1)
    try:
        workbook = load_workbook(fil, read_only=True)
        try:
            return max(0, (workbook.worksheets[0].max_row or 1) - 1)
        finally:
            workbook.close()
    except (
        Exception
    ):  # a broken workbook fails in as many ways as there are parts in it; `stream_cells` tells
        return 0


def _stream_csv(fil: IO[bytes]) -> Iterator[list[str]]:
    encoding = _encoding(fil)
    fil.seek(0)
    text = io.TextIOWrapper(fil, encoding=encoding, errors="replace", newline="")
    try:
        first = text.readline(MAX_KOLONNER * MAX_CELLE)
        delimiter = max(";,\t", key=first.count)
        text.seek(0)
        yield from csv.reader(_bounded(text), delimiter=delimiter, strict=True)
    except csv.Error:
        raise OrganisationFejl(ULAESELIG) from None
    finally:
        if not fil.closed:
            text.detach()


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of the text; one without an end is refused before it fills the memory."""
    longest = MAX_KOLONNER * MAX_CELLE
    while line := text.readline(longest + 1):
        if len(line) > longest:
            raise OrganisationFejl("En linje i filen er for lang.")
        yield line


def _encoding(fil: IO[bytes]) -> str:
    """UTF-8 if all of the file is; else what Excel in Danish saves as CSV."""
    fil.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in iter(lambda: fil.read(CHUNK), b""):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _stream_xlsx(fil: IO[bytes], decimaler: bool) -> Iterator[list[str]]:
    try:
        _refuse_harmful(fil)
        workbook = load_workbook(fil, read_only=True, data_only=True)
        try:
            rows = workbook.worksheets[0].iter_rows(max_col=MAX_KOLONNER + 1, values_only=not decimaler)
            for row in rows:
                yield _trimmed([_shown(cell) if decimaler else _text(cell) for cell in row])
        finally:
            workbook.close()
    except (OrganisationFejl, GeneratorExit):
        raise
    except Exception as error:  # a broken workbook fails in as many ways as there are parts in it
        raise OrganisationFejl(ULAESELIG) from error


def _refuse_harmful(fil: IO[bytes]) -> None:
    """A small file that unpacks to a huge one, or that defines entities, is refused before it is parsed."""
    with zipfile.ZipFile(fil) as archive:
        if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
            raise OrganisationFejl("Filen fylder for meget, når den pakkes ud.")
        for item in archive.infolist():
            with archive.open(item) as part:
                before = b""
                while chunk := part.read(CHUNK):
                    if b"<!DOCTYPE" in (before + chunk).upper():
                        raise OrganisationFejl(ULAESELIG)
                    before = chunk[-8:]


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


_SHOWN_DECIMALS = re.compile(r"[#0],?[#0]*\.(0+)")


def _shown(cell: Any) -> str:
    """As `_text`, of a cell with its number format: never fewer decimals than it is shown with."""
    text = _text(cell.value)
    if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
        return text
    found = _SHOWN_DECIMALS.search(cell.number_format or "")
    whole, _, decimals = text.partition(",")
    wanted = len(found[1]) if found else 0
    return f"{whole},{decimals.ljust(wanted, '0')}" if wanted > len(decimals) else text
