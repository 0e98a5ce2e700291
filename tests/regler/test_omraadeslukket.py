"""A criterion that is switched off from a date is told, with what it does to its class and to those that rest on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from almen.regler.laes import load_parametre
from almen.regler.omraadeklasse import day_of_list, find_regelsaet
from almen.regler.omraadeslukket import find_slukkede
from almen.regler.samling import Parametre

pytestmark = pytest.mark.kun_en_gang
LAST = date(2026, 6, 30)
AFTER = LAST + timedelta(days=1)


def ended(parameter_id: str, note: str = "") -> Parametre:
    def end(parameter):
        rows = tuple(replace(r, til=LAST, note=note) if r.til is None else r for r in parameter.raekker)
        return replace(parameter, raekker=rows) if parameter.id == parameter_id else parameter

    return Parametre(end(p) for p in load_parametre())


@pytest.mark.parametrize("dag", [*(day_of_list(year) for year in range(2010, 2027)), date(2014, 1, 15)])
def test_rules_that_were_replaced_are_not_switched_off(dag):
    assert find_slukkede(dag) == ()


def test_a_condition_takes_its_class_and_those_that_rest_on_it():
    parametre = ended("omraade.parallelsamfund.ikkevestlige", "Efter dommen i C-417/23.")
    assert find_slukkede(LAST, parametre) == ()
    condition, rests_on_it = find_slukkede(AFTER, parametre)
    assert (condition.klasse, condition.kriterium, condition.sidste) == (
        "parallelsamfund",
        "ikkevestlige_pct",
        LAST,
    )
    assert not condition.findes and condition.parameter == "omraade.parallelsamfund.ikkevestlige"
    assert condition.tekst == (
        "Ikkevestlige indvandrere og efterkommere er slået fra fra 1. juli 2026. "
        "Uden kriteriet findes klassen parallelsamfund ikke. Efter dommen i C-417/23."
    )
    assert (rests_on_it.klasse, rests_on_it.kriterium, rests_on_it.findes) == (
        "omdannelsesomraade",
        None,
        False,
    )
    # What is told is what the classes do.
    gone = {item.klasse for item in (condition, rests_on_it)}
    assert gone.isdisjoint(g.klasse.id for g in find_regelsaet(AFTER, parametre).klasser)


def test_one_of_several_criteria_is_not_counted_and_the_class_stays():
    (found,) = find_slukkede(AFTER, ended("omraade.udsat.grundskole"))
    assert found.findes and found.klasse == "udsat_boligomraade"
    assert "tæller ikke med, når udsat boligområde afgøres" in found.tekst
    assert find_slukkede(AFTER, ended("omraade.kombineret.beboere"))[0].klasse == "kombineret_udlejning_mulig"
