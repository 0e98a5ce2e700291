"""A case opened in error is annulled: nothing is deleted, nothing counts it, and it can be opened again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from almen.byggeri.selectors.lokalplaner import lokalplaner
from almen.byggeri.selectors.pipeline import board, by_year
from almen.byggeri.selectors.prognose import compute_prognose
from almen.byggeri.selectors.projekter import visible_projekter
from almen.byggeri.services import DelInput, open_nybyggeri
from almen.byggeri.services.lokalplan import link_projekt, save_lokalplan
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sagsoverblik
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import (
    BeslutningAfvist,
    annul_sag,
    compute_overblik,
    rebuild_overblik,
    record_beslutning,
    reopen_sag,
    verify_journal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nybyggeri(sagsgange, sagsbehandler, organisation):
    return open_nybyggeri(
        bruger=sagsbehandler,
        titel="Fejlgården",
        boligorganisation=organisation,
        dele=[DelInput(boligtype="familie", antal=10, bruttoareal_m2=800, anskaffelsessum=30_000_000)],
    )


def test_an_annulled_case_is_finished_and_waits_for_nobody(nybyggeri, sagsbehandler):
    annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="åbnet to gange")
    row = Sagsoverblik.objects.get(sag=nybyggeri)
    assert (row.afslutning, row.naeste_trin, row.naeste_aktoer, row.naeste_frist) == (
        "annulleret",
        "",
        "",
        None,
    )
    assert "åbnet to gange" in Journalpost.objects.get(art="sag_annulleret").tekst
    assert verify_journal() == []


def test_the_projection_of_an_annulled_case_can_be_rebuilt(nybyggeri, sagsbehandler):
    annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="fejl")
    before = Sagsoverblik.objects.values().get(sag=nybyggeri)
    nybyggeri.refresh_from_db()
    rebuild_overblik(nybyggeri)
    assert Sagsoverblik.objects.values().get(sag=nybyggeri) == before
    assert compute_overblik(load_forloeb(nybyggeri), []).afslutning == "annulleret"


def test_no_decision_is_recorded_in_an_annulled_case_until_it_is_opened_again(nybyggeri, sagsbehandler):
    annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="fejl")
    with pytest.raises(BeslutningAfvist, match="annulleret"):
        record_beslutning(bruger=sagsbehandler, sag=nybyggeri, trin="ansoegning", kilde="brev")
    reopen_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="var rigtig nok")
    record_beslutning(bruger=sagsbehandler, sag=nybyggeri, trin="ansoegning", kilde="brev")
    assert Sagsoverblik.objects.get(sag=nybyggeri).afslutning == ""
    assert Journalpost.objects.filter(art="sag_genaabnet").exists() and verify_journal() == []


def test_a_case_with_a_decision_is_not_annulled(nybyggeri, sagsbehandler):
    record_beslutning(bruger=sagsbehandler, sag=nybyggeri, trin="ansoegning", kilde="brev")
    with pytest.raises(ValueError, match="har en beslutning"):
        annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="fejl")


@pytest.mark.parametrize("begrundelse", ["", "  "])
def test_annulment_needs_a_reason(nybyggeri, sagsbehandler, begrundelse):
    with pytest.raises(ValueError, match="begrundelse"):
        annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse=begrundelse)


def test_a_case_is_annulled_once_and_opened_once(nybyggeri, sagsbehandler):
    with pytest.raises(ValueError, match="ikke annulleret"):
        reopen_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="x")
    annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="x")
    with pytest.raises(ValueError, match="i forvejen"):
        annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="x")


def test_only_those_who_work_with_cases_annul(nybyggeri, revisor, administrator):
    for bruger in (revisor, administrator):
        with pytest.raises(AdgangNaegtet):
            annul_sag(bruger=bruger, sag=nybyggeri, begrundelse="x")


def test_an_annulled_project_is_planned_nowhere(nybyggeri, sagsbehandler):
    plan = save_lokalplan(bruger=sagsbehandler, nummer="700", navn="Plan", krav_m2=Decimal(500))
    link_projekt(bruger=sagsbehandler, lokalplan=plan, projekt=nybyggeri.projekt, m2=Decimal(300))
    assert lokalplaner().get().i_projekter == 300
    annul_sag(bruger=sagsbehandler, sag=nybyggeri, begrundelse="fejl")
    projekter = visible_projekter(sagsbehandler)
    assert [spalte.sager for spalte in board(projekter)] == [0, 0, 0, 0]
    assert by_year(projekter) == []
    assert lokalplaner().get().i_projekter == 0
    assert compute_prognose(sagsbehandler, dt.date(2026, 11, 25)).projekter == ()


def test_the_page_annuls_and_opens_again(client, nybyggeri, sagsbehandler):
    client.force_login(sagsbehandler)
    assert "Annullér sagen" in client.get(nybyggeri.get_absolute_url()).content.decode()
    annuller = reverse("sager:annuller", args=[nybyggeri.nummer])
    assert client.post(annuller, {"begrundelse": ""}).status_code == 400
    page = client.post(annuller, {"begrundelse": "dobbelt"}, follow=True).content.decode()
    assert "Sagen blev annulleret" in page and "Registrér beslutning" not in page
    assert "Annulleret" in client.get(reverse("sager:liste")).content.decode()
    genaabn = reverse("sager:genaabn", args=[nybyggeri.nummer])
    page = client.post(genaabn, {"begrundelse": "rigtig nok"}, follow=True).content.decode()
    assert "Sagen er genåbnet" in page and "Annullér sagen" in page
