"""The pages of figures on lettings: entered, replaced with a reason, withdrawn, listed; and what they cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.udlejning.models import Udlejningstal
from almen.udlejning.services.udlejningstal import (
    Udlejningstalinput,
    register_first,
    register_udlejningstal,
    withdraw_udlejningstal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def afdeling(organisation) -> Afdeling:
    return Afdeling.objects.create(boligorganisation=organisation, nummer="17", navn="Nordgården")


def figure(afdeling, antal: int | None = 12, **more) -> Udlejningstalinput:
    values = {
        "aar": 2024,
        "boligtype": "familie",
        "vej": "fleksibel",
        "kilde": "Kilde",
        "sikkerhed": "sikker",
    }
    return Udlejningstalinput(afdeling=afdeling.pk, antal=antal, **{**values, **more})


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def url(name: str, *args: object) -> str:
    return reverse(f"udlejning:{name}", args=args)


def test_a_figure_is_entered_replaced_and_withdrawn_on_pages(login, sagsbehandler, afdeling):
    client = login(sagsbehandler)
    about = {"afdeling": str(afdeling.pk), "aar": "2024", "boligtype": "familie", "vej": "fleksibel"}
    given = {"antal": "12", "kilde": "Kilde", "sikkerhed": "sikker"}
    assert client.post(url("tal_nyt"), {**about, **given}).status_code == 302
    row = Udlejningstal.objects.gaeldende().get()
    refused = client.post(url("tal_erstat", row.pk), {**given, "antal": "14"})
    assert refused.status_code == 400 and "hvorfor det erstattes" in refused.content.decode()
    client.post(url("tal_erstat", row.pk), {**given, "antal": "", "mangler": "on", "begrundelse": "Trukket"})
    newer = Udlejningstal.objects.gaeldende().get()
    assert newer.antal is None and newer.erstatter == row
    page = client.get(url("udlejningstal", row.pk)).content.decode()
    assert "Tallet er erstattet" in page and "Trukket" in page
    client.post(url("tal_tilbagekald", newer.pk), {"begrundelse": "Fejl i kilden"})
    assert not Udlejningstal.objects.gaeldende().exists()


def test_a_figure_says_its_faults_and_the_same_figure_is_not_entered_twice(sagsbehandler, afdeling):
    with pytest.raises(UgyldigtInput) as error:
        register_udlejningstal(
            bruger=sagsbehandler, tal=figure(afdeling, 6000, aar=1900, vej="lodtrækning", kilde="")
        )
    assert {fejl.felt for fejl in error.value.fejl} == {"aar", "antal", "vej", "kilde"}
    register_udlejningstal(bruger=sagsbehandler, tal=figure(afdeling))
    with pytest.raises(UgyldigtInput, match="allerede"):
        register_udlejningstal(bruger=sagsbehandler, tal=figure(afdeling), begrundelse="Igen")
    with pytest.raises(UgyldigtInput) as error:
        register_first(bruger=sagsbehandler, tal=[figure(afdeling, vej="anden"), figure(afdeling, -1)])
    assert [fejl.felt for fejl in error.value.fejl] == ["tal[1].antal"]


def test_a_withdrawn_figure_is_not_withdrawn_again(sagsbehandler, afdeling):
    row = register_udlejningstal(bruger=sagsbehandler, tal=figure(afdeling))
    withdraw_udlejningstal(bruger=sagsbehandler, tal=row, begrundelse="Fejl")
    with pytest.raises(UgyldigtInput, match="i mellemtiden"):
        withdraw_udlejningstal(bruger=sagsbehandler, tal=row, begrundelse="Fejl")


def test_the_list_shows_what_counts_filters_and_exports_at_the_same_cost(
    login, revisor, sagsbehandler, organisation
):
    afdelinger = [
        Afdeling.objects.create(boligorganisation=organisation, nummer=str(n), navn=f"Gård {n}")
        for n in range(40)
    ]
    register_udlejningstal(bruger=sagsbehandler, tal=figure(afdelinger[0]))
    client = login(revisor)
    client.get(url("talliste"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url("talliste"))
    register_first(bruger=sagsbehandler, tal=[figure(item) for item in afdelinger[1:]])
    with CaptureQueriesContext(connection) as many:
        page = client.get(url("talliste")).content.decode()
    assert len(many) == len(few) <= 10
    assert "Gård 39" in page and "Indtast tal" not in page
    assert "Gård 3 " not in client.get(url("talliste"), {"aar": "2023"}).content.decode()
    rows = b"".join(client.get(url("talliste"), {"eksport": "csv", "q": "Gård 39"})).decode()
    assert rows.count("Gård 39") == 1
