"""København's own plan: the discussion that may be asked for, and each project that comes back as its own case."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.byggeri.services import open_renovering
from almen.planer.models import Indsats, Plan
from almen.planer.selectors.projektsager import kinds_to_open, projekter_of, sager_to_link
from almen.planer.services import open_plan
from almen.planer.services.fysisk_plan import edit_fysisk_plan, open_fysisk_plan
from almen.planer.services.projektsag import link_sag
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.indstilling import compose_indstilling
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import BeslutningAfvist, annul_sag, edit_sag, record_beslutning

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


def case_of(plan):
    return Sag.objects.get(pk=plan.sag_id)


def state(plan):
    return load_forloeb(case_of(plan)).tilstand


@pytest.fixture
def projekt(forandringsplan):
    return forandringsplan.indsatser.get()


@pytest.fixture
def renovering(sagsgange, sagsbehandler, organisation):
    return open_renovering(
        bruger=sagsbehandler,
        titel="Renovering af Bispeparken",
        boligorganisation=organisation,
        problemer=["bygning"],
    )


def test_the_committee_may_ask_to_discuss_the_plan_before_it_is_put_to_it(
    forandringsplan, decide, sagsbehandler
):
    decide(forandringsplan, "udkast", dato=DAY)
    assert (state(forandringsplan).aabne, state(forandringsplan).valgfrie) == (
        ("indstilling",),
        ("droeftelse",),
    )
    record_beslutning(
        bruger=sagsbehandler,
        sag=case_of(forandringsplan),
        trin="droeftelse",
        udfald="droeftet",
        dato=DAY,
        kilde="TMU punkt 4",
    )
    decide(forandringsplan, "br_godkender", dato=DAY)
    assert state(forandringsplan).aabne == ("gennemfoerelse",)


def test_without_a_discussion_committee_economy_and_council_take_it_in_turn(forandringsplan, decide):
    decide(forandringsplan, "br_godkender", dato=DAY)
    assert state(forandringsplan).udfoerte == (
        "udkast",
        "indstilling",
        "udvalg_anbefaler",
        "oeu_erklaering",
        "br_godkender",
    )


def test_a_plan_without_area_or_purpose_is_not_put_forward(sagsgange, sagsbehandler):
    plan = open_fysisk_plan(bruger=sagsbehandler, art="forandringsplan", titel="Tom", navn="Tom")
    with pytest.raises(BeslutningAfvist, match="Mangler: områder, formål og indhold, mål og projekter"):
        record_beslutning(bruger=sagsbehandler, sag=plan.sag, trin="udkast")


def test_own_goals_stand_line_by_line_and_are_journalled_when_they_change(forandringsplan, sagsbehandler):
    plan = edit_fysisk_plan(
        bruger=sagsbehandler, plan=forandringsplan, maal="Ét mål", navn="Bispeparkens plan"
    )
    assert (plan.navn, plan.forandringsplan.maalliste) == ("Bispeparkens plan", ["Ét mål"])
    posts = Journalpost.objects.filter(sag=plan.sag_id, art="plan_rettet")
    assert [post.tekst for post in posts] == ["Planen er rettet.", "Rettet på planen: mål."]
    with pytest.raises(UgyldigtInput, match="maal"):
        edit_fysisk_plan(bruger=sagsbehandler, plan=plan, maal="x" * 4001, navn="Andet")
    assert Plan.objects.get(pk=plan.pk).navn == "Bispeparkens plan"


def test_a_project_is_linked_to_its_case_and_shows_how_far_it_has_come(
    forandringsplan, projekt, renovering, sagsbehandler
):
    found = sager_to_link(sagsbehandler, "renovering BISPEPARKEN")
    assert [item.sag_id for item in found] == [renovering.pk]
    link_sag(bruger=sagsbehandler, plan=forandringsplan, indsats=projekt, sag=renovering)
    row = projekter_of(forandringsplan, sagsbehandler)[0]
    assert (row.stand, row.naeste) == ("Prejekt", "Prejekt modtaget")
    record_beslutning(bruger=sagsbehandler, sag=renovering, trin="prejekt", kilde="brev")
    assert projekter_of(forandringsplan, sagsbehandler)[0].naeste == "Prejektet gennemgået"
    link_sag(bruger=sagsbehandler, plan=forandringsplan, indsats=projekt, sag=None)
    assert projekter_of(forandringsplan, sagsbehandler)[0].overblik is None
    texts = list(Journalpost.objects.filter(art="projektsag").values_list("tekst", flat=True))
    assert texts == [
        f"Projektet “Renovering” behandles i sag {renovering.nummer}.",
        "Projektet “Renovering” har ingen sag mere.",
    ]


def test_a_confidential_case_is_neither_named_nor_shown_to_those_who_may_not_see_it(
    client, forandringsplan, projekt, renovering, sagsbehandler, boligorganisation_bruger
):
    edit_sag(bruger=sagsbehandler, sag=renovering, titel=renovering.titel, fortrolighed="fortrolig")
    renovering.refresh_from_db()
    link_sag(bruger=sagsbehandler, plan=forandringsplan, indsats=projekt, sag=renovering)
    row = projekter_of(forandringsplan, boligorganisation_bruger)[0]
    assert (row.overblik, row.skjult) == (None, True)
    assert not sager_to_link(boligorganisation_bruger, "Renovering")
    assert renovering.nummer not in Journalpost.objects.get(art="projektsag").tekst
    client.force_login(boligorganisation_bruger)
    for address in (forandringsplan.get_absolute_url(), projekt.get_absolute_url()):
        page = client.get(address).content.decode()
        assert renovering.nummer not in page and "Har en sag, du ikke kan se" in page


def test_plans_and_annulled_cases_are_no_projects_cases(
    forandringsplan, projekt, renovering, sagsbehandler, revisor
):
    handleplan = open_plan(bruger=sagsbehandler, art="handleplan", titel="Handleplan", navn="Handleplan")
    annul_sag(bruger=sagsbehandler, sag=renovering, begrundelse="Oprettet ved en fejl")
    renovering.refresh_from_db()
    for sag, words in ((handleplan.sag, "er en plan"), (renovering, "annulleret")):
        with pytest.raises(UgyldigtInput, match=words):
            link_sag(bruger=sagsbehandler, plan=forandringsplan, indsats=projekt, sag=sag)
    assert not sager_to_link(sagsbehandler, "Handleplan")
    with pytest.raises(AdgangNaegtet):
        link_sag(bruger=revisor, plan=forandringsplan, indsats=projekt, sag=None)


def test_the_plan_is_not_over_while_a_projects_case_runs(
    forandringsplan, projekt, renovering, sagsbehandler, decide
):
    link_sag(bruger=sagsbehandler, plan=forandringsplan, indsats=projekt, sag=renovering)
    decide(forandringsplan, "br_godkender", dato=DAY)
    with pytest.raises(BeslutningAfvist, match="stadig sag om Renovering"):
        decide(forandringsplan, "gennemfoerelse")


def test_the_form_of_a_new_case_opens_it_with_the_link_in_one_act(
    client, forandringsplan, projekt, sagsbehandler, organisation
):
    client.force_login(sagsbehandler)
    base = f"{forandringsplan.get_absolute_url()}indsatser/{projekt.pk}/sag/"
    assert {"nybyggeri", "renovering", "nedrivning"} <= dict(kinds_to_open()).keys()
    chosen = client.get(f"{base}vaelg/", {"sagstype": "renovering"})
    assert chosen["Location"] == f"{base}ny/renovering/"
    assert "Ny renoveringssag" in client.get(chosen["Location"]).content.decode()
    refused = client.post(chosen["Location"], {"titel": ""})
    assert refused.status_code == 200 and Indsats.objects.get(pk=projekt.pk).sag is None
    given = {"titel": "Fysisk helhedsplan", "boligorganisation": organisation.pk, "problemer": ["bygning"]}
    opened = client.post(chosen["Location"], given)
    sag = Sag.objects.get(titel="Fysisk helhedsplan")
    assert (opened.status_code, Indsats.objects.get(pk=projekt.pk).sag) == (302, sag)
    page = client.get(forandringsplan.get_absolute_url()).content.decode()
    assert sag.nummer in page and "Næste: Prejekt modtaget" in page
    case_page = client.get(sag.get_absolute_url()).content.decode()
    assert "Projekt i en plan" in case_page and "Forandringsplan for Bispeparken" in case_page
    kind = client.post(f"{base}ny/nedrivning/", {"titel": ""})
    assert kind.status_code == 400 and "Nedrivning" in kind.content.decode()


def test_an_existing_case_is_found_by_its_number_and_a_wrong_number_says_so(
    client, forandringsplan, projekt, renovering, sagsbehandler
):
    client.force_login(sagsbehandler)
    address = f"{forandringsplan.get_absolute_url()}indsatser/{projekt.pk}/sag/"
    assert renovering.nummer in client.get(address, {"q": renovering.nummer}).content.decode()
    assert "Ingen sager svarer til" in client.get(address, {"q": "findes ikke"}).content.decode()
    wrong = client.post(address, {"sag": "1999-00001"})
    assert wrong.status_code == 400 and "Der er ingen sag 1999-00001" in wrong.content.decode()
    assert client.post(address, {"sag": renovering.nummer}).status_code == 302
    assert Indsats.objects.get(pk=projekt.pk).sag == renovering


def test_the_share_is_told_where_it_is_counted_and_not_otherwise(client, forandringsplan, sagsbehandler):
    from almen.planer.services.boliger import save_boligopgoerelse

    client.force_login(sagsbehandler)
    assert "Krav" not in client.get(forandringsplan.get_absolute_url()).content.decode()
    save_boligopgoerelse(
        bruger=sagsbehandler,
        plan=forandringsplan,
        dag=DAY,
        almene_familieboliger=80,
        andre_boliger=20,
        kilde="BBR",
    )
    page = client.get(forandringsplan.get_absolute_url()).content.decode()
    assert "80,0 pct." in page and "Kravet gælder kun omdannelsesområder" in page


def test_the_indstilling_says_the_goals_and_that_projects_come_back(forandringsplan):
    steps = load_forloeb(forandringsplan.sag).sagsgang.efter_id
    papir = compose_indstilling(forandringsplan.sag, steps["udvalg_anbefaler"], DAY)
    told = " ".join(item.tekst for item in papir.tekster)
    assert "Trygge byrum" in told and "forelagt som sin egen sag" in told
    assert "at Forandringsplan for Bispeparken gennemføres" in told
