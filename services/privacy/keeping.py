"""How long things are kept, enforced: for each period there is a due row, and whoever takes it lets go of what is old.

Some goes at a time, so that nobody waits long for the database; then the row is due again at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.privacy import Period, Retention
from domain.programme import Programme
from domain.words import Refused
from services.privacy.forgetting import LEFT, forget
from storage.addresses import forget_confirmations
from storage.answers.learning import forget_questions
from storage.api import forget_calls
from storage.directory import forget_visitors_questions, forget_visits
from storage.mail_lanes import forget_mails
from storage.pages import forget_links
from storage.privacy import going
from storage.runtime.dead_letters import forget_dead_letters
from storage.runtime.due import NewDue, put
from storage.runtime.updates import forget_updates
from storage.tables import Person
from storage.work import Work

RETENTION = "retention"
"""The kind of the due rows, one for each period; the mark is the period."""
AT_ONCE = 2_000
"""After an outage a million claims may be too old. A transaction for all of them would keep people waiting."""
PEOPLE_AT_ONCE = 20
LOOKS_AGAIN_AFTER = dt.timedelta(minutes=10)


def _mails(work: Work, kept: Retention, most: int) -> int:
    return forget_mails(work.session, work.now - kept.mails, work.now - kept.undelivered, most)


def _letters(work: Work, kept: Retention, most: int) -> int:
    return forget_dead_letters(work.session, work.now - kept.undelivered, most)


_FORGETS: Mapping[Period, Callable[[Work, Retention, int], int]] = {
    Period.QUESTIONS: lambda work, kept, most: forget_questions(work.session, work.now - kept.questions, most),
    Period.MAILS: _mails,
    Period.UNDELIVERED: _letters,
    Period.PAGE_LINKS: lambda work, kept, most: forget_links(work.session, work.now - kept.page_links, most),
    Period.VISITORS_QUESTIONS: lambda work, kept, most: forget_visitors_questions(
        work.session, work.now - kept.visitors_questions, most
    ),
    Period.CASES: lambda work, kept, most: going.forget_cases(work.session, work.now - kept.cases, most),
    Period.EVENTS: lambda work, kept, most: going.forget_events(work.session, work.now - kept.events, most),
    Period.DEFECTS: lambda work, kept, most: going.forget_defects(work.session, work.now - kept.defects, most),
    Period.UPDATES: lambda work, kept, most: forget_updates(work.session, work.now - kept.updates, most),
    Period.CALLS: lambda work, kept, most: forget_calls(work.session, work.now - kept.calls, most),
    Period.CODES: lambda work, kept, most: forget_confirmations(work.session, work.now - kept.codes, most),
    Period.VISITS: lambda work, _kept, most: forget_visits(work.session, work.now.date(), most),
}
BY_ROWS = frozenset({*_FORGETS, Period.IDLE_PEOPLE})
"""Periods with a due row of their own. Tenders, and organisations that nobody acts for, have one each."""


def plan(work: Work) -> None:
    """Sees to it that each period has its row."""
    rows = [NewDue(RETENTION, period.value, work.now, {}) for period in sorted(BY_ROWS)]
    put(work.session, rows, work.now, keep=True)


def let_go(work: Work, programme: Programme, period: Period) -> bool:
    """Lets go of some that is kept too long; whether there may be more."""
    return _FORGETS[period](work, programme.retention, AT_ONCE) >= AT_ONCE


def forget_idle(work: Work, programme: Programme, behind: int) -> int | None:
    """Forgets some people behind that id who act for nobody and have not written for long.

    Returns the id behind which to go on, `None` when all have been looked at.
    """
    found = going.idle_people(work.session, work.now - programme.retention.idle_people, behind, PEOPLE_AT_ONCE)
    for number in found:
        try:
            forget(work, programme, work.session.get_one(Person, number))
        except Refused:  # partners have offered for a tender of theirs, which is decided or lapses
            continue
    return found[-1] if len(found) == PEOPLE_AT_ONCE else None


@dataclass(frozen=True, slots=True)
class Keeping:
    """A period, how long it is, since when the oldest is kept, and when it is looked at next."""

    period: Period
    kept: dt.timedelta
    oldest: dt.datetime | None
    due_at: dt.datetime | None


def keepings(work: Work, programme: Programme) -> list[Keeping]:
    """All periods, as they are enforced."""
    due = going.due_of(work.session, RETENTION)
    left = min(going.due_of(work.session, LEFT).values(), default=None)
    return [
        Keeping(
            period,
            programme.retention.of(period),
            going.oldest(work.session, period, work.now),
            left if period is Period.CONTRACTS else due.get(period.value),
        )
        for period in Period
    ]
