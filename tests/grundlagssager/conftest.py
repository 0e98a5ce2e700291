"""A change case of grundkapital's base under way, and the steps that take it to its decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from almen.grundlag.models import Administrationsgrundlag
from almen.grundlagssager.services import open_grundlagsaendring
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning

TODAY = dt.date(2026, 11, 24)
TEKST = "# Formål\n\nGrundkapitalen bruges først til familieboliger.\n\n## Reserve\n\nReserven er 7 procent."


@pytest.fixture(autouse=True)
def _in_november_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def base(sagsgange):
    return Administrationsgrundlag.objects.get(pk="grundkapital")


@pytest.fixture
def open_change(sagsgange, sagsbehandler):
    """Opens a change case of a base as a case officer would."""

    def open_it(grundlag="grundkapital", version="2027-1", fra=dt.date(2027, 1, 1), **rest):
        given = {
            "titel": "Reserven hæves",
            "tekst": TEKST,
            "parametre": {"reserve_pct": "7"} if grundlag == "grundkapital" else {},
            "begrundelse": "Priserne stiger.",
            "aabnet_dato": dt.date(2026, 9, 1),
        }
        return open_grundlagsaendring(
            bruger=sagsbehandler,
            grundlag=Administrationsgrundlag.objects.get(pk=grundlag),
            version=version,
            gyldig_fra=fra,
            **{**given, **rest},
        )

    return open_it


@pytest.fixture
def decide(sagsbehandler):
    """Records a step of a case with a source."""

    def record(sag, trin, udfald="godkendt", dato=TODAY, **rest):
        given = {"kilde": "referat", **({"begrundelse": "Fordi"} if udfald not in ("godkendt",) else {})}
        fresh = Sag.objects.get(pk=sag.pk)
        return record_beslutning(
            bruger=sagsbehandler, sag=fresh, trin=trin, udfald=udfald, dato=dato, **{**given, **rest}
        )

    return record


@pytest.fixture
def decide_until(decide):
    """Takes the open steps in the route's order up to and with `last`."""

    def run(sag, last, dato=TODAY):
        while True:
            step = load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand.aabne[0]
            decide(sag, step, dato=dato)
            if step == last:
                return

    return run
