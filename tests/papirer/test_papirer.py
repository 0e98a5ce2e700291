"""Papers: what is said is text and never run, every figure has its source, and a template's faults are named."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from almen.papirer import (
    FELTER,
    UDFYLDES,
    Afsender,
    Afsnit,
    Kilde,
    Papir,
    Raekke,
    SkabelonFejl,
    Tabel,
    Tekst,
    build_pdf,
    build_word,
    find_skabelon,
    split_lines,
)
from almen.sagsgang.profil import KOMMUNER, list_kommuner

pytestmark = [pytest.mark.kun_en_gang, pytest.mark.django_db]
SKEMA, LOVEN = Kilde("Skema A, version 1"), Kilde("Grundkapital", "almenboligloven § 118 a")
HOSTILE = "#panic(\"x\") {{ 7*7 }} {% include 'x' %} <w:br/> & $x$ *fed* _kursiv_ \\u{41} ]] \x00\x0b"
SHOWN = "#panic(\"x\") {{ 7*7 }} {% include 'x' %} <w:br/> & $x$ *fed* _kursiv_ \\u{41} ]]"


def make(**fields) -> Papir:
    given = {
        "art": "tilsagnsbrev",
        "titel": "Tilsagn om støtte",
        "dato": dt.date(2026, 11, 25),
        "afsender": Afsender("Københavns Kommune", "Forvaltningen", "Karen"),
        "modtager": ("Boligselskabet Prøven",),
        "henvisninger": (("Sagsnummer", "2026-00012"),),
        "afsnit": (
            Afsnit(
                "Afgørelse",
                (Tekst("Kommunen har besluttet", (SKEMA,)),),
                (Tekst("at yde grundkapital på 3.300.000 kr.", (LOVEN, SKEMA)),),
                (
                    Tabel(
                        "Finansiering",
                        ("Post", "Andel", "Beløb"),
                        (
                            Raekke(("Grundkapital", "10 %", "3.300.000 kr."), (LOVEN,)),
                            Raekke(("I alt", "", "33.000.000 kr."), (SKEMA,), er_sum=True),
                        ),
                    ),
                ),
            ),
        ),
        "underskrift": (UDFYLDES, "Forvaltningen"),
    }
    return Papir(**{**given, **fields})


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(item.text for item in document.paragraphs), *cells])


def test_the_pdf_is_tagged_and_says_its_language_title_and_standard():
    pdf = build_pdf(make(), "koebenhavn")
    assert pdf.startswith(b"%PDF-1.7")
    for part in (b"/Marked true", b"/StructTreeRoot", b"/Lang(da-DK)", b"<pdfuaid:part>1<"):
        assert part in pdf
    assert re.search("<dc:title>.*Tilsagn om støtte.*</dc:title>".encode(), pdf)
    assert b"(D:20261125" in pdf


def test_word_opens_and_holds_the_amounts_the_points_and_the_sources():
    text = words(build_word(make(), "koebenhavn"))
    for part in ("3.300.000 kr.", "33.000.000 kr.", "1.\tat yde", "[1] Skema A, version 1", "2026-00012"):
        assert part in text
    assert "[2] Grundkapital (almenboligloven § 118 a)" in text


def test_the_word_file_says_its_language_title_and_the_papers_own_day():
    document = docx.Document(io.BytesIO(build_word(make(), "koebenhavn")))
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Tilsagn om støtte", "da-DK")
    assert properties.modified.date() == dt.date(2026, 11, 25)


def test_what_the_case_officer_fills_in_is_marked():
    document = docx.Document(io.BytesIO(build_word(make(), "koebenhavn")))
    marked = [run for item in document.paragraphs for run in item.runs if run.font.highlight_color]
    assert [run.text for run in marked] == [UDFYLDES]


@pytest.mark.parametrize("build", [build_word, build_pdf])
def test_the_same_paper_gives_the_same_bytes(build):
    assert build(make(), "koebenhavn") == build(make(), "koebenhavn")


def test_hostile_text_comes_out_as_text_and_never_runs():
    paper = make(
        titel=HOSTILE,
        modtager=(HOSTILE,),
        henvisninger=((HOSTILE, HOSTILE),),
        maerke=HOSTILE,
        afsnit=(
            Afsnit(
                HOSTILE,
                (Tekst(HOSTILE, (Kilde(HOSTILE, HOSTILE),)),),
                (Tekst(HOSTILE),),
                (Tabel(HOSTILE, (HOSTILE, "b"), (Raekke((HOSTILE, HOSTILE), (SKEMA,)),)),),
            ),
        ),
        underskrift=(HOSTILE,),
    )
    word = build_word(paper, "koebenhavn")
    assert words(word).count(SHOWN) >= 9
    assert docx.Document(io.BytesIO(word)).core_properties.title == SHOWN
    assert build_pdf(paper, "koebenhavn").startswith(b"%PDF")


def test_an_unknown_field_is_named_with_the_file(tmp_path):
    template = docx.Document()
    template.add_paragraph("{{ titel }} {{ borgmester }}")
    template.save(tmp_path / "brev.docx")
    with pytest.raises(
        SkabelonFejl,
        match=r"brev\.docx bruger “borgmester” \(afsnit 1: .*\), som ikke findes. Felter: titel",
    ):
        build_word(make(), "koebenhavn", tmp_path / "brev.docx")
    (tmp_path / "brev.typ").write_text("#let p = json(bytes(sys.inputs.papir))\n#p.borgmester", "utf-8")
    with pytest.raises(SkabelonFejl, match=r"brev\.typ bruger “borgmester” \(linje 2\)"):
        build_pdf(make(), "koebenhavn", tmp_path / "brev.typ")


def test_an_unknown_part_of_a_field_is_named_too(tmp_path):
    template = docx.Document()
    template.add_paragraph("{{ afsender.slogan }}")
    template.save(tmp_path / "brev.docx")
    with pytest.raises(SkabelonFejl, match="“slogan”"):
        build_word(make(), "koebenhavn", tmp_path / "brev.docx")


@pytest.mark.parametrize("code", ["{{ titel", "{% for x in %}", "{{ titel.__class__.__mro__ }}"])
def test_a_broken_or_prying_template_is_an_error_that_names_the_file(tmp_path, code):
    template = docx.Document()
    template.add_paragraph(code)
    template.save(tmp_path / "brev.docx")
    with pytest.raises(SkabelonFejl, match=r"brev\.docx"):
        build_word(make(), "koebenhavn", tmp_path / "brev.docx")


def test_a_file_that_is_no_word_document_is_refused(tmp_path):
    (tmp_path / "brev.docx").write_bytes(b"ikke Word")
    with pytest.raises(SkabelonFejl, match="ikke et Word-dokument"):
        build_word(make(), "koebenhavn", tmp_path / "brev.docx")


def test_a_template_reads_no_file_outside_its_folder(tmp_path):
    (tmp_path / "papirer").mkdir()
    (tmp_path / "hemmeligt.txt").write_text("x")
    (tmp_path / "papirer" / "brev.typ").write_text('#read("../hemmeligt.txt")')
    with pytest.raises(SkabelonFejl, match="kan ikke sættes"):
        build_pdf(make(), "koebenhavn", tmp_path / "papirer" / "brev.typ")


def test_a_municipalitys_own_template_goes_before_the_shipped_one(tmp_path):
    shipped = find_skabelon("proeve", "tilsagnsbrev", "docx", tmp_path)
    assert shipped.parts[-3:] == ("papirer", "skabeloner", "brev.docx")
    own = tmp_path / "proeve" / "papirer"
    own.mkdir(parents=True)
    for name in ("brev.docx", "tilsagnsbrev.docx"):
        (own / name).touch()
        assert find_skabelon("proeve", "tilsagnsbrev", "docx", tmp_path) == own / name
    assert find_skabelon("proeve", "afgoerelsesbrev", "docx", tmp_path) == own / "brev.docx"


def test_every_municipalitys_templates_can_be_used():
    for kommune in list_kommuner():
        names = {path.stem for path in (KOMMUNER / kommune / "papirer").glob("*.*")} | {"brev"}
        for name in names:
            assert build_word(make(art=name), kommune) and build_pdf(make(art=name), kommune)


def test_the_context_has_the_declared_fields_and_no_more():
    assert make().to_context().keys() == FELTER.keys()


def test_sources_stand_once_in_the_order_of_use():
    assert make().kilder == (SKEMA, LOVEN)
    notes = make().to_context()["afsnit"][0]["punkter"][0]["noter"]
    assert notes == "1, 2"


def test_a_row_that_does_not_fit_its_table_is_refused():
    with pytest.raises(ValueError, match="2 kolonner, men en række med 1 celler"):
        Tabel("Beløb", ("a", "b"), (Raekke(("a",), ()),))


def test_typed_lines_become_paragraphs():
    assert [item.tekst for item in split_lines("et\n\n  to ", [SKEMA])] == ["et", "to"]


def test_the_shipped_template_holds_nothing_but_text_and_styles():
    with zipfile.ZipFile(Path(find_skabelon("koebenhavn", "brev", "docx"))) as file:
        assert not [name for name in file.namelist() if "vba" in name.lower() or "embed" in name.lower()]
