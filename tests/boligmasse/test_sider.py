"""The pages: the picture with what does not add up, the list, a figure with its history, entering and withdrawing."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from almen.api.auth import forget_tokens
from almen.api.services import create_klient
from almen.boligmasse.demo import load_demo
from almen.boligmasse.models import Boligtal
from almen.boligmasse.selectors import advarsler, completed_since
from almen.boligmasse.services import register_first
from almen.cli.statistik import statistik
from almen.organisationer.selectors import current_profil
from boligmasse.conftest import tal

pytestmark = pytest.mark.django_db
OVERSIGT = "/boligmasse/"


@pytest.fixture
def login(client):
    def act(bruger) -> Client:
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def text(response) -> str:
    return response.content.decode()


def test_the_flag_stands_with_the_figures_their_sum_and_their_source(login, kilden, direktion):
    page = text(login(direktion).get(OVERSIGT))
    assert "Andelene for 2024 giver 100,4 pct." in page
    assert "19,1 + 29,8 + 21,7 + 29,8 = 100,4 pct." in page and "Prøvekilde" in page
    for row in kilden:
        assert f'href="{row.get_absolute_url()}"' in page
    assert "Indtast tal" not in page


def test_each_role_is_offered_only_what_it_may_do(login, sagsbehandler):
    page = text(login(sagsbehandler).get(OVERSIGT))
    assert "Ingen tal endnu" in page and reverse("boligmasse:importer") in page


def test_place_and_years_choose_what_is_shown_and_what_is_fetched(login, put, sagsbehandler):
    put(
        tal("almen", "1111", aar=2020),
        tal("andel", "2222", aar=2020),
        tal("almen", "4444", aar=2021, bydel="Valby"),
    )
    client = login(sagsbehandler)
    whole, part = text(client.get(OVERSIGT)), text(client.get(OVERSIGT, {"bydel": "Valby", "fra": "2021"}))
    assert "1.111" in whole and "4.444" not in whole
    assert "4.444" in part and "1.111" not in part
    assert "bydel=Valby&amp;fra=2021&amp;eksport=csv" in part
    assert "Ingen tal i udsnittet" in text(client.get(OVERSIGT, {"fra": "2030"}))
    wrong = client.get(OVERSIGT, {"fra": "2024", "til": "2020", "bydel": "Nordpolen"})
    assert wrong.status_code == 400 and "samme som fra år eller senere" in text(wrong)
    export = client.get(reverse("boligmasse:liste"), {"bydel": "Valby", "fra": "2021", "eksport": "csv"})
    csv = export.getvalue().decode()
    assert "4444" in csv and "1111" not in csv and "Prøvekilde" in csv


def test_the_charts_are_drawings_of_the_same_figures(login, put, kilden, sagsbehandler):
    put(*(tal(form, "50", emne="faerdiggjort") for form in ("almen", "privat")))
    client = login(sagsbehandler)
    stock = text(client.get(reverse("boligmasse:bestand_svg")))
    assert "2024 Almene boliger: 19,1 pct." in stock
    assert "2023 Private boliger: 50" in text(client.get(reverse("boligmasse:faerdiggjorte_svg")))
    assert "ingen tal at vise" in text(client.get(reverse("boligmasse:bestand_svg"), {"bydel": "Valby"}))


def test_the_list_finds_by_tenure_name_and_shows_the_history_when_asked(login, put, sagsbehandler):
    put(tal("privat_udlejning", "111"), tal("almen", "222"))
    put(tal("privat_udlejning", "333"), begrundelse="Nyere tal")
    client, address = login(sagsbehandler), reverse("boligmasse:liste")
    found = text(client.get(address, {"q": "private udlejning"}))
    assert "333" in found and "111" not in found and "222" not in found
    old = text(client.get(address, {"vis": "historik"}))
    assert "111" in old and "333" not in old


def test_a_figure_is_entered_replaced_and_withdrawn_by_hand(login, sagsbehandler):
    client = login(sagsbehandler)
    entered = {
        "emne": "bestand",
        "enhed": "andel",
        "aar": "2024",
        "bydel": "hele",
        "ejerform": "almen",
        "vaerdi": "19,10",
        "kilde": "Notat",
        "laest": "02.01.2026",
        "sikkerhed": "usikker",
    }
    page = client.post(reverse("boligmasse:nyt"), entered, follow=True)
    row = Boligtal.objects.get()
    assert (str(row.tal), row.bydel, row.sikkerhed) == ("19.10", "", "usikker")
    assert "19,10 pct., som kilden trykker det" in text(page)
    again = client.post(reverse("boligmasse:nyt"), {**entered, "vaerdi": "20"})
    assert "Skal udfyldes, fordi tallet erstatter et andet." in text(again)
    replaced = {"vaerdi": "20", "kilde": "Notat 2", "laest": "03.01.2026", "sikkerhed": "sikker"}
    address = reverse("boligmasse:erstat", args=[row.pk])
    assert "Skriv, hvorfor tallet erstattes." in text(client.post(address, replaced))
    page = text(client.post(address, {**replaced, "begrundelse": "Nyt notat"}, follow=True))
    assert "Nyt notat" in page and "19,10" in page and "2 aflæsninger" in page
    assert client.get(address).status_code == 404
    newest = Boligtal.objects.gaeldende().get()
    page = client.post(
        reverse("boligmasse:tilbagekald", args=[newest.pk]), {"begrundelse": "Forkert"}, follow=True
    )
    assert "Tallet er tilbagekaldt" in text(page) and not Boligtal.objects.gaeldende().exists()


@pytest.mark.parametrize(
    ("vaerdi", "mangler", "says"),
    [
        ("", "", "Skriv et tal."),
        ("19.1", "", "Punktum skiller tusinder"),
        ("5", "on", "begge dele kan ikke gælde"),
        ("101", "", "fra 0 til 100 pct."),
    ],
)
def test_a_bad_figure_is_told_at_its_field(login, sagsbehandler, vaerdi, mangler, says):
    data = {"emne": "bestand", "enhed": "andel", "aar": "2024", "bydel": "hele", "ejerform": "almen"}
    data |= {"vaerdi": vaerdi, "mangler": mangler, "kilde": "N", "laest": "02.01.2026", "sikkerhed": "sikker"}
    page = login(sagsbehandler).post(reverse("boligmasse:nyt"), data)
    assert says in text(page) and not Boligtal.objects.exists()


def test_that_the_source_does_not_tell_is_entered_by_a_tick(login, sagsbehandler):
    data = {"emne": "bestand", "enhed": "antal", "aar": "2024", "bydel": "Valby", "ejerform": "almen"}
    data |= {"mangler": "on", "kilde": "N", "laest": "02.01.2026", "sikkerhed": "sikker"}
    login(sagsbehandler).post(reverse("boligmasse:nyt"), data)
    assert (Boligtal.objects.get().tal, Boligtal.objects.get().bydel) == (None, "Valby")


def test_the_pages_cost_the_same_queries_however_much_there_is(
    login, administrator, django_assert_num_queries, django_assert_max_num_queries
):
    client = login(administrator)

    def fill(years, bydele):
        places = ["", *(item.navn for item in current_profil().bydele[:bydele])]
        register_first(
            bruger=administrator,
            tal=[
                tal(form, str(10 if place else 10 * bydele), aar=aar, bydel=place, emne=emne)
                for aar in years
                for place in places
                for form in ("almen", "andel", "ejer", "privat_udlejning", "uoplyst")
                for emne in ("bestand", "faerdiggjort")
            ],
        )

    fill([2024], 1)
    client.get(OVERSIGT)
    for _ in range(2):
        with django_assert_num_queries(5):
            assert client.get(OVERSIGT).status_code == 200
        with django_assert_max_num_queries(5):
            assert client.get(reverse("boligmasse:liste")).status_code == 200
        if Boligtal.objects.count() < 100:
            fill(range(2004, 2024), 10)
    pk = Boligtal.objects.latest("pk").pk
    with django_assert_num_queries(5):
        client.get(reverse("boligmasse:boligtal", args=[pk]))


def test_the_demo_shows_the_source_documents_figures_and_their_flag(sagsbehandler):
    load_demo(sagsbehandler)
    (fault,) = advarsler()
    assert (fault.type, str(fault.sum)) == ("andele_ikke_100", "100.4")
    assert not any(row.demo for row in fault.tal)
    since = completed_since(2014)
    assert (since.beregnet.almene, str(since.beregnet.andel)) == (4300, "9.0")
    assert [str(item.andele[0].tal.tal) for item in since.offentliggjort] == ["9", "4300"]
    made = Boligtal.objects.filter(demo=True)
    assert made.count() > 500 and not made.exclude(kilde__startswith="DEMO").exists()
    before = Boligtal.objects.count()
    load_demo(sagsbehandler)
    assert Boligtal.objects.count() == before


def test_a_municipality_without_demo_figures_has_none(sagsbehandler, settings):
    settings.ALMEN_KOMMUNE = "eksempel"
    load_demo(sagsbehandler)
    assert not Boligtal.objects.exists()


def test_the_command_gives_shares_completions_flags_and_sources(kilden, put):
    put(*(tal(form, "50", emne="faerdiggjort") for form in ("almen", "privat")))
    answer = json.loads(CliRunner().invoke(statistik, ["boligmasse", "--json"]).output)
    assert (answer["aar"], answer["bydel"], answer["sum"]) == (2024, None, "100.4")
    assert [item["andel"] for item in answer["andele"]] == ["19.1", "29.8", "21.7", "29.8"]
    assert answer["faerdiggjorte"][0]["ejerformer"][0]["antal"] == 50
    (flag,) = answer["advarsler"]
    assert (flag["type"], flag["aar"], flag["sum"], flag["kilde"]) == (
        "andele_ikke_100",
        2024,
        "100.4",
        "Prøvekilde",
    )
    assert answer["almen_andel"]["andel"] == "50.0"
    assert [item["kilde"] for item in answer["kilder"]] == ["Prøvekilde"]
    told = CliRunner().invoke(statistik, ["boligmasse"]).output
    assert "2024  Almene boliger: 19,1 pct." in told and "Advarsel: Boligmassen 2024" in told
    empty = CliRunner().invoke(statistik, ["boligmasse", "--bydel", "Valby", "--json"])
    assert json.loads(empty.output)["andele"] == []
    wrong = CliRunner().invoke(statistik, ["boligmasse", "--bydel", "Nordpolen", "--aar", "24"])
    assert wrong.exit_code == 2 and "Valby" in wrong.output and "fra 1900 til 2099" in wrong.output


def test_the_api_answers_as_the_command_and_refuses_a_district_that_is_not_there(
    client, kilden, administrator
):
    forget_tokens()
    _, token = create_klient(af=administrator, navn="Prøve", bruger=administrator)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    answer = client.get("/api/v1/boligmasse", **headers).json()
    assert answer == json.loads(CliRunner().invoke(statistik, ["boligmasse", "--json"]).output)
    wrong = client.get("/api/v1/boligmasse?bydel=Nordpolen", **headers)
    assert wrong.status_code == 404 and "Valby" in wrong.json()["detail"]
    assert client.get("/api/v1/boligmasse?aar=24", **headers).status_code == 422
