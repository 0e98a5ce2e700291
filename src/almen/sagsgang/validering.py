"""What a well-formed route must also satisfy: known names, no cycles, no step that cannot be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from almen.sagsgang.definition import AFSLUT, Faktum, Sagsgang, Trin
from almen.sagsgang.fejl import Fejl
from almen.sagsgang.register import Register

Fund = tuple[str, str, str]  # step, field, message


def find_fejl(
    sagsgang: Sagsgang,
    *,
    filnavn: str,
    register: Register | None = None,
    aktoerer: Collection[str] | None = None,
) -> list[Fejl]:
    """Every error in `sagsgang`, in the order of the file.

    Actors are checked against `aktoerer` and checks, effects and facts against `register` where these are
    given; a file's own `fakta` are always binding.
    """
    found = [*_identities(sagsgang)]
    if not found:
        cyclic = _cyclic(sagsgang)
        found += [*_graph(sagsgang), *_cycles(sagsgang, cyclic)]
        if not found:
            found += [
                *_later_phase(sagsgang),
                *_frister(sagsgang),
                *_ved_forkastet(sagsgang),
                *_ved_nej(sagsgang),
            ]
    found += [*_facts(sagsgang, register), *_checks(sagsgang, register), *_actors(sagsgang, aktoerer)]
    return [Fejl(filnavn, *item) for item in found]


def _identities(sagsgang: Sagsgang) -> Iterator[Fund]:
    for id_ in _twice(fase.id for fase in sagsgang.faser):
        yield "", "faser", f"har fasen “{id_}” to gange"
    for id_ in _twice(trin.id for trin in sagsgang.trin):
        yield id_, "id", "findes to gange"
    if AFSLUT in sagsgang.efter_id:
        yield AFSLUT, "id", f"må ikke hedde “{AFSLUT}”, som betyder, at sagen slutter"
    if sagsgang.gyldig_til and sagsgang.gyldig_til < sagsgang.gyldig_fra:
        yield "", "gyldig_til", "ligger før gyldig_fra"
    if all(trin.valgfrit for trin in sagsgang.trin):
        yield "", "trin", "er alle valgfrie; en sag ville være slut, før den begyndte"


def _graph(sagsgang: Sagsgang) -> Iterator[Fund]:
    phases = [fase.id for fase in sagsgang.faser]
    for trin in sagsgang.trin:
        if trin.fase not in phases:
            yield trin.id, "fase", f"“{trin.fase}” findes ikke. Mulige: {', '.join(phases)}"
        for id_ in _twice(trin.efter):
            yield trin.id, "efter", f"nævner “{id_}” to gange"
        for id_ in trin.efter:
            if id_ not in sagsgang.efter_id:
                yield trin.id, "efter", f"nævner “{id_}”, som ikke findes"
    for phase in phases:
        if not any(trin.fase == phase for trin in sagsgang.trin):
            yield "", "faser", f"har fasen “{phase}”, som intet trin hører til"


def _cyclic(sagsgang: Sagsgang) -> list[str]:
    """Steps that no order can place: on a cycle, or behind one or behind a step that does not exist."""
    placed = {trin.id for trin in sagsgang.orden}
    return [trin.id for trin in sagsgang.trin if trin.id not in placed]


def _cycles(sagsgang: Sagsgang, unplaced: Sequence[str]) -> Iterator[Fund]:
    on_cycle: set[str] = set()
    for start in unplaced:
        path = _path_back(sagsgang, start)
        if path and not on_cycle.intersection(path):
            on_cycle.update(path)
            yield start, "efter", "går i ring: " + " → ".join([*path, start])
    for id_ in unplaced:
        behind = [item for item in sagsgang.efter_id[id_].efter if item in unplaced]
        if id_ not in on_cycle and behind:
            yield id_, "efter", f"kan aldrig nås, fordi “{behind[0]}” aldrig kan blive udført"


def _path_back(sagsgang: Sagsgang, start: str) -> list[str] | None:
    """The way from `start` along `efter` back to itself, or None."""
    stack = [(start, [start])]
    seen: set[str] = set()
    while stack:
        current, path = stack.pop()
        for parent in sagsgang.efter_id[current].efter:
            if parent == start:
                return path
            if parent in sagsgang.efter_id and parent not in seen:
                seen.add(parent)
                stack.append((parent, [*path, parent]))
    return None


def _later_phase(sagsgang: Sagsgang) -> Iterator[Fund]:
    place = {fase.id: index for index, fase in enumerate(sagsgang.faser)}
    for trin in sagsgang.trin:
        for id_ in trin.efter:
            parent = sagsgang.efter_id[id_]
            if place[parent.fase] > place[trin.fase]:
                yield trin.id, "efter", f"følger efter “{id_}”, som ligger i en senere fase ({parent.fase})"


def _frister(sagsgang: Sagsgang) -> Iterator[Fund]:
    for trin in sagsgang.trin:
        if trin.frist is None:
            continue
        start = trin.frist.efter
        if start not in sagsgang.efter_id:
            yield trin.id, "frist.efter", f"nævner “{start}”, som ikke findes"
        elif start in sagsgang.efterfoelgere[trin.id]:
            yield trin.id, "frist.efter", f"regner fra “{start}”, som først kan udføres bagefter"


def _ved_forkastet(sagsgang: Sagsgang) -> Iterator[Fund]:
    for trin in sagsgang.trin:
        target = trin.ved_forkastet
        if target == AFSLUT:
            continue
        if target not in sagsgang.efter_id:
            yield trin.id, "ved_forkastet", f"nævner “{target}”, som ikke findes (eller skriv {AFSLUT})"
        elif target not in sagsgang.forgaengere[trin.id]:
            yield trin.id, "ved_forkastet", f"går til “{target}”, som ikke kommer før trinnet"


def _ved_nej(sagsgang: Sagsgang) -> Iterator[Fund]:
    for trin in sagsgang.trin:
        for target in trin.tilbage_ved_nej.values():
            if target not in sagsgang.efter_id:
                yield trin.id, "tilbage_ved_nej", f"nævner “{target}”, som ikke findes"
            elif target == trin.id or target not in sagsgang.forgaengere[trin.id]:
                yield trin.id, "tilbage_ved_nej", f"går til “{target}”, som ikke kommer før trinnet"


def _facts(sagsgang: Sagsgang, register: Register | None) -> Iterator[Fund]:
    known = _known_facts(sagsgang, register)
    for trin in sagsgang.trin:
        for faktum, values in trin.naar.items():
            if known is None:
                continue
            if faktum not in known:
                yield (
                    trin.id,
                    "naar",
                    f"nævner oplysningen “{faktum}”, som ikke findes. Mulige: {', '.join(known)}",
                )
                continue
            possible = [value for value, _ in known[faktum].vaerdier]
            for value in sorted(values.difference(possible)):
                yield (
                    trin.id,
                    f"naar.{faktum}",
                    f"har værdien “{value}”, som ingen sag kan have. Mulige: {', '.join(possible)}",
                )
            yield from _never_together(sagsgang, trin, known[faktum], values)


def _never_together(
    sagsgang: Sagsgang, trin: Trin, faktum: Faktum, values: Collection[str]
) -> Iterator[Fund]:
    """With one value at a time, following a step that holds only for other values means nothing."""
    if faktum.flere:
        return
    for id_ in trin.efter:
        parent = sagsgang.efter_id.get(id_)
        if parent and faktum.id in parent.naar and parent.naar[faktum.id].isdisjoint(values):
            yield trin.id, "efter", f"nævner “{id_}”, som aldrig gælder i samme sag ({faktum.id})"


def _known_facts(sagsgang: Sagsgang, register: Register | None) -> Mapping[str, Faktum] | None:
    if sagsgang.fakta:
        return {faktum.id: faktum for faktum in sagsgang.fakta}
    if register is None or sagsgang.sagstype not in register.sagstyper:
        return None
    return {faktum.id: faktum for faktum in register.sagstype(sagsgang.sagstype).faktadefinitioner}


def _checks(sagsgang: Sagsgang, register: Register | None) -> Iterator[Fund]:
    if register is not None and sagsgang.sagstype not in register.sagstyper:
        yield (
            "",
            "sagstype",
            f"“{sagsgang.sagstype}” findes ikke. Mulige: {', '.join(sorted(register.sagstyper))}",
        )
    for trin in sagsgang.trin:
        for id_ in trin.dispensation_mulig:
            if id_ not in trin.kontroller:
                yield trin.id, "dispensation_mulig", f"nævner “{id_}”, som trinnet ikke kontrollerer"
        for id_ in trin.tilbage_ved_nej:
            if id_ not in trin.kontroller:
                yield trin.id, "tilbage_ved_nej", f"nævner “{id_}”, som trinnet ikke kontrollerer"
            elif id_ in trin.dispensation_mulig:
                yield trin.id, "tilbage_ved_nej", f"nævner “{id_}”, som der også kan dispenseres fra"
        if register is None:
            continue
        for felt, ids, known in (
            ("kontroller", trin.kontroller, register.kontroller),
            ("virkninger", trin.virkninger, register.virkninger),
        ):
            for id_ in ids:
                if id_ not in known:
                    yield trin.id, felt, f"nævner “{id_}”, som ikke findes"
        for id_ in trin.dispensation_mulig:
            if id_ in register.kontroller and register.kontrol(id_).ufravigelig:
                yield trin.id, "dispensation_mulig", f"nævner “{id_}”, som ingen kan dispensere fra"


def _actors(sagsgang: Sagsgang, aktoerer: Collection[str] | None) -> Iterator[Fund]:
    if aktoerer is None:
        return
    allowed = ", ".join(sorted(aktoerer))
    if sagsgang.vedtaget.organ not in aktoerer:
        yield "", "vedtaget.organ", f"“{sagsgang.vedtaget.organ}” er ikke en kendt aktør. Mulige: {allowed}"
    for trin in sagsgang.trin:
        if trin.aktoer not in aktoerer:
            yield trin.id, "aktoer", f"“{trin.aktoer}” er ikke en kendt aktør. Mulige: {allowed}"
        for id_ in trin.medvirkende:
            if id_ not in aktoerer:
                yield trin.id, "medvirkende", f"“{id_}” er ikke en kendt aktør. Mulige: {allowed}"


def _twice(ids: Iterator[str] | Sequence[str]) -> list[str]:
    return [id_ for id_, count in Counter(ids).items() if count > 1]
