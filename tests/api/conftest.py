"""A client of the API for each of the people who need one."""

from __future__ import annotations

import json
from itertools import count

import pytest
from django.test import Client

from almen.api.auth import forget_tokens
from almen.api.services import create_klient

_keys = count()


class Api:
    """Calls the API as one user; every write gets a new key unless one is given."""

    def __init__(self, token: str) -> None:
        self.client = Client(HTTP_AUTHORIZATION=f"Bearer {token}", raise_request_exception=False)

    def get(self, path: str):
        return self.client.get(f"/api/v1{path}")

    def post(self, path: str, body: object, key: str | None = None):
        return self.client.post(
            f"/api/v1{path}",
            data=body if isinstance(body, str) else json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": key or f"noegle-{next(_keys)}"},
        )


@pytest.fixture(autouse=True)
def _no_remembered_tokens():
    forget_tokens()
    yield
    forget_tokens()


@pytest.fixture
def make_api(administrator):
    def make(bruger) -> Api:
        return Api(create_klient(af=administrator, navn=bruger.username, bruger=bruger)[1])

    return make


@pytest.fixture
def api(make_api, sagsbehandler, sagsgange) -> Api:
    return make_api(sagsbehandler)


@pytest.fixture
def sag_body(organisation):
    return {
        "titel": "10 familieboliger på Prøvevej",
        "boligorganisation": organisation.lbf_nummer,
        "dele": [{"boligtype": "familie", "antal": 10, "bruttoareal_m2": "800", "anskaffelsessum": 30000000}],
    }


@pytest.fixture
def nummer(api, sag_body) -> str:
    return api.post("/sager/nybyggeri", sag_body).json()["nummer"]
