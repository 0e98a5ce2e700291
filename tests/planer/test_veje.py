"""Every route of plans, policies and proposals on letting, in both municipalities, from its opening to its end."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest

from almen.omraader.models import Omraade
from almen.omraader.selectors.justering import JUSTERING
from almen.omraader.services.justering import open_justering
from almen.organisationer.models import Afdeling
from almen.planer.models import POLITIK, Gaeldendeudgave, Plan, Planart
from almen.planer.selectors.udgave import has_udgaver
from almen.planer.services import (
    Budgetbeloeb,
    open_plan,
    open_politik,
    save_finansiering,
    save_indsats,
)
from almen.planer.services.boliger import save_boligopgoerelse, save_virkemiddel
from almen.planer.services.evaluering import deliver_evaluering, save_evaluering
from almen.planer.services.fysisk_plan import open_fysisk_plan
from almen.planer.services.helhedsplan import open_helhedsplan, save_oekonomi
from almen.sager import adgang
from almen.sager.indstilling import compose_indstilling
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import list_kommuner, load_profil
from almen.sagsgang.udfald import allowed_udfald

from .conftest import TODAY

# Fourteen walks; what each act asks the database, the kinds' own tests ask on both.
pytestmark = [pytest.mark.kun_en_gang, pytest.mark.django_db]
EVALUERINGER = {"midtvejsevaluering": "midtvejs", "slutevaluering": "slut"}
ARTER = [*Planart.values, POLITIK, JUSTERING]
OPENED = dt.date(2026, 1, 5)
SHARED = {
    "fra": dt.date(2026, 1, 1),
    "til": dt.date(2030, 12, 31),
    "formaal": "Et løft af området.",
    "aabnet_dato": OPENED,
}


def _plan(art, bruger, organisation, omraade):
    shared = {**SHARED, "bruger": bruger, "titel": "Prøvesag", "navn": "Prøveplan", "omraader": [omraade]}
    if art == Planart.HANDLEPLAN:
        return open_plan(art=art, **shared)
    if art == Planart.HELHEDSPLAN:
        plan = open_helhedsplan(boligorganisation=organisation, **shared)
        money = {"lbf": 6_000_000, "kommune": 1_000_000, "boligorganisation": 1_000_000}
        lines = [Budgetbeloeb("beskaeftigelse", year, 1_600_000) for year in range(2026, 2031)]
        save_oekonomi(bruger=bruger, plan=plan, budget=8_000_000, dele=money, linjer=lines)
        return plan
    own = {
        Planart.UDVIKLINGSPLAN: {
            "udpeget": dt.date(2025, 12, 1),
            "boligorganisation": organisation,
            "boligorganisationer": [organisation],
        },
        Planart.FORANDRINGSPLAN: {"maal": "Trygge byrum", "boligorganisation": organisation},
        Planart.KVARTERPLAN: {"ramme": 5_000_000, "beboere": "Borgermøder", "lokale_aktoerer": "Foreninger"},
    }
    return open_fysisk_plan(art=art, **shared, **own[Planart(art)])


def open_case(art, bruger, organisation, omraade) -> Sag:
    """A case whose checks say yes, or cannot tell."""
    if art == JUSTERING:
        afdeling = Afdeling.objects.create(boligorganisation=organisation, navn="A")
        omraade.omraadeafdelinger.create(afdeling=afdeling)
        words = {"titel": "Prøvesag", "begrundelse": "Tallene", "forslag": "Halvdelen"}
        return open_justering(
            bruger=bruger, omraade=omraade, afdelinger=[afdeling], aabnet_dato=OPENED, **words
        )
    if art == POLITIK:
        given = {"fra": SHARED["fra"], "til": SHARED["til"], "kilde": "Prøve", "aabnet_dato": OPENED}
        return open_politik(bruger=bruger, titel="Prøvesag", navn="Prøvepolitik", **given).sag
    plan = _plan(art, bruger, organisation, omraade)
    save_indsats(bruger=bruger, plan=plan, navn="Projekt", ansvarlig_tekst="Foreningen", budget=5_000_000)
    if art == Planart.KVARTERPLAN:
        save_finansiering(bruger=bruger, plan=plan, dele={"kommune": (5_000_000, "")})
    if art == Planart.UDVIKLINGSPLAN:
        counted = {"almene_familieboliger": 900, "andre_boliger": 100}
        save_boligopgoerelse(bruger=bruger, plan=plan, dag=dt.date(2026, 1, 1), kilde="Prøve", **counted)
        save_virkemiddel(bruger=bruger, plan=plan, art="salg", aar=2028, antal=500)
    return plan.sag


def prepare(bruger, sag, trin):
    """What a step demands of the plan before it can be taken."""
    if art := EVALUERINGER.get(trin):
        plan = Plan.objects.get(sag=sag)
        row = save_evaluering(bruger=bruger, plan=plan, art=art, frist=TODAY)
        deliver_evaluering(bruger=bruger, plan=plan, evaluering=row, afgivet=TODAY, konklusion="Godt")


def says_well(papir, trin):
    """No address left to fill in, one clause a point, no sentence with two ends, and nobody applied for the municipality's own plan."""
    lead = next(item.tekst for item in papir.tekster if item.tekst.endswith(","))
    assert not re.search(
        r"udfyldes|drøfter forslaget,|over for [^,]*(orvaltningen|oligorganisationen)", lead
    ), lead
    points = [punkt.tekst for item in papir.afsnit for punkt in item.punkter if punkt.tekst.startswith("at ")]
    assert points and not any("til efterretning" in item for item in points), points
    for item in papir.tekster:
        assert ".." not in item.tekst.replace("…", ""), item.tekst


@pytest.mark.parametrize("art", ARTER)
@pytest.mark.parametrize("kommune", list_kommuner())
def test_a_case_walks_its_route_to_the_end_and_each_body_has_a_paper_that_reads_well(
    kommune, art, settings, sagsbehandler, organisation, request, client
):
    settings.ALMEN_KOMMUNE = kommune
    request.getfixturevalue("sagsgange")
    profil = load_profil(kommune)
    bodies = profil.aktoerer_of_art("organ")
    omraade = Omraade.objects.create(navn="Prøveparken", kommune=profil.navn, oprettet_af=sagsbehandler)
    sag = open_case(art, sagsbehandler, organisation, omraade)
    client.force_login(sagsbehandler)
    for _ in range(30):
        forloeb = load_forloeb(Sag.objects.get(pk=sag.pk))
        steps = forloeb.sagsgang.efter_id
        if not forloeb.tilstand.aabne:
            break
        for trin in (steps[key] for key in (*forloeb.tilstand.aabne[:1], *forloeb.tilstand.valgfrie)):
            if trin.aktoer in bodies:
                papir = compose_indstilling(forloeb.sag, trin, TODAY)
                says_well(papir, trin)
                applied = any("har søgt" in item.tekst for item in papir.tekster)
                assert applied == (art == Planart.HELHEDSPLAN)
        trin = steps[forloeb.tilstand.aabne[0]]
        prepare(sagsbehandler, sag, trin.id)
        udfald = allowed_udfald(trin, forloeb.tilstand.trin[trin.id].status)[0]
        record_beslutning(
            bruger=sagsbehandler, sag=sag, trin=trin.id, udfald=udfald, dato=TODAY, kilde="referat"
        )
    assert forloeb.tilstand.afslutning == "gennemfoert"
    assert "Prøvesag" in client.get(sag.get_absolute_url()).content.decode()
    asked = client.get(f"/hvem-beslutter/?sagstype={art}&dato={TODAY:%d.%m.%Y}")
    answer = asked.content.decode()
    assert asked.status_code == 200 and all(step.navn in unescape(answer) for step in forloeb.sagsgang.trin)
    assert all(law in unescape(answer) for step in forloeb.sagsgang.trin for law in step.retsgrundlag)
    uncertain = {step.sikkerhed for step in forloeb.sagsgang.trin} - {"sikker"}
    assert all(f"· {item}" in answer for item in uncertain)
    assert not re.search(r"gælder kun (ja|nej|udvalget|borgerrep)", answer)
    # What the municipality has decided is kept; it is public as soon as a body has settled it.
    assert Gaeldendeudgave.objects.filter(sag=sag).exists() == has_udgaver(sag)
    assert adgang.public_sager().filter(pk=sag.pk).exists()
    assert client.get(f"/offentlig/sager/{sag.nummer}/").status_code == 200
