"""Tells the provider's systems once more what they have been told, or should have been."""

from __future__ import annotations

from collections.abc import Collection

from storage import effects as stored
from storage.partnerships import lock_client
from storage.work import Work


def replay(work: Work, event_ids: Collection[int]) -> None:
    """Sends the events once more, in their order, behind whatever waits for the same partnership."""
    # Before their lanes, and in one order, as everybody does it.
    for client_id in stored.clients_of(work.session, event_ids):
        lock_client(work.session, client_id)
    stored.replay(work.session, event_ids, work.now)
