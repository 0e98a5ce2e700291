"""The page of examples in a real browser: accessible, within the policy, and no wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390])
def test_every_component_is_accessible_and_fits(live_server, chromium, settings, width):
    settings.ALMEN_DEMO = True
    said = []
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/stil/", wait_until="networkidle")
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    # axe runs inside the page, which the policy forbids to strangers: a second visit without the policy.
    page = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    page.goto(f"{live_server.url}/stil/", wait_until="networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(v["id"], v["nodes"][0]["html"]) for v in result["violations"]] == []
    assert len(result["passes"]) > 20
