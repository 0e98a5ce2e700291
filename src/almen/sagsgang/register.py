"""The register of case types: what each domain app tells the engine, without an arrow pointing up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from almen.sagsgang.definition import Faktum, Trin
from almen.sagsgang.udfald import Handling

__all__ = [
    "REGISTER",
    "Aarsopgave",
    "Faktum",
    "Kontrol",
    "Kontrolsvar",
    "Papirtype",
    "Register",
    "Sagsfrist",
    "Sagskort",
    "Sagstype",
    "Virkning",
]

Sag = Any
Bruger = Any
Beslutning = Any
Papir = Any
Indstillingsindhold = Any
T = TypeVar("T")
KONTROLUDFALD = frozenset({"ja", "nej", "kan_ikke_afgoeres"})


@dataclass(frozen=True)
class Kontrolsvar:
    """A check's answer: ja, nej or kan_ikke_afgoeres, with its figures and sources."""

    id: str
    udfald: str
    titel: str
    forklaring: str = ""
    kilder: tuple[Mapping[str, Any], ...] = ()
    tal: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A misspelt answer would pass as "not refused"; better to fail where it is given.
        if self.udfald not in KONTROLUDFALD:
            raise ValueError(
                f"“{self.udfald}” er ikke et svar på en kontrol: {', '.join(sorted(KONTROLUDFALD))}."
            )

    def to_dict(self) -> dict[str, Any]:
        """As JSON holds it; stored with the decision."""
        value = asdict(self)
        value["kilder"] = [dict(item) for item in self.kilder]
        value["tal"] = dict(self.tal)
        return value

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Kontrolsvar:
        """The inverse of `to_dict`."""
        return cls(**{**value, "kilder": tuple(value.get("kilder", ()))})


@dataclass(frozen=True)
class Kontrol:
    """A named check: `funktion(sag, dato)` answers as of that day.

    `for_ansoeger`: it is about the application's own figures, so the applicant is shown its answer before sending,
    when the case need not exist yet; what tells of the municipality's own means is not.
    `af_trin` answers for one step of the case, where that matters; without it `funktion` answers for all.
    `ufravigelig`: nobody can dispense from it, and it is asked too when the step refuses the matter.
    """

    id: str
    navn: str
    funktion: Callable[[Sag, dt.date], Kontrolsvar]
    for_ansoeger: bool = True
    af_trin: Callable[[Sag, Trin, dt.date], Kontrolsvar] | None = None
    ufravigelig: bool = False

    def answer(self, sag: Sag, trin: Trin, dato: dt.date) -> Kontrolsvar:
        """The answer on `trin` of the case as of `dato`."""
        return self.af_trin(sag, trin, dato) if self.af_trin else self.funktion(sag, dato)


@dataclass(frozen=True)
class Virkning:
    """A named effect, run in the decision's transaction; `ophaev` undoes it when that no longer stands.

    `forbered` is what is registered before the decision, as the case page offers it: the words, and the address, empty where it is
    done already. `genstand` is what
    the effect is about: an indstilling has a point on it where the route's step names nothing itself.
    """

    id: str
    navn: str
    funktion: Callable[[Sag, Beslutning, Bruger], None]
    ophaev: Callable[[Sag, Beslutning, Bruger], None] | None = None
    forbered: tuple[str, Callable[[Sag], str]] | None = None
    genstand: str = ""

    def undo(self, sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
        """Undoes the effect, where it leaves anything to undo."""
        if self.ophaev is not None:
            self.ophaev(sag, beslutning, bruger)


@dataclass(frozen=True)
class Papirtype:
    """A paper that a kind of case can have: `funktion(sag, beslutninger, dato)` gives it as data.

    It can be written once every step that applies and has one of `handlinger` or `virkninger`, or is named in `trin`, is done; with
    `afslag` once the case has been refused. `beslutninger` are the decisions it is about, in their order.
    """

    id: str
    navn: str
    funktion: Callable[[Sag, Sequence[Beslutning], dt.date], Papir]
    handlinger: frozenset[Handling] = frozenset()
    virkninger: frozenset[str] = frozenset()
    afslag: bool = False
    trin: frozenset[str] = frozenset()

    def concerns(self, trin: Trin) -> bool:
        """True if the paper is about decisions on this step."""
        return (
            trin.id in self.trin
            or trin.handling in self.handlinger
            or not self.virkninger.isdisjoint(trin.virkninger)
        )


@dataclass(frozen=True)
class Sagsfrist:
    """A deadline that a case's own data set on one of its steps, whatever the route counts."""

    dato: dt.date
    titel: str
    hjemmel: str = ""
    sikkerhed: str = "sikker"


@dataclass(frozen=True)
class Aarsopgave:
    """What the year wheel asks a kind of case to open: `titel` is ready, `frist` is the day that it must be done."""

    punkt: str
    titel: str
    aar: int
    frist: dt.date
    aabnet_dato: dt.date
    boligorganisation: Any
    fortrolighed: str
    ansvarlig: Bruger
    demo: bool


@dataclass(frozen=True)
class Sagstype:
    """A kind of case.

    The callables take the case and give what engine, lists, pages and papers need of it; `side_navn` is what the
    domain's own page (`side_url`) is called on the case. `indstilling` says more of a step than the case's facts, checks and
    amounts do by themselves (`sager.indstilling.Indstillingsindhold`).
    `frister` gives deadlines by step; `aabn_aarsopgave` opens a case with its domain object from the year wheel, in the caller's
    transaction.
    `anmodning` gives what the effect `anmod_boligorganisation` asks the case's boligorganisation for, and the day by which (None: no day).
    `ansoegt`: the case's boligorganisation has applied; False where the case is the municipality's own and is only about it.
    `offentligt` gives what anybody may read of the domain's data in a public case, as JSON holds it: `oplysninger`
    (label, text) and `beloeb` (a money table) as decided, and `side` (navn, url) where more of it is told; without it nothing.
    """

    id: str
    navn: str
    navn_flertal: str
    fakta: Callable[[Sag], Mapping[str, Any]]
    faktadefinitioner: tuple[Faktum, ...] = ()
    noegletal: Callable[[Sag], Mapping[str, Any]] | None = None
    side_url: Callable[[Sag], str | None] | None = None
    side_navn: str = "Projektet"
    ny_url: Callable[[], str] | None = None
    oplysninger: Callable[[Sag], list[tuple[str, Any]]] | None = None
    oekonomi: Callable[[Sag], Any] | None = None
    indstilling: Callable[[Sag, Trin, dt.date], Indstillingsindhold] | None = None
    offentligt: Callable[[Sag], Mapping[str, Any]] | None = None
    ansoegt: bool = True
    papirer: tuple[Papirtype, ...] = ()
    frister: Callable[[Sag], Mapping[str, Sagsfrist]] | None = None
    aabn_aarsopgave: Callable[[Bruger, Aarsopgave], Sag] | None = None
    anmodning: Callable[[Sag], tuple[str, dt.date | None]] | None = None


@dataclass(frozen=True)
class Sagskort:
    """A card on the case page from a room above `sager`: lines of (text, note, address), and what can be done.

    `linjer` and `handlinger` (words, address) are asked with (case, user); a card without either is not shown.
    `findes` gives an expression on the case's own query that tells whether there is anything to ask for: a page of the many cases
    that have nothing pays no query for the card.
    """

    id: str
    titel: str
    linjer: Callable[[Sag, Bruger], list[tuple[str, str, str]]]
    handlinger: Callable[[Sag, Bruger], list[tuple[str, str]]]
    findes: Callable[[], Any] | None = None


class Register:
    """Case types, checks and effects by id.

    Registering an id twice, or asking for an unknown one, is an error.
    """

    def __init__(self) -> None:
        self.sagstyper: dict[str, Sagstype] = {}
        self.kontroller: dict[str, Kontrol] = {}
        self.virkninger: dict[str, Virkning] = {}
        self.sagskort: dict[str, Sagskort] = {}
        self.papirer: dict[str, Papirtype] = {}
        self.genstande: dict[str, Callable[[Sag, Trin, dt.date], Indstillingsindhold]] = {}

    def register_sagstype(self, sagstype: Sagstype) -> None:
        """Adds a case type."""
        self._add(self.sagstyper, sagstype.id, sagstype)

    def register_kontrol(self, kontrol: Kontrol) -> None:
        """Adds a check."""
        self._add(self.kontroller, kontrol.id, kontrol)

    def register_virkning(self, virkning: Virkning) -> None:
        """Adds an effect."""
        self._add(self.virkninger, virkning.id, virkning)

    def register_sagskort(self, kort: Sagskort) -> None:
        """Adds a card to the case page."""
        self._add(self.sagskort, kort.id, kort)

    def register_papir(self, papirtype: Papirtype) -> None:
        """Adds a paper that any kind of case has when its route has the steps that the paper is about."""
        self._add(self.papirer, papirtype.id, papirtype)

    def register_genstand(
        self, genstand: str, indstilling: Callable[[Sag, Trin, dt.date], Indstillingsindhold]
    ) -> None:
        """Says what an indstilling tells of a thing that steps are about, whatever the kind of case."""
        self._add(self.genstande, genstand, indstilling)

    def papirer_of(self, sagstype: Sagstype) -> tuple[Papirtype, ...]:
        """The papers of a kind of case: its own, then those that every kind may have and it has not of its own."""
        own = {item.id for item in sagstype.papirer}
        return (*sagstype.papirer, *(item for item in self.papirer.values() if item.id not in own))

    def sagstype(self, id_: str) -> Sagstype:
        """The case type with this id. Raises KeyError naming it."""
        return self._get(self.sagstyper, id_, "Sagstypen")

    def kontrol(self, id_: str) -> Kontrol:
        """The check with this id. Raises KeyError naming it."""
        return self._get(self.kontroller, id_, "Kontrollen")

    def virkning(self, id_: str) -> Virkning:
        """The effect with this id. Raises KeyError naming it."""
        return self._get(self.virkninger, id_, "Virkningen")

    def unregister(self, *ids: str) -> None:
        """Forgets ids; for tests."""
        for id_ in ids:
            self.sagstyper.pop(id_, None)
            self.kontroller.pop(id_, None)
            self.virkninger.pop(id_, None)
            self.papirer.pop(id_, None)
            self.genstande.pop(id_, None)

    @staticmethod
    def _add(table: dict[str, T], id_: str, value: T) -> None:
        if id_ in table:
            raise ValueError(f"“{id_}” er allerede registreret.")
        table[id_] = value

    @staticmethod
    def _get(table: dict[str, T], id_: str, what: str) -> T:
        try:
            return table[id_]
        except KeyError:
            known = ", ".join(sorted(table)) or "ingen"
            raise KeyError(f"{what} “{id_}” er ikke registreret. Registrerede: {known}.") from None


REGISTER = Register()
