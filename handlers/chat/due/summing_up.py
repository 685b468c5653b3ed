"""Several things for one person are one message that lists them, each with its way there.

Reminders always are; what is said about contracts is where there would be a storm of it, as after a week of downtime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from domain.words import Lines, Literal, Msg, Plural, Value, Words, lines, paragraphs
from handlers.applications.payloads import AnswerAboutApplication
from handlers.chat.notices import ByMail, News, Notice, in_common
from handlers.chat.payloads import Go, Resume
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.payloads import AnswerPartner, ShowPartnership
from handlers.verification.payloads import ShowClaim
from storage.runtime.outbox import Priority
from storage.tables import Person

MOST_APART = 3
"""Messages about contracts that somebody gets at one moment, each for itself."""
MOST_LISTED = 20
"""Lines: more would be no message any more."""
MOST_WAYS = 6
"""Ways there; with the two below them, these are eight."""
_WAYS = (ShowPartnership, AnswerPartner, AnswerAboutApplication, ShowClaim, Resume, Go)
"""What may be tapped without having read more than a line: it shows or asks something, and does nothing yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person reads, alone or among several: there, `line` stands for it and `way` leads to it, if given."""

    notice: Notice
    line: Words | None = None
    way: Button | None = None


def summed_up(entries: Sequence[Entry]) -> Notice:
    """One reminder in place of several to the same person, in their order."""
    coming = Go("deadlines")
    return _together(_reminders, entries, (Button(Msg("📅 What is coming"), coming), MENU), coming, Priority.REMINDER)


def in_few(news: Iterable[News]) -> Iterator[News]:
    """What is said at one moment; where somebody would get more than a few messages, theirs are drawn together."""
    of_people: dict[int, list[Notice]] = {}
    for each in news:
        if isinstance(each, Notice) and isinstance(each.to, Person):
            of_people.setdefault(each.to.id, []).append(each)
        else:
            yield each
    for notices in of_people.values():
        if len(notices) <= MOST_APART:
            yield from notices
            continue
        for start in range(0, len(notices), MOST_LISTED):
            several = notices[start : start + MOST_LISTED]
            yield _together(_happened, [Entry(each) for each in several], (MENU,), Go("menu"), Priority.CONTRACT)


def _reminders(count: int) -> Words:
    return Plural("⏰ <b>{n} reminder for you</b>", "⏰ <b>{n} reminders for you</b>", count)


def _happened(count: int) -> Words:
    return Plural("🔔 <b>{n} thing has happened</b>", "🔔 <b>{n} things have happened</b>", count)


def _together(
    heading: Callable[[int], Words], entries: Sequence[Entry], below: Row, opens: Go, urgency: Priority
) -> Notice:
    notices = tuple(each.notice for each in entries)
    ways = [_way(number, each) for number, each in enumerate(entries[:MOST_LISTED], start=1)]
    rows: list[Row] = [(way,) for way in ways if way is not None]
    concerned = _concerned(entries)
    view = View(_listed(heading, entries), (*rows[:MOST_WAYS], below))
    shared = in_common(notices)
    mailed = _listed(heading, [each for each in entries if each.notice in shared])
    return Notice(
        notices[0].to,
        view,
        notices[0].concerning if len(concerned) == 1 else None,
        urgency,
        ByMail(opens=opens, words=mailed) if shared else None,
        notices,
    )


def _listed(heading: Callable[[int], Words], entries: Sequence[Entry]) -> Words:
    listed, named = entries[:MOST_LISTED], len(_concerned(entries)) > 1
    more = len(entries) - len(listed)
    said = [
        Lines((Literal(f"{number}."), _in_short(each, named=named)), " ") for number, each in enumerate(listed, start=1)
    ]
    return paragraphs(heading(len(entries)), lines(*said, Msg("… and {n} more", n=more) if more else None))


def _concerned(entries: Iterable[Entry]) -> Set[int]:
    return {each.notice.concerning.id for each in entries if each.notice.concerning is not None}


def first_words(words: Words) -> Words:
    """What is said first, which is what it is about."""
    first: Value = words
    while isinstance(first, Lines) and first.parts:
        first = first.parts[0]
    return first if isinstance(first, Msg | Literal) else Lines((first,))


def _in_short(entry: Entry, *, named: bool) -> Words:
    words = entry.line or first_words(entry.notice.view.words)
    concerning = entry.notice.concerning
    if not named or concerning is None:
        return words
    return Msg("{what} ({organisation})", what=words, organisation=concerning.name)


def _way(number: int, entry: Entry) -> Button | None:
    """The way to what it is about: its card, or else where the first of its buttons leads that only leads somewhere."""
    view = entry.notice.view
    if view.partnership is not None:
        return _numbered(number, Button(Msg("🤝 Show"), ShowPartnership(view.partnership)))
    if view.claim is not None:
        return _numbered(number, Button(Msg("🙋 Show"), ShowClaim(view.claim)))
    if entry.way is not None:
        return _numbered(number, entry.way)
    first = next((button for row in view.rows for button in row if isinstance(button.does, _WAYS)), None)
    return None if first is None or first is MENU else _numbered(number, first)


def _numbered(number: int, button: Button) -> Button:
    return Button(Lines((Literal(f"{number} ·"), button.label), " "), button.does)
