"""Templates replaced in the system: tried before use, faults named, nothing reached outside, and a way back."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from almen.papirer import SkabelonFejl, build_pdf, build_word, find_skabelon
from almen.papirer.models import Skabelon
from almen.papirer.proeve import render_sample, sample_papir, try_skabelon
from almen.papirer.selectors import all_stande, stand_of
from almen.papirer.skabelon import FELTER, SHIPPED, Uploadet, content_of
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal
from almen.sager.services.skabelon import activate_skabelon, upload_skabelon

# Templates are tried in processes of their own: the same on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.kun_en_gang]
TYP = (SHIPPED / "brev.typ").read_text("utf-8")


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in ("{{ titel }}", "{%p for a in afsnit %}", "{{ a.overskrift }}", "{%p endfor %}", *lines):
        document.add_paragraph(line)
    document.add_paragraph("{%p for k in kilder %}")
    document.add_paragraph("{{ k.tekst }}")
    document.add_paragraph("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr(name, data)
    return out.getvalue()


def own_typ(mark: str = "EGEN") -> bytes:
    return TYP.replace(
        "#heading(level: 1, papir.titel)", f'#heading(level: 1, papir.titel + " {mark}")'
    ).encode()


@pytest.fixture
def typ(administrator) -> Skabelon:
    return upload_skabelon(bruger=administrator, art="brev", filnavn="brev.typ", indhold=own_typ())


def test_the_sample_has_every_field_so_that_no_branch_of_a_template_is_left_untried():
    context = sample_papir().to_context()
    assert context.keys() == FELTER.keys() and all(context.values())
    assert any(item["niveau"] == 2 for item in context["afsnit"])
    assert any(point["underpunkter"] for item in context["afsnit"] for point in item["punkter"])
    tables = [table for item in context["afsnit"] for table in item["tabeller"]]
    assert {table["tal"] for table in tables} == {True, False}


@pytest.mark.parametrize("endelse", ["docx", "typ"])
def test_the_shipped_templates_pass_their_own_trial(endelse):
    content = (SHIPPED / f"brev.{endelse}").read_bytes()
    assert try_skabelon(Uploadet(f"brev.{endelse}", content), endelse) == ""
    made = render_sample(Uploadet(f"brev.{endelse}", content), endelse)
    assert made.startswith(b"PK" if endelse == "docx" else b"%PDF")


def test_an_unknown_field_is_named_with_its_paragraph_and_the_allowed_ones(administrator):
    with pytest.raises(SkabelonFejl, match=r"“borgmester” \(afsnit 5: Kære .*\).*Felter: titel, dato"):
        upload_skabelon(
            bruger=administrator, art="brev", filnavn="b.docx", indhold=word("Kære {{ borgmester }}")
        )
    with pytest.raises(SkabelonFejl, match=r"“borgmester” \(linje \d+\).*Felter: titel"):
        upload_skabelon(
            bruger=administrator, art="brev", filnavn="b.typ", indhold=(TYP + "\n#papir.borgmester").encode()
        )
    assert not Skabelon.objects.exists() and not Journalpost.objects.filter(art="skabelon").exists()


def test_a_field_within_a_branch_that_few_papers_take_is_found_too(administrator):
    content = word(
        "{% for a in afsnit %}{% for p in a.punkter %}{% for u in p.underpunkter %}{{ u.slogan }}{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(SkabelonFejl, match="“slogan”"):
        upload_skabelon(bruger=administrator, art="brev", filnavn="b.docx", indhold=content)


@pytest.mark.parametrize(
    "code",
    [
        '#read("/etc/passwd")',
        '#read("../../settings.py")',
        '#import "@preview/cetz:0.3.0"',
        '#include "andet.typ"',
        '#eval("1 + 1")',
        '#dictionary(std).at("ev" + "al")("1")',
        "#let f(x) = f(x)\n#f(1)",
        "#while true {}",
    ],
)
def test_a_typst_template_reaches_nothing_but_the_paper(code):
    with pytest.raises(SkabelonFejl):
        try_skabelon(Uploadet("b.typ", f"{TYP}\n{code}".encode()), "typ")


@pytest.mark.parametrize(
    "code",
    [
        "{{ titel.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include 'x' %}",
        "{% for x in %}",
    ],
)
def test_a_word_template_runs_in_a_sandbox(code):
    with pytest.raises(SkabelonFejl):
        try_skabelon(Uploadet("b.docx", word(code)), "docx")


def test_an_endless_template_is_stopped(monkeypatch):
    monkeypatch.setattr("almen.papirer.proeve.SECONDS", 4)
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% if a and b %}{% endif %}{% endfor %}{% endfor %}"
    with pytest.raises(SkabelonFejl, match=r"blev ikke færdig på 4 sekunder|for lang tid"):
        try_skabelon(Uploadet("b.docx", word(loop)), "docx")


def test_macros_embedded_files_and_parts_fetched_from_elsewhere_are_refused():
    for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin"):
        with pytest.raises(SkabelonFejl, match="makroer eller indlejrede"):
            try_skabelon(Uploadet("b.docx", with_part(word(), name, b"x")), "docx")
    rels = b'<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/></Relationships>'
    with pytest.raises(SkabelonFejl, match="henter en fil udefra"):
        try_skabelon(Uploadet("b.docx", with_part(word(), "word/_rels/settings.xml.rels", rels)), "docx")


def test_a_file_that_unpacks_to_far_too_much_is_refused():
    with zipfile.ZipFile(bomb := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * (60 * 1024 * 1024))
    with pytest.raises(SkabelonFejl, match="fylder for meget"):
        try_skabelon(Uploadet("b.docx", bomb.getvalue()), "docx")


def test_a_template_that_leaves_out_the_sources_is_told_of():
    note = try_skabelon(
        Uploadet(
            "b.typ",
            b'#let papir = json(bytes(sys.inputs.papir))\n#set document(title: papir.titel)\n#set text(lang: "da")\n#papir.titel',
        ),
        "typ",
    )
    assert "ikke “afsnit” og “kilder”" in note


@pytest.mark.parametrize(
    ("filnavn", "indhold", "said"),
    [
        ("b.doc", b"x", "endelsen .docx"),
        ("b.docx", b"", "tilladt er 1 til 2 MB"),
        ("b.typ", b"x" * (2 * 1024 * 1024 + 1), "tilladt er 1 til 2 MB"),
        ("b.docx", b"ikke Word", "ikke et Word-dokument"),
        ("b.typ", b"\xff\xfe", "ikke tekst i UTF-8"),
    ],
)
def test_a_file_of_the_wrong_kind_or_size_is_refused_in_words(administrator, filnavn, indhold, said):
    with pytest.raises(SkabelonFejl, match=said):
        upload_skabelon(bruger=administrator, art="brev", filnavn=filnavn, indhold=indhold)


def test_a_kept_template_is_used_only_when_it_is_put_in_use_and_by_every_process(administrator, typ):
    paper = sample_papir("tilsagnsbrev")
    before = build_pdf(paper, "koebenhavn")
    activate_skabelon(bruger=administrator, art="brev", endelse="typ", skabelon=typ)
    assert build_pdf(paper, "koebenhavn") != before
    assert content_of(find_skabelon("koebenhavn", "tilsagnsbrev", "typ")) == own_typ()
    # Word has its own template; another kind's own goes before the common one.
    assert find_skabelon("koebenhavn", "tilsagnsbrev", "docx") == SHIPPED / "brev.docx"
    mine = upload_skabelon(
        bruger=administrator, art="tilsagnsbrev", filnavn="t.typ", indhold=own_typ("TILSAGN")
    )
    activate_skabelon(bruger=administrator, art="tilsagnsbrev", endelse="typ", skabelon=mine)
    assert content_of(find_skabelon("koebenhavn", "tilsagnsbrev", "typ")) == own_typ("TILSAGN")
    assert content_of(find_skabelon("koebenhavn", "garantierklaering", "typ")) == own_typ()


def test_going_back_keeps_what_has_been_and_stands_in_the_journal(administrator, typ):
    second = upload_skabelon(bruger=administrator, art="brev", filnavn="ny.typ", indhold=own_typ("NY"))
    for chosen in (typ, second, typ, None):
        assert activate_skabelon(bruger=administrator, art="brev", endelse="typ", skabelon=chosen)
    assert activate_skabelon(bruger=administrator, art="brev", endelse="typ", skabelon=None) is None
    assert find_skabelon("koebenhavn", "brev", "typ") == SHIPPED / "brev.typ"
    assert [item.version for item in Skabelon.objects.order_by("version")] == [1, 2]
    told = Journalpost.objects.filter(sag=None, art__startswith="skabelon").values_list("art", flat=True)
    assert list(told).count("skabelon_i_brug") == 4 and list(told).count("skabelon") == 2
    assert verify_journal() == []


def test_the_same_file_is_not_kept_twice(administrator, typ):
    with pytest.raises(SkabelonFejl, match="den samme som version 1"):
        upload_skabelon(bruger=administrator, art="brev", filnavn="igen.typ", indhold=own_typ())


def test_only_an_administrator_changes_templates(leder, sagsbehandler, typ):
    for person in (leder, sagsbehandler):
        with pytest.raises(PermissionDenied):
            upload_skabelon(bruger=person, art="brev", filnavn="b.typ", indhold=own_typ("X"))
        with pytest.raises(PermissionDenied):
            activate_skabelon(bruger=person, art="brev", endelse="typ", skabelon=typ)
    assert stand_of("koebenhavn", "brev", "typ").skabelon is None


def test_the_database_refuses_to_alter_a_template(typ):
    for statement in ("UPDATE papirer_skabelon SET filnavn = 'x'", "DELETE FROM papirer_skabelon"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_kind_stands_on_the_page_in_both_formats_with_one_query(django_assert_num_queries, typ):
    with django_assert_num_queries(1):
        stande = all_stande("koebenhavn")
    kinds = {item.art for item in stande}
    assert {
        "brev",
        "indstilling",
        "foelgebrev",
        "tilsagnsbrev",
        "garantierklaering",
        "afgoerelsesbrev",
    } <= kinds
    assert len(stande) == 2 * len(kinds)


class TestPage:
    @pytest.fixture
    def browse(self, client, administrator):
        client.force_login(administrator, "django.contrib.auth.backends.ModelBackend")
        return client

    def post(self, browse, name: str, content: bytes):
        file = io.BytesIO(content)
        file.name = name
        return browse.post(
            "/papirer/skabeloner/brev/typ/", {"fil": file, "bemaerkning": "Nyt navn"}, follow=True
        )

    def test_upload_try_use_and_go_back(self, browse):
        page = self.post(browse, "min.typ", own_typ()).content.decode()
        assert "er prøvet og gemt" in page and "Nyt navn" in page and "Tag i brug" in page
        row = Skabelon.objects.get()
        sample = browse.get(f"/papirer/skabeloner/{row.pk}/proeve/")
        assert sample["Content-Type"] == "application/pdf" and sample.content.startswith(b"%PDF")
        assert browse.get(f"/papirer/skabeloner/{row.pk}/hent/").content == own_typ()
        used = browse.post("/papirer/skabeloner/brev/typ/brug/", {"skabelon": row.pk}, follow=True)
        assert "Kommunens egen: min.typ, version 1" in used.content.decode()
        assert browse.get("/papirer/skabeloner/brev/typ/i-brug/").content == own_typ()
        back = browse.post("/papirer/skabeloner/brev/typ/brug/", {}, follow=True).content.decode()
        assert "Den medfølgende skabelon bruges nu" in back and "I brug: Medfølgende" in back

    def test_a_fault_is_said_at_the_field_and_nothing_is_kept(self, browse):
        said = self.post(browse, "min.typ", (TYP + "\n#papir.borgmester").encode())
        assert said.status_code == 400 and "borgmester" in said.content.decode()
        wrong = self.post(browse, "min.docx", b"x")
        assert wrong.status_code == 400 and "er ikke en .typ-fil" in wrong.content.decode()
        assert not Skabelon.objects.exists()

    def test_a_template_of_another_kind_cannot_be_put_in_use(self, browse, typ):
        address = "/papirer/skabeloner/tilsagnsbrev/typ/brug/"
        assert browse.post(address, {"skabelon": typ.pk}).status_code == 404
        assert browse.post(address, {"skabelon": "x"}).status_code == 404
        assert browse.get("/papirer/skabeloner/findes_ikke/typ/").status_code == 404


def test_word_and_pdf_with_own_templates_hold_the_sample(administrator):
    content = word()
    row = upload_skabelon(bruger=administrator, art="indstilling", filnavn="i.docx", indhold=content)
    activate_skabelon(bruger=administrator, art="indstilling", endelse="docx", skabelon=row)
    made = docx.Document(io.BytesIO(build_word(sample_papir("indstilling"), "koebenhavn")))
    assert "Prøve: garanti for lån" in made.paragraphs[0].text
