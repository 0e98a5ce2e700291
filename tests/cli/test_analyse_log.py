"""`almen analyse log`: a whole file or none, and every fault of the options at once."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from almen.cli import cli

pytest_plugins = ["analyse.haendelseslog.conftest"]
pytestmark = pytest.mark.django_db


def run(*args):
    return CliRunner().invoke(cli, ["analyse", "log", *map(str, args)])


def test_it_writes_the_chosen_cases(by, tmp_path):
    ud = tmp_path / "log.json"
    answer = run("--ud", ud, "--sagstype", "nybyggeri", "--fra", "2026-01-05", "--til", "2026-01-05")
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout == f"OCEL 2.0 (JSON): 1 sag og 4 beslutninger er skrevet til {ud}.\n"
    assert len(json.loads(ud.read_text(encoding="utf-8"))["events"]) == 4 + 1 + 2
    assert [item.name for item in tmp_path.iterdir()] == ["log.json"]


def test_xes_and_twice_the_same_bytes(by, tmp_path):
    first, second = tmp_path / "a.xes", tmp_path / "b.xes"
    assert (
        run("--format", "xes", "--ud", first).exit_code
        == run("--format", "xes", "--ud", second).exit_code
        == 0
    )
    assert first.read_bytes() == second.read_bytes() and first.read_bytes().endswith(b"</log>\n")


def test_every_fault_is_told(by, tmp_path):
    answer = run("--ud", tmp_path / "findes" / "ikke.json", "--fra", "2026-13-01", "--sagstype", "hytte")
    assert answer.exit_code == 2
    assert answer.stderr.splitlines() == [
        "--fra: “2026-13-01” er ikke en dag; skriv år, måned og dag, fx 2024-05-02.",
        "--sagstype: “hytte” har ingen sager i loggen; tilladt er handleplan, nybyggeri, renovering.",
        f"--ud: mappen {tmp_path / 'findes'} findes ikke.",
    ]
    answer = run("--ud", tmp_path / "x.json", "--fra", "2026-02-01", "--til", "2026-01-01")
    assert answer.stderr == "--til: 2026-01-01 er før --fra; tilladt er 2026-02-01 eller senere.\n"


def test_what_stood_there_stays_if_writing_fails(by, tmp_path, monkeypatch):
    from almen.analyse.haendelseslog import kilde

    ud = tmp_path / "log.json"
    ud.write_text("før")

    def broken(*args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(kilde, "_portion", broken)
    answer = run("--ud", ud)
    assert answer.exit_code == 1 and "kunne ikke skrives" in answer.stderr
    assert ud.read_text() == "før" and [item.name for item in tmp_path.iterdir()] == ["log.json"]
