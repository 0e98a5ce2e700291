"""The case page and the decision form: what is next, why it can or cannot, and nothing lost when it is refused."""

from __future__ import annotations

import pytest

from almen.sager.models import Beslutning
from almen.sager.services import record_beslutning


@pytest.fixture
def browse(client, sagsbehandler):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_says_what_happens_next_and_offers_the_one_act(browse, sag):
    page = browse.get(sag.get_absolute_url()).content.decode()
    assert "Ansøgning modtaget" in page
    assert f"/sager/{sag.nummer}/beslut/ansoegning/" in page


def test_what_cannot_be_decided_yet_says_what_it_waits_for(browse, sag):
    assert "venter på trin 1" in browse.get(sag.get_absolute_url()).content.decode()


def test_recording_a_decision_moves_the_case(browse, sag):
    answer = browse.post(
        f"/sager/{sag.nummer}/beslut/ansoegning/",
        {"udfald": "godkendt", "dato": "05.01.2026", "kilde": "brev", "set_antal": "0"},
    )
    assert answer.status_code == 302
    assert Beslutning.objects.get().dato.isoformat() == "2026-01-05"


def test_a_refusal_keeps_what_was_typed_and_names_the_field(browse, sag):
    answer = browse.post(
        f"/sager/{sag.nummer}/beslut/ansoegning/",
        {"udfald": "forkastet", "dato": "05.01.2026", "kilde": "min kilde", "set_antal": "0"},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "min kilde" in page
    assert "kræver en begrundelse" in page
    assert not Beslutning.objects.exists()


def test_who_comes_second_is_told_and_nothing_is_overwritten(browse, sag, leder):
    record_beslutning(bruger=leder, sag=sag, trin="ansoegning", kilde="brev")
    answer = browse.post(
        f"/sager/{sag.nummer}/beslut/ansoegning/",
        {"udfald": "godkendt", "dato": "05.01.2026", "kilde": "brev", "set_antal": "0"},
    )
    assert "Leif Leder" in answer.content.decode()
    assert Beslutning.objects.count() == 1


def test_a_failing_check_is_shown_and_can_be_dispensed_with_a_reason(browse, sag, sagsbehandler, proeve):
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    proeve.svar = "nej"
    path = f"/sager/{sag.nummer}/beslut/direktion/"
    typed = {"udfald": "godkendt", "dato": "05.01.2026", "kilde": "referat", "set_antal": "1"}
    refused = browse.post(path, typed)
    assert refused.status_code == 400
    assert "Tallet er 7." in refused.content.decode()
    assert browse.post(path, {**typed, "disp_proeve_kontrol": "Haster"}).status_code == 302


def test_an_unknown_step_does_not_exist(browse, sag):
    assert browse.get(f"/sager/{sag.nummer}/beslut/findes_ikke/").status_code == 404


def test_the_page_takes_few_queries(browse, sag, sagsbehandler, direktion, django_assert_max_num_queries):
    record_beslutning(bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev")
    record_beslutning(bruger=direktion, sag=sag, trin="direktion")
    browse.get(sag.get_absolute_url())
    with django_assert_max_num_queries(16):
        browse.get(sag.get_absolute_url())


def test_the_page_of_a_case_survives_the_turn_of_the_year_2027(browse, sag):
    import time_machine

    with time_machine.travel("2027-01-01 09:00:00+01:00", tick=False):
        browse.force_login(sag.aabnet_af, "django.contrib.auth.backends.ModelBackend")
        assert browse.get(sag.get_absolute_url()).status_code == 200
        assert browse.get("/").status_code == 200
        assert browse.get("/parametre/").status_code == 200
