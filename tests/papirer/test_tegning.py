"""Drawings in papers: the same picture in Word and PDF, told in words to those who cannot see it, and never too large for a page."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from almen.papirer import Afsender, Afsnit, Papir, Tegning, Tekst, build_pdf, build_word
from almen.papirer.tegning import BREDDE_MM, HOEJST_MM, draw_png

pytestmark = [pytest.mark.kun_en_gang, pytest.mark.django_db]
HOSTILE = '#panic("x") {{ 7*7 }} <w:br/> & $x$ *fed* "citat" \x00'
SHOWN = '#panic("x") {{ 7*7 }} <w:br/> & $x$ *fed* "citat"'


def svg(width: float = 400, height: float = 60, fill: str = "#0a4d9c", inside: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}">'
        f'<circle cx="20" cy="30" r="9" fill="{fill}"/>{inside}</svg>'
    )


def make(*tegninger: Tegning) -> Papir:
    return Papir(
        art="introduktionsnotat",
        titel="Notat",
        dato=dt.date(2026, 11, 26),
        afsender=Afsender("Prøve Kommune", "Forvaltningen"),
        modtager=("Til udvalget",),
        henvisninger=(),
        afsnit=(Afsnit("Veje", (Tekst("Vejen er tegnet."),), tegninger=tegninger),),
        underskrift=(),
    )


def texts(content: bytes) -> list[str | None]:
    shapes = docx.Document(io.BytesIO(content)).inline_shapes
    return [shape._inline.docPr.get("descr") for shape in shapes]


@pytest.mark.parametrize(
    "drawing", ["<svg/>", '<svg width="4">', "", '<svg width="100%" height="50%"/>', "<p>"]
)
def test_a_drawing_without_a_size_is_refused_by_name(drawing):
    with pytest.raises(ValueError, match="“Vejen” har ingen bredde og højde"):
        Tegning("Vejen", "Et trin.", drawing)


@given(width=st.integers(1, 5000), height=st.integers(1, 5000))
def test_a_drawing_is_never_wider_or_higher_than_its_page_and_keeps_its_shape(width, height):
    for drawing in (svg(width, height), f'<svg height="{height}px" viewBox="0 0 1 1" width="{width}px"/>'):
        found = Tegning("T", "T", drawing).bredde
        assert found <= BREDDE_MM
        assert found * height / width <= HOEJST_MM + 0.05 * height / width
        assert found == BREDDE_MM or found == pytest.approx(HOEJST_MM * width / height, abs=0.06)


def test_each_picture_in_word_has_its_own_text():
    papir = make(
        Tegning("A", "Først modtaget.", svg()),
        Tegning("B", "Så besluttet.", svg(fill="#a00")),
        Tegning("C", "Samme tegning, andre ord.", svg()),
    )
    assert texts(build_word(papir, "koebenhavn")) == [
        "Først modtaget.", "Så besluttet.", "Samme tegning, andre ord.",
    ]  # fmt: skip


def test_the_pdf_tells_the_drawing_in_words_and_is_pdf_ua():
    pdf = build_pdf(make(Tegning("A", "Trin i orden", svg())), "koebenhavn")
    assert b"<pdfuaid:part>1<" in pdf and b"/Figure" in pdf and b"/Alt" in pdf
    assert b"/Figure" not in build_pdf(make(), "koebenhavn")


def test_text_that_would_harm_stays_text():
    papir = make(Tegning(HOSTILE, HOSTILE, svg(inside="<text>&lt;script&gt;</text>")))
    content = build_word(papir, "koebenhavn")
    assert texts(content) == [SHOWN]
    assert SHOWN in "\n".join(item.text for item in docx.Document(io.BytesIO(content)).paragraphs)
    assert build_pdf(papir, "koebenhavn").startswith(b"%PDF")


@pytest.mark.parametrize("build", [build_word, build_pdf])
def test_the_same_drawing_gives_the_same_bytes(build):
    papir = make(Tegning("A", "Et trin.", svg()))
    assert build(papir, "koebenhavn") == build(papir, "koebenhavn")


def test_a_template_of_before_there_were_drawings_works_and_its_own_picture_keeps_its_text(tmp_path):
    template = docx.Document()
    template.add_paragraph("{{ titel }}")
    template.add_paragraph("{%p for a in afsnit %}")
    template.add_paragraph("{{ a.overskrift }}")
    template.add_paragraph("{%p endfor %}")
    template.add_paragraph("{%p for k in kilder %}")
    template.add_paragraph("{{ k.tekst }}")
    template.add_paragraph("{%p endfor %}")
    logo = template.add_picture(io.BytesIO(draw_png(svg(fill="#333"), 20)))
    logo._inline.docPr.set("descr", "Kommunens våben")
    template.save(tmp_path / "brev.docx")
    content = build_word(make(Tegning("A", "Et trin.", svg())), "koebenhavn", tmp_path / "brev.docx")
    assert texts(content) == ["Kommunens våben"]
