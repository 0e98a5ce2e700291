"""The menus: what a user may open, the present page marked, and nothing that leads nowhere."""

from __future__ import annotations

import pytest
from django.urls import path

from almen.ui import navigation
from almen.ui.navigation import Menupunkt


def nothing(request): ...


urlpatterns = [
    path("", nothing, name="forside"),
    path("sager/", nothing, name="sager"),
    path("sager/frister/", nothing, name="frister"),
]


@pytest.fixture(autouse=True)
def _own_menu(monkeypatch, settings):
    monkeypatch.setattr(navigation, "_punkter", {})
    settings.ROOT_URLCONF = __name__
    for punkt in [
        Menupunkt("c", "Frister", "frister", lambda u: u == "leder", 3),
        Menupunkt("a", "Overblik", "forside", navigation.everyone, 1),
        Menupunkt("b", "Sager", "sager", navigation.everyone, 2),
        Menupunkt("d", "Findes ikke", "findes-ikke", navigation.everyone, 4),
        Menupunkt("e", "Om", "forside", navigation.everyone, 1, "sidefod"),
    ]:
        navigation.register(punkt)


def titles(user, path="/"):
    return [(link.titel, link.aktiv) for link in navigation.links(user, path)]


def test_entries_come_in_order_and_only_those_the_user_may_see():
    assert [t for t, _ in titles("gæst")] == ["Overblik", "Sager"]
    assert [t for t, _ in titles("leder")] == ["Overblik", "Sager", "Frister"]


@pytest.mark.parametrize(
    ("path", "active"),
    [("/", "Overblik"), ("/sager/7/", "Sager"), ("/sager/frister/", "Frister"), ("/andet/", None)],
)
def test_exactly_the_nearest_entry_is_marked(path, active):
    assert [t for t, on in titles("leder", path) if on] == ([active] if active else [])


def test_the_footer_has_its_own_entries():
    assert [link.titel for link in navigation.links("gæst", "/", "sidefod")] == ["Om"]
