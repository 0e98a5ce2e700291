"""The ten years' forecast: what the pipeline will ask of the frames, and *what if* that saves nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.byggeri.models import Projekt
from almen.byggeri.selectors.prognose import YEARS, Antagelser, compute_prognose
from almen.byggeri.services import set_ramme
from almen.sager.models import Journalpost
from byggeri.conftest import AELDRE, FAMILIE, TIL_DIREKTION, TIL_TILSAGN, decide, make_sag

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 2, 3)
FAM = "familie_ungdom"


def year(prognose, aar, formaal=FAM):
    return next(item for item in prognose.aar if (item.aar, item.formaal) == (aar, formaal))


@pytest.fixture
def sag(sagsgange, sagsbehandler, organisation):
    return make_sag(sagsbehandler, organisation, forventet_tilsagn=dt.date(2027, 5, 1))


def test_ten_years_for_each_purpose_and_each_project_in_its_year(sag, sagsbehandler):
    found = compute_prognose(sagsbehandler, TODAY)
    assert len(found.aar) == 2 * YEARS
    need = found.projekter[0].behov[FAM]
    assert need > 0
    assert year(found, 2027).forventet == need and year(found, 2027).projekter == 1
    assert sum(item.forventet for item in found.aar) == need


def test_what_is_reserved_counts_once(sag, sagsbehandler, ramme):
    before = year(compute_prognose(sagsbehandler, TODAY), 2027).forventet
    decide(sag, sagsbehandler, *TIL_DIREKTION, "direktion_oekonomi")
    found = compute_prognose(sagsbehandler, TODAY)
    bound = year(found, 2026).bundet
    assert bound + year(found, 2027).forventet == max(before, bound)
    assert year(found, 2026).tilbage == 100_000_000 - bound - year(found, 2026).forventet


def test_a_project_with_tilsagn_or_a_rejected_one_is_no_longer_expected(
    sag, sagsbehandler, ramme, organisation
):
    decide(sag, sagsbehandler, *TIL_TILSAGN)
    assert not compute_prognose(sagsbehandler, TODAY).projekter


def test_a_project_is_moved_given_another_sum_and_another_percent_without_anything_being_saved(
    sag, sagsbehandler
):
    posts, sum_before = Journalpost.objects.count(), Projekt.objects.get().forventet_tilsagn
    plain = compute_prognose(sagsbehandler, TODAY).projekter[0].i_alt
    moved = compute_prognose(sagsbehandler, TODAY, Antagelser(aar={sag.nummer: 2030}))
    assert year(moved, 2030).forventet == plain and year(moved, 2027).forventet == 0
    doubled = compute_prognose(sagsbehandler, TODAY, Antagelser(summer={sag.nummer: 440_000_000}))
    assert doubled.projekter[0].i_alt == 2 * plain
    percent = compute_prognose(sagsbehandler, TODAY, Antagelser(pct=Decimal(12)))
    assert percent.projekter[0].i_alt == 26_400_000
    assert Journalpost.objects.count() == posts
    assert Projekt.objects.get().forventet_tilsagn == sum_before


def test_a_supposed_frame_never_replaces_a_registered_one(sag, sagsbehandler, leder):
    set_ramme(bruger=leder, aar=2027, formaal=FAM, beloeb=5_000_000, kilde="budget")
    found = compute_prognose(sagsbehandler, TODAY, Antagelser(rammer={FAM: 50_000_000}))
    assert year(found, 2027).ramme == 5_000_000 and not year(found, 2027).antaget
    assert year(found, 2028).ramme == 50_000_000 and year(found, 2028).antaget
    assert year(found, 2027).tilbage < 0
    assert year(found, 2027, "aeldre_pleje").tilbage is None


@given(st.integers(1, 10**11), st.decimals(0, 100, places=2))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_a_mixed_projects_parts_add_up_to_the_supposed_percent(mixed, sagsbehandler, total, pct):
    found = compute_prognose(sagsbehandler, TODAY, Antagelser(summer={mixed.nummer: total}, pct=pct))
    expected = (Decimal(total) * pct / 100).quantize(Decimal(1), "ROUND_HALF_UP")
    assert found.projekter[0].i_alt == expected
    assert set(found.projekter[0].behov) == {FAM, "aeldre_pleje"}


@pytest.fixture
def mixed(sagsgange, sagsbehandler, organisation):
    return make_sag(
        sagsbehandler, organisation, dele=(FAMILIE, AELDRE), forventet_tilsagn=dt.date(2028, 1, 1)
    )


def test_the_number_of_questions_does_not_grow_with_the_projects(
    sag, sagsbehandler, organisation, django_assert_max_num_queries
):
    for _ in range(4):
        make_sag(sagsbehandler, organisation)
    with django_assert_max_num_queries(6):
        compute_prognose(sagsbehandler, TODAY)


def test_the_page_tells_what_is_supposed_and_what_could_not_be_read(client, sag, sagsbehandler):
    client.force_login(sagsbehandler)
    address = reverse("byggeri:prognose")
    assert "Du ser en tænkt situation" not in client.get(address).content.decode()
    page = client.get(
        address, {f"aar-{sag.nummer}": "2031", "pct": "10", "ramme-familie_ungdom": "90.000.000"}
    )
    text = page.content.decode()
    assert "Du ser en tænkt situation" in text and "22.000.000" in text and "68.000.000" in text
    wrong = client.get(address, {f"aar-{sag.nummer}": "næste år"}).content.decode()
    assert "Skriv et årstal" in wrong and "næste år" in wrong


def test_a_boligorganisation_does_not_see_the_budgets(client, sag, boligorganisation_bruger):
    client.force_login(boligorganisation_bruger)
    assert client.get(reverse("byggeri:prognose")).status_code == 403
    assert client.get(reverse("byggeri:prognose_svg")).status_code == 403


def test_a_project_after_the_last_year_is_told_not_lost(client, sag, sagsbehandler):
    found = compute_prognose(sagsbehandler, TODAY, Antagelser(aar={sag.nummer: 2150}))
    assert found.senere == 1 and not any(item.forventet for item in found.aar)
    client.force_login(sagsbehandler)
    page = client.get(reverse("byggeri:prognose"), {f"aar-{sag.nummer}": "2150"}).content.decode()
    assert "ligger efter det sidste år" in page
    wrong = client.get(reverse("byggeri:prognose"), {"pct": "mange"}).content.decode()
    assert "mange" in wrong and "form-error" in wrong
