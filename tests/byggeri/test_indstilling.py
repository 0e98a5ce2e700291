"""Indstillinger of building: figures as the record has them, who is empowered, and the standard item in one click."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.byggeri.services import RenoveringsskemaInput, open_renovering, register_garanti
from almen.regler.dansk import format_kroner
from almen.sager.indstilling import compose_indstilling
from almen.sager.models import Dokument, Sag
from almen.sager.selectors import find_papir, load_forloeb
from almen.udvalg.services import create_moede, put_on_agenda
from byggeri.conftest import AELDRE, decide, make_sag

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 26)
TIL_BR = (
    "prejekt", "prejekt_vurdering", "praekvalifikation", "praekvalificeret", "ansoegning", "indstilling",
    "udvalg_anbefaling", "oeu_erklaering", "br_godkendelse",
)  # fmt: skip
TIL_UDVALG = ("ansoegning", "oplysning", "indstilling_aeldre_pleje", "suf_samtykke", "sof_samtykke")


def points(papir) -> list[str]:
    return [item.tekst for afsnit in papir.afsnit for item in afsnit.punkter if item.tekst.startswith("at ")]


def says(papir) -> str:
    return "\n".join(item.tekst for item in papir.tekster)


def part(papir, overskrift):
    return next(item for item in papir.afsnit if item.overskrift == overskrift)


@pytest.fixture
def renovering(sagsgange, sagsbehandler, organisation) -> Sag:
    sag = open_renovering(
        bruger=sagsbehandler,
        titel="Renovering af Prøveparken",
        adresse="Prøveparken 1-9",
        boligorganisation=organisation,
        problemer=["bygning"],
        garanti_maks=130_000_000,
        tal=RenoveringsskemaInput(
            stoettede_arbejder=100_000_000,
            ustoettede_arbejder=30_000_000,
            stoettet_laan=100_000_000,
            ustoettet_laan=30_000_000,
        ),
        aabnet_dato=dt.date(2021, 6, 1),
    )
    decide(sag, sagsbehandler, *TIL_BR, dato=dt.date(2021, 12, 16))
    return Sag.objects.get(pk=sag.pk)


@pytest.fixture
def with_garanti(renovering, sagsbehandler) -> Sag:
    register_garanti(
        bruger=sagsbehandler,
        sag=renovering,
        laan=123_400_000,
        pct=Decimal(100),
        regaranti_pct=Decimal(50),
        laangiver="Realkredit Prøven",
        laanetype="Lån med regaranti",
        loebetid_aar=30,
    )
    return renovering


def test_the_concrete_guarantee_is_told_gross_percent_reguarantee_and_net(with_garanti):
    papir = find_papir(with_garanti, "indstilling-garanti", DAY).compose(DAY)
    lead = part(papir, "Indstilling").tekst[0].tekst
    assert lead == (
        "Klima-, Miljø- og Teknikforvaltningen indstiller, at Klima-, Miljø- og Teknikudvalget godkender,"
    )
    first, second = points(papir)
    assert "123.400.000 kr. for et lån på 123.400.000 kr. hos Realkredit Prøven" in first and "100 %" in first
    assert "50 % af garantien (61.700.000 kr.)" in second and "nettogaranti er 61.700.000 kr." in second
    assert "højst kan være 130.000.000 kr." in says(papir)
    assert all(item.kilder for item in part(papir, "Indstilling").punkter)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(1, 130_000_000), st.integers(0, 100))
def test_the_points_say_what_the_register_says(renovering, sagsbehandler, laan, regaranti):
    renovering.garantier.all().delete()
    garanti = register_garanti(
        bruger=sagsbehandler, sag=renovering, laan=laan, brutto=laan, regaranti_pct=Decimal(regaranti)
    )
    papir = find_papir(Sag.objects.get(pk=renovering.pk), "indstilling-garanti", DAY).compose(DAY)
    text = "\n".join(points(papir))
    assert f"garanti på {format_kroner(garanti.brutto).rstrip('.')}" in text
    if regaranti:
        assert f"nettogaranti er {format_kroner(garanti.netto).rstrip('.')}" in text
    else:
        assert "regaranterer" not in text


def test_a_guarantee_within_its_frame_is_a_standard_item_in_one_click(client, with_garanti, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    case = client.get(with_garanti.get_absolute_url()).content.decode()
    assert "Skriv standardindstilling" in case and "Registrér garantien" not in case
    page = client.post(f"/sager/{with_garanti.nummer}/papirer/indstilling-garanti/", follow=True)
    text = page.content.decode()
    assert "er lagt på sagen som Word og PDF" in text and "Sagen er en standardindstilling." in text
    assert "udfyldes af sagsbehandleren" not in text
    kept = Dokument.objects.filter(sag=with_garanti).values_list("art", flat=True)
    assert set(kept) == {"papir:indstilling-garanti.docx", "papir:indstilling-garanti.pdf"}


def test_without_a_registered_guarantee_the_item_is_not_standard_and_the_amount_is_left_open(
    client, renovering, sagsbehandler
):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    case = client.get(renovering.get_absolute_url()).content.decode()
    assert "Skriv standardindstilling" not in case and "Registrér garantien" in case
    papir = find_papir(renovering, "indstilling-garanti", DAY).compose(DAY)
    assert "standardindstilling" not in says(papir)
    assert "garantien er ikke registreret" in points(papir)[0]
    assert "forvaltningens vurdering" in says(papir)


def test_the_council_is_asked_to_empower_and_the_committee_speaks_to_those_above_it(
    sagsgange, ramme, sagsbehandler, organisation
):
    sag = make_sag(
        sagsbehandler,
        organisation,
        dele=(AELDRE,),
        titel="20 ældreboliger på Prøvevej",
        grundkapital_maks=4_400_000,
        reserve_pct=Decimal(10),
        garanti_maks=35_000_000,
    )
    for trin in TIL_UDVALG:
        decide(
            sag,
            sagsbehandler,
            trin,
            **({"dispensationer": {"bilag_skema_a": "Eftersendes"}} if trin == "oplysning" else {}),
        )
    sag = Sag.objects.get(pk=sag.pk)
    papir = find_papir(sag, "indstilling-udvalg_anbefaling", DAY).compose(DAY)
    assert "over for Økonomiudvalget og Borgerrepræsentationen anbefaler," in says(papir)
    text = "\n".join(points(papir))
    assert "grundkapital på højst 4.400.000 kr., inklusive en reserve til regulering på 10 %." in text
    assert "garanti højst kan være 35.000.000 kr." in text
    assert "bemyndiges til at godkende det endelige projekt" in text and "væsentlige afvigelser" in text
    decide(sag, sagsbehandler, "udvalg_anbefaling")
    later = find_papir(Sag.objects.get(pk=sag.pk), "indstilling-oeu_erklaering", DAY).compose(DAY)
    lead = part(later, "Indstilling").tekst[0].tekst
    assert lead == (
        "Klima-, Miljø- og Teknikudvalget indstiller, at Økonomiudvalget over for Borgerrepræsentationen "
        "afgiver erklæring om,"
    )
    earlier = part(later, "Tidligere beslutninger").tabeller[0].raekker
    assert [row.celler[1] for row in earlier] == ["Klima-, Miljø- og Teknikudvalget"]


def test_the_computed_grundkapital_names_its_parameter_and_leaves_the_reserve_open(
    sagsgange, ramme, sagsbehandler, organisation
):
    sag = make_sag(sagsbehandler, organisation)
    trin = load_forloeb(sag).sagsgang.efter_id["direktion_oekonomi"]
    papir = compose_indstilling(sag, trin, DAY)
    first = part(papir, "Indstilling").punkter[0]
    assert "17.600.000 kr." in first.tekst and "kommunens praksis er 5 eller 10 procent" in first.tekst
    assert any(item.url.startswith("/parametre/") for item in first.kilder)


def test_a_refused_project_gets_reasons_and_guidance_that_says_it_is_not_certain(
    sagsgange, sagsbehandler, organisation
):
    sag = make_sag(sagsbehandler, organisation)
    decide(sag, sagsbehandler, "ansoegning")
    decide(sag, sagsbehandler, "oplysning", udfald="forkastet", begrundelse="Grunden er for lille")
    papir = find_papir(Sag.objects.get(pk=sag.pk), "afslag", DAY).compose(DAY)
    text = says(papir)
    assert "Grunden er for lille" in text and "ikke imødekommet ansøgningen om nybyggeri" in text
    guidance = part(papir, "Klagevejledning").tekst
    assert (
        "Ankestyrelsen" in guidance[0].tekst and guidance[0].kilder[0].url == "/parametre/klage.vejledning/"
    )
    assert "bekræft klagevejledningen" in guidance[1].tekst


def test_cover_letters_go_to_the_organisation_and_to_the_fund_where_it_takes_part(renovering):
    own = find_papir(renovering, "foelgebrev-br_godkendelse", DAY).compose(DAY)
    fund = find_papir(renovering, "foelgebrev_lbf-br_godkendelse", DAY).compose(DAY)
    assert own.modtager[0] == "Boligselskabet Prøven" and fund.modtager[0] == "Landsbyggefonden"
    for papir in (own, fund):
        assert "Borgerrepræsentationen har den 16. december 2021 behandlet" in says(papir)
        assert "Udfald: Godkendt." in says(papir)


def test_a_body_that_only_recommends_has_no_cover_letter(renovering):
    assert find_papir(renovering, "foelgebrev-udvalg_anbefaling", DAY) is None


def test_an_annulled_or_finished_case_offers_no_indstilling(sagsgange, sagsbehandler, organisation):
    from almen.sager.services import annul_sag

    sag = make_sag(sagsbehandler, organisation)
    assert find_papir(sag, "indstilling-garanti", DAY) is not None
    annul_sag(bruger=sagsbehandler, sag=sag, begrundelse="Åbnet ved en fejl")
    assert find_papir(Sag.objects.get(pk=sag.pk), "indstilling-garanti", DAY) is None


def test_a_standard_item_comes_on_the_agenda_as_one(client, with_garanti, sekretaer):
    moede = create_moede(
        bruger=sekretaer, organ="udvalget", dato=timezone.localdate() + dt.timedelta(days=30)
    )
    client.force_login(sekretaer)
    page = client.get(f"/moeder/saet-paa/{with_garanti.nummer}/garanti/").content.decode()
    assert re.search(r'name="standard"[^>]*checked', page)
    assert put_on_agenda(bruger=sekretaer, moede=moede, sag=with_garanti, trin="garanti").standard


def test_without_a_guarantee_the_item_is_no_standard_one(client, renovering, sekretaer):
    moede = create_moede(
        bruger=sekretaer, organ="udvalget", dato=timezone.localdate() + dt.timedelta(days=30)
    )
    client.force_login(sekretaer)
    page = client.get(f"/moeder/saet-paa/{renovering.nummer}/garanti/").content.decode()
    assert not re.search(r'name="standard"[^>]*checked', page)
    assert not put_on_agenda(bruger=sekretaer, moede=moede, sag=renovering, trin="garanti").standard
