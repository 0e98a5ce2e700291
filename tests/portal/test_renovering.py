"""Renovation in the portal: the front page offers it, the guided form takes it, the officer sees the figures well."""

from __future__ import annotations

import pytest
from tests.ansoegninger.test_renovering import (
    BEBOERE,
    decide,
    renovering,
    skema,
    until_skema_a,
    until_skema_b,
)
from tests.ansoegninger.test_renovering import afdeling as afdeling
from tests.ansoegninger.test_renovering import sag as sag
from tests.ansoegninger.test_renovering import send as send
from tests.portal.test_portal import bo as bo
from tests.portal.test_portal import step

from almen.ansoegninger.models import Indsendelse, Kladde
from almen.ansoegninger.services import receive, send_back
from almen.byggeri.models import Renovering
from almen.organisationer.models import Afdeling

pytestmark = pytest.mark.django_db

PROJEKT = {
    "titel": "Helhedsplan, Prøveparken",
    "problemer": ["bygning", "social"],
    "boliger": "90",
    "bruttoareal_m2": "7.400",
    "afdelinger": ["0007"],
}
BEBOERE_TYPED = {"beboerafstemning_dato": "01.10.2026", "beboere_godkendt": "ja", "genhusning": "ingen"}
TAL = {
    "stoettede_arbejder": "60.000.000",
    "stoettet_laan": "60.000.000",
    "leje_foer_m2": "900",
    "leje_efter_m2": "945,50",
}


@pytest.fixture
def kladde(bo, organisation, afdeling) -> Kladde:
    bo.post("/portal/ansoeg/renovering/", {"boligorganisation": organisation.lbf_nummer})
    return Kladde.objects.get()


def test_the_front_page_offers_both_kinds_and_each_begins_a_draft(bo, kladde):
    page = bo.get("/portal/").content.decode()
    assert "Søg om Skema A" in page
    assert "Søg om renovering" in page
    assert "Søg om renovering" in bo.get("/portal/ansoeg/renovering/").content.decode()
    assert kladde.art == "renovering"
    for other in ("skema_b", "renovering_skema_a", "svar", "findes_ikke"):
        assert bo.get(f"/portal/ansoeg/{other}/").status_code == 404


def test_from_the_first_step_to_the_case(bo, kladde, sagsbehandler):
    assert step(bo, kladde, "projekt", PROJEKT)["Location"].endswith("/beboere/")
    assert step(bo, kladde, "beboere", BEBOERE_TYPED)["Location"].endswith("/beskrivelse/")
    assert step(bo, kladde, "beskrivelse", {"tekst": "Facaderne er utætte"})["Location"].endswith("/bilag/")
    page = bo.get(f"/portal/kladder/{kladde.noegle}/send/").content.decode()
    assert "Bygningsmæssige problemer, Sociale problemer" in page
    assert "7.400 m²" in page
    assert "Facaderne er utætte" in page
    bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    sent = Indsendelse.objects.get()
    assert sent.nummer in bo.get(f"/portal/indsendelser/{sent.pk}/").content.decode()
    sag = receive(bruger=sagsbehandler, indsendelse=sent)
    found = Renovering.objects.get(sag=sag)
    assert (found.boliger, found.genhusning, found.garanti_soegt) == (90, "ingen", False)
    assert [item.nummer for item in found.afdelinger.all()] == ["0007"]
    assert "Helhedsplan, Prøveparken" in bo.get(f"/portal/sager/{sag.nummer}/").content.decode()


def test_a_renovation_without_a_kind_of_problem_is_told_at_the_field(bo, kladde):
    response = step(bo, kladde, "projekt", {**PROJEKT, "problemer": []})
    assert response.status_code == 400
    assert "Vælg mindst én problemtype" in response.content.decode()


def test_every_afdeling_that_was_chosen_is_kept(bo, kladde, organisation):
    numre = [f"{nummer:04}" for nummer in range(100, 140)]
    Afdeling.objects.bulk_create(
        Afdeling(boligorganisation=organisation, nummer=nummer, navn=f"Afdeling {nummer}") for nummer in numre
    )
    step(bo, kladde, "projekt", {**PROJEKT, "afdelinger": numre})
    kladde.refresh_from_db()
    assert kladde.data["projekt"]["afdelinger"] == numre


def test_another_organisations_afdeling_cannot_be_chosen(bo, kladde, anden_organisation):
    Afdeling.objects.create(boligorganisation=anden_organisation, nummer="0099", navn="Fremmed")
    assert "Fremmed" not in bo.get(f"/portal/kladder/{kladde.noegle}/projekt/").content.decode()
    assert step(bo, kladde, "projekt", {**PROJEKT, "afdelinger": ["0099"]}).status_code == 400


def test_prequalification_begins_with_what_the_case_says_and_loses_nothing_of_it(
    bo, sag, send, sagsbehandler
):
    decide(sag, sagsbehandler, "prejekt_vurdering")
    bo.post(f"/portal/sager/{sag.nummer}/ansoeg/praekvalifikation/")
    kladde = Kladde.objects.get()
    page = bo.get(f"/portal/kladder/{kladde.noegle}/projekt/").content.decode()
    boxes = [item for item in page.split("<input") if "checked" in item]
    assert ["bygning" in item or "0007" in item for item in boxes] == [True, True]
    assert 'value="90"' in page
    step(bo, kladde, "projekt", {"problemer": ["bygning"], "boliger": "95", "afdelinger": ["0007"]})
    step(bo, kladde, "beboere", BEBOERE_TYPED)
    step(bo, kladde, "beskrivelse", {"tekst": ""})
    page = bo.get(f"/portal/kladder/{kladde.noegle}/send/").content.decode()
    assert "Prøveparken (afd. 0007)" in page
    bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    receive(bruger=sagsbehandler, indsendelse=Indsendelse.objects.latest("id"))
    found = Renovering.objects.get(sag=sag)
    assert (found.boliger, found.afdelinger.count()) == (95, 1)


def test_skema_a_is_applied_for_on_the_case_page_with_the_figures_added_up(bo, sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    assert "Søg om Skema A" in bo.get(f"/portal/sager/{sag.nummer}/").content.decode()
    bo.post(f"/portal/sager/{sag.nummer}/ansoeg/renovering_skema_a/")
    kladde = Kladde.objects.get()
    shown = step(bo, kladde, "tal", TAL, "beregn").content.decode()
    assert "Arbejder i alt" in shown
    assert "45,5 kr." in shown or "45,50 kr." in shown
    kladde.refresh_from_db()
    assert "tal" not in kladde.data
    assert step(bo, kladde, "tal", TAL)["Location"].endswith("/oplysninger/")
    step(bo, kladde, "oplysninger", {**BEBOERE_TYPED, "garanti_soegt": "on"})
    page = bo.get(f"/portal/kladder/{kladde.noegle}/send/").content.decode()
    assert "Kommunens kontroller" in page
    bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    sent = Indsendelse.objects.latest("id")
    assert sent.art == "renovering_skema_a"
    assert {item["id"]: item["udfald"] for item in sent.kontroller}["renovering_husleje"] == "ja"


def test_a_figure_that_cannot_be_read_is_told_at_its_field_and_kept(bo, sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    bo.post(f"/portal/sager/{sag.nummer}/ansoeg/renovering_skema_a/")
    kladde = Kladde.objects.get()
    response = step(bo, kladde, "tal", {**TAL, "stoettet_laan": "mange penge"})
    assert response.status_code == 400
    assert "mange penge" in bo.get(f"/portal/kladder/{kladde.noegle}/tal/").content.decode()


def test_without_any_figure_it_cannot_be_sent_and_says_so(bo, sag, send, sagsbehandler):
    until_skema_a(sag, send, sagsbehandler)
    bo.post(f"/portal/sager/{sag.nummer}/ansoeg/renovering_skema_a/")
    kladde = Kladde.objects.get()
    step(bo, kladde, "tal", {"stoettet_laan": ""})
    step(bo, kladde, "oplysninger", BEBOERE_TYPED)
    response = bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    assert response.status_code == 409
    assert "angiv mindst ét beløb" in response.content.decode()


def test_the_officer_sees_skema_b_beside_skema_a_with_the_change(client, sag, send, sagsbehandler):
    until_skema_b(sag, send, sagsbehandler)
    sent = send(skema("b"), sag)
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/indsendelser/{sent.pk}/").content.decode()
    for text in ("Skema A", "Skema B", "Ændring", "Arbejder i alt", "Finansiering i alt", "Huslejen stiger"):
        assert text in page, text
    assert "Tallene bliver en ny version" in page
    assert client.post(f"/indsendelser/{sent.pk}/modtag/").status_code == 302
    assert client.get(f"/indsendelser/{sent.pk}/").status_code == 200


def test_what_was_returned_is_mended_with_all_that_was_typed(bo, kladde, sagsbehandler):
    for trin, typed in (("projekt", PROJEKT), ("beboere", BEBOERE_TYPED), ("beskrivelse", {"tekst": "x"})):
        step(bo, kladde, trin, typed)
    bo.post(f"/portal/kladder/{kladde.noegle}/send/")
    sent = Indsendelse.objects.get()
    send_back(bruger=sagsbehandler, indsendelse=sent, begrundelse="Tilstandsrapporten mangler")
    bo.post(f"/portal/indsendelser/{sent.pk}/ret/")
    again = Kladde.objects.get()
    assert again.data["projekt"]["problemer"] == ["bygning", "social"]
    assert "Tilstandsrapporten mangler" in bo.get(f"/portal/kladder/{again.noegle}/send/").content.decode()


def test_a_stranger_finds_nothing_of_it(kladde, send, client, anden_boligorganisation_bruger):
    sent = send(renovering())
    client.force_login(anden_boligorganisation_bruger, "django.contrib.auth.backends.ModelBackend")
    for path in (f"/portal/kladder/{kladde.noegle}/projekt/", f"/portal/indsendelser/{sent.pk}/"):
        assert client.get(path).status_code == 404, path


def test_pages_ask_few_questions(bo, client, sag, send, sagsbehandler, django_assert_max_num_queries):
    until_skema_a(sag, send, sagsbehandler)
    bo.post(f"/portal/sager/{sag.nummer}/ansoeg/renovering_skema_a/")
    kladde = Kladde.objects.get()
    step(bo, kladde, "tal", TAL)
    step(bo, kladde, "oplysninger", BEBOERE_TYPED)
    for path, most in (
        (f"/portal/kladder/{kladde.noegle}/tal/", 10),
        (f"/portal/kladder/{kladde.noegle}/send/", 18),
        (f"/portal/sager/{sag.nummer}/", 16),
    ):
        bo.get(path)
        with django_assert_max_num_queries(most):
            bo.get(path)
    kladde.delete()
    sent = send(skema("a", felter=BEBOERE), sag)
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    client.get(f"/indsendelser/{sent.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/indsendelser/{sent.pk}/")
    decide(sag, sagsbehandler, "ansoegning")
