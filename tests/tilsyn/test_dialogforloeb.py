"""The course of a dialogue as the law relies on it (almenboligloven § 164): nothing is passed over, and the statement is public."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.regler.fejl import UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, edit_sag, record_beslutning, verify_journal
from almen.sagsgang.profil import list_kommuner
from almen.tilsyn.models import Materialeart
from almen.tilsyn.services.dialog import open_dialog
from almen.tilsyn.services.dialogaendring import maerke_of
from almen.tilsyn.services.dialogmateriale import (
    omit_materiale,
    receive_materiale,
    review_materiale,
    undo_materiale,
)
from almen.tilsyn.services.dialogmoede import (
    Konklusion,
    Punktinput,
    add_punkter,
    edit_punkt,
    move_punkt,
    referat_maerke,
    remove_punkt,
    save_moede,
    save_referat,
)
from almen.tilsyn.services.redegoerelse import save_redegoerelse, take_back_redegoerelse

from .conftest import TODAY
from .dialogvej import HELD, fresh, prepare, walk

STEPS = (
    "indkaldelse",
    "foreloebige_tal",
    "materiale",
    "gennemgang",
    "dagsorden",
    "moede",
    "referat",
    "redegoerelse",
)


def state_of(dialog):
    return load_forloeb(Sag.objects.get(pk=dialog.sag_id)).tilstand


def part(dialog, art="styringsrapport"):
    return dialog.materialer.get(art=art)


@pytest.mark.parametrize("kommune", list_kommuner())
def test_a_dialogue_walks_its_route_and_ends_with_a_statement_that_anybody_can_read(
    kommune, settings, request, sagsbehandler, organisation, i_november_2026, client
):
    settings.ALMEN_KOMMUNE = kommune
    request.getfixturevalue("sagsgange")
    sag = open_dialog(
        bruger=sagsbehandler,
        boligorganisation=organisation,
        aar=2026,
        frist=dt.date(2026, 12, 31),
        aabnet_dato=dt.date(2026, 3, 2),
    )
    dialog = walk(sagsbehandler, sag.styringsdialog, "redegoerelse")
    assert state_of(dialog).afslutning == "gennemfoert" and state_of(dialog).udfoerte == STEPS
    assert verify_journal() == []


@pytest.mark.parametrize("trin", STEPS[1:])
def test_no_step_is_taken_before_what_it_stands_on_is_there(dialog, sagsbehandler, trin):
    walk(sagsbehandler, dialog, STEPS[STEPS.index(trin) - 1])
    udfald = "droeftet" if trin == "moede" else "godkendt"
    if trin == "moede":
        save_moede(bruger=sagsbehandler, dialog=dialog, dato=dt.date(2026, 12, 24))
    with pytest.raises(BeslutningAfvist):
        record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin=trin, udfald=udfald, kilde="x")


def test_a_meeting_after_the_year_takes_a_reason(dialog, sagsbehandler, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2027, 1, 20))
    walk(sagsbehandler, dialog, "dagsorden", held=dt.date(2027, 1, 15))
    with pytest.raises(BeslutningAfvist, match="Loven kræver ét møde om året"):
        record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="moede", udfald="droeftet")
    walk(sagsbehandler, dialog, "moede")
    assert "moede" in state_of(dialog).udfoerte


def test_the_meeting_is_held_even_if_material_lacks_and_the_reason_is_kept(dialog, sagsbehandler):
    walk(sagsbehandler, dialog, "foreloebige_tal")
    with pytest.raises(BeslutningAfvist, match="Mangler: endeligt årsregnskab"):
        record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="materiale", kilde="x")
    taken = record_beslutning(
        bruger=sagsbehandler,
        sag=dialog.sag,
        trin="materiale",
        kilde="x",
        dispensationer={"dialog_materiale": "Regnskabet er forsinket"},
    )
    assert taken.dispensationer[0]["begrundelse"] == "Regnskabet er forsinket"


def test_preliminary_figures_that_are_not_used_this_year_are_no_step(dialog, sagsbehandler):
    walk(sagsbehandler, dialog, "indkaldelse")
    row = part(dialog, Materialeart.FORELOEBIGE_TAL)
    with pytest.raises(UgyldigtInput):
        omit_materiale(bruger=sagsbehandler, materiale=row, grund=" ")
    omit_materiale(bruger=sagsbehandler, materiale=row, grund="Det endelige regnskab kom først")
    assert state_of(dialog).aabne == ("materiale",)
    undo_materiale(bruger=sagsbehandler, materiale=row)
    assert state_of(dialog).aabne == ("foreloebige_tal",)


def test_each_registration_of_material_can_be_undone_in_turn(dialog, sagsbehandler):
    row = part(dialog)
    with pytest.raises(UgyldigtInput, match="når materialet er modtaget"):
        review_materiale(bruger=sagsbehandler, materiale=row)
    with pytest.raises(UgyldigtInput, match="fremtiden"):
        receive_materiale(bruger=sagsbehandler, materiale=row, modtaget=dt.date(2026, 11, 28))
    receive_materiale(bruger=sagsbehandler, materiale=row, modtaget=HELD)
    with pytest.raises(UgyldigtInput, match="allerede"):
        receive_materiale(bruger=sagsbehandler, materiale=row)
    with pytest.raises(UgyldigtInput, match="kan ikke bruges"):
        omit_materiale(bruger=sagsbehandler, materiale=row, grund="x")
    review_materiale(bruger=sagsbehandler, materiale=row, bemaerkning="Fund")
    undone = undo_materiale(bruger=sagsbehandler, materiale=row)
    assert (undone.modtaget, undone.gennemgaaet, undone.bemaerkning) == (HELD, None, "Fund")
    assert undo_materiale(bruger=sagsbehandler, materiale=row).modtaget is None
    with pytest.raises(UgyldigtInput, match="intet at fortryde"):
        undo_materiale(bruger=sagsbehandler, materiale=row)


def test_the_agenda_keeps_its_order_and_takes_the_same_suggestion_once(dialog, sagsbehandler):
    items = [Punktinput("Et"), Punktinput("To"), Punktinput("Tre"), Punktinput("Et")]
    for _ in range(2):
        add_punkter(bruger=sagsbehandler, dialog=dialog, punkter=items)
    rows = list(dialog.punkter.all())
    assert [str(row) for row in rows] == ["1. Et", "2. To", "3. Tre"]
    move_punkt(bruger=sagsbehandler, punkt=rows[2], op=True)
    move_punkt(bruger=sagsbehandler, punkt=rows[0], op=True)
    assert [str(row) for row in dialog.punkter.all()] == ["1. Et", "2. Tre", "3. To"]
    remove_punkt(bruger=sagsbehandler, punkt=rows[0])
    assert [str(row) for row in dialog.punkter.all()] == ["1. Tre", "2. To"]


def test_two_who_write_at_once_do_not_overwrite_each_other(dialog, sagsbehandler, leder):
    (row,) = add_punkter(bruger=sagsbehandler, dialog=dialog, punkter=[Punktinput("Et")])
    read = maerke_of(*referat_maerke(dialog, [row]))
    save_referat(
        bruger=leder, dialog=dialog, referat="", konklusioner={row.pk: Konklusion("Leders")}, set_=read
    )
    with pytest.raises(UgyldigtInput, match="En anden har rettet"):
        save_referat(
            bruger=sagsbehandler,
            dialog=dialog,
            referat="",
            konklusioner={row.pk: Konklusion("Min")},
            set_=read,
        )
    assert dialog.punkter.get().konklusion == "Leders"
    with pytest.raises(UgyldigtInput, match="En anden har rettet"):
        edit_punkt(bruger=leder, punkt=row, nyt=Punktinput("To"), set_=maerke_of("Nul", ""))
    with pytest.raises(UgyldigtInput, match="En anden har rettet"):
        save_redegoerelse(bruger=leder, dialog=dialog, tekst="x", set_="gammel")
    with pytest.raises(UgyldigtInput, match="kan ikke fjernes"):
        remove_punkt(bruger=leder, punkt=row)


def test_a_statement_is_public_from_the_last_decision_until_it_is_withdrawn_or_the_case_closed(
    dialog, sagsbehandler, client
):
    address = f"/offentlig/styringsdialoger/{dialog.sag.nummer}/"
    walk(sagsbehandler, dialog, "referat")
    prepare(sagsbehandler, fresh(dialog), "redegoerelse")
    assert client.get(address).status_code == 404
    walk(sagsbehandler, dialog, "redegoerelse")
    page = client.get(address)
    assert page.status_code == 200 and "har mødtes" in page.content.decode()
    with pytest.raises(UgyldigtInput, match="Træk den tilbage"):
        save_redegoerelse(bruger=sagsbehandler, dialog=fresh(dialog), tekst="Anden tekst")
    edit_sag(bruger=sagsbehandler, sag=dialog.sag, titel="x", fortrolighed="intern")
    assert client.get(address).status_code == 404
    edit_sag(bruger=sagsbehandler, sag=dialog.sag, titel="x", fortrolighed="aaben")
    take_back_redegoerelse(bruger=sagsbehandler, dialog=fresh(dialog), grund="Et navn var nævnt")
    assert client.get(address).status_code == 404 and state_of(dialog).aabne == ("redegoerelse",)
    save_redegoerelse(bruger=sagsbehandler, dialog=fresh(dialog), tekst="Rettet tekst")
    assert client.get(address).status_code == 404
    walk_again = record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="redegoerelse")
    assert "Rettet tekst" in client.get(address).content.decode() and walk_again.nummer == 10
    assert [row.trukket for row in fresh(dialog).redegoerelser.order_by("pk")] == [False, True, False]
    assert verify_journal() == []


def test_nothing_but_the_published_statement_is_public(dialog, sagsbehandler, client):
    done = walk(sagsbehandler, dialog, "redegoerelse")
    told = "".join(
        client.get(address).content.decode()
        for address in (
            "/offentlig/styringsdialoger/",
            f"/offentlig/styringsdialoger/{done.sag.nummer}/",
        )
    )
    told += b"".join(client.get("/offentlig/styringsdialoger/data.csv").streaming_content).decode()
    assert "har mødtes" in told and "2026" in told
    for hidden in ("HEMMELIGT FUND", "Godt møde", "Drøftet og afklaret", "Rådhuset", "Direktør"):
        assert hidden not in told


def test_the_organisation_reads_each_part_when_it_is_given_and_never_remarks(
    dialog, sagsbehandler, boligorganisation_bruger, anden_boligorganisation_bruger, client
):
    address = dialog.get_absolute_url()

    def read():
        client.force_login(boligorganisation_bruger)
        told = (
            client.get(address).content.decode() + client.get(dialog.sag.get_absolute_url()).content.decode()
        )
        assert "HEMMELIGT" not in told
        return told

    walk(sagsbehandler, dialog, "gennemgang")
    prepare(sagsbehandler, fresh(dialog), "dagsorden")
    assert "Vedligeholdelse" not in read() and "Rådhuset" not in read()
    record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="dagsorden")
    assert "Vedligeholdelse" in read() and "Rådhuset" in read()
    walk(sagsbehandler, dialog, "moede")
    prepare(sagsbehandler, fresh(dialog), "referat")
    assert "Drøftet og afklaret" not in read()
    record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="referat")
    assert "Drøftet og afklaret" in read()
    prepare(sagsbehandler, fresh(dialog), "redegoerelse")
    assert "har mødtes" not in read()
    record_beslutning(bruger=sagsbehandler, sag=dialog.sag, trin="redegoerelse")
    assert "har mødtes" in read()
    client.force_login(anden_boligorganisation_bruger)
    assert client.get(address).status_code == 404
    assert (
        not adgang.visible_journal(boligorganisation_bruger).filter(art__startswith="dialog_punkt").exists()
    )
    assert TODAY.year == 2026
