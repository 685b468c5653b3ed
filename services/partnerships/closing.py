"""How a request or partnership comes to its end, whoever or whatever ends it: it lets go of all it held."""

from __future__ import annotations

from domain.partnerships.rules import Action, Side, move
from storage.tables import Partnership, ProductAccess
from storage.work import Work


def managed(partnership: Partnership) -> list[ProductAccess]:
    """The products that a limited-access partner manages, or is asked to manage, at present."""
    return [access for access in partnership.product_accesses if access.released_at is None]


def managed_at_last(partnership: Partnership) -> list[ProductAccess]:
    """As `managed`; of one that is over, and has let go of its products, those that it had until then."""
    return managed(partnership) or [
        access for access in partnership.product_accesses if access.released_at == partnership.closed_at
    ]


def asked_last(partnership: Partnership) -> Side:
    """The side whose proposal a request is, or was when it was settled."""
    return partnership.proposals[-1].by if partnership.proposals else partnership.asked_by


def stop_waiting(partnership: Partnership) -> None:
    """Nothing is waited for any more."""
    partnership.lapses_at = None
    partnership.due_at = None


def close(work: Work, partnership: Partnership, action: Action, side: Side, reason: str | None = None) -> None:
    """Takes one of the diagram's arrows to a final status. Raises `NotPossibleNow` or `NotYours` as `move` does."""
    partnership.status = move(partnership.status, action, side)
    partnership.closed_at = work.now
    partnership.closed_by = side
    partnership.reason = reason
    partnership.status_via = work.channel
    partnership.set_up = None
    stop_waiting(partnership)
    for access in managed(partnership):
        access.released_at = work.now
