"""Projects from a file: every fault in its cell, all or nothing, never twice, and back again."""

from __future__ import annotations

import io
import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from almen.byggeri.models import Projekt, Projektdel
from almen.byggeri.services.projektimport import opened_sager
from almen.cli.importer import importer
from almen.organisationer.models import Import
from almen.organisationer.services import OrganisationFejl, save_import, start_import, undo_import
from almen.organisationer.services.importart import arter
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag
from almen.sager.services import record_beslutning, verify_journal

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


def read(bruger, content: bytes) -> Import:
    return start_import(bruger=bruger, art=arter()["projekter"], filnavn="p.csv", fil=io.BytesIO(content))


def save(bruger, content: bytes) -> Import:
    hentet = read(bruger, content)
    save_import(bruger=bruger, hentet=hentet)
    return hentet


def faults(hentet: Import) -> dict[tuple[int, str], str]:
    return {(item.linje, item.kolonne): item.besked for item in hentet.fejl.all()}


def test_lines_of_one_title_are_parts_of_one_project(good, sagsbehandler):
    hentet = save(sagsbehandler, good)
    sager = [Sag.objects.get(nummer=nummer) for nummer in opened_sager(hentet)]
    assert (hentet.laest, hentet.antal_nye) == (3, 2)
    assert [sag.titel for sag in sager] == ["Prøvegården", "Andengården"]
    assert [part.boligtype for part in Projektdel.objects.filter(projekt__sag=sager[0])] == [
        "familie",
        "ungdom",
    ]
    projekt = Projekt.objects.get(sag=sager[0])
    assert (projekt.adresse, str(projekt.forventet_tilsagn)) == ("Prøvevej 1", "2027-05-01")
    assert Journalpost.objects.get(art="projekter_importeret").data["sager"] == 2
    assert verify_journal() == []


def test_the_lines_of_a_project_need_not_stand_together(sagsgange, sagsbehandler, organisation):
    lbf = organisation.lbf_nummer
    hentet = save(
        sagsbehandler,
        fil(
            f"B;{lbf};familie;1;80;2500000;;",
            f"A;{lbf};familie;1;80;2500000;;",
            f"b;{lbf};ungdom;1;40;1500000;;",
        ),
    )
    assert [Sag.objects.get(nummer=n).titel for n in opened_sager(hentet)] == ["B", "A"]
    assert Projektdel.objects.filter(projekt__sag__titel="B").count() == 2


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
    hentet = read(sagsbehandler, bad)
    found = set(faults(hentet))
    assert {
        (3, "lbf_nummer"),
        (4, "boligtype"),
        (5, "antal"),
        (5, "forventet_tilsagn"),
        (7, "titel"),
    } <= found
    assert any(line == 6 for line, _ in found) and not any(line == 2 for line, _ in found)
    with pytest.raises(OrganisationFejl):
        save_import(bruger=sagsbehandler, hentet=hentet)
    assert not Sag.objects.exists()


def test_coordinates_come_with_the_file_and_a_point_outside_the_municipality_is_a_fault(
    sagsgange, sagsbehandler, organisation
):
    head = "titel;lbf_nummer;boligtype;antal;breddegrad;laengdegrad;dar_id"
    lbf = organisation.lbf_nummer
    right = f"{head}\nPrøvegården;{lbf};familie;20;55.676098;12,568337;0a3f50b8-1234-32b8-e044-0003ba298018".encode()
    save(sagsbehandler, right)
    projekt = Projekt.objects.get()
    assert (str(projekt.breddegrad), str(projekt.laengdegrad)) == ("55.676098", "12.568337")
    lines = (
        f"A;{lbf};familie;20;56,15;10,2;",
        f"B;{lbf};familie;20;55,67;;",
        f"C;{lbf};familie;20;nord;12,5;",
    )
    wrong = read(sagsbehandler, "\n".join((head, *lines)).encode())
    assert set(faults(wrong)) == {
        (2, "breddegrad"),
        (2, "laengdegrad"),
        (3, "laengdegrad"),
        (4, "breddegrad"),
    }


def test_a_day_without_a_route_is_a_fault_in_its_cell(sagsgange, sagsbehandler, organisation):
    content = f"titel;lbf_nummer;boligtype;antal;bruttoareal_m2;anskaffelsessum;aabnet_dato\nA;{organisation.lbf_nummer};familie;1;80;2500000;01.01.1950"
    assert "ingen vedtaget sagsgang" in faults(read(sagsbehandler, content.encode()))[2, "aabnet_dato"]


def test_the_same_file_twice_opens_nothing_twice(good, sagsbehandler):
    twin = read(sagsbehandler, good)
    save(sagsbehandler, good)
    save_import(bruger=sagsbehandler, hentet=twin)
    assert twin.status == "kontrolleret" and "registreret som sag" in twin.besked
    assert Sag.objects.count() == 2
    again = faults(read(sagsbehandler, good))
    assert set(again) == {(2, "titel"), (3, "titel"), (4, "titel")}


def test_lines_of_one_project_must_agree(good, sagsbehandler, organisation):
    lbf = organisation.lbf_nummer
    bad = fil(f"A;{lbf};familie;1;80;2500000;Vej 1;", f"A;{lbf};ungdom;1;40;1500000;Vej 2;")
    assert list(faults(read(sagsbehandler, bad))) == [(3, "adresse")]


def test_a_process_that_dies_in_the_middle_leaves_nothing(good, sagsbehandler):
    def die(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    hentet = read(sagsbehandler, good)
    with pytest.raises(KeyboardInterrupt):
        save_import(bruger=sagsbehandler, hentet=hentet, fremdrift=die)
    assert not Sag.objects.exists() and not Projekt.objects.exists()


def test_undo_annuls_every_case_and_the_file_can_be_imported_again(good, sagsbehandler):
    hentet = save(sagsbehandler, good)
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == "fortrudt"
    assert list(Sag.objects.values_list("overblik__afslutning", flat=True)) == ["annulleret"] * 2
    again = save(sagsbehandler, good)
    assert again.status == "gemt" and Sag.objects.filter(annulleret=None).count() == 2
    assert verify_journal() == []


def test_undo_is_refused_with_the_number_of_a_case_that_has_a_decision(good, sagsbehandler):
    hentet = save(sagsbehandler, good)
    decided, other = (Sag.objects.get(nummer=nummer) for nummer in opened_sager(hentet))
    record_beslutning(bruger=sagsbehandler, sag=decided, trin="ansoegning", kilde="brev")
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == "gemt"
    assert decided.nummer in hentet.besked and other.nummer not in hentet.besked
    assert not Sag.objects.exclude(annulleret=None).exists()


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
        read(sagsbehandler, content)


def test_only_those_who_open_cases_import(good, revisor):
    with pytest.raises(AdgangNaegtet):
        read(revisor, good)


def test_the_page_shows_a_preview_and_opens_when_told(client, good, sagsbehandler):
    client.force_login(sagsbehandler)
    address = reverse("byggeri:projektimport")
    preview = client.post(address, {"fil": SimpleUploadedFile("p.csv", good)}, follow=True)
    page = preview.content.decode()
    assert "Filen er uden fejl" in page and "2 sager oprettes" in page and not Sag.objects.exists()
    hentet = Import.objects.get()
    done = client.post(reverse("organisationer:importhandling", args=[hentet.pk, "gem"]), follow=True)
    assert "2 sager oprettet" in done.content.decode() and Sag.objects.count() == 2
    again = client.post(address, {"fil": SimpleUploadedFile("p.csv", good)}, follow=True)
    assert "registreret som sag" in again.content.decode()


def test_the_command_tries_first_and_then_does_it(good, sagsbehandler, tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(good)
    run = CliRunner().invoke
    common = ["projekter", str(path), "--som", sagsbehandler.username, "--json"]
    tried = run(importer, [*common, "--dry-run"])
    assert json.loads(tried.stdout)["projekter"] == 2 and not Sag.objects.exists()
    assert not Import.objects.exists()
    done = run(importer, [*common, "--udfoer"])
    assert len(json.loads(done.stdout)["sager"]) == 2
    again = run(importer, [*common, "--udfoer"])
    assert again.exit_code == 2 and "linje 2, titel" in again.stderr
    assert run(importer, common).exit_code == 2
    assert run(importer, ["projekter", str(path), "--som", "ingen", "--dry-run"]).exit_code == 2


def test_a_command_that_names_nobody_acts_as_the_command_line_which_nobody_can_sign_in_as(good, tmp_path):
    path = tmp_path / "projekter.csv"
    path.write_bytes(good)
    run = CliRunner().invoke
    tried = run(importer, ["projekter", str(path), "--dry-run", "--json"])
    assert tried.exit_code == 0, tried.output
    done = run(importer, ["projekter", str(path), "--udfoer", "--json"])
    assert done.exit_code == 0, done.output
    sag = Sag.objects.first()
    assert sag.aabnet_af.username == "kommandolinje"
    assert not sag.aabnet_af.has_usable_password()
    assert Journalpost.objects.filter(art="bruger_oprettet").count() == 1
    assert verify_journal() == []
    type(sag.aabnet_af).objects.filter(pk=sag.aabnet_af_id).update(is_active=False)
    closed = run(importer, ["projekter", str(path), "--dry-run", "--json"])
    assert closed.exit_code == 2 and "er lukket" in str(closed.output) + str(closed.exception)


def test_the_command_imports_afdelinger_of_the_whole_municipality(sagsbehandler, organisation, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("lbf_nummer;nummer;navn\n9001;1;Nordgården\n")
    common = ["afdelinger", str(path), "--som", sagsbehandler.username]
    assert "1 nye" in CliRunner().invoke(importer, [*common, "--dry-run"]).stdout
    assert not organisation.afdelinger.exists()
    done = json.loads(CliRunner().invoke(importer, [*common, "--udfoer", "--json"]).stdout)
    assert (done["nye"], done["gemt"], done["fejl"]) == (1, True, [])
    assert organisation.afdelinger.get().navn == "Nordgården"
