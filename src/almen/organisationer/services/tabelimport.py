"""What every import of a table shares: cells with their faults, lines, and a file that is saved whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from almen.organisationer.services.rettigheder import OrganisationFejl
from almen.ui.parsere import parse_kroner


@dataclass(frozen=True)
class Celle:
    """One cell: what stood in it, and what is wrong with it (empty if nothing is)."""

    tekst: str
    fejl: str = ""


@dataclass
class Tabelraekke:
    """One line of a file: its cells by column, the values read from them, and what it would do.

    `virkning` is `ny`, `aendret` or `uaendret`.
    """

    linje: int
    celler: dict[str, Celle]
    felter: dict[str, Any] = field(default_factory=dict)
    virkning: str = ""

    @property
    def fejl(self) -> list[tuple[str, str]]:
        """(column, message) of every fault in the line."""
        return [(name, cell.fejl) for name, cell in self.celler.items() if cell.fejl]


R = TypeVar("R", bound=Tabelraekke)


@dataclass(frozen=True)
class Importfil(Generic[R]):
    """A file as it was read: its columns, its lines, and the text to send again when it is to be saved."""

    kolonner: tuple[str, ...]
    raekker: tuple[R, ...]
    tekst: str

    @property
    def antal_fejl(self) -> int:
        """Number of faulty cells."""
        return sum(len(row.fejl) for row in self.raekker)

    @property
    def kan_gemmes(self) -> bool:
        """True if there is something to save and not a single fault."""
        return self.antal_fejl == 0 and any(row.virkning != "uaendret" for row in self.raekker)

    def antal(self, virkning: str) -> int:
        """Number of lines that would do `virkning`."""
        return sum(row.virkning == virkning for row in self.raekker)


def split_table(
    cells: Sequence[Sequence[str]], kolonner: Sequence[str], paakraevet: Sequence[str], hoejst: int
) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """Column names, and the lines below with their number in the file; empty lines are passed over.

    `kolonner` are the names there may be, `paakraevet` those there must be, `hoejst` the number of lines. Raises
    OrganisationFejl in Danish.
    """
    if not cells or not any(cell.strip() for cell in cells[0]):
        raise OrganisationFejl("Filen er tom. Første linje skal være kolonnenavne.")
    header = tuple(cell.strip().lower() for cell in cells[0])
    while header and not header[-1]:
        header = header[:-1]
    unknown = [name or "(uden navn)" for name in header if name not in kolonner]
    missing = [name for name in paakraevet if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    if unknown:
        raise OrganisationFejl(f"Ukendte kolonner: {', '.join(unknown)}. Mulige: {', '.join(kolonner)}.")
    if missing or twice:
        which = f"mangler: {', '.join(missing)}" if missing else f"står flere gange: {', '.join(twice)}"
        raise OrganisationFejl(f"Disse kolonner {which}.")
    lines = [
        (number, [*line, *[""] * (len(header) - len(line))])
        for number, line in enumerate(cells[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    if not lines:
        raise OrganisationFejl("Filen har ingen rækker under kolonnenavnene.")
    if len(lines) > hoejst:
        raise OrganisationFejl(f"Filen har for mange rækker; højst {hoejst}.")
    longer = next(
        (number for number, line in lines if any(cell.strip() for cell in line[len(header) :])), None
    )
    if longer is not None:
        raise OrganisationFejl(f"Linje {longer} har flere celler end der er kolonnenavne.")
    return header, [(number, line[: len(header)]) for number, line in lines]


def read_cell(row: Tabelraekke, name: str, parse: Any) -> Any:
    """The cell's value; None if it is empty, absent or faulty, and then the fault stands in the cell."""
    text = row.celler[name].tekst if name in row.celler else ""
    if not text:
        return None
    try:
        return parse(text)
    except ValueError as error:
        message = str(error)
        if parse is parse_kroner:
            message = "Skriv et helt tal, for eksempel 120."
        mark_cell(row, name, message)
        return None


def mark_cell(row: Tabelraekke, name: str, message: str) -> None:
    """Puts a fault in a cell that has none yet."""
    known = row.celler.get(name, Celle(""))
    row.celler[name] = Celle(known.tekst, known.fejl or message)
