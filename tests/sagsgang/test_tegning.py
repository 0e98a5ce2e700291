"""A route can be seen, and read aloud; the drawing passes a strict Content-Security-Policy."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from almen.sagsgang.profil import list_kommuner, load_profil, load_sagsgange_of
from almen.sagsgang.tegning import draw_svg, draw_text
from almen.sagsgang.tilstand import tilstand
from sagsgang.ruter import all_godkendt, route, routes

SVG = "{http://www.w3.org/2000/svg}"
SHIPPED = [(kommune, item) for kommune in list_kommuner() for item in load_sagsgange_of(kommune)]
LILLE = route(
    {"id": "a", "navn": "Ansøgning <modtaget> & åbnet"},
    {"id": "b", "efter": ["a"], "valgfrit": True},
    {"id": "c", "efter": ["a", "b"], "naar": {"type": ["x"]}, "sikkerhed": "usikker"},
)


@pytest.mark.parametrize(("kommune", "sagsgang"), SHIPPED, ids=lambda value: getattr(value, "version", value))
def test_every_shipped_route_is_drawn_with_title_description_and_each_step(kommune, sagsgang):
    svg = ElementTree.fromstring(draw_svg(sagsgang, None, load_profil(kommune)))
    assert svg.get("role") == "img"
    labels = svg.get("aria-labelledby").split()
    assert [svg.find(f"{SVG}title").get("id"), svg.find(f"{SVG}desc").get("id")] == labels
    shown = [text.text for text in svg.iter(f"{SVG}text")]
    assert all(trin.navn in shown for trin in sagsgang.trin)
    assert all(trin.navn in svg.find(f"{SVG}desc").text for trin in sagsgang.trin)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(routes())
def test_no_drawing_has_inline_style_or_script_and_every_step_has_its_own_place(sagsgang):
    svg = ElementTree.fromstring(draw_svg(sagsgang))
    assert all(element.tag not in (f"{SVG}style", f"{SVG}script") for element in svg.iter())
    assert not [
        name for element in svg.iter() for name in element.attrib if name == "style" or name.startswith("on")
    ]
    places = [(circle.get("cx"), circle.get("cy")) for circle in svg.iter(f"{SVG}circle")]
    assert len(places) == len(set(places)) == len(sagsgang.trin)
    assert all(0 < int(x) < int(svg.get("width")) and 0 < int(y) < int(svg.get("height")) for x, y in places)


def test_text_in_a_drawing_is_escaped():
    assert "Ansøgning &lt;modtaget&gt; &amp; åbnet" in draw_svg(LILLE)


def test_the_text_shows_who_after_what_and_where_the_case_stands():
    text = draw_text(LILLE, tilstand(LILLE, {"type": "y"}, all_godkendt("a")), load_profil("eksempel"))
    assert text.splitlines()[2:] == [
        "Første",
        "  ✓  1. Ansøgning <modtaget> & åbnet (Plan- og Boligudvalget; begynder)",
        "  ○  2. Trin b (Plan- og Boligudvalget; efter 1; valgfrit)",
        "  –  3. Trin c (Plan- og Boligudvalget; efter 1, 2; gælder kun x; usikker)",
    ]


def test_a_state_is_told_in_words_and_not_by_colour_alone():
    svg = draw_svg(LILLE, tilstand(LILLE, {"type": "x"}, all_godkendt("a")))
    for word in ("udført", "kan bruges nu (valgfrit)", "kan besluttes nu"):
        assert word in svg


def test_two_drawings_on_one_page_do_not_share_ids():
    first, second = (ElementTree.fromstring(draw_svg(item)) for _, item in SHIPPED[:2])
    assert first.get("aria-labelledby") != second.get("aria-labelledby")
