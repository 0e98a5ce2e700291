"""Where a case stands, in small cases that one can follow with a finger."""

from __future__ import annotations

import pytest

from almen.sagsgang.tilstand import Beslutning, Trinstatus, UgyldigBeslutning, may_decide, replay, tilstand
from sagsgang.ruter import DAG, all_godkendt, decide, route

KAEDE = route(
    {"id": "a"},
    {"id": "b", "efter": ["a"]},
    {"id": "c", "efter": ["a"], "aktoer": "forvaltningen"},
    {"id": "d", "efter": ["b", "c"]},
)
BETINGET = route(
    {"id": "a"},
    {"id": "b", "efter": ["a"], "naar": {"boligtype": ["familie"]}},
    {"id": "c", "efter": ["b"]},
    fakta={
        "boligtype": {"navn": "Boligtype", "vaerdier": {"familie": "Familieboliger", "pleje": "Plejeboliger"}}
    },
)
VALGFRI = route(
    {"id": "a"},
    {"id": "snak", "efter": ["a"], "valgfrit": True, "handling": "droefter"},
    {"id": "b", "efter": ["snak"]},
)


def test_several_steps_are_open_at_once():
    state = tilstand(KAEDE, {}, all_godkendt("a"))
    assert state.aabne == ("b", "c")
    assert state.trin["d"].venter_paa == ("b", "c")


def test_a_case_without_decisions_opens_with_its_first_step():
    state = tilstand(KAEDE, {}, [])
    assert (state.aabne, state.afsluttet, state.fase) == (("a",), False, "f1")


def test_a_case_ends_when_its_last_step_is_done():
    state = tilstand(KAEDE, {}, all_godkendt("a", "b", "c", "d"))
    assert (state.afsluttet, state.afslutning) == (True, "gennemfoert")


def test_a_step_that_does_not_apply_says_so_in_danish_and_passes_on_what_it_waits_for():
    state = tilstand(BETINGET, {"boligtype": ["pleje"]}, [])
    assert state.trin["b"].status is Trinstatus.IKKE_RELEVANT
    assert state.trin["b"].aarsag == "Gælder kun familieboliger"
    assert state.trin["c"].venter_paa == ("a",)
    assert tilstand(BETINGET, {"boligtype": ["pleje"]}, all_godkendt("a")).aabne == ("c",)


def test_a_project_with_several_types_takes_the_steps_of_each():
    assert tilstand(BETINGET, {"boligtype": ["familie", "pleje"]}, all_godkendt("a")).aabne == ("b",)


def test_a_fact_not_yet_known_rules_nothing_out():
    assert tilstand(BETINGET, {}, all_godkendt("a")).aabne == ("b",)


@pytest.mark.parametrize(
    ("vaerdi", "gaelder"), [(True, True), (False, False), ("ja", True), (["nej"], False)]
)
def test_yes_and_no_are_facts_like_others(vaerdi, gaelder):
    ja = route({"id": "a"}, {"id": "b", "efter": ["a"], "naar": {"stor": ["ja"]}})
    assert (tilstand(ja, {"stor": vaerdi}, []).trin["b"].status is not Trinstatus.IKKE_RELEVANT) is gaelder


def test_a_step_decided_under_facts_that_changed_stays_in_the_record_marked():
    course = all_godkendt("a", "b")
    state = tilstand(BETINGET, {"boligtype": ["pleje"]}, course)
    assert state.trin["b"].beslutning == 2
    assert state.trin["b"].udfoert_uden_at_gaelde
    assert state.aabne == ("c",)
    assert not tilstand(BETINGET, {"boligtype": ["familie"]}, course).trin["b"].udfoert_uden_at_gaelde


def test_an_optional_step_is_offered_and_blocks_nobody():
    state = tilstand(VALGFRI, {}, all_godkendt("a"))
    assert (state.valgfrie, state.aabne) == (("snak",), ("b",))


def test_an_optional_step_is_offered_no_longer_when_what_follows_is_decided():
    state = tilstand(VALGFRI, {}, all_godkendt("a", "b"))
    assert state.valgfrie == () and state.afsluttet
    assert state.trin["snak"].aarsag == "Valgfrit trin, som ikke blev brugt"


def test_an_optional_step_can_be_taken_or_waived_for_the_record():
    assert tilstand(VALGFRI, {}, decide(all_godkendt("a"), "snak", "droeftet")).udfoerte == ("a", "snak")
    waived = Beslutning(2, "snak", "frafaldet", DAG)
    assert may_decide(VALGFRI, {}, all_godkendt("a"), waived) is None
    assert may_decide(VALGFRI, {}, [], Beslutning(1, "a", "frafaldet", DAG))


def test_a_rejection_ends_the_case_where_the_route_says_so():
    state = tilstand(KAEDE, {}, decide(all_godkendt("a"), "b", "forkastet"))
    assert (state.afsluttet, state.afslutning, state.aabne, state.venter) == (True, "forkastet", (), ())
    assert state.trin["b"].status is Trinstatus.FORKASTET
    assert "Trin b" in state.trin["d"].aarsag


def test_a_rejection_goes_back_where_the_route_says_so():
    tilbage = route({"id": "a"}, {"id": "b", "efter": ["a"], "ved_forkastet": "a"})
    state = tilstand(tilbage, {}, decide(all_godkendt("a"), "b", "forkastet"))
    assert (state.afsluttet, state.aabne, state.trin["a"].runde) == (False, ("a",), 2)


def test_sent_back_starts_a_new_round_of_the_step_and_what_follows():
    course = decide(all_godkendt("a", "b", "c"), "d", "sendt_tilbage", "b")
    state = tilstand(KAEDE, {}, course)
    assert state.udfoerte == ("a", "c")
    assert state.aabne == ("b",)
    assert {key: own.runde for key, own in state.trin.items()} == {"a": 1, "b": 2, "c": 1, "d": 2}


def test_an_optional_step_that_the_case_is_sent_back_to_is_no_longer_optional():
    course_of = route(
        {"id": "a"}, {"id": "b", "efter": ["a"], "valgfrit": True}, {"id": "c", "efter": ["a", "b"]}
    )
    assert tilstand(course_of, {}, all_godkendt("a")).aabne == ("c",)
    sent = decide(all_godkendt("a"), "c", "sendt_tilbage", "b")
    assert tilstand(course_of, {}, sent).aabne == ("b",)
    assert tilstand(course_of, {}, decide(sent, "b")).aabne == ("c",)
    restarted = decide(decide(sent, "b"), "c", "sendt_tilbage", "a")
    assert tilstand(course_of, {}, decide(restarted, "a")).aabne == ("c",), "a new start asks for it no more"


def test_sent_back_must_name_a_step_that_comes_before():
    reason = may_decide(KAEDE, {}, all_godkendt("a"), Beslutning(2, "b", "sendt_tilbage", DAG, "c"))
    assert reason == "Angiv, hvilket trin sagen sendes tilbage til. Mulige: a, b."


def test_a_stopped_committee_decision_is_held_until_the_council_has_spoken():
    course = decide(all_godkendt("a", "b", "c"), "b", "standset")
    state = tilstand(KAEDE, {}, course)
    assert (state.standsede, state.aabne, state.venter) == (("b",), (), ("d",))
    assert tilstand(KAEDE, {}, decide(course, "b", "standsning_ophaevet")).aabne == ("d",)
    assert tilstand(KAEDE, {}, decide(course, "b", "godkendt_med_aendringer")).aabne == ("d",)
    assert tilstand(KAEDE, {}, decide(course, "b", "forkastet")).afslutning == "forkastet"


def test_a_refusal_too_can_be_carried_to_the_council():
    rejected = decide(all_godkendt("a"), "b", "forkastet")
    stopped = Beslutning(3, "b", "standset", DAG)
    assert may_decide(KAEDE, {}, rejected, stopped) is None
    course = [*rejected, stopped]
    assert not tilstand(KAEDE, {}, course).afsluttet
    assert tilstand(KAEDE, {}, decide(course, "b", "standsning_ophaevet")).afslutning == "forkastet"
    assert tilstand(KAEDE, {}, decide(course, "b", "godkendt")).udfoerte == ("a", "b")


def test_only_committees_can_be_stopped():
    reason = may_decide(KAEDE, {}, all_godkendt("a", "c"), Beslutning(3, "c", "standset", DAG))
    assert reason and "styrelsesloven § 23" in reason


def test_a_decision_that_others_rest_on_already_cannot_be_stopped():
    reason = may_decide(KAEDE, {}, all_godkendt("a", "b", "c", "d"), Beslutning(5, "b", "standset", DAG))
    assert reason and "“Trin d”" in reason and "Send i stedet sagen tilbage" in reason


@pytest.mark.parametrize(
    ("course", "trin", "udfald", "words"),
    [
        ((), "x", "godkendt", "“x” findes ikke i denne sagsgang. Trin: a, b, c, d."),
        ((), "d", "godkendt", "kan ikke besluttes endnu. Mangler: “Trin b”, “Trin c”."),
        (("a",), "a", "godkendt", "er allerede besluttet"),
        ((), "a", "frafaldet", "Mulige: godkendt (godkendt)"),
        ((), "a", "oversendt", "kan ikke bruges på “Trin a”"),
        (("a", "b", "c", "d"), "d", "godkendt", "er allerede besluttet"),
    ],
)
def test_a_decision_that_is_not_possible_is_refused_with_the_reason(course, trin, udfald, words):
    reason = may_decide(KAEDE, {}, all_godkendt(*course), Beslutning(9, trin, udfald, DAG))
    assert reason is not None and words in reason


def test_nothing_is_decided_in_a_rejected_case():
    course = decide(all_godkendt("a"), "b", "forkastet")
    assert may_decide(KAEDE, {}, course, Beslutning(3, "c", "godkendt", DAG)) == (
        "Sagen er afsluttet; der kan ikke træffes flere beslutninger i den."
    )


def test_replay_refuses_a_course_that_was_never_possible_and_names_the_decision():
    with pytest.raises(UgyldigBeslutning, match=r"^Beslutning 2: “Trin d”"):
        replay(KAEDE, {}, all_godkendt("a", "d"))


def test_decisions_of_steps_that_this_version_does_not_have_are_kept_apart():
    state = tilstand(KAEDE, {}, all_godkendt("a", "gammelt_trin"))
    assert state.ukendte == ("gammelt_trin",)
    assert state.udfoerte == ("a",)


def test_the_phase_is_the_first_with_something_left_to_do():
    to = route(
        {"id": "a"},
        {"id": "b", "efter": ["a"], "fase": "f2"},
        faser=[{"id": "f1", "navn": "Første"}, {"id": "f2", "navn": "Anden"}],
    )
    assert [tilstand(to, {}, all_godkendt(*ids)).fase for ids in ((), ("a",), ("a", "b"))] == [
        "f1",
        "f2",
        "f2",
    ]


def test_the_engine_reaches_five_thousand_states_a_second():
    """Far below what it does (20,000 and more), so that only a real loss fails on a busy machine."""
    import time

    steps = [{"id": f"t{n}", "efter": [f"t{m}" for m in (n - 1, n - 3) if m >= 0]} for n in range(30)]
    lang = route(*steps)
    course = all_godkendt(*(f"t{n}" for n in range(20)))
    tilstand(lang, {}, course)
    best = min(_timed(lang, course, time.process_time) for _ in range(5))
    assert 200 / best > 5000


def _timed(lang, course, clock) -> float:
    start = clock()
    for _ in range(200):
        tilstand(lang, {"boligtype": ["familie"]}, course)
    return clock() - start
