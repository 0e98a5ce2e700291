"""The page of an area: what stands on it, and what other rooms put there."""

from __future__ import annotations

import pytest

from almen.omraader import omraadekort
from almen.omraader.models import Omraade
from almen.omraader.omraadekort import Omraadekort

pytestmark = pytest.mark.django_db


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    return Omraade.objects.create(
        navn="Prøveparken", kommune="København", bydel="Valby", oprettet_af=sagsbehandler
    )


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def text(response) -> str:
    return response.content.decode()


def test_a_card_from_another_room_stands_on_the_page_for_those_it_has_something_for(
    login, omraade, direktion, revisor
):
    omraadekort.register(
        Omraadekort(
            "proeve",
            "Prøvekort",
            orden=15,
            skabelon="ui/liste_hent.html",
            kontekst=lambda found, bruger: {} if bruger == direktion and found == omraade else None,
            handlinger=lambda found, bruger: [("Prøvehandling", "/proeve/")] if bruger == direktion else [],
        )
    )
    try:
        seen, hidden = (
            text(login(bruger).get(omraade.get_absolute_url())) for bruger in (direktion, revisor)
        )
    finally:
        omraadekort.unregister("proeve")
    assert "Prøvekort" in seen and 'href="/proeve/"' in seen and "Hent som Excel" in seen
    assert "Prøvekort" not in hidden and "/proeve/" not in hidden
