"""Renovation cases: the published way from 2021 to 2026, frames that hold, figures in versions, and the pages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from almen.byggeri.models import Garanti, Garantiramme, Renovering, Renoveringsskema
from almen.byggeri.services import (
    RenoveringsskemaInput,
    edit_renovering,
    open_renovering,
    register_garanti,
    save_renoveringsskema,
)
from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, record_beslutning
from byggeri.conftest import decide

pytestmark = pytest.mark.django_db

TIL_BR = (
    "prejekt", "prejekt_vurdering", "praekvalifikation", "praekvalificeret", "ansoegning", "indstilling",
    "udvalg_anbefaling", "oeu_erklaering",
)  # fmt: skip
TAL = RenoveringsskemaInput(
    stoettede_arbejder=60_000_000,
    ustoettede_arbejder=20_000_000,
    forbedringer=5_000_000,
    stoettet_laan=60_000_000,
    ustoettet_laan=22_000_000,
    tilskud=2_000_000,
    egne_midler=1_000_000,
    kapitaltilfoersel=2_000_000,
    loebetid_ustoettet=30,
    leje_foer_m2=Decimal(900),
    leje_efter_m2=Decimal(945),
)


def make_renovering(bruger, organisation, **felter) -> Sag:
    felter.setdefault("titel", "Renovering af Prøveparken")
    felter.setdefault("problemer", ["bygning"])
    felter.setdefault("aabnet_dato", dt.date(2021, 6, 1))
    return open_renovering(bruger=bruger, boligorganisation=organisation, **felter)


@pytest.fixture
def sag(sagsgange, sagsbehandler, organisation) -> Sag:
    return make_renovering(sagsbehandler, organisation, tal=TAL, garanti_maks=80_000_000, boliger=90)


def test_valby_ejendomme_the_council_in_2021_and_the_concrete_guarantee_in_2026(
    sagsgange, sagsbehandler, organisation
):
    sag = make_renovering(sagsbehandler, organisation, titel="Renovering af Valby Ejendomme")
    decide(sag, sagsbehandler, *TIL_BR, dato=dt.date(2021, 11, 1))
    decide(sag, sagsbehandler, "br_godkendelse", dato=dt.date(2021, 12, 16))
    assert Garantiramme.objects.get(sag=sag).beloeb is None  # its amount was not published
    register_garanti(bruger=sagsbehandler, sag=sag, laan=105_400_000, brutto=58_900_000)
    register_garanti(
        bruger=sagsbehandler, sag=sag, laan=123_400_000, pct=Decimal(100), regaranti_pct=Decimal(50)
    )
    decide(sag, sagsbehandler, "garanti", dato=dt.date(2026, 1, 26))
    first, second = Garanti.objects.filter(sag=sag)
    assert (second.brutto, second.netto, second.regaranti) == (123_400_000, 61_700_000, 61_700_000)
    assert first.pct_af_laan == Decimal("55.88")  # printed 55.82 of unrounded amounts
    assert {first.beslutning_dato, second.beslutning_dato} == {dt.date(2026, 1, 26)}
    udvalg = sag.beslutninger.get(trin="garanti")
    assert "Klima" in udvalg.aktoer_navn
    assert sag.beslutninger.get(trin="udvalg_anbefaling").aktoer_navn == "Teknik- og Miljøudvalget"
    oeu = sag.beslutninger.get(trin="oeu_erklaering")
    assert oeu.handling == "afgiver_erklaering"


def test_no_guarantee_before_the_council_has_decided(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_BR[:-1])
    register_garanti(bruger=sagsbehandler, sag=sag, laan=60_000_000, brutto=50_000_000)
    with pytest.raises(BeslutningAfvist):
        decide(sag, sagsbehandler, "garanti")
    assert Garanti.objects.get(sag=sag).beslutning_nummer is None


def test_the_concrete_guarantees_never_exceed_the_frame(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_BR, "br_godkendelse")
    assert Garantiramme.objects.get(sag=sag).beloeb == 80_000_000
    register_garanti(bruger=sagsbehandler, sag=sag, laan=60_000_000, brutto=60_000_000)
    with pytest.raises(UgyldigtInput, match="80.000.000"):
        register_garanti(bruger=sagsbehandler, sag=sag, laan=22_000_000, brutto=20_000_001)
    register_garanti(bruger=sagsbehandler, sag=sag, laan=22_000_000, brutto=20_000_000)
    decide(sag, sagsbehandler, "garanti")
    assert sum(row.brutto for row in Garanti.objects.filter(sag=sag)) == 80_000_000


def test_a_guarantee_beyond_a_later_frame_is_refused_when_it_is_decided(sag, sagsbehandler):
    register_garanti(bruger=sagsbehandler, sag=sag, laan=90_000_000, brutto=80_000_001)
    decide(sag, sagsbehandler, *TIL_BR, "br_godkendelse")
    with pytest.raises(BeslutningAfvist, match="rammen"):
        decide(sag, sagsbehandler, "garanti")


def test_the_committee_cannot_approve_a_guarantee_that_nobody_has_registered(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_BR, "br_godkendelse")
    with pytest.raises(BeslutningAfvist, match="Registrér den konkrete garanti"):
        decide(sag, sagsbehandler, "garanti")
    assert not Garanti.objects.filter(sag=sag).exists()


def test_a_renovation_without_guarantee_skips_the_step_and_can_be_finished(
    sagsgange, sagsbehandler, organisation
):
    sag = make_renovering(sagsbehandler, organisation, garanti_soegt=False, tal=TAL)
    decide(sag, sagsbehandler, *TIL_BR, "br_godkendelse", "lbf_tilsagn", "skema_b", "skema_b_godkendelse")
    decide(sag, sagsbehandler, "skema_c", "skema_c_godkendelse")
    state = load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand
    assert state.afsluttet
    assert Renoveringsskema.objects.get(renovering__sag=sag, bogstav="A").laast_af_beslutning


def test_the_councils_approval_fixes_skema_a_and_sending_back_opens_it(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_BR, "br_godkendelse")
    with pytest.raises(UgyldigtInput, match="låst af beslutning"):
        save_renoveringsskema(bruger=sagsbehandler, sag=sag, bogstav="A", tal=TAL)
    save_renoveringsskema(bruger=sagsbehandler, sag=sag, bogstav="B", tal=TAL)
    record_beslutning(
        bruger=sagsbehandler,
        sag=sag,
        trin="skema_b",
        udfald="sendt_tilbage",
        tilbage_til="indstilling",
        begrundelse="Projektet er ændret væsentligt",
        kilde="brev",
    )
    newest = save_renoveringsskema(bruger=sagsbehandler, sag=sag, bogstav="A", tal=TAL)
    assert newest.version == 2
    assert not Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).exists()


def test_skema_b_needs_a_skema_a(sagsgange, sagsbehandler, organisation):
    sag = make_renovering(sagsbehandler, organisation)
    with pytest.raises(UgyldigtInput, match="Skema A skal være registreret"):
        save_renoveringsskema(bruger=sagsbehandler, sag=sag, bogstav="B", tal=TAL)


def test_a_no_from_the_residents_stops_the_recommendation_unless_there_is_a_reason(sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_BR[:5])
    edit_renovering(bruger=sagsbehandler, sag=sag, beboere_godkendt=False)
    with pytest.raises(BeslutningAfvist, match="stemt nej"):
        decide(sag, sagsbehandler, "indstilling")
    decide(sag, sagsbehandler, "indstilling", dispensationer={"renovering_husleje": "Påbud efter byggeloven"})


def test_works_without_money_for_them_are_refused(sagsgange, sagsbehandler, organisation):
    tal = RenoveringsskemaInput(
        stoettede_arbejder=10, ustoettede_arbejder=0, forbedringer=0,
        stoettet_laan=0, ustoettet_laan=9, tilskud=0, egne_midler=0,
    )  # fmt: skip
    sag = make_renovering(sagsbehandler, organisation, tal=tal)
    decide(sag, sagsbehandler, *TIL_BR[:5])
    with pytest.raises(BeslutningAfvist, match="Forskellen er 1"):
        decide(sag, sagsbehandler, "indstilling")


def test_all_faults_of_the_figures_are_told_at_once_and_nothing_is_written(
    sagsgange, sagsbehandler, organisation
):
    tal = RenoveringsskemaInput(stoettet_laan=-1, loebetid_stoettet=0, leje_foer_m2=Decimal(-3))
    with pytest.raises(UgyldigtInput) as refused:
        make_renovering(sagsbehandler, organisation, tal=tal)
    assert {item.felt for item in refused.value.fejl} == {
        "stoettet_laan",
        "loebetid_stoettet",
        "leje_foer_m2",
    }
    assert not Sag.objects.exists() and not Renovering.objects.exists()


def test_only_the_organisations_own_afdelinger_and_known_problems(
    sagsgange, sagsbehandler, organisation, anden_organisation
):
    strange = Afdeling.objects.create(boligorganisation=anden_organisation, nummer="0001", navn="Fremmed")
    with pytest.raises(UgyldigtInput, match="hører ikke til"):
        make_renovering(sagsbehandler, organisation, afdelinger=[strange])
    with pytest.raises(UgyldigtInput, match="problemer"):
        make_renovering(sagsbehandler, organisation, problemer=["vejret"])


def test_a_change_stands_in_the_journal_with_old_and_new(sag, sagsbehandler, organisation):
    afdeling = Afdeling.objects.create(boligorganisation=organisation, nummer="0007", navn="Prøveparken")
    edit_renovering(bruger=sagsbehandler, sag=sag, afdelinger=[afdeling], boliger=95)
    post = Journalpost.objects.get(sag=sag, art="renovering_rettet")
    assert post.data["fra"] == {"afdelinger": [], "boliger": 90}
    assert post.data["til"] == {"afdelinger": ["0007"], "boliger": 95}
    assert Sag.objects.get(pk=sag.pk).overblik.boliger == 95


def test_no_more_dwellings_are_rehoused_than_there_are(sag, sagsbehandler):
    with pytest.raises(UgyldigtInput, match="90 boliger"):
        edit_renovering(bruger=sagsbehandler, sag=sag, genhusning_boliger=91)


@pytest.fixture
def page(client, sagsbehandler):
    client.force_login(sagsbehandler)
    return lambda name, *args: client.get(reverse(f"byggeri:{name}", args=args)).content.decode()


def test_the_page_shows_works_money_rent_and_the_municipalitys_fifth(page, sag):
    text = page("renovering", sag.nummer)
    for expected in ("85.000.000", "945,00", "5,00 pct.", "400.000", "1.600.000", "femtedelsordningen"):
        assert expected in text


def test_the_pages_ask_few_questions(client, sag, sagsbehandler, organisation, django_assert_max_num_queries):
    client.force_login(sagsbehandler)
    for _ in range(3):
        make_renovering(sagsbehandler, organisation)
    with django_assert_max_num_queries(13):
        client.get(reverse("byggeri:renovering", args=[sag.nummer]))
    with django_assert_max_num_queries(9):
        client.get(reverse("byggeri:renoveringer"))
    decide(sag, sagsbehandler, *TIL_BR[:6])
    with django_assert_max_num_queries(18):
        client.get(sag.get_absolute_url())


def test_a_renovation_is_opened_completed_and_given_figures_through_the_forms(
    client, sagsgange, sagsbehandler, organisation
):
    client.force_login(sagsbehandler)
    opened = client.post(
        reverse("byggeri:ny_renovering"),
        {
            "titel": "Nye tage",
            "boligorganisation": organisation.pk,
            "problemer": ["bygning", "social"],
            "boliger": "40",
            "garanti_soegt": "on",
            "garanti_maks": "12.500.000",
        },
    )
    sag = Sag.objects.get()
    assert opened.status_code == 302 and opened.url == reverse("byggeri:renovering", args=[sag.nummer])
    assert sag.renovering.garanti_maks == 12_500_000
    client.post(
        reverse("byggeri:renoveringsskema", args=[sag.nummer, "A"]),
        {"stoettede_arbejder": "8.000.000", "leje_foer_m2": "812,50", "loebetid_stoettet": "35"},
    )
    skema = Renoveringsskema.objects.get()
    assert (skema.stoettede_arbejder, skema.leje_foer_m2) == (8_000_000, Decimal("812.50"))
    wrong = client.post(
        reverse("byggeri:rediger_renovering", args=[sag.nummer]),
        {"navn": "Nye tage", "problemer": ["bygning"], "boliger": "40", "genhusning_boliger": "41"},
    )
    assert wrong.status_code == 200 and "der er 40 boliger" in wrong.content.decode()


def test_figures_of_a_fixed_skema_are_not_asked_for(client, sag, sagsbehandler):
    decide(sag, sagsbehandler, *TIL_BR, "br_godkendelse")
    client.force_login(sagsbehandler)
    answer = client.get(reverse("byggeri:renoveringsskema", args=[sag.nummer, "A"]), follow=True)
    assert "låst af beslutning" in answer.content.decode()


def test_a_strange_organisation_gets_404(client, sag, anden_boligorganisation_bruger):
    client.force_login(anden_boligorganisation_bruger)
    assert client.get(reverse("byggeri:renovering", args=[sag.nummer])).status_code == 404
    assert client.get(reverse("byggeri:ny_garanti", args=[sag.nummer])).status_code == 404


def test_the_list_is_filtered_by_problem(client, sag, sagsbehandler, organisation):
    make_renovering(sagsbehandler, organisation, titel="Sociale problemer her", problemer=["social"])
    client.force_login(sagsbehandler)
    found = client.get(reverse("byggeri:renoveringer"), {"problem": "social"}).content.decode()
    assert "Sociale problemer her" in found and "Prøveparken" not in found
