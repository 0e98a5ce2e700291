"""Figures against limits: compared as printed, gaps stay gaps, and how each stands is told by form and word too."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from almen.regler.omraadeklasse import Sammenligning
from almen.ui import diagramlager, graensediagram
from almen.ui.graensediagram import Afstand, Udvikling
from almen.ui.tegnere.afstand import place_distance
from almen.ui.tegnere.graense import LINE, place_multiples, place_threshold

pytestmark = pytest.mark.kun_en_gang
SVG = "{http://www.w3.org/2000/svg}"
D = Decimal
PARKEN = Udvikling(
    "Tingparken",
    [(2020, D("41.0")), (2021, D("40.0")), (2023, D("39.2"))],
    [(y, D(40)) for y in range(2020, 2025)],
    "gt",
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ALMEN_DATA = tmp_path


@pytest.fixture
def prepared(monkeypatch):
    """What would be drawn, without drawing it."""

    def prepare(chart, *args, **more):
        said = {}
        monkeypatch.setattr(diagramlager, "_draw", lambda text: said.update(json.loads(text)) or "<svg/>")
        chart(*args, titel="Tal", **more)
        return said

    return prepare


def one(prepared, item, **more):
    return prepared(graensediagram.threshold_chart, item, **more)


@pytest.mark.parametrize(
    ("sammenligning", "vaerdi", "ord"),
    [
        ("gt", "2.70", "ikke opfyldt"),
        ("gt", "2.71", "opfyldt"),
        ("gte", "2.70", "opfyldt"),
        ("lt", "2.70", "ikke opfyldt"),
        ("lt", "2.69", "opfyldt"),
        ("lte", "2.70", "opfyldt"),
    ],
)
def test_a_figure_on_its_limit_is_met_only_where_the_comparison_says_so(prepared, sammenligning, vaerdi, ord):
    item = Udvikling("Dømte", [(2015, D(vaerdi))], [(2015, D("2.70"))], sammenligning)
    assert one(prepared, item)["beskrivelse"].endswith(f", {ord}")


def test_every_comparison_of_the_rules_can_be_drawn():
    assert {item.value for item in Sammenligning} <= set(graensediagram.SAMMENLIGNINGER)


def test_figures_are_told_in_words_with_their_printed_precision_and_the_limit(prepared):
    said = one(prepared, PARKEN)["beskrivelse"].split("; ")
    assert said[0] == "2020: 41,0 pct., grænse over 40 pct., opfyldt"
    assert said[1] == "2021: 40,0 pct., grænse over 40 pct., ikke opfyldt"


def test_a_year_without_a_limit_is_not_called_met_or_not(prepared):
    chart = one(prepared, Udvikling("Tal", [(2020, 5), (2021, 6)], [(2021, 5)], "gt", enhed=""))
    assert chart["beskrivelse"] == "2020: 5; 2021: 6, grænse over 5, opfyldt"
    assert [point["form"] for point in place_threshold(chart)["punkter"]][-2:] == ["square", "diamond"]


def test_a_missing_year_is_a_gap_in_the_line(prepared):
    placed = place_threshold(one(prepared, PARKEN))
    lines = [item for item in placed["streger"] if item["farve"] == LINE]
    assert len(lines) == 1  # 2020 to 2021, nothing over 2022
    assert {"41,0", "40,0", "39,2", "2020", "2024", "over 40 pct."} <= {
        item["tekst"] for item in placed["tekster"]
    }


def test_the_side_that_counts_is_shaded_for_each_limit_in_its_years(prepared):
    item = Udvikling(
        "Dømte", [(2017, D("2.5"))], [(2017, D("2.70")), (2018, D("2.51")), (2019, D("2.51"))], "gte"
    )
    for sammenligning, edge in (("gte", min), ("lt", max)):
        placed = place_threshold(one(prepared, Udvikling(item.navn, item.tal, item.graenser, sammenligning)))
        first, second = [ground for ground in placed["flader"] if ground["x2"] - ground["x"] > 20]
        assert first["x2"] == second["x"] and second["x2"] - second["x"] == pytest.approx(
            2 * (first["x2"] - first["x"]), abs=0.5
        )
        heights = [ground["y"] for ground in (first, second)] + [ground["y2"] for ground in (first, second)]
        assert heights.count(edge(heights)) == 2  # both reach the edge of the drawing on the side that counts


def test_what_is_expected_is_dashed_and_has_its_uncertainty_around_it(prepared):
    item = Udvikling(
        PARKEN.navn, PARKEN.tal, PARKEN.graenser, "gt", fremskrivning=[(2024, D("38.9"), D("37"), D("41"))]
    )
    chart = one(prepared, item, fremskrevet="fremskrivning, 80 pct.")
    assert chart["beskrivelse"].endswith("2024: 38,9 pct. (37 til 41), fremskrivning, 80 pct.")
    placed = place_threshold(chart)
    (low, high) = (placed["baand"][-1]["y2"], placed["baand"][-1]["y"])
    dashed = [line for line in placed["streger"] if line["streg"] == [5, 4]]
    assert high < dashed[-1]["y2"] < low
    assert placed["baand"][0]["y"] == placed["baand"][0]["y2"]  # it begins at the last figure


def test_a_goal_holds_in_every_year_and_is_called_a_goal(prepared):
    share = Udvikling(
        "Familieandel",
        [(2019, D("88.2")), (2026, D("61.2"))],
        [(2030, D(40))],
        "lte",
        fremskrivning=[(2030, D("39.5"), D("39.5"), D("39.5"))],
        maal=dt.date(2030, 1, 1),
    )
    chart = one(prepared, share, fremskrevet="efter planen")
    assert "2019: 88,2 pct., mål højst 40 pct., målet ikke nået" in chart["beskrivelse"]
    placed = place_threshold(chart)
    assert not placed["baand"]
    assert {"højst 40 pct.", "mål 1. jan. 2030", "efter planen"} <= {
        item["tekst"] for item in placed["tekster"]
    }


@pytest.mark.parametrize("bredde", [320, 520, 1040])
def test_forty_areas_stand_in_columns_within_the_width(prepared, bredde):
    areas = [
        Udvikling(f"Område nummer {n} med et langt navn/og et mere", PARKEN.tal, PARKEN.graenser, "gt")
        for n in range(40)
    ]
    chart = prepared(graensediagram.multiples_chart, areas, bredde=bredde)
    placed = place_multiples(chart)
    columns = {320: 2, 520: 3, 1040: 6}[bredde]
    years = [item for item in placed["tekster"] if item["tekst"] == "2020"]
    assert len(years) == 40 and len({item["x"] for item in years}) == columns
    for kind in ("streger", "punkter", "tekster", "flader"):
        assert all(-0.1 <= item["x"] <= item.get("x2", item["x"]) <= bredde - 7.9 for item in placed[kind])
        assert all(0 <= item["y"] <= placed["hoejde"] for item in placed[kind])


def test_the_same_figure_of_many_areas_has_one_scale_and_different_figures_their_own(prepared):
    low = Udvikling("Lav", [(2020, D(10))], [(2020, D(40))], "gt")
    high = Udvikling("Høj", [(2020, D(90))], [(2020, D(40))], "gt")

    def heights(shared):
        chart = prepared(graensediagram.multiples_chart, [low, high], faelles_skala=shared)
        return [item["y"] for item in place_multiples(chart)["tekster"] if item["tekst"] == "40"]

    assert len(set(heights(True))) == 1 and len(set(heights(False))) == 2


def test_an_area_without_figures_says_so_beside_the_others(prepared):
    chart = prepared(
        graensediagram.multiples_chart, [PARKEN, Udvikling("Nyt", [], [], "gt")], faelles_skala=False
    )
    assert chart["beskrivelse"].endswith("Nyt: ingen tal")
    assert "ingen tal" in [item["tekst"] for item in place_multiples(chart)["tekster"]]
    assert "ingen tal" in graensediagram.multiples_chart([Udvikling("Nyt", [], [], "gt")], titel="Tomt")


def test_the_drawing_tells_how_each_area_stands():
    svg = graensediagram.multiples_chart(
        [PARKEN, Udvikling("Gården", [(2023, D("42"))], PARKEN.graenser, "gt")], titel="Tal"
    )
    root = ElementTree.fromstring(svg)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"Tingparken", "39,2 pct. i 2023", "ikke opfyldt", "Gården", "42 pct. i 2023", "opfyldt"} <= set(
        texts
    )
    assert [pattern.get("id") for pattern in root.iter(f"{SVG}pattern")] == ["opfyldt"]
    assert float(root.get("width")) == 520


def distances(prepared, *rows, **more):
    return prepared(graensediagram.distance_chart, rows, **more)


@pytest.mark.parametrize(
    ("vaerdi", "graense", "enhed", "ord", "afstand"),
    [
        ("46.1", "40", "pct.", "46,1 pct., grænsen er over 40 pct.", "6,1 over grænsen (15,3 pct. af den)"),
        ("60.0", "60", "pct.", "60,0 pct., grænsen er over 60 pct.", "præcis på grænsen"),
        (
            "2.699",
            "2.70",
            "pct.",
            "2,699 pct., grænsen er over 2,70 pct.",
            "0,001 under grænsen (under 0,1 pct. af den)",
        ),
        (
            "1284",
            "1000",
            "beboere",
            "1.284 beboere, grænsen er over 1.000 beboere",
            "284 over grænsen (28,4 pct. af den)",
        ),
        ("3", "0", "", "3, grænsen er over 0", "3 over grænsen"),
    ],
)
def test_a_distance_is_told_as_it_is_and_in_percent_of_the_limit(
    prepared, vaerdi, graense, enhed, ord, afstand
):
    (row,) = distances(prepared, Afstand("Tal", D(vaerdi), D(graense), "gt", True, enhed))["rows"]
    assert (row["ord"], row["afstand"]) == (f"Opfyldt: {ord}", afstand)


def test_a_criterion_that_is_met_from_below_lies_on_the_same_side_as_one_met_from_above(prepared):
    chart = distances(
        prepared,
        Afstand("Indkomst", D("52"), D("55"), "lt", True),
        Afstand("Arbejde", D("46"), D("40"), "gt", True),
    )
    assert all(D(row["pct"]) > 0 for row in chart["rows"])
    assert [row["afstand"].split(" (")[0] for row in chart["rows"]] == ["3 under grænsen", "6 over grænsen"]


def test_what_cannot_be_decided_says_why_and_has_a_question_mark_for_a_mark(prepared):
    chart = distances(
        prepared,
        Afstand("Dømte", None, D("2"), "gte", None),
        Afstand("Dømte før", D("1.98"), None, "gte", None),
    )
    assert [row["ord"] for row in chart["rows"]] == [
        "Kan ikke afgøres: tallet mangler",
        "Kan ikke afgøres: 1,98 pct., grænsen kendes ikke",
    ]
    placed = place_distance(chart)
    assert [item["tekst"] for item in placed["tekster"]].count("?") == 2 and not placed["punkter"]


@pytest.mark.parametrize("bredde", [320, 520, 1040])
def test_what_is_very_far_from_its_limit_has_an_arrow_and_stays_within_the_drawing(prepared, bredde):
    chart = distances(
        prepared,
        Afstand("Langt over", D("90"), D("30"), "gt", True, gruppe="Forebyggelsesområde"),
        Afstand("Lidt under", D("29"), D("30"), "gt", False, gruppe="Udsat boligområde"),
        Afstand("Langt under", D("0"), D("30"), "lt", True, gruppe="Forebyggelsesområde"),
        bredde=bredde,
    )
    placed = place_distance(chart)
    assert [item["form"] for item in placed["punkter"]] == ["triangle-right", "diamond", "circle"]
    for kind in ("streger", "punkter", "tekster", "flader"):
        assert all(
            0 <= item["x"] <= bredde - 8 and 0 <= item["y"] <= placed["hoejde"] for item in placed[kind]
        )
    headings = [item["tekst"] for item in placed["tekster"] if item["stil"] == "gruppe"]
    assert headings == ["Forebyggelsesområde", "Udsat boligområde"]


def test_the_drawing_of_distances_has_the_words_beside_the_marks():
    svg = graensediagram.distance_chart(
        [Afstand("Arbejde", D("46.1"), 40, "gt", True)], titel="Afstand", bredde=320
    )
    texts = [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert {"Arbejde", "grænsen", "Opfyldt: 46,1 pct., grænsen er over 40 pct."} <= set(texts)


def test_a_year_may_be_held_against_its_limit_in_another_way_than_the_years_after():
    # 2.70 percent convicted: the law said over until 2018, and at least since then.
    limits = [(2017, D("2.70"), "gt"), (2018, D("2.70"))]
    panel = graensediagram._prepare(Udvikling("Dømte", [(2017, D("2.70")), (2018, D("2.70"))], limits, "gte"))
    assert [(item["stand"], item["graense"]) for item in panel["tal"]] == [
        (False, "grænse over 2,70 pct."),
        (True, "grænse mindst 2,70 pct."),
    ]
