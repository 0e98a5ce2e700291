"""The risk pages: what to look at first and whom to meet, each sign with its reason, its figure and its limit."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re

import pytest
from django.urls import reverse
from tests.tilsyn.billeder import make_afdeling, put_tal
from tests.tilsyn.test_billede import LEJETAB, afdelinger  # noqa: F401 - a fixture

from almen.tilsyn.models import Tilsynsbillede
from almen.tilsyn.selectors.risiko import flags_of, latest_year, organisations_in, years
from almen.tilsyn.services.billede import refresh_stale
from almen.tilsyn.services.dialog import open_dialog
from almen.tilsyn.services.revision import Bemaerkningsinput, register_bemaerkning

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
RISIKO, REGLER = "/tilsyn/risiko/", "/tilsyn/risiko/regler/"
ORGANISATIONER = "/tilsyn/risiko/organisationer/"


@pytest.fixture
def browser(client, revisor):
    client.force_login(revisor, BACKEND)
    return client


@pytest.fixture
def tegn(afdelinger):  # noqa: F811
    refresh_stale()
    return afdelinger


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def names(response) -> list[str]:
    return [row.afdeling.navn for row in response.context["page"].object_list]


def test_the_overview_begins_with_where_to_look_first_and_why(browser, tegn):
    page = text(browser.get(RISIKO))
    assert "Se først på Gården 6, Boligselskabet Prøven Lejetab er 4,00 pct." in page
    assert "1 afdeling med alvorlige tegn" in page and "af 6 i regnskabsåret 2025" in page
    assert "Det er over den kritiske værdi på 2,00 pct." in page
    assert "Der er ingen point og ingen vægte." in page


def test_rules_whose_limit_is_not_set_are_named(browser, organisation, sagsbehandler):
    put_tal(sagsbehandler, make_afdeling(organisation, 1), 2025, **{LEJETAB: "9.00"})
    refresh_stale()
    page = text(browser.get(RISIKO))
    assert "2 regler siger intet endnu" in page and "kritisk værdi er passeret; mange ledige boliger" in page
    rules = text(browser.get(REGLER))
    assert "Kommunen har ikke sat kritiske værdier for året." in rules and "Ikke sat" in rules


@pytest.mark.parametrize(
    ("valg", "antal"),
    [
        ({}, 1),
        ({"tegn": "alle"}, 6),
        ({"tegn": "uden"}, 5),
        ({"tegn": "alvorlige"}, 1),
        ({"regel": "daarlig_udvikling"}, 1),
        ({"regel": "revisionsbemaerkning"}, 0),
        ({"tegn": "alle", "gruppe": "etage.mellem.aeldre"}, 6),
        ({"tegn": "alle", "gruppe": "ingen"}, 0),
        ({"tegn": "alle", "bydel": "Valby", "bygningstype": "etage"}, 6),
        ({"tegn": "alle", "q": "gården 3"}, 1),
        ({"tegn": "alle", "aar": "2024"}, 6),
    ],
)
def test_filters_choose_the_same_for_page_and_file(browser, tegn, valg, antal):
    assert len(names(browser.get(RISIKO, valg))) == antal
    rows = browser.get(RISIKO, {**valg, "eksport": "csv"}).getvalue().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(rows), delimiter=";"))) == antal


def test_the_file_has_every_sign_with_its_reason(browser, tegn):
    rows = browser.get(RISIKO, {"eksport": "csv"}).getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(rows), delimiter=";")
    told = row["Alle tegn med begrundelse"].split("\n")
    assert len(told) == 4 and told[0].startswith("Kritisk værdi er passeret: Lejetab er 4,00 pct.")


def test_the_order_is_the_one_that_the_page_explains(browser, sagsbehandler, organisation, tegn):
    put_tal(sagsbehandler, make_afdeling(organisation, 50, boliger=900), 2025, **{LEJETAB: "3.90"})
    put_tal(sagsbehandler, make_afdeling(organisation, 51, boliger=20), 2025, **{LEJETAB: "3.90"})
    refresh_stale()
    assert names(browser.get(RISIKO, {"tegn": "alvorlige"})) == ["Gården 6", "Gården 50", "Gården 51"]


def test_one_afdeling_shows_each_sign_with_the_limit_and_where_it_comes_from(browser, tegn):
    billede = Tilsynsbillede.objects.get(afdeling=tegn[5], aar=2025)
    page = text(browser.get(f"{RISIKO}{billede.pk}/"))
    assert "Lejetab: kritisk, når tallet er højere end. Udvalget. Kilde: Prøve." in page
    assert "1,00 (2022), 1,50 (2023), 1,90 (2024), 4,00 (2025)" in page
    assert "Etagebyggeri, 51–90 m² pr. bolig, før 1960" in page
    assert "ingen; programmets egen regel" in page.lower()


def test_whom_to_meet_first_is_said_in_words_with_its_dialogue(browser, sagsbehandler, organisation, tegn):
    register_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=Bemaerkningsinput(organisation.pk, 2025, "forbehold", "Forbehold", "Side 1"),
    )
    refresh_stale()
    page = text(browser.get(ORGANISATIONER))
    assert "1 bemærkning fra revisionen er ikke afsluttet: forbehold i påtegningen (2025)." in page
    assert "1 af 6 afdelinger har et alvorligt tegn; de har 100 af 600 boliger (17 pct.)." in page


def test_a_dialogue_that_is_missing_is_a_sign_of_the_day_it_is_asked(revisor, organisation, tegn):
    def rules(day):
        (row,) = organisations_in(2025, revisor, day)
        return [item.flag.regel for item in row.tegn]

    assert "styringsdialog_mangler" not in rules(dt.date(2026, 1, 2))
    assert "styringsdialog_mangler" in rules(dt.date(2027, 1, 2))


def test_a_dialogue_is_given_the_signs_of_its_organisation_the_own_ones_first(
    sagsbehandler, organisation, anden_organisation, tegn
):
    register_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=Bemaerkningsinput(organisation.pk, 2025, "kritisk", "Kritik", "Side 1"),
    )
    refresh_stale()
    found = flags_of(organisation, 2025)
    assert [item.sted for item in found] == ["", *["Gården 6 (afd. 6)"] * 4]
    assert found[0].url.startswith("/tilsyn/revision/") and found[1].alvorlig
    assert not [item for item in flags_of(anden_organisation, 2025) if item.alvorlig]


def test_every_rule_is_shown_with_its_limit_source_and_how_often_it_spoke(browser, tegn):
    page = text(browser.get(REGLER))
    assert "Kritisk værdi er passeret 1 tegn i 2025" in page
    assert "over 2,00 pct., fra 1. januar 2000" in page
    assert "Kritiske værdier er sat for 1 af 11 nøgletal. Om de andre siger reglen intet." in page
    assert "Så mange år i træk skal et tal være blevet dårligere, før det er et tegn : 3" in page


@pytest.mark.parametrize(("address", "queries"), [(RISIKO, 14), (ORGANISATIONER, 13)])
def test_pages_ask_as_often_of_many_as_of_few(
    browser, sagsbehandler, organisation, tegn, django_assert_num_queries, address, queries
):
    browser.get(address)
    for extra in (0, 20):
        for number in range(extra):
            put_tal(sagsbehandler, make_afdeling(organisation, 100 + number), 2025, **{LEJETAB: "9.00"})
        refresh_stale()
        with django_assert_num_queries(queries):
            browser.get(address)


def test_the_dialogues_page_shows_the_signs_of_its_accounts_and_the_way_to_the_agenda(
    client, sagsbehandler, sagsgange, organisation, tegn
):
    sag = open_dialog(
        bruger=sagsbehandler, boligorganisation=organisation, aar=2026, frist=dt.date(2026, 12, 1)
    )
    client.force_login(sagsbehandler, BACKEND)
    page = text(client.get(reverse("tilsyn:dialog", args=[sag.nummer])))
    assert "Tegn i risikooverblikket" in page and "Sæt dem på dagsordenen" in page
    assert "Lejetab er 4,00 pct. Det er over den kritiske værdi på 2,00 pct. Gården 6 (afd. 6)" in page


def test_the_year_shown_first_is_the_last_with_key_figures(browser, sagsbehandler, organisation, tegn):
    register_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=Bemaerkningsinput(organisation.pk, 2026, "anbefaling", "Råd", "Side 1"),
    )
    register_bemaerkning(
        bruger=sagsbehandler,
        bemaerkning=Bemaerkningsinput(organisation.pk, 2026, "kritisk", "Kritik", "Side 1"),
    )
    refresh_stale()
    assert years()[0] == 2026 and latest_year() == 2025
    assert "i regnskabsåret 2025" in text(browser.get(RISIKO))
