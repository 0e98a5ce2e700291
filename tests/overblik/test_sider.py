"""Front page, search and *Hvem beslutter?*."""

from __future__ import annotations

import pytest

from almen.ui.navigation import links


@pytest.fixture
def browse(client, sagsbehandler, sagsgange):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_front_page_of_an_empty_system_says_so_kindly(browse):
    page = browse.get("/")
    assert page.status_code == 200
    assert "Intet venter på dig" in page.content.decode()


@pytest.mark.parametrize(
    "navn",
    [
        "leder",
        "direktion",
        "sekretaer",
        "suf",
        "revisor",
        "administrator",
        "uden_rolle",
    ],
)
def test_every_role_has_a_front_page(client, sagsgange, navn, request):
    client.force_login(request.getfixturevalue(navn), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/").status_code == 200


def test_a_boligorganisation_begins_at_its_own_door(client, sagsgange, boligorganisation_bruger):
    client.force_login(boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/")["Location"] == "/portal/"


def test_who_decided_in_2023_and_who_decides_now(browse):
    then = browse.get("/hvem-beslutter/?sagstype=nybyggeri&boligtype=ungdom&dato=01.03.2023").content.decode()
    now = browse.get("/hvem-beslutter/?sagstype=nybyggeri&boligtype=ungdom&dato=01.02.2026").content.decode()
    assert "Borgerrepræsentationen godkender" in then
    assert "I dag gælder version 2024-2" in then
    assert "Direktionen godkender" in now
    assert "Borgerrepræsentationen godkender" not in now


@pytest.mark.parametrize(
    "query",
    [
        "dato=i+går",
        "dato=01.01.1950",
        "sagstype=findes_ikke&dato=01.01.2026",
        "boligtype=slot&dato=01.01.2026",
    ],
)
def test_a_bad_question_is_answered_in_danish(browse, query):
    answer = browse.get(f"/hvem-beslutter/?sagstype=nybyggeri&{query}")
    assert answer.status_code == 400


def test_a_case_number_goes_straight_to_the_case(browse, sagsbehandler, organisation):
    from almen.byggeri.services import DelInput, open_nybyggeri

    sag = open_nybyggeri(
        bruger=sagsbehandler,
        titel="Åboulevarden",
        boligorganisation=organisation,
        dele=[DelInput(boligtype="familie", antal=3, bruttoareal_m2=240, anskaffelsessum=9_000_000)],
    )
    assert browse.get(f"/soeg/?q={sag.nummer}")["Location"] == sag.get_absolute_url()
    found = browse.get("/soeg/?q=åboulevarden").content.decode()
    assert sag.nummer in found


def test_search_with_rubbish_is_no_crash(browse):
    for text in ("%00", "%25_%25", "a" * 500, "'; DROP TABLE"):
        assert browse.get(f"/soeg/?q={text}").status_code == 200


def test_the_drawing_of_a_bad_question_is_refused(browse):
    assert browse.get("/hvem-beslutter/vej.svg?dato=x").status_code == 400


def test_pages_for_everybody_need_no_sign_in(client, db):
    for path in ("/om/", "/tilgaengelighed/", "/sundhed/"):
        assert client.get(path).status_code == 200


def test_the_menus_lead_to_each_page_once(leder):
    found = [link.url for sted in ("top", "mere", "bruger") for link in links(leder, "/", sted)]
    assert found and len(found) == len(set(found))
