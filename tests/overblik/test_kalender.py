"""The calendar, and the secret addresses under which it leaves the house."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ui.test_kalender import read

from almen.aarshjul.services import open_aar
from almen.organisationer.models import Rolletildeling
from almen.overblik.maaned import build_maaned, last_day
from almen.overblik.models import Kalenderadresse
from almen.overblik.services import create_kalenderadresse, hash_noegle, revoke_kalenderadresse
from almen.overblik.views import kalender as sider
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag
from almen.sager.services import add_frist, assign_sag, edit_sag, verify_journal
from almen.ui.kalender import Haendelse

SOON = timezone.localdate() + dt.timedelta(days=20)


def make(bruger, kilder=("frister",), kun_egne=False, navn="Telefon"):
    return create_kalenderadresse(bruger=bruger, navn=navn, kilder=list(kilder), kun_egne=kun_egne)


def fetch(noegle, **headers):
    return Client().get(f"/kalender/abonnement/{noegle}.ics", headers=headers)


def titles(noegle):
    return [event["SUMMARY"][0] for event in read(fetch(noegle).content)]


@pytest.fixture
def sag(verden_sag, sagsbehandler) -> Sag:
    add_frist(bruger=sagsbehandler, sag=verden_sag, titel="Svar på brev", dato=SOON)
    return verden_sag


def test_a_feed_gives_the_deadlines_with_a_link_to_the_case(sag, leder):
    _, noegle = make(leder)
    answer = fetch(noegle)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in answer and not answer.cookies and "Cookie" not in answer.get("Vary", "")
    event = next(item for item in read(answer.content) if "Svar på brev" in item["SUMMARY"][0])
    assert event["URL"] == [f"http://testserver{sag.get_absolute_url()}"]
    assert event["DTSTART;VALUE=DATE"] == [f"{SOON:%Y%m%d}"]


def test_only_the_hash_of_the_secret_is_kept(sag, leder):
    adresse, noegle = make(leder)
    adresse.refresh_from_db()
    assert adresse.noegle_sha256 == hash_noegle(noegle)
    stored = str([getattr(adresse, field.attname) for field in adresse._meta.concrete_fields])
    assert noegle not in stored
    assert noegle not in str(list(Journalpost.objects.values_list("tekst", "data")))


@pytest.mark.parametrize("noegle", ["x", "a" * 43, "../../sager", "%00", "æøå" * 10, "a" * 500])
def test_an_unknown_address_is_not_there(db, noegle):
    assert Client().get(f"/kalender/abonnement/{noegle}.ics").status_code == 404


def test_a_revoked_address_is_not_there_at_once(sag, leder):
    adresse, noegle = make(leder)
    assert fetch(noegle).status_code == 200
    revoke_kalenderadresse(bruger=leder, adresse=adresse)
    assert fetch(noegle).status_code == 404
    revoke_kalenderadresse(bruger=leder, adresse=adresse)
    assert Journalpost.objects.filter(art="kalenderadresse_tilbagekaldt").count() == 1
    assert verify_journal() == []


def test_a_closed_account_closes_its_addresses(sag, leder):
    _, noegle = make(leder)
    leder.is_active = False
    leder.save()
    assert fetch(noegle).status_code == 404


def test_who_loses_the_role_loses_the_content(sag, leder):
    _, noegle = make(leder)
    assert titles(noegle)
    Rolletildeling.objects.filter(bruger=leder).update(gyldig_til=timezone.localdate() - dt.timedelta(days=1))
    assert titles(noegle) == []


def test_a_confidential_case_leaves_the_house_not_even_as_a_number(sag, leder, client):
    _, noegle = make(leder)
    edit_sag(bruger=leder, sag=sag, titel="Hemmelig titel", fortrolighed="fortrolig")
    content = fetch(noegle).content.decode()
    assert titles(noegle) == [] and sag.nummer not in content and "Hemmelig" not in content
    # In the house, those who may see it do.
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/kalender/", {"maaned": f"{SOON:%Y-%m}"}).content.decode()
    assert "Svar på brev" in page and "Fortrolig" in page


@pytest.mark.parametrize(
    ("who", "niveau", "sees"),
    [
        ("boligorganisation_bruger", "aaben", True),
        ("boligorganisation_bruger", "intern", False),
        ("anden_boligorganisation_bruger", "aaben", False),
        ("suf", "aaben", False),
        ("uden_rolle", "aaben", False),
        ("administrator", "intern", True),
        ("revisor", "intern", True),
        ("direktion", "intern", True),
        ("sekretaer", "intern", True),
    ],
)
def test_a_feed_follows_its_owners_rights(sag, leder, who, niveau, sees, request):
    edit_sag(bruger=leder, sag=sag, titel=sag.titel, fortrolighed=niveau)
    _, noegle = make(request.getfixturevalue(who))
    assert bool(titles(noegle)) is sees


def test_own_is_what_one_answers_for_or_acts_on(
    sag, sagsbehandler, leder, boligorganisation_bruger, direktion
):
    add_frist(bruger=leder, sag=sag, titel="Send tegninger", dato=SOON, aktoer="boligorganisation")
    add_frist(bruger=leder, sag=sag, titel="Direktionens svar", dato=SOON, aktoer="direktionen")

    def own(bruger):
        _, noegle = make(bruger, kun_egne=True, navn="Egne")
        return {title.split(" (")[0] for title in titles(noegle)}

    assert {"Svar på brev", "Send tegninger", "Direktionens svar"} <= own(sagsbehandler)
    assert own(leder) == set()
    assert own(boligorganisation_bruger) == {"Send tegninger"}
    assert own(direktion) == {"Direktionens svar"}
    assign_sag(bruger=leder, sag=sag, ansvarlig=leder)
    assert "Svar på brev" in own(leder) and own(sagsbehandler) == set()


def test_the_year_wheel_is_there_until_it_is_started_and_then_as_deadlines(
    sagsgange, leder, organisation, anden_organisation
):
    aar = timezone.localdate().year + 1
    _, noegle = make(leder, kilder=["aarshjul"])
    _, frister = make(leder, navn="Frister")
    assert f"Endeligt regnskab {aar}: frist" in titles(noegle)
    assert f"Endeligt regnskab {aar}: startes" in titles(noegle) and titles(frister) == []
    open_aar(bruger=leder, aar=aar, valgte=["regnskab_endeligt"])
    assert not [title for title in titles(noegle) if f"Endeligt regnskab {aar}" in title]
    assert len(titles(frister)) == 2


def test_a_housing_organisation_has_no_wheel(sagsgange, boligorganisation_bruger):
    with pytest.raises(UgyldigtInput, match="frister"):
        make(boligorganisation_bruger, kilder=["aarshjul"])


def test_what_has_not_changed_is_not_sent_again(sag, leder, sagsbehandler):
    _, noegle = make(leder)
    first = fetch(noegle)
    again = fetch(noegle, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert fetch(noegle, if_modified_since=first["Last-Modified"]).status_code == 304
    uids = {event["UID"][0] for event in read(first.content)}
    add_frist(bruger=sagsbehandler, sag=sag, titel="En til", dato=SOON)
    changed = fetch(noegle, if_none_match=first["ETag"])
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]
    assert uids < {event["UID"][0] for event in read(changed.content)}


def test_the_day_of_use_is_noted(sag, leder):
    adresse, noegle = make(leder)
    fetch(noegle)
    adresse.refresh_from_db()
    assert adresse.sidst_brugt == timezone.localdate()


def test_a_feed_costs_the_same_however_many_deadlines(sag, leder, sagsbehandler, django_assert_num_queries):
    from django.core.cache import cache

    _, noegle = make(leder)
    fetch(noegle)
    cache.clear()
    with django_assert_num_queries(3):
        fetch(noegle)
    for number in range(8):
        add_frist(bruger=sagsbehandler, sag=sag, titel=f"Nr. {number}", dato=SOON)
    fetch(noegle)
    with django_assert_num_queries(3):
        fetch(noegle)


def test_too_often_is_slowed_down_and_others_go_on(sag, leder, monkeypatch):
    monkeypatch.setattr(sider, "MAX_PER_HOUR", 3)
    (_, busy), (_, calm) = make(leder), make(leder, navn="Anden")
    assert [fetch(busy).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert fetch(calm).status_code == 200


def test_guessing_is_slowed_down_and_those_who_know_go_on(sag, leder, monkeypatch):
    monkeypatch.setattr(sider, "MAX_WRONG_PER_MINUTE", 2)
    _, noegle = make(leder)
    wrong = [fetch("b" * 43) for _ in range(4)]
    assert [item.status_code for item in wrong] == [404, 404, 429, 429]
    assert wrong[-1]["Retry-After"] == "60"
    assert fetch(noegle).status_code == 200


def test_a_feed_is_read_only(sag, leder):
    _, noegle = make(leder)
    assert Client().post(f"/kalender/abonnement/{noegle}.ics").status_code == 405
    head = Client().head(f"/kalender/abonnement/{noegle}.ics")
    assert head.status_code == 200 and head["ETag"]


def test_the_secret_is_shown_once(client, leder, sagsgange):
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    page = client.post("/kalender/adresser/", {"navn": "Telefon", "kilder": ["frister"], "omfang": "alle"})
    text = page.content.decode()
    assert "/kalender/abonnement/" in text and ".ics" in text
    again = client.get("/kalender/adresser/").content.decode()
    assert "Telefon" in again and "/kalender/abonnement/" not in again


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kilder": ["frister"], "omfang": "alle"}, "Navn"),
        ({"navn": "x", "omfang": "alle"}, "Vælg mindst én slags indhold"),
        ({"navn": "x", "kilder": ["hest"], "omfang": "alle"}, "Indhold: "),
        ({"navn": "x", "kilder": ["frister"], "omfang": "alles"}, "Omfang"),
        ({}, "Navn"),
    ],
)
def test_a_faulty_form_makes_no_address(client, leder, data, words):
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    page = client.post("/kalender/adresser/", data)
    assert page.status_code == 400 and words in page.content.decode()
    assert not Kalenderadresse.objects.exists()


def test_there_is_an_end_to_how_many_addresses_one_has(leder):
    for number in range(10):
        make(leder, navn=str(number))
    with pytest.raises(UgyldigtInput, match="Tilbagekald"):
        make(leder)
    revoke_kalenderadresse(bruger=leder, adresse=Kalenderadresse.objects.first())
    make(leder)


def test_nobody_revokes_a_strangers_address_but_leder_and_administrator(
    direktion, sagsbehandler, administrator
):
    adresse, _ = make(direktion)
    with pytest.raises(AdgangNaegtet):
        revoke_kalenderadresse(bruger=sagsbehandler, adresse=adresse)
    revoke_kalenderadresse(bruger=administrator, adresse=adresse)
    adresse.refresh_from_db()
    assert adresse.tilbagekaldt_af == get_user_model().objects.get(pk=administrator.pk)


def test_the_month_shows_each_event_on_its_day(client, leder, sag):
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/kalender/", {"maaned": f"{SOON:%Y-%m}"}).content.decode()
    assert f'id="dag-{SOON.day}"' in page and "Svar på brev" in page
    assert "Svar på brev" not in client.get("/kalender/", {"maaned": "2001-02"}).content.decode()


@pytest.mark.parametrize(
    "query", ["maaned=2026-13", "maaned=hest", "maaned=0001-01", "kilde=hest", "omfang=hest", "maaned=2026-1"]
)
def test_a_month_that_is_none_is_refused_kindly(client, leder, query):
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/kalender/?{query}").status_code == 400


def test_the_calendar_costs_the_same_however_many_events(
    client, leder, sag, sagsbehandler, django_assert_num_queries
):
    client.force_login(leder, "django.contrib.auth.backends.ModelBackend")
    address = f"/kalender/?maaned={SOON:%Y-%m}"
    client.get(address)
    with django_assert_num_queries(22):
        client.get(address)
    for number in range(6):
        add_frist(bruger=sagsbehandler, sag=sag, titel=f"Nr. {number}", dato=SOON)
    with django_assert_num_queries(22):
        client.get(address)


@settings(deadline=None)
@given(first=st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)), offset=st.integers(-3, 34))
def test_every_day_of_a_month_is_there_once_and_no_event_is_lost(first, offset):
    first = first.replace(day=1)
    day = first + dt.timedelta(days=offset)
    event = Haendelse("1", day, "x", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    month = build_maaned(first, [event])
    days = [item for _, week in month.uger for item in week if item.i_maaneden]
    assert [item.dato.day for item in days] == list(range(1, last_day(first).day + 1))
    assert sum(len(item.haendelser) for item in days) == (1 if day.month == first.month else 0)
    assert month.forrige < first < month.naeste
