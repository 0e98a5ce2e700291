"""Charts: a name, the figures in words, Danish formats, drawn once, and never a broken page."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from almen.ui import diagram_tegner, diagrammer
from almen.ui.kurvediagram import Kurve, said_of, survival_chart
from almen.ui.tegnere import farver, kortflader, omrids

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


def test_a_band_behind_the_lines_has_its_name_and_edges_that_are_not_colour_alone():
    rows = [("1. kv. 2026", "Andel", "4.7"), ("2. kv. 2026", "Andel", "10.4")]
    plain = diagrammer.line_chart(rows, titel="Andel", enhed="pct.")
    banded = diagrammer.line_chart(rows, titel="Andel", enhed="pct.", baand=("Båndet, 7–15 pct.", 7, 15))
    assert "Båndet, 7–15 pct." in banded and "Båndet" not in plain
    assert 'stroke-dasharray="4,3"' in banded


def square(x: int | str, y: int | str, side: int | str) -> list:
    west, south, east, north = (
        Decimal(x), Decimal(y), Decimal(x) + Decimal(side), Decimal(y) + Decimal(side),
    )  # fmt: skip
    return [[[(west, south), (east, south), (east, north), (west, north), (west, south)]]]


def test_a_map_names_its_areas_with_their_figures_and_tells_series_by_shape():
    marks = [diagrammer.Kortmaerke(12.5, 55.5, "A", 40), diagrammer.Kortmaerke(12.6, 55.6, "B", 1200)]
    areas = [("Nord-Øst", square(12, 55, 1), 1240), ("Tom", square(12, 55, 1), 0)]
    svg = diagrammer.map_chart(areas, marks, serier=["A", "B"], titel="Kort", enhed="boliger")
    root = ElementTree.fromstring(svg)
    assert root.find(f"{SVG}desc").text == "Nord-Øst: 1.240; Tom: 0"
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert {"A", "B", "Boliger i området", "Boliger i mærket", "1.000"} <= set(texts)
    assert {"1.240"} <= {t.text for t in root.iter(f"{SVG}tspan")} | set(texts)
    (left, _, width, height) = map(float, root.get("viewBox").split())
    assert left == 0 and 400 < width < 600 and 300 < height < 1000


def test_surfaces_on_a_map_are_numbered_and_the_key_says_which_is_which_class_by_class():
    ground = [("Nord", square(12, 55, 1), None)]
    surfaces = [
        diagrammer.Kortflade("Tingparken", square("12.2", "55.2", "0.1"), "Forebyggelse"),
        diagrammer.Kortflade("Gården", square("12.6", "55.6", "0.1"), "Udsat"),
        diagrammer.Kortflade("Ahornparken", square("12.2", "55.2", "0.1"), "Forebyggelse"),
    ]
    svg = diagrammer.map_chart(
        ground, [], serier=[], flader=surfaces, klasser=["Udsat", "Parallel", "Forebyggelse"], titel="Områder"
    )
    root = ElementTree.fromstring(svg)
    assert (
        root.find(f"{SVG}desc").text == "Gården: Udsat; Ahornparken: Forebyggelse; Tingparken: Forebyggelse"
    )
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert texts[-8:] == ["Udsat", "Forebyggelse", "1", "2", "3", "Gården", "Ahornparken", "Tingparken"]
    assert [texts.count(number) for number in "123"] == [2, 2, 2]  # on the map and in the key
    assert [p.get("id") for p in root.iter(f"{SVG}pattern")] == [
        "lodret"
    ]  # Udsat is whole, Parallel is not there
    assert "i området" not in svg and float(root.get("width")) == 520


def test_numbers_on_a_map_do_not_cover_each_other_and_stay_on_it():
    box, width = (12.0, 55.0, 13.0, 55.5), 320
    crowd = [{"lx": 12.5 + 0.01 * (n % 4), "ly": 55.25 + 0.01 * (n // 4)} for n in range(12)] + [
        {"lx": 12.0, "ly": 55.0}
    ]
    spots = kortflader.place_numbers(crowd, width, box)
    assert spots == kortflader.place_numbers(crowd, width, box)
    across = width / (box[2] - box[0])
    pixels = [((x - 12) * across, (y - 55) * across / omrids.narrowing(box)) for x, y in spots]
    for index, one in enumerate(pixels):
        assert 0 <= one[0] <= width and one[1] >= 0
        assert all(math.dist(one, other) >= 2 * kortflader.TAG - 2 for other in pixels[index + 1 :])


def contrast(one: str, other: str) -> float:
    """How far two colours (#rrggbb) are from each other, 1 to 21, as WCAG counts it."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_marks_and_letters_stand_out_from_every_shade_of_the_map():
    assert all(contrast(colour, "#ffffff") >= 3 for colour, _ in farver.SURFACES)
    for shade in (*farver.SHADES, "#ffffff"):
        assert all(contrast(colour, shade) >= 3 for _, colour in farver.MARKS)
        assert contrast(farver.INK, shade) >= 4.5
    assert len({form for form, _ in farver.MARKS}) == len(farver.MARKS)


def test_a_drawing_carries_no_decimals_that_nobody_sees_and_no_word_of_it_is_altered():
    svg = '<svg width="9"><path role="x" d="M1.23456,-0.50000001" opacity="1"/><text>1.23456 opacity</text></svg>'
    drawn = diagram_tegner.describe(svg, "A", "B")
    assert '<path d="M1.23,-0.5"/><text>1.23456 opacity</text>' in drawn


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


def test_a_page_asks_for_the_width_it_has_room_for(rf):
    asked = [diagrammer.requested_width(rf.get(f"/kort.svg{query}")) for query in ("", "?smal=1", "?bred=1")]
    assert asked == [520, 320, 1040]


def test_a_drawing_opened_by_itself_can_run_nothing():
    response = diagrammer.svg_response("<svg><desc></desc></svg>")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_an_address_in_a_page_is_escaped_once_with_one_parameter_more():
    from django.utils.html import escape
    from django.utils.safestring import mark_safe

    from almen.ui.templatetags.almen_format import add_query

    plain = "/tal.svg?aar=2025&saml=omraade"
    assert add_query(plain, "bred=1") == escape(f"{plain}&bred=1")
    assert add_query(mark_safe(escape(plain)), "bred=1") == escape(f"{plain}&bred=1")
    assert add_query("/tal.svg", "smal=1") == "/tal.svg?smal=1"


def test_a_line_breaks_where_nothing_is_known_and_bars_show_the_uncertainty():
    rows = [("2021", "Median", 100), ("2022", "Median", None), ("2023", "Median", 90), ("2024", "Median", 95)]
    plain = diagrammer.line_chart(rows, titel="Median", enhed="dage")
    barred = diagrammer.line_chart(rows, titel="Median", enhed="dage", spaend=[("2023", "Median", 60, 130)])
    assert "2022 Median: –" in plain
    assert 'stroke-width="5"' in barred and 'stroke-width="5"' not in plain


def test_survival_curves_begin_at_all_and_are_told_apart_by_more_than_colour():
    curves = [
        Kurve("Før", said_of(20, 100), [[50, 75.0, 60.0, 90.0], [100, 50.0, 30.0, 70.0]], 200),
        Kurve("Efter", said_of(1200, None), [[40, 80.0, 70.0, 90.0]], 90),
    ]
    svg = survival_chart(curves, titel="Før og efter")
    assert "halvdelen er afsluttet efter 100 dage" in svg and "1.200 forløb, medianen er ikke nået" in svg
    assert "stroke-dasharray" in svg
    assert "Der er ingen tal" in survival_chart([Kurve("Før", "", [])], titel="Før og efter")
