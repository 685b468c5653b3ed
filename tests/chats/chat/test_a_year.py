"""A year passes, with both changes of the clocks: everything happens once, at its hour where its reader is."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from domain.daytime import is_daytime
from domain.partnerships.rules import Status
from services.partnerships.deadlines import last_until
from services.privacy.keeping import RETENTION
from storage.tables import Conversation, Due, Partnership
from tests.desk import Desk
from tests.people import Chat

ZURICH, NEW_YORK = ZoneInfo("Europe/Zurich"), ZoneInfo("America/New_York")
BEGIN = dt.datetime(2026, 3, 26, 22, 30, tzinfo=dt.UTC)
"""A Thursday, half past eleven in the evening in Zurich; on Sunday its clocks go forward. In New York they have."""
END = dt.datetime(2027, 4, 1, tzinfo=dt.UTC)
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
READ = (
    ("2026-03-28 07:00", "client", "2 reminders for you"),  # eight o'clock: a form, and the last day tomorrow
    ("2026-03-28 07:00", "alpweb", "ends tomorrow"),
    ("2026-03-29 22:00", "client", "has ended"),  # midnight, an hour sooner than the days before
    ("2026-03-29 22:00", "alpweb", "has ended"),
    ("2026-03-29 22:30", "overseas", "A reminder"),  # after three days: half past six in the evening
    ("2026-03-30 13:00", "overseas", "You asked me to remind you"),  # Monday, nine o'clock
    ("2026-04-09 22:30", "overseas", "A reminder"),
    ("2026-04-25 22:30", "client", "has lapsed"),  # at once, although it is night in Zurich
    ("2026-04-25 22:30", "overseas", "has lapsed"),
    ("2026-09-25 06:00", "client", "ends in 30 days"),  # eight o'clock is an hour sooner in summer
    ("2026-09-25 06:00", "nordnet", "ends in 30 days"),
    ("2026-10-18 06:00", "client", "ends in 7 days"),
    ("2026-10-18 06:00", "nordnet", "ends in 7 days"),
    ("2026-10-24 06:00", "client", "ends tomorrow"),
    ("2026-10-24 06:00", "nordnet", "ends tomorrow"),
    ("2026-10-25 23:00", "client", "has ended"),  # midnight, an hour later than the days before
    ("2026-10-25 23:00", "nordnet", "has ended"),
)


def next_moment(desk: Desk) -> dt.datetime:
    """When the next thing is due, whatever it is, but for what lets go of old things every ten minutes."""
    due = (
        select(func.min(Partnership.due_at)),
        select(func.min(Due.due_at)).where(Due.kind != RETENTION),
        select(func.min(Conversation.remind_at)),
    )
    with desk.work() as work:
        found = [work.session.scalar(moment) for moment in due]
    return min((moment for moment in found if moment is not None), default=END)


def pass_time(desk: Desk, people: dict[str, Chat]) -> list[tuple[dt.datetime, str, str]]:
    """What everybody reads until the end: the moment, who, and the first line."""
    read: list[tuple[dt.datetime, str, str]] = []
    seen = {name: len(chat.from_bot()) for name, chat in people.items()}
    while (moment := next_moment(desk)) < END:
        assert moment > desk.clock.moment, "what was due has not been done"
        desk.clock.moment = moment
        desk.look_at_deadlines()
        for name, chat in people.items():
            texts = [str(message["text"]) for message in chat.from_bot()]
            read += [(moment, name, text.splitlines()[0]) for text in texts[seen[name] :]]
            seen[name] = len(texts)
    return read


def test_a_year(desk: Desk) -> None:
    desk.clock.moment = BEGIN
    client = desk.client("Seegarten", products=["Shop", "Mail", "Blog"])
    alpweb, nordnet, overseas = (desk.partner(name) for name in ("Alpweb", "Nordnet", "Overseas"))
    overseas.says("/timezone New York")
    for partner, product, day in ((alpweb, "Shop", SPRING), (nordnet, "Mail", AUTUMN)):
        key = desk.partnership(client, partner, products=[product])
        with desk.work() as work:
            last_until(work, desk.programme, work.session.get_one(Partnership, key), day)
    desk.partnership(client, overseas, products=["Blog"], status=Status.PENDING)
    client.says("/addpartner")
    client.taps("Alpweb")
    overseas.says("/requests")
    overseas.taps("Seegarten")
    overseas.taps("⏰ Later")
    overseas.taps("⏰ Remind me next week")

    read = pass_time(desk, {"client": client, "alpweb": alpweb, "nordnet": nordnet, "overseas": overseas})

    assert [(f"{moment:%Y-%m-%d %H:%M}", name) for moment, name, _ in read] == [(at, name) for at, name, _ in READ]
    for (moment, name, text), (_, _, part) in zip(read, READ, strict=True):
        assert part in text
        assert not text.startswith("⏰") or is_daytime(moment, NEW_YORK if name == "overseas" else ZURICH), text
