"""The public pages as a reader and a program meet them: found, described, followed, paged, and the same for everybody."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almen.offentlig.raekker import felter_of
from almen.offentlig.views import samling as samlingsvisning
from almen.sager.services import publish_dokument
from almen.ui import offentligt
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, samlinger
from offentlig.conftest import add_pdf, body_of, decide, open_case

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def besluttet(sagsgange, sagsbehandler, organisation):
    """Three cases that the committee has decided."""
    sager = [open_case(sagsbehandler, organisation, f"Nyt tag {number}") for number in (1, 2, 3)]
    for sag in sager:
        decide(sagsbehandler, sag, "udvalget", moede="Møde 1, punkt 2")
    return sager


def test_the_sign_in_page_leads_to_what_needs_no_sign_in(client, db):
    assert 'href="/offentlig/"' in client.get("/konto/login/").content.decode()


def test_the_front_page_counts_and_shows_the_newest(client, besluttet):
    page = client.get("/offentlig/").content.decode()
    assert "<strong>3</strong><span>Sager</span>" in page
    assert "Nyt tag 3" in page


def test_a_public_page_has_no_internal_menu_whoever_asks(client, besluttet, leder):
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/offentlig/sager/{besluttet[0].nummer}/").content.decode()
    assert "Leif Leder" not in page
    assert 'href="/sager/"' not in page and 'href="/journal/"' not in page
    assert 'href="/tilgaengelighed/"' in page and "Kontakt Københavns Kommune" in page


def test_a_case_shows_its_way_and_who_decided(client, besluttet):
    page = client.get(f"/offentlig/sager/{besluttet[0].nummer}/").content.decode()
    assert "Klima-, Miljø- og Teknikudvalget" in page
    assert "Møde 1, punkt 2" in page
    assert "DEMO</span></c" not in page


def test_the_page_and_its_json_tell_the_same(client, besluttet):
    path = f"/offentlig/sager/{besluttet[0].nummer}/"
    page, data = client.get(path).content.decode(), client.get(f"{path}data.json").json()
    assert data["titel"] == "Nyt tag 1" and data["url"].endswith(path)
    for item in data["beslutninger"]:
        assert item["trin"] in page and item["organ"] in page
        assert client.get(item["url"]).status_code == 200


@pytest.mark.parametrize("samling", ["sager", "beslutninger", "dokumenter"])
def test_lists_ask_the_same_few_questions_however_many_rows(
    client, sagsbehandler, besluttet, samling, organisation
):
    def number_of_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/offentlig/{samling}/").status_code == 200
        return len(queries)

    publish_dokument(bruger=sagsbehandler, dokument=add_pdf(sagsbehandler, besluttet[0], "A", "aaben"))
    few = number_of_queries()
    assert few <= 2
    for number in range(3):
        sag = open_case(sagsbehandler, organisation, f"Flere {number}")
        decide(sagsbehandler, sag, "udvalget")
        publish_dokument(bruger=sagsbehandler, dokument=add_pdf(sagsbehandler, sag, f"B{number}", "aaben"))
    assert number_of_queries() == few


def test_the_front_page_and_a_case_ask_a_number_of_questions_that_does_not_grow(client, besluttet):
    client.get("/offentlig/")
    with CaptureQueriesContext(connection) as front:
        client.get("/offentlig/")
    with CaptureQueriesContext(connection) as case:
        client.get(f"/offentlig/sager/{besluttet[0].nummer}/")
    # One for each collection and what the page itself asks.
    assert len(front) <= 20 and len(case) <= 9


def test_downloads_are_paged_in_an_order_that_is_the_same_every_time(client, besluttet, monkeypatch):
    whole = [row["id"] for row in client.get("/offentlig/beslutninger/data.json").json()["raekker"]]
    monkeypatch.setattr(samlingsvisning, "PAGE", 2)
    paged, url = [], "/offentlig/beslutninger/data.json"
    while url:
        page = client.get(url).json()
        paged += [row["id"] for row in page["raekker"]]
        url = page["naeste"]
    assert paged == whole and len(whole) == len(set(whole)) >= 3


@pytest.mark.parametrize("side", ["0", "-1", "x", "²", "99", "1e3", ""])
def test_a_page_that_is_not_there_is_404(client, besluttet, side):
    assert client.get(f"/offentlig/sager/data.json?side={side}").status_code == 404


def test_the_csv_holds_the_same_rows_as_the_json(client, besluttet):
    text = body_of(client.get("/offentlig/sager/data.csv")).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    data = client.get("/offentlig/sager/data.json").json()["raekker"]
    assert [row["Sagsnummer"] for row in rows] == [row["nummer"] for row in data]


@pytest.mark.parametrize("samling", samlinger(), ids=lambda item: item.id)
def test_every_field_that_is_given_is_described_and_no_other(client, besluttet, samling):
    described = client.get(f"/offentlig/{samling.id}/beskrivelse.json").json()
    fields = {felt["id"]: felt for felt in described["felter"]}
    assert all(felt["beskrivelse"] for felt in fields.values())
    assert described["kilde"] and described["udgiver"] == "Københavns Kommune"
    assert described["licens_note"] or described["licens"]["navn"]
    for row in client.get(f"/offentlig/{samling.id}/data.json").json()["raekker"]:
        assert set(row) == set(fields)
    for item in described["hent"]:
        answer = client.get(item["url"])
        assert answer.status_code == 200 and answer["Content-Type"].startswith(item["mimetype"])
    page = client.get(f"/offentlig/{samling.id}/beskrivelse/").content.decode()
    assert all(f"<code>{name}</code>" in page for name in fields)


def test_the_catalogue_holds_every_collection(client, besluttet):
    found = client.get("/offentlig/katalog.json").json()["datasaet"]
    assert [item["id"] for item in found] == [item.id for item in samlinger()]


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_decisions_can_be_followed(client, besluttet, name):
    root = ET.fromstring(client.get(f"/offentlig/beslutninger/{name}").content)
    entries = root.findall(f"{ATOM}entry") or root.findall("channel/item")
    assert len(entries) == len(client.get("/offentlig/beslutninger/data.json").json()["raekker"])
    assert "Nyt tag" in ET.tostring(entries[0], encoding="unicode")


def test_a_feed_of_demo_rows_says_so_in_every_title(client, besluttet):
    besluttet[0].demo = True
    besluttet[0].save(update_fields=["demo"])
    root = ET.fromstring(client.get("/offentlig/beslutninger/atom.xml").content)
    marked = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
    assert (
        sum(title.startswith("DEMO: ") for title in marked)
        == sum("Nyt tag 1" in title for title in marked)
        > 0
    )
    page = client.get(f"/offentlig/sager/{besluttet[0].nummer}/").content.decode()
    assert 'a-tone-demo">DEMO' in page


def test_the_map_names_every_public_case_and_robots_name_the_map(client, besluttet, settings):
    settings.ALMEN_DEMO = False
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/offentlig/sitemap.xml" in robots and "Disallow: /\n" in robots
    part = client.get("/offentlig/sitemap-sager.xml").content.decode()
    assert all(f"/offentlig/sager/{sag.nummer}/" in part for sag in besluttet)
    assert client.get("/offentlig/sitemap-brugere.xml").status_code == 404


def test_search_engines_keep_out_of_a_demo(client, settings, db):
    settings.ALMEN_DEMO = True
    assert client.get("/robots.txt").content.decode().splitlines() == ["User-agent: *", "Disallow: /"]


def test_search_finds_in_every_collection_by_every_word(client, besluttet):
    page = client.get("/offentlig/soeg/", {"q": f"tag {besluttet[1].nummer}"}).content.decode()
    assert "Nyt tag 2" in page and "Nyt tag 3" not in page
    assert "familiebolig" in client.get("/offentlig/soeg/?q=bruttoetageareal+familiebolig").content.decode()
    assert "Intet fundet" in client.get("/offentlig/soeg/?q=findesaldrig").content.decode()


@pytest.mark.parametrize("q", ["x", "y" * 201])
def test_a_search_that_cannot_be_made_says_what_is_allowed(client, db, q):
    answer = client.get("/offentlig/soeg/", {"q": q})
    assert answer.status_code == 400
    assert "tegn" in answer.content.decode()


@pytest.mark.parametrize("path", ["/offentlig/soeg/?q=tag", "/offentlig/sager/?q=tag"])
def test_searching_has_a_limit_and_reading_has_not(client, besluttet, settings, path):
    settings.ALMEN_OFFENTLIG_SOEGNINGER = "2/m/ip"
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(path)["Retry-After"] == "60"
    assert client.get("/offentlig/sager/").status_code == 200


@pytest.mark.parametrize("sort", ["titel", "-titel", "boligorganisation", "findes_ikke"])
def test_lists_sort_search_and_refuse_other_downloads(client, besluttet, sort):
    titles = [f"Nyt tag {number}" for number in (1, 2, 3)]
    page = client.get(f"/offentlig/sager/?sort={sort}&q=tag").content.decode()
    places = [page.index(title) for title in titles]
    if sort.endswith("titel"):
        assert places == sorted(places, reverse=sort.startswith("-"))
    assert client.get("/offentlig/sager/?eksport=xlsx").status_code == 400


def test_a_list_in_memory_sorts_searches_and_pages_as_the_others(client, sagsgange):
    page = client.get("/offentlig/parametre/?q=areal&sort=-navn").content.decode()
    assert "bruttoetageareal" in page and 'aria-sort="descending"' in page
    assert "Side 2" in client.get("/offentlig/parametre/?side=2").content.decode()
    assert client.get("/offentlig/parametre/", {"q": "y" * 201}).status_code == 200


def test_drafts_are_not_public_and_what_was_adopted_is(client, sagsgange, leder):
    from almen.grundlag.models import Sagsgangsversion

    version = Sagsgangsversion.objects.get(sagstype="nybyggeri", version="2024-2")
    path = "/offentlig/sagsgange/nybyggeri:2024-2/"
    assert "Direktionen godkender" in client.get(path).content.decode()
    version.pk, version.version, version.status = None, "2099-kladde", "kladde"
    version.gyldig_fra = version.gyldig_fra.replace(year=2099)
    version.save()
    hidden, never = (
        client.get("/offentlig/sagsgange/nybyggeri:2099-kladde/"),
        client.get("/offentlig/sagsgange/x:y/"),
    )
    assert (hidden.status_code, hidden.content) == (
        never.status_code,
        never.content,
    ) and hidden.status_code == 404
    assert "2099" not in client.get("/offentlig/sagsgange/").content.decode()


def test_who_decides_is_answered_for_anybody(client, sagsgange):
    page = client.get(
        "/offentlig/hvem-beslutter/?sagstype=nybyggeri&boligtype=ungdom&dato=01.03.2023"
    ).content.decode()
    assert "Borgerrepræsentationen godkender" in page
    assert client.get("/offentlig/hvem-beslutter/?dato=i+går").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written_there(client, besluttet, method):
    assert getattr(client, method)(f"/offentlig/sager/{besluttet[0].nummer}/").status_code == 405


def test_a_room_above_makes_its_things_public_by_registering_them_and_only_so(client, db):
    rows = [{"navn": "Bispebjerg", "antal": 7}]
    assert client.get("/offentlig/bydele/").status_code == 404
    offentligt.register(
        Offentligsamling(
            id="bydele", navn="Bydele", ental="bydel", flertal="bydele", beskrivelse="Prøve", kilde="Prøve",
            felter=(Kolonne("navn", "Navn", "navn"), Kolonne("antal", "Antal", "antal", "heltal")),
            raekker=lambda: rows,
            noegle=lambda row: row["navn"], titel=lambda row: row["navn"],
        )
    )  # fmt: skip
    try:
        assert "Bispebjerg" in client.get("/offentlig/bydele/").content.decode()
        assert client.get("/offentlig/bydele/Bispebjerg/data.json").json()["antal"] == 7
        assert client.get("/offentlig/bydele/Andet/").status_code == 404
        assert "Bydele" in client.get("/offentlig/").content.decode()
        assert "Bispebjerg" in client.get("/offentlig/soeg/?q=bispe").content.decode()
        assert [felt.id for felt in felter_of(offentligt.get_samling("bydele"))] == ["navn", "antal", "demo"]
    finally:
        offentligt.unregister("bydele")


def test_a_bases_figures_are_named_with_their_unit(client, sagsgange, leder):
    from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion

    base = Administrationsgrundlag.objects.get(pk="grundkapital")
    Grundlagsversion.objects.create(
        grundlag=base, version="2026-9", status="vedtaget", gyldig_fra=dt.date(2026, 1, 1), vedtaget_dato=dt.date(2025, 12, 1),
        vedtaget_af="borgerrepraesentationen", kilde="referat", sikkerhed="sikker", tekst="Tekst", parametre={"reserve_pct": "7.5"}, registreret_af=leder,
    )  # fmt: skip
    page = client.get("/offentlig/administrationsgrundlag/grundkapital:2026-9/").content.decode()
    assert (
        "Reserve til regulering af grundkapital" in page
        and "7,5 procent" in page
        and "reserve_pct" not in page
    )
    told = client.get("/offentlig/administrationsgrundlag/grundkapital:2026-9/data.json")
    assert '"reserve_pct": "7.5"' in told.content.decode()


def test_the_numbers_of_our_own_list_are_told_nobody(client, sagsgange):
    """A route may rest on a statement of ours (M8); to others such a number is no law."""
    pages = [
        client.get("/offentlig/sagsgange/grundlagsaendring:2026-1/").content.decode(),
        client.get("/offentlig/hvem-beslutter/?sagstype=nybyggeri&dato=24.11.2026").content.decode(),
    ]
    for page in pages:
        assert not re.search(r">[^<]*\bM\d+\b[^<]*<", page)


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_feed_without_rows_is_the_same_each_time(client, sagsgange, time_machine, form):
    time_machine.move_to(dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC))
    first = client.get(f"/offentlig/moeder/{form}.xml").content
    time_machine.move_to(dt.datetime(2026, 11, 26, 9, 5, tzinfo=dt.UTC))
    assert client.get(f"/offentlig/moeder/{form}.xml").content == first
