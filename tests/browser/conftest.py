"""A real browser, people who sign in with it, and axe."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.people import PASSWORD

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="package")
def chromium(request):
    """One browser for all its tests; each of them opens a context of its own, so none sees another's cookies."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not (found and AXE.is_file()):
        demanded = request.config.getoption("--kraev-browser", default=False)
        (pytest.fail if demanded else pytest.skip)("Chromium eller axe-core findes ikke.")
    from playwright.sync_api import sync_playwright

    # The browser's event loop runs in this thread: Django must be told that its database may be asked beside it.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
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
    """What axe, added by `add_axe`, finds wrong: rule and the first element. All rules run; only violations are told in full."""
    return [
        (rule, html)
        for rule, html in page.evaluate(
            """async rules => {
                const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
                return found.violations.map(item => [item.id, item.nodes[0].html.slice(0, 200)]);
            }""",
            RULES,
        )
    ]


def add_axe(page) -> None:
    """Puts axe into every page that `page` loads from now on, past the page's own policy."""
    page.add_init_script(path=AXE)
