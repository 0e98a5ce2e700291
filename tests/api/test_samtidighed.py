"""The same write sent twice at once is done once, and both callers get the same answer."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from almen.api.models import Idempotensnoegle
from almen.sager.models import Beslutning, Journalpost, Sag
from almen.sager.services import verify_journal

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS = 4


def _at_once(act):
    """What `act` answered in each of several threads that started together."""
    barrier, answers = threading.Barrier(CALLERS), []

    def run() -> None:
        try:
            barrier.wait(timeout=10)
            answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_one_case_from_the_same_creation_at_once(api, sag_body):
    answers = _at_once(lambda: api.post("/sager/nybyggeri", sag_body, key="en"))
    assert [answer.status_code for answer in answers] == [201] * CALLERS
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replay" not in answer for answer in answers) == 1
    assert (Sag.objects.count(), Idempotensnoegle.objects.count()) == (1, 1)


def test_one_decision_from_the_same_decision_at_once(api, nummer):
    answers = _at_once(
        lambda: api.post(f"/sager/{nummer}/beslutninger", {"trin": "ansoegning", "kilde": "brev"}, key="en")
    )
    assert [answer.status_code for answer in answers] == [201] * CALLERS
    assert len({answer.content for answer in answers}) == 1
    assert Beslutning.objects.count() == 1


def test_different_keys_on_one_step_at_once_one_wins_the_others_are_told(api, nummer):
    answers = _at_once(
        lambda: api.post(f"/sager/{nummer}/beslutninger", {"trin": "ansoegning", "kilde": "brev"})
    )
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * (CALLERS - 1)]
    assert Beslutning.objects.count() == 1


def test_cases_opened_at_once_get_numbers_of_their_own_and_a_whole_journal(api, sag_body):
    answers = _at_once(lambda: api.post("/sager/nybyggeri", sag_body))
    assert len({answer.json()["nummer"] for answer in answers}) == CALLERS
    assert Journalpost.objects.filter(art="sag_aabnet").count() == CALLERS
    assert verify_journal() == []
