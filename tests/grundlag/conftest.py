"""Routes and bases of an invented municipality's kind, and people signed in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from almen.sagsgang.profil import load_sagsgange_of


def latest_route():
    """København's latest route for new building."""
    return [item for item in load_sagsgange_of(settings.ALMEN_KOMMUNE) if item.sagstype == "nybyggeri"][-1]


@pytest.fixture
def rute_tekst() -> str:
    """The YAML of København's latest route for new building."""
    return latest_route().tekst


@pytest.fixture
def rute(rute_tekst):
    """Writes a route like København's latest, with another version and first day."""

    def write(version: str, gyldig_fra: str) -> str:
        route = latest_route()
        text = rute_tekst.replace(f"version: {route.version}", f'version: "{version}"', 1)
        return text.replace(f"gyldig_fra: {route.gyldig_fra}", f"gyldig_fra: {gyldig_fra}", 1)

    return write


@pytest.fixture
def signed_in(client):
    """Signs a named person in and gives the browser."""

    def sign_in(bruger):
        client.force_login(bruger)
        return client

    return sign_in


@pytest.fixture
def on_day(monkeypatch):
    """Sets the clock that pages and services ask."""

    def set_day(day: dt.date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)

    return set_day


@pytest.fixture(autouse=True)
def _in_november_2026(on_day):
    """The tests name days; they must mean the same whenever the suite runs."""
    on_day(dt.date(2026, 11, 24))
