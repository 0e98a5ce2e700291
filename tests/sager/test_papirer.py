"""Letters of a case: offered when the decisions stand, kept as Word and PDF, and for those who may edit only."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from almen.papirer import Afsnit, Kilde, Tekst
from almen.sager.adgang import AdgangNaegtet
from almen.sager.breve import compose_letter
from almen.sager.indstilling.afsnit import annexes
from almen.sager.models import Dokument, Journalpost
from almen.sager.selectors import find_papir, load_forloeb, papir_choices
from almen.sager.selectors.papirer import edited_papirer, outdated_pdfs
from almen.sager.services import (
    FilAfvist,
    add_dokument,
    add_dokumentversion,
    record_beslutning,
    storage_path,
    verify_journal,
    write_papir,
)
from almen.sagsgang.register import REGISTER, Papirtype
from almen.sagsgang.udfald import Handling

# Papers are the same on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.kun_en_gang]
DAY = dt.date(2026, 11, 25)


def letter(sag, beslutninger, dato):
    afsnit = [Afsnit("Afgørelse", (Tekst(beslutninger[-1].trin_navn, (Kilde("Beslutningen"),)),))]
    return compose_letter(sag, art="proeve", titel=sag.titel, dato=dato, afsnit=afsnit)


@pytest.fixture
def papirer(proeve):
    REGISTER.register_papir(
        Papirtype("proevetilsagn", "Prøvetilsagn", letter, handlinger=frozenset({Handling.GIVER_TILSAGN}))
    )
    REGISTER.register_papir(
        Papirtype("proevegodkendelse", "Prøvebrev", letter, virkninger=frozenset({"proeve_virkning"}))
    )
    REGISTER.register_papir(Papirtype("proeveafslag", "Prøveafslag", letter, afslag=True))
    yield
    REGISTER.unregister("proevetilsagn", "proevegodkendelse", "proeveafslag")


def offered(sag) -> list[str]:
    return [item.type.id for item in papir_choices(load_forloeb(sag))]


def decide(bruger, sag, *trin, **more):
    for item in trin:
        record_beslutning(bruger=bruger, sag=sag, trin=item, kilde="referat", **more)


@pytest.fixture
def done(papirer, sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion", "udvalg")
    return sag


@pytest.fixture
def browse(client, sagsbehandler) -> Client:
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_paper_is_offered_when_all_its_decisions_stand(papirer, sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning", "direktion")
    assert offered(sag) == []
    decide(sagsbehandler, sag, "udvalg")
    assert offered(sag) == ["proevegodkendelse"]
    assert [item.trin for item in find_papir(sag, "proevegodkendelse").beslutninger] == [
        "direktion",
        "udvalg",
    ]
    decide(sagsbehandler, sag, "tilsagn")
    assert offered(sag) == ["proevetilsagn", "proevegodkendelse"]


def test_a_decision_sent_back_takes_the_paper_with_it(done, sagsbehandler):
    decide(
        sagsbehandler, done, "tilsagn", udfald="sendt_tilbage", tilbage_til="direktion", begrundelse="Nye tal"
    )
    assert offered(done) == []


def test_a_refused_case_offers_the_refusal_only(papirer, sag, sagsbehandler):
    decide(sagsbehandler, sag, "ansoegning")
    decide(sagsbehandler, sag, "direktion", udfald="forkastet", begrundelse="Grunden er for lille")
    assert offered(sag) == ["afslag", "proeveafslag"]
    assert find_papir(sag, "proeveafslag").grundlag.begrundelse == "Grunden er for lille"


def test_writing_keeps_word_and_pdf_as_internal_documents_and_journals_both(done, sagsbehandler):
    written = write_papir(bruger=sagsbehandler, valg=find_papir(done, "proevegodkendelse"), dato=DAY)
    assert [item.titel for item in written] == ["Prøvebrev (Word)", "Prøvebrev (PDF)"]
    assert {item.fortrolighed for item in written} == {"intern"}
    assert [item.versioner.get().mimetype.split(".")[-1] for item in written] == [
        "document",
        "application/pdf",
    ]
    assert Journalpost.objects.filter(sag=done, art="dokument").count() == 2
    assert verify_journal() == []


def test_writing_again_makes_a_new_version_only_if_something_changed(done, sagsbehandler):
    for day, versions in ((DAY, 1), (DAY, 1), (DAY + dt.timedelta(1), 2)):
        write_papir(bruger=sagsbehandler, valg=find_papir(done, "proevegodkendelse"), dato=day)
        assert [item.versioner.count() for item in Dokument.objects.filter(sag=done)] == [versions] * 2


def test_a_confidential_cases_letter_is_confidential(done, sagsbehandler):
    done.fortrolighed = "fortrolig"
    written = write_papir(bruger=sagsbehandler, valg=find_papir(done, "proevegodkendelse"), dato=DAY)
    assert {item.fortrolighed for item in written} == {"fortrolig"}


def test_who_may_not_edit_may_not_write(done, direktion):
    with pytest.raises(AdgangNaegtet):
        write_papir(bruger=direktion, valg=find_papir(done, "proevegodkendelse"), dato=DAY)
    assert not Dokument.objects.exists()


def test_the_card_shows_two_buttons_and_the_preview_keeps_nothing(browse, done):
    page = browse.get(done.get_absolute_url()).content.decode()
    assert "Breve og papirer" in page and "Prøvebrev" in page
    own = browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse/").content.decode()
    assert "Se som PDF" in own and "Læg på sagen" in own
    shown = browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse.pdf")
    assert shown["Content-Type"] == "application/pdf" and shown.content.startswith(b"%PDF")
    assert not Dokument.objects.exists()
    said = browse.post(f"/sager/{done.nummer}/papirer/proevegodkendelse/", follow=True).content.decode()
    assert "Prøvebrev er lagt på sagen som Word og PDF." in said
    again = browse.post(f"/sager/{done.nummer}/papirer/proevegodkendelse/", follow=True).content.decode()
    assert "intet er ændret siden" in again


def test_a_paper_that_cannot_be_written_now_does_not_exist(browse, done):
    assert browse.get(f"/sager/{done.nummer}/papirer/proevetilsagn.pdf").status_code == 404
    assert browse.post(f"/sager/{done.nummer}/papirer/findes_ikke/").status_code == 404


def test_those_who_only_read_see_no_card(client, done, revisor):
    client.force_login(revisor, "django.contrib.auth.backends.ModelBackend")
    assert "Breve og papirer" not in client.get(done.get_absolute_url()).content.decode()


def test_a_broken_template_is_said_and_nothing_is_kept(browse, done, monkeypatch, tmp_path):
    template = docx.Document()
    template.add_paragraph("{{ borgmester }}")
    template.save(tmp_path / "brev.docx")
    monkeypatch.setattr("almen.papirer.word.find_skabelon", lambda *args: tmp_path / "brev.docx")
    said = browse.post(f"/sager/{done.nummer}/papirer/proevegodkendelse/", follow=True).content.decode()
    assert "borgmester" in said and "brev.docx" in said
    assert not Dokument.objects.exists()


def test_the_card_costs_no_query_and_writing_few(browse, done, django_assert_max_num_queries):
    browse.get(done.get_absolute_url())
    with django_assert_max_num_queries(15):
        browse.get(done.get_absolute_url())
    with django_assert_max_num_queries(6):
        browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse.pdf")
    with django_assert_max_num_queries(24):
        browse.post(f"/sager/{done.nummer}/papirer/proevegodkendelse/")


def edited(content: bytes) -> bytes:
    document = docx.Document(io.BytesIO(content))
    document.add_paragraph("Rettet i Word")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(version) -> bytes:
    with default_storage.open(storage_path(version.sha256)) as file:
        return file.read()


@pytest.fixture
def written(done, sagsbehandler):
    word, pdf = write_papir(bruger=sagsbehandler, valg=find_papir(done, "proevegodkendelse"), dato=DAY)
    return word, pdf


def upload(bruger, dokument, name, content):
    return add_dokumentversion(
        bruger=bruger, dokument=dokument, name=name, size=len(content), stream=io.BytesIO(content)
    )


def test_word_that_comes_back_is_the_next_version_and_the_pdf_is_said_to_be_older(
    browse, done, written, sagsbehandler
):
    word, pdf = written
    assert word.versioner.get().kilder == [["1", "Beslutningen", ""]]
    version = upload(sagsbehandler, word, "rettet.docx", edited(read(word.versioner.get())))
    assert (version.nummer, version.kilder) == (2, None)
    papers = Dokument.objects.filter(sag=done)
    assert edited_papirer(papers) == {"proevegodkendelse": 2}
    assert outdated_pdfs(papers) == {pdf.pk: 2}
    assert "er fra før Word-filen blev rettet" in browse.get(done.get_absolute_url()).content.decode()
    page = browse.get(f"/sager/{done.nummer}/dokumenter/{pdf.noegle}/").content.decode()
    assert "Word-filen er rettet i version 2" in page
    page = browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse/").content.decode()
    assert "Version 2 af Word-filen er lagt ind" in page


def test_a_pdf_of_the_edited_word_file_settles_it(done, written, sagsbehandler):
    word, pdf = written
    upload(sagsbehandler, word, "rettet.docx", edited(read(word.versioner.get())))
    upload(sagsbehandler, pdf, "rettet.pdf", read(pdf.versioner.get()) + b"\n")
    assert outdated_pdfs(Dokument.objects.filter(sag=done)) == {}


def test_writing_again_keeps_the_edited_file_as_an_earlier_version(done, written, sagsbehandler):
    word, _ = written
    changed = edited(read(word.versioner.get()))
    upload(sagsbehandler, word, "rettet.docx", changed)
    write_papir(bruger=sagsbehandler, valg=find_papir(done, "proevegodkendelse"), dato=DAY)
    versions = list(word.versioner.order_by("nummer"))
    assert [item.kilder is None for item in versions] == [False, True, False]
    assert read(versions[1]) == changed
    assert outdated_pdfs(Dokument.objects.filter(sag=done)) == {}


def test_a_papers_word_file_cannot_become_something_else(done, written, sagsbehandler):
    with pytest.raises(FilAfvist, match="vælg en .docx-fil"):
        upload(sagsbehandler, written[0], "andet.pdf", b"%PDF-1.7\n%%EOF\n")
    assert written[0].versioner.count() == 1


def test_the_pages_take_few_queries(browse, done, written, django_assert_max_num_queries):
    browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse/")
    with django_assert_max_num_queries(9):
        browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse/")
    with django_assert_max_num_queries(10):
        browse.get(f"/sager/{done.nummer}/dokumenter/{written[0].noegle}/")


def test_the_papers_page_leads_each_note_to_its_source(browse, done):
    page = browse.get(f"/sager/{done.nummer}/papirer/proevegodkendelse/").content.decode()
    assert 'href="#kilde-1"' in page and 'id="kilde-1"' in page and "Beslutningen" in page


def test_the_organisation_that_applied_sees_no_internal_paper(
    client, done, written, boligorganisation_bruger
):
    client.force_login(boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/sager/{done.nummer}/dokumenter/{written[0].noegle}/").status_code == 404


def test_annexes_name_open_documents_and_never_a_confidential_title(done, sagsbehandler):
    for titel, level in (("Tegninger", "aaben"), ("Prissag om Prøven", "fortrolig"), ("Noter", "intern")):
        pdf = b"%PDF-1.7\n%%EOF\n" + titel.encode()
        add_dokument(
            bruger=sagsbehandler,
            sag=done,
            titel=titel,
            name="a.pdf",
            size=len(pdf),
            stream=io.BytesIO(pdf),
            fortrolighed=level,
        )
    told = [item.tekst for item in annexes(load_forloeb(done)).punkter]
    assert told == ["Tegninger (åbent)", "Fortroligt bilag"]
