"""A list as a spreadsheet: exactly the rows that were filtered, a column for each exported `Kolonne`."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from almen.ui.kolonner import Kolonne, exported

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBER_FORMATS = {
    "kroner": "#,##0",
    "heltal": "#,##0",
    "dato": "dd.mm.yyyy",
    "tidspunkt": "dd.mm.yyyy hh:mm",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"kroner": 18, "dato": 13, "tidspunkt": 18, "heltal": 12, "m2": 12, "pct": 10}


def neutralise(tekst: str) -> str:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; control characters go."""
    renset = _CONTROL.sub("", tekst)
    return f"'{renset}" if renset.startswith(_FORMULA_START) else renset


def _plain(kolonne: Kolonne, row: Any) -> str | int | Decimal | dt.date | dt.datetime | None:
    """The value as a spreadsheet keeps it: numbers and dates as such, the rest as text."""
    vaerdi = kolonne.value(row)
    if vaerdi is None or vaerdi == "":
        return None
    if isinstance(vaerdi, bool):
        return "Ja" if vaerdi else "Nej"
    if isinstance(vaerdi, dt.datetime):
        # Spreadsheets know no time zones: Danish time, as on the page.
        return timezone.localtime(vaerdi).replace(tzinfo=None) if timezone.is_aware(vaerdi) else vaerdi
    if isinstance(vaerdi, int | Decimal | dt.date):
        return vaerdi
    return _CONTROL.sub("", str(vaerdi))


def write_xlsx(
    file: IO[bytes], kolonner: Sequence[Kolonne], rows: Iterable[Any], titel: str, oplysninger: dict[str, str]
) -> None:
    """Writes the workbook row by row, without holding it in memory.

    `oplysninger` (who, when, which filters) go to a second sheet with the columns' descriptions. Text cells
    are typed as text, so that "=1+1" stays text.
    """
    columns = exported(kolonner)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", titel)[:31])
    sheet.freeze_panes = "B2"
    for number, kolonne in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(kolonne.type, 28)
    sheet.append([_cell(sheet, kolonne.overskrift, bold=True) for kolonne in columns])
    for row in rows:
        sheet.append([_cell(sheet, _plain(k, row), _NUMBER_FORMATS.get(k.type)) for k in columns])
    about = book.create_sheet("Om udtrækket")
    about.column_dimensions["A"].width = 28
    about.column_dimensions["B"].width = 80
    for navn, vaerdi in oplysninger.items():
        about.append([_cell(about, navn, bold=True), _cell(about, vaerdi)])
    about.append([])
    for kolonne in columns:
        if kolonne.beskrivelse:
            about.append([_cell(about, kolonne.overskrift, bold=True), _cell(about, kolonne.beskrivelse)])
    book.save(file)


def _cell(sheet: Any, vaerdi: Any, number_format: str | None = None, bold: bool = False) -> Any:
    if not isinstance(vaerdi, str) and not number_format and not bold:
        return vaerdi
    cell = WriteOnlyCell(sheet, value=vaerdi)
    if isinstance(vaerdi, str):
        cell.data_type = "s"  # otherwise openpyxl turns "=…" into a formula
    elif number_format and vaerdi is not None:
        cell.number_format = number_format
    if bold:
        cell.font = Font(bold=True)
    return cell


def xlsx_response(
    kolonner: Sequence[Kolonne], rows: Iterable[Any], titel: str, navn: str, oplysninger: dict[str, str]
) -> FileResponse:
    """The workbook as a download, sent from a temporary file that goes when it has been sent."""
    file = tempfile.TemporaryFile(prefix="almen-eksport-")  # noqa: SIM115 (FileResponse closes it)
    write_xlsx(file, kolonner, rows, titel, oplysninger)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{navn}.xlsx", content_type=XLSX_TYPE)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, tekst: str) -> str:
        return tekst


def csv_lines(kolonner: Sequence[Kolonne], rows: Iterable[Any]) -> Iterator[str]:
    """Lines of a Danish CSV file: semicolons, decimal comma, ISO dates, byte order mark for Excel."""
    columns = exported(kolonner)
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow([neutralise(k.overskrift) for k in columns])
    for row in rows:
        yield writer.writerow([_csv_text(_plain(k, row)) for k in columns])


def _csv_text(vaerdi: Any) -> str:
    if vaerdi is None:
        return ""
    if isinstance(vaerdi, str):
        return neutralise(vaerdi)
    if isinstance(vaerdi, dt.datetime):
        return vaerdi.isoformat(sep=" ", timespec="minutes")
    return str(vaerdi).replace(".", ",") if isinstance(vaerdi, Decimal) else str(vaerdi)


def csv_response(kolonner: Sequence[Kolonne], rows: Iterable[Any], navn: str) -> StreamingHttpResponse:
    """The CSV file as a download, sent line by line."""
    return StreamingHttpResponse(
        csv_lines(kolonner, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{navn}.csv"'},
    )
