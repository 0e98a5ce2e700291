"""Every page: no violation that axe can find, within the policy, and no wider than a phone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.browser.conftest import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.kun_en_gang]
TABLE = Path(__file__).resolve().parents[1] / "access" / "table.csv"


def pages(column: str) -> list[str]:
    """Addresses of pages (not files) that the role in `column` may see."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter=";")
            if row["metode"] == "GET" and row[column] == "200"
        ]
    files = (
        ".svg",
        ".pdf",
        ".ics",
        ".csv",
        ".yaml",
        ".json",
        ".xml",
        ".txt",
        "/fil/",
        "eksport=",
        "/dokumenter/{dokument}/1/",
        "/filer/",
        "/bilag/{bilag}/",
        "/sundhed/",
    )
    return [row["adresse"] for row in rows if not any(part in row["adresse"] for part in files)]


@pytest.mark.parametrize(
    ("role", "column"),
    [
        ("leder", "leder"),
        ("administrator", "administrator"),
        ("boligorganisation_bruger", "egen organisation"),
    ],
)
def test_no_page_has_a_violation_or_breaks_the_policy(sign_in, live_server, verden, role, column):
    # What needs no sign-in is looked at without it, below.
    addresses = [path for path in pages(column) if not path.startswith("/offentlig/")]
    if role != "leder":
        addresses = sorted(set(addresses) - set(pages("leder")))
    wide = sign_in(verden.users[role], bypass_csp=True)
    strict = sign_in(verden.users[role], width=390)
    wrong = []
    for address in addresses:
        path = address.format(**verden.names)
        wide.goto(live_server.url + path)
        wrong += [(path, *item) for item in axe_violations(wide)]
        strict.goto(live_server.url + path)
        if strict.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append((path, "bredere end 390 px"))
    assert wrong == []
    assert [text for text in strict.complaints if "Content Security Policy" in text] == []


def test_no_public_page_has_one_either(chromium, live_server, verden):
    wide = chromium.new_context(bypass_csp=True).new_page()
    narrow = chromium.new_context(viewport={"width": 390, "height": 900}).new_page()
    complaints: list[str] = []
    narrow.on("console", lambda message: complaints.append(message.text))
    wrong = []
    for address in [path for path in pages("anonym") if path.startswith("/offentlig/")]:
        path = address.format(**verden.names)
        wide.goto(live_server.url + path)
        wrong += [(path, *item) for item in axe_violations(wide)]
        narrow.goto(live_server.url + path)
        if narrow.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append((path, "bredere end 390 px"))
    assert wrong == []
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_the_sign_in_page_too(chromium, live_server, db):
    page = chromium.new_context(bypass_csp=True).new_page()
    page.goto(f"{live_server.url}/konto/login/")
    assert axe_violations(page) == []
