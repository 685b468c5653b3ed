"""What people read of the last day of an access, and the buttons under a reminder of it."""

from __future__ import annotations

from domain.partnerships.rules import Side
from domain.people import Role
from domain.words import Msg, Plural, Words, lines
from handlers.chat.due.later import later_button
from handlers.chat.views import Button, Row
from handlers.partnerships.payloads import ChooseLastDay, ExtendAccess, LetEnd
from handlers.partnerships.terms import other_organisation
from services import events
from services.rights import Act, Relation, may
from storage.tables import Partnership

LAST_DAY = "e"
"""What is put off, where somebody taps “⏰ Later” under a reminder of a last day."""
OFFERED_MONTHS = 3
"""By how many months a reminder offers to extend the access."""


def told(
    event: events.EndDateSet | events.EndNear | events.PartnershipExpired, changed: Partnership, side: Side
) -> Words:
    """What has happened to the last day, or is about to, in words for the people of `side`."""
    other = other_organisation(changed, side).name
    match event:
        case events.EndDateSet(former=former):
            if changed.ends_on is None:
                return Msg("📅 The access in the partnership with {other} no longer has a last day.", other=other)
            if former is not None and former < changed.ends_on:
                return Msg(
                    "📅 <b>The partnership with {other} is extended:</b> until {day} instead of {former}.",
                    other=other,
                    day=changed.ends_on,
                    former=former,
                )
            return Msg(
                "📅 <b>The partnership with {other} has a last day:</b> {day}.", other=other, day=changed.ends_on
            )
        case events.EndNear(days=days):
            return _near(changed, side, other, days)
        case events.PartnershipExpired():
            over = Msg("⏹ <b>The partnership with {other} has ended:</b> its last day is over.", other=other)
            return lines(over, _what_is_over(changed, side, other))


def _near(changed: Partnership, side: Side, other: str, days: int) -> Words:
    day = changed.ends_on or changed.requested_at.date()
    heading = (
        Msg("⏰ <b>The partnership with {other} ends today.</b>", other=other)
        if days <= 0
        else Plural(
            "⏰ <b>The partnership with {other} ends tomorrow,</b> on {day}.",
            "⏰ <b>The partnership with {other} ends in {n} days,</b> on {day}.",
            days,
            other=other,
            day=day,
        )
    )
    if changed.ending_by is not None:
        return lines(heading, _what_will_be_over(side, other))
    if side is Side.CLIENT:
        return lines(
            heading,
            _what_will_be_over(side, other),
            Msg("It does not renew itself; a legal representative can extend it here."),
        )
    return lines(heading, _what_will_be_over(side, other), Msg("{client} can extend it.", client=other))


def _what_will_be_over(side: Side, other: str) -> Msg:
    if side is Side.CLIENT:
        return Msg("At midnight after that day, {partner} loses its access.", partner=other)
    return Msg("At midnight after that day, you lose your access.")


def _what_is_over(changed: Partnership, side: Side, other: str) -> Msg:
    if side is Side.CLIENT:
        return Msg("{partner} has no access any more. You can ask it again with /addpartner.", partner=other)
    return Msg("You have no access to {client} any more.", client=changed.client.name)


def ways_to_last(changed: Partnership, side: Side, role: Role) -> tuple[Row, ...]:
    """For whoever decides about the last day: one tap extends it, or leaves it."""
    if side is not Side.CLIENT or changed.ending_by is not None or changed.ends_on is None:
        return ()
    if not may(Act.SET_END, Relation.CLIENT, role):
        return ()
    extend = ExtendAccess(changed.id, OFFERED_MONTHS, changed.ends_on.isoformat())
    return (
        (Button(Plural("📅 Extend {n} month", "📅 Extend {n} months", OFFERED_MONTHS), extend),),
        (
            Button(Msg("📅 Another day"), ChooseLastDay(changed.id)),
            Button(Msg("⏹ Let it end"), LetEnd(changed.id)),
        ),
        (later_button(LAST_DAY, changed.id),),
    )
