"""Every address × every role, from one table that a non-programmer can read. A new address without a row fails."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# Every address for every role; the lists and pages behind them have tests of their own on both databases.
pytestmark = pytest.mark.kun_en_gang
TABLE = Path(__file__).with_name("table.csv")
COLUMNS = {
    "anonym": None,
    "sagsbehandler": "sagsbehandler",
    "leder": "leder",
    "direktion": "direktion",
    "sekretaer": "sekretaer",
    "suf": "suf",
    "egen organisation": "boligorganisation_bruger",
    "anden organisation": "anden_boligorganisation_bruger",
    "revisor": "revisor",
    "administrator": "administrator",
    "uden rolle": "uden_rolle",
}
# allauth answers for its own addresses; tests/login drives them.
FOREIGN = ("account_", "social/", "mfa_", "socialaccount_", "openid_connect", "authenticate")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def route_names(resolver: URLResolver, prefix: str = "") -> set[str]:
    names: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names |= route_names(pattern, space)
        elif isinstance(pattern, URLPattern):
            names.add(f"{prefix}{pattern.name or pattern.pattern}")
    return names


def test_every_address_has_a_row():
    ours = {
        name
        for name in route_names(get_resolver())
        if not name.startswith(FOREIGN) and not name.startswith("api") and ":api" not in name
    }
    missing = ours - {row["navn"] for row in rows()}
    assert not missing, f"Skriv en række i {TABLE.name} for: {sorted(missing)}"


def test_no_row_is_left_of_an_address_that_is_gone():
    assert not {row["navn"] for row in rows()} - route_names(get_resolver())


# What the addresses point at takes longer to make than most columns to try: a few share it, each beginning with it as it was made.
SHARED = 4
GROUPS = [list(COLUMNS)[start::SHARED] for start in range(SHARED)]


@pytest.mark.parametrize("columns", GROUPS, ids=", ".join)
def test_the_table_holds(verden, undrawn, columns):
    wrong: list[str] = []
    for column in columns:
        with transaction.atomic():
            wrong += faults_of(column, verden)
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def faults_of(column, verden) -> list[str]:
    wrong = []
    client = Client(raise_request_exception=False)
    if COLUMNS[column]:
        client.force_login(verden.users[COLUMNS[column]], "django.contrib.auth.backends.ModelBackend")
    for row in rows():
        path = row["adresse"].format(**verden.names)
        response = client.post(path) if row["metode"] == "POST" else client.get(path)
        got = (
            "login"
            if response.status_code == 302 and "/konto/login/" in response["Location"]
            else str(response.status_code)
        )
        if got != row[column]:
            wrong.append(f"{column}: {row['metode']} {path}: {got}, tabellen siger {row[column]}")
    return wrong
