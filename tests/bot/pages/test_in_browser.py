"""Pages in a browser without scripts, by keyboard alone, and as a screen reader has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.pages import LinkUse
from domain.partnerships.rules import Status
from services.partnerships import requesting
from tests.bot.pages.scene import Scene
from tests.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CLIENT = "Seegarten Hotels"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's narrow tab without scripts, in which nothing may be fetched but pages, nor be wider than it."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    opened = context.new_page()
    fetched: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: fetched.append(request.resource_type))
    opened.on("console", lambda message: complaints.append(message.text))
    yield opened
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
    assert set(fetched) == {"document"}
    # A refused answer's page comes with its status.
    assert not [each for each in complaints if "409" not in each]


def press(page: Page, name: str, *, after: int) -> None:
    """Reaches the button of this name by so many presses of the tab key, and presses it."""
    for _ in range(after):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_answer_by_keyboard_as_it_is_read_out(desk: Desk, page: Page, lang: str) -> None:
    scene = Scene(desk, lang)
    made = scene.request()
    url = scene.link(made)
    confirm, decline = scene.words("Confirm"), scene.words("Decline")
    title = scene.words("{client} would like to work with you", client=CLIENT)
    reason = scene.words("Reason for declining, if you like: {other} reads it.", other=CLIENT)

    page.goto(url)

    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page).to_have_title(f"{title} – Infomaniak")
    expect(page.locator("body")).to_match_aria_snapshot(
        f"""
        - banner:
          - navigation "{scene.words("Language")}":
            - list:
              - listitem:
                - link "Deutsch"
              - listitem:
                - link "English"
        - main:
          - heading "{title}" [level=1]
          - region "{scene.words("Who asks")}":
            - heading "{scene.words("Who asks")}" [level=2]
          - region "{scene.words("What it is about")}":
            - heading "{scene.words("What it is about")}" [level=2]
            - heading "Hosting" [level=3]
            - list:
              - listitem: seegarten.example
              - listitem: Webshop
          - region "{scene.words("What confirming means")}":
            - heading "{scene.words("What confirming means")}" [level=2]
            - list
          - region "{scene.words("Your answer")}":
            - heading "{scene.words("Your answer")}" [level=2]
            - button "{confirm}"
            - text: "{reason}"
            - 'textbox "{reason}"'
            - button "{decline}"
        - contentinfo:
          - navigation "{scene.words("Further")}"
        """
    )
    if lang == "en":
        press(page, confirm, after=3)
        done, use = scene.words("🎉 The partnership with {other} is confirmed.", other=CLIENT), LinkUse.CONFIRMED
    else:
        for _ in range(4):
            page.keyboard.press("Tab")
        page.keyboard.type("Keine Zeit, leider: «Umbau»")
        press(page, decline, after=1)
        done, use = scene.words("The request is declined, and {other} is told.", other=CLIENT), LinkUse.DECLINED

    expect(page.get_by_role("heading", level=1)).to_have_text(done)
    desk.settle()
    assert scene.links() == [(use, True)]
    if lang == "de":
        assert "Keine Zeit, leider: «Umbau»" in scene.lea.reads()
    page.reload()  # the link is used: it shows how it stands, and asks for nothing
    expect(page.get_by_role("heading", level=1)).to_have_text(done)
    expect(page.get_by_role("button")).to_have_count(0)


def test_what_has_come_between_is_read_out_first(scene: Scene, page: Page) -> None:
    made = scene.request()
    url = scene.link(made)
    page.goto(url)
    page.get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("link", name="English").click()
    with scene.desk.work() as work:
        requesting.withdraw(work, scene.lea.row(work), made)

    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("alert")).to_contain_text("answered already, or is closed")
    expect(page).to_have_title("Please note: There is nothing to answer here now – Infomaniak")
    expect(page.get_by_role("button")).to_have_count(0)
    assert scene.desk.status(made) is Status.WITHDRAWN
    scene.desk.clock.advance(days=31)
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link is over")
