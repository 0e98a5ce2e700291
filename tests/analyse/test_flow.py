"""The flow through the steps: what came to each adds up, and the page shows picture and table of what the user may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analyse.forloebsrader import put_case
from tests.byggeri.conftest import TIL_TILSAGN, decide, make_sag

from almen.analyse.models import Ophold
from almen.analyse.regneprogram import compute
from almen.analyse.regning import KanIkkeRegnes
from almen.analyse.selectors.flow import find_flow, jobs_of, with_answers
from almen.analyse.selectors.ruter import routes_of
from almen.analyse.views import flow as flowside
from almen.byggeri.services import set_ramme
from almen.sager.services import edit_sag, record_beslutning
from almen.sagsgang.ophold import find_ophold
from sagsgang.ruter import courses, farver, routes

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def sager(sagsgange, sagsbehandler, leder, organisation):
    """Three cases: one waits with the Direktion, one has its tilsagn, and one was sent back from it and is done again."""
    set_ramme(bruger=leder, aar=2026, formaal="familie_ungdom", beloeb=100_000_000, kilde="budget 2026")
    waits, done, back = (make_sag(sagsbehandler, organisation, titel=f"Sag {n}") for n in range(3))
    decide(waits, sagsbehandler, "ansoegning", "oplysning", dato=dt.date(2026, 1, 15))
    decide(done, sagsbehandler, *TIL_TILSAGN, dato=dt.date(2026, 2, 2))
    decide(back, sagsbehandler, *TIL_TILSAGN[:-1], dato=dt.date(2026, 2, 2))
    send_back(back, sagsbehandler, "tilsagn", "oplysning", dt.date(2026, 2, 9))
    decide(back, sagsbehandler, "oplysning", dato=dt.date(2026, 3, 2))
    return waits, done, back


def send_back(sag, bruger, trin, til, dato):
    record_beslutning(
        bruger=bruger,
        sag=sag,
        trin=trin,
        udfald="sendt_tilbage",
        tilbage_til=til,
        begrundelse="nye tal",
        dato=dato,
        kilde="referat",
    )


def the_flow(rows=None):
    route = list(routes_of("nybyggeri").values())[-1]
    return find_flow(Ophold.objects.all() if rows is None else rows, route, TODAY)


def test_an_arrow_is_the_stays_that_a_step_opened_and_what_was_sent_back_stands_apart(sager):
    found = {
        (arrow.fra.id if arrow.fra else "", arrow.til.id, arrow.tilbage): (arrow.sager, arrow.ophold)
        for arrow in the_flow().pile
    }
    assert found["", "ansoegning", False] == (3, 3)
    assert found["ansoegning", "oplysning", False] == (3, 3)
    assert found["tilsagn", "oplysning", True] == (1, 1)
    # The same case came from oplysning twice: it is one case with two stays.
    assert found["oplysning", "direktion_oekonomi", False] == (3, 4)


def test_a_step_tells_who_is_done_and_who_waits_now(sager):
    stands = {item.trin.id: (item.udfoert, item.venter) for item in the_flow().trin}
    assert stands["ansoegning"] == (3, 0)
    assert stands["direktion_oekonomi"] == (1, 2)  # what was done before it was sent back is to be done again
    assert stands["garanti"] == (0, 1)
    assert "skaeringsdag" not in stands
    assert "skaeringsdag" in {trin.id for trin in the_flow().ubesoegte}


def test_no_time_is_told_of_fewer_cases_than_the_parameter_says(sager):
    flow = the_flow()
    answers = compute(jobs_of(flow))
    told = with_answers(flow, answers, 3)
    assert {arrow.sager >= 3 for arrow in told.pile if arrow.svar} == {True}
    (first,) = [arrow for arrow in told.pile if arrow.fra is None]
    assert first.median == 28  # 10, 28 and 28 days
    assert all(arrow.median is None for arrow in with_answers(flow, answers, 4).pile)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), sagsgang=routes(), fakta=farver)
def test_arrows_into_a_step_sum_to_its_stays_whatever_has_happened(sager, data, sagsgang, fakta):
    rows = [
        as_row(sag, sagsgang, stay)
        for sag in sager
        for stay in find_ophold(sagsgang, fakta, TODAY, data.draw(courses(sagsgang, fakta)))
    ]
    Ophold.objects.all().delete()
    Ophold.objects.bulk_create(rows)
    flow = find_flow(Ophold.objects.all(), sagsgang, dt.date(2026, 7, 1))
    into = Counter()
    for arrow in flow.pile:
        into[arrow.til.id] += arrow.ophold
        assert 0 < arrow.sager <= arrow.ophold == sum(cell[2] for cell in arrow.celler)
    assert into == Counter(row.trin for row in rows)
    assert {item.trin.id for item in flow.trin} | {trin.id for trin in flow.ubesoegte} == set(
        sagsgang.efter_id
    )
    for item in flow.trin:
        assert item.venter == len(
            {row.sag_id for row in rows if row.trin == item.trin.id and row.slut is None}
        )
        assert item.udfoert + item.venter <= len(sager)


def as_row(sag, sagsgang, stay):
    """The stay as the projection keeps it."""
    step = sagsgang.efter_id[stay.trin]
    return Ophold(
        sag=sag,
        fase=step.fase,
        aktoer=step.aktoer,
        dage=stay.dage,
        foer_tur=stay.foer_tur,
        beslutning_nummer=stay.beslutning,
        klar_aar=stay.klar.year,
        sagstype=sagsgang.sagstype,
        version=sagsgang.version,
        **{
            name: getattr(stay, name)
            for name in ("trin", "runde", "klar", "slut", "art", "udfald", "udloest_af", "tilbage")
        },
    )


def test_the_page_shows_the_picture_and_the_same_as_a_table(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(reverse("analyse:forloeb"), {"aar_fra": "2026"})
    text = page.content.decode()
    assert "/analyse/forloeb.svg?aar_fra=2026" in text and "3 sager" in text
    assert "Sendt tilbage" in text and "for få" in text  # three cases are fewer than a figure is told of
    drawn = client.get(reverse("analyse:forloeb_svg"), {"bred": "1"}).content.decode()
    assert "1 sag tilbage" in drawn and "Direktionen godkender" in drawn


def test_a_row_leads_to_exactly_its_stays(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    for row in client.get(reverse("analyse:forloeb")).context["raekker"]:
        assert client.get(row["url"]).context["antal"] == f"{row['pil'].ophold} ophold", row["url"]


def test_the_page_counts_no_case_that_the_user_may_not_see(client, sager, sagsbehandler, suf, administrator):
    edit_sag(bruger=sagsbehandler, sag=sager[0], titel="Fortrolig", fortrolighed="fortrolig")
    client.force_login(administrator)
    assert client.get(reverse("analyse:forloeb")).context["flow"].sager == 2
    client.force_login(suf)
    assert client.get(reverse("analyse:forloeb")).context["flow"].pile == ()


def test_a_filter_that_cannot_be_read_is_named(client, sager, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(reverse("analyse:forloeb"), {"version": "1492-1"})
    assert page.context["fejl"] and page.context["fejl"][0].startswith("Sagsgang: ")
    assert (
        "Der er ingen tal"
        in client.get(reverse("analyse:forloeb_svg"), {"version": "1492-1"}).content.decode()
    )


def test_without_statistics_the_page_shows_the_counts(client, sager, sagsbehandler, monkeypatch):
    def fail(jobs):
        raise KanIkkeRegnes

    monkeypatch.setattr(flowside, "answers_to", fail)
    client.force_login(sagsbehandler)
    text = client.get(reverse("analyse:forloeb")).content.decode()
    assert "kunne ikke beregnes lige nu" in text and "Direktionen godkender" in text


def test_the_page_costs_the_same_however_many_cases_there_are(client, sager, sagsbehandler, organisation):
    client.force_login(sagsbehandler)
    address = reverse("analyse:forloeb")
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    few = queries()
    for number in range(4):
        decide(
            make_sag(sagsbehandler, organisation, titel=f"Flere {number}"), sagsbehandler, *TIL_TILSAGN[:2]
        )
    assert queries() == few <= 24


def test_an_older_versions_actors_have_the_names_they_had_then(
    client, sagsgange, sagsbehandler, organisation
):
    stays = (("ansoegning", 0, 10), ("oplysning", 10, 20))
    put_case(sagsbehandler, organisation, "2007-1", dt.date(2019, 1, 7), *stays)
    client.force_login(sagsbehandler)
    drawn = client.get(reverse("analyse:forloeb_svg"), {"bred": "1", "version": "2007-1"}).content.decode()
    assert "TMF" in drawn and "KMTF" not in drawn
