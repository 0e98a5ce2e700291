"""A file of afdelinger: every fault in its cell before anything is saved; then all of it or none of it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from almen.organisationer import services
from almen.organisationer.models import Afdeling, Boligbestand
from almen.organisationer.services.regneark import cells_as_csv, read_cells
from almen.sager.models import Journalpost

BACKEND = "django.contrib.auth.backends.ModelBackend"
GOOD = "nummer;navn;adresse;opgjort;familie;familie_m2\n1;Nordgården;Nordvej 1;31.12.2024;1.040;80.000\n2;Sydgården;;31.12.2024;12;\n"


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, BACKEND)
    return client


def read(bruger, organisation, text):
    return services.read_afdelinger(
        bruger=bruger, organisation=organisation, fil=text.encode() if isinstance(text, str) else text
    )


def workbook(*rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def send(client, content: bytes | str, name: str = "afdelinger.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(
        reverse("organisationer:import", args=["9001"]), {"fil": SimpleUploadedFile(name, content)}
    )


def test_a_good_file_is_shown_first_and_saved_when_the_user_says_so(browse, organisation):
    preview = send(browse, GOOD)
    assert preview.status_code == 200
    assert "Nordgården" in preview.content.decode()
    assert not Afdeling.objects.exists()
    text = preview.context["import"].tekst
    saved = browse.post(reverse("organisationer:import", args=["9001"]), {"tekst": text})
    assert saved["Location"] == reverse("organisationer:organisation", args=["9001"])
    assert Boligbestand.objects.get(boligtype="familie", afdeling__nummer="1").antal == 1040
    assert Boligbestand.objects.get(afdeling__nummer="1").opgjort == dt.date(2024, 12, 31)
    assert Journalpost.objects.get(art="afdelinger_importeret").data["nye"] == ["1", "2"]


def test_every_fault_stands_in_its_cell_and_nothing_is_saved(browse, organisation):
    bad = (
        "nummer;navn;ibrugtaget;opgjort;familie;familie_m2;ungdom_m2\n"
        "1;God;01.02.1990;31.12.2024;10;900;\n"
        "abc;;31.02.2020;31.12.2099;mange;900;\n"
        "1;Igen;;;-4;;50\n"
    )
    answer = send(browse, bad)
    assert answer.status_code == 400
    faults = {
        (row.linje, column): text for row in answer.context["import"].raekker for column, text in row.fejl
    }
    assert set(faults) == {
        (3, "nummer"),
        (3, "navn"),
        (3, "ibrugtaget"),
        (3, "opgjort"),
        (3, "familie"),
        (3, "familie_m2"),
        (4, "nummer"),
        (4, "familie"),
        (4, "ungdom_m2"),
    }
    assert "linje 2" in faults[4, "nummer"]
    assert "31.02.2020" in faults[3, "ibrugtaget"]
    page = answer.content.decode()
    assert all(text in page for text in ("findes ikke", "Skriv et helt tal", "højst fem cifre"))
    assert "Gem alle rækker" not in page
    assert not Afdeling.objects.exists()


def test_a_file_with_a_fault_is_not_saved_by_going_round_the_preview(browse, organisation):
    bad = "nummer;navn\n1;God\nabc;Dårlig\n"
    answer = browse.post(reverse("organisationer:import", args=["9001"]), {"tekst": bad})
    assert answer.status_code == 400
    assert not Afdeling.objects.exists()
    assert not Journalpost.objects.filter(art="afdelinger_importeret").exists()


def test_a_known_number_is_changed_and_what_the_file_leaves_out_is_left_alone(sagsbehandler, organisation):
    Afdeling.objects.create(
        boligorganisation=organisation, nummer="1", navn="Gammelt navn", adresse="Vejen 1", bydel="Valby"
    )
    Afdeling.objects.create(boligorganisation=organisation, nummer="9", navn="Urørt")
    text = "nummer;navn;adresse\n1;Nyt navn;\n9;Urørt;\n"
    found = read(sagsbehandler, organisation, text)
    assert [row.virkning for row in found.raekker] == ["aendret", "uaendret"]
    services.import_afdelinger(bruger=sagsbehandler, organisation=organisation, fil=text.encode())
    item = Afdeling.objects.get(nummer="1")
    assert (item.navn, item.adresse, item.bydel) == ("Nyt navn", "", "Valby")


def test_the_same_file_again_is_nothing_new(sagsbehandler, organisation):
    services.import_afdelinger(bruger=sagsbehandler, organisation=organisation, fil=GOOD.encode())
    assert not read(sagsbehandler, organisation, GOOD).kan_gemmes
    with pytest.raises(services.OrganisationFejl, match="intet nyt"):
        services.import_afdelinger(bruger=sagsbehandler, organisation=organisation, fil=GOOD.encode())


def test_a_workbook_reads_as_the_same_file(sagsbehandler, organisation):
    book = workbook(
        ["nummer", "navn", "adresse", "opgjort", "familie", "familie_m2"],
        [1, "Nordgården", "Nordvej 1", dt.date(2024, 12, 31), 1040, 80000.0],
        ["2", "Sydgården", None, dt.datetime(2024, 12, 31), 12, None],
        [None, None],
    )
    from_book, from_csv = read(sagsbehandler, organisation, book), read(sagsbehandler, organisation, GOOD)
    assert [row.felter for row in from_book.raekker] == [row.felter for row in from_csv.raekker]
    assert [row.bestand for row in from_book.raekker] == [row.bestand for row in from_csv.raekker]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_excel_saves_as_csv_is_read(sagsbehandler, organisation, encoding, delimiter):
    text = delimiter.join(("nummer", "navn")) + "\r\n" + delimiter.join(("1", "Ærøgården")) + "\r\n"
    found = read(sagsbehandler, organisation, text.encode(encoding))
    assert found.raekker[0].felter["navn"] == "Ærøgården"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "tom"),
        (b"nummer;navn\n", "ingen r"),
        (b"nummer\n1\n", "mangler: navn"),
        (b"nummer;navn;farve\n1;x;y\n", "Ukendte kolonner: farve"),
        (b"nummer;navn;navn\n1;x;y\n", "flere gange: navn"),
        (b"nummer;navn\n1;x;y\n", "flere celler"),
        (b'nummer;navn\n1;"uafsluttet\n', "kan ikke"),
        (b"PK\x03\x04 ikke en projektmappe", "kan ikke"),
        (b"nummer;navn\n" + b"1;x\n" * 6000, "mange linjer"),
        (b"nummer;navn\n1;" + b"x" * 3000 + b"\n", "for lang"),
        (b"nummer;navn\n1;a\x00b\n", "tegn"),
        (b"x" * 1_000_001, "for stor"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    browse, sagsbehandler, organisation, content, reason
):
    with pytest.raises(services.OrganisationFejl, match=reason):
        read(sagsbehandler, organisation, content)
    answer = send(browse, content)
    assert answer.status_code == 400
    assert answer.context["form"].errors["fil"]


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked(
    sagsbehandler, organisation
):
    bomb = packed(sheet=b"0" * 30_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(services.OrganisationFejl, match="pakkes ud"):
        read(sagsbehandler, organisation, bomb)


def test_a_workbook_that_defines_entities_is_refused(sagsbehandler, organisation):
    evil = packed(sheet=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(services.OrganisationFejl, match="kan ikke"):
        read(sagsbehandler, organisation, evil)


def test_what_the_file_says_is_text_on_the_page(browse, organisation):
    page = send(browse, "nummer;navn\n1;<script>alert(1)</script>\n").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_template_has_the_columns_that_the_import_reads(browse, sagsbehandler, organisation):
    content = browse.get(reverse("organisationer:skabelon")).content
    header = read_cells(content)[0]
    assert tuple(header) == services.KOLONNER
    filled = content + ";".join(["7", "Gården", *[""] * (len(header) - 2)]).encode()
    assert read(sagsbehandler, organisation, filled).kan_gemmes


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
def test_what_is_sent_again_is_what_was_read(rows):
    header = ("nummer", "navn", "adresse")
    lines = [list(header), *map(list, rows)]
    assert read_cells(cells_as_csv(lines).encode()) == lines


def test_a_file_of_two_thousand_is_read_with_few_queries(
    sagsbehandler, organisation, django_assert_max_num_queries
):
    text = "nummer;navn;familie\n" + "".join(f"{n};Gård {n};10\n" for n in range(2000))
    with django_assert_max_num_queries(6):
        assert read(sagsbehandler, organisation, text).kan_gemmes
