"""Area figures from files: read, previewed, saved, replaced and undone; what is wrong is told in its cell."""

from __future__ import annotations

import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook
from tests.omraader.aflaesninger import liste, make_omraade, put_tal

from almen.omraader.models import Listeudpegning, Noegletal, Omraade, Omraadestand
from almen.omraader.services.noegletal import withdraw_noegletal
from almen.omraader.services.stand import find_afvigelser
from almen.organisationer.models import Import, Importstatus
from almen.organisationer.services import (
    OrganisationFejl,
    importkoersel,
    save_import,
    start_import,
    undo_import,
)
from almen.organisationer.services.importart import arter
from almen.sager.services import verify_journal

pytestmark = pytest.mark.django_db
HEAD = "aar;omraade;beboere;uden_for_arbejdsmarked_pct;doemte_pct;grundskole_pct;landsgennemsnit_doemte_pct;kilde"


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    return make_omraade(sagsbehandler)


def read(bruger, content: str | bytes, navn: str = "tal.csv") -> Import:
    data = content.encode() if isinstance(content, str) else content
    return start_import(bruger=bruger, art=arter()["noegletal"], filnavn=navn, fil=io.BytesIO(data))


def save(bruger, content: str | bytes, navn: str = "tal.csv") -> Import:
    hentet = read(bruger, content, navn)
    assert faults(hentet) == {}, faults(hentet)
    save_import(bruger=bruger, hentet=hentet)
    assert hentet.status == Importstatus.GEMT, hentet.besked
    return hentet


def faults(hentet: Import) -> dict[tuple[int, str], str]:
    return {(item.linje, item.kolonne): item.besked for item in hentet.fejl.all()}


def effects(hentet: Import) -> list[str]:
    return list(hentet.linjer.order_by("linje").values_list("virkning", flat=True))


def counting() -> dict[tuple, str | None]:
    """Every figure that counts: area's name, list, indicator → as printed."""
    rows = Noegletal.objects.gaeldende().select_related("omraade")
    return {
        (str(row.omraade or row.region), row.liste.year, row.indikator): None
        if row.tal is None
        else str(row.tal)
        for row in rows
    }


def lines(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def test_a_line_becomes_readings_with_source_and_the_areas_stand(sagsbehandler, omraade):
    hentet = save(sagsbehandler, lines("2021;prøveparken;2052;41,0;2.10;61,50;0,70;Ministeriets liste"))
    assert counting() == {
        ("Prøveparken", 2021, "beboere"): "2052",
        ("Prøveparken", 2021, "uden_for_arbejdsmarked_pct"): "41.0",
        ("Prøveparken", 2021, "doemte_pct"): "2.10",
        ("Prøveparken", 2021, "grundskole_pct"): "61.50",
        ("", 2021, "landsgennemsnit_doemte_pct"): "0.70",
    }
    stand = Omraadestand.objects.get()
    assert stand.hovedklasse == "udsat_boligomraade" and stand.tal["grundskole_pct"] == "61.50"
    row = Noegletal.objects.filter(omraade=omraade).first()
    assert (row.kilde, row.sikkerhed, row.hentet, row.registreret_af) == (
        "Ministeriets liste",
        "sikker",
        hentet,
        sagsbehandler,
    )
    assert list(find_afvigelser()) == [] == verify_journal()


def test_an_empty_cell_changes_nothing_and_two_dots_say_that_the_source_does_not_know(sagsbehandler, omraade):
    save(sagsbehandler, lines("2021;Prøveparken;2052;41,0;;61,5;;Liste"))
    hentet = read(sagsbehandler, lines("2021;Prøveparken;;..;2,1;61,5;;Liste"))
    assert effects(hentet) == ["aendret"]
    save_import(bruger=sagsbehandler, hentet=hentet)
    found = {key[2]: value for key, value in counting().items()}
    assert found == {
        "beboere": "2052",
        "uden_for_arbejdsmarked_pct": None,
        "doemte_pct": "2.1",
        "grundskole_pct": "61.5",
    }
    # What the second file repeated was not read again.
    assert Noegletal.objects.filter(hentet=hentet).count() == 2


def test_the_same_file_again_changes_nothing(sagsbehandler, omraade):
    content = lines(
        "2021;Prøveparken;2052;41,0;2,10;61,5;0,70;Liste", "2022;Prøveparken;2050;40,0;2,00;61,0;0,71;Liste"
    )
    save(sagsbehandler, content)
    again = read(sagsbehandler, content)
    assert effects(again) == ["uaendret", "uaendret"]
    with pytest.raises(OrganisationFejl, match="intet nyt"):
        save_import(bruger=sagsbehandler, hentet=again)


def test_printed_decimals_are_kept_and_a_new_precision_is_a_new_reading(sagsbehandler, omraade):
    save(sagsbehandler, lines("2015;Prøveparken;;;2,70;50,0;;Liste"))
    assert set(counting().values()) == {"2.70", "50.0"}
    hentet = read(sagsbehandler, lines("2015;Prøveparken;;;2,7;50,0;;Liste"))
    assert effects(hentet) == ["aendret"]


def test_a_workbook_keeps_the_decimals_it_shows(sagsbehandler, omraade):
    book = Workbook()
    sheet = book.active
    sheet.append(["aar", "omraade", "beboere", "doemte_pct", "grundskole_pct", "kilde"])
    sheet.append([2015, "Prøveparken", 1234, 2.7, 50, "Liste"])
    sheet["D2"].number_format, sheet["E2"].number_format = "0.00", "#,##0.0"
    data = io.BytesIO()
    book.save(data)
    save(sagsbehandler, data.getvalue(), "tal.xlsx")
    assert set(counting().values()) == {"1234", "2.70", "50.0"}


def test_undo_gives_back_what_stood_before_and_withdraws_what_was_new(sagsbehandler, omraade):
    first = save(sagsbehandler, lines("2021;Prøveparken;2052;41,0;;61,5;0,70;Liste"))
    before, stand = counting(), Omraadestand.objects.values().get()
    second = save(
        sagsbehandler,
        lines("2021;Prøveparken;2000;39,0;2,0;;0,90;Nyere liste", "2022;Prøveparken;1990;;;;;Nyere liste"),
    )
    assert counting() != before
    undo_import(bruger=sagsbehandler, hentet=second)
    assert second.status == Importstatus.FORTRUDT and counting() == before
    assert {**Omraadestand.objects.values().get(), "id": 0} == {**stand, "id": 0}
    assert list(find_afvigelser()) == [] == verify_journal()
    # The first can no longer be undone as if nothing had happened since.
    undo_import(bruger=sagsbehandler, hentet=first)
    assert first.status == Importstatus.GEMT and "erstattet eller tilbagekaldt siden" in first.besked


def test_published_classes_come_by_id_or_by_the_laws_name_of_the_day(sagsbehandler, omraade):
    head = "aar;omraade;offentliggjorte_klasser;kilde;kilde_adresse;sikkerhed;note"
    save(
        sagsbehandler,
        lines(
            "2017;Prøveparken;ghettoomraade;Liste;https://eksempel.dk/2017;Sikker;Note",
            "2019;Prøveparken;Ghettoområde;Liste;;;",
            "2022;Prøveparken;omdannelsesomraade | kombineret_udlejning_mulig;Liste;;sandsynlig;",
            "2023;Prøveparken;ingen;Liste;;;",
            head=head,
        ),
    )
    found = {row.liste.year: row.klasser for row in Listeudpegning.objects.all()}
    assert found == {
        2017: ["ghettoomraade"],
        2019: ["parallelsamfund", "udsat_boligomraade"],
        2022: ["omdannelsesomraade", "parallelsamfund", "udsat_boligomraade", "kombineret_udlejning_mulig"],
        2023: [],
    }
    again = read(
        sagsbehandler,
        lines(
            "2022;Prøveparken;omdannelsesomraade,kombineret_udlejning_mulig;Liste;;sandsynlig;",
            "2023;Prøveparken;forebyggelsesomraade;Liste;;;",
            head=head,
        ),
    )
    assert effects(again) == ["uaendret", "aendret"]
    save_import(bruger=sagsbehandler, hentet=again)
    undo_import(bruger=sagsbehandler, hentet=again)
    assert Listeudpegning.objects.gaeldende().get(liste=liste(2023)).klasser == []


def test_an_unknown_area_is_told_with_the_nearest_names_and_created_only_when_asked(sagsbehandler, omraade):
    make_omraade(sagsbehandler, "Tingbjerg/Utterslevhuse")
    head = "aar;omraade;kommune;beboere;kilde;opret;region"
    hentet = read(
        sagsbehandler,
        lines(
            "2021;Tingbjærg Utterslevhuse;;6000;Liste;;", "2021;Vollsmose;Odense;8000;Liste;nej;", head=head
        ),
    )
    told = faults(hentet)
    assert (
        "Ligner: Tingbjerg/Utterslevhuse" in told[2, "omraade"]
        and "findes ikke i Odense" in told[3, "omraade"]
    )
    save(
        sagsbehandler,
        lines(
            "2021;Vollsmose;Odense;8000;Liste;ja;Syddanmark",
            "2022;vollsmose;odense;7900;Liste;ja;Syddanmark",
            "2021;tingbjerg / utterslevhuse;Københavns Kommune;6000;Liste;ja;",
            head=head,
        ),
    )
    made = Omraade.objects.get(kommune="Odense")
    assert (made.navn, made.region, made.noegletal.count()) == ("Vollsmose", "Syddanmark", 2)
    assert Omraade.objects.count() == 3 and Omraadestand.objects.filter(omraade=made).count() == 2
    wrong = read(sagsbehandler, lines("2023;Vollsmose;Odense;7800;Liste;;Hovedstaden", head=head))
    assert "Syddanmark" in faults(wrong)[2, "region"]


def test_a_reference_is_one_for_the_list_and_a_conflict_names_both(sagsbehandler, omraade):
    make_omraade(sagsbehandler, "Naboparken")
    hentet = read(
        sagsbehandler,
        lines(
            "2021;Prøveparken;2052;;;;0,70;Liste",
            "2021;Naboparken;1500;;;;0,71;Liste",
            "2022;Naboparken;1500;;;;0,72;Liste",
        ),
    )
    (told,) = faults(hentet).items()
    assert told[0] == (3, "landsgennemsnit_doemte_pct") and "0,71" in told[1] and "linje 2 0,70" in told[1]
    save(sagsbehandler, lines("2021;Prøveparken;2052;;;;0,70;Liste", "2021;Naboparken;1500;;;;0,70;Liste"))
    assert Noegletal.objects.filter(omraade=None).count() == 1
    # A reference may come alone, and a region's needs its region.
    save(
        sagsbehandler,
        lines(
            "2022;;0,72;;Liste;",
            "2022;;;250000;Liste;Hovedstaden",
            "2022;;;230000;Liste;Sjælland",
            head="aar;omraade;landsgennemsnit_doemte_pct;region_indkomst_kr;kilde;region",
        ),
    )
    assert counting()["Sjælland", 2022, "region_indkomst_kr"] == "230000"
    assert (
        "Skriv regionen"
        in faults(
            read(sagsbehandler, lines("2023;;250000;Liste", head="aar;omraade;region_indkomst_kr;kilde"))
        )[2, "region"]
    )


def test_the_same_area_and_list_twice_is_a_fault(sagsbehandler, omraade):
    hentet = read(sagsbehandler, lines("2021;Prøveparken;2052;;;;;Liste", "2021;prøveparken ;2053;;;;;Liste"))
    assert faults(hentet) == {(3, "omraade"): "Samme område og liste står i linje 2."}


@pytest.mark.parametrize(
    ("row", "cell", "told"),
    [
        ("to;Prøveparken;2052;;;;;Liste", "aar", "listens år"),
        ("2009;Prøveparken;2052;;;;;Liste", "aar", "tilladt"),
        ("01.05.2021;Prøveparken;2052;;;;;Liste", "aar", "ikke dagen for en liste"),
        ("2021;Prøveparken;2052,5;;;;;Liste", "beboere", "helt tal"),
        ("2021;Prøveparken;;101;;;;Liste", "uden_for_arbejdsmarked_pct", "fra 0 til 100"),
        ("2021;Prøveparken;;;-1;;;Liste", "doemte_pct", "Skriv et tal"),
        ("2021;Prøveparken;;;;50,12345;;Liste", "grundskole_pct", "4 decimaler"),
        ("2021;Prøveparken;;;;;0;Liste", "landsgennemsnit_doemte_pct", "over 0"),
        ("2021;Prøveparken;2052;;;;;", "kilde", "udfyldes"),
        ("2021;Prøveparken;;;;;;Liste", "omraade", "hverken tal eller"),
        ("2021;;2052;;;;;Liste", "omraade", "kun referencetal"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_its_cell(sagsbehandler, omraade, row, cell, told):
    hentet = read(sagsbehandler, lines(row))
    assert list(faults(hentet)) == [(2, cell)] and told in faults(hentet)[2, cell]
    with pytest.raises(OrganisationFejl):
        save_import(bruger=sagsbehandler, hentet=hentet)
    assert not Noegletal.objects.exists()


def test_a_class_that_the_list_does_not_have_is_told_with_those_it_has(sagsbehandler, omraade):
    head = "aar;omraade;offentliggjorte_klasser;kilde;opret;sikkerhed"
    told = faults(
        read(sagsbehandler, lines("2019;Prøveparken;forebyggelsesomraade;Liste;måske;vis", head=head))
    )
    assert "parallelsamfund (ghettoområde)" in told[2, "offentliggjorte_klasser"]
    assert set(told) == {(2, "offentliggjorte_klasser"), (2, "opret"), (2, "sikkerhed")}


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"PK\x03\x04ikke en projektmappe", b"aar;omraade\n2021;X\n", b"aar;omraade;kilde;trivsel\n", b"aar;omraade;kilde\n"],
)  # fmt: skip
def test_rubbish_is_refused_at_once(sagsbehandler, content):
    with pytest.raises(OrganisationFejl):
        read(sagsbehandler, content)
    assert not Import.objects.exists()


def test_the_file_of_the_calculation_is_taken_as_it_is_with_a_source(sagsbehandler, omraade):
    head = "aar,omraade,kommune,beboere,ikkevestlige_pct,uden_for_arbejdsmarked_pct,doemte_pct,grundskole_pct,indkomst_pct,landsgennemsnit_doemte_pct,aar_i_traek,kilde"
    save(
        sagsbehandler,
        lines("2024,Prøveparken,København,2052,55.1,41.0,2.10,61.5,54.9,0.70,5,Liste", head=head),
    )
    assert Omraadestand.objects.get().hovedklasse == "omdannelsesomraade"


def test_what_changed_since_the_preview_stops_the_saving(sagsbehandler, omraade):
    save(sagsbehandler, lines("2021;Prøveparken;2052;;;;;Liste"))
    hentet = read(sagsbehandler, lines("2021;Prøveparken;2000;;;;;Nyere", "2022;Prøveparken;1990;;;;;Nyere"))
    withdraw_noegletal(bruger=sagsbehandler, noegletal=Noegletal.objects.get(), begrundelse="Forkert")
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == Importstatus.KONTROLLERET and "Linje 2: beboere er ændret" in hentet.besked
    assert Noegletal.objects.count() == 2


def test_a_process_that_dies_while_saving_leaves_nothing(sagsbehandler, omraade, monkeypatch):
    hentet = read(sagsbehandler, lines("2021;Prøveparken;2052;;;;;Liste"))
    monkeypatch.setattr("almen.omraader.services.import_noegletal._refresh", lambda *a: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save_import(bruger=sagsbehandler, hentet=hentet)
    hentet.refresh_from_db()
    assert hentet.status == Importstatus.KONTROLLERET and "intet er gemt" in hentet.besked
    assert not Noegletal.objects.exists() and verify_journal() == []
    monkeypatch.undo()
    importkoersel.save(hentet.pk, hentet.forsoeg, sagsbehandler.pk)  # nobody asked again: nothing happens
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert Noegletal.objects.count() == 1


def test_lines_cost_the_same_queries_however_many(sagsbehandler, omraade):
    def cost(antal: int, aar: int) -> tuple[int, int]:
        rows = (f"{aar};Målingspark {n};{1000 + n};;;;0,7;Liste;ja" for n in range(antal))
        with CaptureQueriesContext(connection) as reading:
            hentet = read(sagsbehandler, lines(*rows, head=f"{HEAD};opret"))
        with CaptureQueriesContext(connection) as saving:
            save_import(bruger=sagsbehandler, hentet=hentet)
        return len(reading), len(saving)

    cost(1, 2019)
    (read_one, save_one), (read_many, save_many) = cost(1, 2020), cost(60, 2021)
    # What SQLite cannot take in one statement comes in a few.
    assert read_many <= read_one + 4 and save_many <= save_one + 6
    assert Omraade.objects.count() == 61


def test_the_command_says_what_the_file_does_and_saves_only_when_told(sagsbehandler, omraade, tmp_path):
    from click.testing import CliRunner

    from almen.cli.importer import importer

    fil = tmp_path / "tal.csv"
    fil.write_text(lines("2021;Prøveparken;2052;41,0;2,10;61,5;0,70;Liste"))

    def run(*options: str):
        return CliRunner().invoke(importer, ["noegletal", str(fil), "--json", "--som", "karen", *options])

    tried = run("--dry-run")
    answer = json.loads(tried.stdout)
    assert tried.exit_code == 0 and (answer["linjer"], answer["nye"], answer["aendrede"]) == (1, 1, 0)
    assert answer["gemt"] is False and not Noegletal.objects.exists()
    assert json.loads(run("--udfoer").stdout)["gemt"] is True and Noegletal.objects.count() == 5
    fil.write_text(lines("2021;Ukendt;2052;;;;;Liste"))
    refused = run("--udfoer")
    assert (
        refused.exit_code == 2
        and "linje 2, omraade: Området “Ukendt” findes ikke" in json.loads(refused.stdout)["fejl"][0]
    )
    assert run("--dry-run", "--udfoer").exit_code == 2


def test_an_import_is_taken_as_its_own_reading_beside_those_entered_by_hand(sagsbehandler, omraade):
    put_tal(sagsbehandler, omraade, liste(2021), beboere="2052")
    hentet = read(sagsbehandler, lines("2021;Prøveparken;2052;;;;;Prøvekilde"))
    assert effects(hentet) == ["uaendret"]
