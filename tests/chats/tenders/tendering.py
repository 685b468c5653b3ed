"""Clients that publish tenders, and partners who are told of them."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import Tender
from tests.desk import Desk
from tests.people import Chat

SUBJECT = "New website for our hotel"
WANTED = (
    "Our website is from 2015 and cannot be read on phones. We want twelve pages in two languages, and to change the "
    "texts ourselves later."
)


def fills_in(chat: Chat, *, subject: str = SUBJECT, wanted: str = WANTED, region: str = "Bern") -> None:
    """Everything up to the review: a website, CHF 3000 to 5000, in a week, named, without files."""
    chat.says("/newtender")
    chat.taps("New website")
    chat.says(subject)
    chat.says(wanted)
    chat.says("3000-5000")
    chat.says(region)
    chat.taps("Done ({count} chosen)", count=1)
    chat.taps("No files")
    chat.says("30.11.2026 17:00")
    chat.taps("👁 Yes, with our name")


def publishes(chat: Chat, **more: str) -> Tender:
    """A tender is out, or waits for support."""
    fills_in(chat, **more)
    chat.taps("📣 Publish")
    return newest(chat.desk)


def subscribes(chat: Chat, pace: str = "🔔 At once") -> None:
    """Wants to be told of websites, everywhere."""
    chat.says("/tenders")
    chat.taps("🔔 Tell me")
    chat.taps("New website")
    chat.taps("Done ({count} chosen)", count=1)
    chat.taps("Done ({count} chosen)", count=1)
    chat.taps("Done ({count} chosen)", count=1)
    chat.taps("Any budget")
    chat.taps(pace)
    chat.taps("🔔 Yes, tell me")


def newest(desk: Desk) -> Tender:
    """The last tender."""
    with desk.work() as work:
        found = work.session.scalars(select(Tender).order_by(Tender.id.desc())).first()
        assert found is not None
        return found


def read(chat: Chat) -> str:
    """The bot's newest message, with plain blanks."""
    return chat.reads().replace("\u00a0", " ").replace("\u202f", " ")
