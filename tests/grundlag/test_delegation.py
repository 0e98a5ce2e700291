"""M5: delegation is data with a day and the decision it rests on, and an act outside it is refused with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from almen.grundlag.models import Delegation, Delegationsophoer
from almen.grundlag.selectors.delegation import Delegering, delegation_of, find_among, find_delegation
from almen.grundlag.services.delegation import Delegationsinput, end_delegation, register_delegation
from almen.grundlag.services.rettigheder import IkkeTilladt
from almen.grundlag.vaern import VedtagetVersion
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost
from almen.sagsgang.delegation import Profildelegation
from almen.sagsgang.register import REGISTER

DAY = dt.date(2026, 11, 24)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 12))
KINDS = st.sampled_from(["tilsyn_paabud", "nybyggeri", "renovering"])
ACTORS = st.sampled_from(["forvaltningen", "suf", "direktionen"])


def make(kode="tilsyn", til_aktoer="forvaltningen", sagstyper=("nybyggeri",), fra=None, til=None):
    return Delegering(
        kode, "Prøve", "udvalget", til_aktoer, tuple(sagstyper), fra, til, None, "Prøve", "usikker"
    )


delegationer = st.lists(
    st.builds(
        make,
        kode=st.sampled_from(["a", "b", "c"]),
        til_aktoer=ACTORS,
        sagstyper=st.lists(KINDS, min_size=1, max_size=2, unique=True),
        fra=st.none() | DAYS,
        til=st.none() | DAYS,
    ),
    max_size=4,
)


def the_input(**changes):
    given_ = Delegationsinput(
        kode="laan",
        navn="Lån uden garanti",
        fra_organ="udvalget",
        til_aktoer="forvaltningen",
        sagstyper=("laan_uden_garanti",),
        fra=dt.date(2026, 12, 1),
        besluttet=dt.date(2026, 11, 2),
        kilde="Udvalget 2. november 2026, punkt 4",
    )
    return replace(given_, **changes)


@settings(max_examples=60)
@given(known=delegationer, kind=KINDS, actor=ACTORS, day=DAYS)
def test_an_act_is_allowed_if_and_only_if_one_in_force_covers_kind_and_actor(known, kind, actor, day):
    svar = find_among(known, kind, actor, day)
    expected = [
        item
        for item in known
        if kind in item.sagstyper
        and item.til_aktoer == actor
        and not (item.fra and day < item.fra)
        and not (item.til and item.til < day)
    ]
    assert svar.tilladt is bool(expected)
    assert svar.begrundelse
    assert (svar.delegation in expected) if expected else svar.delegation is None


def test_a_profile_may_not_name_a_period_that_ends_before_it_begins():
    decision = {"organ": "udvalget", "kilde": "x", "sikkerhed": "usikker"}
    with pytest.raises(ValueError, match="slutter, før den begynder"):
        Profildelegation(
            id="a", navn="A", til_aktoer="suf", sagstyper=("x",), fra=DAY, til=dt.date(2020, 1, 1), vedtaget=decision
        )  # fmt: skip


@pytest.mark.django_db
def test_what_koebenhavn_has_delegated_says_that_the_day_was_not_found():
    svar = find_delegation("tilsyn_paabud", "forvaltningen", DAY)
    assert svar.tilladt and svar.delegation
    assert svar.delegation.besluttet is None and svar.delegation.sikkerhed == "usikker"
    assert "ikke er fundet" in svar.delegation.beslutning
    assert not find_delegation("nybyggeri", "forvaltningen", DAY).tilladt
    assert not find_delegation("tilsyn_paabud", "direktionen", DAY).tilladt


@pytest.mark.django_db
def test_a_registered_delegation_holds_from_its_first_day_and_ends_by_a_decision(leder):
    register_delegation(bruger=leder, data=the_input())
    assert not find_delegation("laan_uden_garanti", "forvaltningen", dt.date(2026, 11, 30)).tilladt
    assert find_delegation("laan_uden_garanti", "forvaltningen", dt.date(2026, 12, 1)).tilladt
    end_delegation(
        bruger=leder,
        delegation=delegation_of("laan"),
        sidste_dag=dt.date(2027, 6, 30),
        kilde="Udvalget",
        begrundelse="Trukket tilbage",
    )
    assert find_delegation("laan_uden_garanti", "forvaltningen", dt.date(2027, 6, 30)).tilladt
    refused = find_delegation("laan_uden_garanti", "forvaltningen", dt.date(2027, 7, 1))
    assert not refused.tilladt and "30. juni 2027" in refused.begrundelse
    arter = list(Journalpost.objects.order_by("pk").values_list("art", flat=True))
    assert arter[-2:] == ["delegation_registreret", "delegation_ophoert"]
    with pytest.raises(UgyldigtInput, match="allerede"):
        end_delegation(
            bruger=leder, delegation=delegation_of("laan"), sidste_dag=DAY, kilde="x", begrundelse="x"
        )


@pytest.mark.django_db
def test_one_of_the_profile_can_end_too(leder):
    end_delegation(
        bruger=leder, delegation=delegation_of("tilsyn"), sidste_dag=DAY, kilde="Udvalget", begrundelse="Hjemtaget"
    )  # fmt: skip
    assert not find_delegation("tilsyn_paabud", "forvaltningen", DAY + dt.timedelta(days=1)).tilladt


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "felt"),
    [
        ({"kode": "ny"}, "kode"),
        ({"kode": "tilsyn"}, "kode"),
        ({"fra_organ": "forvaltningen"}, "fra_organ"),
        ({"til_aktoer": "staten"}, "til_aktoer"),
        ({"til_aktoer": "udvalget"}, "til_aktoer"),
        ({"sagstyper": ()}, "sagstyper"),
        ({"sagstyper": ("findes_ikke",)}, "sagstyper"),
        ({"til": dt.date(2026, 11, 30)}, "til"),
        ({"besluttet": dt.date(2027, 1, 1)}, "besluttet"),
        ({"besluttet": None}, "sikkerhed"),
        ({"kilde": " "}, "kilde"),
    ],
)
def test_a_fault_names_its_field_and_nothing_is_written(leder, changes, felt):
    with pytest.raises(UgyldigtInput) as error:
        register_delegation(bruger=leder, data=the_input(**changes))
    assert felt in [item.felt for item in error.value.fejl]
    assert not Delegation.objects.exists()


@pytest.mark.django_db
def test_only_leder_and_administrator_register_and_end(sagsbehandler, administrator):
    with pytest.raises(IkkeTilladt):
        register_delegation(bruger=sagsbehandler, data=the_input())
    with pytest.raises(IkkeTilladt):
        end_delegation(bruger=sagsbehandler, delegation=delegation_of("tilsyn"), sidste_dag=DAY, kilde="x", begrundelse="x")  # fmt: skip
    register_delegation(bruger=administrator, data=the_input())


@pytest.mark.django_db
def test_what_is_registered_is_neither_changed_nor_deleted(leder):
    saved = register_delegation(bruger=leder, data=the_input())
    saved.navn = "Andet"
    with pytest.raises(VedtagetVersion):
        saved.save()
    with pytest.raises(VedtagetVersion), transaction.atomic():
        saved.delete()
    assert not Delegationsophoer.objects.exists()


@pytest.mark.django_db
def test_the_pages_show_a_day_register_and_end(signed_in, leder, django_assert_max_num_queries):
    browser = signed_in(leder)
    faulty = browser.post("/delegationer/ny/", {"navn": "Lån", "kode": "STORE"})
    assert faulty.status_code == 400 and "STORE" in faulty.content.decode()
    done = browser.post(
        "/delegationer/ny/",
        {"navn": "Lån", "kode": "laan", "fra_organ": "udvalget", "til_aktoer": "forvaltningen",
         "sagstyper": ["laan_uden_garanti"], "fra": "01.12.2026", "besluttet": "02.11.2026", "kilde": "Punkt 4",
         "sikkerhed": "sikker"},
    )  # fmt: skip
    assert done.status_code == 302
    with django_assert_max_num_queries(10):
        today = browser.get("/delegationer/").content.decode()
    assert "Kommende" in today and "fra en dag, der ikke er fundet" in today.lower()
    assert "Kommende" not in browser.get("/delegationer/?dag=02.12.2026").content.decode()
    assert browser.get("/delegationer/?dag=xx").status_code == 400
    assert browser.post("/delegationer/laan/ophoer/", {"sidste_dag": "01.01.2020", "kilde": "x", "begrundelse": "x"}).status_code == 400  # fmt: skip
    assert browser.post("/delegationer/laan/ophoer/", {"sidste_dag": "31.12.2026", "kilde": "x", "begrundelse": "Slut"}).status_code == 302  # fmt: skip
    assert "Slut" in browser.get("/delegationer/laan/").content.decode()
    assert browser.get("/delegationer/laan/ophoer/").status_code == 404


def test_nobody_can_dispense_from_the_check():
    assert REGISTER.kontrol("delegation").ufravigelig
