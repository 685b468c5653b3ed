"""Takes back what the provider's systems could not set up: the partnership returns to what it was before that event.

`ProgrammeEvent.before` tells what that is. Where the partnership has moved on meanwhile, nothing is taken back; where
something of the former state has been given to somebody else, the rest of it returns.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships.rules import (
    ASKED,
    WAITING,
    Access,
    Action,
    Ceased,
    NotPossibleNow,
    Payer,
    SetUp,
    Side,
    Status,
    move,
)
from domain.programme import Programme
from services import events
from services.effects.kinds import CONFIRMED, PAYMENT_MEANS_CHANGED, PRODUCTS_CHANGED, RESUMED
from services.partnerships.closing import close, managed
from services.partnerships.deadlines import lapse_all_of, last_until, over_at
from storage import partnerships as stored
from storage.effects import last_of_kind, unsettled
from storage.products import products_with_holders
from storage.tables import Partnership, ProductAccess, ProgrammeEvent
from storage.work import Work

TIME_TO_ANSWER = dt.timedelta(days=1)
"""How long a request waits at least for its answer when it has come back."""


def take_back(work: Work, programme: Programme, refused: ProgrammeEvent) -> None:
    """As the programme. The partnership's client must be locked; that it is not waited for (any more) is no fault."""
    partnership = stored.partnership(work.session, refused.partnership_id or 0)
    if partnership is None or partnership.status is not Status.ACTIVE or partnership.set_up is not SetUp.WAITING:
        return
    before = refused.before or {}
    others = unsettled(work.session, partnership.id)
    following = next((each for each in others if each.id > refused.id and each.kind == refused.kind), None)
    restored: list[Partnership] = []
    lapse_all_of(work, partnership.client_id)
    with work.as_programme("partnership.take_back"):
        if refused.kind == CONFIRMED:
            for voided in others:
                # These changed what is agreed no longer: whatever is agreed next must not be taken back for them.
                voided.before = None
            restored = _unconfirm(work, programme, partnership, before)
        elif refused.kind == RESUMED:
            for voided in others:
                voided.before = None
            _end_again(work, partnership, before)
        elif following is not None:
            # The term has changed again since: if that is refused as well, it is this one's former state that returns.
            following.before = before
        elif refused.kind == PAYMENT_MEANS_CHANGED:
            partnership.payer = Payer(str(before["payment_means"]))
        elif refused.kind == PRODUCTS_CHANGED:
            _manage_again(work, partnership, _numbers(before, "products"))
        if partnership.status in WAITING | {Status.ACTIVE}:
            waits = partnership.status is Status.ACTIVE and bool(others)
            partnership.set_up = SetUp.WAITING if waits else SetUp.REFUSED
        partnership.set_up_refusal = refused.refusal
    work.happened(events.SetUpRefused(partnership.id, refused.kind))
    for each in restored:
        work.happened(events.PartnershipRestored(each.id))


def _numbers(before: dict[str, object], name: str) -> list[int]:
    found = before.get(name)
    return [int(each) for each in found] if isinstance(found, list) else []


def _unconfirm(
    work: Work, programme: Programme, partnership: Partnership, before: dict[str, object]
) -> list[Partnership]:
    """The request waits for an answer again, and what it had replaced goes on; which partnerships these are."""
    confirmed_at = partnership.confirmed_at or work.now
    pair = stored.open_between(work.session, partnership.client_id, partnership.partner_id, work.now)
    if not ASKED.isdisjoint(pair):
        # There is a newer request between the two, which stands in its place.
        close(work, partnership, Action.REPLACE, Side.PROGRAMME)
        work.happened(events.PartnershipReplaced(partnership.id, by_same_partner=True))
    else:
        was_proposed = before.get("status") == Status.PROPOSED
        action = Action.REOPEN if was_proposed else Action.REFUSE
        partnership.status = move(partnership.status, action, Side.PROGRAMME)
        lapsed = before.get("lapses_at")
        left = dt.datetime.fromisoformat(str(lapsed)) - confirmed_at if lapsed is not None else dt.timedelta(0)
        partnership.lapses_at = work.now + max(left, TIME_TO_ANSWER)
        reminder = work.now + programme.reminders_after[0] if programme.reminders_after else partnership.lapses_at
        partnership.due_at = min(reminder, partnership.lapses_at)
        partnership.confirmed_at = None
        partnership.ends_on = partnership.ending_by = None
        partnership.reason = partnership.last_words = None
    partnership.status_via = work.channel
    # Its place in the unique indexes must be free before others return to theirs.
    work.session.flush()
    return [
        other
        for replaced in _numbers(before, "replaced")
        if (other := stored.partnership(work.session, replaced)) is not None
        and _restore(work, programme, other, ended_at=confirmed_at)
    ]


def _end_again(work: Work, partnership: Partnership, before: dict[str, object]) -> None:
    """That it had ended was undone, and cannot be: it is over as it was, since then, by whoever had ended it."""
    reason, last_words, ender = (before.get(name) for name in ("reason", "last_words", "closed_by_id"))
    side = Side(str(before["closed_by"]))
    close(work, partnership, Action.END, side, reason if isinstance(reason, str) else None)
    partnership.closed_at = dt.datetime.fromisoformat(str(before["closed_at"]))
    partnership.closed_by_id = ender if isinstance(ender, int) else None
    partnership.last_words = last_words if isinstance(last_words, str) else None


def _restore(work: Work, programme: Programme, partnership: Partnership, ended_at: dt.datetime) -> bool:
    """Whether the partnership goes on, which ended when another one took its place."""
    try:
        status = move(partnership.status, Action.RESTORE, Side.PROGRAMME)
    except NotPossibleNow:
        return False
    replaced = partnership.closed_by is Side.PROGRAMME and partnership.reason is None
    if not replaced or partnership.closed_at != ended_at or _is_taken(work, partnership):
        return False
    confirmed = last_of_kind(work.session, partnership.id, CONFIRMED)
    if confirmed is not None and confirmed.refused_at is not None:
        return False  # it could not be set up either
    if partnership.ends_on is not None and over_at(programme, partnership.ends_on) <= work.now:
        return False  # its last day is over by now
    if partnership.access is Access.LIMITED:
        former = [each.product_id for each in partnership.product_accesses if each.released_at == ended_at]
        if not _grant(work, partnership, former):
            return False
    partnership.status = status
    partnership.closed_at = partnership.closed_by = None
    last_until(work, programme, partnership, partnership.ends_on)
    partnership.status_via = work.channel
    partnership.set_up = SetUp.WAITING if unsettled(work.session, partnership.id) else None
    work.session.flush()
    return True


def _is_taken(work: Work, partnership: Partnership) -> bool:
    """Whether another partnership has the place: between these two, or as the one with full access (fact 24)."""
    closed = (partnership.client.closed_at, partnership.partner.closed_at)
    if any(each is not None for each in closed) or not partnership.partner.is_partner:
        return True
    between = stored.open_between(work.session, partnership.client_id, partnership.partner_id, work.now)
    if Status.ACTIVE in between:
        return True
    return partnership.access is Access.FULL and bool(
        stored.with_full_access(work.session, partnership.client_id, Status.ACTIVE, work.now)
    )


def _grant(work: Work, partnership: Partnership, product_ids: list[int]) -> bool:
    """Gives the partnership those of the products that nobody else manages; whether there are any."""
    held = {each.product_id for each in managed(partnership)}
    wanted = frozenset(product_ids) - held
    if wanted:
        found = products_with_holders(work.session, partnership.client_id, work.now, wanted)
        for product, holder in found:
            if holder is None:
                partnership.product_accesses.append(ProductAccess(product=product, granted_at=work.now))
    return bool(managed(partnership))


def _manage_again(work: Work, partnership: Partnership, product_ids: list[int]) -> None:
    """The products are the former ones again, as far as they are free; without any, the partnership ends."""
    for access in managed(partnership):
        if access.product_id not in product_ids:
            access.released_at = work.now
    work.session.flush()
    if not _grant(work, partnership, product_ids):
        close(work, partnership, Action.CEASE, Side.PROGRAMME, Ceased.PRODUCTS_GONE)
        work.happened(events.PartnershipCeased(partnership.id, Ceased.PRODUCTS_GONE))
