"""The letters of building: amounts by the rules of the day, each with its source, and the guarantee as registered."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import docx
import pytest

from almen.byggeri.services import register_garanti
from almen.papirer import build_pdf, build_word
from almen.sager.models import Sag
from almen.sager.selectors import find_papir
from byggeri.conftest import FAMILIE, UNGDOM, decide, make_sag

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 25)
TIL_TILSAGN = ("ansoegning", "oplysning", "direktion_oekonomi", "tilsagn")
BILAG = {"dispensationer": {"bilag_skema_a": "Eftersendes"}}


def reach(sag, bruger, *trin):
    for item in trin:
        decide(sag, bruger, item, **(BILAG if item == "oplysning" else {}))
    return Sag.objects.get(pk=sag.pk)


@pytest.fixture
def given(sagsgange, ramme, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation, dele=(FAMILIE, UNGDOM), garanti_maks=150_000_000)
    return reach(sag, sagsbehandler, *TIL_TILSAGN)


def tables(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_tilsagn_prints_project_financing_and_deadline(given):
    papir = find_papir(given, "tilsagnsbrev").compose(DAY)
    points = [item.tekst for item in papir.afsnit[0].punkter]
    assert "91 familieboliger og 40 ungdomsboliger, Prøvevej 1" in points[0]
    assert points[1].startswith("at yde grundkapital på ") and "150.000.000 kr." in points[2]
    context = str(papir.to_context())
    assert "280.000.000 kr." in context and "almenboligloven § 118 a" in context
    deadlines = next(item for item in papir.afsnit if item.overskrift == "Frister")
    assert deadlines.tekst[0].tekst.startswith("Senest den ")
    assert "220.000.000 kr." in tables(build_word(papir, "koebenhavn"))
    assert b"/Marked true" in build_pdf(papir, "koebenhavn")


def test_every_figure_of_a_table_has_its_source(given):
    papir = find_papir(given, "tilsagnsbrev").compose(DAY)
    rows = [row for afsnit in papir.afsnit for tabel in afsnit.tabeller for row in tabel.raekker]
    assert rows and all(row.kilder for row in rows)


def test_what_is_not_known_is_said_and_not_guessed(sagsgange, ramme, sagsbehandler, organisation):
    from almen.byggeri.services import DelInput

    sag = make_sag(
        sagsbehandler, organisation, dele=(DelInput("familie", antal=10),), grundkapital_maks=1_000_000
    )
    sag = reach(sag, sagsbehandler, *TIL_TILSAGN)
    papir = find_papir(sag, "tilsagnsbrev").compose(DAY)
    context = str(papir.to_context())
    assert "[udfyldes af sagsbehandleren: finansieringen]" in context and "ikke oplyst" in context


def test_the_guarantee_is_printed_as_registered(given, sagsbehandler):
    register_garanti(
        bruger=sagsbehandler,
        sag=given,
        laan=200_000_000,
        brutto=100_000_000,
        regaranti_pct=Decimal(50),
        laangiver="Prøvekredit",
        loebetid_aar=30,
    )
    assert find_papir(given, "garantierklaering") is None
    sag = reach(given, sagsbehandler, "garanti")
    papir = find_papir(sag, "garantierklaering").compose(DAY)
    assert papir.modtager == ("Prøvekredit",)
    text = tables(build_word(papir, "koebenhavn"))
    for part in ("200.000.000 kr.", "100.000.000 kr.", "50 %", "50.000.000 kr. (50 %)", "30 år"):
        assert part in text
    assert "[udfyldes af sagsbehandleren: lånetype]" in text
    assert "150.000.000 kr." in str(papir.to_context())


def test_the_letters_take_few_queries(client, given, sagsbehandler, django_assert_max_num_queries):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    client.get(f"/sager/{given.nummer}/papirer/tilsagnsbrev.pdf")
    with django_assert_max_num_queries(11):
        assert client.get(f"/sager/{given.nummer}/papirer/tilsagnsbrev.pdf").status_code == 200
