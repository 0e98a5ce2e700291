"""Which papers can be written in a case now, and the paper as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from almen.papirer import Papir
from almen.sager.models import Beslutning, Sag
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sagsgang.register import REGISTER, Papirtype
from almen.sagsgang.udfald import Trinstatus, Udfald


@dataclass(frozen=True)
class Papirvalg:
    """A paper that can be written, and the decisions it is about."""

    sag: Sag
    type: Papirtype
    beslutninger: tuple[Beslutning, ...]

    @property
    def grundlag(self) -> Beslutning:
        """The last of the decisions."""
        return self.beslutninger[-1]

    def compose(self, dato: dt.date) -> Papir:
        """The paper as it reads on `dato`."""
        papir: Papir = self.type.funktion(self.sag, self.beslutninger, dato)
        return papir


def papir_choices(forloeb: Forloeb) -> tuple[Papirvalg, ...]:
    """The papers that the state of the case lets be written, in the order its type names them. Asks nothing."""
    found = ((type_, _decisions(forloeb, type_)) for type_ in REGISTER.papirer_of(forloeb.sagstype))
    return tuple(Papirvalg(forloeb.sag, type_, decisions) for type_, decisions in found if decisions)


def find_papir(sag: Sag, papir_id: str) -> Papirvalg | None:
    """The paper, if the case's type has it and it can be written now."""
    return next((item for item in papir_choices(load_forloeb(sag)) if item.type.id == papir_id), None)


def _decisions(forloeb: Forloeb, type_: Papirtype) -> tuple[Beslutning, ...]:
    """The standing decisions the paper is about; none while any of them is lacking."""
    if type_.afslag:
        return tuple(_refusals(forloeb))[-1:]
    by_number = {item.nummer: item for item in forloeb.beslutninger}
    found = []
    for trin in forloeb.sagsgang.orden:
        state = forloeb.tilstand.trin[trin.id]
        if not type_.concerns(trin) or state.status == Trinstatus.IKKE_RELEVANT:
            continue
        if state.status == Trinstatus.VALGFRI or (trin.valgfrit and state.status == Trinstatus.VENTER):
            continue
        if state.status != Trinstatus.UDFOERT or state.beslutning is None:
            return ()
        if by_number[state.beslutning].udfald != Udfald.FRAFALDET:
            found.append(by_number[state.beslutning])
    return tuple(sorted(found, key=lambda item: item.nummer))


def _refusals(forloeb: Forloeb) -> Iterator[Beslutning]:
    if forloeb.tilstand.afslutning == "forkastet":
        yield from (item for item in forloeb.beslutninger if item.udfald == Udfald.FORKASTET)
