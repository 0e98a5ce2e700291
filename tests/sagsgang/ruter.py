"""Routes and courses for the engine's tests: small ones by hand, and any number drawn by hypothesis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import yaml
from hypothesis import strategies as st

from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.indlaes import parse_sagsgang
from almen.sagsgang.tilstand import Beslutning, Fakta, Trinstatus, allowed_udfald, may_decide, tilstand
from almen.sagsgang.udfald import Handling, Udfald

DAG = dt.date(2026, 2, 2)
VAERDIER = ("rød", "blå", "grøn")
IDS = ("roed", "blaa", "groen")


def raw(*trin: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A route as its YAML would be read; steps need only what the test is about."""
    full = [
        {"navn": f"Trin {item['id']}", "fase": "f1", "aktoer": "udvalget", "handling": "godkender", **item}
        for item in trin
    ]
    head: dict[str, Any] = {
        "kommune": "eksempel",
        "sagstype": "proeve",
        "version": "1",
        "gyldig_fra": dt.date(2020, 1, 1),
        "vedtaget": {
            "organ": "udvalget",
            "dato": dt.date(2020, 1, 1),
            "kilde": "test",
            "sikkerhed": "sikker",
        },
        "faser": [{"id": "f1", "navn": "Første"}],
    }
    return {**head, "trin": full, **rest}


def route(*trin: dict[str, Any], **rest: Any) -> Sagsgang:
    """The parsed route of `raw`."""
    return parse_sagsgang(
        yaml.safe_dump(raw(*trin, **rest), allow_unicode=True, sort_keys=False), filnavn="proeve.yaml"
    )


def decide(
    course: Sequence[Beslutning], trin: str, udfald: str = "godkendt", tilbage: str | None = None
) -> list[Beslutning]:
    """The course with one more decision, checked by nobody."""
    return [*course, Beslutning(len(course) + 1, trin, udfald, DAG, tilbage)]


def all_godkendt(*ids: str) -> list[Beslutning]:
    course: list[Beslutning] = []
    for id_ in ids:
        course = decide(course, id_)
    return course


def legal_next(sagsgang: Sagsgang, fakta: Fakta, course: Sequence[Beslutning]) -> list[Beslutning]:
    """Every decision that may be recorded now."""
    state = tilstand(sagsgang, fakta, course)
    found = []
    for trin in sagsgang.orden:
        for udfald in allowed_udfald(trin, state.trin[trin.id].status):
            targets: list[str | None] = [None]
            if udfald is Udfald.SENDT_TILBAGE:
                targets = sorted(sagsgang.forgaengere[trin.id])  # type: ignore[assignment]
            for target in targets:
                item = Beslutning(len(course) + 1, trin.id, udfald, DAG, target)
                if may_decide(sagsgang, fakta, course, item) is None:
                    found.append(item)
    return found


def finish(sagsgang: Sagsgang, fakta: Fakta, course: Sequence[Beslutning]) -> list[Beslutning]:
    """Takes every open step with its plain positive outcome, and lifts every stop, until nothing is open."""
    course = list(course)
    for _ in range(len(sagsgang.trin) + 1):
        state = tilstand(sagsgang, fakta, course)
        if state.afsluttet:
            break
        for key in (*state.standsede, *state.aabne):
            udfald = allowed_udfald(sagsgang.efter_id[key], state.trin[key].status)[0]
            course = decide(course, key, udfald)
    return course


@st.composite
def routes(draw: st.DrawFn) -> Sagsgang:
    """Any well-formed route: phases in order, any prerequisites, conditions, optional steps and ways back."""
    count = draw(st.integers(2, 9))
    phases = sorted(draw(st.lists(st.integers(1, 3), min_size=count, max_size=count)))
    steps = []
    for number in range(count):
        earlier = [f"t{index}" for index in range(number)]
        efter = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else []
        step: dict[str, Any] = {
            "id": f"t{number}",
            "fase": f"f{phases[number]}",
            "aktoer": draw(st.sampled_from(["udvalget", "forvaltningen", "borgerrepraesentationen"])),
            "handling": str(draw(st.sampled_from(list(Handling)))),
            "efter": efter,
            "valgfrit": number > 0 and draw(st.booleans()) and draw(st.booleans()),
            "ved_forkastet": draw(st.sampled_from(["afslut", *efter, f"t{number}"])),
        }
        if draw(st.booleans()):
            step["naar"] = {
                "farve": draw(st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=2))
            }
        steps.append(step)
    used = sorted(set(phases))
    return route(
        *steps,
        faser=[{"id": f"f{item}", "navn": f"Fase {item}"} for item in used],
        fakta={"farve": {"navn": "Farve", "vaerdier": dict(zip(IDS, VAERDIER, strict=True))}},
    )


farver = st.lists(st.sampled_from(IDS), unique=True, min_size=1).map(lambda values: {"farve": values})


@st.composite
def courses(draw: st.DrawFn, sagsgang: Sagsgang, fakta: Fakta, most: int = 14) -> list[Beslutning]:
    """Decisions each of which was allowed when it was taken. Rejections come seldom, so that cases live."""
    course: list[Beslutning] = []
    for _ in range(draw(st.integers(0, most))):
        possible = legal_next(sagsgang, fakta, course)
        mild = [item for item in possible if item.udfald != Udfald.FORKASTET]
        chosen_from = possible if draw(st.integers(0, 5)) == 0 else mild
        if not chosen_from:
            break
        course.append(draw(st.sampled_from(chosen_from)))
    return course


def must_be_done(sagsgang: Sagsgang, fakta: Fakta, course: Sequence[Beslutning], trin: str) -> set[str]:
    """Straight from the definition, without the engine's shortcuts: what `trin` rests on and is not done."""
    state = tilstand(sagsgang, fakta, course)
    lacking = set()
    for parent in sagsgang.efter_id[trin].efter:
        own = state.trin[parent]
        if own.status is Trinstatus.UDFOERT:
            continue
        passes = own.status is Trinstatus.IKKE_RELEVANT or (
            sagsgang.efter_id[parent].valgfrit and own.status in (Trinstatus.VALGFRI, Trinstatus.VENTER)
        )
        lacking |= must_be_done(sagsgang, fakta, course, parent) if passes else {parent}
    return lacking
