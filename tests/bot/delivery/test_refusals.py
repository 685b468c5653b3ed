"""What Telegram refuses is recorded together with what follows from it, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.delivery.refusals import Refusals
from services.events import PersonUnreachable
from storage.database import open_database
from storage.runtime.outbox import NOBODY, Draft, Outgoing, add
from storage.tables import Defect, OutboxMessage, Person
from storage.work import Units, Work
from tests.databases import SqliteFiles
from tests.desk import START

CHAT = 7


@pytest.fixture
def units(sqlite_files: SqliteFiles) -> Iterator[Units]:
    opened = Units(open_database(sqlite_files.fresh("refusals")), lambda: START)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def message(units: Units) -> Outgoing:
    """To somebody who can be reached, as far as is known."""
    with units.begin("cli") as work:
        work.session.add(Person(telegram_id=CHAT, first_name="Urs", language="de", created_at=work.now))
        (made,) = add(work.session, [Draft(CHAT, "sendMessage", {"text": "Hello"})], NOBODY, work.now, alone=True)
    return made


def kept(units: Units) -> tuple[bool, bool, int]:
    """Whether the person counts as reachable, whether the message is given up, how many defects there are."""
    with units.begin("cli") as work:
        session = work.session
        person = session.scalars(select(Person)).one()
        letter = session.scalars(select(OutboxMessage)).one()
        return person.reachable, letter.failed_at is not None, len(session.scalars(select(Defect)).all())


class Announcer:
    """Hears of the events; raises, if it is told to."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.heard: list[object] = []

    def __call__(self, work: Work) -> Sequence[Outgoing]:
        if self.fault is not None:
            raise self.fault
        self.heard += work.events
        return ()


@pytest.mark.parametrize(
    ("no", "is_away"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), True),
        (Forbidden("Forbidden: user is deactivated"), True),
        (BadRequest("Chat not found"), True),
        (BadRequest("message is too long"), False),
        (ValueError("a secret"), False),
    ],
)
def test_who_is_away_is_told_of_and_nobody_else(units: Units, message: Outgoing, no: Exception, is_away: bool) -> None:
    announcer = Announcer()
    Refusals(units, announcer).record(message, no)
    assert kept(units) == (not is_away, True, 0)
    assert [type(event) for event in announcer.heard] == ([PersonUnreachable] if is_away else [])


def test_a_database_in_trouble_keeps_nothing_so_that_it_is_done_again(units: Units, message: Outgoing) -> None:
    trouble = OperationalError("", None, Exception("gone"))
    with pytest.raises(OperationalError):
        Refusals(units, Announcer(trouble)).record(message, Forbidden("blocked"))
    assert kept(units) == (True, False, 0)


def test_a_defect_in_telling_does_not_hold_up_the_chat(units: Units, message: Outgoing) -> None:
    no: TelegramError = Forbidden("blocked")
    Refusals(units, Announcer(KeyError("x"))).record(message, no)
    assert kept(units) == (False, True, 1)
