"""Every API operation × every role, from one table. An operation without a row fails.

A write is tried with what a case officer could send; `konflikt` is its answer where the role may write but the
case has moved on.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.test_access import COLUMNS
from almen.api.auth import forget_tokens
from almen.api.services import create_klient

TABLE = Path(__file__).with_name("api.csv")
DELE = [{"boligtype": "familie", "antal": 10, "bruttoareal_m2": "800", "anskaffelsessum": 30000000}]
BODIES = {
    "": None,
    "ny": {"titel": "Prøve", "boligorganisation": "{lbf}", "dele": DELE},
    "ansoegning": {"art": "skema_a", "boligorganisation": "{lbf}", "titel": "Prøve", "dele": DELE},
    "renovering": {
        "art": "renovering",
        "boligorganisation": "{lbf}",
        "titel": "Prøve",
        "problemer": ["bygning"],
    },
    "svar": {"tekst": "Her er det"},
    "tom": {},
    "skema": {"dele": DELE},
    "oplysning": {"trin": "oplysning", "kilde": "brev"},
    "finansiering": {"tilsagnsdato": "2026-02-01", "dele": DELE},
    "maksimumsbeloeb": {
        "skema_b_aar": 2011,
        "tilsagnsdato": "2010-08-01",
        "region": "hovedstad",
        "dele": [{"boligtype": "familie", "antal": 10, "bruttoareal_m2": 800}],
    },
}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(autouse=True)
def _no_remembered_tokens():
    forget_tokens()
    yield
    forget_tokens()


def test_every_operation_has_a_row_and_no_row_is_left_over(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    ours = {(method.upper(), path) for path, item in described.items() for method in item}
    named = {(row["metode"], row["operation"]) for row in rows()}
    assert ours == named


@pytest.mark.parametrize("column", COLUMNS)
def test_the_table_of_operations_holds(verden, column):
    headers = {}
    if COLUMNS[column]:
        _, token = create_klient(
            af=verden.users["administrator"], navn=column, bruger=verden.users[COLUMNS[column]]
        )
        headers["Authorization"] = f"Bearer {token}"
    client = Client(raise_request_exception=False)
    wrong = []
    for index, row in enumerate(rows()):
        path = row["adresse"].format(**verden.names)
        if row["metode"] == "GET":
            response = client.get(path, headers=headers)
        elif row["indhold"] == "fil":
            fil = SimpleUploadedFile("brev.pdf", b"%PDF-1.7\n%%EOF\n")
            key = {**headers, "Idempotency-Key": f"{COLUMNS[column]}-{index}"}
            data = {"fil": fil, "boligorganisation": verden.names["lbf"]}
            response = client.post(path, data=data, headers=key)
        else:
            body = json.dumps(BODIES[row["indhold"]]).replace("{lbf}", verden.names["lbf"])
            response = client.post(
                path,
                data=body,
                content_type="application/json",
                headers={**headers, "Idempotency-Key": f"{COLUMNS[column]}-{index}"},
            )
        if str(response.status_code) != row[column]:
            wrong.append(f"{row['metode']} {path}: {response.status_code}, tabellen siger {row[column]}")
    assert not wrong, "\n".join(wrong)
