"""Takes the pictures of the demo and of its provider’s console, `docs/demo-light.png` and so on, from the real pages.

    python -m docs.pictures

Starts `handschlag demo` in an empty folder, lets two of its people settle a partnership, and looks at the pages in
Debian's Chromium, once in each of their colours.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import httpx
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SIZE: ViewportSize = {"width": 1180, "height": 900}
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SEEGARTEN = "100201"
"""Lea's account at the provider."""
_ADDRESS = re.compile(r"http://\S+")


@contextmanager
def demo() -> Iterator[str]:
    """The demo, started anew; the address of its page."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "bot", "demo", "--port", "8990")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
        try:
            said = running.stdout
            if said is None:
                raise OSError("the demo has no output")
            address = next(found[0] for line in said if (found := _ADDRESS.search(line)))
            while not httpx.get(f"{address}/provider/partnerships?account={SEEGARTEN}").json().get("items"):
                time.sleep(0.1)  # its people are being connected with their accounts
            yield address
        finally:
            running.terminate()
            running.wait()


class Person:
    """Somebody in one of the page's two windows."""

    def __init__(self, page: Page, side: str, name: str) -> None:
        self._pane: Locator = page.locator(f'[data-pane="{side}"]')
        persona = self._role("persona")
        option = persona.locator("option", has_text=name).first
        persona.select_option(option.get_attribute("value"))

    def starts(self) -> None:
        self._role("start").click()

    def taps(self, label: str) -> None:
        self._pane.get_by_role("button", name=label).last.click()

    def writes(self, text: str) -> None:
        self._role("input").fill(text)
        self._role("send").click()

    def waits_for(self, text: str) -> None:
        self._pane.get_by_text(text).last.wait_for()

    def waits_for_button(self, label: str, times: int) -> None:
        self._pane.get_by_role("button", name=label).nth(times - 1).wait_for()

    def _role(self, name: str) -> Locator:
        return self._pane.locator(f'[data-role="{name}"]')


def play(page: Page) -> None:
    """Lea asks the partner Alpweb, in German, with a question in between; Reto has the request."""
    lea, reto = Person(page, "left", "Lea"), Person(page, "right", "Reto")
    reto.starts()
    lea.starts()
    lea.taps("Partner hinzufügen")
    lea.waits_for("Schritt 1 von 3")
    lea.writes("alpweb")
    lea.waits_for("Schritt 2 von 3")
    lea.writes("Was bedeutet voller Zugriff?")
    lea.waits_for_button("Eingeschränkter Zugriff", 2)  # the question is asked again, below the answer
    for label in ("Eingeschränkter Zugriff", "Webshop", "Fertig", "Anfrage senden"):
        lea.taps(label)
    reto.waits_for("möchte mit Ihnen zusammenarbeiten")


def take(browser: Browser, address: str) -> None:
    """The same moment in both colours."""
    for number, colour in enumerate(COLOURS):
        page = browser.new_page(viewport=SIZE, color_scheme=colour, locale="de-CH", device_scale_factor=1.5)
        page.goto(address)
        if number == 0:
            play(page)
        else:
            for side, name in (("left", "Lea"), ("right", "Reto")):
                Person(page, side, name)
        page.wait_for_timeout(800)  # the page scrolls softly to the newest message
        page.screenshot(path=ROOT / "docs" / f"demo-{colour}.png")
        page.close()


def take_console(browser: Browser, address: str) -> None:
    """Reto has confirmed: the provider's console shows what it has put into effect."""
    for number, colour in enumerate(COLOURS):
        page = browser.new_page(viewport=SIZE, color_scheme=colour, locale="de-CH", device_scale_factor=1.5)
        if number == 0:
            page.goto(address)
            Person(page, "right", "Reto").taps("Bestätigen")
        page.goto(f"{address}/provider/")
        page.locator("article.deal", has_text="Webshop").get_by_text("in Kraft").wait_for()
        page.wait_for_timeout(300)
        page.screenshot(path=ROOT / "docs" / f"console-{colour}.png")
        page.close()


if __name__ == "__main__":
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take(browser, address)
        take_console(browser, address)
        browser.close()
