"""One side ends a partnership (facts 32, 43): at once, or on a day that it announces; and takes that back.

That an end is confirmed twice is the conversation's business. Who has ended a partnership can undo it for a while
(`Programme.undo_within`), unless something else has taken its place.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships.ending import require_last_day
from domain.partnerships.rules import Access, Action, NotPossibleNow, NotYours, Side, Status, move
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partnerships.closing import close, stop_waiting
from services.partnerships.deadlines import lapse_all_of, last_until, over_at, today
from services.partnerships.finding import decidable_partnership, side_of
from services.partnerships.setting_up import await_set_up
from services.rights import Act, require_deciding
from storage import partnerships as stored
from storage.products import products_with_holders
from storage.tables import Partnership, Person, ProductAccess
from storage.work import Work


class EndsAnyway(Refused):
    """The access has a last day that this side has not set."""


class TooLate(Refused):
    """The time in which an end can be undone is over."""


class PlaceTaken(Refused):
    """Something else has taken the place of the partnership that has ended."""


def end(
    work: Work, person: Person, partnership_id: int, reason: str | None = None, last_words: str | None = None
) -> Partnership:
    """Either side ends the partnership at once; the other one reads the reason and the last words, if there are any.

    Whoever has announced the end has said why, and need not say it again.
    """
    work.action = Act.END
    partnership, side = decidable_partnership(work, person, Act.END, partnership_id)
    if partnership.ending_by is side:
        reason, last_words = reason or partnership.reason, last_words or partnership.last_words
    close(work, partnership, Action.END, side, reason)
    partnership.last_words = last_words
    partnership.closed_by_id = person.id
    work.happened(events.PartnershipEnded(partnership.id, side))
    return partnership


def announceable(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """The partnership, if the person may now announce when it ends, or announce another day.

    Raises `EndsAnyway` where the other side has announced its end, or the client has given access until a day: that
    must not come to be forgotten when the announcement is taken back.
    """
    partnership, side = decidable_partnership(work, person, Act.ANNOUNCE_END, partnership_id)
    move(partnership.status, Action.ANNOUNCE_END, side)
    if partnership.ends_on is not None and partnership.ending_by is not side:
        raise EndsAnyway(_why_anyway(partnership, side, partnership.ends_on))
    return partnership, side


def _why_anyway(partnership: Partnership, side: Side, day: dt.date) -> Msg:
    """A last day that the client has set is the client's to bring forward."""
    if partnership.ending_by is not None:
        return Msg("This partnership ends on {day} anyway. Before that, it can only be ended at once.", day=day)
    if side is Side.CLIENT:
        return Msg(
            "This partnership ends on {day} anyway. “📅 Last day” on its card brings that forward; or end it at once.",
            day=day,
        )
    return Msg(
        "This partnership ends on {day} anyway. {client} can bring that forward; you can only end it at once.",
        day=day,
        client=partnership.client.name,
    )


def announce_end(
    work: Work,
    programme: Programme,
    person: Person,
    partnership_id: int,
    day: dt.date,
    reason: str | None = None,
    last_words: str | None = None,
) -> Partnership:
    """Either side says that the partnership ends with that day, the last one of the access (fact 32).

    Raises `LastDayRefused` where it cannot be that day, and as `announceable` does.
    """
    work.action = Act.ANNOUNCE_END
    partnership, side = announceable(work, person, partnership_id)
    require_last_day(day, today(work, programme))
    last_until(work, programme, partnership, day)
    partnership.ending_by = side
    partnership.reason, partnership.last_words = reason, last_words
    work.happened(events.EndAnnounced(partnership.id, side))
    return partnership


def revoke_end(work: Work, person: Person, partnership_id: int) -> Partnership:
    """Whoever has announced the end takes that back: the partnership goes on as before."""
    work.action = Act.REVOKE_END
    partnership, side = decidable_partnership(work, person, Act.REVOKE_END, partnership_id)
    move(partnership.status, Action.REVOKE_END, side)
    if partnership.ending_by is None:
        raise NotPossibleNow(Msg("Nobody has announced an end of this partnership, so there is nothing to take back."))
    if partnership.ending_by is not side:
        raise NotYours(Msg("Only the side that has announced the end can take it back."))
    partnership.ends_on = partnership.ending_by = None
    partnership.reason = partnership.last_words = None
    stop_waiting(partnership)
    work.happened(events.EndRevoked(partnership.id, side))
    return partnership


def undoable_until(programme: Programme, partnership: Partnership, side: Side, now: dt.datetime) -> dt.datetime | None:
    """Until when this side can undo that it has ended the partnership; `None` where it cannot (any more)."""
    if partnership.status is not Status.ENDED or partnership.closed_by is not side or partnership.closed_at is None:
        return None
    if partnership.ends_on is not None and over_at(programme, partnership.ends_on) <= now:
        return None  # it would be over at once
    until = partnership.closed_at + programme.undo_within
    return until if now < until else None


def just_ended(work: Work, programme: Programme, person: Person) -> tuple[Partnership, Side] | None:
    """What the person has ended last for the organisation that they act for, if that can still be undone."""
    for ended in stored.ended_by(work.session, person.id, work.now - programme.undo_within):
        side = side_of(person, ended)
        if side is not None and undoable_until(programme, ended, side, work.now) is not None:
            return ended, side
    return None


def undo(work: Work, programme: Programme, person: Person, partnership_id: int) -> Partnership:
    """Whoever has ended the partnership undoes that: it goes on as it was, with all its products.

    Raises `TooLate`, and `PlaceTaken` where something else stands in its place.
    """
    work.action = Act.UNDO
    partnership, side = decidable_partnership(work, person, Act.UNDO, partnership_id)
    status = move(partnership.status, Action.UNDO, side)
    ended_at = partnership.closed_at
    if partnership.closed_by is not side or ended_at is None:
        raise NotYours(Msg("Only the side that has ended a partnership can undo that."))
    if undoable_until(programme, partnership, side, work.now) is None:
        raise TooLate(
            Msg(
                "An end can be undone for {time}, and that is over. A new request stays possible.",
                time=programme.undo_within,
            )
        )
    require_deciding(partnership.partner if side is Side.CLIENT else partnership.client)
    lapse_all_of(work, partnership.client_id)
    _require_place(work, partnership, ended_at)
    before = {
        "closed_at": ended_at.isoformat(),
        "closed_by": side.value,
        "closed_by_id": partnership.closed_by_id,
        "reason": partnership.reason,
        "last_words": partnership.last_words,
    }
    if partnership.access is Access.LIMITED:
        _grant_again(work, partnership, ended_at)
    partnership.status = status
    partnership.closed_at = partnership.closed_by = partnership.closed_by_id = None
    if partnership.ending_by is not side:
        partnership.reason = partnership.last_words = None
    last_until(work, programme, partnership, partnership.ends_on)
    partnership.status_via = work.channel
    await_set_up(work, partnership)
    work.happened(events.EndUndone(partnership.id, side, before=before))
    return partnership


def _require_place(work: Work, partnership: Partnership, ended_at: dt.datetime) -> None:
    """Raises `PlaceTaken` where the two have begun something new, or another partner has full access (fact 24)."""
    client, partner = partnership.client, partnership.partner
    if not partner.is_partner:
        raise PlaceTaken(Msg("{partner} is no longer a partner, so this cannot be undone.", partner=partner.name))
    present = stored.open_between(work.session, client.id, partner.id, work.now).values()
    if any(other.status is Status.ACTIVE or other.requested_at >= ended_at for other in present):
        raise PlaceTaken(
            Msg("There is something newer between the two of you in its place, so this cannot be undone any more.")
        )
    if partnership.access is Access.FULL and stored.with_full_access(work.session, client.id, Status.ACTIVE, work.now):
        raise PlaceTaken(Msg("Another partner has full access in the meantime, so this cannot be undone any more."))


def _grant_again(work: Work, partnership: Partnership, ended_at: dt.datetime) -> None:
    """The products are managed again that were let go of at the end; all of them, or it is refused (fact 19)."""
    former = [access for access in partnership.product_accesses if access.released_at == ended_at]
    ids = frozenset(access.product_id for access in former)
    found = products_with_holders(work.session, partnership.client_id, work.now, ids)
    if not ids or len(found) != len(ids):
        raise PlaceTaken(Msg("A product of it is no longer there, so this cannot be undone any more."))
    taken = next((product for product, holder in found if holder is not None), None)
    if taken is not None:
        raise PlaceTaken(
            Msg(
                "Another partner manages {product} now, or has been asked to, so this cannot be undone any more.",
                product=taken.name,
            )
        )
    for product, _ in found:
        partnership.product_accesses.append(ProductAccess(product=product, granted_at=work.now))
