"""What anybody reads of agreements, and what the calendar and the head's front page tell of a renewal."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.udlejning.aftaler import FRA, make_afdeling, make_aftale, step

from almen.udlejning.offentligt import public_aftaler, public_placeringer
from almen.udlejning.services.placering import place_afdeling, withdraw_placering
from almen.udlejning.services.rammeaftale import start_renewal
from almen.ui.kalender import gather

D = dt.date


@pytest.fixture
def aftale(sagsgange, sagsbehandler):
    return make_aftale(sagsbehandler, note="Vores egen note")


def test_anybody_reads_the_agreement_and_its_placements_but_no_draft_and_no_reason(
    client, sagsbehandler, organisation, aftale
):
    draft = start_renewal(bruger=sagsbehandler, aftale=aftale)
    given = {"bruger": sagsbehandler, "begrundelse": "Intern grund", "kilde": "Bilag", "sikkerhed": "sikker"}
    afdeling, gone = make_afdeling(organisation, "1"), make_afdeling(organisation, "2")
    place_afdeling(afdeling=afdeling, trin=step(aftale), fra=FRA, **given)
    place_afdeling(afdeling=afdeling, trin=step(draft), fra=draft.gyldig_fra, **given)
    mistake = place_afdeling(afdeling=gone, trin=step(aftale), fra=FRA, **given)
    withdraw_placering(bruger=sagsbehandler, placering=mistake, begrundelse="Fejl")
    assert public_aftaler() == [aftale]
    assert [row.afdeling for row in public_placeringer()] == [afdeling]
    page = client.get("/offentlig/udlejningsaftaler/proeveaftalen-2024/").content.decode()
    assert "Afdelingstrappen, trin 4" in page and "egen note" not in page
    rows = b"".join(client.get("/offentlig/placeringer/data.csv").streaming_content).decode("utf-8-sig")
    assert "Afdeling 1" in rows and "Intern grund" not in rows and "Afdeling 2" not in rows
    assert client.get("/offentlig/placeringer/9001-1-afdeling-2024-01-01/").status_code == 200
    assert client.get("/offentlig/placeringer/9001-1-afdeling-2028-01-01/").status_code == 404


def test_the_calendar_tells_when_the_renewal_must_begin_and_when_the_agreement_ends(sagsbehandler, aftale):
    def told():
        found = gather(sagsbehandler, D(2026, 1, 1), D(2027, 12, 31), kilder=["udlejning"])
        return [(item.dato, item.id.split("-")[0]) for item in found]

    assert told() == [(D(2026, 6, 30), "fornyelse"), (D(2027, 12, 31), "udloeb")]
    start_renewal(bruger=sagsbehandler, aftale=aftale)
    assert told() == [(D(2027, 12, 31), "udloeb")]


def test_the_head_is_told_of_a_renewal_that_is_late(client, leder, sagsbehandler, aftale, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: D(2026, 11, 27))
    for bruger, told in ((leder, True), (sagsbehandler, False)):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("overblik:forside")).content.decode()
        assert ("Udlejningsaftalen skal fornyes" in page) is told
