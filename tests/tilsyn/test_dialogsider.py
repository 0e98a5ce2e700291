"""The dialogue's pages, the list of agreements, the calendar and the papers, as those who work with them use them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext

from almen.sager.selectors import load_forloeb
from almen.sager.selectors.papirer import papir_choices
from almen.sager.services import edit_sag
from almen.tilsyn.dialogtemaer import load_temaer
from almen.tilsyn.models import Dialogpunkt, Styringsdialog
from almen.tilsyn.redegoerelsesudkast import draft_redegoerelse
from almen.tilsyn.selectors.dialogside import aftaler_of
from almen.tilsyn.services.dialogaftale import Aftaleinput, add_aftale
from almen.tilsyn.services.dialogmoede import Punktinput, add_punkter
from almen.tilsyn.services.revision import Bemaerkningsinput, register_bemaerkning
from almen.ui.kalender import gather

from .dialogvej import fresh, walk

AFTALE = Aftaleinput("Plan for tage", "boligorganisation", "Driftschef", dt.date(2026, 11, 26))


@pytest.fixture
def read(client, sagsbehandler):
    """A page as the case officer reads it."""
    client.force_login(sagsbehandler)
    return lambda address: client.get(address).content.decode()


def queries(client, address):
    from django.db import connection

    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_page_costs_the_same_however_much_it_holds(dialog, sagsbehandler, client):
    client.force_login(sagsbehandler)
    address = dialog.get_absolute_url()
    add_punkter(bruger=sagsbehandler, dialog=dialog, punkter=[Punktinput("Et")])
    add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=AFTALE)
    few = queries(client, address)
    add_punkter(bruger=sagsbehandler, dialog=dialog, punkter=[Punktinput(f"Nr. {n}") for n in range(9)])
    for _ in range(8):
        add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=AFTALE)
    assert queries(client, address) == few <= 25
    listed = queries(client, "/tilsyn/aftaler/")
    add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=AFTALE)
    assert queries(client, "/tilsyn/aftaler/") == listed <= 16


def test_suggestions_are_themes_with_their_source_and_what_auditors_said(dialog, sagsbehandler, client, read):
    register_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=Bemaerkningsinput(
            dialog.boligorganisation_id, 2025, "kritisk", "Henlæggelser mangler", "Protokol, side 2"
        ),
    )
    address = f"{dialog.get_absolute_url()}forslag/"
    page = read(address)
    assert "Aabenraa" in page and "Henlæggelser mangler" in page
    chosen = [f"tema-{item.id}" for item in load_temaer().temaer]
    assert client.post(address, {"valgte": chosen}).status_code == 302
    assert list(dialog.punkter.values_list("titel", flat=True)) == [i.titel for i in load_temaer().temaer]
    assert "Bygninger, boliger" not in read(address)
    assert client.post(address, {"valgte": ["findes_ikke"]}).status_code == 400


def test_minutes_are_written_on_one_page_and_kept_when_somebody_else_was_first(
    dialog, sagsbehandler, client, read
):
    rows = add_punkter(bruger=sagsbehandler, dialog=dialog, punkter=[Punktinput("Et"), Punktinput("To")])
    address = f"{dialog.get_absolute_url()}referat/"
    mark = read(address).split('name="set_" value="')[1].split('"')[0]
    typed = {
        "set_": mark,
        "referat": "Alt vel",
        f"konklusion_{rows[0].pk}": "Enige",
        f"aabent_{rows[1].pk}": "on",
    }
    assert client.post(address, typed).status_code == 302
    assert list(Dialogpunkt.objects.values_list("konklusion", "aabent")) == [("Enige", False), ("", True)]
    late = client.post(address, {**typed, f"konklusion_{rows[0].pk}": "Uenige, men langt"})
    assert late.status_code == 400 and "Uenige, men langt" in late.content.decode()
    assert "En anden har rettet" in late.content.decode()


def test_agreements_are_found_by_organisation_party_and_what_is_late(dialog, sagsbehandler, read):
    add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=AFTALE)
    late = "/tilsyn/aftaler/?status=overskredne"
    assert "Plan for tage" in read(late) and "Frist overskredet" in read(late)
    assert "Plan for tage" in read(f"/tilsyn/aftaler/?organisation={dialog.boligorganisation_id}")
    assert "Plan for tage" not in read("/tilsyn/aftaler/?part=kommune")
    assert "Plan for tage" in read("/tilsyn/aftaler/?q=driftschef")


def test_open_agreements_stand_in_the_calendar_but_never_confidential_ones_outside_the_house(
    dialog, sagsbehandler, boligorganisation_bruger, administrator
):
    add_aftale(bruger=sagsbehandler, dialog=dialog, aftale=AFTALE)

    def events(bruger):
        days = (dt.date(2026, 11, 1), dt.date(2026, 12, 31))
        return gather(bruger, *days, kilder=["dialogaftaler"])

    assert [item.fortrolig for item in events(sagsbehandler)] == [False]
    assert events(boligorganisation_bruger) == []
    edit_sag(bruger=sagsbehandler, sag=dialog.sag, titel="x", fortrolighed="fortrolig")
    assert [item.fortrolig for item in events(sagsbehandler)] == [True]
    assert events(administrator) == []


def test_papers_tell_agenda_minutes_and_statement_and_never_remarks(dialog, sagsbehandler):
    walk(sagsbehandler, dialog, "moede")
    add_aftale(
        bruger=sagsbehandler,
        dialog=dialog,
        aftale=Aftaleinput("Tagplan", "begge", "Driftschef", dt.date(2027, 2, 1)),
    )
    done = walk(sagsbehandler, dialog, "redegoerelse")
    papers = {
        item.type.id: str(item.compose(dt.date(2026, 11, 27)))
        for item in papir_choices(load_forloeb(done.sag))
    }
    assert "Bilag 1" in papers["dialogdagsorden"] and "Rådhuset" in papers["dialogdagsorden"]
    assert "Drøftet og afklaret" in papers["dialogreferat"] and "1. februar 2027" in papers["dialogreferat"]
    assert "har mødtes" in papers["dialogredegoerelse"]
    assert not any("HEMMELIGT" in text for text in papers.values())


def test_a_draft_of_the_statement_says_only_what_the_minutes_say(dialog, sagsbehandler):
    walk(sagsbehandler, dialog, "moede")
    row = add_aftale(
        bruger=sagsbehandler,
        dialog=dialog,
        aftale=Aftaleinput("Tagplan", "kommune", "Driftschef", dt.date(2027, 2, 1)),
    )
    row.note = "HEMMELIG NOTE"
    row.save()
    found = fresh(walk(sagsbehandler, dialog, "referat"))
    text = draft_redegoerelse(found, found.punkter.all(), aftaler_of(found))
    assert "almenboligloven § 164" in text and "Regnskab: Drøftet og afklaret" in text
    assert "- Kommunen, senest 1. februar 2027: Tagplan" in text and "HEMMELIG" not in text
    assert Styringsdialog.objects.count() == 1


def test_material_is_received_and_undone_with_buttons(dialog, client, read):
    row = dialog.materialer.get(art="styringsrapport")
    base = f"{dialog.get_absolute_url()}materiale/{row.pk}/"
    assert "Mangler, fristen er overskredet" in read(dialog.get_absolute_url())
    assert client.post(f"{base}modtag/", {"modtaget": "31.12.2026"}).status_code == 400
    assert client.post(f"{base}modtag/", {"modtaget": "26.11.2026"}).status_code == 302
    assert (
        client.post(f"{base}gennemgaa/", {"gennemgaaet": "27.11.2026", "bemaerkning": "Fint"}).status_code
        == 302
    )
    assert "Fint" in read(dialog.get_absolute_url())
    client.post(f"{base}fortryd/")
    client.post(f"{base}fortryd/")
    row.refresh_from_db()
    assert row.modtaget is None and row.bemaerkning == "Fint"
