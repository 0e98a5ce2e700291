"""`./almen analyse forloeb`: what programs and people are told of the time in the steps."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner
from tests.byggeri.conftest import decide, make_sag

from almen.cli import cli

pytestmark = pytest.mark.django_db


def run(*args):
    return CliRunner().invoke(cli, ["analyse", "forloeb", *args])


@pytest.fixture
def sager(sagsgange, sagsbehandler, organisation):
    """Three cases: the application of two was received after 28 days, the third's has not been."""
    found = [make_sag(sagsbehandler, organisation) for _ in range(3)]
    for sag in found[:2]:
        decide(sag, sagsbehandler, "ansoegning", dato=dt.date(2026, 2, 2))
    return found


def test_a_program_gets_every_step_in_the_routes_order_with_the_phases_and_the_whole_case(sager):
    shown = json.loads(run("--sagstype", "nybyggeri", "--maal", "14", "--json").output)
    assert [row["trin"] for row in shown["trin"]][:2] == ["ansoegning", "oplysning"]
    first = shown["trin"][0]
    assert (first["fase"], first["aktoer"], first["navn"]) == (
        "skema_a",
        "boligorganisation",
        "Ansøgning om Skema A modtaget",
    )
    assert (first["antal"], first["afsluttede"], first["uafsluttede"]) == (3, 2, 1)
    assert first["median"] == 28 and first["over_maal_pct"] == 100.0 and first["for_faa"]
    assert first["ventetid"]["median"] == 28
    days = first["ventetid"]["aarsager"]
    assert days["organisation"] == first["ventetid"]["dage"] == sum(days.values()) > 2 * 28
    assert next(row for row in shown["trin"] if row["trin"] == "skema_c")["antal"] == 0
    assert [row["fase"] for row in shown["faser"]] == ["skema_a", "skema_b", "skema_c"]
    assert shown["hele_sagen"]["uafsluttede"] == 3 and shown["hele_sagen"]["median"] is None


def test_people_get_a_line_for_each_and_words_where_there_are_too_few(sager, sagsbehandler, organisation):
    def lines():
        return run("--sagstype", "nybyggeri").output.splitlines()

    assert any("Fra åbning til gennemført" in line for line in lines())
    first = next(line for line in lines() if line.startswith("Ansøgning om Skema A modtaget"))
    assert "for få til at sige noget" in first and "28" not in first
    for _ in range(4):
        decide(make_sag(sagsbehandler, organisation), sagsbehandler, "ansoegning", dato=dt.date(2026, 2, 2))
    first = next(line for line in lines() if line.startswith("Ansøgning om Skema A modtaget"))
    assert "28–28" in first


def test_the_options_narrow(sager):
    shown = json.loads(
        run("--sagstype", "nybyggeri", "--organisation", "9001", "--fra-aar", "2027", "--json").output
    )
    assert {row["antal"] for row in shown["trin"]} == {0}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--sagstype", "huse"), "--sagstype: “huse” findes ikke; tilladt er"),
        (("--sagstype", "nybyggeri", "--version", "1"), "--version: “1” findes ikke"),
        (("--sagstype", "nybyggeri", "--boligtype", "hytte"), "--boligtype: “hytte” findes ikke"),
        (("--sagstype", "nybyggeri", "--fra-aar", "x"), "--fra-aar: “x” kan ikke bruges"),
        (("--sagstype", "nybyggeri", "--maal", "-1"), "--maal: “-1” kan ikke bruges"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line_each(sagsgange, args, said):
    done = run(*args)
    assert done.exit_code == 2 and said in done.output and "Traceback" not in done.output
