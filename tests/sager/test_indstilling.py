"""Indstillinger: one for every kind of case to every body on every route of every profile, and no figure without a source."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal

import docx
import pytest

from almen.byggeri.services import DelInput, open_nybyggeri, open_renovering
from almen.godkendelser.selectors import typer
from almen.godkendelser.services import open_godkendelse
from almen.grundlag.models import Administrationsgrundlag
from almen.grundlagssager.services import open_analyse, open_grundlagsaendring
from almen.omraader.models import Omraade
from almen.omraader.selectors.justering import JUSTERING
from almen.omraader.services.justering import open_justering
from almen.papirer import Papir, build_pdf, build_word
from almen.planer.models import POLITIK, Planart
from almen.planer.planartsider import find_side
from almen.planer.services import open_politik
from almen.sager.indstilling import compose_indstilling
from almen.sager.selectors import load_forloeb
from almen.sagsgang.profil import list_kommuner, load_profil, load_sagsgange_of
from almen.tilsyn.services.ledighed import open_opgoerelse
from almen.udlejning.models import Rammeaftale
from almen.udlejning.selectors.organisationsaftale import ORGANISATIONSAFTALE
from almen.udlejning.services.organisationsaftale import open_organisationsaftale
from almen.udlejning.services.rammeaftale import open_rammeaftale

DAY = dt.date(2026, 11, 26)
AMOUNT = re.compile(r"\d[\d.]* kr\.|\d+(?:,\d+)? %")
# Some forty routes, each composed and written as files: nothing of it hangs on the database.
pytestmark = pytest.mark.kun_en_gang
ROUTES = [
    pytest.param(kommune, route, id=f"{kommune}-{route.sagstype}-{route.version}")
    for kommune in list_kommuner()
    for route in load_sagsgange_of(kommune)
]
SVAR = {"kroner": 1_000_000, "m2": Decimal(90), "pct": Decimal(3), "antal": 4, "dato": DAY, "tekst": "Prøve"}
ORGANER = {kommune: load_profil(kommune) for kommune in list_kommuner()}


def open_case(bruger, organisation, route):
    """A case with few facts on this version of the route: what is not known must be left to fill in, not break the paper."""
    shared = {"bruger": bruger, "titel": "Prøvesag", "boligorganisation": organisation}
    shared["aabnet_dato"] = route.gyldig_fra
    if route.sagstype == "nybyggeri":
        dele = [
            DelInput(item, antal=20, bruttoareal_m2=1500, anskaffelsessum=50_000_000)
            for item in ("familie", "pleje")
        ]
        return open_nybyggeri(dele=dele, **shared)
    if route.sagstype == "renovering":
        return open_renovering(problemer=["bygning"], **shared)
    if route.sagstype == "grundlagsaendring":
        base = Administrationsgrundlag.objects.get(pk="nybyggeri")
        given = {"tekst": "Nyt", "parametre": {}, "gyldig_fra": dt.date(2027, 6, 1)}
        return open_grundlagsaendring(grundlag=base, version="2027-9", **given, **shared)
    if route.sagstype == "grundlagsanalyse":
        return open_analyse(formaal="Alle led", **shared)
    if route.sagstype in Planart.values:
        return find_side(route.sagstype).aabn(art=route.sagstype, navn="Prøveplan", **shared).sag
    if route.sagstype == POLITIK:
        shared.pop("boligorganisation")
        given = {"fra": dt.date(2025, 6, 1), "til": dt.date(2035, 12, 31), "kilde": "Prøve"}
        return open_politik(navn="Prøvepolitik", **given, **shared).sag
    if route.sagstype == JUSTERING:
        omraade = Omraade.objects.create(navn="Prøveparken", kommune="Prøve", oprettet_af=bruger)
        return open_justering(omraade=omraade, begrundelse="Prøve", forslag="", **shared)
    if route.sagstype == ORGANISATIONSAFTALE:
        given = {"gyldig_fra": route.gyldig_fra, "gyldig_til": route.gyldig_fra.replace(year=2027)}
        ramme = Rammeaftale.objects.create(
            navn="Prøve", parter="Prøve", kilde="Prøve", sikkerhed="sikker", oprettet_af=bruger, **given
        )
        return open_organisationsaftale(rammeaftale=ramme, **shared).sag
    if route.sagstype == "ledighedsopgoerelse":
        shared.pop("boligorganisation")
        return open_opgoerelse(aar=route.gyldig_fra.year, **shared)
    if route.sagstype == "udlejningsaftale":
        shared.pop("boligorganisation")
        given = {"gyldig_fra": route.gyldig_fra, "gyldig_til": route.gyldig_fra.replace(year=2027)}
        return open_rammeaftale(navn="Prøve", parter="Prøve", kilde="Prøve", **given, **shared).sag
    type_ = typer()[route.sagstype]
    svar = {
        felt.id: SVAR.get(felt.art) or next(iter(felt.muligheder)) for felt in type_.felter if felt.paakraevet
    }
    return open_godkendelse(type_id=type_.id, svar=svar, **shared)


def bodies(kommune, route):
    """The steps that a body takes: what the profile calls an organ, and Direktionen."""
    profil = ORGANER[kommune]
    return [
        trin
        for trin in route.trin
        if profil.aktoer(trin.aktoer).art == "organ" or trin.aktoer == "direktionen"
    ]


def headings(papir: Papir) -> list[str]:
    return [item.overskrift for item in papir.afsnit if item.overskrift]


def figures(text: str) -> list[str]:
    return sorted(set(AMOUNT.findall(text.replace("\xa0", " "))))


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(item.text for item in document.paragraphs), *cells])


@pytest.mark.django_db
@pytest.mark.parametrize(("kommune", "route"), ROUTES)
def test_every_body_step_of_every_route_has_a_truthful_indstilling(
    kommune, route, settings, sagsbehandler, organisation, request
):
    if not bodies(kommune, route):
        pytest.skip("Ingen organer på vejen")
    settings.ALMEN_KOMMUNE = kommune
    request.getfixturevalue("sagsgange")
    sag = open_case(sagsbehandler, organisation, route)
    assert load_forloeb(sag).sagsgang.version == route.version
    profil = ORGANER[kommune]
    for trin in bodies(kommune, route):
        form = profil.papirer.form_for(trin.aktoer)
        assert form is not None, trin.aktoer
        papir = compose_indstilling(sag, trin, DAY)
        assert headings(papir) == [item.overskrift for item in form.afsnit if item.overskrift]
        points = [punkt for item in papir.afsnit for punkt in item.punkter if punkt.tekst.startswith("at ")]
        assert points, trin.id
        assert f"Indstilling til {profil.aktoer_navn(trin.aktoer, DAY)}" in papir.modtager[0]
        unsourced = [item.tekst for item in papir.tekster if AMOUNT.search(item.tekst) and not item.kilder]
        assert not unsourced
        # Nothing has a clause of its own missing: a genstand that no one knows would be left to fill in by its id.
        assert not [item.tekst for item in papir.tekster if "hvad der indstilles om" in item.tekst]


@pytest.mark.django_db
@pytest.mark.parametrize(("kommune", "route"), [item for item in ROUTES if item.values[0] == "koebenhavn"])
def test_both_formats_hold_the_same_figures_and_the_pdf_is_tagged(
    kommune, route, settings, sagsbehandler, organisation, request
):
    steps = bodies(kommune, route)
    if not steps:
        pytest.skip("Ingen organer på vejen")
    settings.ALMEN_KOMMUNE = kommune
    request.getfixturevalue("sagsgange")
    papir = compose_indstilling(open_case(sagsbehandler, organisation, route), steps[0], DAY)
    said = figures(" ".join(item.tekst for item in papir.tekster) + " ".join(k.linje for k in papir.kilder))
    assert figures(words(build_word(papir, kommune))) == said
    pdf = build_pdf(papir, kommune)
    for part in (b"/Marked true", b"/StructTreeRoot", b"/Lang(da-DK)", b"<pdfuaid:part>1<"):
        assert part in pdf
