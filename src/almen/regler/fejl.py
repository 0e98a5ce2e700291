"""What can go wrong when a rule is used: every text says what is wrong and what is allowed, in plain Danish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from almen.regler.dansk import format_dato


@dataclass(frozen=True, slots=True)
class Fejl:
    """One fault in one field. `felt` is a path as in the JSON (`dele[0].antal`), `besked` is shown to the user."""

    felt: str
    besked: str

    def __str__(self) -> str:
        return f"{self.felt}: {self.besked}" if self.felt else self.besked


class RegelFejl(Exception):
    """Base of everything floor 0 raises on purpose. A page catches it and shows *kan ikke afgøres*."""


class UgyldigtInput(RegelFejl):
    """Input that cannot be computed on; holds all faults found, not just the first."""

    def __init__(self, fejl: Iterable[Fejl]) -> None:
        self.fejl: tuple[Fejl, ...] = tuple(fejl)
        super().__init__("; ".join(str(f) for f in self.fejl))


class ParameterFilFejl(RegelFejl):
    """A parameter file that cannot be loaded; the text names file, parameter and row."""


class UkendtParameter(RegelFejl, KeyError):
    """An id that no parameter file has."""

    def __init__(self, parameter: str) -> None:
        self.parameter = parameter
        super().__init__(f"Der findes ingen parameter med id »{parameter}«.")

    def __str__(self) -> str:
        return str(self.args[0])


class ManglendeOplysning(RegelFejl):
    """The row cannot be chosen because a fact of the case (a dimension) was not given."""

    def __init__(self, parameter: str, dimension: str, titel: str) -> None:
        self.parameter, self.dimension = parameter, dimension
        super().__init__(f"»{parameter}« kan ikke slås op uden oplysningen {titel} ({dimension}).")


class UdenForGyldighed(RegelFejl):
    """No row covers the date and the facts. Never answered with the nearest row.

    `parameter`: its id; `dato`: the date asked for (None = no date given); `perioder`: the periods there are, as text.
    """

    def __init__(
        self, parameter: str, dato: date | None, perioder: Sequence[str], navn: str = "", aarsag: str = ""
    ) -> None:
        self.parameter, self.dato, self.perioder, self.aarsag = parameter, dato, tuple(perioder), aarsag
        hvad = f"»{parameter}«" + (f" ({navn})" if navn else "")
        hvornaar = f"den {format_dato(dato)}" if dato else "uden dato"
        findes = "; ".join(perioder) if perioder else "ingen"
        tekst = f"Der er ingen værdi for {hvad} {hvornaar}. Perioder, der findes: {findes}."
        super().__init__(f"{tekst} {aarsag}".strip())
