"""Local plans that require almene dwellings: what lies in projects, what is left, and since when nothing happened."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from almen.byggeri.models import Lokalplan, Lokalplanprojekt
from almen.byggeri.selectors.lokalplaner import ledig_siden, lokalplaner, samlet
from almen.byggeri.services import register_grundkoebslaan
from almen.byggeri.services.lokalplan import link_projekt, save_lokalplan, unlink_projekt
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost
from almen.sager.services import record_beslutning
from byggeri.conftest import make_sag

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(sagsbehandler):
    return save_lokalplan(
        bruger=sagsbehandler,
        nummer="609-1",
        navn="Prøveområdet",
        vedtaget=dt.date(2020, 5, 1),
        andel_pct=Decimal(25),
        boliger_m2=Decimal(20_000),
    )


@pytest.fixture
def projekt(sagsgange, sagsbehandler, organisation):
    return make_sag(sagsbehandler, organisation).projekt


def read(plan):
    return lokalplaner().get(pk=plan.pk)


def test_the_requirement_follows_the_share_until_it_is_printed(plan, sagsbehandler):
    assert plan.krav_m2 == 5_000 and plan.krav_beregnet
    save_lokalplan(bruger=sagsbehandler, lokalplan=plan, andel_pct=Decimal(20), krav_m2=plan.krav_m2)
    assert plan.krav_m2 == 4_000 and plan.krav_beregnet
    save_lokalplan(bruger=sagsbehandler, lokalplan=plan, navn="Nyt navn")
    assert plan.krav_m2 == 4_000 and plan.krav_beregnet
    save_lokalplan(bruger=sagsbehandler, lokalplan=plan, krav_m2=Decimal(4_500))
    assert plan.krav_m2 == 4_500 and not plan.krav_beregnet


def test_projects_fill_the_plan_and_a_rejected_one_fills_nothing(plan, projekt, sagsbehandler):
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(3_000))
    assert (read(plan).i_projekter, read(plan).rest) == (3_000, 2_000)
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(3_500))
    assert read(plan).rest == 1_500 and Lokalplanprojekt.objects.count() == 1
    for trin, udfald in (
        ("ansoegning", "godkendt"),
        ("oplysning", "godkendt"),
        ("direktion_oekonomi", "forkastet"),
    ):
        record_beslutning(
            bruger=sagsbehandler, sag=projekt.sag, trin=trin, udfald=udfald, begrundelse="nej", kilde="brev"
        )
    assert read(plan).rest == 5_000


def test_a_surplus_in_one_plan_does_not_fill_another(plan, projekt, sagsbehandler):
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(7_000))
    save_lokalplan(bruger=sagsbehandler, nummer="610", navn="Tom", krav_m2=Decimal(5_000))
    save_lokalplan(bruger=sagsbehandler, nummer="611", navn="Ukendt")
    found = samlet()
    assert (found.antal, found.uden_krav, found.ledige) == (3, 1, 1)
    assert found.realisering.krav_m2 == 10_000
    assert found.realisering.projekter_m2 == 5_000 and found.realisering.pct == 50


def test_idle_since_adoption_then_since_the_latest_project_and_not_when_it_is_full(
    plan, projekt, sagsbehandler
):
    assert ledig_siden(read(plan)) == dt.date(2020, 5, 1)
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(1_000))
    assert ledig_siden(read(plan)) == projekt.sag.aabnet_dato
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(5_000))
    assert ledig_siden(read(plan)) is None


def test_every_change_stands_in_the_journal(plan, projekt, sagsbehandler):
    link = link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(10))
    unlink_projekt(bruger=sagsbehandler, link=link)
    arts = list(Journalpost.objects.filter(art__startswith="lokalplan").values_list("art", flat=True))
    assert arts == ["lokalplan", "lokalplanprojekt", "lokalplanprojekt_fjernet"]


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"nummer": "ny"}, "nummer"),
        ({"nummer": "12/3"}, "nummer"),
        ({"nummer": ""}, "nummer"),
        ({"andel_pct": Decimal(101)}, "andel_pct"),
        ({"krav_m2": Decimal(-1)}, "krav_m2"),
    ],
)
def test_bad_input_names_the_field_and_writes_nothing(sagsbehandler, felter, felt):
    with pytest.raises(UgyldigtInput) as refused:
        save_lokalplan(bruger=sagsbehandler, **{"nummer": "1", "navn": "x", **felter})
    assert felt in {item.felt for item in refused.value.fejl}
    assert not Lokalplan.objects.exists()


def test_a_number_is_used_once(plan, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="i forvejen"):
        save_lokalplan(bruger=sagsbehandler, nummer="609-1", navn="Igen")


def test_an_area_of_nothing_is_refused(plan, projekt, sagsbehandler):
    with pytest.raises(UgyldigtInput):
        link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(0))


def test_only_those_who_work_with_cases_register(plan, revisor):
    with pytest.raises(AdgangNaegtet):
        save_lokalplan(bruger=revisor, lokalplan=plan, navn="x")


def test_the_pages_from_registration_to_a_project_that_counts(client, projekt, sagsbehandler):
    client.force_login(sagsbehandler)
    client.post(
        reverse("byggeri:ny_lokalplan"),
        {"nummer": "700", "navn": "Havnen", "andel_pct": "30", "boliger_m2": "10.000"},
    )
    address = reverse("byggeri:lokalplan", args=["700"])
    page = client.get(address).content.decode()
    assert "Over grænsen" in page and "3.000" in page and "(beregnet)" in page
    client.post(address, {"projekt": projekt.pk, "m2": "1.200,5"})
    page = client.get(address).content.decode()
    assert "1.200,50 m²" in page and projekt.navn in page
    listed = client.get(reverse("byggeri:lokalplaner"), {"tilstand": "mangler"}).content.decode()
    assert "Havnen" in listed
    link = Lokalplanprojekt.objects.get()
    client.post(reverse("byggeri:fjern_fra_lokalplan", args=["700", link.pk]))
    assert not Lokalplanprojekt.objects.exists()
    wrong = client.post(address, {"projekt": "", "m2": "0"})
    assert "Vælg det projekt" in wrong.content.decode()


def test_who_may_not_see_a_case_does_not_see_its_project_in_the_plan(
    client, plan, projekt, sagsbehandler, anden_boligorganisation_bruger
):
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(10))
    client.force_login(anden_boligorganisation_bruger)
    page = client.get(reverse("byggeri:lokalplan", args=[plan.nummer])).content.decode()
    assert projekt.navn not in page


def test_the_list_asks_the_same_number_of_questions(
    client, plan, sagsbehandler, django_assert_max_num_queries
):
    for number in range(5):
        save_lokalplan(bruger=sagsbehandler, nummer=str(800 + number), navn="x", krav_m2=Decimal(1))
    client.force_login(sagsbehandler)
    with django_assert_max_num_queries(9):
        client.get(reverse("byggeri:lokalplaner"))


@pytest.mark.parametrize(
    ("vedtaget", "andel", "svar"),
    [
        (dt.date(2023, 1, 1), Decimal(25), ">Ja<"),
        (dt.date(2023, 1, 1), Decimal(10), ">Nej<"),
        (None, Decimal(25), "Kan ikke afgøres"),
    ],
)
def test_a_land_loan_is_held_against_the_plans_requirement_on_the_projects_page(
    client, projekt, sagsbehandler, vedtaget, andel, svar
):
    """Almenboligloven § 119 a: a newer plan must require a quarter, and the loan covers what lies beyond it."""
    plan = save_lokalplan(
        bruger=sagsbehandler,
        nummer="610",
        navn="Ny",
        vedtaget=vedtaget,
        andel_pct=andel,
        krav_m2=Decimal(100),
    )
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=projekt, m2=Decimal(50))
    client.force_login(sagsbehandler)
    address = reverse("byggeri:projekt", args=[projekt.sag.nummer])
    page = client.get(address).content.decode()
    assert "Lokalplan 610 Ny" in page and "Lokalplanen tillader grundkøbslån" not in page
    register_grundkoebslaan(
        bruger=sagsbehandler, sag=projekt.sag, kommune=280, fond=720, ansoegningsdato=dt.date(2024, 1, 1)
    )
    card = client.get(address).content.decode().partition("Lokalplanen tillader grundkøbslån")[2][:400]
    assert svar in card
