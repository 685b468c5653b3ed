"""The demo in a browser: letters in the mailbox, and days that pass at the press of a button."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo import AOIFE, EMMA, LEA, RETO, Persona
from tests.bot.commands.test_demo import Page as DemoPage
from tests.bot.commands.test_demo import free_port
from tests.bot.programs import program
from tests.playground.post import Post, letter, post_office
from tests.playground.test_page import pane, role

PATIENCE_MS = 15_000
LETTER = """<html><head><meta name="color-scheme" content="light dark"><style>
@media (prefers-color-scheme: dark) { body { background: #101010 } }</style></head>
<body><img alt="Logo" src="cid:logo"><img src="/nothing.png"><p>Alpweb wants to work with you.</p>
<a href="https://t.me/desk_bot?start=open_7">Open in Telegram</a> <a href="HERE/play">A page</a>
<script>parent.document.title = "harm"</script></body></html>"""
GERMAN = {
    "mail": "Postfach, 2 neu",
    "text": "Als reiner Text",
    "html": "Wie gesendet",
    "add": "🤝 Partner hinzufügen",
    "limited": "Eingeschränkter Zugriff",
    "product": "Webshop",
    "done": "Fertig",
    "send": "📨 Anfrage senden",
    "asked": "möchte mit Ihnen zusammenarbeiten",
    "reminder": "⏰ Zur Erinnerung",
    "week": "Nächste Woche",
    "confirm": "✅ Bestätigen",
    "active": "ist jetzt aktiv",
}
ENGLISH = {
    "mail": "Mailbox, 2 new",
    "text": "As plain text",
    "html": "As it was sent",
    "add": "🤝 Add a partner",
    "limited": "Limited access",
    "product": "Mail",
    "done": "Done",
    "send": "📨 Send the request",
    "asked": "would like to work with you",
    "reminder": "⏰ A reminder",
    "week": "Next week",
    "confirm": "✅ Confirm",
    "active": "is active now",
}
IN_BOTH = [pytest.param("de-CH", GERMAN, id="de"), pytest.param("en-GB", ENGLISH, id="en")]
Opens: TypeAlias = Callable[..., Page]


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Opens a page. A defect of its scripts fails the test."""
    defects: list[str] = []
    contexts = []

    def open_page(address: str, locale: str, *, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: defects.append(str(error.error)))
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not defects


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with post_office() as opened:
        yield opened


@pytest.mark.parametrize(("locale", "words"), IN_BOTH)
def test_a_letter_is_shown_and_leads_to_the_chat(
    post: Post, opens: Opens, locale: str, words: Mapping[str, str]
) -> None:
    subject, name = f"Request {locale}", f"first-{locale}"
    page = opens(f"{post.world.url}/?token={post.world.token}", locale, dark=locale == "en-GB")
    expect(pane(page, "left").locator("[data-message-id]").first).to_be_visible()
    title = page.title()
    html = LETTER.replace("HERE", post.world.url)
    seen = len(post.world.play("GET", "/mail"))
    role(page, "mail").click()
    role(page, "close-mail").click()
    post.send(letter(subject, name, html), "nora@partner.example")
    post.send(letter(f"{subject}: reminder", f"second-{locale}", html, after=name), "nora@partner.example")
    expect(role(page, "mail")).to_have_attribute("aria-label", words["mail"])
    role(page, "mail").click()
    thread = page.locator(".mails li").first
    expect(thread.locator(".badge")).to_have_text("2")
    expect(thread.locator(".to")).to_contain_text("Nora <nora@partner.example>")
    thread.locator("summary").click()
    expect(role(thread, "letter")).to_have_count(2)
    newest = role(thread, "letter").first
    frame = newest.frame_locator("iframe")
    expect(frame.get_by_text("Alpweb wants to work with you.")).to_be_visible()
    assert frame.get_by_alt_text("Logo").evaluate("picture => picture.naturalWidth") == 1
    assert page.title() == title
    expect(frame.locator("body")).to_have_css(
        "background-color", "rgb(16, 16, 16)" if locale == "en-GB" else "rgba(0, 0, 0, 0)"
    )
    newest.get_by_role("button", name=words["text"]).click()
    expect(newest.get_by_text("Plain words.")).to_be_visible()
    expect(newest.locator("iframe")).to_be_hidden()
    newest.get_by_role("button", name=words["html"]).click()
    with page.context.expect_page() as other:
        frame.get_by_text("A page").click()
    assert other.value.url == f"{post.world.url}/play"
    other.value.close()

    frame.get_by_text("Open in Telegram").click()
    expect(pane(page, "right").get_by_text("/start open_7").last).to_be_visible()
    assert post.world.updates()[-1]["message"]["from"]["id"] == post.nora
    assert len(post.world.play("GET", "/mail")) == seen + 2
    page.reload()
    expect(role(page, "mail")).not_to_have_attribute("aria-label", words["mail"])


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_the_page_is_as_wide_as_its_window(demo: str, opens: Opens, width: int) -> None:
    page = opens(demo, "de-CH", width=width)
    expect(role(page, "date")).to_be_visible()
    role(page, "mail").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[str]:
    """The address of a demo whose people are connected."""
    with program(folder, "demo", "--port", str(free_port())) as running:
        page = DemoPage(running)
        page.waits_until_told()
        yield page.url
        assert running.end() == 0
        assert "ERROR" not in running.output
        assert "Traceback" not in running.output


@pytest.mark.parametrize(
    ("locale", "words", "people"),
    [
        pytest.param("de-CH", GERMAN, (LEA, RETO), id="de"),
        pytest.param("en-GB", ENGLISH, (EMMA, AOIFE), id="en"),
    ],
)
def test_a_week_passes_at_a_press(
    demo: str, folder: Path, opens: Opens, locale: str, words: Mapping[str, str], people: tuple[Persona, Persona]
) -> None:
    client, partner = people
    page = opens(demo, locale)
    asking, asked = pane(page, "left"), pane(page, "right")
    for side, persona in ((asking, client), (asked, partner)):
        role(side, "persona").select_option(str(persona.telegram_id))
        role(side, "start").click()
    tap(asking, words["add"])
    tap(asking, partner.organisation or "")
    tap(asking, words["limited"])
    tap(asking, words["product"])
    if locale == "en-GB":
        tap(asking, "Mail harbour-tea.example")
    tap(asking, words["done"])
    tap(asking, words["send"])
    expect(asked.get_by_text(words["asked"]).last).to_be_visible()

    before = role(page, "date").inner_text()
    week = page.get_by_role("button", name=words["week"])
    week.click()
    expect(week).to_be_disabled()
    expect(week).to_be_enabled()
    expect(role(page, "date")).not_to_have_text(before)
    expect(asked.get_by_text(words["reminder"]).last).to_be_visible()
    assert json.loads((folder / "var" / "demo-clock.json").read_text())["days_left"] == 0

    # The provider's systems still know the desk's events for genuine, and answer.
    tap(asked, words["confirm"])
    expect(asking.get_by_text(words["active"]).last).to_be_visible()


def tap(chat: Locator, label: str) -> None:
    chat.get_by_role("button", name=label).last.click()
