"""Several reminders for one person are one message that lists them, each with its way there."""

from __future__ import annotations

from collections.abc import Sequence

from domain.words import Lines, Literal, Msg, Plural, Value, Words, lines, paragraphs
from handlers.applications.payloads import AnswerAboutApplication
from handlers.chat.due.kinds import Recalled
from handlers.chat.notices import Notice
from handlers.chat.payloads import Go, Resume
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import AnswerPartner, ShowPartnership
from handlers.verification.payloads import ShowClaim
from storage.runtime.outbox import Priority

MOST_LISTED = 20
"""Lines: more would be no message any more."""
MOST_WAYS = 6
"""Ways there; with the two below them, these are eight."""
_WAYS = (ShowPartnership, AnswerPartner, AnswerAboutApplication, ShowClaim, Resume, Go)
"""What may be tapped without having read more than a line: it shows or asks something, and does nothing yet."""


def summed_up(recalled: Sequence[Recalled]) -> Notice:
    """One notice in place of several to the same person, in their order."""
    notices = [each.notice for each in recalled]
    concerned = {each.concerning.id for each in notices if each.concerning is not None}
    listed = recalled[:MOST_LISTED]
    more = len(recalled) - len(listed)
    entries = [
        Lines((Literal(f"{number}."), _in_short(each, named=len(concerned) > 1)), " ")
        for number, each in enumerate(listed, start=1)
    ]
    words = paragraphs(
        Plural("⏰ <b>{n} reminder for you</b>", "⏰ <b>{n} reminders for you</b>", len(recalled)),
        lines(*entries, Msg("… and {n} more", n=more) if more else None),
    )
    ways = [_way(number, each) for number, each in enumerate(listed, start=1)]
    rows: list[Row] = [(way,) for way in ways if way is not None]
    below: Row = (Button(Msg("📅 What is coming"), Go("deadlines")), MENU)
    first = notices[0]
    concerning = first.concerning if len(concerned) == 1 else None
    return Notice(first.to, View(words, (*rows[:MOST_WAYS], below)), concerning, Priority.REMINDER)


def first_words(words: Words) -> Words:
    """What is said first, which is what it is about."""
    first: Value = words
    while isinstance(first, Lines) and first.parts:
        first = first.parts[0]
    return first if isinstance(first, Msg | Literal) else Lines((first,))


def _in_short(recalled: Recalled, *, named: bool) -> Words:
    words = recalled.line or first_words(recalled.notice.view.words)
    concerning = recalled.notice.concerning
    if not named or concerning is None:
        return words
    return Msg("{what} ({organisation})", what=words, organisation=concerning.name)


def _way(number: int, recalled: Recalled) -> Button | None:
    """The way to what it is about: its card, or else where the first of its buttons leads that only leads somewhere."""
    view = recalled.notice.view
    if view.partnership is not None:
        return _numbered(number, Button(Msg("🤝 Show"), ShowPartnership(view.partnership)))
    if view.claim is not None:
        return _numbered(number, Button(Msg("🙋 Show"), ShowClaim(view.claim)))
    if recalled.way is not None:
        return _numbered(number, recalled.way)
    first = next((button for row in view.rows for button in row if isinstance(button.does, _WAYS)), None)
    return None if first is None or first is MENU else _numbered(number, first)


def _numbered(number: int, button: Button) -> Button:
    return Button(Lines((Literal(f"{number} ·"), button.label), " "), button.does)
