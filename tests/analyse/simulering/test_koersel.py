"""From a scenario to an answer: the calibration says what it finds, and the answer is kept as JSON."""

from __future__ import annotations

import datetime as dt
import json
import random

import pytest
from tests.analyse.forloebsrader import put_case

from almen.analyse.models import Ophold
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.simulering.kalibrering import calibrate
from almen.analyse.simulering.koersel import check, run
from almen.analyse.simulering.motor import Afbrudt
from almen.analyse.simulering.observeret import observe
from almen.analyse.simulering.scenarie import read_scenarie
from almen.regler.fejl import UgyldigtInput
from almen.udvalg.models import Moede

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
AABNET = dt.date(2024, 5, 2)
SCENARIE = {
    "navn": "Prøve",
    "aar": 4,
    "gentagelser": 3,
    "indkoering_aar": 0,
    "sager_pr_aar": 20,
    "forloeb": [
        {"navn": "Nu"},
        {"navn": "Samme dag", "aendringer": [{"trin": "tilsagn", "sammen_med": "garanti"}]},
    ],
}
TIDER = {
    "ansoegning": (0, 5),
    "oplysning": (20, 80),
    "direktion_oekonomi": (10, 60),
    "tilsagn": (5, 40),
    "garanti": (20, 90),
    "skema_b_licitation": (60, 200),
    "skema_b": (20, 60),
    "skaeringsdag": (100, 300),
    "skema_c_regnskab": (20, 60),
    "skema_c": (20, 60),
    "afregning": (5, 30),
}


@pytest.fixture
def put(sagsgange, sagsbehandler, organisation):
    """Puts cases of the present route whose times are drawn from known ones.

    Between two steps `hul` days go by that no step has; `direktion` says for a case's number and day how long Direktionen has it.
    """

    def put_cases(number, hul=0, seed=1, direktion=None):
        chance = random.Random(seed)
        for case in range(number):
            days = {key: chance.randint(*ends) for key, ends in TIDER.items()}
            clock, stays = 0, []
            for key in ("ansoegning", "oplysning", "direktion_oekonomi", "tilsagn"):
                if direktion and key == "direktion_oekonomi":
                    days[key] = direktion(case, clock)
                stays.append((key, clock, days[key]))
                clock += days[key] + hul
            ends = {key: clock + days[key] for key in ("garanti", "skema_b_licitation")}
            stays += [(key, clock, days[key]) for key in ends]
            clock = max(ends.values()) + hul
            for key in ("skema_b", "skaeringsdag", "skema_c_regnskab", "skema_c", "afregning"):
                stays.append((key, clock, days[key]))
                clock += days[key] + hul
            put_case(
                sagsbehandler,
                organisation,
                "2024-2",
                AABNET,
                *stays,
                afslutning="gennemfoert",
            )

    return put_cases


def calibrated():
    scenarie, routes = read_scenarie(SCENARIE), routes_of("nybyggeri")
    return calibrate(scenarie, observe(scenarie, TODAY), routes)


def test_cases_of_known_times_are_reproduced(put):
    put(40)
    answer = calibrated()
    assert answer["holder"] is True and answer["version"] == "2024-2"
    assert {row["id"] for row in answer["maalinger"] if row["ok"]} == {
        "ansoegning-tilsagn",
        "ansoegning-godkendelse",
        "tilsagn-skema_b",
        "godkendelse-garanti",
        "skema_b-skema_c",
        "hele",
    }
    whole = answer["maalinger"][-1]
    assert (whole["antal"], whole["afsluttede"]) == (40, 40)
    assert abs(whole["afvigelse_pct"]) < 10
    assert "inden for 20 pct." in answer["forklaring"]


def test_cases_whose_time_went_between_the_steps_are_not_and_it_is_said(put):
    put(40, hul=40)
    answer = calibrated()
    assert answer["holder"] is False
    assert "gengiver ikke nutiden" in answer["forklaring"] and "Hele sagen" in answer["forklaring"]
    assert answer["maalinger"][-1]["ok"] is False and answer["maalinger"][-1]["afvigelse_pct"] < -20


def test_cases_that_a_body_settled_between_its_meetings_are_reproduced_too(put):
    meetings = [dt.date(year, month, 10) for year in (2024, 2025, 2026) for month in range(1, 13)]
    Moede.objects.bulk_create(
        Moede(organ="direktionen", dato=day, papirer_ind=day - dt.timedelta(days=7), dagsorden_ud=day)
        for day in meetings
    )

    def every_other_on_the_first_possible_meeting(case, clock):
        if case % 2:
            return 100 + case
        ready = AABNET + dt.timedelta(days=clock)
        return min((day - ready).days for day in meetings if (day - ready).days >= 7)

    put(40, direktion=every_other_on_the_first_possible_meeting)
    Ophold.objects.filter(trin="direktion_oekonomi").update(aktoer="direktionen")
    answer = calibrated()
    assert answer["holder"] is True
    approved = next(row for row in answer["maalinger"] if row["id"] == "ansoegning-godkendelse")
    assert approved["simuleret"]["q3"] == pytest.approx(approved["observeret"]["q3"], rel=0.2)


def test_too_few_cases_can_tell_nothing(put):
    put(3)
    answer = calibrated()
    assert answer["holder"] is None
    assert "for få afsluttede sager" in answer["forklaring"]
    assert all(row["ok"] is None and row["afvigelse_pct"] is None for row in answer["maalinger"])


def test_a_present_that_cannot_be_simulated_is_said_and_stops_nothing(put, sagsgange):
    scenarie, routes = read_scenarie(SCENARIE), routes_of("nybyggeri")
    answer = calibrate(scenarie, observe(scenarie, TODAY), routes)
    assert answer["holder"] is None and "kunne ikke simuleres" in answer["forklaring"]


def test_a_run_gives_assumptions_calibration_and_answer_as_json_and_the_same_each_time(put):
    put(12)
    told = []
    svar = run(SCENARIE, today=TODAY, fremdrift=lambda pct: told.append(pct) or True)
    assert told == sorted(told) and told[-1] == 100
    assert json.loads(json.dumps(vars(svar))) == vars(svar)
    assert vars(run(SCENARIE, today=TODAY)) == vars(svar)
    assert svar.forudsaetninger["dag"] == "2026-06-01"
    assert {"forloeb": "Samme dag", "trin": "tilsagn"}.items() <= next(
        row
        for row in svar.forudsaetninger["trin"]
        if row["forloeb"] == "Samme dag" and row["trin"] == "tilsagn"
    ).items()
    first, second = svar.resultat["forloeb"]
    assert (first["navn"], first["version"]) == ("Nu", "2024-2")
    assert [row[0] for row in first["boliger_pr_aar"]] == [2027, 2028, 2029, 2030]
    assert second["maal"][0]["median"][0] > first["maal"][0]["median"][0]
    assert {item["maal"] for item in svar.resultat["forskelle"]} >= {"hele", "ansoegning-tilsagn"}


def test_a_time_given_for_a_link_is_no_part_of_the_present(put):
    put(12)
    svar = run(
        {
            **SCENARIE,
            "led": {"lokalplan": {"foer": ["ansoegning"]}},
            "varigheder": {"lokalplan": {"dage": 400}},
        },
        today=TODAY,
    )
    assert svar.kalibrering["holder"] is not None


def test_a_run_can_be_stopped(put):
    put(6)
    with pytest.raises(Afbrudt):
        run(SCENARIE, today=TODAY, fremdrift=lambda pct: pct < 50)


def test_a_scenario_is_checked_against_the_routes_without_running(sagsgange):
    assert check(SCENARIE, today=TODAY).navn == "Prøve"
    with pytest.raises(UgyldigtInput, match="ukendt-9"):
        check({**SCENARIE, "forloeb": [{"navn": "A", "version": "ukendt-9"}]}, today=TODAY)
