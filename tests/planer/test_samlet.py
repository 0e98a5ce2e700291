"""All plans together: what a manager relies on to see what holds where, what is lacking and what runs out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.planer.conftest import TODAY

from almen.omraader.models import Listeudpegning
from almen.omraader.services import Udpegningsinput, designate_omraade
from almen.omraader.services.stand import refresh_stande
from almen.planer.models import Plan
from almen.planer.selectors.politik import maal_of
from almen.planer.selectors.samlet import bars_of, find_mangler, find_udloeb, in_state, state_of
from almen.planer.services import open_plan, save_indsats
from almen.sager.models import Sag

pytestmark = pytest.mark.django_db


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def text(response) -> str:
    return response.content.decode()


def publish(bruger, omraade, klasser, aar=2025):
    Listeudpegning.objects.create(
        omraade=omraade,
        liste=dt.date(aar, 12, 1),
        klasser=klasser,
        kilde="Prøve",
        sikkerhed="sikker",
        registreret_af=bruger,
    )
    refresh_stande([omraade.pk])


OMDANNELSE = ["udsat_boligomraade", "parallelsamfund", "omdannelsesomraade"]


@pytest.fixture
def plan(sagsgange, sagsbehandler, omraader):
    def open_it(navn="Handleplan", art="handleplan", fra=None, til=None, **rest) -> Plan:
        return open_plan(
            bruger=sagsbehandler,
            art=art,
            titel=navn,
            navn=navn,
            fra=fra,
            til=til,
            omraader=omraader[:1],
            **rest,
        )

    return open_it


def test_a_class_that_demands_a_plan_and_has_none_is_told_with_its_paragraph_and_deadline(
    login, sagsbehandler, omraader
):
    publish(sagsbehandler, omraader[0], OMDANNELSE, 2024)
    publish(sagsbehandler, omraader[0], OMDANNELSE, 2025)
    (lacking,) = find_mangler(sagsbehandler, TODAY)
    assert lacking.omraade == omraader[0] and lacking.foelge.plan == "udviklingsplan"
    assert lacking.siden == dt.date(2024, 12, 1) and lacking.frist == dt.date(2025, 6, 1)
    page = text(login(sagsbehandler).get(reverse("planer:mangler")))
    assert "Bispeparken" in page and "§ 168 a" in page and "Overskredet" in page and "Åbn en plan" in page


def test_an_area_without_such_a_class_lacks_nothing(sagsbehandler, omraader):
    publish(sagsbehandler, omraader[0], ["udsat_boligomraade"])
    assert find_mangler(sagsbehandler, TODAY) == []


def test_a_plan_that_runs_out_is_told_until_one_follows_it(login, sagsbehandler, plan):
    old = plan("Den gamle", fra=dt.date(2025, 1, 1), til=dt.date(2026, 12, 31))
    plan("En lang", fra=dt.date(2025, 1, 1), til=dt.date(2029, 12, 31))
    assert list(find_udloeb(sagsbehandler, TODAY)) == [old]
    assert "Den gamle" in text(login(sagsbehandler).get(reverse("planer:mangler")))
    plan("Den nye", fra=dt.date(2027, 1, 1), til=dt.date(2028, 12, 31), erstatter=old)
    assert list(find_udloeb(sagsbehandler, TODAY)) == []


def test_the_states_of_a_plan_follow_from_its_period_and_its_case(sagsbehandler, plan):
    running = plan("Løber", fra=dt.date(2026, 1, 1), til=dt.date(2028, 1, 1))
    coming = plan("Kommer", fra=dt.date(2027, 1, 1))
    over = plan("Slut", fra=dt.date(2020, 1, 1), til=dt.date(2021, 1, 1))
    unknown = plan("Ukendt")
    for state, expected in (
        ("loeber", running),
        ("kommende", coming),
        ("udloebet", over),
        ("uden_periode", unknown),
    ):
        assert list(in_state(Plan.objects.all(), state, TODAY)) == [expected]
    rows = Plan.objects.select_related("sag__overblik").order_by("pk")
    assert [state_of(item, TODAY) for item in rows] == ["Løber nu", "Kommende", "Udløbet", "Uden periode"]


def test_a_plan_in_two_areas_stands_under_each_and_one_without_comes_last(sagsbehandler, plan, omraader):
    both = plan("I begge", fra=dt.date(2026, 1, 1))
    both.omraader.set(omraader)
    plan("Hele byen", fra=dt.date(2026, 1, 1)).omraader.clear()
    rows = Plan.objects.prefetch_related("omraader", "milepaele")
    groups = [(bar.gruppe, bar.navn) for bar in bars_of(rows)]
    assert groups == [
        ("Bispeparken", "I begge"),
        ("Tingbjerg/Utterslevhuse", "I begge"),
        ("Uden bestemt område", "Hele byen"),
    ]


@pytest.mark.parametrize("name", ["liste", "tidslinje"])
def test_a_longer_list_costs_no_more_queries(login, leder, plan, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(leder)
    plan("En", fra=dt.date(2026, 1, 1), til=dt.date(2027, 12, 31))
    url = reverse(f"planer:{name}")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        assert "En" in text(client.get(url))
    for place in range(4):
        plan(f"Plan {place}", fra=dt.date(2026, 1, 1))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few) <= 16


def test_search_finds_by_area_once_and_export_has_the_source(login, revisor, plan, omraader):
    plan("I begge", fra=dt.date(2026, 1, 1), kilde="Udvalget 1. maj").omraader.set(omraader)
    client = login(revisor)
    assert text(client.get(reverse("planer:liste"), {"q": "i"})).count(">I begge<") == 1
    export = client.get(reverse("planer:liste"), {"eksport": "csv"})
    assert "Udvalget 1. maj" in b"".join(export.streaming_content).decode()


def test_the_areas_page_tells_every_plan_that_holds_there_and_what_is_lacking(
    login, revisor, sagsbehandler, plan, omraader
):
    plan("Handleplan for alle", fra=dt.date(2026, 1, 1), til=dt.date(2027, 12, 31))
    publish(sagsbehandler, omraader[0], OMDANNELSE)
    page = text(login(revisor).get(omraader[0].get_absolute_url()))
    assert "Handleplan for alle" in page and "udviklingsplan mangler" in page.lower()


def test_plans_of_cases_that_one_may_not_see_are_on_no_list(login, boligorganisation_bruger, plan):
    plan("Kommunens egen", fra=dt.date(2026, 1, 1))
    client = login(boligorganisation_bruger)
    assert "Kommunens egen" not in text(client.get(reverse("planer:liste")))
    assert client.get(reverse("planer:mangler")).status_code == 403


def test_a_confidential_policy_or_plan_is_named_nowhere_to_those_who_may_not_see_its_case(
    login, sagsbehandler, buf, plan, omraader, politik
):
    hidden, shown = (
        open_plan(
            bruger=sagsbehandler,
            art="handleplan",
            titel=navn,
            navn=navn,
            omraader=[omraade],
            politik=politik,
            aabnet_dato=dt.date(2026, 1, 5),
        )
        for navn, omraade in (("Hemmelig plan", omraader[0]), ("Åben plan", omraader[1]))
    )
    own = open_plan(bruger=sagsbehandler, art="handleplan", titel="Politik", navn="Politikkens sag").sag
    designated = designate_omraade(
        bruger=sagsbehandler,
        omraade=omraader[1],
        udpegning=Udpegningsinput("Politikken", None, None, "Bilag", "sikker"),
    )
    politik.udpegninger.add(designated)
    politik.sag = own
    politik.save()
    Sag.objects.filter(pk__in=[hidden.sag_id, own.pk]).update(fortrolighed="fortrolig")
    for plan_, navn in ((hidden, "Skjult"), (shown, "Kendt")):
        save_indsats(
            bruger=sagsbehandler, plan=plan_, navn=navn, maal=politik.maal.get(nummer=1), ansvarlig="buf"
        )
    for bruger, sees in ((sagsbehandler, True), (buf, False)):
        client = login(bruger)
        assert (politik.navn in text(client.get(omraader[1].get_absolute_url()))) is sees
        assert (politik.navn in text(client.get(shown.get_absolute_url()))) is sees
        assert (omraader[0].navn in text(client.get(reverse("planer:liste")))) is sees
        assert maal_of(politik, bruger)[0].antal_indsatser == (2 if sees else 1)
