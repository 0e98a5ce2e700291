"""A variant's route: the adopted one with the scenario's changes and links, as a route that holds together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from almen.analyse.simulering.scenarie import FORRIGE, GAELDENDE, Aendring, Forloebsvalg, Led, Scenarie
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sagsgang.definition import AFSLUT, Sagsgang, Trin
from almen.sagsgang.udfald import Handling
from almen.sagsgang.validering import find_fejl

LEDNAVNE = {"lokalplan": "Lokalplan", "byggesag": "Byggetilladelse"}


@dataclass(frozen=True)
class Rute:
    """The route that a variant runs on. `samme_dag`: steps that are taken on the day of what they wait for."""

    sagsgang: Sagsgang
    samme_dag: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()


def build_ruter(scenarie: Scenarie, routes: Mapping[str, Sagsgang], today: dt.date) -> list[Rute]:
    """Each variant's route. Raises UgyldigtInput with the faults of all of them; `routes`: the adopted ones, the oldest first."""
    if not routes:
        raise UgyldigtInput(
            [Fejl("sagstype", f"“{scenarie.sagstype}” har ingen vedtagne sagsgange i kommunen")]
        )
    found, fejl = [], []
    for number, valg in enumerate(scenarie.forloeb):
        try:
            sagsgang = _version(valg.version, routes, today)
            found.append(build_rute(sagsgang, valg, dict([*scenarie.led.items(), *valg.led.items()])))
        except UgyldigtInput as error:
            fejl += [Fejl(f"forloeb[{number}].{item.felt}", item.besked) for item in error.fejl]
    if fejl:
        raise UgyldigtInput(fejl)
    return found


def build_rute(sagsgang: Sagsgang, valg: Forloebsvalg, led: Mapping[str, Led]) -> Rute:
    """`sagsgang` with the variant's changes in their order, then its links. Raises UgyldigtInput; paths are within the variant."""
    steps = {trin.id: _bare(trin, sagsgang) for trin in sagsgang.trin}
    same_day: set[str] = set()
    fejl: list[Fejl] = []
    for number, item in enumerate(valg.aendringer):
        unknown = _unknown(f"aendringer[{number}]", item, steps)
        fejl += unknown
        if unknown:
            continue
        if item.sammen_med:
            same_day.add(str(item.trin))
        _change(steps, item)
    for id_, link in led.items():
        names = (("efter", link.efter), ("foer", link.foer))
        unknown = [
            Fejl(f"led.{id_}.{felt}", _no_such(key, steps))
            for felt, keys in names
            for key in keys
            if key not in steps
        ]
        fejl += unknown
        if not unknown:
            _tie(steps, sagsgang, id_, link)
    if fejl:
        raise UgyldigtInput(fejl)
    built = replace(sagsgang, trin=tuple(steps.values()), faser=sagsgang.faser[:1])
    wrong = find_fejl(built, filnavn="")
    if len(built.orden) < len(built.trin):
        wrong = wrong[:1]  # the ring itself; that the steps behind it are never reached follows from it
    if wrong:
        raise UgyldigtInput(
            Fejl("aendringer", f"trinnet “{item.trin}” ({item.felt}) {item.besked}") for item in wrong
        )
    return Rute(built, frozenset(same_day), frozenset(led))


def _version(version: str, routes: Mapping[str, Sagsgang], today: dt.date) -> Sagsgang:
    begun = [route for route in routes.values() if route.gyldig_fra <= today]
    place = {GAELDENDE: 1, FORRIGE: 2}.get(version)
    if place is not None and place <= len(begun):
        return begun[-place]
    if version in routes:
        return routes[version]
    allowed = ", ".join((*routes, GAELDENDE, *([FORRIGE] if len(begun) > 1 else [])))
    raise UgyldigtInput([Fejl("version", f"“{version}” findes ikke; tilladt er {allowed}")])


def _bare(trin: Trin, sagsgang: Sagsgang) -> Trin:
    """The step without what time does not depend on; phases, checks and deadlines would stand in the way of moving it."""
    return replace(
        trin,
        fase=sagsgang.faser[0].id,
        kontroller=(),
        dispensation_mulig=(),
        tilbage_ved_nej={},
        frist=None,
    )


def _change(steps: dict[str, Trin], item: Aendring) -> None:
    if item.uden:
        _leave_out(steps, item.uden)
    elif item.sammen_med:
        moved, other = steps[str(item.trin)], steps[item.sammen_med]
        waits = [key for key in other.efter if key != moved.id]
        steps[other.id] = replace(
            other, efter=_once([*waits, *(key for key in moved.efter if key != other.id)])
        )
        steps[moved.id] = replace(moved, efter=(other.id,))
    else:
        steps[str(item.trin)] = replace(steps[str(item.trin)], efter=_once(item.efter or ()))


def _leave_out(steps: dict[str, Trin], key: str) -> None:
    """What waited for the step waits for what it waited for; what went back to it goes back to there."""
    gone = steps.pop(key)
    for trin in list(steps.values()):
        waits = [part for item in trin.efter for part in (gone.efter if item == key else (item,))]
        back = trin.ved_forkastet if trin.ved_forkastet != key else next(iter(gone.efter), AFSLUT)
        steps[trin.id] = replace(trin, efter=_once(waits), ved_forkastet=back)


def _tie(steps: dict[str, Trin], sagsgang: Sagsgang, id_: str, link: Led) -> None:
    steps[id_] = Trin(
        id_, LEDNAVNE[id_], sagsgang.faser[0].id, id_, Handling.FORBEREDER, efter=_once(link.efter)
    )
    for key in link.foer:
        steps[key] = replace(steps[key], efter=_once([*steps[key].efter, id_]))


def _unknown(path: str, item: Aendring, steps: Mapping[str, Trin]) -> list[Fejl]:
    named = [(felt, getattr(item, felt)) for felt in ("trin", "sammen_med", "uden")]
    named += [(f"efter[{number}]", key) for number, key in enumerate(item.efter or ())]
    return [Fejl(f"{path}.{felt}", _no_such(key, steps)) for felt, key in named if key and key not in steps]


def _no_such(key: str, steps: Mapping[str, Trin]) -> str:
    return f"“{key}” er ikke et trin i sagsgangen. Trin: {', '.join(steps)}"


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
