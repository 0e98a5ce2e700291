"""Plans on a line of time: every plan has its bar, what goes on outside the drawing says so, and nothing is colour alone."""

from __future__ import annotations

import datetime as dt
import json
from xml.etree import ElementTree

import pytest

from almen.ui import diagramlager, plandiagram
from almen.ui.plandiagram import Ganttbjaelke
from almen.ui.tegnere import farver
from almen.ui.tegnere.gantt import place_gantt

pytestmark = pytest.mark.kun_en_gang
SVG = "{http://www.w3.org/2000/svg}"
day = dt.date
HELHED = Ganttbjaelke(
    "Helhedsplan 2024–2027",
    "Tingparken",
    "Helhedsplan",
    day(2024, 1, 1),
    day(2027, 12, 31),
    [(day(2025, 10, 1), "Status")],
)
AABEN = Ganttbjaelke("Forandringsplan", "Tingparken", "Forandringsplan", day(2025, 1, 1), None)
LANG = Ganttbjaelke("Politik", "På tværs", "Politik", None, day(2035, 12, 31))


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ALMEN_DATA = tmp_path


@pytest.fixture
def prepared(monkeypatch):
    """What would be drawn, without drawing it."""

    def prepare(*rows, bredde=520, **more):
        said = {}
        monkeypatch.setattr(diagramlager, "_draw", lambda text: said.update(json.loads(text)) or "<svg/>")
        more = {"fra": day(2024, 1, 1), "til": day(2031, 12, 31), "i_dag": day(2026, 11, 26)} | more
        plandiagram.gantt_chart(rows, titel="Planer", bredde=bredde, **more)
        return said

    return prepare


def test_a_plan_is_told_in_words_with_its_days_and_marks(prepared):
    said = prepared(HELHED, AABEN, LANG)["beskrivelse"].split("; ")
    assert said[0] == "Tingparken, Helhedsplan 2024–2027 Helhedsplan: 1. jan. 2024 til 31. dec. 2027"
    assert said[1] == "Status 1. okt. 2025"
    assert said[2].endswith("1. jan. 2025 uden slutdato") and said[3].endswith(
        "ukendt begyndelse til 31. dec. 2035"
    )


def test_plans_of_one_area_stand_together_under_one_heading(prepared):
    chart = prepared(HELHED, LANG, AABEN)
    assert [row["navn"] for row in chart["rows"]] == ["Helhedsplan 2024–2027", "Forandringsplan", "Politik"]
    headings = [text["tekst"] for text in place_gantt(chart)["tekster"] if text["stil"] == "gruppe"]
    assert headings == ["Tingparken", "På tværs"]


def test_a_kind_of_plan_looks_the_same_however_few_plans_a_page_shows(prepared):
    kinds = ["Helhedsplan", "Forandringsplan", "Politik"]
    assert prepared(LANG, serier=kinds)["serier"] == kinds
    assert prepared(LANG, AABEN, serier=["Helhedsplan"])["serier"] == [
        "Helhedsplan",
        "Politik",
        "Forandringsplan",
    ]


@pytest.mark.parametrize("bredde", [320, 520, 1040])
def test_everything_stays_within_the_drawing(prepared, bredde):
    placed = place_gantt(prepared(HELHED, AABEN, LANG, bredde=bredde))
    for thing in (
        item
        for kind in ("streger", "bjaelker", "aabne", "pile", "maerker", "tekster")
        for item in placed[kind]
    ):
        assert 0 <= thing["x"] <= placed["bredde"] and 0 <= thing["y"] <= placed["hoejde"]
        assert thing["x"] <= thing.get("x2", thing["x"]) <= placed["bredde"]
    assert len(placed["bjaelker"]) == 3


def test_a_plan_without_an_end_is_whole_until_today_and_dashed_from_there(prepared):
    placed = place_gantt(prepared(AABEN))
    (bar,), (rest,), (arrow,) = placed["bjaelker"], placed["aabne"], placed["pile"]
    today = next(text["x"] for text in placed["tekster"] if text["stil"] == "i_dag")
    assert bar["x2"] == rest["x"] == today and arrow["x"] > rest["x2"]
    assert "Stiplet: ingen slutdato. Pil: går ud over tegningen." in [t["tekst"] for t in placed["tekster"]]


def test_a_plan_with_an_end_within_the_drawing_has_no_arrow_and_its_mark_on_its_day(prepared):
    placed = place_gantt(prepared(HELHED))
    (bar,), (mark,) = placed["bjaelker"], placed["maerker"]
    assert not placed["pile"] and not placed["aabne"]
    assert bar["x"] == 0 and bar["x"] < mark["x"] < bar["x2"] == pytest.approx(512 * 4 / 8, abs=1)
    assert bar["y"] < mark["y"] < bar["y2"]


def test_a_plan_outside_the_drawing_says_when_it_was_or_will_be(prepared):
    early = Ganttbjaelke("Før", "", "A", day(2010, 1, 1), day(2014, 5, 1))
    late = Ganttbjaelke("Siden", "", "A", day(2033, 1, 1), None)
    placed = place_gantt(prepared(early, late))
    said = [text["tekst"] for text in placed["tekster"]]
    assert "← slut 1. maj 2014" in said and "begynder 1. jan. 2033 →" in said
    assert not placed["bjaelker"] and not placed["pile"]


def test_today_outside_the_drawing_draws_no_line(prepared):
    placed = place_gantt(prepared(HELHED, i_dag=day(2040, 1, 1)))
    assert "i dag" not in [text["tekst"] for text in placed["tekster"]]


def test_a_long_name_takes_two_lines_and_pushes_what_follows_down(prepared):
    long = Ganttbjaelke(
        "Boligsocial helhedsplan for Tingparken og de to nabokvarterer 2024–2027",
        "",
        "A",
        day(2024, 1, 1),
        None,
    )
    short = Ganttbjaelke("Plan", "", "A", day(2024, 1, 1), None)
    for bredde in (320, 1040):
        lengths = [
            place_gantt(prepared(row, short, bredde=bredde))["bjaelker"][1]["y"] for row in (long, short)
        ]
        assert lengths[0] == lengths[1] + 18


def test_kinds_are_told_by_pattern_as_well_as_colour():
    assert len({colour for colour, _ in farver.SURFACES}) == len({pattern for _, pattern in farver.SURFACES})
    assert farver.definitions('fill="url(#prik)"').count("<pattern") == 1 and not farver.definitions("<svg/>")


def test_the_drawing_has_its_patterns_legends_and_names():
    svg = plandiagram.gantt_chart(
        [HELHED, AABEN],
        titel="Planer",
        fra=day(2024, 1, 1),
        til=day(2031, 12, 31),
        i_dag=day(2026, 11, 26),
        bredde=320,
    )
    root = ElementTree.fromstring(svg)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"Tingparken", "Helhedsplan", "Forandringsplan", "Status", "i dag", "2026"} <= set(texts)
    assert texts.count("Status") == 1
    assert [pattern.get("id") for pattern in root.iter(f"{SVG}pattern")] == ["skraa"]
    assert float(root.get("width")) == 320
