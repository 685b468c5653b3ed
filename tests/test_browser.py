"""A whole partnership in a browser: the real bot beside the playground's page, and two people who click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from domain.partnerships.rules import Access, Status
from domain.words import Msg, Value
from storage.partnerships import newest_of_partner
from tests.desk import Desk
from tests.people import Chat
from tests.playground.test_page import pane, role
from tests.programmes import INFOMANIAK

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def page(browser: Browser, desk: Desk, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The playground's page with the desk's world. A test that fails leaves a picture of it."""
    defects: list[str] = []
    failed = request.session.testsfailed
    opened = browser.new_page(viewport={"width": 1280, "height": 860})
    opened.on("pageerror", lambda error: defects.append(str(error)))
    opened.goto(f"{desk.settings.api_url}/?token={desk.token}")
    yield opened
    if request.session.testsfailed > failed:
        opened.screenshot(path=tmp_path / "page.png")
    opened.close()
    assert not defects


class AtThePage:
    """Somebody in one of the page's two windows. Labels and texts are the desk's, found in the person's language."""

    def __init__(self, page: Page, side: str, chat: Chat) -> None:
        self._chat = chat
        self._pane = pane(page, side)
        role(self._pane, "persona").select_option(str(chat.id))

    def enters(self, place: str) -> None:
        """Turns to a topic of a group."""
        rooms = role(self._pane, "room")
        option = rooms.locator("option", has_text=place)
        expect(option).to_have_count(1)
        rooms.select_option(option.get_attribute("value"))

    def starts(self) -> None:
        role(self._pane, "start").click()

    def taps(self, label: str, **values: Value) -> None:
        name = self._chat.words(label, **values)
        self._pane.get_by_role("button", name=name, exact=True).last.click()

    def writes(self, words: str) -> None:
        role(self._pane, "input").fill(words)
        role(self._pane, "send").click()

    def reads(self, text: str, **values: Value) -> Locator:
        """Waits for a message that holds these words; the newest one, whatever it will hold later."""
        message = self._pane.locator('[data-from="bot"]', has_text=self._chat.words(text, **values)).last
        expect(message).to_be_visible()
        return self._pane.locator(f'[data-message-id="{message.get_attribute("data-message-id")}"]')


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_partnership_by_clicking(desk: Desk, page: Page, lang: str) -> None:
    alpweb = desk.partner("Alpweb", lang=lang)
    page.reload()
    lea = AtThePage(page, "left", desk.person("Lea", lang=lang))
    noah = AtThePage(page, "right", alpweb)

    lea.starts()
    lea.taps("📝 Register an organisation")
    lea.taps("🏢 {kind}", kind=Msg("Company"))
    lea.reads(
        "<b>What is the company called?</b>\n\n"
        "Please type its name as the commercial register has it, for example “Alpweb AG”."
    )
    lea.writes("Seegarten Hotels")
    lea.taps("🇨🇭 Schweiz" if lang == "de" else "🇨🇭 Switzerland")
    lea.taps("⏭ Leave it out")
    lea.taps("✅ I declare this")
    lea.taps("✅ Register")

    lea.taps("📦 Add a product")
    hosting = INFOMANIAK.kind("web_hosting")
    lea.taps("Webhosting" if lang == "de" else "Web hosting")
    lea.reads("<b>What is the product called?</b> ({kind})", kind=hosting)
    lea.writes("Webshop")
    lea.reads("<b>What does {product} cost a year?</b>", product="Webshop")
    lea.writes("240")
    lea.taps("✅ Add it")
    lea.reads("✅ <b>{product}</b> is on your list. You can give a partner access to it.", product="Webshop")

    lea.taps("🤝 Add a partner")
    lea.taps("Alpweb")
    lea.taps("Limited access")
    lea.taps("◻️ Webshop")
    lea.taps("Done ({count} chosen)", count=1)
    lea.taps("📨 Send the request")
    waiting = lea.reads(
        "📨 Your request is on its way. I will tell you as soon as {partner} answers.", partner="Alpweb"
    )

    noah.reads("📩 <b>{client} would like to work with you.</b> Please confirm or decline.", client="Seegarten Hotels")
    noah.taps("✅ Confirm")
    noah.reads("🎉 The partnership with {other} is confirmed.", other="Seegarten Hotels")

    lea.reads("🎉 <b>{other} has confirmed.</b> The partnership begins now.", other="Alpweb")
    expect(waiting).to_contain_text("Bestätigt am" if lang == "de" else "Confirmed on")
    with desk.work() as work:
        (made,) = newest_of_partner(work.session, alpweb.organisation_id, Status.ACTIVE, work.now, limit=2)
        assert made.access == Access.LIMITED
        assert made.client.name == "Seegarten Hotels"


def test_a_document_by_clicking(desk: Desk, page: Page, browser: Browser) -> None:
    seegarten, alpweb = desk.client("Seegarten", lang="de"), desk.partner("Alpweb")
    desk.partnership(seegarten, alpweb)
    page.reload()
    lea = AtThePage(page, "left", seegarten)
    lea.writes("/partners")
    lea.taps("✅ Alpweb")
    lea.taps("🕘 History")
    lea.taps("📄 As a document")
    shown = page.get_by_role("link", name="Verlauf-Alpweb-2026-11-23.html")
    expect(shown).to_be_visible()
    with page.expect_download() as download:
        shown.click()
    assert download.value.suggested_filename == "Verlauf-Alpweb-2026-11-23.html"
    kept = Path(download.value.path()).read_bytes()
    assert kept == seegarten.reads_file()
    paper = browser.new_page()
    paper.set_content(kept.decode())
    expect(paper.get_by_role("heading", name="Seegarten – Alpweb")).to_be_visible()
    paper.close()


def test_a_case_by_clicking(desk: Desk, page: Page) -> None:
    client, support = desk.client(lang="de"), desk.support(lang="de")
    page.reload()
    lea = AtThePage(page, "left", client)
    nina = AtThePage(page, "right", support.nina)

    lea.writes("/human")
    lea.reads("💬 <b>Support listens to you now.</b>")
    lea.writes("Wo ist meine Rechnung?")
    lea.reads("📨 Support has your message.")

    nina.enters("Lea · Seegarten Hotels")
    nina.reads("Wo ist meine Rechnung?")
    nina.writes("Im Postfach vom Mai.")
    lea.reads("Im Postfach vom Mai.")
    nina.writes("/close")
    nina.reads("✅ <b>Closed:</b> {title}", title="Lea · Seegarten Hotels")
    lea.reads("✅ Support has closed the conversation. I am at your service again.")
