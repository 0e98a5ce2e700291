"""The description and the behaviour agree: schemathesis tries every operation with good and bad input."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from almen.konfiguration.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(api, nummer):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_promise(case, api):
    case.call_and_validate(headers={"Authorization": api.client.defaults["HTTP_AUTHORIZATION"]})


def test_the_description_is_openapi_3_1(client):
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
