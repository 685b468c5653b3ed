"""Companies that want to become partners, and what they tap."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import Application, Organisation
from tests.desk import Desk
from tests.people import Chat

NUMBER = "CHE123456788"
ACCEPTS = 4
"""What a partner promises, one tap each (facts 6–9)."""


def applicant(desk: Desk, *, lang: str = "en", **more: object) -> Chat:
    """A legal representative of a verified company with a register number, whose listed products are worth CHF 480."""
    return desk.client("Alpweb AG", lang=lang, number=NUMBER, **more)  # type: ignore[arg-type]


def accepts_all(chat: Chat) -> None:
    """Accepts support, invoices, tenders and terms."""
    for _ in range(ACCEPTS):
        chat.taps("✅ I accept this")


def fills_in(chat: Chat, *, value: str = "CHF 2400") -> None:
    """Everything up to the review."""
    chat.says("/becomepartner")
    chat.says("alpweb.example")
    chat.says(value)
    accepts_all(chat)


def applied(chat: Chat) -> None:
    """The application is sent."""
    fills_in(chat)
    chat.taps("📨 Apply")


def stored(desk: Desk) -> Application:
    """The last application."""
    with desk.work() as work:
        return work.session.scalars(select(Application).order_by(Application.id.desc())).first() or Application()


def organisation(desk: Desk, chat: Chat) -> Organisation:
    """The chat's organisation as it is now."""
    with desk.work() as work:
        return work.session.get_one(Organisation, chat.organisation_id)
