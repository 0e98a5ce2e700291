"""Reactive supervision: an enquiry becomes an investigation becomes an order, by delegation, with the organisation heard."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almen.godkendelser.demo_tilsyn import load_demo
from almen.godkendelser.egne_breve import decided_matter
from almen.godkendelser.services import edit_godkendelse
from almen.grundlag.selectors.delegation import delegation_of
from almen.grundlag.services.delegation import end_delegation
from almen.organisationer.models import Afdeling, Boligorganisation
from almen.regler.fejl import UgyldigtInput
from almen.sager.models import Journalpost, Sag, Sagsoverblik
from almen.sager.selectors import load_forloeb
from almen.sager.selectors.papirer import all_papirer
from almen.sager.services import BeslutningAfvist, record_beslutning
from almen.sagsgang.udfald import allowed_udfald

pytestmark = pytest.mark.django_db
HENVENDELSE = {
    "forhold": "Regnskabet er ikke fremlagt for afdelingsmødet",
    "form": "klage",
    "kom_fra": "beboer",
    "modtaget": dt.date(2026, 1, 5),
    "omraade": "oekonomi",
}
PAABUD = {
    "forhold": "Regnskabet er ikke fremlagt",
    "krav": "Regnskabet fremlægges",
    "frist": dt.date(2026, 3, 1),
}


def decide(bruger, sag, *steps, **rest):
    for step in steps:
        found = Sag.objects.get(pk=sag.pk)
        usual = {"udfald": allowed_udfald(load_forloeb(found).sagsgang.efter_id[step])[0]}
        record_beslutning(bruger=bruger, sag=found, trin=step, kilde="brev", **{**usual, **rest})


@pytest.fixture
def henvendelse(open_case):
    return open_case("tilsyn_henvendelse", HENVENDELSE)


@pytest.fixture
def paabud(open_case, henvendelse):
    return open_case("tilsyn_paabud", PAABUD, bilag={"dokumentation": True}, udspringer_af=henvendelse)


def test_an_enquiry_is_internal_and_an_order_is_open_unless_said_otherwise(open_case, henvendelse, paabud):
    assert henvendelse.fortrolighed == "intern" and paabud.fortrolighed == "aaben"
    secret = open_case("tilsyn_henvendelse", HENVENDELSE, fortrolighed="fortrolig")
    assert secret.fortrolighed == "fortrolig"


def test_what_is_not_for_the_supervision_needs_no_hearing(sagsbehandler, open_case):
    sag = open_case("tilsyn_henvendelse", HENVENDELSE | {"myndighed": "beboerdemokrati"})
    decide(sagsbehandler, sag, "modtaget", "rette_myndighed", "stillingtagen", "svar")
    assert Sagsoverblik.objects.get(sag=sag).afslutning


def test_a_matter_for_another_authority_is_passed_on_before_it_is_closed(sagsbehandler, open_case):
    sag = open_case("tilsyn_henvendelse", HENVENDELSE | {"myndighed": "anden"})
    decide(sagsbehandler, sag, "modtaget", "rette_myndighed")
    assert Sagsoverblik.objects.get(sag=sag).naeste_trin == "oversendt"


def test_the_deadline_of_an_order_is_the_cases_and_moves_with_it(sagsbehandler, paabud):
    decide(sagsbehandler, paabud, "udkast", "hoering", "paabud", "meddelt")
    assert Sagsoverblik.objects.get(sag=paabud).naeste_frist == PAABUD["frist"]
    fresh = Sag.objects.get(pk=paabud.pk)
    later = PAABUD | {"frist": dt.date(2026, 4, 1)}
    edit_godkendelse(
        bruger=sagsbehandler, sag=fresh, svar=later, bilag={"dokumentation": True}, afdelinger=[]
    )
    assert Sagsoverblik.objects.get(sag=paabud).naeste_frist == later["frist"]


@pytest.mark.parametrize(("answer", "over"), [("ja", True), ("nej", False), ("delvis", False)])
def test_an_order_that_was_not_complied_with_asks_for_a_next_step(
    sagsbehandler, open_case, henvendelse, answer, over
):
    sag = open_case("tilsyn_paabud", PAABUD | {"efterkommet": answer}, bilag={"dokumentation": True})
    decide(sagsbehandler, sag, "udkast", "hoering", "paabud", "meddelt", "opfoelgning")
    row = Sagsoverblik.objects.get(sag=sag)
    assert bool(row.afslutning) is over
    assert row.naeste_trin == ("" if over else "naeste_skridt")


def test_no_order_without_a_delegation_in_force_neither_given_nor_refused(sagsbehandler, leder, paabud):
    decide(sagsbehandler, paabud, "udkast", "hoering")
    end_delegation(
        bruger=leder,
        delegation=delegation_of("tilsyn"),
        sidste_dag=dt.date(2026, 1, 1),
        kilde="Udvalget",
        begrundelse="Hjemtaget",
    )
    for outcome in (
        {},
        {"udfald": "forkastet", "begrundelse": "Nej"},
        {"dispensationer": {"delegation": "Haster"}},
    ):
        with pytest.raises(BeslutningAfvist) as refused:
            decide(sagsbehandler, paabud, "paabud", **outcome)
        assert "1. januar 2026" in refused.value.fejl["kontrol:delegation"]
    decide(sagsbehandler, paabud, "paabud", dato=dt.date(2025, 12, 31))


def test_the_delegation_stands_with_the_decision_as_its_source(sagsbehandler, paabud):
    decide(sagsbehandler, paabud, "udkast", "hoering", "paabud")
    kept = Sag.objects.get(pk=paabud.pk).beslutninger.get(trin="paabud").kontroller
    answer = next(item for item in kept if item["id"] == "delegation")
    assert answer["udfald"] == "ja" and answer["kilder"][0]["delegation"] == "tilsyn"


def test_a_case_comes_only_of_kinds_that_can_lead_to_it_and_of_the_same_organisation(
    open_case, henvendelse, anden_organisation
):
    loan = open_case("laan_uden_garanti", {"formaal": "Tag", "laan": 1})
    with pytest.raises(UgyldigtInput, match="laan_uden_garanti"):
        open_case("tilsyn_paabud", PAABUD, udspringer_af=loan)
    with pytest.raises(UgyldigtInput, match="tilladt er ingen"):
        open_case("laan_uden_garanti", {"formaal": "Tag", "laan": 1}, udspringer_af=henvendelse)
    with pytest.raises(UgyldigtInput, match="samme"):
        open_case("tilsyn_paabud", PAABUD, udspringer_af=henvendelse, boligorganisation=anden_organisation)


def test_the_journal_says_which_case_it_came_of(henvendelse, paabud):
    opened = Journalpost.objects.get(sag=paabud, art="sag_aabnet")
    assert opened.data["udspringer_af"] == henvendelse.nummer


def test_the_papers_of_an_order_tell_demand_deadline_and_that_the_law_is_to_be_confirmed(
    sagsbehandler, paabud
):
    decide(sagsbehandler, paabud, "udkast", "hoering", "paabud")
    fresh = Sag.objects.get(pk=paabud.pk)
    (letter,) = all_papirer(load_forloeb(fresh), dt.date(2026, 2, 1)).breve
    text = str(letter.compose(dt.date(2026, 2, 1)))
    assert (
        "at påbyde Boligselskabet Prøven senest den 1. marts 2026" in text and "Regnskabet fremlægges" in text
    )
    assert "bekræft hjemlen, som er usikker" in text


def test_the_answer_to_an_enquiry_is_a_paper(sagsbehandler, open_case):
    sag = open_case(
        "tilsyn_henvendelse",
        HENVENDELSE | {"myndighed": "beboerdemokrati", "vurdering": "Beslutningen er lovlig"},
    )
    decide(sagsbehandler, sag, "modtaget", "rette_myndighed", "stillingtagen")
    (letter,) = all_papirer(load_forloeb(Sag.objects.get(pk=sag.pk)), dt.date(2026, 2, 1)).breve
    assert letter.type.navn == "Svar" and "Beslutningen er lovlig" in str(letter.compose(dt.date(2026, 2, 1)))


def test_what_is_missing_in_a_letter_is_marked_and_not_left_empty(open_case):
    sag = open_case("tilsyn_forretningsfoerer", {"forhold": "Drift", "opgaver": "Alt"})
    assert "[" in decided_matter(sag) or "UDFYLD" in decided_matter(sag).upper()


def test_combined_letting_is_refused_below_the_statutes_figures(sagsbehandler, open_case):
    answers = {"omraade": "Afd. 1", "beboere": 999, "uden_for_pct": 39, "fra": dt.date(2026, 6, 1)}
    sag = open_case("kombineret_udlejning", answers | {"uden_for_pct": Decimal(39)}, boligorganisation=None)
    with pytest.raises(BeslutningAfvist, match="under grænsen"):
        decide(sagsbehandler, sag, "oplysning")
    enough = open_case(
        "kombineret_udlejning",
        answers | {"beboere": 1000, "uden_for_pct": Decimal(40)},
        boligorganisation=None,
    )
    decide(sagsbehandler, enough, "oplysning")


def test_a_joint_agreement_that_covers_too_little_needs_the_minister(sagsbehandler, open_case):
    answers = {"aftale": "Rammeaftalen", "omfatter": "Øvrige", "fra": dt.date(2026, 6, 1), "revideres_senest": dt.date(2030, 6, 1)}  # fmt: skip
    for share, applies in (("50", True), ("50.1", False)):
        sag = open_case(
            "udlejning_paalaeg", answers | {"daekning_pct": Decimal(share)}, boligorganisation=None
        )
        state = load_forloeb(Sag.objects.get(pk=sag.pk)).tilstand
        assert (state.trin["minister"].status != "ikke_relevant") is applies


class TestPages:
    def test_both_ways_between_cases_are_shown_and_the_next_case_is_filled_in(
        self, client, sagsbehandler, organisation, henvendelse, paabud
    ):
        Afdeling.objects.create(boligorganisation=organisation, nummer=1, navn="Nord")
        client.force_login(sagsbehandler)
        first = client.get(henvendelse.get_absolute_url()).content.decode()
        assert paabud.nummer in first and "?fra=" + henvendelse.nummer in first
        assert henvendelse.nummer in client.get(paabud.get_absolute_url()).content.decode()
        url = reverse("godkendelser:ny_af_type", args=["tilsyn_undersoegelse"]) + f"?fra={henvendelse.nummer}"
        page = client.get(url).content.decode()
        assert "udspringer af" in page and "Nord" in page and henvendelse.titel in page
        typed = {
            "titel": "Undersøgelse",
            "boligorganisation": organisation.pk,
            "svar-forhold": "Drift",
            "svar-spoergsmaal": "Hvad",
            "svar-udfoerer": "kommunen",
        }
        assert client.post(url, {**typed, "svar-udfoerer": ""}).status_code == 400
        assert client.post(url, typed).status_code == 302
        assert Sag.objects.latest("pk").udspringer_af == henvendelse

    def test_a_case_of_a_kind_that_leads_nowhere_is_no_origin(self, client, sagsbehandler, open_case):
        loan = open_case("laan_uden_garanti", {"formaal": "Tag", "laan": 1})
        client.force_login(sagsbehandler)
        url = reverse("godkendelser:ny_af_type", args=["tilsyn_paabud"])
        for number in (loan.nummer, "2026-99999"):
            assert client.get(f"{url}?fra={number}").status_code == 404
        assert "fra=" not in client.get(loan.get_absolute_url()).content.decode()

    def test_who_may_not_see_the_origin_is_not_told_of_it(
        self, client, boligorganisation_bruger, henvendelse, paabud
    ):
        client.force_login(boligorganisation_bruger)
        page = client.get(paabud.get_absolute_url()).content.decode()
        assert henvendelse.nummer not in page and "udspringer" not in page.lower()
        assert client.get(henvendelse.get_absolute_url()).status_code == 404

    def test_what_came_of_a_case_costs_one_query_however_much_it_is(
        self, client, sagsbehandler, open_case, henvendelse, django_assert_max_num_queries
    ):
        client.force_login(sagsbehandler)
        client.get(henvendelse.get_absolute_url())
        with CaptureQueriesContext(
            connection,
        ) as before:
            client.get(henvendelse.get_absolute_url())
        for _ in range(3):
            open_case("tilsyn_paabud", PAABUD, udspringer_af=henvendelse)
        with django_assert_max_num_queries(len(before) + 1):
            client.get(henvendelse.get_absolute_url())

    def test_the_list_is_narrowed_to_supervision_and_says_so(
        self, client, sagsbehandler, open_case, paabud, django_assert_max_num_queries
    ):
        loan = open_case("laan_uden_garanti", {"formaal": "Tag", "laan": 1})
        client.force_login(sagsbehandler)
        client.get("/godkendelser/?emne=tilsyn")
        with django_assert_max_num_queries(10):
            page = client.get("/godkendelser/?emne=tilsyn").content.decode()
        assert "Tilsynssager" in page and paabud.nummer in page and loan.nummer not in page
        assert client.get("/godkendelser/?emne=tilsyn&eksport=csv").status_code == 200

    def test_the_case_page_leads_to_the_delegation(self, client, sagsbehandler, paabud):
        client.force_login(sagsbehandler)
        assert "/delegationer/tilsyn/" in client.get(paabud.get_absolute_url()).content.decode()


def test_the_demos_cases_are_marked_invented_and_stand_where_the_file_says(
    sagsgange, sagsbehandler, organisation
):
    for number in ("9911", "9912", "9913", "9914"):
        Boligorganisation.objects.create(navn=f"DEMO {number}", lbf_nummer=number, demo=True)
    load_demo(sagsbehandler)
    load_demo(sagsbehandler)
    rows = {row.titel: row for row in Sagsoverblik.objects.select_related("sag")}
    assert len(rows) == 7 and all(row.sag.demo and "(DEMO)" in titel for titel, row in rows.items())
    today = dt.date.today()
    late = rows["Fremlæggelse af revideret regnskab (DEMO)"]
    assert late.naeste_trin == "opfoelgning" and late.naeste_frist < today
    assert rows["Udbedring af utætte tage (DEMO)"].afslutning
    assert rows["Klage over farven på opgangsdøre (DEMO)"].afslutning
    manager = rows["Midlertidig forretningsfører (DEMO)"]
    assert manager.naeste_trin == "hoering" and manager.sag.udspringer_af == late.sag


def test_a_body_is_asked_to_decide_what_the_municipality_does_and_not_to_meet_an_application(
    sagsbehandler, open_case
):
    answers = {"omraade": "Afd. 1", "beboere": 1200, "uden_for_pct": Decimal(45), "fra": dt.date(2026, 6, 1)}
    sag = open_case("kombineret_udlejning", answers, boligorganisation=None)
    decide(sagsbehandler, sag, "oplysning", "hoering")
    (first, *_) = all_papirer(load_forloeb(Sag.objects.get(pk=sag.pk)), dt.date(2026, 2, 1)).indstillinger
    text = str(first.compose(dt.date(2026, 2, 1)))
    assert "at indføre kombineret udlejning i Afd. 1 fra den 1. juni 2026" in text
    assert "har søgt om" not in text
