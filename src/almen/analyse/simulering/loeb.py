"""One repetition of one variant: every case from its first day until it ends, or the run does.

A case is worked out step by step in the route's order; only what cannot be known alone is an event (SimPy): a case before an actor
with few hands, an item on a meeting with few places, and in such a run what sends a case back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

import simpy

from almen.analyse.simulering.plan import AFSLUT, Forloebsplan
from almen.analyse.simulering.traekning import AFGJORT, Traek, Traekning

ALDRIG = 10**9  # the day of what has not happened
SIDST = simpy.events.EventPriority(2)  # simpy's own priorities are 0 and 1
Ventetid = tuple[int, int]


class Sag:
    """A case under way.

    By step: the day it was taken (`dag`), the first on which it could be taken up (`klar`), the first it may be in this round
    (`tidligst`), its round, and the round in which an actor or a meeting was asked for it.
    """

    __slots__ = (
        "anmodet",
        "dag",
        "forkastet",
        "kast",
        "klar",
        "krav",
        "nummer",
        "runde",
        "tidligst",
        "udgave",
    )

    def __init__(self, nummer: int, start: int, antal: int) -> None:
        self.nummer = nummer
        self.dag = [ALDRIG] * antal
        self.klar = [ALDRIG] * antal
        self.tidligst = [start] * antal
        self.runde = [1] * antal
        self.anmodet = [0] * antal
        self.kast: list[
            tuple[int, int, int]
        ] = []  # (day, step, place in its outcomes): what is still to send it back
        self.krav: set[int] = set()  # optional steps that it was sent back to
        self.forkastet = ALDRIG
        self.udgave = 0


class Loeb:
    """The cases of one repetition on one variant. `sager` and `ventetider` (by actor) hold what came of them after `run`."""

    def __init__(self, forloeb: Forloebsplan, traekning: Traekning, slut: int) -> None:
        self.trin, self.slut, self.traekning = forloeb.trin, slut, traekning
        self.ventetider: dict[str, list[Ventetid]] = defaultdict(list)
        self.env = simpy.Environment()
        self.haender = {key: _Haender(self, key, number) for key, number in forloeb.haender.items()}
        self.moeder = {
            key: _Moeder(self, key, days, forloeb.pladser.get(key)) for key, days in forloeb.kalendere.items()
        }
        self.alene = not forloeb.haender and not forloeb.pladser
        self._draws: list[list[Traek]] = [[] for _ in self.trin]
        self._waits = [trin.efter for trin in self.trin]
        self._where = [
            self.haender.get(trin.aktoer) if not trin.kalender else self.moeder.get(trin.kalender)
            for trin in self.trin
        ]
        self._next = [self._reach(place) for place in range(len(self.trin))]
        start = traekning.sager.start
        self.sager = [Sag(number, day, len(self.trin)) for number, day in enumerate(start)]

    def run(self) -> Loeb:
        """Runs every case until it ends or the run does."""
        everything = range(len(self.trin))
        for sag in self.sager:
            self.go_on(sag, everything)
        if not self.alene:
            self.env.run(until=self.slut)
        for actor in self.haender.values():
            actor.close(self.slut)
        for body in self.moeder.values():
            body.close(self.slut)
        return self

    def go_on(self, sag: Sag, steps: Iterable[int]) -> None:
        """Works out `steps` (in order), and whatever follows from what sends the case back."""
        self._work_out(sag, steps)
        if not sag.kast:
            return
        if self.alene:
            while sag.kast and (first := min(sag.kast))[0] < self.slut:
                self._work_out(sag, self._send_back(sag, first))
            return
        first = min(sag.kast)
        if first[0] < self.slut:
            event = _Tilbage(self.env, first[0] - self.env.now, (sag, sag.udgave))
            event.callbacks.append(self._on_send_back)

    def settle(self, sag: Sag, step: int, dag: int) -> None:
        """The step that the case had asked an actor or a meeting for was taken on `dag`."""
        sag.dag[step] = _outcome(sag, step, dag, self.draw(step, sag.runde[step]).udfald)
        self.go_on(sag, self._next[step])

    def holds(self, sag: Sag, step: int, runde: int) -> bool:
        """True if what was asked for in that round still is wanted."""
        return sag.runde[step] == runde and sag.forkastet == ALDRIG

    def draw(self, step: int, runde: int) -> Traek:
        """Times, whether taken, and outcomes of all cases at the step in that round."""
        rounds = self._draws[step]
        while len(rounds) < runde:
            rounds.append(self.traekning.draw(self.trin[step], len(rounds) + 1))
        return rounds[runde - 1]

    def _work_out(self, sag: Sag, steps: Iterable[int]) -> None:
        # Done many million times in a run: what does not change is looked up once.
        number, dag, klar, runder, tidligst = sag.nummer, sag.dag, sag.klar, sag.runde, sag.tidligst
        draws, waits, places, slut = self._draws, self._waits, self._where, self.slut
        for step in steps:
            ready = tidligst[step]
            for earlier in waits[step]:
                if dag[earlier] > ready:
                    ready = dag[earlier]
            if ready >= slut:
                dag[step] = ALDRIG
                continue
            runde, rounds = runder[step], draws[step]
            tider, bruges, udfald = rounds[runde - 1] if runde <= len(rounds) else self.draw(step, runde)
            if bruges is not None and not bruges[number] and step not in sag.krav:
                dag[step] = ready  # what does not apply, or is not taken, holds nothing up
                continue
            if klar[step] == ALDRIG:
                klar[step] = ready
            where = places[step]
            if where is None:
                dag[step] = _outcome(sag, step, ready + tider[number], udfald)
            elif where.plads is None:
                dag[step] = _outcome(sag, step, where.next_day(ready, tider[number]), udfald)
            elif sag.anmodet[step] != runde:
                sag.anmodet[step] = runde
                where.ask(sag, step, runde, ready, tider[number])

    def _reach(self, step: int) -> tuple[int, ...]:
        """What can be known when the step is taken: what follows it, but not what lies behind another that is waited for."""
        found = {step}
        for later in self.trin[step].efterfoelgere:
            if any(
                item in found and (item == step or not self._holds_up(item)) for item in self._waits[later]
            ):
                found.add(later)
        return tuple(sorted(found - {step}))

    def _holds_up(self, step: int) -> bool:
        """True if an actor or a meeting is waited for there in every case; a step that some pass by holds those up no longer."""
        where, trin = self._where[step], self.trin[step]
        return where is not None and where.plads is not None and trin.brug >= 1 and all(trin.gaelder)

    def _send_back(self, sag: Sag, kast: tuple[int, int, int]) -> tuple[int, ...]:
        """What can be done anew now; nothing where the case ends."""
        dag, step, place = kast
        target = self.trin[step].udfald[place][1]
        sag.udgave += 1
        if target == AFSLUT:
            sag.forkastet = dag
            sag.dag = [day if day <= dag else ALDRIG for day in sag.dag]
            sag.klar = [day if day <= dag else ALDRIG for day in sag.klar]
            sag.kast = []
            return ()
        again = self.trin[target].efterfoelgere
        for item in again:
            sag.dag[item] = ALDRIG
            sag.klar[item] = sag.klar[item] if sag.klar[item] <= dag else ALDRIG
            sag.tidligst[item] = dag
            sag.runde[item] += 1
        sag.krav.difference_update(again)
        if self.trin[step].kraever[place]:
            sag.krav.add(target)
        sag.kast = [item for item in sag.kast if item[1] not in again]
        return (target, *self._next[target])

    def _on_send_back(self, event: Any) -> None:
        sag, udgave = event.value
        if sag.udgave == udgave and sag.forkastet == ALDRIG:
            self.go_on(sag, self._send_back(sag, min(sag.kast)))


def _outcome(sag: Sag, step: int, dag: int, udfald: list[int] | None) -> int:
    """`dag`, if the step is settled then; else ALDRIG, and the case keeps what it came out as."""
    if udfald is None or (place := udfald[sag.nummer]) == AFGJORT:
        return dag
    sag.kast.append((dag, step, place))
    return ALDRIG


class _Tilbage(simpy.Event):
    """What sends a case back comes after all else of its day, as it does where the days are reckoned."""

    def __init__(self, env: simpy.Environment, dage: float, value: Any) -> None:
        super().__init__(env)
        self._ok, self._value = True, value
        env.schedule(self, priority=SIDST, delay=dage)


class _Haender:
    """An actor that has a number of cases in hand at a time; the others wait in the order they came."""

    def __init__(self, loeb: Loeb, aktoer: str, antal: int) -> None:
        self.loeb, self.env, self.plads = loeb, loeb.env, antal
        self.koe: deque[tuple[Sag, int, int, int, int]] = deque()
        self.ventetider = loeb.ventetider[aktoer]

    def ask(self, sag: Sag, step: int, runde: int, klar: int, dage: int) -> None:
        """The case comes on the day `klar` and takes `dage` days of one pair of hands."""
        asked = (sag, step, runde, klar, dage)
        if klar <= self.env.now:
            self._arrive(asked)
        else:
            self.env.timeout(klar - self.env.now, asked).callbacks.append(self._on_arrival)

    def _on_arrival(self, event: Any) -> None:
        self._arrive(event.value)

    def _arrive(self, asked: tuple[Sag, int, int, int, int]) -> None:
        self.koe.append(asked)
        self._take()

    def _take(self) -> None:
        while self.plads and self.koe:
            sag, step, runde, klar, dage = self.koe.popleft()
            if self.loeb.holds(sag, step, runde):
                self.ventetider.append((klar, int(self.env.now)))
                self.plads -= 1
                self.env.timeout(dage, (sag, step, runde)).callbacks.append(self._on_done)

    def _on_done(self, event: Any) -> None:
        sag, step, runde = event.value
        self.plads += 1
        if self.loeb.holds(sag, step, runde):
            self.loeb.settle(sag, step, int(self.env.now))
        self._take()

    def close(self, slut: int) -> None:
        """Those who still wait have waited until the end."""
        self.ventetider.extend((item[3], slut) for item in self.koe)


class _Moeder:
    """A body's meetings. With few places (`plads`) the items that were ready first are taken, and the others wait for the next."""

    def __init__(self, loeb: Loeb, aktoer: str, dage: tuple[tuple[int, int], ...], plads: int | None) -> None:
        self.loeb, self.env, self.plads = loeb, loeb.env, plads
        self.frister = list(accumulate((frist for frist, _ in dage), max))
        self.dage = [day for _, day in dage]
        self.ventetider = loeb.ventetider[aktoer]
        self.punkter: dict[int, list[tuple[int, int, Sag, int, int]]] = defaultdict(list)
        self.brugt: dict[int, int] = defaultdict(int)
        self.lagt_paa = 0

    def next_day(self, klar: int, forbi: int) -> int:
        """The day of the first meeting whose deadline is not before `klar`, `forbi` meetings passed by; ALDRIG after the last known."""
        place = self._place(klar, forbi)
        if place >= len(self.dage):
            self.ventetider.append((klar, ALDRIG))
            return ALDRIG
        self.ventetider.append((klar, self.dage[place]))
        return self.dage[place]

    def _place(self, klar: int, forbi: int) -> int:
        """Below 0, `forbi` is of meetings whose deadline is over; none before the case is ready."""
        place = bisect_left(self.frister, klar) + forbi
        return place if forbi >= 0 else max(place, bisect_left(self.dage, klar))

    def ask(self, sag: Sag, step: int, runde: int, klar: int, forbi: int) -> None:
        """The case wants a place on the meeting that `next_day` would give."""
        self.lagt_paa += 1
        self._put(self._place(klar, forbi), (klar, self.lagt_paa, sag, step, runde))

    def _put(self, place: int, punkt: tuple[int, int, Sag, int, int]) -> None:
        if place >= len(self.dage):
            self.ventetider.append((punkt[0], ALDRIG))
            return
        if place not in self.punkter:
            event = self.env.timeout(self.dage[place] - self.env.now, place)
            event.callbacks.append(self._on_meeting)
        self.punkter[place].append(punkt)

    def _on_meeting(self, event: Any) -> None:
        place = event.value
        wanted = [item for item in self.punkter.pop(place) if self.loeb.holds(item[2], item[3], item[4])]
        wanted.sort(key=lambda item: item[:2])
        free = (self.plads or 0) - self.brugt[place]
        for item in wanted[free:]:
            self._put(place + 1, item)
        for klar, _, sag, step, _ in wanted[:free]:
            self.brugt[place] += 1
            self.ventetider.append((klar, self.dage[place]))
            self.loeb.settle(sag, step, self.dage[place])

    def close(self, slut: int) -> None:
        """Those who still wait have waited until the end."""
        for items in self.punkter.values():
            self.ventetider.extend((item[0], slut) for item in items)
