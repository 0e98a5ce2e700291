"""Ten years, 300 cases a year, 200 repetitions on København's present route: without and with few hands.

Run: PYTHONPATH=src python -m bench.simulering. No database: times are made up; processor time is told beside the clock's.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Sequence

from almen.analyse.simulering.motor import simulate
from almen.analyse.simulering.plan import AFSLUT, Forloebsplan, Plan, Sagsart, Tidsmaal, Trinplan
from almen.sagsgang.definition import Sagsgang, Trin
from almen.sagsgang.profil import load_sagsgange_of
from almen.sagsgang.tilstand import gaelder
from bench.maaling import line

AAR, SAGER_PR_AAR, GENTAGELSER = 10, 300.0, 200
ARTER = {"familie": 0.6, "ungdom": 0.2, "aeldre": 0.2}
MOEDER_HVER = {"direktionen": 30, "udvalget": 30, "oekonomiudvalget": 14, "borgerrepraesentationen": 21}
DAGE = {"skema_b_licitation": 500, "skaeringsdag": 700, "skema_c_regnskab": 200}
SAT_TILBAGE, FORKASTET = 0.05, 0.01
HAENDER = {"forvaltningen": 90}


def build_plan(haender: dict[str, int], gentagelser: int = GENTAGELSER) -> Plan:
    """The run: a twentieth of what forvaltningen and udvalget settle is sent back a step, and a hundredth is rejected."""
    route = max(
        (item for item in load_sagsgange_of("koebenhavn") if item.sagstype == "nybyggeri"),
        key=lambda item: item.gyldig_fra,
    )
    chance = random.Random(1)
    places = {trin.id: place for place, trin in enumerate(route.orden)}
    forloeb = Forloebsplan(
        "Nutiden",
        route.version,
        tuple(_step(trin, route, places, chance) for trin in route.orden),
        (Tidsmaal("hele", "Hele sagen"), Tidsmaal("tilsagn", "Til tilsagn", (), (places["tilsagn"],))),
        {
            organ: tuple((day - 10, day) for day in range(every, (AAR + 1) * 366, every))
            for organ, every in MOEDER_HVER.items()
        },
        haender,
        faerdig=places["skaeringsdag"],
    )
    arter = tuple(Sagsart(andel, (20, 40, 80)) for andel in ARTER.values())
    return Plan(AAR, 0, SAGER_PR_AAR, gentagelser, 2027, arter, (forloeb,))


def _step(trin: Trin, route: Sagsgang, places: dict[str, int], chance: random.Random) -> Trinplan:
    meets = trin.aktoer in MOEDER_HVER
    often = trin.aktoer in ("forvaltningen", "udvalget") and trin.efter
    return Trinplan(
        trin.id,
        trin.navn,
        trin.aktoer,
        tuple(places[key] for key in trin.efter),
        tuple(sorted(places[key] for key in route.efterfoelgere[trin.id])),
        _table(DAGE.get(trin.id, 30), meets, chance),
        tuple(gaelder(trin, {"boligtype": [art]}) for art in ARTER),
        0.1 if trin.valgfrit else 1.0,
        trin.aktoer if meets else "",
        ((SAT_TILBAGE, places[trin.efter[0]]), (FORKASTET, AFSLUT)) if often else (),
        (True, False) if often else (),
    )


def _table(dage: int, meets: bool, chance: random.Random) -> Sequence[int]:
    if meets:
        return (0, 0, 0, 1)
    return tuple(sorted(int(dage * chance.lognormvariate(0, 0.5)) for _ in range(1000)))


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def main() -> None:
    for name, haender in (("uden kapacitet", {}), ("90 sager ad gangen i forvaltningen", HAENDER)):
        plan = build_plan(haender)
        clock, used = time.perf_counter(), _processor_seconds()
        simulate(plan, 1)
        line(f"simulering, {name}", f"{time.perf_counter() - clock:.1f} s", "mål: under 30 s")
        line("  processortid", f"{_processor_seconds() - used:.1f} s")


if __name__ == "__main__":
    main()
