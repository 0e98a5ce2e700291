"""This year's wheel, and who works with it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from almen.aarshjul.services import open_aar


@pytest.fixture
def aar():
    return timezone.localdate().year


@pytest.fixture
def start(sagsgange, sagsbehandler, organisation, anden_organisation, aar):
    """Opens tasks of this year; by default all of them."""

    def act(**more):
        return open_aar(**{"bruger": sagsbehandler, "aar": aar, **more})

    return act
