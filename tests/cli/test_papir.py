"""`./almen papir`: a paper as a file, and help when it cannot be written."""

from __future__ import annotations

import io

import docx
import pytest
from click.testing import CliRunner

from almen.cli.papirer import papir
from almen.sager.models import Dokument
from almen.sager.services import edit_sag

pytest_plugins = ["byggeri.conftest"]
pytestmark = pytest.mark.django_db


def run(*args):
    return CliRunner().invoke(papir, list(args))


def test_an_indstilling_to_the_committee_as_pdf_and_as_word(nybyggeri, tmp_path):
    for endelse, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        ud = tmp_path / f"indstilling.{endelse}"
        done = run(
            "--sag", nybyggeri.nummer, "--type", "indstilling", "--organ", "udvalget", "--format", endelse, "--ud", str(ud)
        )  # fmt: skip
        assert done.exit_code == 0 and "Indstilling til Klima-, Miljø- og Teknikudvalget" in done.output
        assert ud.read_bytes().startswith(begins)
    text = "\n".join(item.text for item in docx.Document(io.BytesIO(ud.read_bytes())).paragraphs)
    assert "indstiller, at Klima-, Miljø- og Teknikudvalget godkender," in text
    assert not Dokument.objects.exists()


def test_the_step_is_named_where_the_body_has_several(nybyggeri, tmp_path):
    ud = tmp_path / "a.docx"
    args = ("--sag", nybyggeri.nummer, "--type", "indstilling", "--format", "docx", "--ud", str(ud))
    assert run(*args, "--trin", "vaesentlig_aendring").exit_code == 0
    assert run(*args, "--organ", "udvalget", "--trin", "direktion_oekonomi").exit_code == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--sag": "2026-99999"}, "sag: “2026-99999” findes ikke."),
        (
            {"--type": "tilsagnsbrev"},
            "tilsagnsbrev til udvalget kan ikke skrives i sagen nu. Muligt: --type indstilling",
        ),
        ({"--organ": "borgmesteren"}, "til borgmesteren kan ikke skrives"),
        ({"--ud": "/findes/ikke/a.pdf"}, "ud: mappen /findes/ikke findes ikke."),
        ({"--format": "odt"}, "'docx', 'pdf'"),
    ],
)
def test_bad_input_is_exit_code_2_and_says_what_is_allowed(nybyggeri, tmp_path, change, said):
    given = {
        "--sag": nybyggeri.nummer,
        "--type": "indstilling",
        "--organ": "udvalget",
        "--ud": str(tmp_path / "a.pdf"),
    }
    done = run(*[item for pair in {**given, **change}.items() for item in pair])
    assert done.exit_code == 2 and said in done.output
    assert not list(tmp_path.iterdir())


def test_a_confidential_case_says_so_on_the_paper(nybyggeri, sagsbehandler, tmp_path):
    edit_sag(bruger=sagsbehandler, sag=nybyggeri, titel=nybyggeri.titel, fortrolighed="fortrolig")
    ud = tmp_path / "a.docx"
    run(
        "--sag",
        nybyggeri.nummer,
        "--type",
        "indstilling",
        "--organ",
        "udvalget",
        "--format",
        "docx",
        "--ud",
        str(ud),
    )
    cells = [c.text for t in docx.Document(ud).tables for r in t.rows for c in r.cells]
    assert any("Fortrolig" in item for item in cells)
