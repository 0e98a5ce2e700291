"""What a program can do over the API: the same as its user on the pages, and each write once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from almen.api.models import Idempotensnoegle, Klient
from almen.sager.models import Beslutning, Sag


def test_a_case_from_opening_to_its_first_decisions(api, sag_body):
    created = api.post("/sager/nybyggeri", sag_body)
    assert created.status_code == 201
    nummer = created.json()["nummer"]
    assert api.get(f"/sager/{nummer}").json()["aabne"] == ["ansoegning"]
    decided = api.post(f"/sager/{nummer}/beslutninger", {"trin": "ansoegning", "kilde": "brev"})
    assert decided.status_code == 201
    assert decided.json()["aabne"] == ["oplysning"]
    kinds = [post["art"] for post in api.get(f"/sager/{nummer}/journal").json()["poster"]]
    assert kinds == ["sag_aabnet", "beslutning"]


def test_the_same_key_and_body_is_done_once_and_answered_again(api, sag_body):
    first = api.post("/sager/nybyggeri", sag_body, key="en")
    again = api.post("/sager/nybyggeri", sag_body, key="en")
    assert again.content == first.content
    assert again["Idempotent-Replay"] == "true"
    assert Sag.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(api, sag_body):
    api.post("/sager/nybyggeri", sag_body, key="en")
    assert api.post("/sager/nybyggeri", {**sag_body, "titel": "En anden"}, key="en").status_code == 409
    assert Sag.objects.count() == 1


def test_a_refused_write_keeps_nothing_under_its_key(api, sag_body):
    wrong = {**sag_body, "boligorganisation": "0000"}
    assert api.post("/sager/nybyggeri", wrong, key="en").status_code == 422
    assert not Idempotensnoegle.objects.exists()
    assert api.post("/sager/nybyggeri", sag_body, key="en").status_code == 201


def test_a_write_without_a_key_is_refused(api, sag_body):
    response = api.client.post("/api/v1/sager/nybyggeri", data=sag_body, content_type="application/json")
    assert response.status_code == 422
    assert "Idempotency-Key" in str(response.json())


def test_a_step_that_is_decided_or_not_open_is_a_conflict(api, nummer):
    assert api.post(f"/sager/{nummer}/beslutninger", {"trin": "tilsagn"}).status_code == 409
    assert not Beslutning.objects.exists()


def test_every_fault_is_named(api, sag_body):
    answer = api.post("/sager/nybyggeri", {**sag_body, "ukendt": 1, "dele": [{"boligtype": "slot"}]}).json()
    fields = {item["felt"] for item in answer["fejl"]}
    assert {"ukendt", "dele.0.boligtype"} <= fields


def test_broken_json_is_one_clear_answer(api):
    assert api.post("/sager/nybyggeri", "{nej").status_code == 400


def test_no_token_wrong_token_revoked_token_expired_token(api, client):
    from almen.api.auth import forget_tokens

    assert client.get("/api/v1/sager").status_code == 401
    assert client.get("/api/v1/sager", headers={"Authorization": "Bearer almen_x"}).status_code == 401
    Klient.objects.update(udloeber=dt.date(2020, 1, 1))
    forget_tokens()
    assert api.get("/sager").status_code == 401


def test_a_session_does_not_count(sagsbehandler, client):
    client.force_login(sagsbehandler, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/sager").status_code == 401


def test_guessing_tokens_is_stopped(client, db):
    codes = {
        client.get("/api/v1/sager", headers={"Authorization": f"Bearer nej{n}"}).status_code
        for n in range(40)
    }
    assert codes == {401, 429}


def test_a_stranger_gets_404_and_an_empty_list(nummer, make_api, anden_boligorganisation_bruger):
    stranger = make_api(anden_boligorganisation_bruger)
    assert stranger.get(f"/sager/{nummer}").status_code == 404
    assert stranger.get(f"/sager/{nummer}/journal").status_code == 404
    assert stranger.get("/sager").json()["sager"] == []
    assert stranger.post(f"/sager/{nummer}/beslutninger", {"trin": "ansoegning"}).status_code == 404


def test_an_organisation_records_its_own_step_only(nummer, make_api, boligorganisation_bruger):
    own = make_api(boligorganisation_bruger)
    assert own.post(f"/sager/{nummer}/beslutninger", {"trin": "ansoegning"}).status_code == 201
    assert own.post(f"/sager/{nummer}/beslutninger", {"trin": "oplysning"}).status_code == 403


def test_the_list_pages_by_key_and_misses_none(api, sag_body):
    numbers = [api.post("/sager/nybyggeri", sag_body).json()["nummer"] for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(5):
        page = api.get(f"/sager?antal=2{cursor}").json()
        seen += [row["nummer"] for row in page["sager"]]
        if page["naeste"] is None:
            break
        cursor = f"&efter={page['naeste']}"
    assert seen == numbers[::-1]


@pytest.mark.parametrize("address", ["/sager", "/journal"])
def test_the_next_page_is_linked_with_its_filters_until_the_last(api, sag_body, address):
    for _ in range(3):
        api.post("/sager/nybyggeri", sag_body)
    filters = "&q=pr%C3%B8vevej&boligtype=familie" if address == "/sager" else ""
    page, seen = api.get(f"{address}?antal=1{filters}"), []
    while True:
        seen += page.json().get("sager", page.json().get("poster"))
        if "Link" not in page:
            break
        link = page["Link"]
        assert link.endswith('; rel="next"')
        page = api.get(link[1 : link.index(">")].removeprefix("/api/v1"))
    assert page.json()["naeste"] is None
    assert len({row.get("nummer") if address == "/sager" else row["id"] for row in seen}) == len(seen)
    assert len(seen) == len(api.get(address).json().get("sager", api.get(address).json().get("poster")))


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "99999999999999999999"])
def test_a_broken_cursor_is_named(api, cursor):
    assert api.get(f"/sager?efter={cursor}").status_code == 422


def test_computation_and_route_as_the_commands_give_them(api):
    question = {
        "tilsagnsdato": "2023-11-30",
        "dele": [{"boligtype": "familie", "antal": 91, "bruttoareal_m2": 7400, "anskaffelsessum": 220000000}],
    }
    assert api.post("/beregn/finansiering", question).json()["i_alt"]["grundkapital"] == 17_600_000
    vej = api.get("/beslutningsvej?sagstype=nybyggeri&boligtype=ungdom&dato=2026-02-01").json()
    assert vej["version"] == "2024-2"
    missing = {
        "skema_b_aar": 2015,
        "tilsagnsdato": "2014-01-01",
        "region": "hovedstad",
        "dele": question["dele"],
    }
    answer = api.post("/beregn/maksimumsbeloeb", missing)
    assert answer.status_code == 422
    assert "2015" in answer.json()["detail"]


def test_queries_are_few_and_do_not_grow(api, nummer, sag_body, django_assert_max_num_queries):
    api.get("/sager")
    with django_assert_max_num_queries(2):
        api.get("/sager")
    with django_assert_max_num_queries(6):
        api.get(f"/sager/{nummer}")
    with django_assert_max_num_queries(24):
        api.post("/sager/nybyggeri", sag_body)
    with django_assert_max_num_queries(24):
        api.post(f"/sager/{nummer}/beslutninger", {"trin": "ansoegning", "kilde": "brev"})
    assert connection.vendor


def test_figures_of_the_next_skema_become_a_new_version_once(api, nummer, sag_body):
    body = {"dele": [{**sag_body["dele"][0], "anskaffelsessum": 31000000}], "indsendt": "2026-02-01"}
    saved = api.post(f"/sager/{nummer}/skemaer/B", body, key="b1")
    assert saved.status_code == 201 and saved.json() == {"nummer": nummer, "bogstav": "B", "version": 1}
    assert api.post(f"/sager/{nummer}/skemaer/B", body, key="b1")["Idempotent-Replay"] == "true"
    assert api.post(f"/sager/{nummer}/skemaer/B", body).json()["version"] == 2
    assert api.get("/sager").json()["sager"][0]["anskaffelsessum"] == 31000000


def test_skema_c_before_b_and_absurd_figures_are_refused_by_field(api, nummer, sag_body):
    early = api.post(f"/sager/{nummer}/skemaer/C", {"dele": sag_body["dele"]})
    assert early.status_code == 422 and "Skema B" in early.json()["fejl"][0]["besked"]
    body = {"dele": sag_body["dele"], "serviceareal": {"boliger": 0}}
    assert (
        api.post(f"/sager/{nummer}/skemaer/A", body)
        .json()["fejl"][0]["felt"]
        .endswith("serviceareal.boliger")
    )


def test_an_auditor_cannot_save_figures_and_a_stranger_does_not_see_the_case(
    make_api, nummer, sag_body, revisor, anden_boligorganisation_bruger
):
    body = {"dele": sag_body["dele"]}
    assert make_api(revisor).post(f"/sager/{nummer}/skemaer/A", body).status_code == 403
    assert (
        make_api(anden_boligorganisation_bruger).post(f"/sager/{nummer}/skemaer/A", body).status_code == 404
    )
