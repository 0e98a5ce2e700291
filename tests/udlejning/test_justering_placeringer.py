"""From the measurement to a decided adjustment: the figures are kept, placements are proposed, put in force and fall away again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from tests.udlejning.aftaler import make_afdeling, make_aftale, step
from tests.udlejning.test_maaling import place, put, share

from almen.omraader.models import Omraade
from almen.omraader.services.justering import edit_justering, open_justering
from almen.regler.fejl import UgyldigtInput
from almen.sager.indstilling import compose_indstilling
from almen.sager.models import Journalpost, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.udlejning.models import Placering
from almen.udlejning.sagstyper_justering import check_placeringer
from almen.udlejning.selectors.forslag import kept_figures, occasions
from almen.udlejning.selectors.maaling import measure
from almen.udlejning.services.placeringsforslag import remove_forslag, save_forslag

pytestmark = pytest.mark.django_db
START = dt.date.today() + dt.timedelta(days=60)


@pytest.fixture
def aftale(sagsbehandler):
    found = make_aftale(sagsbehandler, til=dt.date(2035, 12, 31))
    for nummer, pct in ((1, 33), (2, 60)):
        share(sagsbehandler, step(found, "afdeling", nummer), pct)
    return found


@pytest.fixture
def omraade(sagsbehandler) -> Omraade:
    return Omraade.objects.create(navn="Prøveparken", kommune="København", oprettet_af=sagsbehandler)


@pytest.fixture
def afdeling(sagsbehandler, organisation, omraade, aftale):
    """An afdeling of the area, on step 1, that let far less flexibly than agreed two years in a row."""
    found = make_afdeling(organisation)
    omraade.omraadeafdelinger.create(afdeling=found)
    place(sagsbehandler, found, step(aftale, "afdeling", 1))
    for aar in (2024, 2025):
        put(sagsbehandler, found, aar, 80, 10, 10, 0)
    return found


def raise_case(bruger, omraade, afdeling) -> Sag:
    return open_justering(
        bruger=bruger,
        omraade=omraade,
        titel="Justering",
        begrundelse="For få udlejes fleksibelt.",
        forslag="Trin 2.",
        afdelinger=[afdeling],
        udlejning=kept_figures(omraade, 2025),
    )


def walk(bruger, sag: Sag, til: str) -> None:
    """Decides every step of the route until `til`, with it."""
    while True:
        forloeb = load_forloeb(Sag.objects.get(pk=sag.pk))
        step_ = next(
            item
            for item in forloeb.sagsgang.orden
            if forloeb.tilstand.trin[item.id].status == "aaben" and not item.valgfrit
        )
        record_beslutning(bruger=bruger, sag=sag, trin=step_.id, kilde="Prøve")
        if step_.id == til:
            return


def test_two_years_off_the_agreed_share_call_for_a_proposal_and_one_does_not(
    sagsbehandler, organisation, omraade, afdeling, aftale
):
    once = make_afdeling(organisation, "2")
    place(sagsbehandler, once, step(aftale, "afdeling", 1))
    put(sagsbehandler, once, 2024, 67, 33, 0, 0)
    put(sagsbehandler, once, 2025, 100, 0, 0, 0)
    found = occasions(measure(2025), 2025)
    assert [item.omraade for item in found] == [omraade] and found[0].loebende is None
    assert "10,0 pct. i 2025" in found[0].tekster[0] and "aftalt 33,0" in found[0].tekster[0]


def test_the_figures_stay_with_the_case_when_the_areas_own_are_renewed(
    sagsgange, sagsbehandler, omraade, afdeling
):
    sag = raise_case(sagsbehandler, omraade, afdeling)
    edit_justering(
        bruger=sagsbehandler, sag=sag, begrundelse="Nyt", forslag="", afdelinger=[afdeling], nye_tal=True
    )
    kept = Sag.objects.get(pk=sag.pk).udlejningsjustering.anledning["udlejning"]
    assert kept["afdelinger"][0]["veje"]["fleksibel"]["aftalt"] == "33.0" and kept["grunde"]


def test_a_decided_placement_holds_and_falls_away_when_the_decision_is_stopped(
    sagsgange, sagsbehandler, omraade, afdeling, aftale
):
    sag = raise_case(sagsbehandler, omraade, afdeling)
    new = step(aftale, "afdeling", 2)
    save_forslag(
        bruger=sagsbehandler, sag=sag, afdeling=afdeling, trin=new, fra=START, fleksibel_pct=Decimal(65)
    )
    svar = check_placeringer(sag, dt.date.today())
    assert svar.udfald == "ja" and "Prøveaftalen" in svar.forklaring
    forloeb = load_forloeb(Sag.objects.get(pk=sag.pk))
    paper = compose_indstilling(forloeb.sag, forloeb.sagsgang.efter_id["udvalg"], dt.date.today())
    text = str(paper)
    assert (
        f"at {afdeling} placeres på {new} fra" in text and "65" in text and "Foreslåede placeringer" in text
    )
    walk(sagsbehandler, sag, "udvalg")
    made = Placering.objects.get(justering__sag=sag)
    assert (made.trin, made.fra, made.ophaevet) == (new, START, False)
    assert Placering.objects.get(justering=None, afdeling=afdeling).til == START - dt.timedelta(days=1)
    record_beslutning(
        bruger=sagsbehandler, sag=sag, trin="udvalg", udfald="standset", begrundelse="Standset", kilde="Prøve"
    )
    made.refresh_from_db()
    assert made.ophaevet and Placering.objects.get(justering=None, afdeling=afdeling).til is None


def test_a_placement_that_cannot_be_carried_out_refuses_the_decision(
    sagsgange, sagsbehandler, omraade, afdeling, aftale
):
    sag = raise_case(sagsbehandler, omraade, afdeling)
    assert "flytter ingen" in check_placeringer(sag, dt.date.today()).forklaring
    row = save_forslag(
        bruger=sagsbehandler, sag=sag, afdeling=afdeling, trin=step(aftale, "afdeling", 2), fra=START
    )
    late = check_placeringer(sag, START + dt.timedelta(days=1))
    assert late.udfald == "nej" and "før der besluttes" in late.forklaring
    place(sagsbehandler, afdeling, step(aftale, "afdeling", 3), START)
    assert "i forvejen placeret" in check_placeringer(sag, dt.date.today()).forklaring
    assert check_placeringer(sag, dt.date(2040, 1, 1)).udfald == "nej"
    remove_forslag(bruger=sagsbehandler, sag=sag, forslag=row)
    assert Journalpost.objects.filter(sag=sag, art="placeringsforslag_fjernet").exists()


def test_a_proposal_says_its_faults(sagsgange, sagsbehandler, organisation, omraade, afdeling, aftale):
    sag = raise_case(sagsbehandler, omraade, afdeling)
    with pytest.raises(UgyldigtInput) as error:
        save_forslag(
            bruger=sagsbehandler,
            sag=sag,
            afdeling=make_afdeling(organisation, "9"),
            trin=step(aftale),
            fra=dt.date(2040, 1, 1),
            fleksibel_pct=Decimal(101),
        )
    assert {fejl.felt for fejl in error.value.fejl} == {"afdeling", "fra", "fleksibel_pct"}


def test_a_proposal_is_raised_and_its_placement_written_on_pages(
    client, sagsgange, sagsbehandler, omraade, afdeling, aftale
):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("udlejning:maaling")).content.decode()
    assert "Rejs forslag om Prøveparken" in page
    url = reverse("udlejning:rejs_forslag", args=[omraade.pk])
    form = client.get(url).content.decode()
    assert "aftalt 33,0" in form
    data = {"titel": "Justering", "begrundelse": "Måling", "forslag": "", "afdelinger": [afdeling.pk]}
    sag_url = client.post(url, data)["Location"]
    assert client.post(sag_url, {"afdeling": afdeling.pk}).status_code == 400
    new = step(aftale, "afdeling", 2)
    saved = client.post(
        sag_url, {"afdeling": afdeling.pk, "trin": new.pk, "fra": f"{START:%d.%m.%Y}", "fleksibel_pct": ""}
    )
    assert saved.status_code == 302
    shown = client.get(sag_url).content.decode()
    assert str(new) in shown and "Prøveaftalen" in shown and "10,0 pct." in shown
    sag = Sag.objects.get(sagstype="udlejningsjustering")
    assert "Placering på trapperne" in client.get(sag.get_absolute_url()).content.decode()
    row = sag.udlejningsjustering.placeringsforslag.get()
    client.post(reverse("udlejning:forslag_fjern", args=[sag.nummer, row.pk]))
    assert not sag.udlejningsjustering.placeringsforslag.exists()
