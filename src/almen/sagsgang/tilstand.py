"""Where a case stands: one pure function of route, facts and decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from almen.sagsgang.definition import AFSLUT, Sagsgang, Trin
from almen.sagsgang.udfald import FOELGER, Foelge, Trinstatus, Udfald, allowed_udfald, udfald_navn

__all__ = [
    "ANNULLERET",
    "Beslutning",
    "Fakta",
    "Tilstand",
    "Trinstatus",
    "Trintilstand",
    "UgyldigBeslutning",
    "allowed_udfald",
    "annulled",
    "gaelder",
    "may_decide",
    "replay",
    "tilstand",
]

Fakta = Mapping[str, object]
ANNULLERET = "annulleret"
_IKKE_BRUGT = "Valgfrit trin, som ikke blev brugt"


@dataclass(frozen=True, slots=True)
class Beslutning:
    """A decision as the engine reads it. `tilbage_til` is the step that a case sent back goes to."""

    nummer: int
    trin: str
    udfald: str
    dato: dt.date
    tilbage_til: str | None = None


class Trintilstand(NamedTuple):
    """One step's state.

    `venter_paa`: the applicable steps that must be done first. `runde`: 1, and one more each time it is to
    be done again. `beslutning`: the number of the decision that completed it. `aarsag`: in Danish, why it
    does not apply. `udfoert_uden_at_gaelde`: decided, but under facts that have changed since; it stays in
    the record, marked.
    """

    id: str
    status: Trinstatus
    venter_paa: tuple[str, ...] = ()
    runde: int = 1
    beslutning: int | None = None
    aarsag: str = ""
    udfoert_uden_at_gaelde: bool = False


@dataclass(frozen=True, slots=True)
class Tilstand:
    """A case's whole state; ids of steps in the route's order.

    `fase` is the first phase with something left to do; `afslutning` is `gennemfoert`, `forkastet`, `annulleret`
    (opened in error, see `annulled`) or None;
    `ukendte` are decided steps that this route version does not have (the case was moved from another
    version).
    """

    trin: Mapping[str, Trintilstand]
    udfoerte: tuple[str, ...]
    aabne: tuple[str, ...]
    valgfrie: tuple[str, ...]
    venter: tuple[str, ...]
    standsede: tuple[str, ...]
    fase: str
    afsluttet: bool
    afslutning: str | None
    ukendte: tuple[str, ...] = ()


class UgyldigBeslutning(ValueError):
    """The decision is not possible where the case stands; the text says why."""


@dataclass(slots=True)
class _Forloeb:
    """What the decisions so far amount to, before facts and prerequisites are looked at."""

    done: dict[str, int] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    stopped: dict[str, bool] = field(default_factory=dict)  # step -> it was a rejection that was stopped
    ended_in: str | None = None
    demanded: set[str] = field(default_factory=set)  # optional steps that the case has been sent back to
    unknown: list[str] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)  # the round of each decision


def gaelder(trin: Trin, fakta: Fakta) -> bool:
    """True if the step's conditions hold: for each named fact, some value of the case is among those listed.

    A fact that the case does not have yet does not rule a step out.
    """
    for navn, tilladte in trin.naar.items():
        vaerdi = fakta.get(navn)
        if vaerdi is None:
            continue
        values: Collection[object]
        if isinstance(vaerdi, bool):
            values = ("ja" if vaerdi else "nej",)
        elif isinstance(vaerdi, str | int):
            values = (str(vaerdi),)
        elif isinstance(vaerdi, Collection):
            values = vaerdi
        else:
            raise TypeError(f"Oplysningen “{navn}” skal være tekst, et helt tal, ja/nej eller flere værdier.")
        if values and tilladte.isdisjoint(values):
            return False
    return True


def tilstand(sagsgang: Sagsgang, fakta: Fakta, beslutninger: Sequence[Beslutning]) -> Tilstand:
    """The state that follows from `beslutninger`, taken in their order, under the facts as they are now.

    An optional step that the case has been sent back to is no longer optional.
    A prerequisite that does not apply, or is optional and was not taken, counts as satisfied as soon as its
    own prerequisites are: a step never overtakes what stands before a step that dropped out. Decisions are
    taken as recorded; whether a new one is allowed is `may_decide`'s question.
    """
    course = _run(sagsgang, beslutninger)
    done, stopped, ended_in = course.done, course.stopped, course.ended_in
    following, rounds = sagsgang.efterfoelgere, course.rounds
    blocking: dict[str, tuple[str, ...]] = {}
    states: dict[str, Trintilstand] = {}
    completed: list[str] = []
    open_: list[str] = []
    optional: list[str] = []
    waiting: list[str] = []
    held: list[str] = []
    unfinished: set[str] = set()
    for trin in sagsgang.orden:
        key = trin.id
        number = done.get(key)
        missing = _missing(trin, blocking)
        applies = not trin.naar or gaelder(trin, fakta)
        shown: tuple[str, ...] = ()
        reason = ""
        if not applies:
            status, reason = Trinstatus.IKKE_RELEVANT, sagsgang.betingelser[key]
            blocking[key] = missing
        elif number is not None:
            status = Trinstatus.UDFOERT
            blocking[key] = ()
            completed.append(key)
        elif key in stopped:
            status = Trinstatus.STANDSET
            blocking[key] = (key,)
            held.append(key)
            unfinished.add(trin.fase)
        elif key == ended_in:
            status = Trinstatus.FORKASTET
            blocking[key] = (key,)
        elif trin.valgfrit and key not in course.demanded:
            blocking[key] = missing
            if not done.keys().isdisjoint(following[key]):
                status, reason = Trinstatus.IKKE_RELEVANT, _IKKE_BRUGT
            elif missing or ended_in:
                status, shown = Trinstatus.VENTER, missing
            else:
                status = Trinstatus.VALGFRI
                optional.append(key)
        else:
            blocking[key] = (key,)
            unfinished.add(trin.fase)
            if missing or ended_in:
                status, shown = Trinstatus.VENTER, missing
                waiting.append(key)
            else:
                status = Trinstatus.AABEN
                open_.append(key)
        states[key] = Trintilstand(
            key, status, shown, rounds.get(key, 1), number, reason, number is not None and not applies
        )
    if ended_in is not None:
        return _ended(sagsgang, states, completed, held, ended_in, course)
    finished = not unfinished
    return Tilstand(
        trin=states,
        udfoerte=tuple(completed),
        aabne=tuple(open_),
        valgfrie=() if finished else tuple(optional),
        venter=tuple(waiting),
        standsede=tuple(held),
        fase=_first_phase(sagsgang, unfinished),
        afsluttet=finished,
        afslutning="gennemfoert" if finished else None,
        ukendte=tuple(course.unknown),
    )


def _ended(
    sagsgang: Sagsgang,
    states: dict[str, Trintilstand],
    completed: list[str],
    held: list[str],
    ended_in: str,
    course: _Forloeb,
) -> Tilstand:
    """The state of a case that was rejected: nothing is open, and every step left says why."""
    reason = f"Sagen blev afsluttet i trinnet “{sagsgang.efter_id[ended_in].navn}”"
    for key, state in states.items():
        if state.status is Trinstatus.VENTER:
            states[key] = state._replace(venter_paa=(), aarsag=reason)
    return Tilstand(
        trin=states,
        udfoerte=tuple(completed),
        aabne=(),
        valgfrie=(),
        venter=(),
        standsede=tuple(held),
        fase=sagsgang.efter_id[ended_in].fase,
        afsluttet=True,
        afslutning="forkastet",
        ukendte=tuple(course.unknown),
    )


def annulled(state: Tilstand) -> Tilstand:
    """The state of a case that was opened in error: its steps stand, none of them is open, and it is finished."""
    reason = "Sagen er annulleret"
    steps = {
        key: item._replace(status=Trinstatus.VENTER, venter_paa=(), aarsag=reason)
        if item.status in (Trinstatus.AABEN, Trinstatus.VALGFRI, Trinstatus.VENTER)
        else item
        for key, item in state.trin.items()
    }
    return replace(state, trin=steps, aabne=(), valgfrie=(), venter=(), afsluttet=True, afslutning=ANNULLERET)


def _run(sagsgang: Sagsgang, beslutninger: Sequence[Beslutning]) -> _Forloeb:
    course = _Forloeb()
    done, stopped, steps = course.done, course.stopped, sagsgang.efter_id
    for item in beslutninger:
        key = item.trin
        course.taken.append(course.rounds.get(key, 1))
        if key not in steps:
            course.unknown.append(key)
            continue
        match FOELGER.get(item.udfald):  # type: ignore[call-overload]  # a StrEnum's value finds its member
            case Foelge.FULDFOERER:
                done[key] = item.nummer
                stopped.pop(key, None)
            case Foelge.STANDSER:
                stopped[key] = course.ended_in == key
                course.ended_in = None if course.ended_in == key else course.ended_in
                done.pop(key, None)
            case Foelge.OPHAEVER if key in stopped:
                if stopped.pop(key):
                    course.ended_in = key
                else:
                    done[key] = item.nummer
            case Foelge.TILBAGE if item.tilbage_til in steps:
                _redo(sagsgang, course, str(item.tilbage_til))
                course.demanded.add(str(item.tilbage_til))
            case Foelge.AFSLUTTER:
                stopped.pop(key, None)
                target = steps[key].ved_forkastet
                if target == AFSLUT:
                    course.ended_in = key
                else:
                    _redo(sagsgang, course, target)
    return course


def rounds_of(sagsgang: Sagsgang, beslutninger: Sequence[Beslutning]) -> tuple[int, ...]:
    """The round in which each decision was taken: 1, and one more for each time that its step had been sent back before."""
    return tuple(_run(sagsgang, beslutninger).taken)


def _redo(sagsgang: Sagsgang, course: _Forloeb, start: str) -> None:
    """`start` and everything that follows it is to be done again, in a new round; nothing else is touched."""
    for key in sagsgang.efterfoelgere[start]:
        course.rounds[key] = course.rounds.get(key, 1) + 1
        course.done.pop(key, None)
        course.stopped.pop(key, None)
        course.demanded.discard(key)


def _missing(trin: Trin, blocking: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if not trin.efter:
        return ()
    if len(trin.efter) == 1:
        return blocking[trin.efter[0]]
    return tuple(dict.fromkeys(key for parent in trin.efter for key in blocking[parent]))


def _first_phase(sagsgang: Sagsgang, unfinished: Collection[str]) -> str:
    """The first phase with mandatory steps left; the last one when nothing is."""
    for fase in sagsgang.faser:
        if fase.id in unfinished:
            return fase.id
    return sagsgang.faser[-1].id if sagsgang.faser else ""


def may_decide(
    sagsgang: Sagsgang, fakta: Fakta, beslutninger: Sequence[Beslutning], beslutning: Beslutning
) -> str | None:
    """None if `beslutning` may be recorded after `beslutninger`; else the reason, in Danish."""
    trin = sagsgang.efter_id.get(beslutning.trin)
    if trin is None:
        return (
            f"Trinnet “{beslutning.trin}” findes ikke i denne sagsgang. Trin: {', '.join(sagsgang.efter_id)}."
        )
    state = tilstand(sagsgang, fakta, beslutninger)
    own = state.trin[trin.id]
    allowed = allowed_udfald(trin, own.status)
    if beslutning.udfald not in allowed:
        return _why_refused(sagsgang, trin, state, beslutning.udfald, allowed)
    if beslutning.udfald == Udfald.STANDSET:
        return _why_not_standset(sagsgang, trin, state)
    if beslutning.udfald == Udfald.SENDT_TILBAGE:
        return _why_not_tilbage(sagsgang, trin, state, beslutning.tilbage_til)
    return None


def replay(sagsgang: Sagsgang, fakta: Fakta, beslutninger: Sequence[Beslutning]) -> Tilstand:
    """Like `tilstand`, but every decision must have been allowed when its turn came.

    Raises UgyldigBeslutning with the number of the first that was not, and the reason.
    """
    for index, beslutning in enumerate(beslutninger):
        reason = may_decide(sagsgang, fakta, beslutninger[:index], beslutning)
        if reason:
            raise UgyldigBeslutning(f"Beslutning {beslutning.nummer}: {reason}")
    return tilstand(sagsgang, fakta, beslutninger)


def _why_refused(
    sagsgang: Sagsgang, trin: Trin, state: Tilstand, udfald: str, allowed: Sequence[Udfald]
) -> str:
    own = state.trin[trin.id]
    if own.status is Trinstatus.IKKE_RELEVANT:
        return f"“{trin.navn}” indgår ikke i denne sag. {own.aarsag}."
    if udfald == Udfald.STANDSET and not trin.standsningsret:
        return (
            f"“{trin.navn}” kan ikke standses. Standsningsretten gælder kun udvalgenes beslutninger "
            "(styrelsesloven § 23)."
        )
    if own.status is Trinstatus.UDFOERT:
        return f"“{trin.navn}” er allerede besluttet."
    if state.afsluttet:
        return "Sagen er afsluttet; der kan ikke træffes flere beslutninger i den."
    if own.status is Trinstatus.VENTER:
        return f"“{trin.navn}” kan ikke besluttes endnu. Mangler: {_names(sagsgang, own.venter_paa)}."
    choices = ", ".join(f"{item} ({udfald_navn(trin.handling, item).lower()})" for item in allowed)
    return f"Udfaldet “{udfald}” kan ikke bruges på “{trin.navn}”. Mulige: {choices}."


def _why_not_standset(sagsgang: Sagsgang, trin: Trin, state: Tilstand) -> str | None:
    later = [key for key in state.udfoerte if key != trin.id and key in sagsgang.efterfoelgere[trin.id]]
    if not later:
        return None
    return (
        f"“{trin.navn}” kan ikke standses, for senere trin er allerede besluttet: {_names(sagsgang, later)}. "
        "Standsningsretten skal bruges på mødet. Send i stedet sagen tilbage."
    )


def _why_not_tilbage(sagsgang: Sagsgang, trin: Trin, state: Tilstand, target: str | None) -> str | None:
    possible = [
        item.id
        for item in sagsgang.orden
        if item.id in sagsgang.forgaengere[trin.id]
        and state.trin[item.id].status is not Trinstatus.IKKE_RELEVANT
    ]
    if target in possible:
        return None
    return f"Angiv, hvilket trin sagen sendes tilbage til. Mulige: {', '.join(possible)}."


def _names(sagsgang: Sagsgang, keys: Sequence[str]) -> str:
    return ", ".join(f"“{sagsgang.efter_id[key].navn}”" for key in keys)
