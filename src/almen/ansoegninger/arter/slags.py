"""What a kind of application says of itself; new building, renovation and answers each fill it in."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from almen.ansoegninger.indhold import Indhold
from almen.ansoegninger.models import MAX_TEKST, Art, Indsendelse
from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.samling import Parametre
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.ui.forms import fault_text

if TYPE_CHECKING:
    from almen.ansoegninger.blanket import Blanket
    from almen.ansoegninger.inddata import Ansoegning
    from almen.ansoegninger.trin import Blankettrin

_NAMES = {
    "afdelinger": "afdelinger",
    "anmodning": "anmodningen",
    "art": "ansøgningen",
    "dele": "boliger og økonomi",
    "sag": "sagen",
    "tal": "arbejder og finansiering",
}
_PART = re.compile(r"dele\[(\d+)\]")
# What an application can hold beside its fields; a kind says which of it is its own.
INDHOLD = ("dele", "serviceareal", "tal")


class Slags(ABC):
    """One kind. `genstande` are what the route's steps are about that ask for it, the step that receives it first.

    `aabner`: it can be sent without a case, and opens one of type `sagstype`. `indhold` is what it holds beside its fields,
    `modeller` whose fields it fills in.
    `om` and `begynd` say what it is and what is written first; `tekstnavn` is what its text is called.
    """

    sagstype: str = ""
    bogstav: str | None = None
    genstande: tuple[str, ...] = ()
    aabner = False
    indhold: tuple[str, ...] = ()
    modeller: tuple[type[Model], ...] = ()
    om, begynd, tekstnavn = "", "", "Bemærkninger"

    def __init__(self, art: Art) -> None:
        self.art = art

    @property
    def knap(self) -> str:
        """What one does, e.g. *Søg om Skema A*."""
        return self.art.label.replace("Ansøgning om", "Søg om").removesuffix(" for renovering")

    def fault_text(self, fejl: Fejl) -> str:
        """A fault as a sentence that calls its field what the form calls it, e.g. *Del 2, bruttoareal (m²): …*"""
        if not fejl.felt:
            return fault_text(fejl.besked)
        sted, _, navn = fejl.felt.rpartition(".")
        part = _PART.fullmatch(sted)
        where = f"del {int(part[1]) + 1}, " if part else f"{sted}, " if sted == "serviceareal" else ""
        return fault_text(f"{where}{self._title(navn)}: {fejl.besked}")

    def _title(self, navn: str) -> str:
        fields = (field for model in self.modeller for field in model._meta.concrete_fields)
        return next((str(item.verbose_name) for item in fields if item.name == navn), _NAMES.get(navn, navn))

    def felter(self, parametre: Parametre | None = None) -> tuple[str, ...]:
        """The names of the fields that it may set."""
        return ()

    @abstractmethod
    def trin(self, blanket: Blanket) -> Iterable[Blankettrin]:
        """The steps of the guided form before the files."""

    def to_data(self, ansoegning: Ansoegning) -> dict[str, Any]:
        """What it holds beside title, fields and text, as JSON holds it."""
        return {}

    def from_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The inverse of `to_data`."""
        return {}

    def typed(self, navn: str, value: Any) -> Any:
        """A field's value as read from JSON."""
        return value

    def check(
        self,
        ansoegning: Ansoegning,
        parametre: Parametre | None,
        boligorganisation: Boligorganisation,
        sag: Sag | None,
    ) -> list[Fejl]:
        """Every fault that forbids sending; those of every kind first, then `check_own`."""
        fejl: list[Fejl] = []
        if self.aabner and not 1 <= len(ansoegning.titel.strip()) <= 200:
            fejl.append(Fejl("titel", "skal være på 1 til 200 tegn"))
        if len(ansoegning.tekst) > MAX_TEKST:
            fejl.append(Fejl("tekst", f"må højst være på {MAX_TEKST} tegn"))
        allowed = self.felter(parametre)
        foreign = [
            *(navn for navn in ansoegning.felter if navn not in allowed),
            *(navn for navn in INDHOLD if navn not in self.indhold and getattr(ansoegning, navn)),
        ]
        fejl += [Fejl(navn[:60], f"hører ikke til {self.art.label}") for navn in foreign]
        known = {navn: value for navn, value in ansoegning.felter.items() if navn in allowed}
        return [*fejl, *self.check_own(ansoegning, known, boligorganisation, sag)]

    @abstractmethod
    def check_own(
        self,
        ansoegning: Ansoegning,
        felter: Mapping[str, Any],
        boligorganisation: Boligorganisation,
        sag: Sag | None,
    ) -> list[Fejl]:
        """The faults of what only this kind holds; `felter` are the fields that belong to it."""

    def draft(self, ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> Sag:
        """A case in memory that reads as the real one would if the application were taken in."""
        raise NotImplementedError

    @abstractmethod
    def take_in(self, bruger: Bruger, indsendelse: Indsendelse, ansoegning: Ansoegning) -> Sag:
        """Writes it into its case, and opens one where there is none; inside the caller's transaction. Gives the case."""

    def day_of_step(self, trin: Trin, ansoegning: Ansoegning, dag: dt.date) -> dt.date:
        """The day on which the boligorganisation's own step is recorded; `dag` is the day of sending."""
        return dag

    @abstractmethod
    def show(self, ansoegning: Ansoegning, boligorganisation: Boligorganisation, sag: Sag | None) -> Indhold:
        """What pages show of it."""


def faults(check: Callable[..., Any], *values: Any) -> list[Fejl]:
    """What a check that raises has to say."""
    try:
        check(*values)
    except UgyldigtInput as error:
        return list(error.fejl)
    return []


def draft_of(sagstype: str, ansoegning: Ansoegning, sag: Sag | None, today: dt.date) -> Sag:
    """The case's own row read anew, else an unsaved one; what is set on it reaches nobody."""
    if sag is not None:
        return Sag.objects.get(pk=sag.pk)
    return Sag(sagstype=sagstype, titel=ansoegning.titel, aabnet_dato=today)
