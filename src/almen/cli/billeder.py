"""`./almen billeder`: the README's pictures, taken from a fresh demo in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from almen.cli import Stop

ROOT = Path(__file__).resolve().parents[3]
TARGET = ROOT / "docs" / "billeder"
PAGES = {
    "overblik": "/",
    "sager": "/sager/",
    "hvem-beslutter": "/hvem-beslutter/?sagstype=nybyggeri&boligtype=ungdom&dato=2026-02-01",
    "parametre": "/parametre/",
    "grundkapital": "/byggeri/grundkapital/",
    "kort": "/byggeri/kort/",
    "indsendelser": "/indsendelser/",
    "omraader": "/omraader/",
    "planer": "/planer/tidslinje/",
    "tilsyn": "/tilsyn/",
    "udlejning": "/udlejning/",
    "forloeb": "/analyse/forloeb/",
    "foer-og-efter": "/analyse/foer-og-efter/",
}
PORTAL = {"portal": "/portal/"}
PUBLIC = {"offentligt": "/offentlig/"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_demo() -> Iterator[str]:
    """A demo server on fresh data in a temporary folder; gives its address and stops it afterwards."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="almen-billeder-") as data:
        env = {**os.environ, "ALMEN_DATA": data}
        env.pop("DATABASE_URL", None)
        server = subprocess.Popen([sys.executable, "-m", "almen.cli", "demo", "--port", str(port)], env=env)
        try:
            _wait_for(f"http://localhost:{port}/sundhed/", server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(480):
        if server.poll() is not None:
            raise Stop("demoen kunne ikke starte; se beskeden ovenfor.")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server on this machine
                return
        except OSError:
            time.sleep(0.5)
    raise Stop("demoen svarede ikke inden for fire minutter.")


def sign_in(page: Any, address: str, username: str) -> None:
    """Signs a demo user in on the real sign-in page."""
    page.goto(f"{address}/konto/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", "almen-demo-2026")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/konto/login/" not in url)


def _signed_in(browser: Any, address: str, username: str, width: int) -> Any:
    page = browser.new_context(viewport={"width": width, "height": 1300}, locale="da-DK").new_page()
    sign_in(page, address, username)
    return page


@click.command()
def billeder() -> None:
    """Tag README'ets billeder fra demoen (kræver Chromium)."""
    from playwright.sync_api import sync_playwright

    browser_path = (
        shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    )
    if browser_path is None:
        raise Stop("fandt ingen Chromium. Installér den (på Debian: apt install chromium), og prøv igen.")
    TARGET.mkdir(parents=True, exist_ok=True)
    with running_demo() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for width, suffix in ((1440, ""), (390, "-390")):
            page = _signed_in(browser, address, "sagsbehandler", width)
            for name, path in PAGES.items():
                _shoot(page, address + path, TARGET / f"{name}{suffix}.png")
            own = _signed_in(browser, address, "boligorganisation", width)
            for name, path in PORTAL.items():
                _shoot(own, address + path, TARGET / f"{name}{suffix}.png")
            visitor = browser.new_context(
                viewport={"width": width, "height": 1300}, locale="da-DK"
            ).new_page()
            for name, path in PUBLIC.items():
                _shoot(visitor, address + path, TARGET / f"{name}{suffix}.png")
            page.goto(f"{address}/moeder/?organ=udvalget&tilstand=kommende&sort=dato")
            _shoot(
                page,
                address + str(page.locator("main table tbody a").first.get_attribute("href")),
                TARGET / f"moede{suffix}.png",
            )
            page.goto(f"{address}/sager/?q=demoallé 10")
            _shoot(
                page,
                address + str(page.locator("main table tbody a").first.get_attribute("href")),
                TARGET / f"sag{suffix}.png",
            )
        browser.close()
    click.echo(f"Billederne ligger i {TARGET.relative_to(ROOT)}.")


def _shoot(page: Any, url: str, target: Path) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(target))
