"""Guesses: how often somebody may be wrong about a link, a code or a client's name, alone and together with all others.

Each person is counted for an hour. A private chat is its person’s, and in groups nothing can be guessed. Where
so many people guess at once that it looks like one who has many names, each of them has one try.
"""

from __future__ import annotations

import datetime as dt
from datetime import timedelta

from storage.people import wrong_in_all
from storage.tables import Person, WrongLinks
from storage.work import Work

MOST = 5
REMEMBERED = timedelta(hours=1)
MOST_IN_ALL = 200
"""Wrong guesses of everybody within that time, before each has one only."""


def waits_until(work: Work, person: Person) -> dt.datetime | None:
    """Until when the person has to wait, also with what is right; `None` where they need not."""
    wrong = work.session.get(WrongLinks, person.id)
    if wrong is None or wrong.count < 1:
        return None
    if wrong.since + REMEMBERED <= work.now:
        work.session.delete(wrong)
        work.session.flush()
        return None
    if wrong.count >= MOST or wrong_in_all(work.session, work.now - REMEMBERED) >= MOST_IN_ALL:
        return wrong.since + REMEMBERED
    return None


def count(work: Work, person: Person) -> None:
    """The person was wrong once more."""
    wrong = work.session.get(WrongLinks, person.id)
    if wrong is None:
        work.session.add(WrongLinks(person_id=person.id, count=1, since=work.now))
    else:
        wrong.count += 1
    work.session.flush()


def take_one_back(work: Work, person: Person) -> None:
    """That one was none."""
    wrong = work.session.get(WrongLinks, person.id)
    if wrong is not None and wrong.count > 0:
        wrong.count -= 1
        work.session.flush()
