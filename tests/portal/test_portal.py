"""The boligorganisation's own door: it writes step by step, loses nothing, sees the checks, sends, and follows its case."""

from __future__ import annotations

import io

import pytest
from django.utils import timezone
from tests.ansoegninger.conftest import PDF
from tests.ansoegninger.conftest import indsendelse as indsendelse
from tests.ansoegninger.conftest import modtaget as modtaget

from almen.ansoegninger.models import Indsendelse, Kladde
from almen.ansoegninger.services import create_anmodning, receive

pytestmark = pytest.mark.django_db

PROJEKT = {
    "titel": "91 familieboliger på Prøvevej",
    "adresse": "Prøvevej 1",
    "forventet_tilsagn": "01.12.2026",
}
TAL = {
    "dele-antal": "1",
    "dele-0-boligtype": "familie",
    "dele-0-antal": "91",
    "dele-0-bruttoareal_m2": "7.400",
    "dele-0-anskaffelsessum": "220.000.000",
}


@pytest.fixture
def bo(client, sagsgange, boligorganisation_bruger):
    client.force_login(boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def kladde(bo, organisation) -> Kladde:
    bo.post("/portal/ansoeg/", {"boligorganisation": organisation.lbf_nummer})
    return Kladde.objects.get()


def step(client, kladde, trin, values, knap="videre"):
    return client.post(f"/portal/kladder/{kladde.noegle}/{trin}/", {**values, knap: "1"})


def test_from_the_first_step_to_the_receipt(bo, kladde):
    assert step(bo, kladde, "projekt", PROJEKT)["Location"].endswith("/tal/")
    assert step(bo, kladde, "tal", TAL)["Location"].endswith("/oplysninger/")
    assert step(bo, kladde, "oplysninger", {"jorddokument": "ja"})["Location"].endswith("/bilag/")
    fil = io.BytesIO(PDF)
    fil.name = "skoede.pdf"
    bo.post(f"/portal/kladder/{kladde.noegle}/bilag/", {"fil": fil, "art": "grund", "titel": "Skøde"})
    page = bo.get(f"/portal/kladder/{kladde.noegle}/send/").content.decode()
    assert "Kommunens kontroller" in page
    assert 'href="/parametre/areal.' in page, "a limit is clicked through to its source"
    assert "220.000.000" in page
    response = bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    sent = Indsendelse.objects.get()
    assert response["Location"] == f"/portal/indsendelser/{sent.pk}/"
    assert not Kladde.objects.exists()
    receipt = bo.get(response["Location"]).content.decode()
    assert sent.nummer in receipt
    assert sent.sha256 in receipt
    assert bo.get(f"/portal/indsendelser/{sent.pk}/filer/0/").getvalue() == PDF


def test_what_no_route_receives_is_not_offered(client, boligorganisation_bruger):
    client.force_login(boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/portal/").content.decode()
    assert "Søg om" not in page, "no route has been adopted"
    assert client.get("/portal/ansoeg/").status_code == 404


def test_a_fault_is_told_at_its_field_and_what_was_typed_is_kept(bo, kladde):
    response = step(bo, kladde, "tal", {**TAL, "dele-0-anskaffelsessum": "mange penge"})
    assert response.status_code == 400
    assert "mange penge" in response.content.decode()
    again = bo.get(f"/portal/kladder/{kladde.noegle}/tal/").content.decode()
    assert "mange penge" in again
    assert "Del 1, Anskaffelsessum (kr.)" in again
    assert "skal rettes" in again


def test_a_fault_is_told_once(bo, kladde):
    page = step(bo, kladde, "tal", {"dele-antal": "1"}).content.decode()
    assert page.count("Angiv mindst én del") == 2, "in the summary and at the rows"


def test_a_fault_between_fields_is_told_by_the_fields_name_with_a_way_to_its_step(bo, kladde):
    step(bo, kladde, "projekt", {**PROJEKT, "breddegrad": "56,15", "laengdegrad": "10,2"})
    step(bo, kladde, "tal", TAL)
    step(bo, kladde, "oplysninger", {})
    page = bo.get(f"/portal/kladder/{kladde.noegle}/send/").content.decode()
    assert "Breddegrad: er 56,15" in page
    assert "Længdegrad: er 10,2" in page
    assert f'Ret i <a href="/portal/kladder/{kladde.noegle}/projekt/">Projektet</a>' in page
    assert "skal rettes" in page
    assert bo.post(f"/portal/kladder/{kladde.noegle}/send/").status_code == 409
    assert not Indsendelse.objects.exists()


def test_it_is_saved_as_one_goes_without_a_button(bo, kladde):
    bo.post(f"/portal/kladder/{kladde.noegle}/projekt/", PROJEKT, headers={"HX-Request": "true"})
    kladde.refresh_from_db()
    assert kladde.data["projekt"]["titel"] == [PROJEKT["titel"]]


def test_it_is_gone_on_with_where_it_was_left(bo, kladde):
    step(bo, kladde, "projekt", PROJEKT)
    assert bo.get(f"/portal/kladder/{kladde.noegle}/")["Location"].endswith("/tal/")


def test_what_is_not_finished_cannot_be_sent_and_says_which_steps_are_missing(bo, kladde):
    step(bo, kladde, "projekt", PROJEKT)
    response = bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    assert response.status_code == 409
    assert "Boliger og økonomi, Oplysninger" in response.content.decode()
    assert not Indsendelse.objects.exists()


def test_a_colleague_who_has_saved_meanwhile_is_not_overwritten(
    bo, kladde, organisation, client_of_colleague
):
    step(client_of_colleague, kladde, "projekt", {**PROJEKT, "adresse": "Kollegavej 2"}, "gem")
    response = step(bo, kladde, "projekt", {**PROJEKT, "version": "0"})
    assert response.status_code == 400
    assert "Kollega har gemt" in response.content.decode()
    assert PROJEKT["adresse"] in response.content.decode()
    kladde.refresh_from_db()
    assert kladde.data["projekt"]["adresse"] == ["Kollegavej 2"]


@pytest.fixture
def client_of_colleague(organisation):
    from django.test import Client
    from tests.people import make_bruger

    from almen.organisationer.models import Rolle

    client = Client()
    bruger = make_bruger("kollega", Rolle.BOLIGORGANISATION, "Kollega", boligorganisation=organisation)
    client.force_login(bruger, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_file_that_is_not_what_it_is_called_is_refused(bo, kladde):
    fil = io.BytesIO(b"MZ\x90\x00 rubbish")
    fil.name = "tegning.pdf"
    response = bo.post(f"/portal/kladder/{kladde.noegle}/bilag/", {"fil": fil, "art": "andet"})
    assert response.status_code == 400
    assert "passer ikke til endelsen" in response.content.decode()
    assert not kladde.filer.exists()


def test_a_full_disk_loses_nothing_and_says_so(bo, kladde, monkeypatch):
    step(bo, kladde, "projekt", PROJEKT)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.default_storage.save", full)
    fil = io.BytesIO(PDF + b"aldrig set")
    fil.name = "ny.pdf"
    response = bo.post(f"/portal/kladder/{kladde.noegle}/bilag/", {"fil": fil, "art": "andet"})
    assert "kunne ikke gemmes" in response.content.decode()
    kladde.refresh_from_db()
    assert "projekt" in kladde.data


def test_a_stranger_finds_neither_draft_nor_submission_nor_case(
    kladde, indsendelse, sagsbehandler, anden_boligorganisation_bruger, client
):
    sag = receive(bruger=sagsbehandler, indsendelse=indsendelse)
    client.force_login(anden_boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    for path in (
        f"/portal/kladder/{kladde.noegle}/projekt/",
        f"/portal/kladder/{kladde.noegle}/send/",
        f"/portal/indsendelser/{indsendelse.pk}/",
        f"/portal/indsendelser/{indsendelse.pk}/filer/0/",
        f"/portal/sager/{sag.nummer}/",
        f"/indsendelser/{indsendelse.pk}/",
    ):
        assert client.get(path).status_code == 404, path
    assert indsendelse.nummer not in client.get("/portal/").content.decode()


def test_the_municipality_does_not_read_drafts(kladde, client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/portal/kladder/{kladde.noegle}/projekt/").status_code == 404
    assert client.get("/portal/").status_code == 404


def test_the_case_says_where_it_stands_and_who_decides_next(bo, modtaget):
    page = bo.get(f"/portal/sager/{modtaget.nummer}/").content.decode()
    assert "Sagen venter på" in page
    assert "Klima-, Miljø- og Teknikforvaltningen" in page
    assert "Boligorganisationen har søgt" in page


def test_a_request_is_seen_and_answered(bo, modtaget, sagsbehandler):
    anmodning = create_anmodning(
        bruger=sagsbehandler, sag=modtaget, tekst="Send opdateret tegning", frist=timezone.localdate()
    )
    assert "Send opdateret tegning" in bo.get("/portal/").content.decode()
    bo.post(f"/portal/anmodninger/{anmodning.pk}/svar/")
    kladde = Kladde.objects.get()
    step(bo, kladde, "svar", {"tekst": "Den er vedlagt"})
    bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    sent = Indsendelse.objects.get(art="svar")
    assert sent.anmodning == anmodning
    assert "Send opdateret tegning" not in bo.get("/portal/").content.decode()


def test_the_officer_takes_it_in_on_one_page(client, indsendelse, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    assert indsendelse.nummer in client.get("/indsendelser/").content.decode()
    page = client.get(f"/indsendelser/{indsendelse.pk}/").content.decode()
    assert "uændret i dag" in page
    response = client.post(f"/indsendelser/{indsendelse.pk}/modtag/")
    assert response.status_code == 302
    again = client.post(f"/indsendelser/{indsendelse.pk}/modtag/")
    assert again.status_code == 409
    assert "allerede behandlet" in again.content.decode()


def test_the_officer_returns_it_with_reasons_that_the_organisation_reads(
    client, indsendelse, sagsbehandler, bo
):
    from django.test import Client

    officer = Client()
    officer.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    empty = officer.post(f"/indsendelser/{indsendelse.pk}/retur/", {"begrundelse": ""})
    assert empty.status_code == 400
    assert "Skriv, hvad der mangler" in empty.content.decode()
    officer.post(f"/indsendelser/{indsendelse.pk}/retur/", {"begrundelse": "Budgettet mangler"})
    assert "Budgettet mangler" in bo.get(f"/portal/indsendelser/{indsendelse.pk}/").content.decode()


@pytest.mark.parametrize("path", ["/portal/", "/portal/indsendelser/"])
def test_pages_ask_the_same_few_questions_however_much_there_is(
    bo, path, boligorganisation_bruger, organisation, sagsbehandler, django_assert_max_num_queries
):
    from tests.ansoegninger.conftest import skema_a

    from almen.ansoegninger.services import send_in

    for index in range(4):
        sent = send_in(
            bruger=boligorganisation_bruger,
            boligorganisation=organisation,
            ansoegning=skema_a(titel=f"Projekt {index}"),
        )
        if index % 2:
            receive(bruger=sagsbehandler, indsendelse=sent)
    with django_assert_max_num_queries(15):
        bo.get(path)


def test_the_case_page_of_the_portal_asks_few_questions(bo, modtaget, django_assert_max_num_queries):
    bo.get(f"/portal/sager/{modtaget.nummer}/")
    with django_assert_max_num_queries(22):
        bo.get(f"/portal/sager/{modtaget.nummer}/")
