"""Every page opens for everyone who is signed in, offers acts to those who may, and refuses the rest."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.urls import reverse

from almen.grundlag.models import Grundlagsversion, Sagsgangsversion

pytestmark = pytest.mark.django_db
READ = [
    "/parametre/",
    "/parametre/finansiering.fordeling/",
    "/parametre/maksimumsbeloeb.pr_m2/",
    "/parametre/maksimumsbeloeb.pr_bolig/",
    "/parametre/garanti.afrunding/",
    "/parametre/skabelon.csv?parameter=maksimumsbeloeb.pr_m2",
    "/sagsgange/",
    "/sagsgange/nybyggeri/2024-2/",
    "/sagsgange/nybyggeri/2024-2/tegning.svg",
    "/sagsgange/nybyggeri/2024-2/definition.yaml",
    "/grundlag/",
    "/grundlag/grundkapital/",
    "/grundlag/grundkapital/2024-1/",
    "/grundlag/grundkapital/sammenlign/",
    "/grundlag/grundkapital/sammenlign/?a=2019-1&b=2024-1",
    "/grundlag/nybyggeri/sammenlign/",
]
ADMINISTER = [
    "/parametre/finansiering.fordeling/tilfoej/",
    "/parametre/gebyr.kommune/tilfoej/",
    "/parametre/import/",
    "/parametre/maksimumsbeloeb-tabel/",
]
ADOPT = [
    "/sagsgange/indlaes/",
    "/sagsgange/kladde/",
    "/grundlag/grundkapital/kladde/",
    "/sagsgange/nybyggeri/2024-2/ophoer/",
    "/grundlag/grundkapital/2024-1/ophoer/",
]


@pytest.mark.parametrize("url", READ)
@pytest.mark.parametrize("hvem", ["revisor", "boligorganisation_bruger", "administrator"])
def test_everyone_signed_in_reads_what_is_in_force(url, hvem, sagsgange, signed_in, request):
    response = signed_in(request.getfixturevalue(hvem)).get(url)
    assert response.status_code == 200


@pytest.mark.parametrize("url", [*READ, *ADMINISTER, *ADOPT])
def test_a_stranger_is_sent_to_sign_in(url, sagsgange, client):
    response = client.get(url)
    assert response.status_code == 302
    assert "/konto/login/" in response.url


@pytest.mark.parametrize("url", ADMINISTER)
def test_only_an_administrator_enters_figures(url, sagsgange, signed_in, sagsbehandler, leder, administrator):
    for person in (sagsbehandler, leder):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, {}).status_code == 403
    assert signed_in(administrator).get(url).status_code in (200, 302)


@pytest.mark.parametrize("url", ADOPT)
def test_only_leder_and_administrator_adopt(url, sagsgange, signed_in, sagsbehandler, sekretaer, leder):
    for person in (sagsbehandler, sekretaer):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, {}).status_code == 403
    assert signed_in(leder).get(url).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "/parametre/findes.ikke/",
        "/sagsgange/nybyggeri/9999/",
        "/grundlag/grundkapital/9999/",
        "/grundlag/x/sammenlign/",
        "/sagsgange/kladde/?fra=x",
        "/sagsgange/nybyggeri/2024-2/vedtag/",
        "/sagsgange/nybyggeri/2024-2/slet/",
        "/parametre/skabelon.csv?parameter=x",
    ],
)
def test_what_does_not_exist_or_cannot_be_done_is_404(url, sagsgange, signed_in, leder):
    assert signed_in(leder).get(url).status_code == 404


# Hundreds of pages of what the rules say on a day; what such a page asks the database is asked on both below.
@pytest.mark.kun_en_gang
def test_no_date_makes_a_parameter_page_fail(signed_in, revisor):
    from almen.regler.laes import load_parametre

    browser = signed_in(revisor)
    days = itertools.cycle(("01.01.1890", "31.12.2026", "01.01.2027", "31.12.2199"))
    for day in itertools.islice(days, 4):
        assert browser.get("/parametre/", {"dato": day}).status_code == 200
    # Two days for each: one long ago or far ahead, one at the turn of the year on which rules end.
    for parameter in load_parametre():
        for day in itertools.islice(days, 2):
            address = reverse("grundlag:parameter", args=[parameter.id])
            assert browser.get(address, {"dato": day}).status_code == 200, (parameter.id, day)


def test_a_day_without_value_is_shown_as_undecided_with_the_reason(signed_in, revisor):
    page = (
        signed_in(revisor).get("/parametre/maksimumsbeloeb.pr_m2/", {"dato": "01.03.2023"}).content.decode()
    )
    assert "Kan ikke afgøres" in page
    assert "31. december 2011" in page


def test_the_turn_of_2027_is_warned_of_long_before_and_when_it_has_come(signed_in, revisor, on_day):
    page = signed_in(revisor).get("/parametre/").content.decode()
    assert "Ventede ændringer" in page and "1. januar 2027" in page
    on_day(dt.date(2027, 1, 1))
    page = signed_in(revisor).get("/parametre/").content.decode()
    assert "Ventede ændringer" in page
    assert "som de gælder i dag, den 1. januar 2027" in page
    page = signed_in(revisor).get("/parametre/finansiering.fordeling/").content.decode()
    assert "Uafklaret" in page and "Ventet" in page


def test_a_date_that_cannot_be_read_is_told(signed_in, revisor):
    response = signed_in(revisor).get("/parametre/", {"dato": "i går"})
    assert response.status_code == 400
    assert "31.12.2026" in response.content.decode()


def test_search_finds_by_name_and_by_paragraph(signed_in, revisor):
    browser = signed_in(revisor)
    page = browser.get("/parametre/", {"q": "§ 118 fordeling"}).content.decode()
    assert "/parametre/finansiering.fordeling/" in page
    assert "/parametre/areal.familie.hoejst/" not in page
    assert "Ingen parametre svarer" in browser.get("/parametre/", {"q": "findesikke"}).content.decode()


def test_the_exports_hold_what_is_shown(signed_in, revisor):
    browser = signed_in(revisor)
    chosen = {"q": "finansiering.fordeling", "dato": "01.02.2026"}
    data = browser.get("/parametre/", {**chosen, "eksport": "json"}).json()
    rows = [row for row in data["parametre"] if row["id"] == "finansiering.fordeling"]
    assert {row["id"] for row in data["parametre"]} == {"finansiering.fordeling"}
    assert all(row["hjemmel"] and row["sikkerhed"] for row in rows)
    text = b"".join(browser.get("/parametre/", {**chosen, "eksport": "csv"}).streaming_content).decode()
    assert len(text.strip().splitlines()) == len(rows) + 1
    assert browser.get("/parametre/", {**chosen, "eksport": "xlsx"}).headers["Content-Type"].endswith("sheet")
    assert browser.get("/parametre/", {**chosen, "eksport": "pdf"}).status_code == 400


def test_only_real_addresses_become_links(signed_in, revisor):
    page = signed_in(revisor).get("/parametre/finansiering.fordeling/").content.decode()
    assert 'href="http://docplayer.dk/3758606-..."' not in page
    assert 'href="https://www.elov.dk/almenboligloven/118a/"' in page


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/parametre/", 12),
        ("/sagsgange/", 12),
        ("/grundlag/", 12),
        ("/grundlag/grundkapital/", 15),
        ("/grundlag/grundkapital/2024-1/", 15),
        ("/grundlag/grundkapital/sammenlign/", 11),
        ("/sagsgange/nybyggeri/2024-2/", 14),
    ],
)
def test_pages_ask_the_database_a_fixed_number_of_times(
    url, most, sagsgange, signed_in, leder, django_assert_max_num_queries
):
    browser = signed_in(leder)
    browser.get(url)
    with django_assert_max_num_queries(most):
        assert browser.get(url).status_code == 200


def test_the_pages_of_an_empty_installation_say_what_to_do(signed_in, leder):
    browser = signed_in(leder)
    assert "Indlæs kommunens filer" in browser.get("/sagsgange/").content.decode()
    assert "Ingen administrationsgrundlag" in browser.get("/grundlag/").content.decode()


def test_loading_the_files_shows_the_difference_and_then_writes(signed_in, leder):
    browser = signed_in(leder)
    page = browser.get("/sagsgange/indlaes/")
    assert "Ny sagsgang: nybyggeri 2024-2" in page.content.decode()
    assert not Sagsgangsversion.objects.exists()
    refused = browser.post("/sagsgange/indlaes/", {"sete": "noget andet"}, follow=True)
    assert "Se forskellen igen" in refused.content.decode()
    assert not Sagsgangsversion.objects.exists()
    browser.post("/sagsgange/indlaes/", {"sete": page.context["sete"]})
    assert Sagsgangsversion.objects.filter(status="vedtaget").count() >= 3
    assert Grundlagsversion.objects.filter(status="vedtaget").count() >= 4
    assert "Intet nyt" in browser.get("/sagsgange/indlaes/").content.decode()


def test_a_draft_is_written_refused_with_its_step_and_field_then_adopted(sagsgange, signed_in, leder, rute):
    browser = signed_in(leder)
    broken = rute("2026-9", "2026-01-05").replace("aktoer: direktionen", "aktoer: ingen_kender", 1)
    response = browser.post("/sagsgange/kladde/", {"tekst": broken})
    page = response.content.decode()
    assert response.status_code == 400
    assert "direktion_oekonomi" in page and "aktoer" in page and "ingen_kender" in page
    browser.post("/sagsgange/kladde/", {"tekst": rute("2026-9", "2026-11-30")})
    address = "/sagsgange/nybyggeri/2026-9/"
    assert "Kladde" in browser.get(address).content.decode()
    refused = browser.post(
        f"{address}vedtag/", {"organ": "udvalget", "dato": "01.01.2099", "kilde": "punkt 4"}
    )
    assert "fremtiden" in refused.content.decode()
    browser.post(f"{address}vedtag/", {"organ": "udvalget", "dato": "01.11.2026", "kilde": "punkt 4"})
    assert Sagsgangsversion.objects.get(version="2026-9").status == "vedtaget"
    assert str(Sagsgangsversion.objects.get(version="2024-2").gyldig_til) == "2026-11-29"


def test_a_base_decided_before_cases_is_drafted_compared_and_recorded(sagsgange, signed_in, leder):
    browser = signed_in(leder)
    draft = {
        "version": "2022-1",
        "gyldig_fra": "01.12.2022",
        "tekst": "Ny tekst",
        "parameter-reserve_pct": "7,5",
    }
    browser.post("/grundlag/grundkapital/kladde/", draft)
    page = browser.get("/grundlag/grundkapital/sammenlign/?a=2024-1&b=2022-1").content.decode()
    assert "Ny" in page and "7,5" in page and "Reserve til regulering af grundkapital" in page
    bad = browser.post("/grundlag/grundkapital/kladde/", {**draft, "parameter-reserve_pct": "101"})
    assert bad.status_code == 400 and "Må højst være 100" in bad.content.decode()
    decision = {"organ": "udvalget", "dato": "02.11.2026", "kilde": "punkt 7"}
    refused = browser.post("/grundlag/grundkapital/2022-1/vedtag/", decision)
    assert "Åbn en ændringssag" in refused.content.decode()
    browser.post("/grundlag/grundkapital/2022-1/vedtag/", {**decision, "dato": "02.11.2022"})
    assert Grundlagsversion.objects.get(version="2022-1").status == "vedtaget"
    before = Grundlagsversion.objects.get(grundlag_id="grundkapital", version="2019-1")
    assert str(before.gyldig_til) == "2022-11-30"


def test_a_draft_of_a_base_is_not_for_boligorganisationer(
    sagsgange, signed_in, leder, boligorganisation_bruger
):
    draft = {"version": "2027-1", "gyldig_fra": "01.01.2027", "tekst": "Hemmeligt udkast"}
    signed_in(leder).post("/grundlag/grundkapital/kladde/", draft)
    assert "2027-1" in signed_in(leder).get("/grundlag/").content.decode()
    browser = signed_in(boligorganisation_bruger)
    assert browser.get("/grundlag/grundkapital/2027-1/").status_code == 404
    for address in ("/grundlag/", "/grundlag/grundkapital/", "/grundlag/grundkapital/sammenlign/"):
        assert "2027-1" not in browser.get(address).content.decode()


def test_a_base_page_shows_what_holds_today_with_its_figures_and_versions(sagsgange, signed_in, revisor):
    page = signed_in(revisor).get("/grundlag/grundkapital/").content.decode()
    assert "2024-1" in page and "2019-1" in page and "Reserve til regulering af grundkapital" in page
    assert "Ikke fastsat" in page
    assert signed_in(revisor).get("/grundlag/findes_ikke/").status_code == 404


def test_the_drawing_shows_what_was_in_force_and_marks_what_is_not_sure(signed_in, revisor):
    response = signed_in(revisor).get("/parametre/finansiering.fordeling/diagram.svg")
    svg = response.content.decode()
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert "<title>" in svg and "Familieboliger" in svg and "stroke-dasharray" in svg
    assert "familieboliger: 5. maj 2004 – 31. december 2006 7 %" in svg
    assert signed_in(revisor).get("/parametre/areal.familie.hoejst/diagram.svg").status_code == 404


def test_the_second_municipality_has_its_own_bases_and_routes(settings, signed_in, leder):
    settings.ALMEN_KOMMUNE = "eksempel"
    browser = signed_in(leder)
    page = browser.get("/sagsgange/indlaes/")
    assert "Eksempel Kommune" in page.content.decode()
    browser.post("/sagsgange/indlaes/", {"sete": page.context["sete"]})
    overview = browser.get("/grundlag/").content.decode()
    assert "Grundlag for nye almene boliger" in overview and "Byrådet" in overview
    assert "Byrådet" in browser.get("/sagsgange/nybyggeri/2020-1/").content.decode()


def test_a_figure_that_nobody_has_checked_for_a_year_says_so(signed_in, revisor, on_day):
    browser = signed_in(revisor)
    assert "efterprøvet" not in browser.get("/parametre/").content.decode()
    on_day(dt.date(2028, 3, 1))
    page = browser.get("/parametre/").content.decode()
    assert "Ikke efterprøvet siden 23. november 2026" in page
    assert "ikke efterprøvet det seneste år" in page
