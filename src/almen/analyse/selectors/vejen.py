"""The whole way of each case: local plan, support case and building case joined. A fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet

from almen.analyse.models import Art
from almen.analyse.selectors.ophold import visible_ophold
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.straekninger import FELTER, Vejkort, vejkort_of
from almen.analyse.vej import Vej, find_dage, find_forbi, find_venter, measure
from almen.byggeri.models import Lokalplanprojekt
from almen.organisationer.models import Bruger
from almen.sager.adgang import scope_of_sag
from almen.sager.models import Sagsoverblik
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.tilstand import gaelder
from almen.sagsgang.udfald import Udfald

GENNEMFOERT = "gennemfoert"
BACK = (Art.SENDT_TILBAGE, Art.FORKASTET)
Felter = Mapping[tuple[str, str], dt.date | None]


def ways_of(bruger: Bruger, sagstype: str, today: dt.date, sag: int | None = None) -> list[Vej]:
    """Every case of the type that `bruger` may see (or the one), the latest first, with all its stretches measured. Four queries.

    Raises KeyError for a case type that has no stretches.
    """
    kort, routes = vejkort_of(sagstype), routes_of(sagstype)
    only = {} if sag is None else {"sag": sag}
    cases = Sagsoverblik.objects.filter(
        scope_of_sag(bruger, "sag__"), sagstype=sagstype, sag__annulleret__isnull=True, **only
    )
    stays = _stays(bruger, sagstype, kort, only)
    plans = _plan_days(sag)
    joined = _Samling(kort, routes, today)
    return [
        joined.way_of(row, stays.get(row["sag_id"], ()), plans.get(row["sag_id"], {}))
        for row in cases.order_by("-sag_id").values(*_CASE, **_RENAMED)
    ]


_CASE = ("sag_id", "nummer", "titel", "version", "boligtyper", "aabnet_dato", "afslutning", "demo")
_RENAMED = {
    "organisation": F("boligorganisation__navn"),
    "lbf_nummer": F("boligorganisation__lbf_nummer"),
    "garanti_soegt": F("sag__renovering__garanti_soegt"),
    **{felt: F(f"sag__byggesag__{felt}") for felt in FELTER["byggesag"]},
}


class _Ophold(NamedTuple):
    """What is asked of a stay."""

    sag_id: int
    trin: str
    runde: int
    klar: dt.date
    slut: dt.date | None
    art: str
    udfald: str
    udloest_af: str
    tilbage: bool
    beslutning_nummer: int | None


def _stays(bruger: Bruger, sagstype: str, kort: Vejkort, only: Mapping[str, int]) -> dict[int, list[_Ophold]]:
    """The stays that tell a point's day, or that send a case back: case → stays. One query."""
    steps = {trin for punkt in kort.punkter for trin in punkt.trin}
    rows = visible_ophold(bruger).filter(
        Q(trin__in=steps, art=Art.UDFOERT) | Q(tilbage=True) | Q(art__in=BACK), sagstype=sagstype, **only
    )
    found: dict[int, list[_Ophold]] = defaultdict(list)
    for row in rows.order_by().values_list(*_Ophold._fields):
        stay = _Ophold(*row)
        found[stay.sag_id].append(stay)
    return found


def _plan_days(sag: int | None) -> dict[int, Felter]:
    """The local plans' days by case, the first or the last of several; none where one of the plans lacks it. One query."""
    rows: QuerySet[Any] = Lokalplanprojekt.objects.order_by()
    if sag is not None:
        rows = rows.filter(projekt__sag=sag)
    wanted: dict[str, Any] = {"planer": Count("pk")}
    for felt in FELTER["lokalplan"]:
        path = f"lokalplan__{felt}"
        wanted |= {f"foerste_{felt}": Min(path), f"sidste_{felt}": Max(path), f"kendt_{felt}": Count(path)}
    found: Iterable[Any] = rows.values("projekt__sag_id").annotate(**wanted)
    return {
        row["projekt__sag_id"]: {
            (which, felt): row[f"{which}_{felt}"] if row[f"kendt_{felt}"] == row["planer"] else None
            for which in ("foerste", "sidste")
            for felt in FELTER["lokalplan"]
        }
        for row in found
    }


@dataclass
class _Samling:
    """Joins what was asked for, case by case."""

    kort: Vejkort
    routes: Mapping[str, Sagsgang]
    today: dt.date
    _chosen: dict[tuple[Any, ...], dict[str, str]] = field(default_factory=dict)

    def way_of(self, row: Mapping[str, Any], stays: Iterable[_Ophold], plan: Felter) -> Vej:
        """One case's way, measured. `plan`: the days of its local plans."""
        chosen = self._steps(row)
        standing = _standing(self.routes.get(row["version"]), stays)
        decided = {punkt: standing[trin] for punkt, trin in chosen.items() if trin in standing}
        days = {punkt: stay.slut for punkt, stay in decided.items() if stay.slut and not _is_dropped(stay)}
        found, stood_in = find_dage(self.kort, days, self._fields(row, plan), self.today)
        over = row["afslutning"] == GENNEMFOERT
        # A case that has been gone through without a step did not need it; one whose step was given up does not either.
        outside = {
            punkt.id
            for punkt in self.kort.punkter
            if punkt.trin
            and punkt.id not in found
            and (over or punkt.id not in chosen or (punkt.id in decided and _is_dropped(decided[punkt.id])))
        }
        way = Vej(
            sag_id=row["sag_id"],
            nummer=row["nummer"],
            titel=row["titel"],
            organisation=row["organisation"] or "",
            lbf_nummer=row["lbf_nummer"] or "",
            version=row["version"],
            boligtyper=tuple(row["boligtyper"].split()),
            aabnet=row["aabnet_dato"],
            demo=row["demo"],
            dage=found,
            uden=frozenset(outside),
            forbi=find_forbi(self.kort, found, over),
            venter=find_venter(self.kort, found, outside),
            erstattet=stood_in,
            endt=_rejected(stays) if row["afslutning"] == Art.FORKASTET else None,
        )
        way.laengder.update({item.id: measure(way, item, self.today) for item in self.kort.straekninger})
        return way

    def _steps(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Point → the step that counts: the first that the case's route has and that applies to its facts; else it is not there."""
        key = (row["version"], row["boligtyper"], row["garanti_soegt"])
        if key not in self._chosen:
            route, facts = self.routes.get(row["version"]), _facts(row)
            self._chosen[key] = {
                punkt.id: trin
                for punkt in self.kort.punkter
                for trin in [_first(route, punkt.trin, facts)]
                if trin is not None
            }
        return self._chosen[key]

    def _fields(self, row: Mapping[str, Any], plan: Felter) -> dict[tuple[str, str], dt.date | None]:
        days: dict[tuple[str, str], dt.date | None] = {
            ("byggesag", felt): row[felt] for felt in FELTER["byggesag"]
        }
        for punkt in self.kort.punkter:
            if punkt.felt is not None and punkt.flere is not None:
                days[punkt.led, punkt.felt] = plan.get((punkt.flere, punkt.felt))
        return days


def _facts(row: Mapping[str, Any]) -> dict[str, object]:
    """The facts that routes of building ask for, as far as they are known."""
    facts: dict[str, object] = {}
    if row["boligtyper"]:
        facts["boligtype"] = frozenset(row["boligtyper"].split())
    if row["garanti_soegt"] is not None:
        facts["garanti"] = bool(row["garanti_soegt"])
    return facts


def _first(route: Sagsgang | None, steps: Iterable[str], facts: Mapping[str, object]) -> str | None:
    found = (route.efter_id[trin] for trin in steps if route is not None and trin in route.efter_id)
    return next((trin.id for trin in found if gaelder(trin, facts)), None)


def _standing(route: Sagsgang | None, stays: Iterable[_Ophold]) -> dict[str, _Ophold]:
    """Step → its last stay that was done, unless the case has since been sent back to before it."""
    if route is None:
        return {}
    stays = list(stays)
    done: dict[str, _Ophold] = {}
    for stay in stays:
        if stay.art == Art.UDFOERT and (stay.trin not in done or done[stay.trin].runde < stay.runde):
            done[stay.trin] = stay
    for back in (stay for stay in stays if stay.tilbage):
        number = max((s.beslutning_nummer or 0 for s in stays if _sent(s, back)), default=0)
        undone = route.efterfoelgere.get(back.trin, frozenset())
        done = {
            trin: stay
            for trin, stay in done.items()
            if trin not in undone or (stay.beslutning_nummer or 0) > number
        }
    return done


def _sent(stay: _Ophold, back: _Ophold) -> bool:
    """True if the decision of `stay` is what sent the case back to `back`."""
    return stay.art in BACK and stay.trin == back.udloest_af and stay.slut == back.klar


def _is_dropped(stay: _Ophold) -> bool:
    return stay.udfald == Udfald.FRAFALDET


def _rejected(stays: Iterable[_Ophold]) -> dt.date | None:
    """The day on which the case was rejected for good."""
    ended = [stay for stay in stays if stay.art == Art.FORKASTET and stay.slut is not None]
    return max(ended, key=lambda stay: stay.beslutning_nummer or 0).slut if ended else None
