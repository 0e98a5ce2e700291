"""Every page: no violation that axe can find, within the policy, and no wider than a phone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.browser.conftest import add_axe, axe_violations

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
        ".xlsx",
        ".pdf",
        ".docx",
        ".ics",
        ".csv",
        ".yaml",
        ".json",
        ".xml",
        ".txt",
        "/fil/",
        "/hent/",
        "/i-brug/",
        "/proeve/",
        "eksport=",
        "/dokumenter/{dokument}/1/",
        "/filer/",
        "/bilag/{bilag}/",
        "/sundhed/",
    )
    return [row["adresse"] for row in rows if not any(part in row["adresse"] for part in files)]


def faults(page, addresses: list[str]) -> list[tuple[str, ...]]:
    """What axe finds at 1440 px, and pages that are wider than a phone; each page is fetched once."""
    found: list[tuple[str, ...]] = []
    add_axe(page)
    for address in addresses:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        found += [(address, *item) for item in axe_violations(page)]
        page.set_viewport_size({"width": 390, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append((address, "bredere end 390 px"))
    return found


# The leader sees most pages: in parts, so that test processes share them.
PARTS = 4


@pytest.mark.parametrize(
    ("role", "column", "part", "parts"),
    [
        *(("leder", "leder", part, PARTS) for part in range(PARTS)),
        ("administrator", "administrator", 0, 1),
        ("boligorganisation_bruger", "egen organisation", 0, 1),
    ],
)
def test_no_page_has_a_violation_or_breaks_the_policy(
    sign_in, live_server, verden, undrawn, role, column, part, parts
):
    # What needs no sign-in is looked at without it, below.
    addresses = [path for path in pages(column) if not path.startswith("/offentlig/")]
    if role != "leder":
        addresses = sorted(set(addresses) - set(pages("leder")))
    page = sign_in(verden.users[role])
    mine = [live_server.url + address.format(**verden.names) for address in addresses[part::parts]]
    assert mine and faults(page, mine) == []
    assert [text for text in page.complaints if "Content Security Policy" in text] == []


def test_no_public_page_has_one_either(chromium, live_server, verden, undrawn):
    page = chromium.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    public = [path for path in pages("anonym") if path.startswith("/offentlig/")]
    assert faults(page, [live_server.url + address.format(**verden.names) for address in public]) == []
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_the_sign_in_page_too(chromium, live_server, db):
    page = chromium.new_context().new_page()
    assert faults(page, [f"{live_server.url}/konto/login/"]) == []


def test_a_page_with_faults_is_told_with_them(chromium):
    page = chromium.new_context().new_page()
    address = "data:text/html,<title>x</title><img src='x'><p style='width:500px'>x"
    assert {item[1] for item in faults(page, [address])} == {
        "html-has-lang",
        "image-alt",
        "bredere end 390 px",
    }
