"""Which observed times and outcomes a step is given, and in words where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from almen.analyse.models import Art
from almen.analyse.simulering.observeret import Observeret, Trintal, cells, merge
from almen.analyse.simulering.overlevelse import draw_table
from almen.analyse.simulering.scenarie import Varighed
from almen.regler.dansk import format_tal
from almen.sagsgang.definition import AFSLUT, Sagsgang, Trin
from almen.sagsgang.udfald import Handling

LAENGDE = 1000  # of a table that is drawn from: a thousandth of the cases each


@dataclass(frozen=True)
class Valg:
    """A table to draw from, where it comes from (Danish), and how many stays it rests on."""

    tabel: tuple[int, ...]
    kilde: str
    antal: int = 0
    afgjorte: int = 0


class Trinvalg:
    """What the observed cases say of the steps of one variant. `mindst`: the fewest settled stays that are preferred to a wider look."""

    def __init__(
        self, observeret: Observeret, routes: Mapping[str, Sagsgang], version: str, mindst: int
    ) -> None:
        self.observeret, self.routes, self.version, self.mindst = observeret, routes, version, mindst

    def times(self, trin: Trin) -> Valg | None:
        """Days at the step; None where nothing like it was ever settled."""
        if trin.id in self.observeret.led:
            found = self.observeret.led[trin.id]
            settled = sum(count for _, done, count in found if done)
            return self._table(found, "de kendte forløb", settled) if settled else None
        looks = [(kilde, tal) for kilde, tal in (*self._own(trin), *self._kin(trin)) if tal.afgjorte]
        if not looks:
            return None
        most = max(looks, key=lambda look: look[1].afgjorte)
        kilde, tal = next((look for look in looks if look[1].afgjorte >= self.mindst), most)
        return self._table(cells(tal.tider), kilde, tal.afgjorte)

    def meetings(self, trin: Trin) -> Valg:
        """Possible meetings that the step passes by, so that its time is not drawn once more; none where nothing is seen."""
        looks = [
            (f"{kilde}{note}", seen)
            for kilde, tal in (*self._own(trin), *self._kin(trin))
            for seen, note in (
                (tal.moeder, _between_meetings(tal.uden_moede)),
                (tal.moeder_skoen, "; mødernes dage dengang er skønnet"),
            )
            if any(settled for _, settled in seen)
        ]
        if not looks:
            return Valg(
                (0,),
                "mødeplanen; det første mulige møde, for det er ikke set, hvor ofte det bliver et senere",
            )
        kilde, seen = next((look for look in looks if _settled(look[1]) >= self.mindst), looks[0])
        table, _ = draw_table(cells(seen), LAENGDE)
        first = round(100 * table.count(0) / LAENGDE)
        late = round(100 * sum(item < 0 for item in table) / LAENGDE)
        before = f", {late} pct. på et tidligere, selv om fristen var gået" if late else ""
        return Valg(
            table,
            f"mødeplanen; {first} pct. kommer på det første mulige møde{before} ({kilde})",
            sum(seen.values()),
            _settled(seen),
        )

    def use(self, trin: Trin) -> float:
        """How often an optional step is taken, of the cases that came past it; 1 for the others."""
        if not trin.valgfrit:
            return 1.0
        for versions in ([self.version], list(self.routes)):
            used = past = 0
            for version in versions:
                route = self.routes.get(version)
                if route is not None and trin.id in route.efter_id:
                    used += self._tal(version, trin.id).sager
                    before = route.efter_id[trin.id].efter
                    past += max((self._tal(version, key).sager_udfoert for key in before), default=0)
            if past >= self.mindst:
                return min(1.0, used / past)
        return 0.0

    def outcomes(self, trin: Trin, places: Mapping[str, int]) -> list[tuple[float, int, bool]]:
        """(chance, place of the target, whether it must be taken) of what does not settle the step; a target's place -1 ends the case."""
        looks = [self._tal(self.version, trin.id), self.observeret.at_step(trin.id)]
        tal = next((item for item in looks if sum(item.art.values()) >= self.mindst), looks[-1])
        settled = sum(tal.art.values())
        if not settled:
            return []
        found = []
        # A target that the variant's route does not have, or that no longer comes before, is the step itself.
        targets = tal.tilbage_til or {next(iter(trin.efter), trin.id): 1}
        whole = sum(targets.values())
        for target, count in sorted(targets.items()):
            place = places.get(target, places[trin.id])
            found.append((tal.art[Art.SENDT_TILBAGE] / settled * count / whole, place, True))
        end = -1 if trin.ved_forkastet == AFSLUT else places[trin.ved_forkastet]
        found.append((tal.art[Art.FORKASTET] / settled, end, False))
        return [item for item in found if item[0]]

    def _own(self, trin: Trin) -> list[tuple[str, Trintal]]:
        """The step in the version's own cases, then in those of all versions."""
        return [
            (f"sager efter {self.version}", self._tal(self.version, trin.id)),
            ("sager efter alle versioner", self.observeret.at_step(trin.id)),
        ]

    def _kin(self, trin: Trin) -> list[tuple[str, Trintal]]:
        """Steps of the same kind by the same actor, for a step that was never seen.

        What is prepared differs too much from one step to the next (an application, a building) for one to speak for another.
        """
        kind = (trin.aktoer, trin.handling)
        if trin.handling is Handling.FORBEREDER or any(tal.antal for _, tal in self._own(trin)):
            return []
        alike = [
            tal
            for (version, key), tal in self.observeret.trin.items()
            if (step := self._step(version, key)) is not None and (step.aktoer, step.handling) == kind
        ]
        return [("andre trin med samme aktør og handling", merge(alike))]

    def _step(self, version: str, key: str) -> Trin | None:
        route = self.routes.get(version)
        return route.efter_id.get(key) if route is not None else None

    def _tal(self, version: str, key: str) -> Trintal:
        return self.observeret.trin.get((version, key), Trintal())

    @staticmethod
    def _table(found: list[tuple[int, int, int]], kilde: str, settled: int) -> Valg:
        table, left = draw_table(found, LAENGDE)
        if left > 0:
            kilde += (
                f"; {format_tal(round(100 * left))} pct. var ikke nået, da de sidst blev set, og får den længste tid, der er set:"
                f" {max(dage for dage, _, _ in found)} dage"
            )
        return Valg(table, kilde, sum(count for _, _, count in found), settled)


def _between_meetings(antal: int) -> str:
    return f"; {format_tal(antal)} blev afgjort mellem to møder og regnes til det nærmeste" if antal else ""


def _settled(seen: Mapping[tuple[int, int], int]) -> int:
    return sum(count for (_, settled), count in seen.items() if settled)


def given(varighed: Varighed) -> Valg:
    """An assumed duration."""
    table = (varighed.dage,) if varighed.dage is not None else tuple(sorted(varighed.fordeling or ()))
    return Valg(table, "antaget i scenariet")
