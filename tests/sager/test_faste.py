"""The short way to the database gives what the ordinary way gives, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from almen.sager.faste import FixedQuery, FixedRows, insert, update
from almen.sager.models import Fritnummer, Journalkaede, Journalpost, Sag

pytestmark = pytest.mark.django_db


def test_a_row_is_written_as_save_writes_it(sagsbehandler):
    def post(nummer: int) -> Journalpost:
        return Journalpost(
            kaede="system",
            nummer=nummer,
            art="notat",
            tekst="æøå “citat”",
            data={"beløb": 12, "liste": [1, None, "a"]},
            tidspunkt=dt.datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=dt.UTC),
            bruger=sagsbehandler,
        )

    short, ordinary = insert(post(901)), post(902)
    ordinary.save()
    assert short.pk and not short._state.adding
    names = [
        field.attname for field in Journalpost._meta.concrete_fields if field.name not in ("id", "nummer")
    ]
    read = [Journalpost.objects.values_list(*names).get(pk=item.pk) for item in (short, ordinary)]
    assert read[0] == read[1]


def test_a_row_with_its_own_key_is_written_and_updated():
    insert(Journalkaede(noegle="proeve", antal=1, hoved="a"))
    update(Journalkaede(noegle="proeve", antal=2, hoved="b"), "antal")
    kept = Journalkaede.objects.get(pk="proeve")
    assert (kept.antal, kept.hoved) == (2, "a")


def test_updating_what_is_not_there_is_an_error():
    with pytest.raises(Journalkaede.DoesNotExist):
        update(Journalkaede(noegle="findes-ikke", antal=2))


def test_a_misspelt_field_is_an_error_and_not_left_out():
    with pytest.raises(LookupError, match="hovd"):
        update(Journalkaede(noegle="proeve", antal=2), "antal", "hovd")


def test_rows_come_in_order_and_are_the_models_own():
    Fritnummer.objects.bulk_create(Fritnummer(aar=2031, nummer=item) for item in (3, 1, 2))
    rows = FixedRows(Fritnummer, "aar", "nummer", marker=2_000_000_000)
    assert [item.nummer for item in rows.rows(2031)] == [1, 2, 3]
    assert rows.rows(2031) == list(Fritnummer.objects.filter(aar=2031).order_by("nummer"))
    with pytest.raises(Fritnummer.DoesNotExist):
        rows.get(1900)


def test_locked_rows_can_be_read_in_a_transaction():
    insert(Journalkaede(noegle="laast", antal=1))
    locked = FixedRows(Journalkaede, "noegle", marker="ingen", lock=True)
    with transaction.atomic():
        assert locked.get("laast").antal == 1


def test_a_fixed_query_refuses_a_value_that_it_cannot_place():
    with pytest.raises(LookupError):
        FixedQuery(lambda value: Sag.objects.filter(pk=1).values_list("pk")).rows(1)
