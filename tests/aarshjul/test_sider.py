"""The wheel's pages and its command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from almen.aarshjul.models import Aarshjulsopgave
from almen.aarshjul.selectors import plan_aar
from almen.cli import cli
from almen.sager.models import Sag


@pytest.fixture
def browse(client, sagsbehandler, start):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_wheel_shows_deadline_state_and_what_is_unsure(browse, start, aar):
    page = browse.get("/aarshjul/").content.decode()
    assert f"Årshjul {aar}" in page and "Styringsdialog" in page and "2 ikke startet" in page
    assert "usikker" in page and "/parametre/regnskab.endeligt/" in page
    start(valgte=["styringsdialog"])
    page = browse.get("/aarshjul/").content.decode()
    assert f"/aarshjul/opgaver/?aar={aar}&amp;punkt=styringsdialog&amp;tilstand=" in page


@pytest.mark.parametrize("started", [False, True])
def test_the_wheel_costs_the_same_however_many_tasks(browse, start, started, aar, django_assert_num_queries):
    if started:
        start()
    browse.get("/aarshjul/")
    with django_assert_num_queries(10):
        browse.get("/aarshjul/")


def test_the_list_of_tasks_costs_the_same_however_many(browse, start, django_assert_num_queries):
    start(valgte=["omraadelister"])
    browse.get("/aarshjul/opgaver/")
    with django_assert_num_queries(7):
        browse.get("/aarshjul/opgaver/")
    start()
    with django_assert_num_queries(7):
        browse.get("/aarshjul/opgaver/")


def test_the_wheel_is_narrowed_by_who_and_by_organisation(browse, organisation):
    page = browse.get("/aarshjul/", {"aktoer": "boligorganisation"}).content.decode()
    assert "Endeligt regnskab" in page and "Statens områdelister" not in page
    page = browse.get("/aarshjul/", {"organisation": organisation.pk}).content.decode()
    assert "1 ikke startet" in page and "Statens områdelister" not in page


def test_a_year_that_is_none_is_refused_by_name(browse):
    for value in ("hest", "1", "99999"):
        page = browse.get("/aarshjul/", {"aar": value})
        assert page.status_code == 400
        assert "mellem 2000 og 2100" in page.content.decode()
    assert browse.get("/aarshjul/start/", {"aar": "2090"}).status_code == 400
    assert browse.get("/aarshjul/", {"eksport": "pdf"}).status_code == 400


def test_the_year_is_handed_out_as_a_spreadsheet(browse, aar):
    lines = browse.get("/aarshjul/", {"eksport": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Opgave;År;Frist;")
    assert len(lines) == 1 + len(plan_aar(aar).frister)
    assert browse.get("/aarshjul/", {"eksport": "xlsx"}).status_code == 200


def test_the_year_is_drawn(browse):
    svg = browse.get("/aarshjul/hjul.svg")
    assert svg.status_code == 200 and svg["Content-Type"].startswith("image/svg+xml")
    assert "1 " in svg.content.decode() and "Styringsdialog" in svg.content.decode()


def test_the_year_is_started_from_its_page_with_a_preview(browse, aar, leder):
    address = f"/aarshjul/start/?aar={aar}"
    page = browse.get(address).content.decode()
    assert f"{len(plan_aar(aar).opgaver)} sager vil blive åbnet" in page and not Sag.objects.exists()
    answer = browse.post(address, {"punkter": ["styringsdialog", "omraadelister"], "ansvarlig": leder.pk})
    assert answer.status_code == 302
    assert Sag.objects.filter(ansvarlig=leder).count() == Aarshjulsopgave.objects.count() == 3
    assert "Styringsdialog (" not in browse.get(address).content.decode()


def test_an_address_may_tick_one_item_at_first(browse, start, aar):
    def ticked(query):
        return browse.get(f"/aarshjul/start/?aar={aar}{query}").content.decode().count("checked")

    assert ticked("&punkt=styringsdialog") == 1
    assert ticked("") == ticked("&punkt=hest") > 1


def test_an_unknown_item_or_nobody_to_answer_opens_nothing(browse, aar):
    address = f"/aarshjul/start/?aar={aar}"
    for data in ({}, {"punkter": ["hest"], "ansvarlig": ""}):
        assert browse.post(address, data).status_code == 400
    assert not Sag.objects.exists()


def test_late_is_found_in_the_list(browse, start, aar):
    start()
    assert browse.get("/aarshjul/opgaver/", {"tilstand": "i_gang", "aar": aar}).status_code == 200
    page = browse.get("/aarshjul/opgaver/", {"q": "Områdelister"}).content.decode()
    assert "1 opgave" in page


def test_a_housing_organisation_sees_its_own_tasks_only(start, aar, client, boligorganisation_bruger):
    start()
    client.force_login(boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/aarshjul/opgaver/").content.decode()
    assert "Boligselskabet Prøven" in page and "Boligforeningen Naboen" not in page
    assert f"Statens områdelister {aar}" not in page and "3 opgaver" in page


def test_the_command_shows_what_is_missing_and_opens_it_once(start, aar, sagsbehandler):
    run = CliRunner().invoke
    shown = json.loads(run(cli, ["aarshjul", "opret", "--aar", str(aar), "--dry-run", "--json"]).output)
    assert len(shown["mangler"]) == len(plan_aar(aar).opgaver) and not Sag.objects.exists()
    args = ["aarshjul", "opret", "--aar", str(aar), "--bruger", sagsbehandler.username, "--json"]
    assert len(json.loads(run(cli, args).output)["oprettet"]) == len(shown["mangler"])
    assert json.loads(run(cli, args).output)["oprettet"] == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--aar", "2026"], "--bruger"),
        (["--dry-run"], "--aar"),
        (["--aar", "2099", "--dry-run"], "2099"),
        (["--kun-forfaldne", "--punkt", "hest", "--dry-run"], "hest"),
        (["--kun-forfaldne", "--bruger", "ingen-saadan"], "ingen-saadan"),
    ],
)
def test_the_command_names_what_is_wrong(sagsgange, args, words):
    result = CliRunner().invoke(cli, ["aarshjul", "opret", *args])
    assert result.exit_code == 2
    assert words in result.output
