"""What every import of a table shares: its column names, its lines, and cells with their faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from almen.organisationer.services.rettigheder import OrganisationFejl
from almen.ui.parsere import parse_kroner


@dataclass
class Tabelraekke:
    """One line of a file: its cells by column, the values read from them, and what it would do.

    `felter` holds what JSON can hold; `noegle` is what the line is about; `virkning` is `ny`, `aendret` or
    `uaendret`; `fejl` is the first fault of each column.
    """

    linje: int
    celler: dict[str, str]
    felter: dict[str, Any] = field(default_factory=dict)
    noegle: str = ""
    virkning: str = ""
    fejl: dict[str, str] = field(default_factory=dict)

    def mark(self, name: str, message: str) -> None:
        """Puts a fault in a cell that has none yet."""
        self.fejl.setdefault(name, message)


def read_header(
    lines: Iterator[list[str]], kolonner: Sequence[str], paakraevet: Sequence[str]
) -> tuple[str, ...]:
    """The column names in the first of `lines`.

    `kolonner` are the names there may be, `paakraevet` those there must be. Raises OrganisationFejl in Danish.
    """
    header = tuple(cell.strip().lower() for cell in next(lines, []))
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise OrganisationFejl("Filen er tom. Første linje skal være kolonnenavne.")
    unknown = [name or "(uden navn)" for name in header if name not in kolonner]
    missing = [name for name in paakraevet if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    if unknown:
        raise OrganisationFejl(f"Ukendte kolonner: {', '.join(unknown)}. Mulige: {', '.join(kolonner)}.")
    if missing or twice:
        which = f"mangler: {', '.join(missing)}" if missing else f"står flere gange: {', '.join(twice)}"
        raise OrganisationFejl(f"Disse kolonner {which}.")
    return header


def read_lines(lines: Iterator[list[str]], header: Sequence[str], hoejst: int) -> Iterator[Tabelraekke]:
    """The lines below the header, one at a time; empty lines are passed over.

    Raises OrganisationFejl midway at a line that is longer than the header, or after `hoejst` lines.
    """
    count = 0
    for number, line in enumerate(lines, start=2):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        count += 1
        if count > hoejst:
            raise OrganisationFejl(f"Filen har for mange linjer; højst {hoejst}.")
        if any(cells[len(header) :]):
            raise OrganisationFejl(f"Linje {number} har flere celler end der er kolonnenavne.")
        padded = [*cells, *[""] * (len(header) - len(cells))]
        yield Tabelraekke(number, dict(zip(header, padded, strict=False)))
    if not count:
        raise OrganisationFejl("Filen har ingen linjer under kolonnenavnene.")


def read_cell(row: Tabelraekke, name: str, parse: Any) -> Any:
    """The cell's value; None if it is empty, absent or faulty, and then the fault stands in the cell."""
    text = row.celler.get(name, "")
    if not text:
        return None
    try:
        return parse(text)
    except ValueError as error:
        row.mark(name, "Skriv et helt tal, for eksempel 120." if parse is parse_kroner else str(error))
        return None
