"""A dialogue of this year and of the year before, and how their routes are walked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from almen.tilsyn.services.dialog import open_dialog

TODAY = dt.date(2026, 11, 27)


@pytest.fixture
def i_november_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def dialog(sagsgange, i_november_2026, sagsbehandler, organisation):
    """The organisation's dialogue of 2026, just opened."""
    sag = open_dialog(
        bruger=sagsbehandler,
        boligorganisation=organisation,
        aar=2026,
        frist=dt.date(2026, 12, 31),
        aabnet_dato=dt.date(2026, 3, 2),
    )
    return sag.styringsdialog
