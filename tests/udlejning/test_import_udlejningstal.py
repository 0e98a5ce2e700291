"""Lettings from files: read, previewed, saved, replaced and undone; what is wrong is told in its cell."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from almen.organisationer.models import Afdeling, Import, Importstatus
from almen.organisationer.services import save_import, start_import, undo_import
from almen.organisationer.services.importart import arter
from almen.sager.adgang import AdgangNaegtet
from almen.sager.services import verify_journal
from almen.udlejning.models import Udlejningstal
from almen.udlejning.services.udlejningstal import withdraw_udlejningstal

pytestmark = pytest.mark.django_db
HEAD = "lbf_nummer;afdelingsnummer;aar;boligtype;venteliste;fleksibel;anvisning;anden;kilde"


@pytest.fixture
def afdeling(organisation) -> Afdeling:
    return Afdeling.objects.create(boligorganisation=organisation, nummer="17", navn="Nordgården")


def read(bruger, content: str | bytes, navn: str = "tal.csv") -> Import:
    data = content.encode() if isinstance(content, str) else content
    return start_import(bruger=bruger, art=arter()["udlejningstal"], filnavn=navn, fil=io.BytesIO(data))


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


def counting() -> dict[tuple[int, str], int | None]:
    rows = Udlejningstal.objects.gaeldende()
    return {(row.aar, row.vej): row.antal for row in rows}


def lines(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def test_a_line_becomes_a_reading_for_each_way_that_it_tells(sagsbehandler, afdeling):
    save(sagsbehandler, lines("9001;17;2024;Familieboliger;20;1.000;..;;Prøvens opgørelse"))
    assert counting() == {(2024, "venteliste"): 20, (2024, "fleksibel"): 1000, (2024, "anvisning"): None}


def test_what_stands_is_unchanged_or_replaced_and_undo_gives_it_back(sagsbehandler, afdeling):
    save(sagsbehandler, lines("9001;17;2024;familie;20;10;5;1;Prøvens opgørelse"))
    second = read(
        sagsbehandler,
        lines(
            "9001;17;2024;familie;20;10;5;1;Prøvens opgørelse",
            "9001;17;2023;familie;1;2;3;4;Prøvens opgørelse",
        ),
    )
    assert effects(second) == ["uaendret", "ny"]
    third = save(sagsbehandler, lines("9001;17;2024;familie;21;10;;;Prøvens opgørelse"))
    assert counting()[2024, "venteliste"] == 21
    undo_import(bruger=sagsbehandler, hentet=third)
    assert counting() == {
        (2024, "venteliste"): 20,
        (2024, "fleksibel"): 10,
        (2024, "anvisning"): 5,
        (2024, "anden"): 1,
    }
    assert verify_journal() == []


def test_undo_withdraws_what_was_new_and_refuses_when_something_came_since(sagsbehandler, afdeling):
    first = save(sagsbehandler, lines("9001;17;2024;familie;20;10;5;1;Kilde"))
    row = Udlejningstal.objects.gaeldende().get(vej="anden")
    withdraw_udlejningstal(bruger=sagsbehandler, tal=row, begrundelse="Forkert")
    undo_import(bruger=sagsbehandler, hentet=first)
    assert first.status == Importstatus.GEMT and "1 af tallene" in first.besked
    second = save(sagsbehandler, lines("9001;17;2023;familie;20;10;5;1;Kilde"))
    undo_import(bruger=sagsbehandler, hentet=second)
    assert not any(aar == 2023 for aar, _ in counting())


def test_a_file_checked_before_a_figure_changed_is_not_saved(sagsbehandler, afdeling):
    hentet = read(sagsbehandler, lines("9001;17;2024;familie;20;10;5;1;Kilde"))
    save(sagsbehandler, lines("9001;17;2024;familie;22;;;;Anden kilde"))
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status != Importstatus.GEMT and "ændret" in hentet.besked
    assert counting() == {(2024, "venteliste"): 22}


@pytest.mark.parametrize(
    ("linje", "kolonne", "tekst"),
    [
        ("0000;17;2024;familie;1;1;1;1;Kilde", "lbf_nummer", "ingen boligorganisation"),
        ("9001;18;2024;familie;1;1;1;1;Kilde", "afdelingsnummer", "ingen afdeling"),
        ("9001;17;2099;familie;1;1;1;1;Kilde", "aar", "1990"),
        ("9001;17;tyve;familie;1;1;1;1;Kilde", "aar", "1990"),
        ("9001;17;2024;slot;1;1;1;1;Kilde", "boligtype", "familie, ungdom"),
        ("9001;17;2024;familie;1;halvtreds;1;1;Kilde", "fleksibel", "helt tal"),
        ("9001;17;2024;familie;1;1;99999;1;Kilde", "anvisning", "5.000"),
        ("9001;17;2024;familie;1;1;1;1;", "kilde", "udfyldes"),
        ("9001;17;2024;familie;;;;;Kilde", "venteliste", "ingen tal"),
    ],
)
def test_what_is_wrong_is_told_in_its_cell(sagsbehandler, afdeling, linje, kolonne, tekst):
    found = faults(read(sagsbehandler, lines(linje)))
    assert list(found) == [(2, kolonne)] and tekst in found[2, kolonne]


def test_the_same_afdeling_year_and_type_twice_is_a_fault(sagsbehandler, afdeling):
    found = faults(
        read(
            sagsbehandler,
            lines("9001;17;2024;familie;1;;;;Kilde", "9001;17;2024;Familieboliger;2;;;;Kilde"),
        )
    )
    assert "står i linje 2" in found[3, "afdelingsnummer"]


def test_an_excel_file_is_read_as_a_csv_file_is(sagsbehandler, afdeling):
    book = Workbook()
    book.active.append(HEAD.split(";"))
    book.active.append(["9001", "17", 2024, "familie", 20, 10, 5, 1, "Kilde"])
    data = io.BytesIO()
    book.save(data)
    save(sagsbehandler, data.getvalue(), "tal.xlsx")
    assert counting()[2024, "fleksibel"] == 10


def test_only_those_who_may_import_figures_can(suf, afdeling):
    with pytest.raises(AdgangNaegtet):
        read(suf, lines("9001;17;2024;familie;1;1;1;1;Kilde"))
