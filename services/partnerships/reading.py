"""Partnerships as the provider's systems read them: any of them, on either side, as they are at this very moment."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.rules import Status
from domain.words import Msg
from services.partnerships.deadlines import is_over, lapse
from services.rights import NotFound
from storage import partnerships as stored
from storage.tables import Partnership
from storage.work import Work


def one(work: Work, partnership_id: int) -> Partnership:
    """The partnership of this id. Raises `NotFound`, also for a request that nobody but its client knows of."""
    found = stored.partnership(work.session, partnership_id)
    if found is None or found.sent_at is None:
        raise NotFound(Msg("There is no such partnership."))
    return _present(work, found)


def several(
    work: Work, *, account: str | None = None, status: Status | None = None, behind: int = 0, limit: int
) -> Sequence[Partnership]:
    """The first `limit` partnerships with an id `behind` that one, in the order of their ids.

    Those of the account, on either side, and in the status now, if these are given.
    """
    found: list[Partnership] = []
    while len(found) < limit:
        some = stored.page(work.session, account=account, status=status, now=work.now, behind=behind, limit=limit)
        # Whoever locks several clients does it in this order, so that no two wait crosswise.
        for client_id in sorted({each.client_id for each in some if is_over(each, work.now)}):
            stored.lock_client(work.session, client_id)
        present = [_present(work, each) for each in some]
        # Somebody else may have been quicker with one of them.
        found += [each for each in present if status is None or each.status is status]
        if len(some) < limit:
            break
        behind = some[-1].id
    return found[:limit]


def _present(work: Work, found: Partnership) -> Partnership:
    """A request whose last moment has passed lapses here and now, as in the chat."""
    if not is_over(found, work.now):
        return found
    stored.lock_client(work.session, found.client_id)
    again = stored.partnership(work.session, found.id)
    if again is not None and is_over(again, work.now):
        lapse(work, again)
    return found
