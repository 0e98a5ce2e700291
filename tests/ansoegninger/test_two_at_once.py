"""Two people act on the same application in the same second: it is sent once, dealt with once, and the other is told."""

from __future__ import annotations

import pytest
from tests.ansoegninger.conftest import skema_a

from almen.ansoegninger.models import Behandling, Indsendelse, Kladde
from almen.ansoegninger.services import receive, send_back, send_kladde, start_ansoegning, withdraw
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Sag
from almen.sager.services import verify_journal
from sager.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(indsendelse):
    return Indsendelse.objects.get(pk=indsendelse.pk)


def test_two_officers_take_it_in_once(indsendelse, sagsbehandler, leder):
    results = at_once(
        [
            lambda: receive(bruger=sagsbehandler, indsendelse=fresh(indsendelse)),
            lambda: receive(bruger=leder, indsendelse=fresh(indsendelse)),
        ]
    )
    assert sorted(type(item).__name__ for item in results) == ["Sag", "UgyldigtInput"], results
    assert Sag.objects.count() == 1
    assert verify_journal() == []


def test_it_is_either_returned_or_taken_in_or_withdrawn(
    indsendelse, sagsbehandler, leder, boligorganisation_bruger
):
    results = at_once(
        [
            lambda: receive(bruger=sagsbehandler, indsendelse=fresh(indsendelse)),
            lambda: send_back(bruger=leder, indsendelse=fresh(indsendelse), begrundelse="Mangler budget"),
            lambda: withdraw(bruger=boligorganisation_bruger, indsendelse=fresh(indsendelse)),
        ]
    )
    refused = [item for item in results if isinstance(item, UgyldigtInput)]
    assert len(refused) == 2, results
    done = Behandling.objects.get()
    assert Sag.objects.count() == (1 if done.udfald == "modtaget" else 0)
    assert verify_journal() == []


def test_two_colleagues_who_press_send_at_once_send_once(sagsgange, organisation, boligorganisation_bruger):
    kladde = start_ansoegning(bruger=boligorganisation_bruger, art="skema_a", boligorganisation=organisation)

    def send():
        return send_kladde(
            bruger=boligorganisation_bruger, kladde=Kladde.objects.get(pk=kladde.pk), ansoegning=skema_a()
        )

    results = at_once([send, send])
    assert sum(isinstance(item, Indsendelse) for item in results) == 1, results
    assert Indsendelse.objects.count() == 1
    assert verify_journal() == []
