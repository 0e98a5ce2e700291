"""Approval cases: answers by the kind's questions, limits from parameters, and the way that the facts choose."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.godkendelser import kontroller
from almen.godkendelser.models import Godkendelse
from almen.godkendelser.services import edit_godkendelse
from almen.godkendelser.svar import decode_svar, encode_svar, show_svar
from almen.godkendelser.typedefinition import load_typer
from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.models import Journalpost, Sag, Sagsoverblik
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.sagsgang.register import REGISTER
from godkendelser.conftest import EJENDOM, HUSLEJE

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 2)
VALUES = {
    "kroner": st.integers(0, 10**10),
    "antal": st.integers(0, 10**6),
    "m2": st.decimals(0, 10**6, places=2),
    "pct": st.decimals(0, 1000, places=2),
    "dato": st.dates(),
    "tekst": st.text(min_size=1, max_size=50).filter(str.strip),
}


def fresh(sag: Sag) -> Sag:
    return Sag.objects.get(pk=sag.pk)


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_come_back_as_they_were_given(data):
    type_ = data.draw(st.sampled_from(list(load_typer("koebenhavn").values())))
    svar = {
        felt.id: data.draw(VALUES[felt.art] if felt.art in VALUES else st.sampled_from(list(felt.muligheder)))
        for felt in type_.felter
    }
    kept = encode_svar(type_, svar)
    assert {key: decode_svar(type_.felt(key), value) for key, value in kept.items()} == svar
    assert all(show_svar(type_.felt(key), value) for key, value in kept.items())


def test_missing_unknown_and_absurd_answers_are_all_named(open_case):
    with pytest.raises(UgyldigtInput) as refused:
        open_case("lejeforhoejelse_forbedringer", {"leje_foer": -1, "stigning_pct": 5, "slot": 1})
    assert {item.felt for item in refused.value.fejl} == {"arbejder", "leje_foer", "stigning_pct", "slot"}
    assert not Godkendelse.objects.exists() and not Sag.objects.exists()


@pytest.mark.parametrize(("pct", "who"), [("5.00", "forvaltningen"), ("5.01", "udvalget")])
def test_a_rent_rise_over_the_limit_goes_to_the_committee(open_case, sagsbehandler, pct, who):
    sag = open_case(
        "lejeforhoejelse_forbedringer",
        HUSLEJE | {"stigning_pct": Decimal(pct)},
        bilag={"afdelingsmoede": True, "budget": True},
    )
    for step in ("ansoegning", "oplysning"):
        record_beslutning(bruger=sagsbehandler, sag=fresh(sag), trin=step, kilde="brev")
    assert Sagsoverblik.objects.get(sag=sag).naeste_aktoer == who


def test_an_uncertain_limit_is_shown_as_such(open_case):
    sag = open_case("lejeforhoejelse_forbedringer", HUSLEJE)
    svar = REGISTER.kontrol("godkendelse_graenser").funktion(fresh(sag), DAY)
    assert svar.udfald == "ja" and svar.kilder[0]["sikkerhed"] == "uafklaret"


def test_a_merged_dwelling_beyond_the_statutory_area_is_refused_with_its_source(open_case, sagsbehandler):
    sag = open_case(
        "sammenlaegning_udsat_omraade",
        EJENDOM | {"areal_efter": Decimal("140.5"), "beboede": "nej"},
        bilag={"helhedsplan": True},
    )
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    with pytest.raises(BeslutningAfvist, match="over grænsen på 140 m²"):
        record_beslutning(bruger=sagsbehandler, sag=fresh(sag), trin="oplysning")


def test_a_missing_document_is_refused_unless_dispensed_with(open_case, sagsbehandler):
    sag = open_case(
        "laan_uden_garanti",
        {"formaal": "Tag", "laan": 1_000_000},
        bilag={"laanetilbud": False, "afdelingsmoede": True},
    )
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    with pytest.raises(BeslutningAfvist, match="Mangler: Lånetilbud"):
        record_beslutning(bruger=sagsbehandler, sag=fresh(sag), trin="oplysning")
    record_beslutning(
        bruger=sagsbehandler,
        sag=fresh(sag),
        trin="oplysning",
        dispensationer={"godkendelse_bilag": "Er på vej"},
    )


@pytest.mark.parametrize(("svar", "applies"), [("ja", True), ("nej", False)])
def test_the_minister_and_the_report_follow_from_the_answers(open_case, svar, applies):
    answers = EJENDOM | {"grund": "byggeteknik", "ministergodkendelse": svar, "statslaan": svar}
    states = load_forloeb(open_case("nedrivning", answers)).tilstand.trin
    for step in ("minister", "indberetning"):
        assert (states[step].status != "ikke_relevant") == applies


def test_changed_answers_are_journalled_with_the_old_ones(open_case, sagsbehandler, revisor):
    sag = open_case("laan_uden_garanti", {"formaal": "Tag", "laan": 1_000_000})
    edit_godkendelse(
        bruger=sagsbehandler, sag=sag, svar={"formaal": "Tag", "laan": 2_000_000}, bilag={}, afdelinger=[]
    )
    post = Journalpost.objects.get(sag=sag, art="godkendelse_rettet")
    assert (post.data["fra"]["svar"]["laan"], post.data["til"]["svar"]["laan"]) == (1_000_000, 2_000_000)
    with pytest.raises(AdgangNaegtet):
        edit_godkendelse(bruger=revisor, sag=sag, svar={}, bilag={}, afdelinger=[])


def test_a_case_is_opened_from_the_form_and_faults_keep_what_was_typed(
    client, sagsgange, sagsbehandler, organisation
):
    client.force_login(sagsbehandler)
    url = reverse("godkendelser:ny_af_type", args=["laan_uden_garanti"])
    typed = {
        "titel": "Nyt tag",
        "boligorganisation": organisation.pk,
        "svar-formaal": "Tag",
        "svar-laan": "mange",
    }
    page = client.post(url, typed).content.decode()
    assert 'value="mange"' in page and not Sag.objects.exists()
    client.post(url, typed | {"svar-laan": "1.500.000", "bilag-laanetilbud": "ja"})
    godkendelse = Godkendelse.objects.get()
    assert godkendelse.svar == {"formaal": "Tag", "laan": 1_500_000} and godkendelse.bilag == {
        "laanetilbud": True
    }
    page = client.get(reverse("godkendelser:godkendelse", args=[godkendelse.sag.nummer])).content.decode()
    assert "1.500.000 kr." in page and "Foreligger" in page and "almenboligloven § 29" in page


def test_only_the_organisations_own_afdelinger_can_be_chosen(
    client, open_case, sagsbehandler, organisation, anden_organisation
):
    sag = open_case("laan_uden_garanti", {"formaal": "Tag", "laan": 1_000_000})
    own, other = (
        Afdeling.objects.create(boligorganisation=item, nummer="0001", navn="Prøveparken")
        for item in (organisation, anden_organisation)
    )
    client.force_login(sagsbehandler)
    url = reverse("godkendelser:rediger", args=[sag.nummer])
    typed = {"svar-formaal": "Tag", "svar-laan": "1.000.000"}
    client.post(url, typed | {"afdelinger": [other.pk]})
    assert not Godkendelse.objects.get().afdelinger.exists()
    client.post(url, typed | {"afdelinger": [own.pk]})
    assert list(Godkendelse.objects.get().afdelinger.all()) == [own]
    with pytest.raises(UgyldigtInput, match="hører ikke til"):
        edit_godkendelse(
            bruger=sagsbehandler,
            sag=fresh(sag),
            svar={"formaal": "Tag", "laan": 1},
            bilag={},
            afdelinger=[other],
        )


def test_the_list_asks_a_fixed_number_of_questions(
    client, open_case, sagsbehandler, django_assert_max_num_queries
):
    for number in range(6):
        open_case("laan_uden_garanti", {"formaal": f"Tag nr{number}", "laan": 1_000_000})
    client.force_login(sagsbehandler)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("godkendelser:liste"), {"type": "laan_uden_garanti", "q": "tag nr3"})
    assert page.content.decode().count("Prøvesag</a>") == 1
    with django_assert_max_num_queries(10):
        client.get(reverse("godkendelser:liste"))


def test_the_page_of_kinds_asks_the_same_however_many_kinds_there_are(
    client, sagsgange, sagsbehandler, django_assert_max_num_queries
):
    client.force_login(sagsbehandler)
    with django_assert_max_num_queries(6):
        page = client.get(reverse("godkendelser:typer")).content.decode()
    assert page.count("Åbn en sag") >= 22 and "Ingen sagsgang" not in page


def test_a_kind_without_a_route_in_force_is_shown_but_cannot_be_opened(client, db, sagsbehandler):
    client.force_login(sagsbehandler)
    page = client.get(reverse("godkendelser:typer")).content.decode()
    assert "Ingen sagsgang" in page and "Åbn en sag" not in page


def test_the_limit_that_chose_the_way_is_that_of_the_day_the_case_was_opened(open_case, monkeypatch):
    """A later limit must not send a running case another way; what is only demanded follows the day of the decision."""
    asked = []
    whole = kontroller.compare_graense
    monkeypatch.setattr(
        kontroller, "compare_graense", lambda sag, g, day: asked.append(day) or whole(sag, g, day)
    )
    sag = fresh(open_case("lejeforhoejelse_forbedringer", HUSLEJE, aabnet_dato=dt.date(2026, 1, 15)))
    asked.clear()
    assert REGISTER.sagstype(sag.sagstype).fakta(sag) == {"over_graense": "ja"}
    REGISTER.kontrol("godkendelse_graenser").funktion(sag, DAY)
    assert asked == [dt.date(2026, 1, 15), dt.date(2026, 1, 15)]
    demand = open_case(
        "sammenlaegning_udsat_omraade",
        EJENDOM | {"areal_efter": Decimal("120"), "beboede": "nej"},
        aabnet_dato=dt.date(2026, 1, 15),
    )
    asked.clear()
    REGISTER.kontrol("godkendelse_graenser").funktion(fresh(demand), DAY)
    assert asked == [DAY]


def test_a_loan_with_guarantee_is_not_approved_before_the_guarantee_is_registered(
    client, open_case, sagsbehandler
):
    """Loan, guarantee and register hang together also outside new building (almenboligloven § 29, § 127)."""
    from almen.byggeri.models import Garanti
    from almen.byggeri.services import register_garanti

    sag = open_case("laan_med_garanti", {"formaal": "Tag", "laan": 12_400_000, "garanti": 7_100_000})
    for trin in ("ansoegning", "oplysning", "udvalg_anbefaling", "oeu_erklaering"):
        record_beslutning(
            bruger=sagsbehandler,
            sag=sag,
            trin=trin,
            kilde="referat",
            dispensationer={"godkendelse_bilag": "eftersendes"},
        )
    client.force_login(sagsbehandler)
    page = client.get(sag.get_absolute_url()).content.decode()
    assert f'href="/byggeri/{sag.nummer}/garanti/"' in page and "Registrér garantien" in page
    with pytest.raises(BeslutningAfvist, match="Registrér den konkrete garanti"):
        record_beslutning(bruger=sagsbehandler, sag=sag, trin="kommunalbestyrelsen", kilde="referat")
    register_garanti(bruger=sagsbehandler, sag=sag, laan=12_400_000, brutto=7_100_000)
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="kommunalbestyrelsen", kilde="referat")
    assert Garanti.objects.get(sag=sag).beslutning_nummer == 5
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="svar", kilde="brev")
    assert load_forloeb(type(sag).objects.get(pk=sag.pk)).tilstand.afsluttet
