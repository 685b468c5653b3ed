"""Daily mails: what has waited for somebody's morning goes then, in one mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from services import events
from storage.digests import due_people, put_off, take_due
from storage.work import Work

MOST_AT_ONCE = 100
AGAIN_AFTER = timedelta(hours=1)


def due_digests(work: Work) -> Sequence[int]:
    """Whose digests are due next, by their ids."""
    return due_people(work.session, work.now, MOST_AT_ONCE)


def send_due(work: Work, person_id: int | None = None) -> int:
    """Reports digests that are due, or the one of that person, so that they are mailed; how many. 0: none is left.

    Each goes once, however late, and holds all that has waited for it.
    """
    work.action = "digest.send"
    due = take_due(work.session, work.now, MOST_AT_ONCE, person_id)
    if due:
        work.happened(events.DigestsDue(due))
    return len(due)


def postpone(work: Work, person_id: int) -> None:
    """Something is wrong with the person's digest: it is tried again."""
    put_off(work.session, person_id, work.now + AGAIN_AFTER)
