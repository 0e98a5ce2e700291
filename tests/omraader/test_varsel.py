"""What early warning, what-if and the proposal on letting promise: figures, sources, and a case that keeps what it rests on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from almen.omraader.indstilling import adjustment
from almen.omraader.models import (
    Fremskrivning,
    Klassefremskrivning,
    Noegletal,
    Omraade,
    Omraadeafdeling,
    Tilbageproevning,
)
from almen.omraader.selectors.varsel import (
    coming_list,
    development_of,
    develops_badly,
    is_outdated,
    must_let_flexibly,
)
from almen.omraader.services.fremskrivning import refresh_fremskrivninger
from almen.omraader.services.justering import edit_justering, open_justering
from almen.organisationer.models import Afdeling
from almen.regler.fejl import UgyldigtInput
from almen.sager.adgang import AdgangNaegtet
from almen.sager.indstilling.punkter import recommendation
from almen.sager.models import Journalpost
from almen.sager.selectors import load_forloeb
from almen.sager.services import run_kontroller
from almen.sagsgang.udfald import Trinstatus

pytestmark = pytest.mark.django_db
LANDET = "landsgennemsnit_doemte_pct"
OUTSIDE = ("34.5", "36.0", "36.2", "37.9", "38.5", "39.5")
SCHOOL = ("55.0", "56.4", "56.9", "58.6", "59.0", "60.0")


def give_figures(bruger, omraade, aar, **tal):
    """Readings of one list, and the stand that follows from them."""
    from almen.omraader.services.stand import refresh_stande

    liste = dt.date(aar, 12, 1)
    shared = {"liste": liste, "kilde": "Prøve", "sikkerhed": "sikker", "registreret_af": bruger}
    for name, value in tal.items():
        whole = None if name == LANDET else omraade
        if whole is None and Noegletal.objects.filter(liste=liste, indikator=name, omraade=None).exists():
            continue
        number = Decimal(value)
        Noegletal.objects.create(
            omraade=whole, indikator=name, vaerdi=number, decimaler=-number.as_tuple().exponent, **shared
        )
    refresh_stande([omraade.pk])


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    """An area that gets worse list by list and is just under the limits of an udsat boligområde."""
    found = Omraade.objects.create(navn="Nedadgården", kommune="København", oprettet_af=sagsbehandler)
    for place, aar in enumerate(range(2020, 2026)):
        give_figures(
            sagsbehandler,
            found,
            aar,
            beboere="2400",
            ikkevestlige_pct="45.0",
            uden_for_arbejdsmarked_pct=OUTSIDE[place],
            doemte_pct="1.90",
            grundskole_pct=SCHOOL[place],
            indkomst_pct="54.0",
            landsgennemsnit_doemte_pct="0.75",
        )
    return found


@pytest.fixture
def afdeling(omraade, organisation) -> Afdeling:
    found = Afdeling.objects.create(boligorganisation=organisation, nummer="7", navn="Nedadgården Nord")
    Omraadeafdeling.objects.create(omraade=omraade, afdeling=found)
    return found


@pytest.fixture
def login(client):
    def act(bruger):
        client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
        return client

    return act


def applies(sag, trin: str) -> bool:
    return load_forloeb(sag).tilstand.trin[trin].status != Trinstatus.IKKE_RELEVANT


def text(response) -> str:
    return response.content.decode()


def test_projections_are_made_of_the_known_lists_and_replaced_when_made_again(omraade):
    assert refresh_fremskrivninger() == 1
    first = Fremskrivning.objects.count()
    assert refresh_fremskrivninger() == 1
    assert Fremskrivning.objects.count() == first == 6 * 3
    row = Fremskrivning.objects.get(indikator="uden_for_arbejdsmarked_pct", liste=dt.date(2026, 12, 1))
    assert row.nedre < row.middel < row.oevre
    assert row.sidste_liste == dt.date(2025, 12, 1) and row.antal_lister == 6
    assert Tilbageproevning.objects.get().resultat["klasser"]["proevet"] >= 1


def test_an_area_that_worsens_is_warned_of_and_the_page_says_how_well_such_warnings_do(
    login, revisor, omraade
):
    refresh_fremskrivninger()
    ahead = Klassefremskrivning.objects.get(liste=coming_list())
    assert ahead.nu == "forebyggelsesomraade" and ahead.skifte == "tungere"
    assert develops_badly(omraade) == ahead
    page = text(login(revisor).get(reverse("omraader:varsel")))
    assert "Nedadgården" in page and "Tungere, " in page
    assert "Prøvet på statens lister" in page and "som sidste liste" in page


def test_newer_figures_or_other_rules_than_the_projection_s_are_told(login, sagsbehandler, omraade):
    refresh_fremskrivninger()
    url = reverse("omraader:varsel")
    assert "Fremskrivningen er forældet" not in text(login(sagsbehandler).get(url))
    give_figures(sagsbehandler, omraade, 2019, beboere="2300")
    assert "Fremskrivningen er forældet" in text(login(sagsbehandler).get(url))
    refresh_fremskrivninger()
    tried = Tilbageproevning.objects.first()
    assert not is_outdated(tried)
    tried.resultat["regler"] = "the rules before the non-western criterion was switched off"
    assert is_outdated(tried)


def test_the_development_tells_limit_direction_and_what_is_expected(omraade):
    refresh_fremskrivninger()
    row = next(item for item in development_of(omraade) if item.navn == "uden_for_arbejdsmarked_pct")
    assert (row.vaerdi, row.foer, row.vaerre) == (Decimal("39.5"), Decimal("38.5"), True)
    assert row.graense and row.ventet


def test_what_if_shows_the_classes_before_and_after_and_saves_nothing(login, revisor, omraade):
    url = reverse("omraader:hvad_hvis", args=[omraade.pk])
    client = login(revisor)
    before = Noegletal.objects.count()
    asked = {
        "aar": "2025",
        "beboere": "2400",
        "ikkevestlige_pct": "51",
        "uden_for_arbejdsmarked_pct": "40,5",
        "doemte_pct": "1,90",
        "grundskole_pct": "60,0",
        "indkomst_pct": "54,0",
        LANDET: "0,75",
    }
    page = text(client.get(url, asked))
    assert "Parallelsamfund: ja" in page and "40,5" in page
    assert Noegletal.objects.count() == before
    wrong = client.get(url, {**asked, "ikkevestlige_pct": "140"})
    assert wrong.status_code == 400 and "0 til 100" in text(wrong)


def test_what_follows_from_a_class_names_paragraph_and_who_approves(login, revisor):
    page = text(login(revisor).get(reverse("omraader:foelger")))
    assert "§ 168 a" in page and "Social- og boligministeren" in page and "Fleksibel udlejning" in page


def test_a_proposal_keeps_the_figures_that_it_was_raised_on(sagsgange, sagsbehandler, omraade, afdeling):
    refresh_fremskrivninger()
    sag = open_justering(
        bruger=sagsbehandler,
        omraade=omraade,
        titel="Justering",
        begrundelse="Andelen uden arbejde stiger.",
        forslag="Halvdelen udlejes til personer i arbejde.",
        afdelinger=[afdeling],
    )
    kept = sag.udlejningsjustering.anledning
    assert kept["liste"] == "2025-12-01" and kept["klasse"] == "forebyggelsesomraade"
    assert sag.boligorganisation == afdeling.boligorganisation
    residents = next(item for item in kept["kriterier"] if item["navn"] == "beboere")
    assert "," not in residents["ventet"], "people are whole"
    assert not is_outdated(Tilbageproevning.objects.first())
    give_figures(sagsbehandler, omraade, 2026, beboere="2400", uden_for_arbejdsmarked_pct="41.0")
    forloeb = load_forloeb(type(sag).objects.get(pk=sag.pk))
    step = forloeb.sagsgang.efter_id["indstilling"]
    svar = {item.id: item.udfald for item in run_kontroller(forloeb, step, dt.date(2026, 12, 2))}
    assert (svar["justering_forslag"], svar["justering_aktuel"]) == ("ja", "nej")
    assert is_outdated(Tilbageproevning.objects.first())
    paper = recommendation(
        forloeb, step, adjustment(forloeb.sag, step, dt.date(2026, 12, 2)), dt.date(2026, 12, 2)
    )
    assert [item.tekst for item in paper.punkter] == [
        f"at der fastsættes nye kriterier for fleksibel udlejning i {afdeling.navn} i {omraade}."
    ]
    found = edit_justering(
        bruger=sagsbehandler,
        sag=sag,
        begrundelse="Andelen uden arbejde stiger.",
        forslag="Halvdelen udlejes til personer i arbejde.",
        afdelinger=[afdeling],
        nye_tal=True,
    )
    assert found.anledning["liste"] == "2026-12-01"
    assert Journalpost.objects.filter(sag=sag, art="justering_rettet").exists()


def test_where_the_statute_demands_flexible_letting_the_organisation_is_heard_and_elsewhere_it_must_agree(
    sagsgange, sagsbehandler, omraade
):
    assert must_let_flexibly(omraade)
    words = {"begrundelse": "Udviklingen er dårlig.", "forslag": ""}
    sag = open_justering(bruger=sagsbehandler, omraade=omraade, titel="A", **words)
    assert applies(sag, "boligorganisation_hoeres") and not applies(sag, "boligorganisation_samtykker")
    free = Omraade.objects.create(navn="Rolighed", kommune="København", oprettet_af=sagsbehandler)
    other = open_justering(bruger=sagsbehandler, omraade=free, titel="B", **words)
    assert applies(other, "boligorganisation_samtykker") and not applies(other, "boligorganisation_hoeres")


def test_a_second_proposal_on_the_same_area_is_refused_and_names_the_first(sagsgange, sagsbehandler, omraade):
    sag = open_justering(bruger=sagsbehandler, omraade=omraade, titel="A", begrundelse="x", forslag="")
    with pytest.raises(UgyldigtInput, match=sag.nummer):
        open_justering(bruger=sagsbehandler, omraade=omraade, titel="B", begrundelse="x", forslag="")


def test_faults_of_a_proposal_name_their_fields(sagsgange, sagsbehandler, direktion, omraade, organisation):
    stranger = Afdeling.objects.create(boligorganisation=organisation, nummer="9", navn="Et andet sted")
    with pytest.raises(UgyldigtInput) as refused:
        open_justering(
            bruger=sagsbehandler,
            omraade=omraade,
            titel=" ",
            begrundelse="",
            forslag="",
            afdelinger=[stranger],
        )
    assert {fejl.felt for fejl in refused.value.fejl} == {"titel", "begrundelse", "afdelinger"}
    with pytest.raises(AdgangNaegtet):
        open_justering(bruger=direktion, omraade=omraade, titel="A", begrundelse="x", forslag="")


def test_a_proposal_is_raised_from_the_areas_page_and_read_by_the_organisation_itself(
    sagsgange,
    login,
    sagsbehandler,
    boligorganisation_bruger,
    anden_boligorganisation_bruger,
    omraade,
    afdeling,
):
    client = login(sagsbehandler)
    url = reverse("omraader:ny_justering", args=[omraade.pk])
    empty = client.post(url, {"titel": "Justering", "begrundelse": ""})
    assert empty.status_code == 400
    done = client.post(
        url,
        {"titel": "Justering", "begrundelse": "Det går ned ad bakke.", "afdelinger": [afdeling.pk]},
        follow=True,
    )
    assert "Det går ned ad bakke." in text(done) and "Hvad loven siger" in text(done)
    page = done.redirect_chain[-1][0]
    assert login(boligorganisation_bruger).get(page).status_code == 200
    assert login(anden_boligorganisation_bruger).get(page).status_code == 404
