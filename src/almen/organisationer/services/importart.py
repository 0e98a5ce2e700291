"""Kinds of import: each gives its columns, reads and checks its lines, saves them and takes them back.

An app registers its kinds in `AppConfig.ready()`; reading, progress, pages and undo are the same for all of them
and live in `services/importering.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

from django.db.models import Count

from almen.organisationer.models import Boligorganisation, Bruger, Import, Importlinje
from almen.organisationer.services.regneark import stream_cells
from almen.organisationer.services.tabelimport import Tabelraekke

Fremdrift = Callable[[int, int], None]
PORTION = 1_000


class Linjefejl(NamedTuple):
    """A fault that shows only when the whole file is seen."""

    linje: int
    kolonne: str
    tekst: str
    besked: str


class Importart(ABC):
    """One kind. `enhed` is what a line that is new creates, one and many; `fortryd_tekst` what undo does, in words.

    `filtyper` tells which files it reads, `endelser` how their names end. With `viser_nu` the preview shows `felter["nu"]` of each
    line: what stands where it writes.
    """

    id: str
    titel: str
    enhed: tuple[str, str]
    kolonner: tuple[str, ...]
    paakraevet: tuple[str, ...]
    hoejst: int
    fortryd_tekst: str
    viser_nu = False
    filtyper = "CSV (semikolon, komma eller tabulator) eller Excel (.xlsx), højst 30 MB."
    endelser = ".csv,.xlsx"

    @abstractmethod
    def require(self, bruger: Bruger, organisation: Boligorganisation | None) -> None:
        """Raises PermissionDenied unless `bruger` may import this, save it and undo it."""

    @abstractmethod
    def start_url(self, organisation: Boligorganisation | None) -> str:
        """The address where a file is chosen."""

    @abstractmethod
    def tilbage(self, hentet: Import) -> tuple[str, str]:
        """Name and address of the page that the imported things stand on."""

    def read_cells(self, fil: IO[bytes]) -> Generator[list[str], None, None]:
        """The file's lines as texts, the column names first. A kind that reads other files than tables turns them into one.

        Raises OrganisationFejl, also midway.
        """
        yield from stream_cells(fil)

    @abstractmethod
    def check(self, hentet: Import, raekker: Sequence[Tabelraekke]) -> None:
        """Reads and checks a portion of lines, with a fixed number of queries: values, key, effect and faults."""

    @abstractmethod
    def check_whole(self, hentet: Import) -> Iterable[Linjefejl]:
        """Faults between lines, and against what is registered; streams."""

    @abstractmethod
    def save(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        """Saves every line and announces the act, in the caller's transaction. Raises OrganisationFejl, then nothing is saved."""

    @abstractmethod
    def undo(self, hentet: Import, bruger: Bruger, fremdrift: Fremdrift) -> None:
        """Takes everything back, in the caller's transaction. Raises OrganisationFejl that names what forbids it."""


_arter: dict[str, Importart] = {}


def register(art: Importart) -> None:
    """Adds a kind, or replaces the one with the same id."""
    _arter[art.id] = art


def art_of(hentet: Import) -> Importart:
    """The kind of an import. Raises KeyError if no app knows it."""
    return _arter[hentet.art]


def arter() -> Mapping[str, Importart]:
    """Every kind by its id."""
    return _arter


def portions(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows in portions, as they come."""
    portion: list[Any] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def find_doubles(hentet: Import, felt: str, hvad: str) -> Iterator[Linjefejl]:
    """Lines with the key of an earlier one, told at `felt`: nobody can tell which counts. `hvad`: what is the same."""
    twice = (
        hentet.linjer.exclude(noegle="")
        .order_by()
        .values("noegle")
        .annotate(antal=Count("pk"))
        .filter(antal__gt=1)
    )
    seen: dict[str, int] = {}
    lines = hentet.linjer.filter(noegle__in=twice.values("noegle")).order_by("linje")
    for linje, noegle, celler in lines.values_list("linje", "noegle", "celler").iterator():
        if noegle in seen:
            yield Linjefejl(linje, felt, celler.get(felt, ""), f"{hvad} står i linje {seen[noegle]}.")
        else:
            seen[noegle] = linje


def stream_lines(hentet: Import) -> Iterator[list[Importlinje]]:
    """The lines that do something, in the file's order, a portion at a time."""
    last = 0
    while True:
        rows = hentet.linjer.exclude(virkning="uaendret").filter(linje__gt=last).order_by("linje")
        portion = list(rows[:PORTION])
        if not portion:
            return
        yield portion
        last = portion[-1].linje
