"""A real browser, people who sign in with it, and axe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.people import PASSWORD

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(autouse=True)
def _django_beside_the_browsers_event_loop(monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def chromium(request):
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not (found and AXE.is_file()):
        demanded = request.config.getoption("--kraev-browser", default=False)
        (pytest.fail if demanded else pytest.skip)("Chromium eller axe-core findes ikke.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def sign_in(chromium, live_server):
    """Signs a person in on the real page; gives the page and the list of what the console complained of."""

    def act(bruger, width: int = 1440, bypass_csp: bool = False):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=bypass_csp, locale="da-DK"
        )
        page = context.new_page()
        page.complaints = []
        page.on(
            "console",
            lambda message: page.complaints.append(message.text) if message.type == "error" else None,
        )
        page.goto(f"{live_server.url}/konto/login/")
        page.fill("input[name=login]", bruger.username)
        page.fill("input[name=password]", PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/konto/login/" not in url)
        return page

    return act


def axe_violations(page) -> list[tuple[str, str]]:
    """What axe finds wrong on the page: rule and the first element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [(item["id"], item["nodes"][0]["html"][:200]) for item in result["violations"]]
