"""`./almen analyse simuler`."""

from __future__ import annotations

import json

import pytest
import yaml
from click.testing import CliRunner
from tests.analyse.forloebsrader import put_case
from tests.analyse.simulering.test_observeret import AABNET, TRIN

from almen.cli import cli

pytestmark = pytest.mark.django_db
SCENARIE = {
    "navn": "Prøve",
    "aar": 3,
    "gentagelser": 2,
    "indkoering_aar": 0,
    "sager_pr_aar": 20,
    "forloeb": [{"navn": "Måned", "moeder": {"direktionen": {"pr_maaned": 1}}}, {"navn": "Nu"}],
}


def run(*args):
    return CliRunner().invoke(cli, ["analyse", "simuler", *map(str, args)])


@pytest.fixture
def fil(tmp_path, sagsgange, sagsbehandler, organisation):
    """A scenario in a file, with cases to draw from."""
    for _ in range(6):
        put_case(sagsbehandler, organisation, "2024-2", AABNET, *TRIN, afslutning="gennemfoert")
    path = tmp_path / "scenarie.yaml"
    path.write_text(yaml.safe_dump(SCENARIE, allow_unicode=True), encoding="utf-8")
    return path


def test_a_program_gets_json_and_a_file_holds_the_same(fil, tmp_path):
    shown = run("--scenarie", fil, "--json", "--ud", tmp_path / "svar.json")
    assert shown.exit_code == 0, shown.output
    answer = json.loads(shown.stdout)
    assert set(answer) == {"forudsaetninger", "kalibrering", "resultat"}
    assert json.loads((tmp_path / "svar.json").read_text(encoding="utf-8")) == answer


def test_people_are_told_whether_the_present_is_reproduced_then_each_variant_and_the_differences(fil):
    lines = run("--scenarie", fil).stdout.splitlines()
    assert lines[0].startswith(("Simuleringen", "Der er for få"))
    assert any(line.startswith("Måned (2024-2): ") for line in lines)
    assert any(line.startswith("  Venter på Direktionen: ") for line in lines)
    assert any(line.startswith("Nu mod Måned, Hele sagen") for line in lines)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("navn: [", "Filen er ikke gyldig YAML"),
        ("navn: A\nforloeb: [{navn: A}]\naar: 99", "aar: er 99; tilladt er fra 1 til 30"),
        ("navn: A\nforloeb: [{navn: A, version: x}]", "forloeb[0].version: “x” findes ikke; tilladt er"),
    ],
)
def test_a_bad_file_is_one_line_for_each_fault_and_exit_code_2(fil, text, told):
    fil.write_text(text, encoding="utf-8")
    answer = run("--scenarie", fil)
    assert answer.exit_code == 2
    assert told in answer.stderr and answer.stdout == ""


def test_a_file_that_is_not_there_is_told_with_what_stands_ready(sagsgange):
    answer = run("--scenarie", "findes-ikke.yaml")
    assert answer.exit_code == 2
    assert "delegation, direktionen-ugentligt" in answer.stderr
