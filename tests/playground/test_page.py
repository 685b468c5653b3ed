"""The playground's page in a browser. The test is the bot: it calls the Bot API, a person clicks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.playground.playing import Json, Playing

Opens: TypeAlias = Callable[..., Page]
LONG = "Zahlungsmittelvereinbarung mit dem Reseller unterzeichnen"


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Opens a world's page, with Mia on the left; a defect of its scripts fails the test."""
    defects: list[str] = []
    pages: list[Page] = []

    def open_page(world: Playing, width: int = 1280, height: int = 860, *, dark: bool = False) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": height}, locale="en-GB", color_scheme="dark" if dark else "light"
        )
        pages.append(page)
        page.on("pageerror", lambda error: defects.append(str(error)))
        page.goto(f"{world.url}/?token={world.token}")
        expect(pane(page, "left").get_by_text("/start")).to_be_visible()
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not defects


def pane(page: Page, side: str) -> Locator:
    return page.locator(f'[data-pane="{side}"]')


def role(where: Page | Locator, name: str) -> Locator:
    return where.locator(f'[data-role="{name}"]')


def bubble(where: Locator, message_id: int) -> Locator:
    return where.locator(f'[data-message-id="{message_id}"]')


def button(where: Locator, text: str) -> Locator:
    return where.get_by_role("button", name=text, exact=True)


def keys(*rows: list[str]) -> Json:
    """An inline keyboard; a label's beginning is its data too."""
    return {"inline_keyboard": [[{"text": text, "callback_data": text[:32]} for text in row] for row in rows]}


def test_a_button_waits_for_the_answer_and_shows_it(world: Playing, opens: Opens) -> None:
    page = opens(world)
    left = pane(page, "left")
    offer = world.sends("Alpweb <b>vollen</b> Zugriff geben?", parse_mode="HTML", reply_markup=keys(["Ja", "Nein"]))
    expect(bubble(left, offer)).to_have_attribute("data-from", "bot")
    expect(bubble(left, offer).locator("b")).to_have_text("vollen")
    with page.expect_response("**/press"):
        button(left, "Ja").click()
    expect(button(left, "Ja")).to_have_attribute("aria-busy", "true")
    query = world.update()["callback_query"]
    assert query["data"] == "Ja"

    world.result("answerCallbackQuery", callback_query_id=query["id"], text="Ist notiert.")
    expect(left.locator(".toast")).to_have_text("Ist notiert.")
    expect(button(left, "Ja")).not_to_have_attribute("aria-busy", "true")
    world.result("editMessageText", chat_id=world.mia, message_id=offer, text="Alpweb hat Zugriff.")
    expect(bubble(left, offer)).to_contain_text("Alpweb hat Zugriff.")
    expect(bubble(left, offer).locator(".edited")).to_have_text("bearbeitet")
    expect(button(left, "Ja")).to_have_count(0)


def test_an_alert_asks_for_an_ok(world: Playing, opens: Opens) -> None:
    page = opens(world)
    world.sends("Frage", reply_markup=keys(["Warum?"]))
    with page.expect_response("**/press"):
        button(pane(page, "left"), "Warum?").click()
    query = world.update()["callback_query"]
    world.result("answerCallbackQuery", callback_query_id=query["id"], text="Darum.", show_alert=True)
    expect(page.get_by_role("dialog")).to_contain_text("Darum.")
    button(page.get_by_role("dialog"), "OK").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_commands_are_chosen_by_keyboard(world: Playing, opens: Opens) -> None:
    names = "partners", "requests", "help"
    commands = [{"command": name, "description": f"Hilfe zu {name}"} for name in names]
    world.result("setMyCommands", language_code="de", commands=commands)
    left = pane(opens(world), "left")
    field, options = role(left, "input"), left.get_by_role("listbox").get_by_role("option")

    field.press_sequentially("/")
    expect(options).to_have_count(3)
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("/")
    field.press_sequentially("r")
    expect(options).to_contain_text(["Hilfe zu requests"])
    field.press("Backspace")
    expect(options).to_have_count(3)
    field.press("ArrowDown")
    field.press("Enter")
    expect(left.locator('[data-from="me"]').last).to_contain_text("/requests")
    assert world.update()["message"]["text"] == "/requests"
    expect(field).to_have_value("")


def test_results_are_shown_while_somebody_types_and_one_is_sent(world: Playing, opens: Opens) -> None:
    left = pane(opens(world, 390, 844), "left")
    role(left, "input").fill("@desk_bot shop bern")  # at once: a slow machine asks in between, too
    query = world.result("getUpdates", timeout=20)[-1]["inline_query"]
    assert query["query"] == "shop bern"
    content = {"message_text": "<b>Alpweb</b> in Bern", "parse_mode": "HTML"}
    found = {"type": "article", "title": "Alpweb", "description": "Shopware", "input_message_content": content}
    world.result(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=[{**found, "id": "1"}, {**found, "id": "2", "title": "Nordnet"}],
        button={"text": "Search here", "start_parameter": "open_x"},
    )
    options = left.locator(".results [role=option]")
    expect(options).to_have_text(["Search here", "AlpwebShopware", "NordnetShopware"])
    role(left, "input").press("ArrowDown")
    role(left, "input").press("Enter")
    sent = left.locator('[data-from="me"]', has_text="Alpweb in Bern")
    expect(sent).to_contain_text("über @desk_bot")
    expect(options.first).to_be_hidden()
    assert world.updates()[-1]["message"]["via_bot"]["username"] == "desk_bot"


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_shows_one_chat_without_scrolling_sideways(world: Playing, opens: Opens, width: int) -> None:
    partner = world.person("Luca", role="partner")
    world.says("/start", partner, **{"from": partner})
    rows = [LONG], ["Ausschreibung veröffentlichen", "Produktzugang verwalten"], ["Nein"]
    text = f"{'Reseller' * 14}\n<pre>{'x' * 200}</pre>"
    offer = world.sends(text, parse_mode="HTML", reply_markup=keys(*rows))
    page = opens(world, width, 844)
    left, right = pane(page, "left"), pane(page, "right")
    expect(bubble(left, offer)).to_be_visible()
    expect(right).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for key in left.locator(".keyboard").get_by_role("button").all():
        assert key.evaluate(
            "key => key.scrollWidth <= key.clientWidth && key.getBoundingClientRect().right < innerWidth"
        )

    world.sends("A request for you", chat_id=partner)
    switch = page.locator('[data-role="switch"][data-side="right"]')
    expect(switch.locator(".badge")).to_have_text("1")
    switch.click()
    expect(right.get_by_text("A request for you")).to_be_visible()
    expect(left).to_be_hidden()


def test_dark_follows_the_system_until_somebody_chooses(world: Playing, opens: Opens) -> None:
    page = opens(world, dark=True)

    def brightness() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3])

    assert brightness() < 100
    role(page, "theme").click()
    assert brightness() > 600
    page.reload()
    expect(pane(page, "left")).to_be_visible()
    assert brightness() > 600


def test_a_person_changes_language(world: Playing, opens: Opens) -> None:
    left = pane(opens(world), "left")
    expect(role(left, "input")).to_have_attribute("placeholder", "Nachricht")
    role(left, "language").select_option("en")
    expect(role(left, "input")).to_have_attribute("placeholder", "Message")
    role(left, "input").fill("Hello")
    role(left, "send").click()
    expect(left.get_by_text("Hello")).to_be_visible()
    assert world.update()["message"]["from"]["language_code"] == "en"


def test_messages_are_counted_where_nobody_looks(world: Playing, opens: Opens) -> None:
    urs = world.person("Urs", role="employee")
    world.says("/start", urs, **{"from": urs})
    luca = world.person("Luca", role="partner")
    page = opens(world)
    right = pane(page, "right")
    urs_in_picker = role(right, "persona").locator(f'option[value="{urs}"]')
    role(right, "persona").select_option(str(luca))
    for number in range(2):
        world.sends(f"Task {number}", chat_id=urs)
    expect(urs_in_picker).to_have_attribute("aria-label", "Urs, 2 unread")
    expect(page).to_have_title("(2) Playground")

    role(right, "persona").select_option(str(urs))
    expect(right.get_by_text("Task 1")).to_be_visible()
    expect(urs_in_picker).to_have_attribute("aria-label", "Urs")
    expect(page).to_have_title("Playground")


def test_the_reader_stays_where_the_reader_is(world: Playing, opens: Opens) -> None:
    for number in range(30):
        world.sends(f"Zeile {number}")
    left = pane(opens(world), "left")
    expect(left.get_by_text("Zeile 29")).to_be_in_viewport()
    role(left, "messages").evaluate("list => { list.scrollTop = 0; }")
    expect(role(left, "newer")).to_be_visible()
    world.sends("Noch eine")
    expect(role(left, "newer")).to_have_text("1 neu")
    assert role(left, "messages").evaluate("list => list.scrollTop") == 0

    role(left, "newer").click()
    expect(role(left, "newer")).to_be_hidden()
    world.sends("Die letzte")
    expect(left.get_by_text("Die letzte")).to_be_in_viewport()


def test_who_has_not_started_the_bot_gets_a_button_for_it(world: Playing, opens: Opens) -> None:
    luca = world.person("Luca", role="partner")
    right = pane(opens(world), "right")
    role(right, "start").click()
    expect(right.get_by_text("/start")).to_be_visible()
    expect(role(right, "start")).to_have_count(0)
    assert world.update()["message"]["from"]["id"] == luca


def test_links_to_the_bot_stay_in_the_chat(world: Playing, opens: Opens) -> None:
    page = opens(world)
    left = pane(page, "left")
    link = "https://t.me/desk_bot?start="
    world.sends(f"Hier: {link}abc", reply_markup={"inline_keyboard": [[{"text": "Öffnen", "url": f"{link}xyz"}]]})
    left.get_by_role("link", name=f"{link}abc").click()
    expect(left.get_by_text("/start abc")).to_be_visible()
    button(left, "Öffnen").click()
    expect(left.get_by_text("/start xyz")).to_be_visible()
    assert [update["message"]["text"] for update in world.updates()] == ["/start abc", "/start xyz"]
    assert len(page.context.pages) == 1


def test_a_text_is_never_more_than_a_text(world: Playing, opens: Opens) -> None:
    left = pane(opens(world), "left")
    world.says("<img src=x onerror='throw 1'><b>fett</b>")
    expect(left.get_by_text("<b>fett</b>")).to_be_visible()
    secret = world.sends("<tg-spoiler>geheim</tg-spoiler>", parse_mode="HTML")
    expect(bubble(left, secret).get_by_text("geheim")).to_be_hidden()
    bubble(left, secret).get_by_role("button").press("Enter")
    expect(bubble(left, secret).get_by_text("geheim")).to_be_visible()


def test_a_folded_quotation_opens_and_closes_at_a_tap(world: Playing, opens: Opens) -> None:
    page = opens(world, width=390)
    left = pane(page, "left")
    lines = "\n".join(f"{number}. Zeile, {LONG}" for number in range(1, 7))
    long = bubble(left, world.sends(f"<blockquote expandable>{lines}</blockquote>", parse_mode="HTML"))
    short = bubble(left, world.sends("<blockquote expandable>Kurz</blockquote>", parse_mode="HTML"))
    fold = long.get_by_role("button", expanded=False)
    expect(fold).to_be_visible()

    folded = fold.bounding_box()
    fold.click()
    opened = long.get_by_role("button", expanded=True)
    expect(opened).to_be_visible()
    unfolded = opened.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > 1.8 * folded["height"]
    opened.press("Enter")
    expect(fold).to_be_visible()
    expect(short.get_by_role("button")).to_have_count(0)


def test_the_last_message_is_changed_with_the_arrow_key(world: Playing, opens: Opens) -> None:
    left = pane(opens(world), "left")
    field = role(left, "input")
    field.press("ArrowUp")
    expect(field).to_have_value("/start")
    field.press("Escape")
    field.press("ArrowUp")
    field.fill("Guten")
    field.press("Shift+Enter")
    field.press_sequentially("Tag")
    field.press("Enter")
    expect(bubble(left, world.start)).to_contain_text("Guten\nTag")
    assert world.update()["edited_message"]["text"] == "Guten\nTag"


def test_blocking_takes_the_input_away(world: Playing, opens: Opens) -> None:
    page = opens(world)
    left = pane(page, "left")
    role(left, "chat-menu").click()
    page.get_by_role("menuitem", name="Bot blockieren").click()
    expect(role(left, "input")).to_be_hidden()
    assert world.refusal("sendMessage", chat_id=world.mia, text="Hallo").startswith("Forbidden")
    role(left, "unblock").click()
    expect(role(left, "input")).to_be_visible()


def test_letters_arrive_in_the_mailbox(world: Playing, opens: Opens) -> None:
    page = opens(world)
    toggle, box = role(page, "mail"), role(page, "mailbox")
    toggle.click()
    expect(box.get_by_text("No mail yet")).to_be_visible()
    page.keyboard.press("Escape")
    world.play("POST", "/mail", {"to": "mia@client.example", "subject": "Payment means", "text": "See <b>there</b>"})
    expect(toggle.locator(".badge")).to_have_text("1")
    toggle.click()
    box.get_by_text("Payment means").click()
    expect(box.get_by_text("See <b>there</b>")).to_be_visible()
    expect(toggle.locator(".badge")).to_be_hidden()


def test_the_page_comes_back_with_the_world(world: Playing, opens: Opens) -> None:
    page = opens(world)
    world.play("DELETE", "")
    expect(page.get_by_text("reconnecting")).to_be_visible()
    world.play("PUT", "", {"bot_name": "Desk", "username": "desk_bot"})
    expect(page.get_by_text("There is nobody here yet")).to_be_visible()
    expect(page.get_by_text("reconnecting")).to_be_hidden()
    world.person("Luca")
    expect(pane(page, "left").get_by_text("Luca has not started the bot yet.")).to_be_visible()
