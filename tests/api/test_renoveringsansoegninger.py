"""A renovation over the API: typed figures, the portal's faults and checks, each write once."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.ansoegninger.test_renovering import afdeling as afdeling
from tests.ansoegninger.test_renovering import sag as sag
from tests.ansoegninger.test_renovering import send as send
from tests.ansoegninger.test_renovering import until_skema_a
from tests.api.test_ansoegninger import bo as bo

from almen.ansoegninger.inddata import felter_of
from almen.ansoegninger.models import Art, Bilagsart, Indsendelse
from almen.ansoegninger.services import receive
from almen.api.ansoegningsskemaer import AnsoegningInd, Ansoegningsart, FilInd, RenoveringstalInd
from almen.byggeri.models import Genhusning, Problemtype, Renovering, Renoveringsskema
from almen.byggeri.services import RenoveringsskemaInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(organisation, afdeling):
    return {
        "art": "renovering",
        "boligorganisation": organisation.lbf_nummer,
        "titel": "Helhedsplan",
        "problemer": ["bygning"],
        "afdelinger": ["0007"],
        "boliger": 90,
        "bruttoareal_m2": "7400.50",
        "garanti_soegt": False,
        "tekst": "Facaderne er utætte",
    }


@pytest.fixture
def figures(organisation, sag):
    return {
        "art": "renovering_skema_a",
        "boligorganisation": organisation.lbf_nummer,
        "sag": sag.nummer,
        "beboere_godkendt": True,
        "genhusning": "ingen",
        "tal": {"stoettede_arbejder": 60_000_000, "stoettet_laan": 60_000_000, "leje_foer_m2": "900.25"},
    }


def test_a_new_renovation_is_sent_and_taken_in(bo, body, sagsbehandler):
    assert bo.post("/ansoegninger/proev", body).status_code == 200
    assert not Indsendelse.objects.exists()
    first, again = bo.post("/ansoegninger", body, key="en"), bo.post("/ansoegninger", body, key="en")
    assert first.content == again.content
    sent = Indsendelse.objects.get()
    sag = receive(bruger=sagsbehandler, indsendelse=sent)
    found = Renovering.objects.get(sag=sag)
    assert (found.boliger, found.garanti_soegt) == (90, False)
    assert [item.nummer for item in found.afdelinger.all()] == ["0007"]


def test_skema_a_is_tried_and_sent_with_the_same_checks(bo, figures, sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    tried = bo.post("/ansoegninger/proev", figures).json()["kontroller"]
    assert "renovering_finansiering" in {item["id"] for item in tried}
    sent = bo.post("/ansoegninger", figures)
    assert sent.status_code == 201
    assert sent.json()["kontroller"] == tried
    listed = bo.get("/ansoegninger?art=renovering_skema_a").json()["indsendelser"]
    assert [item["id"] for item in listed] == [sent.json()["id"]]
    kept = bo.get(f"/ansoegninger/{sent.json()['id']}").json()["data"]
    assert kept["tal"] == {**figures["tal"]}
    receive(bruger=sagsbehandler, indsendelse=Indsendelse.objects.get(pk=sent.json()["id"]))
    assert Renoveringsskema.objects.get().stoettede_arbejder == 60_000_000


def test_faults_are_told_at_their_fields(bo, body, figures, sag, send, sagsbehandler):
    wrong = {**body, "problemer": [], "titel": "", "afdelinger": ["9999"], "genhusning_boliger": 91}
    answer = bo.post("/ansoegninger", wrong)
    assert answer.status_code == 422
    assert {item["felt"] for item in answer.json()["fejl"]} == {
        "problemer",
        "titel",
        "afdelinger",
        "genhusning_boliger",
    }
    typed = bo.post("/ansoegninger", {**figures, "tal": {"stoettet_laan": "mange"}})
    assert [item["felt"] for item in typed.json()["fejl"]] == ["tal.stoettet_laan"]
    early = bo.post("/ansoegninger", figures)
    assert early.status_code == 422
    assert early.json()["fejl"][0]["felt"] == "art"
    foreign = bo.post("/ansoegninger", {**figures, "art": "skema_b"})
    assert foreign.json()["fejl"][0]["felt"] == "sag"


def test_new_building_still_wants_its_parts_and_takes_no_figures_of_renovation(bo, organisation):
    body = {"art": "skema_a", "boligorganisation": organisation.lbf_nummer, "titel": "Nyt"}
    answer = bo.post("/ansoegninger", {**body, "tal": {"tilskud": 1}})
    assert answer.status_code == 422
    assert {"dele", "tal"} <= {item["felt"] for item in answer.json()["fejl"]}


def test_the_description_of_the_api_names_what_the_kinds_hold():
    assert {*get_args(Ansoegningsart), "svar"} == set(Art.values)
    assert set(RenoveringstalInd.model_fields) == set(RenoveringsskemaInput.__dataclass_fields__)
    fields = AnsoegningInd.model_fields
    for art in get_args(Ansoegningsart):
        if art.startswith(("renovering", "prae")):
            assert set(felter_of(art)) <= set(fields), art
    problems = get_args(get_args(fields["problemer"].annotation)[0])
    assert set(problems) == set(Problemtype.values)
    rehousing = get_args(fields["genhusning"].annotation)[0]
    assert set(get_args(rehousing)) == set(Genhusning.values)
    assert set(get_args(FilInd.model_fields["art"].annotation)) == set(Bilagsart.values)
