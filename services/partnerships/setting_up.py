"""What is agreed has to be set up by the provider's systems, where they listen: until they answer, it is waited for."""

from __future__ import annotations

from domain.partnerships.rules import SetUp
from services import events
from storage import partnerships as stored
from storage.tables import Partnership
from storage.work import Work


def await_set_up(work: Work, partnership: Partnership) -> None:
    """The partnership's terms are new: whatever the provider's systems said of the former ones counts no longer."""
    partnership.set_up = SetUp.WAITING if work.listened else None
    partnership.set_up_refusal = None


def wait_no_longer(work: Work, limit: int) -> int:
    """Nothing listens any more, so no answer will come: up to `limit` partnerships wait no longer; how many those are.

    Raises `ValueError` where the provider's systems do listen.
    """
    if work.listened:
        raise ValueError("the answers will come")
    waiting = stored.being_set_up(work.session, limit)
    with work.as_programme("partnership.unheard"):
        for partnership_id, client_id in sorted(waiting, key=lambda each: (each[1], each[0])):
            stored.lock_client(work.session, client_id)
            partnership = stored.partnership(work.session, partnership_id)
            if partnership is not None and partnership.set_up is SetUp.WAITING:
                partnership.set_up = None
                work.happened(events.SetUpUnheard(partnership.id))
    return len(waiting)
