"""What the provider's systems answer to an event: they have done it, or they cannot. Either counts once."""

from __future__ import annotations

from domain.partnerships.rules import SetUp, Status
from domain.programme import Programme
from services import events
from services.effects.taking_back import take_back
from storage.effects import unsettled
from storage.partnerships import partnership
from storage.tables import ProgrammeEvent
from storage.work import Work

KNOWN_CODES = frozenset({"product_gone", "account_blocked"})
"""Reasons that people read in the desk's own words. They are stored with a # before them."""
LONGEST = 500


def acknowledge(work: Work, found: ProgrammeEvent) -> None:
    """The provider's systems have taken note. What has been agreed is set up when no other change waits for them.

    The client of its partnership must be locked, here and below.
    """
    work.action = "event.acknowledged"
    if found.acknowledged_at is not None or found.refused_at is not None:
        return
    found.acknowledged_at = work.now
    if found.before is None or found.partnership_id is None:
        return
    changed = partnership(work.session, found.partnership_id)
    if changed is None or changed.status is not Status.ACTIVE or changed.set_up is not SetUp.WAITING:
        return
    if not unsettled(work.session, changed.id):
        changed.set_up = SetUp.DONE
        work.happened(events.SetUpDone(changed.id, found.kind))


def refuse(work: Work, programme: Programme, found: ProgrammeEvent, code: str, detail: str) -> None:
    """The provider's systems cannot do it, for good: it is taken back where it still holds, and both sides are told.

    `code` and `detail` are the systems' own; of a known code, people read what it means, and otherwise the `detail`.
    """
    work.action = "event.refused"
    if found.acknowledged_at is not None or found.refused_at is not None:
        return
    found.refused_at = work.now
    found.refusal = f"#{code}" if code in KNOWN_CODES else (detail or code)[:LONGEST]
    if found.before is not None and found.partnership_id is not None:
        take_back(work, programme, found)
