"""The demo in a browser: what is agreed in the chat and decided in the provider's console is one truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.bot.commands.test_demo import Page as DemoPage
from tests.bot.commands.test_demo import free_port
from tests.bot.programs import program
from tests.playground.test_page import pane, role

PATIENCE_MS = 15_000
SEEGARTEN, ALPWEB = "100201", "100301"
GERMAN = {
    "product": "Webshop",
    "connect": "✅ Verbinden",
    "connected": "Seegarten Hotels AG (Demo)",
    "add": "🤝 Partner hinzufügen",
    "limited": "Eingeschränkter Zugriff",
    "done": "Fertig",
    "send": "📨 Anfrage senden",
    "waits": "wartet auf Alpweb GmbH (Demo)",
    "confirmed": "Aktiv, in der Konsole bestätigt am",
    "manages": "Alpweb GmbH (Demo) verwaltet Webshop",
    "in effect": "in Kraft",
    "over": "Beendet",
}
ENGLISH = {
    "product": "Webhosting seegarten.example",
    "connect": "✅ Connect",
    "connected": "Seegarten Hotels AG (Demo)",
    "add": "🤝 Add a partner",
    "limited": "Limited access",
    "done": "Done",
    "send": "📨 Send the request",
    "waits": "waits for Alpweb GmbH (Demo)",
    "confirmed": "Active, confirmed on",
    "manages": "Alpweb GmbH (Demo) manages Webhosting seegarten.example",
    "in effect": "in effect",
    "over": "Ended",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo whose people are connected."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with program(folder, "demo", "--port", str(free_port())) as running:
        page = DemoPage(running)
        page.waits_until_told()
        yield page.url
        assert running.end() == 0
        assert "ERROR" not in running.output


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """Tabs of one person. A defect of a page's scripts fails the test."""
    defects: list[str] = []
    opened = browser.new_context(locale=request.param, viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    opened.on("weberror", lambda error: defects.append(str(error.error)))
    yield opened
    opened.close()
    assert not defects


@pytest.mark.parametrize(
    ("context", "words"), [("de-CH", GERMAN), ("en-GB", ENGLISH)], ids=["de", "en"], indirect=["context"]
)
def test_chat_and_console_are_one_truth(demo: str, context: BrowserContext, words: Mapping[str, str]) -> None:
    console = context.new_page()
    console.goto(f"{demo}/provider/")
    role(console, "connect").click()
    expect(role(console, "qr")).to_be_visible()
    with context.expect_page() as opened:
        role(console, "open").click()
    chats = opened.value
    lea = pane(chats, "left")
    expect(lea.locator('[data-from="bot"]').last).to_be_visible(timeout=PATIENCE_MS)
    if words is ENGLISH:
        says(lea, "/start")
        tap(lea, "⋯ Mehr")
        tap(lea, "🌐 English")
        console.bring_to_front()
        role(console, "connect").click()
        role(console, "open").click()
        chats.bring_to_front()
    tap(lea, words["connect"])
    expect(lea.get_by_text(words["connected"]).last).to_be_visible(timeout=PATIENCE_MS)

    says(lea, "/addpartner")
    says(lea, "Alpweb")
    tap(lea, words["limited"])
    tap(lea, words["product"])
    tap(lea, words["done"])
    tap(lea, words["send"])
    card = lea.locator('[data-from="bot"]', has_text="Alpweb GmbH (Demo)").last
    expect(card).to_be_visible(timeout=PATIENCE_MS)

    at(console, ALPWEB)
    role(console, "confirm").click()
    expect(lea.get_by_text(words["confirmed"]).last).to_be_visible(timeout=PATIENCE_MS)
    at(console, SEEGARTEN)
    deal = console.locator("article.deal", has_text=words["manages"])
    expect(deal).to_contain_text(words["in effect"], timeout=PATIENCE_MS)

    console.locator("li[data-product]", has_text=words["product"]).get_by_role("button").click()
    role(console, "sure").click()
    expect(deal).to_have_count(0, timeout=PATIENCE_MS)
    expect(lea.get_by_text(words["over"]).last).to_be_visible(timeout=PATIENCE_MS)
    expect(console.locator('[data-event="partnership.ended"]').first).to_be_visible(timeout=PATIENCE_MS)


def at(console: Page, account: str) -> None:
    console.locator(f'[data-account="{account}"]').click()


def tap(chat: Locator, label: str) -> None:
    chat.get_by_role("button", name=label).last.click(timeout=PATIENCE_MS)


def says(chat: Locator, words: str) -> None:
    role(chat, "input").fill(words)
    role(chat, "send").click()
