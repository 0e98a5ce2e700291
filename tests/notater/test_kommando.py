"""`./almen notat introduktion`: the note as a file, and help when it cannot be written."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from almen.cli.notat import notat
from almen.notater.introduktion import AFSNIT

pytestmark = [pytest.mark.django_db, pytest.mark.kun_en_gang]


def run(*args):
    return CliRunner().invoke(notat, ["introduktion", *args])


def test_the_note_as_pdf_and_as_word(tmp_path, sagsgange):
    for endelse, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        ud = tmp_path / f"notat.{endelse}"
        done = run("--aar", "2026", "--format", endelse, "--ud", str(ud))
        assert done.exit_code == 0 and f"Notatet er skrevet til {ud}." in done.output
        assert ud.read_bytes().startswith(begins)


def test_json_names_the_file_the_sections_and_what_is_lacking(tmp_path):
    ud = tmp_path / "notat.pdf"
    done = run("--aar", "2026", "--ud", str(ud), "--json")
    answer = json.loads(done.output)
    assert done.exit_code == 0 and answer["fil"] == str(ud) and answer["aar"] == 2026
    assert len(answer["afsnit"]) >= len(AFSNIT)
    assert {item["afsnit"] for item in answer["mangler"]} <= set(answer["afsnit"])
    assert {"afsnit": "Forandringsplaner", "hvad": "forandringsplaner og udviklingsplaner"} in answer[
        "mangler"
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--aar": "1999"}, "aar: er 1999; tilladt er et år fra 2000 til"),
        ({"--aar": "2999"}, "aar: er 2999; tilladt er et år fra 2000 til"),
        ({"--aar": "x"}, "'x'"),
        ({"--format": "odt"}, "'docx', 'pdf'"),
        ({"--ud": "/findes/ikke/a.pdf"}, "ud: mappen /findes/ikke findes ikke."),
    ],
)
def test_bad_input_is_exit_code_2_says_what_is_allowed_and_writes_nothing(tmp_path, change, said):
    ud = tmp_path / "a.pdf"
    given = {"--aar": "2026", "--format": "pdf", "--ud": str(ud), **change}
    done = run(*(part for pair in given.items() for part in pair))
    assert done.exit_code == 2 and said in done.output
    assert not ud.exists()


def test_a_file_that_cannot_be_written_is_exit_code_1_and_named(tmp_path, monkeypatch):
    from pathlib import Path

    def refuse(self, content):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    done = run("--aar", "2026", "--ud", str(tmp_path / "a.pdf"))
    assert done.exit_code == 1 and "a.pdf kunne ikke skrives" in done.output
