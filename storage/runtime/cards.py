"""Cards: messages that keep showing the live state of a record: a partnership, or what is to be judged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session

from storage.tables import Card, Partnership
from storage.tables.runtime import SHOWN

_SHOWING = {
    column: select(Card).where(getattr(Card, column) == bindparam("number")).order_by(Card.id) for column in SHOWN
}
_IN_MESSAGE = select(Card).where(Card.chat_id == bindparam("chat"), Card.message_id == bindparam("message"))


def card_message_id(session: Session, card_id: int) -> int | None:
    """The message in which a card stands, once it has been delivered."""
    return session.scalar(select(Card.message_id).where(Card.id == card_id))


def cards_of(session: Session, partnership_id: int) -> Sequence[Card]:
    """The messages that show this partnership."""
    return cards_showing(session, "partnership_id", partnership_id)


def cards_showing(session: Session, column: str, number: int) -> Sequence[Card]:
    """The messages that show the record with this number; the `column` of cards says of what kind it is."""
    return session.scalars(_SHOWING[column], {"number": number}).all()


def card_in(session: Session, chat_id: int, message_id: int) -> Card | None:
    """The card that stands in this message, if one does."""
    return session.scalar(_IN_MESSAGE, {"chat": chat_id, "message": message_id})


def cards_of_claim(session: Session, claim_id: int) -> Sequence[Card]:
    """The messages that show this claim."""
    return cards_showing(session, "claim_id", claim_id)


def cards_about(session: Session, chat_id: int, organisation_id: int) -> Sequence[tuple[Card, Partnership]]:
    """The messages of this chat that show a partnership of the organisation, each with its partnership."""
    of_it = or_(Partnership.client_id == organisation_id, Partnership.partner_id == organisation_id)
    query = select(Card, Partnership).join(Card.partnership).where(Card.chat_id == chat_id, of_it)
    return [(card, partnership) for card, partnership in session.execute(query.order_by(Card.id))]


def cards_between(session: Session, client_id: int, partner_id: int) -> Sequence[tuple[Card, Partnership]]:
    """The messages that show a partnership of the two, in any chat, each with its partnership."""
    of_both = (Partnership.client_id == client_id, Partnership.partner_id == partner_id)
    query = select(Card, Partnership).join(Card.partnership).where(*of_both).order_by(Card.id)
    return [(card, partnership) for card, partnership in session.execute(query)]


def forget_card(session: Session, chat_id: int, message_id: int) -> None:
    """The message shows something else from now on."""
    session.execute(delete(Card).where(Card.chat_id == chat_id, Card.message_id == message_id))
