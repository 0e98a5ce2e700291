"""The description and the behaviour agree: schemathesis tries every operation with good and bad input."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from almen.konfiguration.wsgi import application

pytestmark = pytest.mark.django_db
# A write may be well-formed and yet refused by the statute or the case (422 says which field); a read may not.
CONFIG = schemathesis.Config.from_dict(
    {
        # The token is given with every call below; a generated one would only be overwritten.
        "generation": {"with-security-parameters": False},
        "operations": [
            {
                "include-method": "POST",
                "checks": {
                    "positive_data_acceptance": {
                        "expected-statuses": ["2xx", "401", "403", "404", "409", "422", "429"]
                    }
                },
            }
        ],
    }
)


@pytest.fixture
def _one_connection():
    """The server would close the connection after each call, and the test's transaction with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_keeps_its_promise(api, nummer, _one_connection, monkeypatch):
    """All of schemathesis' checks on generated requests, one operation after the other."""
    # It tries hundreds of wrong tokens on purpose; test_operationer holds the limit.
    monkeypatch.setattr("almen.api.auth.MAX_FAILURES", 10**9)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=CONFIG)
    headers = {"Authorization": api.client.defaults["HTTP_AUTHORIZATION"]}
    operations = [result.ok() for result in described.get_all_operations()]
    assert len(operations) >= 10

    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=mode))
            def try_it(case):
                case.call_and_validate(headers=headers)

            try_it()


def test_the_description_is_openapi_3_1(client):
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
