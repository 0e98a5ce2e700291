"""A boligorganisation's own system applies, answers and follows over the API, with the portal's checks, and each write once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from almen.ansoegninger.models import Indsendelse
from almen.ansoegninger.services import create_anmodning, receive, send_back
from almen.sager.models import Sag

PDF = b"%PDF-1.7\n%%EOF\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(make_api, boligorganisation_bruger, sagsgange):
    return make_api(boligorganisation_bruger)


@pytest.fixture
def body(organisation):
    return {
        "art": "skema_a",
        "boligorganisation": organisation.lbf_nummer,
        "titel": "91 familieboliger",
        "forventet_tilsagn": "2026-12-01",
        "krav": {"jorddokument": True},
        "dele": [
            {"boligtype": "familie", "antal": 91, "bruttoareal_m2": "7400", "anskaffelsessum": 220000000}
        ],
    }


def upload(bo, organisation, key="fil-1", content=PDF):
    return bo.client.post(
        "/api/v1/filer",
        data={
            "fil": SimpleUploadedFile("tegninger.pdf", content),
            "boligorganisation": organisation.lbf_nummer,
            "art": "tegninger",
        },
        headers={"Idempotency-Key": key},
    )


def test_from_trying_to_following_the_case(bo, body, organisation, sagsbehandler):
    tried = bo.post("/ansoegninger/proev", body)
    assert tried.status_code == 200
    assert not Indsendelse.objects.exists()
    fil = upload(bo, organisation).json()["noegle"]
    sent = bo.post("/ansoegninger", {**body, "filer": [fil]})
    assert sent.status_code == 201
    assert sent.json()["kontroller"] == tried.json()["kontroller"]
    id_ = sent.json()["id"]
    assert bo.get(f"/ansoegninger/{id_}").json()["tilstand"] == "venter"
    sag = receive(bruger=sagsbehandler, indsendelse=Indsendelse.objects.get(pk=id_))
    row = bo.get("/ansoegninger").json()["indsendelser"][0]
    assert (row["tilstand"], row["sag"]) == ("modtaget", sag.nummer)
    assert bo.get(f"/sager/{sag.nummer}").json()["aabne"] == ["oplysning"]
    assert sag.dokumenter.count() == 1


def test_the_same_key_sends_once(bo, body, organisation):
    first, again = bo.post("/ansoegninger", body, key="en"), bo.post("/ansoegninger", body, key="en")
    assert first.content == again.content
    assert again["Idempotent-Replay"] == "true"
    assert Indsendelse.objects.count() == 1
    one, two = upload(bo, organisation), upload(bo, organisation)
    assert one.content == two.content
    assert upload(bo, organisation, content=PDF + b"andet").status_code == 409


def test_portal_and_api_refuse_the_same_faults(bo, body):
    wrong = {**body, "titel": "", "krav": {"tilsagn_dato": True}, "laangiver": "Bank"}
    answer = bo.post("/ansoegninger", wrong)
    assert answer.status_code == 422
    assert {"titel", "tilsagn_dato"} <= {item["felt"] for item in answer.json()["fejl"]}
    assert not Indsendelse.objects.exists()


def test_a_returned_one_is_mended_and_replaced(bo, body, sagsbehandler):
    id_ = bo.post("/ansoegninger", body).json()["id"]
    assert bo.post("/ansoegninger", {**body, "erstatter": id_}).status_code == 422
    send_back(bruger=sagsbehandler, indsendelse=Indsendelse.objects.get(pk=id_), begrundelse="Budget mangler")
    assert bo.get(f"/ansoegninger/{id_}").json()["begrundelse"] == "Budget mangler"
    assert bo.post("/ansoegninger", {**body, "erstatter": id_}).status_code == 201


def test_what_waits_can_be_withdrawn(bo, body):
    id_ = bo.post("/ansoegninger", body).json()["id"]
    assert bo.post(f"/ansoegninger/{id_}/traek", {}).status_code == 201
    assert bo.post(f"/ansoegninger/{id_}/traek", {}).status_code == 422


def test_a_request_is_read_and_answered(bo, body, organisation, sagsbehandler):
    id_ = bo.post("/ansoegninger", body).json()["id"]
    sag = receive(bruger=sagsbehandler, indsendelse=Indsendelse.objects.get(pk=id_))
    create_anmodning(bruger=sagsbehandler, sag=sag, tekst="Send tegninger")
    wanted = bo.get("/anmodninger").json()
    assert [item["tekst"] for item in wanted] == ["Send tegninger"]
    fil = upload(bo, organisation).json()["noegle"]
    answer = bo.post(f"/anmodninger/{wanted[0]['id']}/svar", {"tekst": "Vedlagt", "filer": [fil]})
    assert answer.status_code == 201
    assert bo.get("/anmodninger").json() == []


def test_another_organisations_key_reaches_nothing(
    bo, body, make_api, anden_boligorganisation_bruger, organisation, sagsbehandler
):
    fil = upload(bo, organisation).json()["noegle"]
    id_ = bo.post("/ansoegninger", body).json()["id"]
    other = make_api(anden_boligorganisation_bruger)
    assert other.get(f"/ansoegninger/{id_}").status_code == 404
    assert other.get("/ansoegninger").json()["indsendelser"] == []
    assert other.post("/ansoegninger", body).status_code == 422
    own = {**body, "boligorganisation": "9002", "filer": [fil]}
    answer = other.post("/ansoegninger", own)
    assert answer.json()["fejl"][0]["felt"] == "filer"
    sag = receive(bruger=sagsbehandler, indsendelse=Indsendelse.objects.get(pk=id_))
    stolen = other.post("/ansoegninger", {**own, "filer": [], "sag": sag.nummer, "art": "skema_b"})
    assert stolen.json()["fejl"][0]["felt"] == "sag"
    assert Sag.objects.count() == 1


def test_the_list_pages_with_few_questions(bo, body, django_assert_max_num_queries):
    for _ in range(5):
        bo.post("/ansoegninger", body)
    page = bo.get("/ansoegninger?antal=2").json()
    assert len(page["indsendelser"]) == 2
    with django_assert_max_num_queries(4):
        rest = bo.get(f"/ansoegninger?antal=200&efter={page['naeste']}").json()
    assert len(rest["indsendelser"]) == 3
