"""How long a case stood at each step, and what sent it there: one pure function of route, facts and decisions.

A *stay* (`Ophold`) is one step in one round: from the day on which it could be taken up to the day on which it was settled.
It is never longer or shorter than the recorded days say; what has not been settled has no last day, and is counted as unfinished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from almen.sagsgang.definition import AFSLUT, Sagsgang
from almen.sagsgang.tilstand import Beslutning, Fakta, Tilstand, tilstand
from almen.sagsgang.udfald import FOELGER, Foelge

AABNET = ""  # what opened a step that rests on nothing: the case itself


class Opholdsart(StrEnum):
    """How a stay ended. `AFBRUDT`: another step sent the case back, or ended it, before this one was settled."""

    UDFOERT = "udfoert"
    SENDT_TILBAGE = "sendt_tilbage"
    FORKASTET = "forkastet"
    AFBRUDT = "afbrudt"
    AABEN = "aaben"
    STANDSET = "standset"


# The actor acted: the time until then is the step's own. The others are times that had not run out when they were last seen.
AFGJORT = frozenset({Opholdsart.UDFOERT, Opholdsart.SENDT_TILBAGE, Opholdsart.FORKASTET})


class Ophold(NamedTuple):
    """One step in one round.

    `klar`: the day it could be taken up. `slut`: the day it was settled or broken off; None while it runs. `udloest_af`: the step
    whose decision made it ready (empty: the case's opening), and `tilbage` says that this decision sent the case back.
    `udsat_fra`: the day it was first postponed, `udsat`: how often. `igen_klar`: of a step that sent the case back, the day
    on which it could be taken up again; None if that has not come, or it sent nothing back. `beslutning`: the number of the
    decision that settled it.
    """

    trin: str
    runde: int
    klar: dt.date
    slut: dt.date | None
    art: Opholdsart
    udfald: str = ""
    udloest_af: str = AABNET
    tilbage: bool = False
    udsat_fra: dt.date | None = None
    udsat: int = 0
    igen_klar: dt.date | None = None
    beslutning: int | None = None

    @property
    def foer_tur(self) -> bool:
        """The recorded day lies before the day on which the step could be taken up."""
        return self.slut is not None and self.slut < self.klar

    @property
    def dage(self) -> int | None:
        """Calendar days of the stay, 0 where it was settled before its turn; None while it runs."""
        return None if self.slut is None else max(0, (self.slut - self.klar).days)


class _Aarsag(NamedTuple):
    """What made a step ready: the day, the step that was decided, and whether it sent the case back."""

    dato: dt.date
    trin: str
    tilbage: bool


@dataclass(slots=True)
class _Spor:
    """What is known so far: completions that stand, what sent steps back, rounds, postponements, and the stays."""

    completed: dict[str, dt.date] = field(default_factory=dict)
    brought: dict[str, _Aarsag] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    postponed: dict[str, tuple[dt.date, int]] = field(default_factory=dict)
    held: dict[str, bool] = field(default_factory=dict)  # step -> it was a rejection that was stopped
    stays: dict[tuple[str, int], Ophold] = field(default_factory=dict)


def find_ophold(
    sagsgang: Sagsgang,
    fakta: Fakta,
    aabnet: dt.date,
    beslutninger: Sequence[Beslutning],
    nu: Tilstand | None = None,
) -> tuple[Ophold, ...]:
    """Every stay of a case opened on `aabnet`, in the order of the route and of the rounds.

    `nu` is the case's state where the caller has it. An optional step has a stay only if it was decided. Decisions on steps that
    the route does not have (the case was moved) are passed over.
    """
    track = _Spor()
    for index, item in enumerate(beslutninger):
        if item.trin in sagsgang.efter_id:
            _follow(sagsgang, fakta, aabnet, beslutninger[:index], item, track)
    state = nu if nu is not None else tilstand(sagsgang, fakta, beslutninger)
    for key in state.aabne:
        _leave(sagsgang, aabnet, track, key, Opholdsart.AABEN)
    for key in state.standsede:
        _leave(sagsgang, aabnet, track, key, Opholdsart.STANDSET)
    order = {trin.id: number for number, trin in enumerate(sagsgang.orden)}
    stays = sorted(track.stays.values(), key=lambda item: (order[item.trin], item.runde))
    return tuple(_with_return(item, track) for item in stays)


def _follow(
    sagsgang: Sagsgang,
    fakta: Fakta,
    aabnet: dt.date,
    before: Sequence[Beslutning],
    item: Beslutning,
    track: _Spor,
) -> None:
    key = item.trin
    match FOELGER.get(item.udfald):  # type: ignore[call-overload]  # a StrEnum's value finds its member
        case Foelge.FULDFOERER:
            _leave(sagsgang, aabnet, track, key, Opholdsart.UDFOERT, item)
            track.completed[key] = item.dato
            track.held.pop(key, None)
        case Foelge.OPHAEVER if key in track.held:
            if track.held.pop(key):
                _leave(sagsgang, aabnet, track, key, Opholdsart.FORKASTET, item)
                _break_off(sagsgang, fakta, aabnet, before, item, frozenset(sagsgang.efter_id), track)
            else:
                _leave(sagsgang, aabnet, track, key, Opholdsart.UDFOERT, item)
                track.completed[key] = item.dato
        case Foelge.STANDSER:
            track.completed.pop(key, None)
            stopped = track.stays.pop((key, track.rounds.get(key, 1)), None)
            track.held[key] = stopped is not None and stopped.art is Opholdsart.FORKASTET
        case Foelge.FORBLIVER_AABEN:
            first, count = track.postponed.get(key, (item.dato, 0))
            track.postponed[key] = (min(first, item.dato), count + 1)
        case Foelge.TILBAGE if item.tilbage_til in sagsgang.efter_id:
            _leave(sagsgang, aabnet, track, key, Opholdsart.SENDT_TILBAGE, item)
            _send_back(sagsgang, fakta, aabnet, before, item, str(item.tilbage_til), track)
        case Foelge.AFSLUTTER:
            track.held.pop(key, None)
            _leave(sagsgang, aabnet, track, key, Opholdsart.FORKASTET, item)
            target = sagsgang.efter_id[key].ved_forkastet
            if target == AFSLUT:
                _break_off(sagsgang, fakta, aabnet, before, item, frozenset(sagsgang.efter_id), track)
            else:
                _send_back(sagsgang, fakta, aabnet, before, item, target, track)


def _leave(
    sagsgang: Sagsgang,
    aabnet: dt.date,
    track: _Spor,
    key: str,
    art: Opholdsart,
    item: Beslutning | None = None,
) -> None:
    """Writes the step's stay in its present round as it stands after `item`; without one it is still running."""
    ready = _ready(sagsgang, aabnet, track, key)
    since, count = track.postponed.get(key, (None, 0))
    number = track.rounds.get(key, 1)
    track.stays[key, number] = Ophold(
        trin=key,
        runde=number,
        klar=ready.dato,
        slut=item.dato if item else None,
        art=art,
        udfald=str(item.udfald) if item else "",
        udloest_af=ready.trin,
        tilbage=ready.tilbage,
        udsat_fra=since,
        udsat=count,
        beslutning=item.nummer if item else None,
    )


def _ready(sagsgang: Sagsgang, aabnet: dt.date, track: _Spor, key: str) -> _Aarsag:
    """The last of what had to come first: the steps it rests on, near or far, what sent it back, or the opening.

    Of several on the same day the nearest in the route is named.
    """
    best = _Aarsag(aabnet, AABNET, False)
    before = sagsgang.forgaengere[key]
    for trin in sagsgang.orden:
        if trin.id != key and trin.id in before and trin.id in track.completed:
            found = _Aarsag(track.completed[trin.id], trin.id, False)
            best = found if found.dato >= best.dato else best
    if (back := track.brought.get(key)) is not None and back.dato >= best.dato:
        # What was done again after the case came back is what made the step ready, also on the same day.
        again = best.trin in track.completed and track.rounds.get(best.trin, 1) > 1 and best.dato == back.dato
        best = best if again else back
    return best


def _send_back(
    sagsgang: Sagsgang,
    fakta: Fakta,
    aabnet: dt.date,
    before: Sequence[Beslutning],
    item: Beslutning,
    target: str,
    track: _Spor,
) -> None:
    """`target` and all that follows it begins a new round; what of it was running is broken off."""
    following = sagsgang.efterfoelgere[target]
    _break_off(sagsgang, fakta, aabnet, before, item, following, track)
    for key in following:
        track.rounds[key] = track.rounds.get(key, 1) + 1
        track.completed.pop(key, None)
        track.postponed.pop(key, None)
        track.held.pop(key, None)
        track.brought[key] = _Aarsag(item.dato, item.trin, True)


def _break_off(
    sagsgang: Sagsgang,
    fakta: Fakta,
    aabnet: dt.date,
    before: Sequence[Beslutning],
    item: Beslutning,
    among: frozenset[str],
    track: _Spor,
) -> None:
    state = tilstand(sagsgang, fakta, before)
    for key in (*state.aabne, *state.standsede):
        if key in among and key != item.trin:
            _leave(sagsgang, aabnet, track, key, Opholdsart.AFBRUDT, item)


def _with_return(item: Ophold, track: _Spor) -> Ophold:
    if item.art not in (Opholdsart.SENDT_TILBAGE, Opholdsart.FORKASTET):
        return item
    later = track.stays.get((item.trin, item.runde + 1))
    return item if later is None else item._replace(igen_klar=later.klar)


def is_running(item: Ophold) -> bool:
    """True while the step waits for its actor, or for the council where the decision was stopped."""
    return item.art in (Opholdsart.AABEN, Opholdsart.STANDSET)
