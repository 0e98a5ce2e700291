"""Charts: a name, the figures in words, Danish formats, drawn once, and never a broken page."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import pytest

from almen.ui import diagrammer

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [("Før skema A", 1070), ("Skema A & B", 1284)]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ALMEN_DATA = tmp_path


def test_a_chart_has_a_name_and_tells_its_figures_in_words():
    root = ElementTree.fromstring(
        diagrammer.bar_chart(ROWS, titel="Boliger på vej", beskrivelse="Efter fase")
    )
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Boliger på vej"
    assert root.find(f"{SVG}desc").text == "Efter fase. Før skema A: 1.070; Skema A & B: 1.284"
    assert "1.284" in [t.text for t in root.iter(f"{SVG}text")]


def test_large_amounts_are_drawn_in_danish_millions():
    rows = [("2025", "Tilsagn", 91_200_000), ("2025", "Tilbage", 112_500_000)]
    svg = diagrammer.stacked_bar_chart(rows, titel="Grundkapital", enhed="kr.")
    texts = [t.text for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert "mio. kr." in texts
    assert not any("e+" in (t or "") for t in texts)
    assert "91,2 mio. kr." in svg


def test_lines_are_told_apart_by_more_than_colour():
    rows = [(aar, serie, 19 + i) for i, serie in enumerate(["Almene", "Ejer"]) for aar in ("2023", "2024")]
    assert "stroke-dasharray" in diagrammer.line_chart(rows, titel="Bestand", enhed="pct.")


def test_the_same_chart_is_drawn_once(monkeypatch):
    first = diagrammer.bar_chart(ROWS, titel="En gang")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("drawn again"))
    assert diagrammer.bar_chart(ROWS, titel="En gang") == first


def test_a_chart_that_cannot_be_drawn_says_so_and_is_tried_again(monkeypatch, tmp_path):
    def fail(*args, **kwargs):
        raise subprocess.TimeoutExpired("draw", 30)

    monkeypatch.setattr(subprocess, "run", fail)
    svg = diagrammer.bar_chart(ROWS, titel="<Uheld>")
    assert "Diagrammet kunne ikke tegnes" in svg
    ElementTree.fromstring(svg)
    assert not list((tmp_path / "diagrammer").glob("*.svg"))


def test_a_chart_without_figures_says_so():
    assert "ingen tal" in diagrammer.bar_chart([], titel="Tomt")


def test_the_web_worker_does_not_load_the_drawing_libraries():
    code = "import almen.ui.diagrammer, sys; sys.exit(bool({'altair', 'vl_convert'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": "src"}).returncode == 0
    )


def test_a_drawing_opened_by_itself_can_run_nothing():
    response = diagrammer.svg_response("<svg><desc></desc></svg>")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
