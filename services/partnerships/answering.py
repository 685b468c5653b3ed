"""What a partner does with a request: confirm or decline it (fact 31)."""

from __future__ import annotations

from domain.partnerships.rules import Access, Action, Side, Status, move
from services import events
from services.partnerships.closing import close, stop_waiting
from services.partnerships.finding import decidable_partnership
from services.partnerships.setting_up import await_set_up
from services.rights import Act, require_deciding
from storage import partnerships as stored
from storage.tables import Partnership, Person
from storage.work import Work


def confirm(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The partner agrees. What the request replaces ends, full-access requests it overtakes are closed (fact 24)."""
    work.action = Act.CONFIRM
    partnership, side = decidable_partnership(work, person, Act.CONFIRM, partnership_id)
    status = move(partnership.status, Action.CONFIRM, side)
    require_deciding(partnership.client)  # what it has asked for may not be what its rightful people want
    present = stored.open_between(work.session, partnership.client_id, partnership.partner_id, work.now)
    current = present.get(Status.ACTIVE)
    replaced = [current] if current is not None else []
    if partnership.access is Access.FULL:
        replaced += [
            other
            for other in stored.with_full_access(work.session, partnership.client_id, Status.ACTIVE, work.now)
            if other.partner_id != partnership.partner_id
        ]
    for other in replaced:
        close(work, other, Action.REPLACE, Side.PROGRAMME)
        work.happened(events.PartnershipReplaced(other.id, other.partner_id == partnership.partner_id))
    # The old ones must be gone before the new one takes their place in the unique indexes.
    work.session.flush()
    before = {
        "lapses_at": partnership.lapses_at.isoformat() if partnership.lapses_at is not None else None,
        "replaced": [other.id for other in replaced],
    }
    partnership.status = status
    partnership.confirmed_at = work.now
    partnership.status_via = work.channel
    stop_waiting(partnership)
    await_set_up(work, partnership)
    work.happened(events.PartnershipConfirmed(partnership.id, before=before))
    if partnership.access is Access.FULL:
        for other in stored.with_full_access(work.session, partnership.client_id, Status.PENDING, work.now):
            if other.id != partnership.id:
                close(work, other, Action.OVERTAKE, Side.PROGRAMME)
                work.happened(events.RequestOvertaken(other.id))
    return partnership


def decline(work: Work, person: Person, partnership_id: int, reason: str | None) -> Partnership:
    """The partner does not want the partnership; `reason`, if it gives one, goes to the client."""
    work.action = Act.DECLINE
    partnership, side = decidable_partnership(work, person, Act.DECLINE, partnership_id)
    close(work, partnership, Action.DECLINE, side, reason)
    work.happened(events.RequestDeclined(partnership.id))
    return partnership
