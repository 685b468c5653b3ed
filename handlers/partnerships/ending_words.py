"""What people read of a partnership's end: what follows from it, why, the last words, and that it is taken back."""

from __future__ import annotations

from collections.abc import Mapping

from domain.partnerships.ending import Ended, aftermath
from domain.partnerships.rules import SetUp, Side, Status
from domain.words import Lines, Literal, Msg, Provider, Value, Words, lines, paragraphs
from handlers.partnerships import states, terms
from services import events
from storage.tables import Partnership

REASONS: Mapping[str, Msg] = {
    Ended.DONE: Msg("What we wanted is done."),
    Ended.OURSELVES: Msg("We do it ourselves now."),
    Ended.NO_CAPACITY: Msg("We have no time any more."),
}
"""Reasons that can be tapped. They are stored by their code and read in each reader's language."""
REASONS_OF: Mapping[Side, tuple[Ended, ...]] = {
    Side.CLIENT: (Ended.DONE, Ended.OURSELVES),
    Side.PARTNER: (Ended.DONE, Ended.NO_CAPACITY),
}


def reason_in_words(stored: str) -> Value:
    """A reason as it is read: one that was chosen is stored by its code, whether for declining or for ending."""
    return REASONS.get(stored) or states.CANNED_REASONS.get(stored) or stored


def aftermath_lines(partnership: Partnership, side: Side, other: str) -> Lines:
    """What the end means for access, orders, invoices, income and tenders, a line each, to the people of `side`."""
    follows = aftermath(partnership.access, partnership.payer, side, other)
    points = (
        ("🔑", follows.access),
        ("🛒", follows.orders),
        ("🧾", follows.invoices),
        ("📈", follows.earns),
        ("📣", follows.tenders),
    )
    return lines(*(Lines((Literal(icon), words), " ") for icon, words in points if words is not None))


def farewell(reason: str | None, last_words: str | None) -> Lines | None:
    """Why it ends, and the last words, as far as there are any."""
    if reason is None and last_words is None:
        return None
    return lines(
        Msg("Reason: “{reason}”", reason=REASONS.get(reason, reason)) if reason is not None else None,
        Msg("✍️ “{words}”", words=last_words) if last_words is not None else None,
    )


def farewell_of(partnership: Partnership) -> Lines | None:
    """The same, of a partnership that one of the two has ended, or ends on a day."""
    announced = partnership.status is Status.ACTIVE and partnership.ending_by is not None
    ended = partnership.status is Status.ENDED and partnership.closed_by is not Side.PROGRAMME
    return farewell(partnership.reason, partnership.last_words) if announced or ended else None


def ends_on(partnership: Partnership, side: Side, other: str) -> Msg | None:
    """That the end of an active partnership is announced, and by whom."""
    day = partnership.ends_on
    if partnership.status is not Status.ACTIVE or partnership.ending_by is None or day is None:
        return None
    if partnership.ending_by is side:
        return Msg("⏳ Ends on {day}: you have ended it", day=day)
    return Msg("⏳ Ends on {day}: {other} has ended it", day=day, other=other)


def told(event: events.PartnershipEvent, changed: Partnership, side: Side) -> Words | None:
    """The notices of an end; the own colleagues read that it was one of them, the other side reads why as well."""
    other = terms.other_organisation(changed, side).name
    match event:
        case events.PartnershipEnded(by=by) if by is side:
            return Msg("⏹ A colleague has ended the partnership with {other}.", other=other)
        case events.PartnershipEnded():
            return paragraphs(
                Msg("⏹ <b>{other} has ended the partnership with you.</b>", other=other), farewell_of(changed)
            )
        case events.EndAnnounced(by=by) if changed.ends_on is not None:
            if by is side:
                return Msg(
                    "📅 A colleague ends the partnership with {other} on {day}.", other=other, day=changed.ends_on
                )
            heading = Msg("📅 <b>{other} ends the partnership with you on {day}.</b>", other=other, day=changed.ends_on)
            return paragraphs(heading, farewell_of(changed), Msg("Until then everything stays as it is."))
        case events.EndRevoked(by=by):
            if by is side:
                return Msg("↩️ A colleague has taken the end back: the partnership with {other} goes on.", other=other)
            return Msg("↩️ <b>{other} has taken the end back:</b> the partnership goes on.", other=other)
        case events.EndUndone(by=by):
            return lines(
                Msg("↩️ A colleague has undone the end: the partnership with {other} goes on as before.", other=other)
                if by is side
                else Msg("↩️ <b>{other} has undone the end:</b> the partnership goes on as before.", other=other),
                Msg("{provider} is setting it up again.", provider=Provider())
                if changed.set_up is SetUp.WAITING
                else None,
            )
        case _:
            return None
