"""A case officer changes a base from the pages; every case says what it was handled under; a list shows where it was used."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.byggeri.services import DelInput, open_nybyggeri
from almen.grundlag.models import Grundlagsversion
from almen.grundlagssager.models import Grundlagsaendring
from almen.grundlagssager.selectors import sager_under, versions_of_sag
from almen.sager.models import Sag
from almen.sager.services import edit_sag

pytestmark = pytest.mark.django_db
FORM = {
    "titel": "Reserven hæves",
    "begrundelse": "Priserne stiger.",
    "version": "2027-1",
    "gyldig_fra": "01.01.2027",
    "tekst": "# Formål\n\nNy tekst.",
    "parameter-reserve_pct": "7,5",
}


@pytest.fixture
def browse(client):
    """The browser of a named person."""

    def sign_in(bruger):
        client.force_login(bruger)
        return client

    return sign_in


@pytest.fixture
def building(sagsgange, sagsbehandler, organisation):
    """A new-building case opened on a day."""

    def open_it(day, titel="Sag"):
        part = DelInput(boligtype="familie", antal=10, bruttoareal_m2=800, anskaffelsessum=30_000_000)
        return open_nybyggeri(
            bruger=sagsbehandler, titel=titel, boligorganisation=organisation, dele=[part], aabnet_dato=day
        )

    return open_it


def built_on():
    return Grundlagsversion.objects.get(grundlag_id="grundkapital", version="2024-1")


def test_a_change_is_opened_edited_and_shown_beside_what_it_changes(base, browse, sagsbehandler):
    browser = browse(sagsbehandler)
    assert (
        "Administrationsgrundlag for brug af grundkapital"
        in browser.get("/grundlagssager/ny/").content.decode()
    )
    page = browser.get("/grundlagssager/ny/grundkapital/").content.decode()
    assert "Felterne er udfyldt fra 2024-1" in page
    response = browser.post("/grundlagssager/ny/grundkapital/", {**FORM, "udgangspunkt": built_on().pk})
    aendring = Grundlagsaendring.objects.get()
    assert response.url == f"/grundlagssager/{aendring.sag.nummer}/"
    page = browser.get(response.url).content.decode()
    assert "7,5" in page and "<ins>" in page and "<del>" in page and "Ny tekst" in page
    edited = {**FORM, "udgangspunkt": built_on().pk, "tekst": "Endnu en tekst."}
    browser.post(f"{response.url}rediger/", edited)
    assert Grundlagsversion.objects.get(version="2027-1").tekst == "Endnu en tekst."
    case = browser.get(f"/sager/{aendring.sag.nummer}/").content.decode()
    assert "Udkastet er udarbejdet" in case and "Priserne stiger." in case


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"parameter-reserve_pct": "200"}, "Må højst være 100"),
        ({"parameter-hoejst_pr_sag": "mange"}, "Skriv et tal"),
        ({"gyldig_fra": "31.02.2027"}, "findes ikke"),
        ({"version": "nr to"}, "kan ikke bruges"),
        ({"version": "2024-1"}, "er vedtaget"),
        ({"begrundelse": ""}, "Skriv, hvorfor grundlaget ændres"),
        ({"titel": ""}, "hvad ændringen handler om"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_opened(change, words, base, browse, sagsbehandler):
    response = browse(sagsbehandler).post("/grundlagssager/ny/grundkapital/", {**FORM, **change})
    assert response.status_code == 400 and words in response.content.decode()
    assert not Sag.objects.exists()


def test_a_draft_put_forward_asks_which_amendment_the_edit_follows(
    open_change, decide, browse, sagsbehandler
):
    sag = open_change()
    address = f"/grundlagssager/{sag.nummer}/rediger/"
    assert "Hvilket ændringsforslag" not in browse(sagsbehandler).get(address).content.decode()
    decide(sag, "udkast")
    decide(sag, "indstilling")
    edited = {**FORM, "udgangspunkt": built_on().pk}
    refused = browse(sagsbehandler).post(address, edited)
    assert refused.status_code == 400 and "hvilket ændringsforslag" in refused.content.decode()
    done = browse(sagsbehandler).post(address, {**edited, "aendringsgrund": "Punkt 3"})
    assert done.status_code == 302


def test_an_adopted_draft_has_no_edit_page(open_change, decide_until, browse, sagsbehandler):
    sag = open_change()
    decide_until(sag, "br_godkender")
    browser = browse(sagsbehandler)
    assert browser.get(f"/grundlagssager/{sag.nummer}/rediger/").status_code == 404
    page = browser.get(f"/grundlagssager/{sag.nummer}/").content.decode()
    assert "Kommende" in page and "Ret udkastet" not in page
    version = browser.get("/grundlag/grundkapital/2027-1/").content.decode()
    assert f"Vedtaget i sagen {sag.nummer}" in version
    assert "Ret versionen i en ændringssag" in version
    page = browser.get("/grundlagssager/ny/grundkapital/?retter=2027-1").content.decode()
    assert "Rettelsen skal gælde fra samme dag som 2027-1" in page
    assert browser.get("/grundlagssager/ny/grundkapital/?retter=findes-ikke").status_code == 404
    assert sag.nummer in browser.get("/grundlag/grundkapital/").content.decode()


def test_the_list_of_changes_filters_and_exports(open_change, decide_until, browse, revisor):
    running, done = open_change(titel="Kører"), open_change("nybyggeri", titel="Færdig")
    decide_until(done, "udvalg_godkender")
    browser = browse(revisor)
    only = browser.get("/grundlagssager/?tilstand=vedtaget").content.decode()
    assert "Færdig" in only and "Kører" not in only
    only = browser.get("/grundlagssager/?grundlag=grundkapital").content.decode()
    assert "Kører" in only and "Færdig" not in only
    rows = b"".join(browser.get("/grundlagssager/?eksport=csv").streaming_content).decode()
    assert running.nummer in rows and done.nummer in rows


def test_every_case_says_which_versions_it_was_handled_under(building, browse, sagsbehandler):
    sag = building(dt.date(2023, 3, 1))
    found = {navn: version.version for navn, version in versions_of_sag(sag)}
    assert found == {
        "Administrationsgrundlag for nybyggeri": "2021-1",
        "Administrationsgrundlag for krav om almene boliger i lokalplaner": "2019-1",
        "Administrationsgrundlag for brug af grundkapital": "2019-1",
    }
    page = browse(sagsbehandler).get(f"/sager/{sag.nummer}/").content.decode()
    assert "Behandles efter" in page and "/grundlag/grundkapital/2019-1/" in page
    assert "Gjaldt, da sagen blev åbnet 1. marts 2023" in page


def test_a_case_from_before_any_version_says_that_none_was_in_force(building, browse, sagsbehandler):
    page = browse(sagsbehandler).get(f"/sager/{building(dt.date(2012, 3, 1)).nummer}/").content.decode()
    assert "Ingen vedtaget version gjaldt 1. marts 2012" in page


def test_a_version_set_on_the_case_counts_instead_of_the_computed_one(building, sagsbehandler):
    sag = building(dt.date(2023, 3, 1))
    Sag.objects.filter(pk=sag.pk).update(grundlagsversion=built_on())
    sag = Sag.objects.get(pk=sag.pk)
    assert dict(versions_of_sag(sag))["Administrationsgrundlag for brug af grundkapital"] == built_on()
    old = Grundlagsversion.objects.get(grundlag_id="grundkapital", version="2019-1")
    assert list(sager_under(built_on(), sagsbehandler).values_list("pk", flat=True)) == [sag.pk]
    assert not sager_under(old, sagsbehandler).exists()


def test_a_version_lists_the_cases_handled_under_it_as_far_as_the_user_may_see(
    building, browse, sagsbehandler, administrator
):
    old, new = building(dt.date(2024, 5, 1), "Gammel"), building(dt.date(2024, 5, 2), "Ny sag")
    secret = building(dt.date(2025, 1, 1), "Hemmelig")
    edit_sag(bruger=sagsbehandler, sag=secret, titel="Hemmelig", fortrolighed="fortrolig")
    address = "/grundlag/grundkapital/2024-1/sager/"
    page = browse(sagsbehandler).get(address).content.decode()
    assert new.nummer in page and secret.nummer in page and old.nummer not in page
    assert "2 sager" in browse(sagsbehandler).get("/grundlag/grundkapital/2024-1/").content.decode()
    page = browse(administrator).get(address).content.decode()
    assert new.nummer in page and "Hemmelig" not in page
    rows = b"".join(browse(administrator).get(f"{address}?eksport=csv").streaming_content).decode()
    assert new.nummer in rows and secret.nummer not in rows
    assert browse(sagsbehandler).get("/grundlag/grundkapital/1999-1/sager/").status_code == 404


def test_every_case_is_under_exactly_the_versions_that_list_it(building, sagsbehandler):
    days = [
        dt.date(2012, 1, 1),
        dt.date(2019, 5, 8),
        dt.date(2019, 5, 9),
        dt.date(2024, 5, 1),
        dt.date(2026, 1, 1),
    ]
    for sag in [building(day) for day in days]:
        said = {version.pk for _, version in versions_of_sag(sag) if version}
        listed = {
            version.pk
            for version in Grundlagsversion.objects.all()
            if sager_under(version, sagsbehandler).filter(pk=sag.pk).exists()
        }
        assert said == listed


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/grundlagssager/", 8),
        ("/grundlagssager/{sag}/", 9),
        ("/grundlag/grundkapital/", 14),
        ("/grundlag/grundkapital/2024-1/", 14),
        ("/grundlag/grundkapital/2024-1/sager/", 13),
        ("/medlemsforslag/", 8),
    ],
)
def test_pages_ask_the_database_a_fixed_number_of_times(
    address, most, open_change, building, browse, leder, django_assert_max_num_queries
):
    sag = open_change()
    for number in range(3):
        open_change(version=f"2028-{number}", fra=dt.date(2028, 1, 1 + number))
        building(dt.date(2025, 1, 1 + number))
    browser = browse(leder)
    path = address.format(sag=sag.nummer)
    browser.get(path)
    with django_assert_max_num_queries(most):
        assert browser.get(path).status_code == 200
