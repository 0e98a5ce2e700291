"""The page of the event log and its files: what is told, to whom, and what a wrong period gives."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from tests.byggeri.conftest import decide, make_sag

from almen.analyse.haendelseslog.formater import LOGFORMATER
from almen.sager.models import Sag
from analyse.haendelseslog.conftest import DECIDED, logged

pytestmark = pytest.mark.django_db
PAGE = "/analyse/log/"


def fetch(client, art, **query):
    return client.get(reverse("analyse:log_hent", args=[art]), query)


def test_the_page_tells_how_much_there_is_and_what_never_is(by, client, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(PAGE).content.decode()
    assert "registrerede beslutninger" in page and ">6<" in page and ">3<" in page
    assert "Fortrolige og interne sager" in page and "Kun dage er registreret" in page
    assert all(f"/analyse/log/hent/{art}/" in page for art in LOGFORMATER)


@pytest.mark.parametrize("art", LOGFORMATER)
def test_a_file_is_sent_as_it_is_read_and_named_by_its_day(by, client, sagsbehandler, art, time_machine):
    client.force_login(sagsbehandler)
    time_machine.move_to("2026-11-26 12:00", tick=False)
    client.force_login(sagsbehandler)
    answer = fetch(client, art)
    assert answer.streaming and answer["Content-Type"] == LOGFORMATER[art].mimetype
    assert f'filename="haendelseslog-2026-11-26.{LOGFORMATER[art].endelse}"' in answer["Content-Disposition"]
    assert answer.getvalue() == b"".join(LOGFORMATER[art].skriv(logged(sagsbehandler)))


def test_the_file_holds_what_the_page_has_filtered(by, client, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(PAGE, {"sagstype": "handleplan", "fra": "01.01.2026"})
    assert ">1<" in page.content.decode()
    assert "/analyse/log/hent/ocel/?sagstype=handleplan&amp;fra=01.01.2026" in page.content.decode()
    log = json.loads(fetch(client, "ocel", sagstype="handleplan", fra="01.01.2026").getvalue())
    assert [item["id"] for item in log["objects"] if item["type"] == "sag"] == [f"sag:{by.plan.sag.nummer}"]


def test_who_sees_fewer_cases_gets_fewer(by, client, suf):
    client.force_login(suf)
    log = json.loads(fetch(client, "ocel").getvalue())
    told = {item["id"].removeprefix("sag:") for item in log["objects"] if item["type"] == "sag"}
    assert told == set(
        Sag.objects.filter(fortrolighed="aaben", annulleret=None, deltagere__aktoer="suf")
        .exclude(beslutninger=None)
        .values_list("nummer", flat=True)
    )


@pytest.mark.parametrize(
    ("query", "besked"),
    [
        ({"fra": "31.02.2026"}, "Åbnet fra og med"),
        ({"fra": "01.02.2026", "til": "01.01.2026"}, "Skal være samme dag som fra-datoen eller senere."),
        ({"sagstype": "hemmelig_type"}, "Vælg en af mulighederne på listen."),
    ],
)
def test_what_cannot_be_read_gives_the_page_with_the_fault_and_no_file(
    by, client, sagsbehandler, query, besked
):
    client.force_login(sagsbehandler)
    for answer in (client.get(PAGE, query), fetch(client, "xes", **query)):
        assert answer.status_code == 400 and not answer.streaming
        assert besked in answer.content.decode() and "Ret de felter" in answer.content.decode()


def test_an_empty_log_says_so_and_offers_no_file(sagsgange, client, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(PAGE).content.decode()
    assert "Ingen sager i udsnittet" in page and "/analyse/log/hent/ocel/" not in page


def test_a_format_that_is_not_there_is_not_found(sagsgange, client, sagsbehandler):
    client.force_login(sagsbehandler)
    assert fetch(client, "csv").status_code == 404
    assert client.post(reverse("analyse:log_hent", args=["xes"])).status_code == 405


def test_the_page_asks_the_same_however_many_cases(
    by, client, sagsbehandler, organisation, django_assert_num_queries
):
    client.force_login(sagsbehandler)
    client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(PAGE)
    for _ in range(3):
        decide(make_sag(sagsbehandler, organisation), sagsbehandler, "ansoegning", dato=DECIDED)
    with django_assert_num_queries(7):
        client.get(PAGE)
