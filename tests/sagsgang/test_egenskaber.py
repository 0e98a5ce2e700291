"""What must hold on every route and every course of decisions, whoever draws them."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.sagsgang.definition import AFSLUT
from almen.sagsgang.profil import list_kommuner, load_sagsgange_of
from almen.sagsgang.tilstand import Trinstatus, replay, rounds_of, tilstand
from almen.sagsgang.udfald import COMPLETES, FOELGER, Foelge, Udfald
from sagsgang.ruter import courses, decide, farver, finish, legal_next, must_be_done, routes

FAST = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
SHIPPED = [route for kommune in list_kommuner() for route in load_sagsgange_of(kommune)]
boligtyper = st.lists(st.sampled_from(["familie", "ungdom", "aeldre", "pleje"]), unique=True, min_size=1)


@st.composite
def cases(draw: st.DrawFn):
    """A route (drawn, or one that ships), facts, and a legal course under them."""
    if draw(st.integers(0, 2)) == 0:
        sagsgang, fakta = draw(st.sampled_from(SHIPPED)), {"boligtype": draw(boligtyper)}
    else:
        sagsgang, fakta = draw(routes()), draw(farver)
    return sagsgang, fakta, draw(courses(sagsgang, fakta))


@FAST
@given(cases())
def test_no_step_is_ever_done_before_what_it_rests_on(case):
    sagsgang, fakta, course = case
    for key in tilstand(sagsgang, fakta, course).udfoerte:
        assert must_be_done(sagsgang, fakta, course, key) == set()


@FAST
@given(cases())
def test_a_step_is_open_exactly_when_what_it_rests_on_is_done(case):
    sagsgang, fakta, course = case
    state = tilstand(sagsgang, fakta, course)
    if state.afslutning == "forkastet":
        assert state.aabne == state.valgfrie == state.venter == ()
        return
    for key in state.aabne:
        assert must_be_done(sagsgang, fakta, course, key) == set()
    for key in state.venter:
        assert set(state.trin[key].venter_paa) == must_be_done(sagsgang, fakta, course, key) != set()


@FAST
@given(cases())
def test_every_case_that_is_not_rejected_can_be_finished(case):
    sagsgang, fakta, course = case
    if tilstand(sagsgang, fakta, course).afslutning == "forkastet":
        return
    finished = finish(sagsgang, fakta, course)
    assert tilstand(sagsgang, fakta, finished).afslutning == "gennemfoert"
    replay(sagsgang, fakta, finished)


@FAST
@given(cases())
def test_an_unfinished_case_always_has_something_to_do(case):
    sagsgang, fakta, course = case
    state = tilstand(sagsgang, fakta, course)
    if not state.afsluttet:
        assert state.aabne or state.standsede
        assert legal_next(sagsgang, fakta, course)


@FAST
@given(cases())
def test_the_same_decisions_give_the_same_state(case):
    sagsgang, fakta, course = case
    first = tilstand(sagsgang, fakta, course)
    assert replay(sagsgang, fakta, list(course)) == first == tilstand(sagsgang, dict(fakta), tuple(course))


@FAST
@given(cases())
def test_every_step_has_one_place_in_the_lists_of_the_state(case):
    sagsgang, fakta, course = case
    state = tilstand(sagsgang, fakta, course)
    listed = [*state.udfoerte, *state.aabne, *state.valgfrie, *state.venter, *state.standsede]
    assert len(listed) == len(set(listed))
    assert set(state.trin) == {trin.id for trin in sagsgang.trin}
    assert set(state.udfoerte) == {key for key, own in state.trin.items() if own.status is Trinstatus.UDFOERT}
    assert state.fase in {fase.id for fase in sagsgang.faser}


@FAST
@given(cases(), st.data())
def test_sent_back_opens_exactly_the_named_step_and_all_that_follows_it(case, data):
    sagsgang, fakta, course = case
    possible = [item for item in legal_next(sagsgang, fakta, course) if item.udfald == Udfald.SENDT_TILBAGE]
    if not possible:
        return
    item = data.draw(st.sampled_from(possible))
    before, after = (tilstand(sagsgang, fakta, c) for c in (course, [*course, item]))
    reset = sagsgang.efterfoelgere[item.tilbage_til]
    for key, own in after.trin.items():
        was = before.trin[key]
        assert own.runde == was.runde + (1 if key in reset else 0)
        assert own.beslutning == (None if key in reset else was.beslutning)


@FAST
@given(cases(), st.data())
def test_postponing_moves_nothing(case, data):
    sagsgang, fakta, course = case
    possible = [item for item in legal_next(sagsgang, fakta, course) if item.udfald == Udfald.UDSAT]
    if possible:
        item = data.draw(st.sampled_from(possible))
        assert tilstand(sagsgang, fakta, [*course, item]) == tilstand(sagsgang, fakta, course)


@FAST
@given(cases(), st.data())
def test_a_stopped_decision_holds_everything_behind_it_and_stands_again_when_the_stop_is_lifted(case, data):
    sagsgang, fakta, course = case
    possible = [item for item in legal_next(sagsgang, fakta, course) if item.udfald == Udfald.STANDSET]
    if not possible:
        return
    before = tilstand(sagsgang, fakta, course)
    item = data.draw(st.sampled_from(possible))
    stopped = [*course, item]
    state = tilstand(sagsgang, fakta, stopped)
    assert item.trin in state.standsede and item.trin not in state.udfoerte
    behind = sagsgang.efterfoelgere[item.trin] - {item.trin}
    assert not behind.intersection((*state.udfoerte, *state.aabne, *state.valgfrie))
    lifted = next(
        i for i in legal_next(sagsgang, fakta, stopped)
        if i.trin == item.trin and i.udfald == Udfald.STANDSNING_OPHAEVET
    )  # fmt: skip
    after = tilstand(sagsgang, fakta, [*stopped, lifted])
    assert (after.udfoerte, after.aabne, after.afslutning) == (
        before.udfoerte,
        before.aabne,
        before.afslutning,
    )


@FAST
@given(cases(), st.data())
def test_facts_that_change_lose_no_decision(case, data):
    sagsgang, fakta, course = case
    name = next(iter(fakta))
    other = {name: data.draw(boligtyper if name == "boligtype" else farver.map(lambda value: value["farve"]))}
    before, after = tilstand(sagsgang, fakta, course), tilstand(sagsgang, other, course)
    for key, own in after.trin.items():
        assert own.beslutning == before.trin[key].beslutning
        decided_but_gone = own.beslutning is not None and own.status is Trinstatus.IKKE_RELEVANT
        assert own.udfoert_uden_at_gaelde == decided_but_gone


@FAST
@given(cases(), st.data())
def test_a_completing_decision_adds_its_step_and_takes_none_away(case, data):
    sagsgang, fakta, course = case
    possible = [item for item in legal_next(sagsgang, fakta, course) if item.udfald in COMPLETES]
    if not possible:
        return
    item = data.draw(st.sampled_from(possible))
    before = set(tilstand(sagsgang, fakta, course).udfoerte)
    assert set(tilstand(sagsgang, fakta, [*course, item]).udfoerte) == before | {item.trin}


@FAST
@given(cases())
def test_the_round_of_a_decision_counts_what_sent_its_step_back_before(case):
    sagsgang, fakta, course = case
    following = sagsgang.efterfoelgere
    for number, (item, runde) in enumerate(zip(course, rounds_of(sagsgang, course), strict=True)):
        back = [_sent_back_to(sagsgang, earlier) for earlier in course[:number]]
        assert runde == 1 + sum(target is not None and item.trin in following[target] for target in back)
    # The rounds that the state tells are those that a decision taken now would be of.
    for key, step in tilstand(sagsgang, fakta, course).trin.items():
        assert step.runde == rounds_of(sagsgang, decide(course, key))[-1]


def _sent_back_to(sagsgang, item):
    match FOELGER[item.udfald]:
        case Foelge.TILBAGE:
            return item.tilbage_til
        case Foelge.AFSLUTTER:
            target = sagsgang.efter_id[item.trin].ved_forkastet
            return None if target == AFSLUT else target
    return None
