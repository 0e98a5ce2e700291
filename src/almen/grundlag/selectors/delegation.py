"""Who may act on whose behalf on a day: the profile's delegations, those registered since, and what has ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from almen.grundlag.models import Delegation, Delegationsophoer
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.regler.dansk import format_dato
from almen.sagsgang.register import REGISTER


@dataclass(frozen=True)
class Delegering:
    """One delegation, whichever way it is known. `fra` None: since before our first source; `til` is its real last day.

    `ophoer` tells by which decision it ended before its time; `registreret_af` None: it stands in the profile.
    """

    kode: str
    navn: str
    fra_organ: str
    til_aktoer: str
    sagstyper: tuple[str, ...]
    fra: dt.date | None
    til: dt.date | None
    besluttet: dt.date | None
    kilde: str
    sikkerhed: str
    note: str = ""
    registreret: dt.datetime | None = None
    registreret_af: Bruger | None = None
    ophoer: Delegationsophoer | None = None

    def is_in_force(self, dag: dt.date) -> bool:
        """True if it is in force on `dag`, first and last day included."""
        return (self.fra is None or self.fra <= dag) and (self.til is None or dag <= self.til)

    def covers(self, sagstype: str, aktoer: str) -> bool:
        """True if it leaves this kind of case to this actor."""
        return aktoer == self.til_aktoer and sagstype in self.sagstyper

    @property
    def beslutning(self) -> str:
        """The decision that it rests on, in Danish."""
        day = f"den {format_dato(self.besluttet)}" if self.besluttet else "på en dag, der ikke er fundet"
        body = aktoer_navn(self.fra_organ, self.besluttet or self.fra or dt.date.today())
        return f"Besluttet af {body} {day}"


@dataclass(frozen=True)
class Delegationssvar:
    """Whether an actor may act in a kind of case on a day, why in Danish, and the delegation that it rests on."""

    tilladt: bool
    begrundelse: str
    delegation: Delegering | None


def find_delegation(sagstype: str, aktoer: str, dag: dt.date) -> Delegationssvar:
    """Whether a delegation in force on `dag` leaves cases of `sagstype` to `aktoer`. Two queries."""
    return find_among(delegationer(), sagstype, aktoer, dag)


def find_among(
    delegationer: Iterable[Delegering], sagstype: str, aktoer: str, dag: dt.date
) -> Delegationssvar:
    """The rule: allowed if one of these is in force and covers both. Of several, the one with the latest first day."""
    covering = [item for item in delegationer if item.covers(sagstype, aktoer)]
    in_force = [item for item in covering if item.is_in_force(dag)]
    who = aktoer_navn(aktoer, dag)
    kind = navn_of_sagstype(sagstype)
    if in_force:
        found = max(in_force, key=lambda item: (item.fra or dt.date.min, item.kode))
        return Delegationssvar(True, f"{who} handler efter delegationen “{found.navn}”.", found)
    if not covering:
        return Delegationssvar(
            False, f"Ingen delegation giver {who} lov til at afgøre sager af typen {kind}.", None
        )
    nearest = max(covering, key=lambda item: (item.fra or dt.date.min, item.kode))
    return Delegationssvar(
        False,
        f"Den {format_dato(dag)} gælder ingen delegation til {who} for {kind}. “{nearest.navn}” gælder "
        f"{periode_of(nearest)}.",
        None,
    )


def delegationer() -> tuple[Delegering, ...]:
    """Every delegation, the profile's first, with what has ended one before its time."""
    ends = {item.kode: item for item in Delegationsophoer.objects.select_related("registreret_af")}
    known = [
        Delegering(
            kode=item.id,
            navn=item.navn,
            fra_organ=item.vedtaget.organ,
            til_aktoer=item.til_aktoer,
            sagstyper=item.sagstyper,
            fra=item.fra,
            til=item.til,
            besluttet=item.vedtaget.dato,
            kilde=item.vedtaget.kilde,
            sikkerhed=item.vedtaget.sikkerhed,
            note=item.note,
        )
        for item in current_profil().delegationer
    ]
    taken = {item.kode for item in known}
    known += [
        Delegering(
            kode=item.kode,
            navn=item.navn,
            fra_organ=item.fra_organ,
            til_aktoer=item.til_aktoer,
            sagstyper=tuple(item.sagstyper),
            fra=item.fra,
            til=item.til,
            besluttet=item.besluttet,
            kilde=item.kilde,
            sikkerhed=item.sikkerhed,
            note=item.note,
            registreret=item.registreret,
            registreret_af=item.registreret_af,
        )
        for item in Delegation.objects.select_related("registreret_af")
        if item.kode not in taken
    ]
    return tuple(_ended(item, ends.get(item.kode)) for item in known)


def delegation_of(kode: str) -> Delegering | None:
    """The delegation with this code; None if there is none."""
    return next((item for item in delegationer() if item.kode == kode), None)


def navn_of_sagstype(sagstype: str) -> str:
    """What a kind of case is called; its id where it is not (any longer) known."""
    found = REGISTER.sagstyper.get(sagstype)
    return found.navn if found else sagstype


def periode_of(delegering: Delegering) -> str:
    """Its period in Danish; an unknown first day is said to be unknown."""
    first = f"fra {format_dato(delegering.fra)}" if delegering.fra else "fra en dag, der ikke er fundet,"
    return (
        f"{first} til og med {format_dato(delegering.til)}" if delegering.til else f"{first} og indtil videre"
    )


def _ended(item: Delegering, end: Delegationsophoer | None) -> Delegering:
    if end is None:
        return item
    last = end.sidste_dag if item.til is None else min(item.til, end.sidste_dag)
    return replace(item, til=last, ophoer=end)
