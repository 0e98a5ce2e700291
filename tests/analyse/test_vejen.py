"""The whole way of cases: what is joined, who sees it, what it costs, and the published times that the rule reproduces."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.analyse.test_straekninger import LAGS

from almen.analyse import regning
from almen.analyse.regneprogram import compute
from almen.analyse.selectors import varighed
from almen.analyse.selectors.vejen import ways_of
from almen.analyse.straekninger import vejkort_of
from almen.analyse.vej import Stand
from almen.analyse.views.vejen import bars_of
from almen.byggeri.models import Byggesag, Lokalplan, Lokalplanprojekt
from almen.byggeri.services import DelInput, open_nybyggeri, open_renovering, register_garanti
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, edit_sag, record_beslutning
from almen.sagsgang.udfald import Udfald, allowed_udfald

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 26)
FAMILIE, UNGDOM = DelInput("familie", antal=40), DelInput("ungdom", antal=20)
SOURCE = "https://example.org/referat"


def make_sag(bruger, organisation, opened=dt.date(2016, 1, 4), dele=(FAMILIE,), **more) -> Sag:
    more.setdefault("titel", "Prøvehusene")
    return open_nybyggeri(
        bruger=bruger, boligorganisation=organisation, dele=dele, aabnet_dato=opened, **more
    )


def walk(sag, bruger, goal, dato, earlier=None):
    """Decides what stands open on the way to `goal`, on `earlier`, and the goal itself on `dato`."""
    while True:
        course = load_forloeb(Sag.objects.get(pk=sag.pk))
        before = course.sagsgang.forgaengere[goal]
        step = next(
            (t for t in course.sagsgang.orden if t.id in course.tilstand.aabne and t.id in before), None
        )
        if step is None:
            return
        day = dato if step.id == goal else earlier or dato
        given = {"bruger": bruger, "sag": sag, "trin": step.id, "dato": day, "kilde": SOURCE}
        given["udfald"] = next(item for item in allowed_udfald(step) if item != Udfald.FRAFALDET)
        try:
            record_beslutning(**given)
        except BeslutningAfvist as refused:
            failing = [key.removeprefix("kontrol:") for key in refused.fejl if key.startswith("kontrol:")]
            record_beslutning(**given, dispensationer=dict.fromkeys(failing, "Prøve"))


def way_of(bruger, sag):
    (found,) = ways_of(bruger, sag.sagstype, TODAY, sag=sag.pk)
    return found


def link(bruger, sag, nummer, **days):
    plan = Lokalplan.objects.create(nummer=nummer, navn="Plan", **days)
    Lokalplanprojekt.objects.create(
        lokalplan=plan, projekt=sag.projekt, m2=Decimal(100), registreret_af=bruger
    )


def lags():
    with LAGS.open(encoding="utf-8") as file:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", lags())
def test_published_times_from_approval_to_guarantee_follow_from_the_cases_decisions(
    sagsgange, sagsbehandler, organisation, row
):
    first, approved, given = (
        dt.date.fromisoformat(row[key]) if row[key] else None
        for key in ("godkendt_foerst", "godkendt", "garanti")
    )
    opened = (first or approved) - dt.timedelta(days=150)
    if row["sagstype"] == "nybyggeri":
        sag = make_sag(sagsbehandler, organisation, opened, titel=row["projekt"])
    else:
        sag = open_renovering(
            bruger=sagsbehandler, titel=row["projekt"], boligorganisation=organisation, problemer=["bygning"], aabnet_dato=opened
        )  # fmt: skip
    register_garanti(bruger=sagsbehandler, sag=sag, laan=10_000_000, brutto=5_000_000, kilde=SOURCE)
    if first:
        walk(sag, sagsbehandler, "br_godkendelse", first, opened)
        assert way_of(sagsbehandler, sag).dage["godkendelse"] == first
        record_beslutning(
            bruger=sagsbehandler,
            sag=sag,
            trin="tilsagn" if row["sagstype"] == "nybyggeri" else "garanti",
            udfald="sendt_tilbage",
            tilbage_til="udvalg_anbefaling",
            begrundelse="Projektet er ændret",
            dato=first + dt.timedelta(days=200),
            kilde=SOURCE,
        )
        # The first approval does not stand any more, and nothing stands in for it.
        assert "godkendelse" not in way_of(sagsbehandler, sag).dage
    walk(sag, sagsbehandler, "br_godkendelse", approved)
    walk(sag, sagsbehandler, "garanti", given, approved + dt.timedelta(days=30))
    length = way_of(sagsbehandler, sag).laengder["godkendelse_til_garanti"]
    assert (length.stand, length.begyndt) == (Stand.AFSLUTTET, approved)
    assert length.dage == (given - approved).days


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


@pytest.fixture
def in_process(monkeypatch):
    """The statistics without their own process, which takes seconds to start."""
    monkeypatch.setattr(varighed, "answers_to", compute)


@pytest.fixture
def whole(sagsgange, sagsbehandler, organisation):
    """A case with days of all three links, on the route that was in force then."""
    sag = make_sag(sagsbehandler, organisation, titel="Hele vejen")
    link(sagsbehandler, sag, "701", startredegoerelse=dt.date(2012, 1, 1), forslag=dt.date(2013, 1, 1), hoering_slut=dt.date(2013, 3, 1), vedtaget=dt.date(2014, 1, 1))  # fmt: skip
    register_garanti(bruger=sagsbehandler, sag=sag, laan=10_000_000, brutto=5_000_000, kilde=SOURCE)
    for goal, day in (
        ("ansoegning", dt.date(2016, 2, 1)),
        ("br_godkendelse", dt.date(2016, 9, 1)),
        ("tilsagn", dt.date(2016, 10, 1)),
    ):
        walk(sag, sagsbehandler, goal, day)
    Byggesag.objects.create(sag=sag, ansoegt=dt.date(2017, 1, 1), tilladelse=dt.date(2017, 7, 1))
    return sag


def test_the_three_links_are_joined_and_what_is_not_known_is_not_filled_in(whole, sagsbehandler):
    found = way_of(sagsbehandler, whole)
    assert found.dage == {
        "startredegoerelse": dt.date(2012, 1, 1),
        "forslag": dt.date(2013, 1, 1),
        "hoering_slut": dt.date(2013, 3, 1),
        "vedtaget": dt.date(2014, 1, 1),
        "ansoegning": dt.date(2016, 2, 1),
        "godkendelse": dt.date(2016, 9, 1),
        "tilsagn": dt.date(2016, 10, 1),
        "byggetilladelse_soegt": dt.date(2017, 1, 1),
        "byggetilladelse": dt.date(2017, 7, 1),
    }
    assert found.laengder["lokalplan"].dage == 731
    assert found.laengder["plan_til_ansoegning"].dage == 761
    assert found.laengder["hele_vejen"].stand is Stand.UAFSLUTTET
    assert found.laengder["skema_b_til_skaeringsdag"].stand is Stand.IKKE_BEGYNDT
    Byggesag.objects.update(ibrugtaget=dt.date(2019, 1, 1))
    assert (
        way_of(sagsbehandler, whole).laengder["hele_vejen"].dage
        == (dt.date(2019, 1, 1) - dt.date(2012, 1, 1)).days
    )


def test_of_several_plans_the_first_start_and_the_last_end_count_and_none_where_one_lacks_it(
    whole, sagsbehandler
):
    link(sagsbehandler, whole, "702", startredegoerelse=dt.date(2011, 5, 1), vedtaget=dt.date(2015, 6, 1))
    found = way_of(sagsbehandler, whole)
    assert (found.dage["startredegoerelse"], found.dage["vedtaget"]) == (
        dt.date(2011, 5, 1),
        dt.date(2015, 6, 1),
    )
    assert "forslag" not in found.dage and found.laengder["lokalplan_forslag"].stand is Stand.MANGLER_SLUT
    link(sagsbehandler, whole, "703")
    assert "startredegoerelse" not in way_of(sagsbehandler, whole).dage


def test_a_case_that_was_rejected_ran_until_then(sagsgange, sagsbehandler, organisation):
    sag = make_sag(sagsbehandler, organisation)
    walk(sag, sagsbehandler, "br_godkendelse", dt.date(2016, 9, 1), dt.date(2016, 3, 1))
    steps = load_forloeb(sag).sagsgang.efter_id
    ending = next(
        t
        for t in load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand.aabne
        if steps[t].ved_forkastet == "afslut"
    )
    record_beslutning(bruger=sagsbehandler, sag=sag, trin=ending, udfald="forkastet", begrundelse="Nej", dato=dt.date(2017, 9, 1), kilde=SOURCE)  # fmt: skip
    found = way_of(sagsbehandler, sag)
    assert found.endt == dt.date(2017, 9, 1)
    assert found.laengder["godkendelse_til_garanti"][:2] == (Stand.AFBRUDT, 365)


def test_a_guarantee_that_is_not_applied_for_is_no_part_of_the_way(sagsgange, sagsbehandler, organisation):
    ways = {}
    for asked in (True, False):
        sag = open_renovering(bruger=sagsbehandler, titel="R", boligorganisation=organisation, problemer=["bygning"], aabnet_dato=dt.date(2016, 1, 1), garanti_soegt=asked)  # fmt: skip
        walk(sag, sagsbehandler, "br_godkendelse", dt.date(2016, 9, 1), dt.date(2016, 3, 1))
        ways[asked] = way_of(sagsbehandler, sag).laengder["godkendelse_til_garanti"].stand
    assert ways == {True: Stand.UAFSLUTTET, False: Stand.UDEN}


def test_mixed_projects_on_the_newest_route_wait_for_the_council(sagsgange, sagsbehandler, organisation):
    family = make_sag(sagsbehandler, organisation, dt.date(2025, 1, 6))
    walk(family, sagsbehandler, "direktion_oekonomi", dt.date(2025, 3, 1))
    mixed = make_sag(
        sagsbehandler, organisation, dt.date(2025, 1, 6), (FAMILIE, DelInput("aeldre", antal=20))
    )
    walk(mixed, sagsbehandler, "direktion_oekonomi", dt.date(2025, 3, 1))
    assert way_of(sagsbehandler, family).dage["godkendelse"] == dt.date(2025, 3, 1)
    assert "godkendelse" not in way_of(sagsbehandler, mixed).dage


def test_a_confidential_case_is_in_nobodys_figures_but_theirs_who_see_it(whole, sagsbehandler, administrator):
    assert len(ways_of(administrator, "nybyggeri", TODAY)) == 1
    edit_sag(bruger=sagsbehandler, sag=whole, titel=whole.titel, fortrolighed="fortrolig")
    assert (
        ways_of(administrator, "nybyggeri", TODAY) == []
        and len(ways_of(sagsbehandler, "nybyggeri", TODAY)) == 1
    )


def test_the_list_costs_the_same_for_few_and_many_and_filters_sorts_and_exports(
    login, whole, revisor, sagsbehandler, organisation
):
    client, url = login(revisor), reverse("analyse:vejen")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(4):
        sag = make_sag(sagsbehandler, organisation, titel=f"Kort {number}", dele=(UNGDOM,))
        walk(sag, sagsbehandler, "ansoegning", dt.date(2016, 3, 1 + number))
    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()
    assert len(many) == len(few) <= 14
    assert "Hele vejen" in page and "Kort 3" in page and "1. jan. 2014" in page
    told = client.get(url, {"har": "tilsagn"}).content.decode()
    assert "Hele vejen" in told and "Kort 3" not in told
    missing = client.get(
        url, {"mangler": "tilsagn", "boligtype": "ungdom", "sort": "-dag_ansoegning"}
    ).content.decode()
    assert missing.index("Kort 3") < missing.index("Kort 0")
    asked = {
        "straekning": "ansoegning_til_tilsagn",
        "stand": "afsluttet",
        "aar_fra": "2016",
        "aar_til": "2016",
    }
    one = client.get(url, asked).content.decode()
    assert "243" in one and "Kort 1" not in one
    assert "Kort 1" in client.get(url, {"vis": "laengder", "q": "kort 1"}).content.decode()
    rows = b"".join(client.get(url, {"eksport": "csv"})).decode()
    assert "2014-01-01" in rows and rows.count("Kort") == 4
    assert client.get(url, {"eksport": "xlsx"}).status_code == 200
    wrong = client.get(url, {"straekning": "til_maanen"}).content.decode()
    assert "Strækning:" in wrong and "Hele vejen" not in wrong.split("liste-resultat")[-1]
    # A stretch of another case type is let go when the reader goes on to that one.
    other = client.get(url, {"sagstype": "renovering", "straekning": "tilsagn_til_skema_b"})
    assert "Strækning:" not in other.content.decode()


def test_durations_count_unfinished_cases_as_unfinished_and_say_so_where_there_are_too_few(
    in_process, login, whole, revisor, sagsbehandler, organisation, anden_organisation
):
    client, url = login(revisor), reverse("analyse:varighed")
    page = client.get(url, {"straekning": "ansoegning_til_tilsagn"}).content.decode()
    assert "For få sager" in page and "der skal være mindst 5" in page and "varighed.svg" not in page
    for number in range(6):
        sag = make_sag(sagsbehandler, (organisation, anden_organisation)[number % 2], titel=f"Sag {number}")
        walk(
            sag,
            sagsbehandler,
            "tilsagn" if number else "ansoegning",
            dt.date(2016, 8, 1 + number),
            dt.date(2016, 2, 1),
        )
    asked = {"straekning": "ansoegning_til_tilsagn"}
    with CaptureQueriesContext(connection) as many:
        page = client.get(url, asked).content.decode()
    assert len(many) <= 15
    row = next(
        line for line in page.split("<tr") if "ansoegning_til_tilsagn" in line and "uafsluttet" in line
    )
    assert "stand=maalt" in row and ">7<" in row and ">6<" in row and ">1<" in row
    assert "varighed.svg?straekning=ansoegning_til_tilsagn" in page
    parted = client.get(url, asked | {"gruppe": "organisation"}).content.decode()
    assert anden_organisation.navn in parted and f"organisation={organisation.lbf_nummer}" in parted
    assert "viser ikke en årsag" in parted and "For få sager" in parted
    assert "Fra ansøgning til tilsagn" in b"".join(client.get(url, {"eksport": "csv"})).decode()
    lags = client.get(url, {"straekning": "godkendelse_til_garanti"}).content.decode()
    assert "Sundholm Syd" in lags and "1.726" in lags and "Usikker" not in lags
    lags = client.get(
        url, {"straekning": "godkendelse_til_garanti", "sagstype": "renovering"}
    ).content.decode()
    assert "Valby Ejendomme" in lags and "Usikker" in lags


def test_the_curve_is_drawn_with_the_pages_choices(login, whole, revisor, undrawn):
    url = reverse("analyse:varighed_svg")
    client = login(revisor)
    assert client.get(url).status_code == 200
    assert b"svg" in client.get(url, {"straekning": "x"}).content


def test_a_cases_stretches_are_bars_under_their_links_and_one_that_runs_has_no_end(
    login, whole, revisor, undrawn
):
    bars = {bar.navn: bar for bar in bars_of(way_of(revisor, whole), vejkort_of("nybyggeri"))}
    plan, hele = (
        bars["Lokalplan fra startredegørelse til vedtaget"],
        bars["Fra startredegørelse til taget i brug"],
    )
    assert (plan.gruppe, plan.fra, plan.til) == ("Lokalplan", dt.date(2012, 1, 1), dt.date(2014, 1, 1))
    assert (hele.gruppe, hele.til) == ("På tværs af leddene", None)
    assert "Fra Skema B til skæringsdag" not in bars
    drawn = login(revisor).get(reverse("analyse:vejen_sag_svg", args=[whole.nummer]))
    assert drawn.status_code == 200 and drawn["Content-Type"].startswith("image/svg+xml")


def test_the_page_stands_without_its_statistics(login, whole, revisor, monkeypatch):
    def refuse(jobs):
        raise regning.KanIkkeRegnes

    monkeypatch.setattr(varighed, "answers_to", refuse)
    page = login(revisor).get(reverse("analyse:varighed"))
    assert page.status_code == 200 and "kunne ikke beregnes" in page.content.decode()


def test_a_case_tells_its_own_way_and_its_page_leads_there_without_a_question_more(
    login, whole, revisor, sagsbehandler, organisation
):
    client = login(revisor)
    address = reverse("analyse:vejen_sag", args=[whole.nummer])
    with CaptureQueriesContext(connection) as found:
        page = client.get(address).content.decode()
    assert len(found) <= 12
    assert (
        "1. jan. 2014" in page
        and "731" in page
        and "I gang" in page
        and "Ikke oplyst" in page
        and "Ikke kommet" in page
    )
    case = client.get(whole.get_absolute_url()).content.decode()
    assert address in case
    with CaptureQueriesContext(connection) as asked:
        client.get(whole.get_absolute_url())
    assert not [q for q in asked if "byggeri_byggesag" in q["sql"] or "analyse_ophold" in q["sql"]]
    assert client.get(reverse("analyse:vejen_sag", args=["2026-99999"])).status_code == 404
