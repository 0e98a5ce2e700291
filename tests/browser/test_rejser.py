"""The main journeys, click by click, in a real browser."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.ansoegninger.models import Indsendelse, Kladde
from almen.sager.models import Beslutning, Sag
from almen.udvalg.services import add_punkt, create_moede

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.kun_en_gang]


def test_from_opening_a_case_to_its_first_decisions(
    sign_in, live_server, sagsbehandler, sagsgange, organisation
):
    page = sign_in(sagsbehandler)
    page.get_by_role("link", name="Ny sag").click()
    page.get_by_label("Titel").fill("10 familieboliger på Prøvevej")
    page.get_by_label("Boligorganisation").select_option(index=1)
    page.locator("[name='dele-0-boligtype']").select_option("familie")
    page.locator("[name='dele-0-antal']").fill("10")
    page.locator("[name='dele-0-bruttoareal_m2']").fill("800")
    page.locator("[name='dele-0-anskaffelsessum']").fill("30.000.000")
    page.get_by_role("button", name="Åbn sagen").click()
    page.get_by_text("10 familieboliger på Prøvevej").first.wait_for()
    sag = Sag.objects.get()
    page.goto(f"{live_server.url}/sager/{sag.nummer}/")
    page.get_by_role("link", name="Registrér beslutning").click()
    page.get_by_label("Kilde").fill("Ansøgning af 1. november")
    page.get_by_role("button", name="Registrér beslutning").click()
    page.wait_for_url(f"**/sager/{sag.nummer}/")
    assert "Næste skridt: Sagen oplyst og kontrolleret" in page.inner_text("main")
    assert Beslutning.objects.get().trin == "ansoegning"
    assert page.complaints == []


def test_a_decision_that_is_refused_keeps_what_was_typed(
    sign_in, live_server, sagsbehandler, direktion, verden_sag
):
    page = sign_in(sagsbehandler)
    page.goto(f"{live_server.url}/sager/{verden_sag.nummer}/beslut/oplysning/")
    page.get_by_label("Udsat").check()
    page.get_by_label("Møde og punkt").fill("Møde 3, punkt 7")
    page.get_by_role("button", name="Registrér beslutning").click()
    assert "kræver en begrundelse" in page.inner_text("main")
    assert page.get_by_label("Møde og punkt").input_value() == "Møde 3, punkt 7"


def test_the_list_narrows_without_a_new_page_and_keeps_its_address(
    sign_in, live_server, sagsbehandler, verden_sag
):
    page = sign_in(sagsbehandler)
    page.goto(f"{live_server.url}/sager/")
    page.get_by_label("Søg i nummer").fill("findes slet ikke")
    page.locator(".a-empty").wait_for()
    assert "q=findes" in page.url


def test_who_decides_is_answered_from_a_link(sign_in, live_server, revisor, sagsgange):
    page = sign_in(revisor)
    page.goto(f"{live_server.url}/hvem-beslutter/?sagstype=nybyggeri&boligtype=ungdom&dato=01.03.2023")
    assert "Borgerrepræsentationen godkender" in page.inner_text("main")


def test_signing_out_ends_the_session(sign_in, live_server, revisor, sagsgange):
    page = sign_in(revisor)
    page.locator(".a-usermenu summary").click()
    page.get_by_role("button", name="Log ud").click()
    page.goto(f"{live_server.url}/sager/")
    assert "/konto/login/" in page.url


def test_a_boligorganisation_applies_and_the_municipality_takes_it_in(
    sign_in, live_server, sagsbehandler, boligorganisation_bruger, sagsgange, tmp_path
):
    page = sign_in(boligorganisation_bruger)
    page.get_by_role("link", name="Søg om Skema A").click()
    page.get_by_role("button", name="Begynd ansøgningen").click()
    page.get_by_label("Projektets titel").fill("10 familieboliger på Prøvevej")
    page.get_by_label("Adresse").fill("Prøvevej 1")
    page.get_by_label("Adresse").blur()
    page.get_by_text("Gemt ").wait_for()
    assert Kladde.objects.get().data["projekt"]["adresse"] == ["Prøvevej 1"], "saved without a button"
    page.get_by_role("button", name="Gem og gå videre").click()
    page.locator("[name='dele-0-boligtype']").select_option("familie")
    page.locator("[name='dele-0-antal']").fill("10")
    page.locator("[name='dele-0-bruttoareal_m2']").fill("800")
    page.locator("[name='dele-0-anskaffelsessum']").fill("30.000.000")
    page.get_by_role("button", name="Gem og gå videre").click()
    page.get_by_label("Tegninger foreligger").select_option("ja")
    page.get_by_role("button", name="Gem og gå videre").click()
    drawing = tmp_path / "tegning.pdf"
    drawing.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page.get_by_label("Fil", exact=True).set_input_files(drawing)
    page.get_by_role("button", name="Læg ved").click()
    page.get_by_role("link", name="tegning.pdf").wait_for()
    page.get_by_role("link", name="Gå videre").click()
    page.get_by_text("Kommunens kontroller").wait_for()
    page.get_by_role("button", name="Send til kommunen").click()
    page.get_by_text("Kommunen behandler den").wait_for()
    sent = Indsendelse.objects.get()
    assert page.complaints == []

    officer = sign_in(sagsbehandler)
    officer.get_by_role("link", name="Indsendelser", exact=True).first.click()
    officer.get_by_role("link", name=sent.nummer).click()
    officer.get_by_role("button", name="Tag ind i sagen").click()
    officer.get_by_text("Næste skridt: Sagen oplyst og kontrolleret").wait_for()
    assert officer.complaints == []

    page.reload()
    page.get_by_role("link", name=f"Følg sag {Sag.objects.get().nummer}").click()
    page.get_by_text("Sagen venter på").wait_for()


def test_a_meeting_is_entered_from_the_keyboard(sign_in, live_server, sekretaer):
    moede = create_moede(bruger=sekretaer, organ="udvalget", dato=dt.date(2026, 9, 14))
    add_punkt(bruger=sekretaer, moede=moede, titel="Trafikplan", art="anden", omraade="Andet")
    add_punkt(bruger=sekretaer, moede=moede, titel="Byrum", art="anden", omraade="Andet")
    page = sign_in(sekretaer)
    page.get_by_role("link", name="Møder", exact=True).click()
    page.get_by_role("link", name="14. sep. 2026").first.click()
    page.get_by_role("link", name="Indfør mødet").click()
    page.get_by_label("Udfald til punkt 1").focus()
    page.keyboard.type("Dr")
    page.keyboard.press("Tab")
    page.keyboard.type("imod")
    page.keyboard.press("Enter")
    page.get_by_text("1 punkt blev ikke registreret").wait_for()
    assert page.get_by_label("Stemmer til punkt 1").input_value() == "imod"
    page.get_by_label("Stemmer til punkt 1").fill("")
    page.get_by_label("Udfald til punkt 2").select_option("taget_til_efterretning")
    page.get_by_role("button", name="Gem udfaldene").click()
    page.get_by_text("2 udfald registreret").wait_for()
    page.get_by_role("button", name="Før mødet til ende").click()
    page.get_by_text("Mødet er ført til ende").wait_for()
    assert [item.udfald.get().navn for item in moede.punkter.all()] == ["Drøftet", "Taget til efterretning"]
    # The browser tells of the refused entry's status 400, and of nothing else.
    assert [item for item in page.complaints if "400" not in item] == []
