"""What support replies to a card in its group: words of its own are a question, and behind `/decline` a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.chat.incoming import Command, Incoming, Text
from handlers.chat.post import Post
from handlers.chat.turn import Declared, Surroundings
from handlers.support.group_turn import GroupTurn
from services.partnerships.enquiries import read_remark
from storage.runtime.cards import card_in
from storage.support import staff, support_group
from storage.tables import Card
from storage.work import Work

DECLINE, ASK = "decline", "askback"


@dataclass(frozen=True, slots=True)
class CardReply:
    """A reply to a card: to decline with these words, or to ask; `said` raises `RemarkRefused` for none or too many."""

    card: Card
    declines: bool
    words: str

    @property
    def said(self) -> str:
        """The words as they are stored."""
        return read_remark(self.words)


def reply_to_card(work: Work, incoming: Incoming) -> CardReply | None:
    """The reply, if it is one to a card that stands in the group."""
    if not incoming.reply_to:
        return None
    match incoming.content:
        case Text(text=text):
            declines = False
        case Command(name=name, argument=text) if name in {DECLINE, ASK}:
            declines = name == DECLINE
        case _:
            return None
    card = card_in(work.session, incoming.chat_id, incoming.reply_to)
    return CardReply(card, declines, text) if card is not None else None


def who_replies(
    work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming
) -> str | None:
    """The name of the person of support; to somebody else, it is said that they are none."""
    known = staff(work.session, incoming.sender.telegram_id)
    if known is None:
        GroupTurn(work, post, around, forms, incoming, None, support_group(work.session), None).say_stranger()
        return None
    work.operator = known.name
    return known.name
