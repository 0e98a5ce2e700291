"""The whole life of a synthetic case, drawn by chance with a fixed seed: which decision on which day. Pure."""

from __future__ import annotations

import datetime as dt
import math
import random
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.ophold import find_ophold
from almen.sagsgang.tilstand import Beslutning, Fakta, Tilstand, tilstand
from almen.sagsgang.udfald import Udfald, allowed_udfald

LONGEST = 120  # decisions; nothing that can happen takes so many
GIVEN_UP = 2  # so often the same step may be postponed


class Skridt(NamedTuple):
    """One decision to be recorded."""

    trin: Trin
    dato: dt.date
    udfald: str
    tilbage_til: str | None = None


@dataclass(frozen=True)
class Livsloeb:
    """The municipality's draw: the file's figures, the bodies' days, and the name of the case, which is its seed."""

    spec: Mapping[str, Any]
    moededage: Mapping[str, Sequence[dt.date]]
    navn: str

    def chance(self, *what: object) -> random.Random:
        """The same luck each time for the same thing, whatever else is drawn."""
        seed = "/".join(map(str, (self.spec["froe"], self.navn, *what)))
        return random.Random(seed)  # noqa: S311 - invented days, the same in every demo

    def days(self, figures: Sequence[float], *what: object) -> int:
        """Days around the median `figures[0]`, at least one."""
        return max(1, round(self.chance(*what).lognormvariate(math.log(figures[0]), figures[1])))

    def hit(self, pct: float, *what: object) -> bool:
        """True in `pct` of a hundred draws."""
        return self.chance(*what).random() * 100 < pct


def plan_life(draw: Livsloeb, route: Sagsgang, fakta: Fakta, aabnet: dt.date) -> list[Skridt]:
    """Every decision of the case to its end, in the order of their days."""
    made: list[Beslutning] = []
    steps: list[Skridt] = []
    while len(steps) < LONGEST:
        state = tilstand(route, fakta, made)
        if state.afsluttet:
            break
        ready = {
            item.trin: item.klar
            for item in find_ophold(route, fakta, aabnet, made, state)
            if item.slut is None
        }
        latest = max((item.dato for item in made), default=aabnet)
        taken = _taken(draw, state)
        held = {follower for key in taken for follower in route.efterfoelgere[key]} - set(taken)
        open_ = {key: ready[key] for key in state.aabne if key not in held} | dict.fromkeys(taken, latest)
        options = [_next(draw, route.efter_id[key], state, made, day) for key, day in open_.items()]
        step = min(options, key=lambda item: (item.dato, route.orden.index(item.trin)))
        step = step._replace(dato=max(step.dato, latest))
        steps.append(step)
        made.append(Beslutning(len(made) + 1, step.trin.id, step.udfald, step.dato, step.tilbage_til))
    return steps


def _taken(draw: Livsloeb, state: Tilstand) -> list[str]:
    """The optional steps that this case takes."""
    return [
        key for key in state.valgfrie if key in draw.spec["trin"] and draw.hit(draw.spec["valgfrit"], key)
    ]


def _next(draw: Livsloeb, trin: Trin, state: Tilstand, made: Sequence[Beslutning], ready: dt.date) -> Skridt:
    """What comes of the step and when; `ready` is the day on which it can be taken up."""
    runde = state.trin[trin.id].runde
    postponed = [item for item in made if item.trin == trin.id and item.udfald == Udfald.UDSAT]
    count = sum(1 for item in postponed if item.dato >= ready)
    key = (trin.id, runde, count)
    days = draw.days(draw.spec["trin"][trin.id], *key)
    dato = (postponed[-1].dato if count else ready) + dt.timedelta(days=1 if count else days)
    if calendar := draw.moededage.get(trin.aktoer):
        dato = calendar[bisect_left(calendar, dato)]
    udfald, back = _outcome(draw, trin, runde, count, key)
    return Skridt(trin, dato, udfald, back)


def _outcome(
    draw: Livsloeb, trin: Trin, runde: int, postponed: int, key: tuple[object, ...]
) -> tuple[str, str | None]:
    spec, body = draw.spec, trin.aktoer in draw.moededage
    if body and postponed < GIVEN_UP and draw.hit(spec["udsat"], "udsat", *key):
        return Udfald.UDSAT.value, None
    back = spec["sendt_tilbage"]
    if runde == 1 and trin.id in back["til"] and draw.hit(back["pct"], "tilbage", *key):
        return Udfald.SENDT_TILBAGE.value, back["til"][trin.id]
    refused = spec["forkastet"]
    if trin.id in refused["trin"] and draw.hit(refused["pct"], "forkastet", *key):
        return Udfald.FORKASTET.value, None
    return next(item.value for item in allowed_udfald(trin) if item != Udfald.FRAFALDET), None
