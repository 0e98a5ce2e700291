"""Steps, actors and facts that a scenario names must be there, and what it says of them must be possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from almen.analyse.simulering.kalender import knows_deadline
from almen.analyse.simulering.rute import LEDNAVNE, Rute
from almen.analyse.simulering.scenarie import Forloebsvalg, Kapacitet, Scenarie
from almen.regler.fejl import Fejl
from almen.sagsgang.definition import Faktum, Sagsgang
from almen.sagsgang.register import REGISTER


def find_unknown(scenarie: Scenarie, ruter: Sequence[Rute], moeder: frozenset[str]) -> list[Fejl]:
    """Every name that the variants' routes do not have, and capacities of the wrong kind; `moeder`: bodies whose meetings are known."""
    steps = [{trin.id for trin in rute.sagsgang.trin} for rute in ruter]
    actors = [{trin.aktoer for trin in rute.sagsgang.trin} - set(LEDNAVNE) for rute in ruter]
    fejl = [
        *_known("varigheder", scenarie.varigheder, set().union(*steps)),
        *_known("kapacitet", scenarie.kapacitet, set().union(*actors)),
        *_facts(scenarie, ruter),
    ]
    for number, valg in enumerate(scenarie.forloeb):
        path = f"forloeb[{number}]"
        fejl += [
            *_known(f"{path}.varigheder", valg.varigheder, steps[number]),
            *_known(f"{path}.kapacitet", valg.kapacitet, actors[number]),
            *_known(f"{path}.moeder", valg.moeder, actors[number]),
            *_deadlines(f"{path}.moeder", valg, actors[number]),
        ]
        for aktoer, kapacitet in scenarie.kapacitet.items():
            if aktoer not in valg.kapacitet and aktoer in actors[number]:
                fejl += _capacity(f"kapacitet.{aktoer}", kapacitet, aktoer in moeder or aktoer in valg.moeder)
        for aktoer, kapacitet in valg.kapacitet.items():
            if aktoer in actors[number]:
                fejl += _capacity(
                    f"{path}.kapacitet.{aktoer}", kapacitet, aktoer in moeder or aktoer in valg.moeder
                )
    return list(dict.fromkeys(fejl))


def _known(path: str, named: Iterable[str], allowed: set[str]) -> Iterator[Fejl]:
    for key in named:
        if key not in allowed:
            yield Fejl(f"{path}.{key}", f"findes ikke i sagsgangen; tilladt er {', '.join(sorted(allowed))}")


def _deadlines(path: str, valg: Forloebsvalg, actors: set[str]) -> Iterator[Fejl]:
    for organ, regel in valg.moeder.items():
        if organ in actors and regel.papirer_ind is None and not knows_deadline(organ):
            yield Fejl(
                f"{path}.{organ}",
                "kommunens profil har ingen frist for dette organ; skriv papirer_ind (dage før mødet)",
            )


def _capacity(path: str, kapacitet: Kapacitet, meets: bool) -> Iterator[Fejl]:
    if kapacitet.samtidige is not None and meets:
        yield Fejl(path, "har møder; skriv pr_moede i stedet for samtidige")
    if kapacitet.pr_moede is not None and not meets:
        yield Fejl(
            path, "har ingen kendte møder; skriv samtidige, eller skriv under moeder, hvornår der er møder"
        )


def _facts(scenarie: Scenarie, ruter: Sequence[Rute]) -> Iterator[Fejl]:
    known = {faktum.id: faktum for rute in ruter for faktum in _facts_of(rute.sagsgang)}
    for number, item in enumerate(scenarie.boligmiks):
        for key, values in item.fakta.items():
            path = f"boligmiks[{number}].fakta.{key}"
            if key not in known:
                yield Fejl(path, f"findes ikke; tilladt er {', '.join(sorted(known)) or 'ingen'}")
                continue
            allowed = [value for value, _ in known[key].vaerdier]
            for value in values:
                if value not in allowed:
                    yield Fejl(path, f"“{value}” findes ikke; tilladt er {', '.join(allowed)}")


def _facts_of(sagsgang: Sagsgang) -> Sequence[Faktum]:
    return sagsgang.fakta or REGISTER.sagstype(sagsgang.sagstype).faktadefinitioner
