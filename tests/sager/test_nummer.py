"""Case numbers run in order without gaps, also when an act fails or several open cases at once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from almen.sager.models import Fritnummer, Sagsnummer
from almen.sager.services import nummer


def _take_number() -> str:
    with transaction.atomic():
        return nummer.next_number(2026)


@pytest.mark.django_db
def test_numbers_run_in_order_past_the_end_of_a_block(monkeypatch):
    monkeypatch.setattr(nummer, "BLOCK", 3)
    assert [_take_number() for _ in range(7)] == [f"2026-{item:05d}" for item in range(1, 8)]


@pytest.mark.django_db
def test_a_year_counted_before_blocks_goes_on_from_its_last_number():
    Sagsnummer.objects.create(aar=2026, sidste=187)
    assert _take_number() == "2026-00188"


@pytest.mark.django_db
@pytest.mark.parametrize("given", [0, 1])
def test_the_number_of_a_case_that_came_to_nothing_is_given_again(given):
    for _ in range(given):
        _take_number()
    with pytest.raises(RuntimeError), transaction.atomic():
        lost = nummer.next_number(2026)
        raise RuntimeError
    assert _take_number() == lost


@pytest.mark.django_db(transaction=True)
def test_an_open_act_holds_nobody_up_and_none_get_the_same_number():
    _take_number()
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("SQLite lets one write at a time")
    taken: list[str] = []

    def other() -> None:
        try:
            taken.append(_take_number())
        finally:
            connection.close()

    with transaction.atomic():
        taken.append(nummer.next_number(2026))
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(timeout=10)
        assert sorted(taken) == ["2026-00002", "2026-00003"]
    assert Fritnummer.objects.count() == nummer.BLOCK - 3
