"""Cards speak to their reader: what is the reader's is “yours”, and what is settled is folded away."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer, Status
from tests.desk import Desk
from tests.people import Chat

THIRD_PERSON = {"en": ("the client", "the partner’s"), "de": ("der kunde", "dem kunden", "des kunden", "des partners")}
AGREEMENTS = [(Access.LIMITED, None), (Access.FULL, Payer.CLIENT), (Access.FULL, Payer.PARTNER)]


def opened(chat: Chat, command: str, name: str) -> str:
    """The card of the partnership with `name`, as HTML."""
    chat.says(command)
    chat.taps(name)
    return html(chat)


def html(chat: Chat) -> str:
    """The bot's newest message."""
    return str(chat.from_bot()[-1]["html"])


@pytest.mark.parametrize(("access", "payer"), AGREEMENTS)
def test_consequences_are_folded_on_both_sides_once_they_are_agreed(
    desk: Desk, lang: str, access: Access, payer: Payer | None
) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(client, alpweb, access, payer=payer)

    for chat, command, name in ((client, "/partners", "Alpweb"), (alpweb, "/clients", "Seegarten")):
        text = opened(chat, command, name)
        folded = text.partition("<blockquote expandable>")[2].partition("</blockquote>")[0]
        assert folded.count("\n") == (2 if access is Access.LIMITED else 3)
        assert folded.startswith("🛒")
        assert "🛒" not in text.replace(folded, "")
        assert not [words for words in THIRD_PERSON[lang] if words in text.lower()]


@pytest.mark.parametrize(("access", "payer"), AGREEMENTS)
def test_the_partners_request_says_in_full_what_follows(
    desk: Desk, lang: str, access: Access, payer: Payer | None
) -> None:
    client, alpweb = desk.client("Seegarten", lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(client, alpweb, access, payer=payer, status=Status.PENDING)

    asked = opened(alpweb, "/requests", "Seegarten")
    assert "🛒" in asked
    assert "<blockquote" not in asked
    assert not [words for words in THIRD_PERSON[lang] if words in asked.lower()]
    assert "<blockquote expandable>" in opened(client, "/partners", "Alpweb")
    alpweb.taps("✅ Confirm")
    assert "<blockquote expandable>" in html(alpweb)


def test_of_many_cards_of_one_request_the_newest_decides_and_the_oldest_says_what_was_last(desk: Desk) -> None:
    client, alpweb = desk.client("Seegarten"), desk.partner("Alpweb")
    client.says("/addpartner")
    for label in ("Alpweb", "Full access", "Your payment means", "Send the request"):
        client.taps(label)
    first = alpweb.from_bot()[-1]["message_id"]
    for days in (3, 11):
        desk.clock.advance(days=days)
        desk.look_at_deadlines()

    client.taps("Send again")  # the fourth card

    oldest = next(message for message in alpweb.from_bot() if message["message_id"] == first)
    assert "until January 6, 2027" in oldest["text"]
    assert not oldest["keyboard"]
    alpweb.taps("Confirm")
    assert desk.status(1) is Status.ACTIVE
