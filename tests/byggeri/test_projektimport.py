"""Projects from a file: every fault in its cell, all or nothing, never twice."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from almen.byggeri.models import Projekt, Projektdel
from almen.byggeri.services.projektimport import import_projekter, read_projekter
from almen.cli.byggeri import importer
from almen.organisationer.services import OrganisationFejl
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag
from almen.sager.services import verify_journal

pytestmark = pytest.mark.django_db
HEADER = "titel;lbf_nummer;boligtype;antal;bruttoareal_m2;anskaffelsessum;adresse;forventet_tilsagn"


def fil(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines)).encode()


@pytest.fixture
def good(sagsgange, organisation) -> bytes:
    lbf = organisation.lbf_nummer
    return fil(
        f"Prøvegården;{lbf};familie;20;1.700;52.000.000;Prøvevej 1;01.05.2027",
        f"Prøvegården;{lbf};Ungdomsboliger;10;450;16.000.000;;",
        f"Andengården;{lbf};familie;8;700,5;20.000.000;;",
    )


def test_lines_of_one_title_are_parts_of_one_project(good, sagsbehandler):
    sager = import_projekter(bruger=sagsbehandler, fil=good)
    assert [sag.titel for sag in sager] == ["Prøvegården", "Andengården"]
    assert [part.boligtype for part in Projektdel.objects.filter(projekt__sag=sager[0])] == [
        "familie",
        "ungdom",
    ]
    projekt = Projekt.objects.get(sag=sager[0])
    assert (projekt.adresse, str(projekt.forventet_tilsagn)) == ("Prøvevej 1", "2027-05-01")
    assert Journalpost.objects.get(art="projekter_importeret").data["sager"] == [sag.nummer for sag in sager]
    assert verify_journal() == []


def test_every_fault_is_told_in_its_cell_and_nothing_is_opened(good, sagsbehandler, organisation):
    lbf = organisation.lbf_nummer
    bad = fil(
        f"God;{lbf};familie;10;800;25.000.000;;",
        "Fremmed;0000;familie;10;800;25.000.000;;",
        f"Type;{lbf};hytte;10;800;25.000.000;;",
        f"Tal;{lbf};familie;mange;800;25.000.000;;snart",
        f"For stor;{lbf};familie;1;80.000;25.000.000;;",
        f";{lbf};familie;1;80;2.500.000;;",
    )
    faults = {
        (row.linje, name)
        for row in read_projekter(bruger=sagsbehandler, fil=bad).raekker
        for name, _ in row.fejl
    }
    assert {
        (3, "lbf_nummer"),
        (4, "boligtype"),
        (5, "antal"),
        (5, "forventet_tilsagn"),
        (7, "titel"),
    } <= faults
    assert any(line == 6 for line, _ in faults) and not any(line == 2 for line, _ in faults)
    with pytest.raises(OrganisationFejl):
        import_projekter(bruger=sagsbehandler, fil=bad)
    assert not Sag.objects.exists()


def test_the_same_file_twice_opens_nothing_twice(good, sagsbehandler):
    import_projekter(bruger=sagsbehandler, fil=good)
    with pytest.raises(OrganisationFejl):
        import_projekter(bruger=sagsbehandler, fil=good)
    assert Sag.objects.count() == 2
    again = read_projekter(bruger=sagsbehandler, fil=good)
    assert all("registreret som sag" in dict(row.fejl)["titel"] for row in again.raekker)


def test_lines_of_one_project_must_agree(good, sagsbehandler, organisation):
    lbf = organisation.lbf_nummer
    bad = fil(f"A;{lbf};familie;1;80;2500000;Vej 1;", f"A;{lbf};ungdom;1;40;1500000;Vej 2;")
    assert [
        name for row in read_projekter(bruger=sagsbehandler, fil=bad).raekker for name, _ in row.fejl
    ] == ["adresse"]


def test_a_process_that_dies_in_the_middle_leaves_nothing(good, sagsbehandler):
    def die(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_projekter(bruger=sagsbehandler, fil=good, fremdrift=die)
    assert not Sag.objects.exists() and not Projekt.objects.exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b"\x00\x01", "ulæselige"),
        (b"titel;boligtype\nA;familie", "mangler"),
        (b"PK\x03\x04rubbish", "kan ikke læses"),
    ],
)
def test_a_file_that_is_rubbish_is_refused_in_words(sagsbehandler, content, word):
    with pytest.raises(OrganisationFejl, match=word):
        read_projekter(bruger=sagsbehandler, fil=content)


def test_only_those_who_open_cases_import(good, revisor):
    with pytest.raises(AdgangNaegtet):
        read_projekter(bruger=revisor, fil=good)


def test_the_page_shows_a_preview_and_opens_when_told(client, good, sagsbehandler):
    client.force_login(sagsbehandler)
    address = reverse("byggeri:projektimport")
    preview = client.post(address, {"fil": SimpleUploadedFile("p.csv", good)})
    page = preview.content.decode()
    assert "Filen er uden fejl" in page and "2 projekter" in page and not Sag.objects.exists()
    text = page.split('name="tekst" value="')[1].split('"')[0].replace("&quot;", '"')
    done = client.post(address, {"tekst": text})
    assert done.status_code == 302 and Sag.objects.count() == 2
    again = client.post(address, {"fil": SimpleUploadedFile("p.csv", good)})
    assert again.status_code == 400 and "registreret som sag" in again.content.decode()


def test_the_command_tries_first_and_then_does_it(good, sagsbehandler, tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(good)
    run = CliRunner().invoke
    common = ["projekter", str(path), "--som", sagsbehandler.username, "--json"]
    tried = run(importer, [*common, "--dry-run"])
    assert json.loads(tried.stdout)["projekter"] == 2 and not Sag.objects.exists()
    done = run(importer, [*common, "--udfoer"])
    assert len(json.loads(done.stdout)["sager"]) == 2
    again = run(importer, [*common, "--udfoer"])
    assert again.exit_code == 2 and "linje 2, titel" in again.stderr
    assert run(importer, common).exit_code == 2
    assert run(importer, ["projekter", str(path), "--som", "ingen", "--dry-run"]).exit_code == 2
