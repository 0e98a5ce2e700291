"""`./almen grundkapital`: the year's frames as other programs read them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from almen.cli.byggeri import grundkapital
from byggeri.conftest import TIL_TILSAGN, decide

pytest_plugins = ["byggeri.conftest"]
pytestmark = pytest.mark.django_db


def test_the_frames_of_the_year_with_what_is_bound_and_left(nybyggeri, ramme, sagsbehandler):
    decide(nybyggeri, sagsbehandler, *TIL_TILSAGN)
    answer = json.loads(CliRunner().invoke(grundkapital, ["--aar", str(ramme.aar), "--json"]).output)
    row = next(item for item in answer["rammer"] if item["formaal"] == ramme.formaal)
    ramme.refresh_from_db()
    assert row["tilsagn"] == ramme.tilsagn > 0
    assert row["tilbage"] == ramme.beloeb + ramme.tillaeg - row["reserveret"] - row["tilsagn"]


def test_a_year_without_frames_is_empty_and_an_absurd_one_is_refused(db):
    assert json.loads(CliRunner().invoke(grundkapital, ["--aar", "2031", "--json"]).output)["rammer"] == []
    absurd = CliRunner().invoke(grundkapital, ["--aar", "9999", "--json"])
    assert absurd.exit_code == 2 and "tilladt er et årstal fra 1990 til 2099" in absurd.output
