"""Does what is due: people are told by day, each once, and of several things in one message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from domain.daytime import is_daytime, next_daytime
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import Again, DueKind, Outcome, Recalled
from handlers.chat.due.summing_up import Entry, summed_up
from handlers.chat.notices import Notice, tell
from handlers.chat.post import Post
from handlers.chat.turn import Surroundings
from services.people.timezone import zone_of
from storage.people import people_of
from storage.runtime.due import DueRow, change, done, muted, put_off
from storage.tables import Person
from storage.work import Work


class Almanac:
    """All chapters' kinds of due things together. Raises `ValueError` where two have the same name."""

    def __init__(self, around: Surroundings, chapters: Iterable[Chapter]) -> None:
        self._around = around
        self._kinds: dict[str, DueKind] = {}
        for kind in (kind for chapter in chapters for kind in chapter.due):
            if kind.name in self._kinds:
                raise ValueError(f"two kinds of due things are called {kind.name}")
            self._kinds[kind.name] = kind

    def do(self, work: Work, post: Post, rows: Sequence[DueRow]) -> None:
        """Does these rows, which nobody else has in hand, in their order; they are gone or put off afterwards.

        Raises `KeyError` for a kind that this program does not have.
        """
        people = people_of(work.session, {row.person_id for row in rows if row.person_id is not None})
        until = {}
        by_day = []
        for row in rows:
            person = None if row.person_id is None else people.get(row.person_id)
            zone = None if person is None else zone_of(self._around.programme, person)
            if zone is None or is_daytime(work.now, zone):
                by_day.append(row)
            else:
                until[row.id] = next_daytime(work.now, zone)
        outcomes = self._looked_at(work, by_day)
        again = [each for each in outcomes if isinstance(each, Again)]
        until |= {each.row.id: each.due_at for each in again}
        done(work.session, [row.id for row in rows if row.id not in until])
        put_off(work.session, until)
        change(work.session, {each.row.id: each.content for each in again if each.content is not None})
        recalled = sorted((each for each in outcomes if isinstance(each, Recalled)), key=_order)
        tell(_once_each(recalled), work, post, self._around.pages)

    def _looked_at(self, work: Work, rows: Sequence[DueRow]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for name, of_kind in groupby(sorted(rows, key=lambda row: row.kind), key=lambda row: row.kind):
            kind = self._kinds[name]
            outcomes += kind.look(work, self._around, _wanted(work, kind, list(of_kind)))
        return outcomes


def _wanted(work: Work, kind: DueKind, rows: Sequence[DueRow]) -> Sequence[DueRow]:
    """Without those of people who do not want to hear of it."""
    if kind.quiet is None:
        return rows
    quiet = muted(work.session, kind.name, [row.person_id for row in rows if row.person_id is not None])
    return [row for row in rows if row.person_id not in quiet]


def _order(recalled: Recalled) -> tuple[object, ...]:
    return recalled.row.due_at, recalled.row.id


def _once_each(recalled: Sequence[Recalled]) -> Iterable[Notice]:
    """What is said for it: a message for each person, whatever it is that they are reminded of.

    Whom only mails reach, is told each thing for itself: a mail has its own thread, and its own link to answer by.
    """
    of_people: dict[int, list[Recalled]] = {}
    for each in recalled:
        to = each.notice.to
        if isinstance(to, Person) and to.reachable:
            of_people.setdefault(to.id, []).append(each)
        else:
            yield each.notice
    for several in of_people.values():
        entries = [Entry(each.notice, each.line, each.way) for each in several]
        yield entries[0].notice if len(entries) == 1 else summed_up(entries)
