"""A file of afdelinger: every fault in its cell before anything is saved; then all of it or none of it, and back again."""

from __future__ import annotations

import csv
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
from almen.organisationer.models import Afdeling, Boligbestand, Import, Importlinje
from almen.organisationer.services import regneark
from almen.organisationer.services.importart import arter
from almen.organisationer.services.regneark import cells_as_csv, stream_cells
from almen.sager.models import Journalpost

BACKEND = "django.contrib.auth.backends.ModelBackend"
GOOD = "nummer;navn;adresse;opgjort;familie;familie_m2\n1;Nordgården;Nordvej 1;31.12.2024;1.040;80.000\n2;Sydgården;;31.12.2024;12;\n"


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, BACKEND)
    return client


def read(bruger, organisation, text, **more) -> Import:
    """The import of a file, read and checked; of the whole municipality without an organisation."""
    art = arter()["afdelinger" if organisation else "afdelinger_alle"]
    content = text.encode() if isinstance(text, str) else text
    return services.start_import(
        bruger=bruger, art=art, organisation=organisation, filnavn="a.csv", fil=io.BytesIO(content), **more
    )


def save(bruger, organisation, text) -> Import:
    hentet = read(bruger, organisation, text)
    services.save_import(bruger=bruger, hentet=hentet)
    return hentet


def undo(bruger, hentet) -> Import:
    services.undo_import(bruger=bruger, hentet=hentet)
    return hentet


def faults(hentet) -> dict[tuple[int, str], str]:
    return {(item.linje, item.kolonne): item.besked for item in hentet.fejl.all()}


def effects(hentet) -> list[str]:
    return list(hentet.linjer.values_list("virkning", flat=True))


def workbook(*rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def send(client, content: bytes | str, name: str = "afdelinger.csv", follow: bool = True):
    content = content.encode() if isinstance(content, str) else content
    return client.post(
        reverse("organisationer:import", args=["9001"]),
        {"fil": SimpleUploadedFile(name, content)},
        follow=follow,
    )


def act(client, hentet: Import, handling: str):
    return client.post(reverse("organisationer:importhandling", args=[hentet.pk, handling]), follow=True)


def test_a_good_file_is_shown_first_and_saved_when_the_user_says_so(browse, organisation):
    preview = send(browse, GOOD)
    assert "Nordgården" in preview.content.decode() and "Filen er uden fejl" in preview.content.decode()
    assert not Afdeling.objects.exists()
    saved = act(browse, Import.objects.get(), "gem")
    assert "Importen er gemt" in saved.content.decode()
    assert Boligbestand.objects.get(boligtype="familie", afdeling__nummer="1").antal == 1040
    assert Boligbestand.objects.get(afdeling__nummer="1").opgjort == dt.date(2024, 12, 31)
    data = Journalpost.objects.get(art="afdelinger_importeret").data
    assert (data["nye"], data["aendrede"], data["organisation"]) == (2, 0, "9001")


def test_every_fault_stands_in_its_cell_and_nothing_is_saved(browse, organisation):
    bad = (
        "nummer;navn;ibrugtaget;opgjort;familie;familie_m2;ungdom_m2\n"
        "1;God;01.02.1990;31.12.2024;10;900;\n"
        "abc;;31.02.2020;31.12.2099;mange;900;\n"
        "1;Igen;;;-4;;50\n"
    )
    answer = send(browse, bad)
    found = faults(Import.objects.get())
    assert set(found) == {
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
    assert "linje 2" in found[4, "nummer"]
    assert "31.02.2020" in found[3, "ibrugtaget"]
    page = answer.content.decode()
    assert all(text in page for text in ("findes ikke", "Skriv et helt tal", "højst fem cifre", "9 fejl"))
    assert "Gem alle linjer" not in page
    assert not Afdeling.objects.exists()


def test_a_file_with_a_fault_is_not_saved_by_going_round_the_page(browse, organisation):
    send(browse, "nummer;navn\n1;God\nabc;Dårlig\n")
    assert "Filen har fejl" in act(browse, Import.objects.get(), "gem").content.decode()
    assert not Afdeling.objects.exists()
    assert not Journalpost.objects.filter(art="afdelinger_importeret").exists()


def test_a_known_number_is_changed_and_what_the_file_leaves_out_is_left_alone(sagsbehandler, organisation):
    Afdeling.objects.create(
        boligorganisation=organisation, nummer="1", navn="Gammelt navn", adresse="Vejen 1", bydel="Valby"
    )
    Afdeling.objects.create(boligorganisation=organisation, nummer="9", navn="Urørt")
    hentet = save(sagsbehandler, organisation, "nummer;navn;adresse\n1;Nyt navn;\n9;Urørt;\n")
    assert effects(hentet) == ["aendret", "uaendret"]
    item = Afdeling.objects.get(nummer="1")
    assert (item.navn, item.adresse, item.bydel) == ("Nyt navn", "", "Valby")


def test_the_same_file_again_is_nothing_new(sagsbehandler, organisation):
    save(sagsbehandler, organisation, GOOD)
    again = read(sagsbehandler, organisation, GOOD)
    assert not again.kan_gemmes
    with pytest.raises(services.OrganisationFejl, match="intet nyt"):
        services.save_import(bruger=sagsbehandler, hentet=again)


def test_a_workbook_reads_as_the_same_file(sagsbehandler, organisation):
    book = workbook(
        ["nummer", "navn", "adresse", "opgjort", "familie", "familie_m2"],
        [1, "Nordgården", "Nordvej 1", dt.date(2024, 12, 31), 1040, 80000.0],
        ["2", "Sydgården", None, dt.datetime(2024, 12, 31), 12, None],
        [None, None],
    )
    from_book, from_csv = read(sagsbehandler, organisation, book), read(sagsbehandler, organisation, GOOD)
    assert [row.felter for row in from_book.linjer.all()] == [row.felter for row in from_csv.linjer.all()]


def test_a_file_of_the_whole_municipality_names_each_boligorganisation(
    sagsbehandler, organisation, anden_organisation
):
    text = "lbf_nummer;nummer;navn\n9001;1;Nordgården\n9002;1;Sydgården\n"
    save(sagsbehandler, None, text)
    assert set(Afdeling.objects.values_list("boligorganisation__lbf_nummer", "nummer", "navn")) == {
        ("9001", "1", "Nordgården"),
        ("9002", "1", "Sydgården"),
    }
    strange = read(sagsbehandler, None, "lbf_nummer;nummer;navn\n0000;1;X\n9001;7;Y\n9001;7;Z\n")
    assert set(faults(strange)) == {(2, "lbf_nummer"), (4, "nummer")}


def test_how_an_afdeling_is_built_is_read_as_id_or_in_danish_and_an_empty_cell_takes_it_away(
    sagsbehandler, organisation
):
    old = Afdeling.objects.create(
        boligorganisation=organisation, nummer="3", navn="C", bygningstype="blandet"
    )
    text = "nummer;navn;bygningstype\n1;A;etage\n2;B;Tæt/lavt byggeri\n3;C;\n"
    hentet = save(sagsbehandler, organisation, text)
    assert list(Afdeling.objects.order_by("nummer").values_list("bygningstype", flat=True)) == [
        "etage",
        "taet_lav",
        "",
    ]
    undo(sagsbehandler, hentet)
    old.refresh_from_db()
    assert old.bygningstype == "blandet"
    wrong = read(sagsbehandler, organisation, "nummer;navn;bygningstype\n1;A;slot\n")
    assert faults(wrong) == {(2, "bygningstype"): "Skriv en af: etage, taet_lav, blandet."}


def test_undo_deletes_the_new_and_puts_the_changed_back(sagsbehandler, organisation):
    old = Afdeling.objects.create(
        boligorganisation=organisation, nummer="1", navn="Gammelt navn", ibrugtaget=dt.date(1980, 1, 1)
    )
    old.bestand.create(boligtype="familie", antal=7, opgjort=dt.date(2024, 12, 31))
    text = (
        "nummer;navn;ibrugtaget;opgjort;familie;ungdom\n"
        "1;Nyt navn;01.02.1990;31.12.2024;10;5\n2;Ny;;31.12.2024;3;\n"
    )
    hentet = save(sagsbehandler, organisation, text)
    assert Afdeling.objects.count() == 2 and old.bestand.count() == 2
    assert undo(sagsbehandler, hentet).status == "fortrudt"
    old.refresh_from_db()
    assert (old.navn, old.ibrugtaget) == ("Gammelt navn", dt.date(1980, 1, 1))
    assert list(old.bestand.values_list("boligtype", "antal")) == [("familie", 7)]
    assert Afdeling.objects.count() == 1
    assert Journalpost.objects.filter(art="afdelingsimport_fortrudt").exists()
    assert effects(read(sagsbehandler, organisation, text)) == ["aendret", "ny"]


def test_undo_is_refused_with_the_name_of_what_was_changed_since(sagsbehandler, organisation):
    hentet = save(sagsbehandler, organisation, GOOD)
    Afdeling.objects.filter(nummer="2").update(navn="Rettet")
    undo(sagsbehandler, hentet)
    assert hentet.status == "gemt" and "linje 3, Sydgården: er rettet siden" in hentet.besked
    assert Afdeling.objects.count() == 2


def test_undo_is_refused_when_a_case_uses_the_afdeling(sagsgange, sagsbehandler, organisation):
    from almen.byggeri.services import open_renovering

    hentet = save(sagsbehandler, organisation, GOOD)
    open_renovering(
        bruger=sagsbehandler,
        titel="Tag",
        boligorganisation=organisation,
        problemer=["bygning"],
        afdelinger=[Afdeling.objects.get(nummer="1")],
    )
    undo(sagsbehandler, hentet)
    assert hentet.status == "gemt" and "Nordgården: bruges af" in hentet.besked
    assert Afdeling.objects.count() == 2


def test_what_changed_between_preview_and_saving_stops_the_saving(sagsbehandler, organisation):
    hentet = read(sagsbehandler, organisation, GOOD)
    Afdeling.objects.create(boligorganisation=organisation, nummer="2", navn="Kom imellem")
    services.save_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == "kontrolleret" and "siden filen blev kontrolleret" in hentet.besked
    assert not Afdeling.objects.filter(nummer="1").exists()
    services.restart_import(bruger=sagsbehandler, hentet=hentet)
    assert effects(hentet) == ["ny", "aendret"] and not hentet.besked


def test_an_import_that_was_not_saved_can_be_thrown_away_and_a_saved_one_cannot(browse, organisation):
    send(browse, GOOD)
    act(browse, Import.objects.get(), "kasser")
    assert not Import.objects.exists() and not Importlinje.objects.exists()
    send(browse, GOOD)
    act(browse, Import.objects.get(), "gem")
    assert "kan ikke kasseres" in act(browse, Import.objects.get(), "kasser").content.decode()
    assert Import.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_excel_saves_as_csv_is_read(sagsbehandler, organisation, encoding, delimiter):
    text = delimiter.join(("nummer", "navn")) + "\r\n" + delimiter.join(("1", "Ærøgården")) + "\r\n"
    found = read(sagsbehandler, organisation, text.encode(encoding))
    assert found.linjer.get().felter["navn"] == "Ærøgården"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "tom"),
        (b"nummer;navn\n", "ingen linjer"),
        (b"nummer\n1\n", "mangler: navn"),
        (b"nummer;navn;farve\n1;x;y\n", "Ukendte kolonner: farve"),
        (b"nummer;navn;navn\n1;x;y\n", "flere gange: navn"),
        (b"nummer;navn\n1;x;y\n", "flere celler"),
        (b'nummer;navn\n1;"uafsluttet\n', "kan ikke"),
        (b"PK\x03\x04 ikke en projektmappe", "kan ikke"),
        (b"nummer;navn\n1;" + b"x" * 3000 + b"\n", "for lang"),
        (b"nummer;navn\n1;a\x00b\n", "tegn"),
        (b"x" * 500_000, "for lang"),
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
    assert not Import.objects.exists()


def test_a_file_beyond_the_limits_is_refused(sagsbehandler, organisation, monkeypatch):
    monkeypatch.setattr(regneark, "MAX_BYTES", 1_000_000)
    with pytest.raises(services.OrganisationFejl, match="for stor; højst 1 MB"):
        read(sagsbehandler, organisation, GOOD + "3;x\n" * 300_000)
    monkeypatch.setattr(arter()["afdelinger"], "hoejst", 1)
    with pytest.raises(services.OrganisationFejl, match="for mange linjer; højst 1"):
        read(sagsbehandler, organisation, GOOD)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked(
    sagsbehandler, organisation, monkeypatch
):
    monkeypatch.setattr(regneark, "MAX_UNPACKED", 20_000_000)
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
    for art, parent, first in (("afdelinger", organisation, ["7"]), ("afdelinger_alle", None, ["9001", "7"])):
        content = browse.get(reverse("organisationer:skabelon", args=[art])).content
        header = next(stream_cells(io.BytesIO(content)))
        assert tuple(header) == arter()[art].kolonner
        line = [*first, "Gården"]
        filled = content + ";".join([*line, *[""] * (len(header) - len(line))]).encode()
        assert read(sagsbehandler, parent, filled).kan_gemmes


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
def test_what_is_written_as_csv_is_read_back(rows):
    lines = [["nummer", "navn", "adresse"], *map(list, rows)]
    assert list(stream_cells(io.BytesIO(cells_as_csv(lines).encode()))) == lines


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_anything_but_lines_or_a_refusal(content):
    for start in (b"", b"PK\x03\x04", b"nummer;navn\n"):
        try:
            assert all(
                isinstance(cell, str) for line in stream_cells(io.BytesIO(start + content)) for cell in line
            )
        except services.OrganisationFejl as reason:
            assert str(reason)


def test_reading_and_saving_ask_the_database_by_the_portion_and_not_by_the_line(
    sagsbehandler, organisation, django_assert_max_num_queries
):
    text = "nummer;navn;familie\n" + "".join(f"{n};Gård {n};10\n" for n in range(3000))
    told: list[int] = []
    with django_assert_max_num_queries(130):
        hentet = read(sagsbehandler, organisation, text, fremdrift=lambda done, of: told.append(done))
    assert told == [1000, 2000, 3000] and hentet.kan_gemmes
    with django_assert_max_num_queries(130):
        services.save_import(bruger=sagsbehandler, hentet=hentet, fremdrift=lambda done, of: None)
    assert Afdeling.objects.count() == Boligbestand.objects.count() == 3000
    # Undo asks every kind of thing that may point at an afdeling, a portion at a time.
    with django_assert_max_num_queries(300):
        services.undo_import(bruger=sagsbehandler, hentet=hentet, fremdrift=lambda done, of: None)
    assert hentet.status == "fortrudt" and not Afdeling.objects.exists()


def test_the_pages_ask_few_questions_however_long_the_file_is(
    browse, sagsbehandler, organisation, django_assert_max_num_queries
):
    text = "nummer;navn\n" + "".join(f"{n};Gård {n}\n" for n in range(180)) + "abc;X\n"
    bad, good = read(sagsbehandler, organisation, text), read(sagsbehandler, organisation, GOOD)
    for path in (bad.get_absolute_url(), good.get_absolute_url(), reverse("organisationer:importer")):
        with django_assert_max_num_queries(9):
            assert browse.get(path).status_code == 200
    export = b"".join(browse.get(f"{bad.get_absolute_url()}?eksport=csv").streaming_content)
    page = csv.reader(io.StringIO(export.decode("utf-8-sig")), delimiter=";")
    assert next(page) and next(page)[:2] == ["182", "nummer"]
