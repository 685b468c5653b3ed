"""`kill -9` between any two steps of what is due: nobody is forgotten, and a kill repeats one message a chat."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy import func, select

from domain.partnerships.rules import Status
from handlers.chat.due.later import LATER
from handlers.partnerships.actions import PARTNERSHIP
from storage.runtime.due import NewDue, put
from storage.tables import Due
from tests.bot.apart import LOOK_EVERY_S, MortalDesk
from tests.bot.test_crash import COUPLES, mortal, nursery
from tests.bot.trials import until
from tests.people import Chat

__all__ = ["mortal", "nursery"]  # fixtures
AGAIN = "You asked me to remind you"


def test_what_is_due_is_done_although_the_bot_is_killed_all_the_time(mortal: MortalDesk) -> None:
    chance = random.Random(4)  # noqa: S311 - to be repeatable
    couples = [(mortal.client(client), mortal.partner(partner)) for client, partner in COUPLES]
    requests = [mortal.partnership(client, partner, status=Status.PENDING) for client, partner in couples]
    mortal.kill()
    before = mortal.kills
    partners = [partner for _, partner in couples]
    for partner, request in zip(partners, requests, strict=True):
        put_off(mortal, partner, request)

    lives = 0
    while waits(mortal) or mortal.unsent():
        lives += 1
        assert lives < 20, "it gets nowhere"
        mortal.start(chance.randint(10, 60) if lives < 12 else 0)
        until(lambda: not mortal.alive or not (waits(mortal) or mortal.unsent()), LOOK_EVERY_S)
        mortal.kill()

    assert lives > 1, "it was killed before it was done"
    kills = mortal.kills - before
    for partner in partners:
        told = sum(AGAIN in message["text"] for message in partner.from_bot())
        assert 1 <= told <= 1 + kills


def put_off(desk: MortalDesk, partner: Chat, request: int) -> None:
    """The request's card has been due for an hour, where it is noon at present."""
    with desk.work() as work:
        ahead = 12 - work.now.hour
        person = partner.row(work)
        person.timezone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # their names have the sign the other way round
        content = {"what": PARTNERSHIP, "number": request}
        due_at = work.now - dt.timedelta(hours=1)
        put(work.session, [NewDue(LATER, f"p:{request}", due_at, content, person.id, request)], work.now)


def waits(desk: MortalDesk) -> int:
    """How many things are due for people."""
    with desk.work() as work:
        return work.session.scalar(select(func.count()).where(Due.person_id.is_not(None))) or 0
