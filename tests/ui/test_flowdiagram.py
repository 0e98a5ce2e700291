"""The flow from step to step: no arrow runs through another step, every one has its words, and nothing is colour alone."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.ui import diagram_tegner, diagramlager, flowdiagram
from almen.ui.flowdiagram import Flowbane, Flowpil, Flowtrin
from almen.ui.tegnere.flow import place_flow, thickness

pytestmark = pytest.mark.kun_en_gang
BANER = [Flowbane(f"l{n}", f"L{n}", f"Lang bane nummer {n}") for n in range(8)]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ALMEN_DATA = tmp_path


def step(number: int, bane: int = 0, venter: int = 0) -> Flowtrin:
    return Flowtrin(f"t{number}", number + 1, f"Trin nummer {number}", "Skema A", f"l{bane}", 7, venter)


def prepare(trin, pile, bredde=1040):
    """What would be drawn, without drawing it."""
    said = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagramlager, "_draw", lambda text: said.update(json.loads(text)) or "<svg/>")
        patch.setattr(diagramlager, "_stored", lambda path: None)
        patch.setattr(diagramlager, "_store", lambda path, svg: None)
        flowdiagram.flow_chart(trin, pile, baner=BANER, titel="Forløb", bredde=bredde)
    return said


@st.composite
def flows(draw):
    """Up to 25 steps in up to eight lanes, and arrows forward, back and from the opening, as many as a route has."""
    count = draw(st.integers(1, 25))
    trin = [step(number, draw(st.integers(0, 7)), draw(st.integers(0, 2))) for number in range(count)]
    pile = {("", 0, False)}
    for til in range(count):
        for fra in draw(st.sets(st.integers(0, count - 1), max_size=3)):
            if fra != til:
                pile.add((f"t{fra}", til, fra > til))
    return trin, [
        Flowpil(fra, f"t{til}", draw(st.integers(1, 400)), f"{til} sager · 30 d.", back)
        for fra, til, back in sorted(pile)
    ]


TO = [step(0), step(1, 1, 3), step(2)]
PILE = [
    Flowpil("", "t0", 40, "40 sager · 12 d."),
    Flowpil("t0", "t1", 38, "38 sager · 40 d."),
    Flowpil("t0", "t2", 2, "2 sager"),
    Flowpil("t2", "t0", 1, "1 sag tilbage", tilbage=True),
]


def test_an_arrow_is_told_in_words_with_where_it_came_from():
    said = prepare(TO, PILE)["beskrivelse"].split("; ")
    assert said[:2] == [
        "Fra sagens åbning til Trin nummer 0: 40 sager · 12 d.",
        "Fra Trin nummer 2 til Trin nummer 0 (sendt tilbage): 1 sag tilbage",
    ]


def test_an_arrow_is_as_wide_as_there_are_many_and_one_is_still_seen():
    chart = prepare(TO, PILE)
    width = dict(zip((row["tekst"] for row in chart["rows"]), thickness(chart), strict=True))
    assert width["40 sager · 12 d."] == 8.0 and 1.5 < width["1 sag tilbage"] < width["2 sager"] < 2


def test_what_waits_is_framed_and_written():
    placed = place_flow(prepare(TO, PILE))
    assert [item["tekst"] for item in placed["tekster"] if item["stil"] == "venter"] == ["3"]
    assert {item["kant"] for item in placed["knuder"]} == {"#00356b", "#a25b00"}


def test_a_phase_is_named_once():
    for bredde in (320, 1040):
        texts = place_flow(prepare(TO, PILE, bredde))["tekster"]
        assert [item["tekst"] for item in texts if item["stil"] == "fase"] == ["Skema A"]


def test_on_a_phone_every_arrow_stands_under_its_step():
    texts = place_flow(prepare(TO, PILE, 320))["tekster"]
    said = [item["tekst"] for item in texts if item["stil"] in ("trin", "liste", "fra", "fra_tilbage")]
    assert said == [
        "Trin nummer 0",
        "40 sager · 12 d.",
        "fra sagens åbning",
        "1 sag tilbage",
        "sendt tilbage fra 3 Trin nummer 2",
        "Trin nummer 1",
        "38 sager · 40 d.",
        "fra 1 Trin nummer 0",
        "Trin nummer 2",
        "2 sager",
        "fra 1 Trin nummer 0",
    ]
    assert all(0 <= item["x"] <= 320 for item in texts)


@given(flow=flows())
def test_no_arrow_runs_through_a_step_and_everything_stays_within(flow):
    trin, pile = flow
    chart = prepare(trin, pile)
    placed = place_flow(chart)
    boxes = {}
    for item in placed["knuder"][2:]:  # the key's own come first
        box = boxes.setdefault(item["y"], [item["x"], item["x2"], item["y"], item["y2"]])
        box[0], box[1] = min(box[0], item["x"]), max(box[1], item["x2"])
    assert len(boxes) == len(trin)
    for path in placed["veje"]:
        for (x1, y1), (x2, y2) in pairwise(path["punkter"]):
            assert min(x1, x2) >= 0 and max(x1, x2) <= 1040 and max(y1, y2) <= placed["hoejde"]
            for left, right, top, bottom in boxes.values():
                inside = (
                    max(x1, x2) > left + 1
                    and min(x1, x2) < right - 1
                    and max(y1, y2) > top + 1
                    and min(y1, y2) < bottom - 1
                )
                assert not inside, (x1, y1, x2, y2)
    words = [item for item in placed["tekster"] if item["stil"][:4] in ("pil_", "tilb")]
    assert sorted(item["tekst"] for item in words) == sorted(item.tekst for item in pile)
    # No two arrows into a step have their words on one line.
    assert all(abs(a["y"] - b["y"]) > 12 or abs(a["x"] - b["x"]) > 100 for a, b in _pairs(words))


def _pairs(items):
    return [(a, b) for n, a in enumerate(items) for b in items[n + 1 :] if a["stil"][-1] == b["stil"][-1]]


@pytest.mark.parametrize("bredde", [320, 520, 1040])
def test_it_is_drawn(bredde):
    svg = diagram_tegner.draw(prepare(TO, PILE, bredde))
    assert "40 sager · 12 d." in svg and "<title>Forløb</title>" in svg
    assert svg.count("stroke-dasharray") >= 1
