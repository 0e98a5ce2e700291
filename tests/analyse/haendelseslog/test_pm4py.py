"""What is written is read by PM4Py, and the process that it discovers is the route.

PM4Py is a development dependency: nothing outside these tests imports it. Courses follow København's own route for new building.
"""

from __future__ import annotations

import random
import warnings
from collections import Counter

import pytest

from almen.analyse.haendelseslog.ocel import write_ocel
from almen.analyse.haendelseslog.xes import write_xes
from almen.sagsgang.definition import Sagsgang
from almen.sagsgang.profil import load_sagsgange_of
from almen.sagsgang.tilstand import Beslutning, Trinstatus, allowed_udfald, tilstand
from almen.sagsgang.udfald import Udfald
from analyse.haendelseslog.logrow import logged_course
from analyse.haendelseslog.test_formater import FULL
from sagsgang.ruter import decide, legal_next

pytestmark = pytest.mark.kun_en_gang
FAKTA = {"boligtype": ["familie"]}
ROUTES = [route for route in load_sagsgange_of("koebenhavn") if route.sagstype == "nybyggeri"]


@pytest.fixture(scope="module")
def pm4py():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        yield pm4py


def written(tmp_path, sager, skriv=write_xes, name="log.xes") -> str:
    path = tmp_path / name
    path.write_bytes(b"".join(skriv(sager)))
    return str(path)


# -- both formats come back as they were written ---------------------------------------------------------------------------------


def test_ocel_is_read_with_every_event_object_relation_and_change(pm4py, tmp_path):
    log = pm4py.read_ocel2_json(written(tmp_path, FULL, write_ocel, "log.json"))
    # Two decisions of the first case, one of each other, its permit, and the local plan's two days.
    assert len(log.events) == 7
    kinds = Counter(log.objects["ocel:type"])
    assert kinds == {"sag": 3, "projekt": 2, "boligorganisation": 1, "moede": 1, "plan": 1, "lokalplan": 1}
    # Case, project and organisation of four events, two meetings; case, project, organisation; case and plan; plan and two projects.
    assert len(log.relations) == (2 * 4 + 3) + 3 + 2 + 2 * 3
    assert len(log.o2o) == 2 + 1 + 2 + 1 + 1
    assert list(log.object_changes["boliger"]) == [88]
    first = log.objects.set_index("ocel:oid").loc["projekt:2024-00001"]
    assert (first["boliger"], first["boligtyper"]) == (91, "familie ungdom")
    organisation = log.objects.set_index("ocel:oid").loc["boligorganisation:9001"]
    assert organisation["navn"] == 'Andels-"Boligen" <Æbleø> & Søn'
    assert list(log.events[log.events["dispensation"] == True]["udfald"]) == ["udsat"]  # noqa: E712 - a column


def test_ocel_can_be_seen_from_every_kind_of_object(pm4py, tmp_path):
    log = pm4py.read_ocel2_json(written(tmp_path, FULL, write_ocel, "log.json"))
    flat = pm4py.ocel_flattening(log, "projekt")
    days = flat[flat["case:concept:name"] == "projekt:2024-00001"]["concept:name"]
    assert list(days) == ["lokalplan_forslag", "lokalplan_vedtaget", "a", "b", "byggesag_ansoegt"]


# Readers of PM4Py: lxml's, and two that know no XML and cut the file in blocks and lines.
@pytest.mark.parametrize("variant", ["iterparse", "chunk_regex", "line_by_line"])
def test_xes_is_read_with_every_trace_event_and_attribute(pm4py, tmp_path, variant):
    log = pm4py.read_xes(written(tmp_path, FULL * 40), variant=variant)
    assert len(log) == 40 * sum(len(sag.haendelser) for sag in FULL)
    first = log.iloc[0]
    assert (first["case:concept:name"], first["concept:name"], first["org:group"]) == (
        "2024-00001",
        "a",
        "udvalget",
    )
    assert (int(first["case:boliger"]), bool(first["case:demo"]), bool(first["dispensation"])) == (
        88,
        True,
        False,
    )
    if variant == "iterparse":
        assert first["case:boligorganisation_navn"] == 'Andels-"Boligen" <Æbleø> & Søn'
    assert "org:resource" not in log.columns


# -- the discovered process is the route -----------------------------------------------------------------------------------------


def followed(route: Sagsgang, rng: random.Random) -> list[Beslutning]:
    """A course without deviations: open steps in any order, optional ones now and then, each with its plain outcome."""
    course: list[Beslutning] = []
    while True:
        state = tilstand(route, FAKTA, course)
        optional = [key for key in state.valgfrie if rng.random() < 0.3]
        if not (open_now := [*state.aabne, *optional]):
            return course
        key = rng.choice(open_now)
        course = decide(course, key, allowed_udfald(route.efter_id[key], state.trin[key].status)[0])


def strayed(route: Sagsgang, rng: random.Random) -> list[Beslutning]:
    """A course that was sent back once or more before it went on."""
    course: list[Beslutning] = []
    back = 0
    for _ in range(60):
        moves = [
            item
            for item in legal_next(route, FAKTA, course)
            if item.udfald == Udfald.SENDT_TILBAGE
            or item.udfald == allowed_udfald(route.efter_id[item.trin], Trinstatus.AABEN)[0]
        ]
        returns = [
            item for item in moves if item.udfald == Udfald.SENDT_TILBAGE and item.tilbage_til != item.trin
        ]
        onward = [item for item in moves if item.udfald != Udfald.SENDT_TILBAGE]
        if not onward:
            break
        wants_back = returns and back < 2 and rng.random() < 0.2
        item = rng.choice(returns if wants_back else onward)
        back += bool(wants_back)
        course = decide(course, item.trin, item.udfald, item.tilbage_til)
    return course


def before(route: Sagsgang) -> dict[str, frozenset[str]]:
    """For each step: the steps that must wait for it."""
    return {key: after - {key} for key, after in route.efterfoelgere.items()}


def log_of(pm4py, tmp_path, route, courses):
    sager = [
        logged_course(f"2024-{number:05}", route, course) for number, course in enumerate(courses, start=1)
    ]
    return pm4py.read_xes(written(tmp_path, sager), variant="iterparse")


def net_of(route: Sagsgang):
    """The route as a Petri net: a place between each step and the nearest that wait for it; optional steps may be passed over."""
    from pm4py.objects.petri_net.obj import Marking, PetriNet
    from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

    state = tilstand(route, FAKTA, [])
    steps = [key for key, item in state.trin.items() if item.status != Trinstatus.IKKE_RELEVANT]
    waits = {key: after & set(steps) for key, after in before(route).items() if key in steps}
    net, start, end = PetriNet("rute"), Marking(), Marking()
    passing = {key: [PetriNet.Transition(key, key)] for key in steps}
    for key in steps:
        if route.efter_id[key].valgfrit:
            passing[key].append(PetriNet.Transition(f"uden {key}", None))
        net.transitions.update(passing[key])

    def place(name: str, sources: list[str], targets: list[str]):
        found = PetriNet.Place(name)
        net.places.add(found)
        for source in (item for key in sources for item in passing[key]):
            add_arc_from_to(source, found, net)
        for target in (item for key in targets for item in passing[key]):
            add_arc_from_to(found, target, net)
        return found

    for key in steps:
        nearest = [other for other in waits[key] if not any(other in waits[via] for via in waits[key])]
        for other in nearest:
            place(f"{key} før {other}", [key], [other])
        if not nearest:
            end[place(f"{key} er det sidste", [key], [])] = 1
        if not any(key in after for after in waits.values()):
            start[place(f"{key} kan begynde", [], [key])] = 1
    return net, start, end


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.version)
def test_the_process_discovered_from_cases_that_followed_the_route_is_the_route(pm4py, tmp_path, route):
    rng = random.Random(1)
    log = log_of(pm4py, tmp_path, route, [followed(route, rng) for _ in range(60)])
    edges, starts, _ends = pm4py.discover_dfg(log)
    first = tilstand(route, FAKTA, [])
    assert set(starts) <= {*first.aabne, *first.valgfrie}
    waits = before(route)
    against = [(a, b) for a, b in edges if a in waits[b]]
    assert not against, f"the discovered process goes against the route: {against}"
    # A miner that knows nothing of the route finds its steps, and every case fits both its net and ours.
    for net in (pm4py.discover_petri_net_inductive(log), net_of(route)):
        assert {item.label for item in net[0].transitions if item.label} >= set(log["concept:name"])
        replayed = pm4py.conformance_diagnostics_token_based_replay(log, *net)
        assert [item["trace_fitness"] for item in replayed] == [1.0] * 60


def test_a_case_that_went_another_way_than_the_route_does_not_fit_it(pm4py, tmp_path):
    route = ROUTES[-1]
    right = followed(route, random.Random(2))
    wrong = [*right[:2][::-1], *right[2:]]
    assert right[0].trin in route.forgaengere[right[1].trin]
    turned = [Beslutning(number, item.trin, item.udfald, item.dato) for number, item in enumerate(wrong, 1)]
    log = log_of(pm4py, tmp_path, route, [right, turned])
    fits = [
        item["trace_is_fit"] for item in pm4py.conformance_diagnostics_token_based_replay(log, *net_of(route))
    ]
    assert fits == [True, False]


def test_only_being_sent_back_goes_against_the_route(pm4py, tmp_path):
    route, rng = ROUTES[-1], random.Random(3)
    log = log_of(pm4py, tmp_path, route, [strayed(route, rng) for _ in range(60)])
    edges, _starts, _ends = pm4py.discover_dfg(log)
    waits = before(route)
    against = {(a, b) for a, b in edges if a in waits[b]}
    assert against, "nothing was sent back: the test proves nothing"
    for _, case in log.groupby("case:concept:name"):
        steps, outcomes = list(case["concept:name"]), list(case["udfald"])
        for a, b, outcome in zip(steps, steps[1:], outcomes, strict=False):
            assert (a, b) not in against or outcome == "sendt_tilbage"
