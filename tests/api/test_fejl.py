"""Whatever goes wrong, the answer is JSON of one shape, in Danish, and tells nothing of the inside."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def assert_fault(answer, status: int) -> dict:
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert set(body) == {"detail", "fejl"}
    assert body["detail"]
    return body


def test_an_unknown_address(api):
    assert_fault(api.get("/findes-ikke"), 404)


def test_a_method_that_is_not_used_names_those_that_are(api):
    answer = api.client.delete("/api/v1/sager")
    assert_fault(answer, 405)
    assert "GET" in answer["Allow"]


def test_a_fault_of_ours_tells_nothing_of_the_inside(api, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("hemmelig detalje")

    monkeypatch.setattr("almen.api.operationer.adgang.visible_overblik", broken)
    body = assert_fault(api.get("/sager"), 500)
    assert "hemmelig" not in str(body)
    assert "hemmelig detalje" in caplog.text


def test_a_body_that_is_too_large(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert_fault(api.post("/sager/nybyggeri", {"titel": "x" * 200}), 413)


@pytest.mark.parametrize("body", ["{nej", "[1,2", '{"a": NaN}', '{"a": Infinity}'])
def test_what_is_not_json(api, body):
    assert_fault(api.post("/beregn/finansiering", body), 400)


def test_a_refused_role(make_api, sagsgange, revisor, sag_body):
    assert_fault(make_api(revisor).post("/sager/nybyggeri", sag_body), 403)


def test_a_decimal_area_is_read_as_it_was_written_and_money_is_whole_kroner(api):
    part = '{"boligtype": "familie", "antal": 91, "bruttoareal_m2": %s, "anskaffelsessum": %s}'
    question = '{"tilsagnsdato": "2023-11-30", "dele": [' + part + "]}"
    exact = api.post("/beregn/finansiering", question % ("7400.05", "220000000"))
    text = api.post("/beregn/finansiering", question % ('"7400.05"', "220000000"))
    assert exact.status_code == 200
    assert exact.json() == text.json()
    body = assert_fault(api.post("/beregn/finansiering", question % ("7400", "220000000.5")), 422)
    assert "anskaffelsessum" in str(body["fejl"])


def test_a_misspelt_filter_is_an_error_that_names_the_allowed(api):
    assert "venter_paa" in str(assert_fault(api.get("/sager?venter=suf"), 422))


def test_others_behind_the_same_address_go_on_when_tokens_are_guessed(api, client):
    from almen.api.auth import forget_tokens

    for number in range(40):
        client.get("/api/v1/sager", headers={"Authorization": f"Bearer nej{number}"})
    stopped = client.get("/api/v1/sager", headers={"Authorization": "Bearer nej"})
    assert stopped.status_code == 429
    assert stopped["Retry-After"] == "60"
    forget_tokens()
    assert api.get("/sager").status_code == 200


def test_the_list_by_responsible_and_by_change(api, nummer, sagsbehandler):
    assert [row["nummer"] for row in api.get("/sager?ansvarlig=karen").json()["sager"]] == [nummer]
    assert api.get("/sager?ansvarlig=ingen").json()["sager"] == []
    assert len(api.get("/sager?aendret_siden=2020-01-01T00:00:00Z").json()["sager"]) == 1
    assert api.get("/sager?aendret_siden=2999-01-01T00:00:00Z").json()["sager"] == []
    assert_fault(api.get("/sager?aendret_siden=2020-01-01T00:00:00"), 422)


@pytest.mark.parametrize(
    "day", ["0", "1700000000", "2026-2-1", "20260201", "2026-02-30", "2026-02-01T00:00:00"]
)
def test_a_day_is_written_as_a_day(api, day):
    assert "2026-02-01" in str(assert_fault(api.get(f"/parametre?dato={day}"), 422)["fejl"])
    assert_fault(api.get(f"/sager?aabnet_fra={day}"), 422)


@pytest.mark.parametrize(
    "moment", ["0297-03-19T13:42:30-17:35", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_moment_far_away_is_no_fault(api, moment):
    assert api.get(f"/sager?aendret_siden={moment}").status_code == 200
