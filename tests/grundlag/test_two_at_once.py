"""Two people who adopt at the same moment: what is in force afterwards is the same as if they had taken turns."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import OperationalError, connections

from almen.grundlag.models import Sagsgangsversion, Status
from almen.grundlag.services import GrundlagFejl, adopt_kladde, save_kladde

BESLUTNING = {"organ": "udvalget", "dato": dt.date(2026, 11, 2), "kilde": "punkt 5"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("days", [("2027-01-01", "2027-07-01"), ("2027-01-01", "2027-01-01")])
def test_two_drafts_adopted_at_once_never_overlap(days, sagsgange, leder, rute):
    drafts = [save_kladde(bruger=leder, tekst=rute(f"2027-{n}", day)) for n, day in enumerate(days, start=1)]
    refused: list[Exception] = []
    start = threading.Barrier(2)

    def adopt(draft: Sagsgangsversion) -> None:
        try:
            start.wait(5)
            adopt_kladde(bruger=leder, version=draft, **BESLUTNING)
        except (GrundlagFejl, OperationalError) as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=adopt, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if days[0] == days[1]:
        assert len(refused) == 1 and isinstance(refused[0], GrundlagFejl)
    else:
        assert not refused
    versions = list(
        Sagsgangsversion.objects.filter(sagstype="nybyggeri", status=Status.VEDTAGET).order_by("gyldig_fra")
    )
    for earlier, later in zip(versions, versions[1:], strict=False):
        assert earlier.gyldig_til == later.gyldig_fra - dt.timedelta(days=1)
    assert versions[-1].gyldig_til is None
