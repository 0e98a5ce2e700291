"""Days of local plans and building permits from a file: every fault in its cell, a preview of what changes, and back again."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from almen.byggeri.models import Byggesag, Lokalplan
from almen.byggeri.services.byggesag import save_byggesag
from almen.byggeri.services.lokalplan import save_lokalplan
from almen.godkendelser.services import open_godkendelse
from almen.organisationer.models import Import, Importstatus
from almen.organisationer.services import save_import, start_import, undo_import
from almen.organisationer.services.importart import arter
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db
HEAD = "sagsnummer;lokalplan;haendelse;dato;kilde"
D = dt.date


@pytest.fixture
def sag(sagsgange, sagsbehandler, organisation):
    return make_sag(sagsbehandler, organisation)


@pytest.fixture
def plan(sagsbehandler):
    return save_lokalplan(
        bruger=sagsbehandler, nummer="609", navn="Prøve", forslag=D(2018, 9, 3), kilde="Planen"
    )


def read(bruger, *lines: str) -> Import:
    fil = io.BytesIO("\n".join((HEAD, *lines)).encode())
    hentet = start_import(bruger=bruger, art=arter()["leddatoer"], filnavn="dage.csv", fil=fil)
    hentet.refresh_from_db()
    return hentet


def faults(hentet: Import) -> dict[tuple[int, str], str]:
    return {(item.linje, item.kolonne): item.besked for item in hentet.fejl.all()}


def days(thing, *names: str) -> list[str]:
    return [str(getattr(thing, navn) or "") for navn in names]


def test_a_file_registers_days_tells_what_it_changes_and_is_taken_back(client, sag, plan, sagsbehandler):
    save_byggesag(bruger=sagsbehandler, sag=sag, ansoegt=D(2024, 1, 1), journalnummer="B-1", kilde="Før")
    hentet = read(
        sagsbehandler,
        f"{sag.nummer};;byggetilladelse_soegt;01.02.2024;Byggesagen",
        ";609;vedtaget;12.03.2019;Plandata",
        f"{sag.nummer};;ibrugtaget;04.05.2026;Byggesagen",
        ";609;forslag;03.09.2018;Plandata",
        ";609;hoering_slut;05.11.2018;Plandata",
    )
    assert faults(hentet) == {}
    assert (hentet.antal_nye, hentet.antal_aendrede) == (3, 1)
    client.force_login(sagsbehandler)
    page = client.get(hentet.get_absolute_url()).content.decode()
    assert "Stod i forvejen" in page and "1. januar 2024" in page, (
        "what a line changes is shown before it is saved"
    )
    save_import(bruger=sagsbehandler, hentet=hentet)
    found = Byggesag.objects.get(sag=sag)
    assert days(found, "ansoegt", "tilladelse", "ibrugtaget") == ["2024-02-01", "", "2026-05-04"]
    assert (found.kilde, found.journalnummer) == ("Byggesagen", "B-1")
    plan.refresh_from_db()
    assert days(plan, "forslag", "hoering_slut", "vedtaget") == ["2018-09-03", "2018-11-05", "2019-03-12"]
    assert plan.kilde == "Planen", "the source of the requirement is not overwritten"
    assert Journalpost.objects.get(art="leddatoer_importeret").data["datoer"] == 4
    assert Journalpost.objects.filter(art="byggesag", sag=sag).count() == 2
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == Importstatus.FORTRUDT
    found.refresh_from_db()
    assert (
        days(found, "ansoegt", "tilladelse", "ibrugtaget") == ["2024-01-01", "", ""] and found.kilde == "Før"
    )
    plan.refresh_from_db()
    assert days(plan, "forslag", "hoering_slut", "vedtaget") == ["2018-09-03", "", ""]
    assert verify_journal() == []


def test_what_nothing_stood_of_is_gone_after_undo(sag, sagsbehandler):
    hentet = read(sagsbehandler, f"{sag.nummer};;byggetilladelse_givet;01.02.2024;Byggesagen")
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert Byggesag.objects.exists()
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert not Byggesag.objects.exists() and verify_journal() == []


def test_every_fault_is_told_in_its_cell(sag, plan, sagsbehandler, organisation):
    other = open_godkendelse(
        bruger=sagsbehandler,
        type_id="laan_uden_garanti",
        titel="Nyt tag",
        boligorganisation=organisation,
        svar={"formaal": "Tag", "laan": 1_000_000},
    )
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    hentet = read(
        sagsbehandler,
        f"{sag.nummer};;indflyttet;01.02.2024;K",
        f"{sag.nummer};609;vedtaget;01.02.2024;K",
        ";;vedtaget;01.02.2024;K",
        ";609;ibrugtaget;01.02.2024;K",
        f"{sag.nummer};;ibrugtaget;;K",
        f"{sag.nummer};;ibrugtaget;i går;K",
        f"{sag.nummer};;ibrugtaget;01.02.2024;",
        "1999-99999;;ibrugtaget;01.02.2024;K",
        f"{other.nummer};;ibrugtaget;01.02.2024;K",
        ";999;vedtaget;01.02.2024;K",
        f"{sag.nummer};;ibrugtaget;{tomorrow:%d.%m.%Y};K",
    )
    found = faults(hentet)
    assert set(found) == {
        (2, "haendelse"),
        (3, "lokalplan"),
        (4, "lokalplan"),
        (5, "haendelse"),
        (6, "dato"),
        (7, "dato"),
        (8, "kilde"),
        (9, "sagsnummer"),
        (10, "sagsnummer"),
        (11, "lokalplan"),
        (12, "dato"),
    }
    assert "hører til en sag; skriv den i kolonnen sagsnummer" in found[5, "haendelse"]
    assert "fremtiden" in found[12, "dato"]


def test_lines_that_differ_and_days_out_of_order_are_faults_of_the_file(sag, plan, sagsbehandler):
    hentet = read(
        sagsbehandler,
        f"{sag.nummer};;byggetilladelse_soegt;01.02.2024;K",
        ";609;vedtaget;01.09.2018;K",
        f"{sag.nummer};;byggetilladelse_givet;01.01.2024;K",
        f"{sag.nummer};;byggetilladelse_soegt;02.02.2024;K",
    )
    found = faults(hentet)
    assert set(found) == {(3, "dato"), (4, "dato"), (5, "haendelse")}
    assert "før forslag vedtaget 3. september 2018" in found[3, "dato"], "held against what is registered"
    assert "linje 2" in found[5, "haendelse"]
    with pytest.raises(Exception, match="fejl"):
        save_import(bruger=sagsbehandler, hentet=hentet)
    assert not Byggesag.objects.exists()


def test_days_that_move_together_may_pass_each_other(sag, sagsbehandler):
    save_byggesag(bruger=sagsbehandler, sag=sag, ansoegt=D(2020, 1, 1), tilladelse=D(2020, 2, 1))
    hentet = read(
        sagsbehandler,
        f"{sag.nummer};;byggetilladelse_soegt;01.03.2021;K",
        f"{sag.nummer};;byggetilladelse_givet;01.04.2021;K",
    )
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert days(Byggesag.objects.get(), "ansoegt", "tilladelse") == ["2021-03-01", "2021-04-01"]
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert days(Byggesag.objects.get(), "ansoegt", "tilladelse") == ["2020-01-01", "2020-02-01"]


def test_what_has_changed_since_stops_the_file_and_its_undo(sag, plan, sagsbehandler):
    hentet = read(sagsbehandler, f"{sag.nummer};;ibrugtaget;01.02.2024;K", ";609;vedtaget;01.02.2019;K")
    save_lokalplan(bruger=sagsbehandler, lokalplan=plan, vedtaget=D(2019, 1, 1))
    save_import(bruger=sagsbehandler, hentet=hentet)
    hentet.refresh_from_db()
    assert hentet.status == Importstatus.KONTROLLERET and "ændret siden" in hentet.besked
    assert not Byggesag.objects.exists(), "nothing is half saved"
    again = read(sagsbehandler, f"{sag.nummer};;ibrugtaget;01.02.2024;K")
    save_import(bruger=sagsbehandler, hentet=again)
    save_byggesag(bruger=sagsbehandler, sag=sag, ibrugtaget=D(2024, 2, 2))
    undo_import(bruger=sagsbehandler, hentet=again)
    again.refresh_from_db()
    assert again.status == Importstatus.GEMT and "kan ikke fortrydes" in again.besked
    assert verify_journal() == []


def test_who_may_not_change_cases_reads_no_file(sag, revisor, sagsbehandler, client):
    with pytest.raises(AdgangNaegtet):
        read(revisor, f"{sag.nummer};;ibrugtaget;01.02.2024;K")
    client.force_login(sagsbehandler)
    page = client.get(reverse("byggeri:leddatoimport")).content.decode()
    assert "byggetilladelse_soegt" in page and "startredegoerelse" in page
    assert reverse("byggeri:leddatoimport") in client.get(reverse("byggeri:lokalplaner")).content.decode()


def test_a_portion_asks_the_same_however_many_lines(sagsbehandler, django_assert_max_num_queries):
    for number in range(40):
        save_lokalplan(bruger=sagsbehandler, nummer=str(700 + number), navn="x")
    with django_assert_max_num_queries(40):
        hentet = read(sagsbehandler, *(f";{700 + number};vedtaget;01.02.2019;K" for number in range(40)))
    assert hentet.antal_nye == 40
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert Lokalplan.objects.filter(vedtaget=D(2019, 2, 1), kilde="K").count() == 40
