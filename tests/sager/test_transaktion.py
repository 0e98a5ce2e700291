"""Acts that stand or fall together share a transaction without savepoints between them."""

from __future__ import annotations

import pytest
from django.db import transaction

from almen.sager.models import Journalkaede
from almen.sager.services.transaktion import act_transaction, whole_act

pytestmark = pytest.mark.django_db


def _write(noegle: str) -> None:
    with act_transaction():
        Journalkaede.objects.create(noegle=noegle)


def test_an_act_alone_can_fail_within_a_larger_transaction():
    with transaction.atomic():
        _write("foer")
        with pytest.raises(RuntimeError), act_transaction():
            Journalkaede.objects.create(noegle="fejl")
            raise RuntimeError
        _write("efter")
    assert set(Journalkaede.objects.values_list("noegle", flat=True)) >= {"foer", "efter"}
    assert not Journalkaede.objects.filter(noegle="fejl").exists()


@pytest.mark.django_db(transaction=True)
def test_if_one_act_fails_nothing_of_the_whole_remains():
    with pytest.raises(RuntimeError), whole_act():
        _write("foer")
        with act_transaction():
            raise RuntimeError
    assert not Journalkaede.objects.filter(noegle="foer").exists()
    _write("bagefter")
    assert Journalkaede.objects.filter(noegle="bagefter").exists()


def test_joined_acts_cost_no_savepoint(django_assert_num_queries):
    # The whole act's savepoint, the row, its release.
    with transaction.atomic(), django_assert_num_queries(3), whole_act():
        _write("en")
