"""Holds reminders for their readers' daytime: each waits as a row, and is told if it is still true by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby

from domain.daytime import next_daytime
from domain.programme import Programme
from handlers.chat.chapters import Announcement, Chapter
from handlers.chat.due.kinds import DueKind, Recalled
from handlers.chat.notices import Notice
from handlers.chat.subjects import at_hand
from handlers.chat.turn import Surroundings
from services.people.timezone import zone_of
from storage.runtime.due import DueRow, NewDue, put
from storage.tables import Person
from storage.work import Event, Work

HELD = "held"


class Holder:
    """Takes the reminders of an event, for the people who are told of it, and has them due by day."""

    def __init__(self, programme: Programme, event: Event) -> None:
        self._programme = programme
        self._event = event
        self._people: dict[int, Person] = {}

    def hold(self, person: Person) -> None:
        """The person is told by day."""
        self._people[person.id] = person

    def put(self, work: Work) -> None:
        """Writes down who is to be told, each once: a reminder of the same thing that still waits is replaced."""
        name, about = type(self._event).__name__, _numbers(self._event)
        subject = next(iter(about.values()))
        held = [
            NewDue(
                HELD,
                f"{name}:{subject}:{person.id}",
                next_daytime(work.now, zone_of(self._programme, person)),
                {"event": name, "about": about},
                person.id,
                about.get("partnership_id"),
            )
            for person in self._people.values()
        ]
        put(work.session, held, work.now)


def _numbers(event: Event) -> dict[str, int]:
    return asdict(event)  # type: ignore[call-overload, no-any-return]  # reminding events are dataclasses of numbers


def held_reminders(chapters: Iterable[Chapter]) -> Chapter:
    """What the desk's chapters bring for the reminders that wait."""
    every = tuple(chapters)
    remindings = {each.event.__name__: each for chapter in every for each in chapter.remindings}
    announcements = tuple(each for chapter in every for each in chapter.announcements)

    def look(work: Work, around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Recalled]:
        for content, same in groupby(sorted(rows, key=_what), key=_what):
            held = list(same)
            name, _about = content
            reminding = remindings.get(name)
            if reminding is None:
                continue  # it is no reminder any more
            then = reminding.event(**held[0].content["about"])  # type: ignore[arg-type]  # as they were written
            made_at = max(row.made_at for row in held)
            with at_hand(work.session, [then]):
                event = reminding.anew(then, work, around, made_at)
                if event is not None:
                    yield from _told_anew(event, work, around, announcements, {row.person_id: row for row in held})

    return Chapter(due=(DueKind(HELD, look),))


def _what(row: DueRow) -> tuple[str, tuple[tuple[str, int], ...]]:
    about = row.content["about"]
    return str(row.content["event"]), tuple(about.items()) if isinstance(about, dict) else ()


def _told_anew(
    event: Event,
    work: Work,
    around: Surroundings,
    announcements: Sequence[Announcement],
    rows: Mapping[int | None, DueRow],
) -> Iterator[Recalled]:
    """What those people read of the event who have a row for it, if they still are to read it."""
    for announcement in announcements:
        if not isinstance(event, announcement.event):
            continue
        for news in announcement.news(event, work, around):
            if isinstance(news, Notice) and isinstance(news.to, Person) and news.to.id in rows:
                yield Recalled(rows[news.to.id], news)


def happened_since(moment: dt.datetime | None, made_at: dt.datetime) -> bool:
    """Whether something has happened after the reminder was made."""
    return moment is not None and moment > made_at
