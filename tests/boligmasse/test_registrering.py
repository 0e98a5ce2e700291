"""A figure is added, replaced with a reason, withdrawn; nothing that was read is ever altered."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.boligmasse.models import Boligtal
from almen.boligmasse.selectors import history_of
from almen.boligmasse.services import check_tal, register_boligtal, register_first, withdraw_boligtal
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import verify_journal
from boligmasse.conftest import tal

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def test_a_newer_reading_leaves_the_older_one_to_be_seen_with_who_and_why(put, leder):
    (first,) = put(tal(vaerdi="100"))
    newer = register_boligtal(bruger=leder, tal=tal(vaerdi="110"), begrundelse="Kilden har rettet sig")
    assert list(Boligtal.objects.gaeldende()) == [newer]
    assert [(row.tal, row.registreret_af.username, row.begrundelse) for row in history_of(first)] == [
        (Decimal(110), "leif", "Kilden har rettet sig"),
        (Decimal(100), "karen", ""),
    ]
    post = Journalpost.objects.filter(art="boligtal_registreret").latest("pk")
    assert (post.data["foer"], post.data["vaerdi"]) == ("100", "110")
    assert verify_journal() == []


def test_no_figure_is_replaced_in_silence(put):
    put(tal(vaerdi="100"))
    with pytest.raises(UgyldigtInput, match="begrundelse: skal udfyldes"):
        put(tal(vaerdi="110"))
    assert Boligtal.objects.count() == 1


def test_the_same_figure_of_the_same_source_is_not_registered_twice(put):
    put(tal(vaerdi="100"))
    with pytest.raises(UgyldigtInput, match="står der allerede"):
        put(tal(vaerdi="100"), begrundelse="Igen")


def test_a_withdrawn_figure_counts_no_more_and_may_come_again(put, sagsbehandler):
    (first,) = put(tal())
    withdrawn = withdraw_boligtal(bruger=sagsbehandler, boligtal=first, begrundelse="Forkert år")
    assert not Boligtal.objects.gaeldende().exists()
    with pytest.raises(UgyldigtInput, match="i mellemtiden"):
        withdraw_boligtal(bruger=sagsbehandler, boligtal=first, begrundelse="Igen")
    (again,) = put(tal())
    assert [row.pk for row in history_of(first)] == [again.pk, withdrawn.pk, first.pk]


@pytest.mark.parametrize(
    "sql", ["UPDATE boligmasse_boligtal SET vaerdi = 1", "DELETE FROM boligmasse_boligtal"]
)
def test_the_database_itself_refuses_to_alter_a_reading(put, sql):
    put(tal())
    with pytest.raises(DatabaseError, match="kan ikke aendres"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"emne": "andet"}, "emne", "bestand, faerdiggjort"),
        ({"ejerform": "leje"}, "ejerform", "almen"),
        ({"enhed": "pct"}, "enhed", "antal, andel"),
        ({"aar": 24}, "aar", "fra 1900 til 2099"),
        ({"fra_aar": 2020}, "fra_aar", "opgøres for ét år"),
        ({"emne": "faerdiggjort", "fra_aar": 2024}, "fra_aar", "ikke efter det sidste år"),
        ({"bydel": "Ørestad"}, "bydel", "Amager Vest"),
        ({"vaerdi": "1.5"}, "vaerdi", "helt antal"),
        ({"vaerdi": "-1"}, "vaerdi", "fra 0"),
        ({"vaerdi": "10000000"}, "vaerdi", "9999999"),
        ({"enhed": "andel", "vaerdi": "100.1"}, "vaerdi", "0 til 100"),
        ({"enhed": "andel", "vaerdi": "1.12345"}, "vaerdi", "højst have 4 decimaler"),
        ({"enhed": "andel", "ejerform": "ialt"}, "ejerform", "summen regnes ud"),
        ({"kilde": " "}, "kilde", "skal udfyldes"),
        ({"kilde_adresse": "javascript:alert(1)"}, "kilde_adresse", "https://"),
        ({"kilde_adresse": "http://[bad"}, "kilde_adresse", "https://"),
        ({"laest": dt.date(2026, 6, 2)}, "laest", "fremtiden"),
        ({"sikkerhed": "vist"}, "sikkerhed", "usikker"),
        ({"note": "x" * 401}, "note", "400 tegn"),
    ],
)
def test_a_fault_names_the_field_and_what_is_allowed(change, field, says):
    found = check_tal(tal(**change), TODAY)
    assert [fejl.felt for fejl in found] == [field]
    assert says in found[0].besked


@given(st.integers(0, 4).flatmap(lambda places: st.decimals(0, 100, places=places, allow_nan=False)))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_share_keeps_the_precision_it_was_printed_in(sagsbehandler, value):
    with transaction.atomic():
        saved = register_boligtal(
            bruger=sagsbehandler, tal=tal(vaerdi=str(value), enhed="andel"), begrundelse="Prøve"
        )
        assert str(Boligtal.objects.get(pk=saved.pk).tal) == str(value)
        transaction.set_rollback(True)


def test_what_the_source_does_not_know_is_kept_as_not_known(put):
    (row,) = put(tal(vaerdi=None))
    assert Boligtal.objects.get(pk=row.pk).tal is None


@pytest.mark.parametrize(
    "role", ["direktion", "sekretaer", "suf", "revisor", "boligorganisation_bruger", "uden_rolle"]
)
def test_only_who_keeps_the_figures_writes_them(request, put, role):
    (row,) = put(tal())
    bruger = request.getfixturevalue(role)
    for act in (
        lambda: register_boligtal(bruger=bruger, tal=tal(vaerdi="5"), begrundelse="x"),
        lambda: withdraw_boligtal(bruger=bruger, boligtal=row, begrundelse="x"),
        lambda: register_first(bruger=bruger, tal=[tal("andel")]),
    ):
        with pytest.raises(AdgangNaegtet):
            act()
    assert Boligtal.objects.count() == 1


def test_many_at_once_are_all_or_none_and_the_fault_says_which(administrator):
    with pytest.raises(UgyldigtInput, match=r"tal\[1\].ejerform"):
        register_first(bruger=administrator, tal=[tal(), tal("ukendt")])
    assert not Boligtal.objects.exists()
