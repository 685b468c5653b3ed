"""Daily mails: what has waited for somebody's morning goes then, in one mail."""

from __future__ import annotations

from services import events
from storage.digests import take_due
from storage.work import Work

MOST_AT_ONCE = 100


def send_due(work: Work) -> int:
    """Reports digests that are due, so that they are mailed; how many. There may be more if it is `MOST_AT_ONCE`.

    Each goes once, however late, and holds all that has waited for it.
    """
    work.action = "digest.send"
    due = take_due(work.session, work.now, MOST_AT_ONCE)
    if due:
        work.happened(events.DigestsDue(due))
    return len(due)
