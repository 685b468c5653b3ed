"""The provider's console decides over the API, and people in Telegram read it: what was done, and that it was there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from domain.words import Day, Msg, Value
from services.accounts import linking
from storage.work import Units
from tests.bot.api.provider import (
    CLIENT,
    CLIENTS,
    LEA,
    MAIL,
    NOAH,
    PARTNER,
    PARTNERS,
    SHOP,
    SITE,
    Provider,
    seed,
)
from tests.bot.trials import until
from tests.desk import START, Desk, Loop
from tests.people import Chat

SEEGARTEN, ALPWEB = "Seegarten Hotels (Demo)", "Alpweb (Demo)"
THERE = Msg("in the console")


@dataclass(frozen=True)
class Scene:
    """Lea and Noah, who are in the provider's console and have connected their Telegram with it."""

    provider: Provider
    lea: Chat
    noah: Chat

    def reads(self, chat: Chat, text: str, **values: Value) -> None:
        """Somebody reads these words within a moment: the bot finds what another process has left to it."""
        wanted = chat.words(text, **values)
        until(lambda: any(wanted in message["text"] for message in chat.from_bot()))


@pytest.fixture
def scene(desk: Desk, loop: Loop, lang: str) -> Scene:
    provider = Provider(Units(desk.app.units.engine, desk.clock), desk.app.desk, loop)
    seed(provider.units)
    lea, noah = desk.newcomer("Lea", lang), desk.newcomer("Noah", lang)
    for chat, account, number, name in ((lea, CLIENT, LEA, SEEGARTEN), (noah, PARTNER, NOAH, ALPWEB)):
        with desk.work() as work:
            token = linking.make_link(work, desk.settings.programme, account, number).token
            chat.organisation_id = linking.connect(work, chat.row(work), token).id
            work.events.clear()
        chat.organisation_name = name
    return Scene(provider, lea, noah)


def test_what_is_asked_and_confirmed_in_the_console_is_read_in_the_chat(scene: Scene) -> None:
    made = scene.provider.request(SITE, SHOP)
    scene.reads(
        scene.noah, "📩 <b>{client} would like to work with you.</b> Please confirm or decline.", client=SEEGARTEN
    )
    # Lea has asked in the console, and may be at her phone now: she reads it as well.
    scene.reads(scene.lea, "📨 A request to {partner} has been sent {where}.", where=THERE, partner=ALPWEB)
    scene.lea.taps("🤝 Show")

    scene.provider.does("POST", f"/partnerships/{made}/confirm", {"by": PARTNERS})
    scene.reads(scene.lea, "🎉 <b>{other} has confirmed.</b> The partnership begins now.", other=ALPWEB)
    scene.reads(scene.noah, "🎉 The partnership with {other} has been confirmed {where}.", where=THERE, other=SEEGARTEN)
    for chat in (scene.lea, scene.noah):  # the cards that both had before
        scene.reads(chat, "✅ Confirmed on {day} {where}", where=THERE, day=Day(START))


def test_what_is_declined_in_the_console_is_read_in_the_chat(scene: Scene) -> None:
    made = scene.provider.request(SITE)
    scene.provider.does("POST", f"/partnerships/{made}/decline", {"by": PARTNERS, "reason": "Too far <away> & high"})

    scene.reads(scene.lea, "❌ <b>{other} has declined your request.</b>", other=ALPWEB)
    assert "Too far <away> & high" in scene.lea.reads()
    scene.reads(scene.noah, "❌ The request from {other} has been declined {where}.", where=THERE, other=SEEGARTEN)
    assert scene.noah.words("{what_happened} – {where}", what_happened="", where=THERE) in scene.noah.taps("🤝 Show")


def test_what_is_withdrawn_in_the_console_is_read_in_the_chat(scene: Scene) -> None:
    made = scene.provider.request()
    scene.provider.does("POST", f"/partnerships/{made}/withdraw", {"by": CLIENTS})

    scene.reads(scene.lea, "↩️ The request to {other} has been withdrawn {where}.", where=THERE, other=ALPWEB)
    scene.reads(scene.noah, "↩️ {other} has withdrawn its request. There is nothing more to do.", other=SEEGARTEN)


def test_terms_that_are_changed_in_the_console_are_read_in_the_chat(scene: Scene) -> None:
    full = scene.provider.confirmed()
    scene.provider.does("PUT", f"/partnerships/{full}/payment-means", {"by": CLIENTS, "payment_means": "partner"})
    changed = "💳 <b>The payment means of the partnership with {other} have changed.</b>"
    scene.reads(scene.lea, changed, other=ALPWEB)
    scene.reads(scene.lea, "This was done {where}.", where=THERE)
    scene.reads(scene.noah, changed, other=SEEGARTEN)

    scene.provider.does("POST", f"/partnerships/{full}/end", {"by": PARTNERS})
    scene.reads(scene.noah, "⏹ The partnership with {other} has been ended {where}.", where=THERE, other=SEEGARTEN)
    scene.reads(scene.lea, "⏹ <b>{other} has ended the partnership with you.</b>", other=ALPWEB)


def test_products_that_are_changed_in_the_console_are_read_in_the_chat(scene: Scene) -> None:
    limited = scene.provider.confirmed(SITE, SHOP)
    scene.provider.does("PUT", f"/partnerships/{limited}/products", {"by": CLIENTS, "products": [SITE, MAIL]})

    for chat, other in ((scene.lea, ALPWEB), (scene.noah, SEEGARTEN)):
        scene.reads(chat, "📦 <b>The products of the partnership with {other} have changed.</b>", other=other)
        assert any("➕ mail-1.example" in message["text"] for message in chat.from_bot())
        assert any("➖ shop.example" in message["text"] for message in chat.from_bot())


def test_what_is_confirmed_in_the_chat_cannot_be_declined_in_the_console(scene: Scene) -> None:
    made = scene.provider.request(SITE)
    until(lambda: scene.noah.words("✅ Confirm") in scene.noah.buttons())
    scene.noah.taps("✅ Confirm")

    refused = scene.provider.call("POST", f"/partnerships/{made}/decline", {"by": PARTNERS})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:handschlag:problem:not-possible-now")
    assert "already confirmed" in refused.json()["detail"]
    assert scene.noah.words("✅ Confirmed on {day} {where}", where=THERE, day=Day(START)) not in scene.noah.reads_all()
