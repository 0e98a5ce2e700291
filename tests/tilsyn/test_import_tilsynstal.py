"""Key figures from files: read, previewed, saved, replaced and undone; what is wrong is told in its cell."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook
from tests.talverden import make_afdelinger

from almen.organisationer.models import Import, Importstatus
from almen.organisationer.services import OrganisationFejl, save_import, start_import, undo_import
from almen.organisationer.services.importart import arter
from almen.sager.adgang import AdgangNaegtet
from almen.sager.services import verify_journal
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.services.noegletal import withdraw_tal

pytestmark = pytest.mark.django_db
HEAD = (
    "lbf_nummer;afdelingsnummer;regnskabsaar;dispositionsfond_pr_bolig;lejetab_pct;afdelingsbestyrelse;kilde"
)


@pytest.fixture
def afdelinger(organisation):
    return make_afdelinger(organisation, 2)


def lines(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def read(bruger, content: str | bytes, navn: str = "tal.csv") -> Import:
    data = content.encode() if isinstance(content, str) else content
    return start_import(bruger=bruger, art=arter()["tilsynstal"], filnavn=navn, fil=io.BytesIO(data))


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
    """Every figure that counts: afdeling's number, year, key figure → as printed."""
    rows = Tilsynstal.objects.gaeldende().select_related("afdeling")
    return {
        (row.afdeling.nummer if row.afdeling else "", row.aar, row.indikator): None
        if row.tal is None
        else str(row.tal)
        for row in rows
    }


GOOD = lines(
    "9001;;2024;12.500;1,50;;Regnskab 2024", "9001;1;2024;;0.75;ja;Regnskab 2024", "9001;2;2024;;..;nej;LBF"
)


def test_a_line_becomes_readings_of_the_organisation_or_of_an_afdeling(sagsbehandler, afdelinger):
    hentet = save(sagsbehandler, GOOD)
    assert counting() == {
        ("", 2024, "dispositionsfond_pr_bolig"): "12500",
        ("", 2024, "lejetab_pct"): "1.50",
        ("1", 2024, "lejetab_pct"): "0.75",
        ("1", 2024, "afdelingsbestyrelse"): "1",
        ("2", 2024, "lejetab_pct"): None,
        ("2", 2024, "afdelingsbestyrelse"): "0",
    }
    row = Tilsynstal.objects.filter(afdeling=afdelinger[0]).first()
    assert (row.kilde, row.sikkerhed, row.hentet, row.registreret_af) == (
        "Regnskab 2024",
        "sikker",
        hentet,
        sagsbehandler,
    )
    assert not list(verify_journal())


def test_the_preview_tells_what_is_new_changed_and_unchanged(sagsbehandler, afdelinger):
    save(sagsbehandler, GOOD)
    again = read(
        sagsbehandler,
        lines(
            "9001;;2024;12.500;1,50;;Regnskab 2024",
            "9001;1;2024;;0,80;;Rettet",
            "9001;1;2023;;0,80;;Regnskab",
        ),
    )
    assert effects(again) == ["uaendret", "aendret", "ny"]
    save_import(bruger=sagsbehandler, hentet=again)
    assert counting()["1", 2024, "lejetab_pct"] == "0.80"
    assert Tilsynstal.objects.filter(hentet=again).count() == 2
    with pytest.raises(OrganisationFejl, match="intet nyt"):
        save_import(bruger=sagsbehandler, hentet=read(sagsbehandler, lines("9001;1;2023;;0,80;;Regnskab")))


def test_every_fault_stands_in_its_cell_and_nothing_is_saved(sagsbehandler, afdelinger):
    hentet = read(
        sagsbehandler,
        lines(
            "8888;;2024;1;;;K",
            "9001;77;2024;;1,0;;K",
            "9001;1;2099;;1,0;;K",
            "9001;1;24;;101;måske;K",
            "9001;1;2024;500;1.234,5;;K",
            "9001;;2024;;;ja;K",
            "9001;2;2024;;;;K",
            "9001;2;2023;;1,0;;",
            "x;2;2023;;1,0;;K",
            "9001;2;2022;;1,0;;K",
            "9001;2;2022;;2,0;;K",
        ),
    )
    found = faults(hentet)
    assert set(found) == {
        (2, "lbf_nummer"),
        (3, "afdelingsnummer"),
        (4, "regnskabsaar"),
        (5, "regnskabsaar"),
        (5, "lejetab_pct"),
        (5, "afdelingsbestyrelse"),
        (6, "dispositionsfond_pr_bolig"),
        (6, "lejetab_pct"),
        (7, "afdelingsbestyrelse"),
        (8, "regnskabsaar"),
        (9, "kilde"),
        (10, "lbf_nummer"),
        (12, "regnskabsaar"),
    }
    assert "0,00 til 100,00 pct." in found[5, "lejetab_pct"]
    assert "boligorganisationens eget tal" in found[6, "dispositionsfond_pr_bolig"]
    assert "linje 11" in found[12, "regnskabsaar"]
    with pytest.raises(OrganisationFejl, match="fejl"):
        save_import(bruger=sagsbehandler, hentet=hentet)
    assert not Tilsynstal.objects.exists()


def test_a_workbook_keeps_the_decimals_it_shows_and_a_number_that_lost_its_zeros(sagsbehandler, organisation):
    organisation.lbf_nummer = "0042"
    organisation.save()
    book, data = Workbook(), io.BytesIO()
    book.active.append(
        ["lbf_nummer", "regnskabsaar", "lejetab_pct", "dispositionsfond_pr_bolig", "kilde", "sikkerhed"]
    )
    book.active.append([42, 2024, 2.7, 12500, "LBF", "Usikker"])
    book.active["C2"].number_format, book.active["D2"].number_format = "0.00", "#,##0"
    book.save(data)
    save(sagsbehandler, data.getvalue(), "tal.xlsx")
    assert set(counting().values()) == {"2.70", "12500"}
    assert set(Tilsynstal.objects.values_list("sikkerhed", flat=True)) == {"usikker"}


def test_undo_gives_back_what_stood_before_and_withdraws_what_was_new(sagsbehandler, afdelinger):
    first = save(sagsbehandler, GOOD)
    before = counting()
    second = save(sagsbehandler, lines("9001;1;2024;;0,90;nej;Nyt", "9001;1;2022;;0,80;;Nyt"))
    assert counting() != before
    undo_import(bruger=sagsbehandler, hentet=second)
    assert second.status == Importstatus.FORTRUDT and counting() == before
    undo_import(bruger=sagsbehandler, hentet=first)
    assert first.status == Importstatus.GEMT and "erstattet eller tilbagekaldt siden" in first.besked


def test_what_has_changed_since_the_check_stops_the_whole_file(sagsbehandler, afdelinger):
    save(sagsbehandler, GOOD)
    hentet = read(sagsbehandler, lines("9001;1;2023;;0,80;;Nyt", "9001;1;2024;;0,90;;Nyt"))
    withdraw_tal(
        bruger=sagsbehandler,
        tal=Tilsynstal.objects.get(afdeling=afdelinger[0], indikator="lejetab_pct"),
        begrundelse="Forkert",
    )
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == Importstatus.KONTROLLERET and "Linje 3: lejetab er ændret" in hentet.besked
    assert ("1", 2023, "lejetab_pct") not in counting()


def test_only_those_who_may_enter_figures_may_import_them(direktion, organisation):
    with pytest.raises(AdgangNaegtet):
        read(direktion, GOOD)


def test_reading_and_saving_ask_by_the_portion_and_not_by_the_line(sagsbehandler, organisation):
    make_afdelinger(organisation, 40, fra=10)

    def cost(n: int) -> int:
        rows = (f"9001;{10 + i % 40};{2000 + i // 40};;1,5;ja;Måling {n}" for i in range(n))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            save(sagsbehandler, lines(*rows))
        return len([query for query in asked if "INSERT" not in query["sql"]])

    few = cost(4)
    assert cost(200) <= few + 2
