"""What follows from a class: by day, with paragraph, approver and deadline, and what is not read in the law says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.regler import omraadefoelger
from almen.regler.fejl import ParameterFilFejl, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.omraadefoelger import (
    FOELGEARTER,
    KLASSENAVNE,
    Foelgeart,
    find_foelger,
    load_foelger,
    plan_kraevet,
)
from almen.regler.resultat import Sikkerhed

pytestmark = pytest.mark.kun_en_gang

DAY = date(2026, 12, 1)
UDSAT, PARALLEL, OMDANNELSE = "udsat_boligomraade", "parallelsamfund", "omdannelsesomraade"
FOREBYGGELSE, KOMBINERET, GHETTO = "forebyggelsesomraade", "kombineret_udlejning_mulig", "ghettoomraade"
HARD = [UDSAT, PARALLEL, OMDANNELSE]


def ids(klasser, dag=DAY, **more) -> set[str]:
    return {f.id for f in find_foelger(klasser, dag, **more)}


def one(id_, klasser, dag=DAY):
    return next(f for f in find_foelger(klasser, dag) if f.id == id_)


# ----------------------------------------------------------------------------------------------------- areas.md 3.1
@pytest.mark.parametrize(
    ("klasser", "follow", "do_not"),
    [
        (
            [UDSAT],
            {"fleksibel_udlejning", "anvisning_udsat", "salg", "nedrivning"},
            {"udviklingsplan", "ommaerkning"},
        ),
        ([UDSAT, PARALLEL], {"ommaerkning", "bytte_fremleje"}, {"udviklingsplan", "afvisning_omdannelse"}),
        (HARD, {"udviklingsplan", "afvisning_omdannelse", "genhusning_tomgang"}, {"kombineret_udlejning"}),
        (
            [FOREBYGGELSE],
            {"fleksibel_udlejning_forebyggelse", "anvisning_forebyggelse", "nedrivning_forebyggelse"},
            {"udviklingsplan", "salg", "ommaerkning", "ophaevelse_kriminalitet"},
        ),
        ([KOMBINERET], {"kombineret_udlejning"}, {"fleksibel_udlejning", "udviklingsplan"}),
        ([], set(), {"fleksibel_udlejning"}),
    ],
)
def test_what_follows_from_each_class_today(klasser, follow, do_not):
    assert follow <= ids(klasser) and not do_not & ids(klasser)


def test_before_the_rules_of_2018_and_2021_other_things_followed():
    assert ids([GHETTO], date(2014, 12, 1)) == {"anvisning_ghetto"}
    assert ids([GHETTO], date(2010, 11, 1)) == set()
    assert ids([FOREBYGGELSE], date(2021, 11, 29)) == set()
    assert "bytte_fremleje" not in ids(HARD, date(2021, 11, 29))


def test_only_an_omdannelsesomraade_demands_a_plan_and_its_deadline_follows_from_the_designation():
    (demanded,) = plan_kraevet(HARD, DAY)
    assert (demanded.plan, demanded.godkender) == ("udviklingsplan", "Social- og boligministeren")
    assert demanded.find_frist(DAY).dato == date(2027, 6, 1)
    assert plan_kraevet([UDSAT, PARALLEL, FOREBYGGELSE, KOMBINERET], DAY) == ()
    assert plan_kraevet(HARD, date(2018, 11, 30)) == ()


def test_an_area_that_left_the_list_keeps_its_plan_and_what_goes_with_it():
    (demanded,) = plan_kraevet([FOREBYGGELSE], DAY, tidligere=HARD)
    assert demanded.tidligere and demanded.klasser == (OMDANNELSE,)
    assert {"salg", "genhusning_tomgang", "udviklingsplan_status"} <= ids([], tidligere=HARD)
    assert "afvisning_omdannelse" not in ids([], tidligere=HARD)
    assert not plan_kraevet(HARD, DAY, tidligere=HARD)[0].tidligere


def test_the_text_has_the_figures_of_the_day_and_names_their_parameters():
    plan = one("udviklingsplan", HARD)
    assert "inden 1. januar 2030" in plan.tekst and "højst 40 %" in plan.tekst
    assert plan.kilde.hjemmel.startswith("almenboligloven § 168 a")
    assert {"udviklingsplan.familieandel", "udviklingsplan.frist"} <= {k.parameter for k in plan.kilder}
    assert "senest 1. oktober" in one("udviklingsplan_status", HARD).tekst


def test_what_is_not_read_in_the_law_says_so():
    for foelge in find_foelger([*HARD, FOREBYGGELSE, KOMBINERET], DAY):
        assert bool(foelge.sikkerhed is not Sikkerhed.SIKKER) <= bool(foelge.advarsler), foelge.id
    assert one("bytte_fremleje_forebyggelse", [FOREBYGGELSE]).sikkerhed is Sikkerhed.UAFKLARET


def test_duties_come_first_then_bans_then_what_may_be_done():
    order = [f.art for f in find_foelger(HARD, DAY)]
    assert order == sorted(order, key=list(Foelgeart).index) and set(FOELGEARTER) == set(Foelgeart)


def test_an_unknown_class_is_named():
    with pytest.raises(UgyldigtInput, match="slum"):
        find_foelger(["slum"], DAY)


# ------------------------------------------------------------------------------------------------------------ the file
def test_every_rule_names_only_parameters_there_are_with_a_row_on_each_of_its_days():
    parametre = load_parametre()
    assert len({rule.id for rule in load_foelger()}) == len(load_foelger())
    for rule in load_foelger():
        for name in rule.navngivne:
            for day in (rule.fra, rule.til or DAY):
                assert parametre.find(name, day) is not None, (rule.id, name, day)
        assert "{" not in one_text(rule)
        if rule.frist:
            assert parametre.get(rule.frist).enhed.id == "maaneder"


def one_text(rule) -> str:
    klasser = rule.klasser or rule.tidligere
    return next(f.tekst for f in find_foelger(klasser, rule.fra) if f.id == rule.id)


def test_a_broken_file_is_told_with_the_key(tmp_path, monkeypatch):
    file = tmp_path / "omraadefoelger.yaml"
    file.write_text("foelger: [{id: x, klasser: [slum], art: maaske}]", encoding="utf-8")
    monkeypatch.setattr(omraadefoelger, "FIL", file)
    load_foelger.cache_clear()
    try:
        with pytest.raises(ParameterFilFejl, match=r"foelger\.0\.art"):
            load_foelger()
    finally:
        load_foelger.cache_clear()


@given(
    st.sets(st.sampled_from(sorted(KLASSENAVNE))),
    st.sets(st.sampled_from(sorted(KLASSENAVNE))),
    st.dates(date(2010, 1, 1), date(2035, 1, 1)),
)
def test_more_classes_never_take_a_consequence_away_and_the_answer_is_the_same_again(some, more, day):
    fewer, all_ = find_foelger(some, day), find_foelger(some | more, day)
    assert {f.id for f in fewer} <= {f.id for f in all_}
    assert fewer == find_foelger(sorted(some), day)
    for foelge in all_:
        rule = next(r for r in load_foelger() if r.id == foelge.id)
        assert rule.fra <= day and (rule.til is None or day < rule.til + timedelta(days=1))
        assert set(foelge.klasser) <= some | more
