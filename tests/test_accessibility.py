"""Every page can be used by everybody: axe-core finds nothing wrong with it, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.intake.webhook_server import listen
from playground.provider.server import Provider
from playground.serving import PlaygroundServer
from services.mail import confirming
from tests.accessible import faults
from tests.bot.pages.scene import Scene
from tests.desk import Desk, Loop
from tests.playground.playing import Playing
from tests.playground.provider.fake_desk import SECRET, TOKEN, fake_desk
from tests.playground.test_page import keys, pane, role


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB")
    yield opened
    opened.close()


@pytest.fixture
def scene(playground_url: str, database_url: str, loop: Loop) -> Iterator[Scene]:
    listening = listen("127.0.0.1:0")
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    desk = Desk(playground_url, database_url, loop, pages=listening, pages_url=url)
    yield Scene(desk)
    desk.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_pages_of_links_in_mails(scene: Scene, page: Page) -> None:
    scene.desk.app.units.mails = True
    found: list[str] = []
    request = scene.request()
    answer = scene.link(request)
    with scene.desk.work() as work:
        address = scene.desk.app.desk.around.pages.confirm_address(
            confirming.ask(work, scene.lea.row(work), "lea@seegarten.example").token
        )
    assert address is not None

    def looks(name: str, url: str | None = None) -> None:
        if url is not None:
            page.goto(url)
        found.extend(f"{name}: {fault}" for fault in faults(page))

    looks("a request", answer)
    looks("a question about an address", address)
    page.get_by_role("button").click()
    looks("an address confirmed")
    looks("what is known to nobody", answer[:-4])
    page.goto(answer)
    page.get_by_role("button", name="Confirm").click()
    looks("a request confirmed")

    assert found == []


def test_the_local_telegram(playground_url: str, page: Page) -> None:
    world = Playing(playground_url)
    world.result("setMyCommands", commands=[{"command": f"do{n}", "description": f"Does {n}"} for n in range(30)])
    world.sends("Give Alpweb <b>full</b> access?", parse_mode="HTML", reply_markup=keys(["Yes", "No"]))
    world.play("POST", "/mail", {"to": "mia@client.example", "subject": "Payment means", "text": "See there"})
    page.goto(f"{world.url}/?token={world.token}")
    left = pane(page, "left")
    expect(left.get_by_text("full")).to_be_visible()
    found: list[str] = []

    def looks(name: str) -> None:
        found.extend(f"{name}: {fault}" for fault in faults(page))

    looks("two chats")
    role(left, "input").fill("/")
    expect(left.get_by_role("listbox", name="Befehle")).to_have_attribute("tabindex", "0")
    looks("commands")
    role(left, "input").fill("")
    role(left, "chat-menu").click()
    looks("a menu")
    page.keyboard.press("Escape")
    role(page, "mail").click()
    looks("the mailbox")
    page.set_viewport_size({"width": 390, "height": 800})
    looks("on a phone")
    world.close()

    assert found == []


def test_the_providers_console(page: Page) -> None:
    with fake_desk() as desk, PlaygroundServer(provider=Provider(desk.url, TOKEN, SECRET)) as server:
        page.goto(f"{server.url}/provider/")
        expect(role(page, "products").locator("li, tr, article").first).to_be_visible()
        found = faults(page)
        for opens in ("connect", "add-partner", "add-product", "close-account"):
            role(page, opens).first.click()
            dialog = page.get_by_role("dialog")
            expect(dialog).to_be_visible()
            found += [f"after {opens}: {fault}" for fault in faults(page)]
            dialog.get_by_role("button").first.click()
            expect(dialog).to_have_count(0)

    assert found == []
