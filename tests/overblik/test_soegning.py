"""Search on the house's own page: what a user may see, by name, at the same cost however much there is."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.planer.models import Politik, Strategi
from almen.planer.services import open_plan, save_indsats
from almen.sager.models import Sag


@pytest.fixture
def planverden(sagsgange, sagsbehandler):
    """A plan with an effort, a policy and a strategy, all named by the same made-up word."""
    politik = Politik.objects.create(
        navn="Kvalinkpolitik", fra=dt.date(2025, 1, 1), til=dt.date(2035, 1, 1), kilde="x", sikkerhed="sikker"
    )
    Strategi.objects.create(navn="Kvalinkstrategi", kilde="x", sikkerhed="usikker")
    plan = open_plan(
        bruger=sagsbehandler, art="handleplan", titel="En sag", navn="Kvalinkplan", politik=politik
    )
    save_indsats(bruger=sagsbehandler, plan=plan, navn="Kvalinkindsats", ansvarlig="buf")
    return plan


def found(client, bruger):
    client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/soeg/?q=kvalink").content.decode()
    return {
        word
        for word in ("Kvalinkplan", "Kvalinkindsats", "Kvalinkpolitik", "Kvalinkstrategi")
        if f">{word}<" in page
    }


def test_a_plan_its_efforts_policies_and_strategies_are_found_by_name(client, planverden, sagsbehandler):
    assert len(found(client, sagsbehandler)) == 4


def test_nobody_finds_what_they_may_not_see(client, planverden, suf, administrator, boligorganisation_bruger):
    assert found(client, boligorganisation_bruger) == set()
    assert "Kvalinkplan" in found(client, suf)
    Sag.objects.filter(pk=planverden.sag_id).update(fortrolighed="fortrolig")
    for bruger in (suf, administrator):
        assert found(client, bruger) == {"Kvalinkpolitik", "Kvalinkstrategi"}


def test_a_search_asks_the_same_few_questions_however_much_it_finds(
    client, planverden, sagsbehandler, django_assert_num_queries
):
    found(client, sagsbehandler)
    for number in range(4):
        with django_assert_num_queries(15):
            client.get("/soeg/?q=kvalink")
        save_indsats(bruger=sagsbehandler, plan=planverden, navn=f"Kvalinkindsats {number}", ansvarlig="buf")
