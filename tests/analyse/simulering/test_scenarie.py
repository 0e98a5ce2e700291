"""Scenarios as they are written, and the routes that come of them. Faults name the field, what is wrong and what is allowed."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.analyse.simulering.forudindstillinger import presets
from almen.analyse.simulering.rute import build_ruter
from almen.analyse.simulering.scenarie import parse_scenarie, read_scenarie, scenarie_to_dict
from almen.regler.fejl import UgyldigtInput
from almen.sagsgang.profil import load_sagsgange_of

TODAY = dt.date(2026, 11, 26)
ROUTES = {route.version: route for route in load_sagsgange_of("koebenhavn") if route.sagstype == "nybyggeri"}


def scenarie(*forloeb, **more):
    return {"navn": "Prøve", "forloeb": list(forloeb or [{"navn": "A"}]), **more}


def faults(act, *args):
    with pytest.raises(UgyldigtInput) as caught:
        act(*args)
    return {item.felt: item.besked for item in caught.value.fejl}


def build(*forloeb, **more):
    return build_ruter(read_scenarie(scenarie(*forloeb, **more)), ROUTES, TODAY)


def one(*aendringer, **more):
    """The steps of one variant by id."""
    return build({"navn": "A", "aendringer": list(aendringer), **more})[0].sagsgang.efter_id


def test_what_is_read_is_written_as_it_was():
    data = scenarie(
        {"navn": "Uge", "moeder": {"direktionen": {"hver_uge": 1}}, "aendringer": [{"uden": "garanti"}]},
        sager_pr_aar=30.0,
        led={"lokalplan": {"foer": ["ansoegning"]}},
        varigheder={"lokalplan": {"fordeling": [300, 500]}},
        kapacitet={"forvaltningen": {"samtidige": 5}},
        boligmiks=[{"andel": 1.0, "fakta": {"boligtype": ["familie"]}, "boliger": 40}],
    )
    assert scenarie_to_dict(read_scenarie(data)) == data


@pytest.mark.parametrize(
    ("data", "felt", "besked"),
    [
        ({"navn": "A"}, "forloeb", "mangler"),
        (scenarie(aar=31), "aar", "er 31; tilladt er fra 1 til 30"),
        (scenarie(gentagelser=1001), "gentagelser", "er 1001; tilladt er fra 1 til 1000"),
        (scenarie(gentagelser=True), "gentagelser", "skal være et helt tal; læst: True"),
        (scenarie(sager_pr_aar="mange"), "sager_pr_aar", "skal være et tal; læst: 'mange'"),
        (scenarie(ukendt=1), "ukendt", "er ikke et kendt felt"),
        (scenarie(*[{"navn": str(n)} for n in range(5)]), "", "forloeb har 5; tilladt er fra 1 til 4"),
        (scenarie({"navn": "A"}, {"navn": "A"}), "", "forloeb skal have hver sit navn"),
        (
            scenarie(kapacitet={"udvalget": {"samtidige": 2, "pr_moede": 3}}),
            "kapacitet.udvalget",
            "skal have netop én af samtidige, pr_moede",
        ),
        (
            scenarie({"navn": "A", "moeder": {"udvalget": {"datoer": ["02-30"]}}}),
            "forloeb[0].moeder.udvalget.datoer[0]",
            "“02-30” er ikke en dag i året; skriv måned og dag som 03-18",
        ),
        (
            scenarie({"navn": "A", "aendringer": [{"trin": "a", "uden": "b"}]}),
            "forloeb[0].aendringer[0]",
            "skal have trin sammen med efter eller sammen_med, og ikke sammen med uden",
        ),
        (scenarie(led={"bro": {}}), "led.bro", "“bro” er ikke tilladt. Mulige: lokalplan, byggesag"),
        (
            scenarie(boligmiks=[{"andel": 0, "boliger": 3}]),
            "",
            "boligmiks skal have mindst én andel over 0",
        ),
        (
            scenarie(varigheder={"garanti": {"fordeling": []}}),
            "varigheder.garanti.fordeling",
            "må ikke være tom",
        ),
    ],
)
def test_a_scenario_that_cannot_be_used_says_where_and_what_is_allowed(data, felt, besked):
    assert faults(read_scenarie, data)[felt] == besked


def test_every_fault_is_told_at_once():
    assert set(faults(read_scenarie, scenarie(aar=0, froe=-1, x=1))) == {"aar", "froe", "x"}


def test_a_file_that_is_no_yaml_is_refused_with_its_line():
    assert "linje 2" in faults(parse_scenarie, "navn: a\n navn: [")[""]
    assert "står to gange" in faults(parse_scenarie, "navn: a\nnavn: b")[""]


def test_the_scenarios_that_stand_ready_fit_the_routes_of_koebenhavn():
    assert [item.id for item in presets()] == [
        "delegation",
        "direktionen-ugentligt",
        "garanti-og-tilsagn",
        "samtidig-lokalplan",
    ]
    for item in presets():
        ruter = build_ruter(read_scenarie(item.data), ROUTES, TODAY)
        assert len(ruter) == 2 and item.beskrivelse


def test_versions_are_named_by_number_or_by_their_place():
    built = build({"navn": "A"}, {"navn": "B", "version": "forrige"}, {"navn": "C", "version": "1998-1"})
    assert [item.sagsgang.version for item in built] == ["2024-2", "2007-1", "1998-1"]
    told = faults(build, {"navn": "A", "version": "3000-1"})["forloeb[0].version"]
    assert told.startswith("“3000-1” findes ikke; tilladt er") and "2007-1" in told and "forrige" in told


def test_a_case_type_without_routes_is_refused():
    with pytest.raises(UgyldigtInput, match="har ingen vedtagne sagsgange"):
        build_ruter(read_scenarie(scenarie(sagstype="hundehold")), {}, TODAY)


def test_a_step_that_is_left_out_hands_on_what_it_waited_for():
    assert one({"uden": "garanti"})["skema_b"].efter == (
        "skema_b_licitation",
        "tilsagn",
        "vaesentlig_aendring",
    )
    # What went back to it goes back to where it came from.
    assert one({"uden": "indstilling_aeldre_pleje"})["suf_samtykke"].ved_forkastet == "oplysning"


def test_a_step_that_is_settled_with_another_waits_for_it_and_lends_it_its_own_waits():
    steps = one({"trin": "tilsagn", "sammen_med": "garanti"})
    assert steps["tilsagn"].efter == ("garanti",)
    assert steps["garanti"].efter == ("direktion_oekonomi", "suf_tilsagn", "sof_tilsagn")
    assert build({"navn": "A", "aendringer": [{"trin": "tilsagn", "sammen_med": "garanti"}]})[
        0
    ].samme_dag == {"tilsagn"}


def test_a_link_stands_between_what_it_waits_for_and_what_waits_for_it():
    steps = one(led={"byggesag": {"efter": ["tilsagn"], "foer": ["skema_b"]}})
    assert steps["byggesag"].efter == ("tilsagn",)
    assert steps["skema_b"].efter[-1] == "byggesag"


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        (
            {"aendringer": [{"uden": "hest"}]},
            "forloeb[0].aendringer[0].uden",
            "“hest” er ikke et trin i sagsgangen",
        ),
        (
            {"aendringer": [{"trin": "tilsagn", "efter": ["hest"]}]},
            "forloeb[0].aendringer[0].efter[0]",
            "“hest” er ikke et trin",
        ),
        (
            {"led": {"lokalplan": {"foer": ["hest"]}}},
            "forloeb[0].led.lokalplan.foer",
            "“hest” er ikke et trin",
        ),
        (
            {"aendringer": [{"trin": "oplysning", "efter": ["tilsagn"]}]},
            "forloeb[0].aendringer",
            "trinnet “oplysning” (efter) går i ring: oplysning →",
        ),
        (
            {"led": {"lokalplan": {"efter": ["tilsagn"], "foer": ["oplysning"]}}},
            "forloeb[0].aendringer",
            "går i ring",
        ),
    ],
)
def test_a_change_that_makes_no_route_says_why(valg, felt, besked):
    assert besked in faults(build, {"navn": "A", **valg})[felt]
