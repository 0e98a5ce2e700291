"""The page where administrators give and take away access."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.api.models import Klient
from almen.sager.models import Journalpost

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_new_token_is_shown_once_works_and_is_kept_nowhere(admin_client, sagsbehandler, client):
    answer = admin_client.post("/api-adgang/", {"navn": "ESDH", "bruger": sagsbehandler.pk})
    assert answer.status_code == 200
    token = answer.context["token"]
    assert token in answer.content.decode()
    assert token not in admin_client.get("/api-adgang/").content.decode()
    assert token not in str(dict(admin_client.session))
    klient = Klient.objects.get()
    assert token not in (klient.token_sha256, klient.praefiks)
    assert client.get("/api/v1/sager", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    klient.refresh_from_db()
    assert klient.sidst_brugt is not None
    assert Journalpost.objects.filter(sag=None, art="klient_oprettet").count() == 1


def test_a_revoked_client_is_out_and_it_is_journalled(admin_client, api):
    assert api.get("/sager").status_code == 200
    admin_client.post(f"/api-adgang/{Klient.objects.get().pk}/fjern/")
    from almen.api.auth import forget_tokens

    forget_tokens()
    assert api.get("/sager").status_code == 401
    assert Journalpost.objects.filter(sag=None, art="klient_tilbagekaldt").count() == 1


def test_a_day_that_has_passed_is_refused(admin_client, sagsbehandler):
    form = {"navn": "ESDH", "bruger": sagsbehandler.pk, "udloeber": "01.01.2020"}
    answer = admin_client.post("/api-adgang/", form)
    assert answer.status_code == 400
    assert "passeret" in answer.content.decode()
    assert not Klient.objects.exists()


def test_the_page_lists_every_operation(admin_client):
    text = admin_client.get("/api-adgang/").content.decode()
    for address in ("/api/v1/sager/nybyggeri", "/api/v1/beregn/finansiering", "/api/v1/openapi.json"):
        assert address in text


@pytest.mark.parametrize("person", ["sagsbehandler", "leder", "revisor", "boligorganisation_bruger"])
def test_only_administrators_give_access(client, person, request):
    client.force_login(request.getfixturevalue(person), "django.contrib.auth.backends.ModelBackend")
    assert client.post("/api-adgang/", {"navn": "x"}).status_code == 403
    assert not Klient.objects.filter(oprettet__date__gte=dt.date(2000, 1, 1)).exists()
