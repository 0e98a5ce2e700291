"""The introduction: every section in its order, figures that equal the records, and what is lacking said and never filled in."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.aarshjul.services import open_aar
from almen.boligmasse.services import register_boligtal
from almen.byggeri.models import Garanti
from almen.byggeri.selectors.aabne_tal import open_exposure
from almen.byggeri.services import open_renovering, register_garanti
from almen.grundlag.demo import load_demo
from almen.grundlag.models import Administrationsgrundlag
from almen.grundlagssager.services import open_analyse, open_grundlagsaendring
from almen.notater.introduktion import compose_introduktion
from almen.notater.stykke import missing_in
from almen.papirer import build_pdf, build_word
from almen.sager.services import edit_sag
from almen.sagsgang.profil import list_kommuner
from almen.udvalg.services import create_moede
from boligmasse.conftest import tal
from byggeri.conftest import FAMILIE, decide, make_sag
from notater.conftest import AFSNIT, DAY, compose, of, said

# A note is the same on both databases; what it asks is asked by the rooms' own tests.
pytestmark = [pytest.mark.django_db, pytest.mark.kun_en_gang]
WORD_FIGURE = re.compile(r"\d")


def sections(stykker) -> dict[str, list]:
    """Each section with its parts, in order."""
    found: dict[str, list] = {}
    for item in stykker:
        if item.afsnit.niveau == 1:
            parts = found.setdefault(item.afsnit.overskrift, [])
        parts.append(item)
    return found


@pytest.mark.parametrize("kommune", list_kommuner())
def test_every_section_is_there_in_its_order_whatever_the_municipality_has(kommune, db):
    with override_settings(ALMEN_KOMMUNE=kommune):
        assert tuple(sections(compose())) == AFSNIT


def test_an_empty_system_says_in_each_section_what_it_lacks_and_invents_nothing():
    stykker = compose()
    for overskrift, parts in sections(stykker).items():
        assert missing_in(parts), overskrift
    assert not any(item.afsnit.tabeller or item.afsnit.tegninger or item.demo for item in stykker)
    for item in stykker:
        for what in item.mangler:
            assert f"Systemet har ingen data om {what}." in said(item)
    unsourced = [
        row.tekst
        for item in stykker
        for row in item.afsnit.tekst
        if WORD_FIGURE.search(row.tekst) and not row.kilder and "ingen data om" not in row.tekst
    ]
    assert unsourced == [stykker[0].afsnit.tekst[0].tekst]
    assert "26. november 2026" in unsourced[0]


def test_every_figure_names_its_source(fuld):
    for item in compose()[1:]:
        for row in item.afsnit.tekst:
            if WORD_FIGURE.search(row.tekst) and "ingen data om" not in row.tekst:
                assert row.kilder, row.tekst
        for tabel in item.afsnit.tabeller:
            assert all(row.kilder for row in tabel.raekker), tabel.titel


def test_what_there_is_data_on_is_no_longer_lacking(fuld):
    assert {overskrift for overskrift, _ in missing_in(compose())} == {
        "Områder på statens lister",
        "Tilsynet med de almene boligorganisationer",
        "Udlejningsaftalen",
        "Grundkapital og garantier",
        "Politik for udsatte byområder",
        "Boligsociale helhedsplaner",
        "Forandringsplaner",
        "Områdefornyelser",
        "Ophæng i strategi og vision",
    }


def test_the_figures_equal_the_records(fuld, sagsbehandler):
    garanti = register_garanti(bruger=sagsbehandler, sag=fuld, laan=27_000_000, brutto=10_000_000)
    Garanti.objects.filter(pk=garanti.pk).update(beslutning_nummer=1)
    stykker = compose()
    assert "10,0 pct. af sagerne i Klima-, Miljø- og Teknikudvalget i 2026: 2 af 20 på 1 møde" in said(
        stykker[0]
    )
    area = said(of(stykker, "Introduktion til området"))
    assert "I 2024 var 19,1 pct. af boligerne i kommunen almene." in area
    assert "19,1 + 29,8 + 21,7 + 29,8 = 100,4 pct., men skulle give 100 pct." in area
    for navn, pct in (("Almene boliger", "19,1"), ("Andelsboliger", "29,8"), ("Ejerboliger", "21,7")):
        assert f"{navn} | {pct} pct." in area
    assert "Fra 2023 til 2024 blev der færdiggjort 600 almene boliger af 8.000 boliger i alt" in area
    assert "7,5 pct. (regnet ud af årenes tal)" in area
    capital = of(stykker, "Grundkapital og garantier")
    assert "Familie- og ungdomsboliger | 100.000.000 kr. | 0 kr. | 0 kr. | 100.000.000 kr." in said(capital)
    assert "givet 1 garanti for 10.000.000 kr., netto 10.000.000 kr. efter regaranti" in said(capital)
    assert capital.mangler == ()
    assert f"Før Skema A | 1 | {FAMILIE.antal}" in said(of(stykker, "Boliger på vej"))
    assert "Der er 1 sag om renovering i gang." in said(of(stykker, "Renovering og fysiske helhedsplaner"))
    tilsyn = said(of(stykker, "Tilsynet med de almene boligorganisationer"))
    assert "Tilsynet omfatter 1 boligorganisation." in tilsyn
    assert "har delegeret tilsynet" in tilsyn and "en dag, der ikke er fundet" in tilsyn
    assert re.search(r"Styringsdialog 2026, frist \d+\. \w+ \d{4}: 1 i gang\.", tilsyn)
    bases = said(of(stykker, "Administrationsgrundlag for alment byggeri"))
    assert Administrationsgrundlag.objects.get(pk="grundkapital").navn in bases


def test_figures_of_later_years_are_not_told_in_an_earlier_years_note(fuld):
    assert "boligmassen efter ejerform" in of(compose(2023), "Introduktion til området").mangler
    assert "600" not in said(of(compose(2023), "Introduktion til området"))
    assert "grundkapitalrammer for 2027" in of(compose(2027), "Grundkapital og garantier").mangler


def test_a_newer_year_that_has_a_total_alone_does_not_hide_the_shares_before_it(fuld, leder):
    register_boligtal(bruger=leder, tal=tal("ialt", "340000", aar=2025))
    assert "I 2024 var 19,1 pct." in said(of(compose(), "Introduktion til området"))


def test_a_proposed_guarantee_is_no_guarantee(fuld, sagsbehandler):
    register_garanti(bruger=sagsbehandler, sag=fuld, laan=27_000_000, brutto=10_000_000)
    assert open_exposure().antal == 0
    assert "garantier" in of(compose(), "Grundkapital og garantier").mangler


def _nybyggeri(bruger, organisation):
    sag = make_sag(bruger, organisation, titel="Hemmelig")
    decide(sag, bruger, "ansoegning", "oplysning")
    garanti = register_garanti(bruger=bruger, sag=sag, laan=27_000_000, brutto=10_000_000)
    Garanti.objects.filter(pk=garanti.pk).update(beslutning_nummer=1)
    return sag


def _renovering(bruger, organisation):
    return open_renovering(
        bruger=bruger, titel="Hemmelig", boligorganisation=organisation, problemer=["bygning"]
    )


def _analyse(bruger, organisation):
    return open_analyse(bruger=bruger, titel="Hemmelig", formaal="Undersøg det.")


def _aendring(bruger, organisation):
    return open_grundlagsaendring(
        bruger=bruger,
        grundlag=Administrationsgrundlag.objects.get(pk="grundkapital"),
        titel="Hemmelig",
        version="2031-1",
        gyldig_fra=dt.date(2031, 1, 1),
        tekst="Ny tekst",
        parametre={"reserve_pct": "7"},
        begrundelse="Prøve",
    )


@pytest.mark.parametrize("open_case", [_nybyggeri, _renovering, _analyse, _aendring])
def test_a_confidential_case_of_any_kind_leaves_the_note_as_if_it_were_not_there(
    open_case, sagsgange, sagsbehandler, organisation, ramme
):
    before = compose()
    sag = open_case(sagsbehandler, organisation)
    assert compose() != before
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="fortrolig")
    assert compose() == before


def test_a_confidential_task_of_the_wheel_is_counted_nowhere(
    sagsgange, sagsbehandler, organisation, anden_organisation
):
    first, _ = open_aar(bruger=sagsbehandler, aar=2026, valgte=["styringsdialog"])
    overskrift = "Tilsynet med de almene boligorganisationer"
    assert ": 2 i gang." in said(of(compose(), overskrift))
    edit_sag(bruger=sagsbehandler, sag=first, titel=first.titel, fortrolighed="fortrolig")
    assert ": 1 i gang." in said(of(compose(), overskrift))


@given(levels=st.lists(st.sampled_from(["aaben", "intern", "fortrolig"]), min_size=1, max_size=4))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_are_those_of_the_cases_that_are_not_confidential(
    levels, sagsgange, sagsbehandler, organisation
):
    from django.db import transaction

    with transaction.atomic():
        for level in levels:
            sag = _nybyggeri(sagsbehandler, organisation)
            edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed=level)
        known = len([level for level in levels if level != "fortrolig"])
        stykker = compose()
        if known:
            assert f"Før Skema A | {known} | {known * FAMILIE.antal}" in said(of(stykker, "Boliger på vej"))
            assert open_exposure().brutto == known * 10_000_000
        else:
            assert of(stykker, "Boliger på vej").mangler == ("sager om nybyggeri",)
            assert "garantier" in of(stykker, "Grundkapital og garantier").mangler
        transaction.set_rollback(True)


def test_the_title_of_an_internal_case_is_not_told(sagsgange, sagsbehandler, organisation):
    sag = _analyse(sagsbehandler, organisation)
    assert "Under behandling: Hemmelig." in said(*compose())
    edit_sag(bruger=sagsbehandler, sag=sag, titel=sag.titel, fortrolighed="intern")
    assert "Hemmelig" not in said(*compose())


def test_the_routes_are_drawn_in_word_and_pdf_with_words_for_those_who_cannot_see(fuld):
    papir = compose_introduktion(2026, DAY)
    drawn = [tegning for item in papir.afsnit for tegning in item.tegninger]
    assert [item.titel for item in drawn] == [
        "Vejen for nye familie- og ungdomsboliger",
        "Vejen for nye ældre- og plejeboliger",
        "Vejen for renovering og fysiske helhedsplaner",
    ]
    word = docx.Document(io.BytesIO(build_word(papir, "koebenhavn")))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert told == [item.alt for item in drawn]
    assert all("Direktionen: " in text or "Borgerrepræsentationen: " in text for text in told)
    pdf = build_pdf(papir, "koebenhavn")
    assert b"<pdfuaid:part>1<" in pdf and pdf.count(b"/S/Figure") == len(drawn)


@pytest.mark.parametrize("build", [build_word, build_pdf])
def test_the_same_data_on_the_same_day_give_the_same_bytes(fuld, build):
    first, second = (build(compose_introduktion(2026, DAY), "koebenhavn") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("aar", [2026, 2027, 2028])
def test_the_turn_of_the_year_2027_breaks_nothing(fuld, aar):
    papir = compose_introduktion(aar, dt.date(2027, 1, 1))
    assert tuple(item.overskrift for item in papir.afsnit if item.niveau == 1) == AFSNIT
    assert build_pdf(papir, "koebenhavn").startswith(b"%PDF")


def test_the_small_municipality_has_its_own_note_with_its_own_names(administrator, organisation):
    with override_settings(ALMEN_KOMMUNE="eksempel"):
        load_demo(administrator)
        papir = compose_introduktion(2026, DAY)
        assert any(item.tegninger for item in papir.afsnit)
        assert "København" not in " ".join([papir.titel, *papir.modtager, *(i.tekst for i in papir.tekster)])
        assert build_pdf(papir, "eksempel").startswith(b"%PDF")
        assert build_word(papir, "eksempel").startswith(b"PK")


def test_demo_data_mark_the_paper_and_nothing_else_does(fuld, leder):
    assert compose_introduktion(2026, DAY).maerke == ""
    register_boligtal(bruger=leder, tal=tal("almen", "20.0", aar=2025, enhed="andel"), demo=True)
    assert compose_introduktion(2026, DAY).maerke.startswith("DEMO")


def test_a_share_that_is_not_known_is_not_guessed(leder):
    create_moede(bruger=leder, organ="udvalget", dato=dt.date(2026, 3, 9))
    resume = compose()[0]
    assert any("hvor stor en del" in what for what in resume.mangler)
    assert "pct." not in said(resume)
