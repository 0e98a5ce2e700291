"""The introduction's sources lead each reader only where they may go."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from almen.grundlag.models import Administrationsgrundlag
from almen.grundlagssager.services import open_analyse

SOURCES = re.compile(r'<li id="kilde-\d+">.*?</li>', re.DOTALL)


@pytest.fixture
def analyse(sagsgange, sagsbehandler):
    """An open case that everybody's note tells of, in which suf takes no part."""
    bases = Administrationsgrundlag.objects.filter(pk="nybyggeri")
    return open_analyse(
        bruger=sagsbehandler,
        titel="Analyse",
        formaal="Alle led",
        grundlag=bases,
        aabnet_dato=dt.date(2026, 9, 1),
    )


def links(client) -> set[str]:
    page = client.get(reverse("notater:introduktion")).content.decode()
    assert "Analyse" in page
    return {url for item in SOURCES.findall(page) for url in re.findall(r'href="(/[^"]*)"', item)}


def test_no_source_is_a_closed_door(client, analyse, suf, sagsbehandler):
    client.force_login(suf)
    closed = {url: client.get(url).status_code for url in links(client)}
    assert not {url: status for url, status in closed.items() if status >= 400}


def test_who_sees_every_case_is_led_to_them(client, analyse, sagsbehandler):
    client.force_login(sagsbehandler)
    assert analyse.get_absolute_url() in links(client)
