"""What a subject brings to the desk: its chapter, declared as a value.

The desk knows no subject. All that it does for one – which commands there are, who answers a tap, who hears what is
typed, who is told of an event – stands in the subject's `chapter.py`, and `bot.app` lists the chapters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from domain.words import Refused, Words
from handlers.chat.deep_links import Screens
from handlers.chat.due.kinds import DueKind, Reminding, ShownAgain
from handlers.chat.incoming import Incoming
from handlers.chat.inline import Inline
from handlers.chat.notices import News
from handlers.chat.packing import Codec, Payload
from handlers.chat.post import Post
from handlers.chat.records import Whose
from handlers.chat.room_turn import Insider, RoomTurn
from handlers.chat.sayings import Saying
from handlers.chat.turn import ChatCommand, Declared, Hearing, Reference, SmallTalk, Surroundings, Turn
from handlers.chat.views import Row
from storage.work import Event, Work

E = TypeVar("E", bound=Event)
K = TypeVar("K")
P = TypeVar("P", bound=Payload)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Route:
    """Which function answers a kind of tapped button."""

    payload: type[Payload]
    answer: Callable[[Turn, Payload], None]


def on(payload: type[P], answer: Callable[[Turn, P], None]) -> Route:
    """A route, checked by type: `on(ShowPartnership, show)`."""
    return Route(payload, cast(Callable[[Turn, Payload], None], answer))


@dataclass(frozen=True, slots=True)
class AfterRefusal:
    """What follows where a tap on such a button was refused.

    `ways` are buttons after which the tapped one works; where there are none, `show` brings the tapped message up to
    date. Either may raise `Refused`: what was tapped is not this person's to see.
    """

    payload: type[Payload]
    ways: Callable[[Turn, Payload], Row]
    show: Callable[[Turn, Payload], None]


def after_refusal(
    payload: type[P],
    ways: Callable[[Turn, P], Row],
    show: Callable[[Turn, P], None] = lambda turn, _payload: turn.retire_buttons(),
) -> AfterRefusal:
    """What follows a refused tap, checked by type; without `show`, the tapped message loses its buttons."""
    return AfterRefusal(
        payload, cast(Callable[[Turn, Payload], Row], ways), cast(Callable[[Turn, Payload], None], show)
    )


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an event means for people: whom to tell what, and which cards to bring up to date."""

    event: type[Event]
    news: Callable[[Event, Work, Surroundings], Iterable[News]]


def when(event: type[E], news: Callable[[E, Work], Iterable[News]]) -> Announcement:
    """An announcement, checked by type: `when(PartnershipEvent, news)`."""
    say = cast(Callable[[Event, Work], Iterable[News]], news)
    return Announcement(event, lambda happened, work, _around: say(happened, work))


def when_around(event: type[E], news: Callable[[E, Work, Surroundings], Iterable[News]]) -> Announcement:
    """The same, for news that the programme's profile has a part in."""
    return Announcement(event, cast(Callable[[Event, Work, Surroundings], Iterable[News]], news))


@dataclass(frozen=True, slots=True)
class RoomRoute:
    """Which function answers a kind of button that is tapped in a group."""

    payload: type[Payload]
    answer: Callable[[RoomTurn, Payload], None]


def in_room(payload: type[P], answer: Callable[[RoomTurn, P], None]) -> RoomRoute:
    """A route in groups, checked by type."""
    return RoomRoute(payload, cast(Callable[[RoomTurn, Payload], None], answer))


@dataclass(frozen=True, slots=True)
class Group:
    """A subject's side in groups: `hear` does what a message asks for and tells whether it was the subject's.

    `refuse` says there why something was not possible. `admit` tells who may tap buttons in groups, and in which
    language the group reads; it raises `Refused` for everybody else.
    """

    hear: Callable[[Work, Post, Surroundings, Mapping[str, Declared], Incoming], bool]
    refuse: Callable[[Work, Post, Incoming, Refused], None] | None = None
    admit: Callable[[Work, Incoming], Insider] | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What helps after a refusal of a kind: the `form` that `command` opens. What was refused is done afterwards."""

    label: Words
    command: str
    form: Declared


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one subject brings.

    `listeners` are asked, chapter by chapter, whether a message that is neither command nor tap nor an answer in a form
    is theirs. `starters` are asked the same about a text that is not small talk either, before it is taken for a
    question. `remedies` help after refusals of a kind; `ways_on` are buttons that stand below them. `by_link` are those
    of the `routes` that links from outside may lead to, as a mail's button does: screens, which show and never act.
    `inline` answers what is typed behind the bot's name in any chat.
    `sayings` are what people can ask for in their own words; `hearing` finds what a message says beside that.
    `due` are kinds of things that happen at their time, `remindings` events that wait for their readers' daytime, and
    `shown_again` cards that people can put off to another day.
    """

    commands: tuple[ChatCommand, ...] = ()
    routes: tuple[Route, ...] = ()
    forms: tuple[Declared, ...] = ()
    listeners: tuple[Callable[[Turn], bool], ...] = ()
    starters: tuple[Callable[[Turn, str], bool], ...] = ()
    reference: Reference | None = None
    small_talk: SmallTalk | None = None
    after_refusal: tuple[AfterRefusal, ...] = ()
    remedies: Mapping[type[Refused], Remedy] = field(default_factory=dict)
    ways_on: Mapping[type[Refused], Callable[[Turn], tuple[Row, ...]]] = field(default_factory=dict)
    announcements: tuple[Announcement, ...] = ()
    group: Group | None = None
    room_routes: tuple[RoomRoute, ...] = ()
    by_link: tuple[type[Payload], ...] = ()
    inline: tuple[Inline, ...] = ()
    due: tuple[DueKind, ...] = ()
    remindings: tuple[Reminding, ...] = ()
    shown_again: tuple[ShownAgain, ...] = ()
    sayings: tuple[Saying, ...] = ()
    hearing: Hearing | None = None


def joined(*chapters: Chapter) -> Chapter:
    """One chapter of several modules. Raises `ValueError` where two of them bring what there may be one of."""
    references = [chapter.reference for chapter in chapters if chapter.reference is not None]
    talks = [chapter.small_talk for chapter in chapters if chapter.small_talk is not None]
    groups = [chapter.group for chapter in chapters if chapter.group is not None]
    hearings = [chapter.hearing for chapter in chapters if chapter.hearing is not None]
    if max(len(references), len(talks), len(groups), len(hearings)) > 1:
        raise ValueError("a subject answers questions and small talk, and hears groups and values, in one place")
    return Chapter(
        commands=tuple(command for chapter in chapters for command in chapter.commands),
        routes=tuple(route for chapter in chapters for route in chapter.routes),
        forms=tuple(form for chapter in chapters for form in chapter.forms),
        listeners=tuple(listener for chapter in chapters for listener in chapter.listeners),
        starters=tuple(starter for chapter in chapters for starter in chapter.starters),
        reference=next(iter(references), None),
        small_talk=next(iter(talks), None),
        after_refusal=tuple(after for chapter in chapters for after in chapter.after_refusal),
        remedies={kind: remedy for chapter in chapters for kind, remedy in chapter.remedies.items()},
        ways_on={kind: ways for chapter in chapters for kind, ways in chapter.ways_on.items()},
        announcements=tuple(announcement for chapter in chapters for announcement in chapter.announcements),
        group=next(iter(groups), None),
        room_routes=tuple(route for chapter in chapters for route in chapter.room_routes),
        by_link=tuple(payload for chapter in chapters for payload in chapter.by_link),
        inline=tuple(each for chapter in chapters for each in chapter.inline),
        due=tuple(kind for chapter in chapters for kind in chapter.due),
        remindings=tuple(reminding for chapter in chapters for reminding in chapter.remindings),
        shown_again=tuple(shown for chapter in chapters for shown in chapter.shown_again),
        sayings=tuple(saying for chapter in chapters for saying in chapter.sayings),
        hearing=next(iter(hearings), None),
    )


def claim_all(table: dict[K, T], pairs: Iterable[tuple[K, T]]) -> None:
    """Enters what a chapter brings under its keys. Raises `ValueError` where another one has such a key already."""
    for key, value in pairs:
        if key in table:
            raise ValueError(f"two chapters claim {key}")
        table[key] = value


def only(what: str, brought: Iterable[T | None]) -> T | None:
    """What one chapter brings at most. Raises `ValueError` where two of them do."""
    found = [each for each in brought if each is not None]
    if len(found) > 1:
        raise ValueError(f"two chapters claim {what}")
    return next(iter(found), None)


def screens_of(
    chapters: Iterable[Chapter],
    codec: Codec,
    routes: Mapping[type[Payload], Route],
    commands: Mapping[str, ChatCommand],
) -> Screens:
    """What links may lead to. Raises `ValueError` where a chapter names a payload that nothing answers."""
    open_to_links = [payload for chapter in chapters for payload in chapter.by_link]
    put_off = [each for chapter in chapters for each in chapter.shown_again]
    if unknown := [each.code for each in put_off if (each.show is None) != (each.record is None)]:
        raise ValueError(f"what somebody can put off is some record: {unknown}")
    if nowhere := [payload.__name__ for payload in open_to_links if payload not in routes]:
        raise ValueError(f"links may lead to what nothing answers: {nowhere}")
    return Screens(
        codec,
        {payload: routes[payload].answer for payload in open_to_links},
        frozenset(name for name, command in commands.items() if command.by_link),
        Whose(routes, {each.code: each.record for each in put_off if each.record is not None}),
    )
