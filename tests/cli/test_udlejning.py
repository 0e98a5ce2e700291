"""`./almen udlejning vilkaar`: JSON for scripts, lines for people, and help where the afdeling cannot be told."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from tests.udlejning.aftaleverden import (
    lie_in,
    make_afdeling,
    make_kriterium,
    make_ramme,
    make_trin,
    place,
    use_kriterium,
)

from almen.cli.udlejning import udlejning

pytestmark = pytest.mark.django_db


def run(*args):
    return CliRunner().invoke(udlejning, ["vilkaar", *args])


@pytest.fixture
def afdeling(sagsbehandler, organisation):
    ramme = make_ramme(sagsbehandler)
    trin = make_trin(ramme, 2, venteliste=70, fleksibel="22.5", anvisning=None)
    use_kriterium(trin, make_kriterium(ramme, "arbejde"))
    found = make_afdeling(organisation, "17")
    place(sagsbehandler, found, trin)
    lie_in(sagsbehandler, found, "udsat_boligomraade", aar=2024)
    return found


def test_json_tells_placement_shares_criteria_statute_conflicts_and_sources(afdeling):
    done = run("--afdeling", "9001/17", "--dato", "2026-11-26", "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert (answer["afdeling"], answer["dag"]) == ("9001/17", "2026-11-26")
    assert [(p["trappe"], p["trin"]) for p in answer["placering"]] == [("afdeling", 2)]
    assert [(a["vej"], a["pct"]) for a in answer["andele"]] == [
        ("venteliste", "70"),
        ("fleksibel", "22.5"),
        ("anvisning", None),
    ]
    assert [k["navn"] for k in answer["kriterier"]] == ["Arbejde"]
    assert answer["omraader"][0]["klasser"][0]["id"] == "udsat_boligomraade"
    assert "fleksibel_udlejning" in {r["id"] for r in answer["lov"]["familie"]}
    assert {k["type"] for k in answer["konflikter"]} == {"andel_ukendt", "anvisning_forbud"}
    assert answer["kilder"] and all(k["hjemmel"] for k in answer["kilder"])
    assert answer["aftalekilder"] == ["Prøveaftale"]


def test_without_json_it_is_read_by_people(afdeling):
    done = run("--afdeling", "17", "--dato", "2026-11-26")
    assert done.exit_code == 0
    assert "Fleksibel udlejning: 22,5 % (Afdelingstrappen, trin 2)" in done.stdout
    assert "Kan ikke afgøres: Andelen af familieboliger" in done.stdout


def test_an_ambiguous_or_unknown_number_names_the_candidates(afdeling, anden_organisation):
    make_afdeling(anden_organisation, "17")
    for args, said in (
        (("--afdeling", "17"), "9001/17 (Gården 17, Boligselskabet Prøven), 9002/17"),
        (("--afdeling", "9001/18"), "Boligorganisationen har 9001/17"),
        (("--afdeling", "99"), "fx 9001/17"),
        (("--afdeling", "9001/17", "--dato", "i går"), "er ikke en dato"),
    ):
        done = run(*args)
        assert done.exit_code == 2 and said in done.stderr
