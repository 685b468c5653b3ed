"""Daily mails go once each, whole, whoever else adds to them or sends them at that moment."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from services import events
from services.mail import digests
from storage.digests import Entry, keep
from storage.tables import DigestEntry, Person
from storage.work import Work
from tests.services.world import Somebody, World

PEOPLE = 40


def entry(somebody: Somebody, subject: str, due_at: dt.datetime) -> Entry:
    return Entry(somebody.person, due_at, subject, "")


def sent(work: Work, _person: Person) -> Sequence[tuple[int, str]]:
    """What goes in one go: whose digest it is, and what stands there."""
    digests.send_due(work)
    return [
        (person_id, each.subject)
        for event in work.events
        if isinstance(event, events.DigestsDue)
        for person_id, entries in event.entries.items()
        for each in entries
    ]


def left(world: World) -> list[str]:
    with world.units.begin("job") as work:
        return list(work.session.scalars(select(DigestEntry.subject)))


def test_two_processes_send_each_digest_once(world: World) -> None:
    people = [world.stranger() for _ in range(PEOPLE)]
    with world.units.begin("job") as work:
        keep(work.session, [entry(one, f"{n}", work.now) for one in people for n in range(3)], work.now)

    done = world.race(*[(people[0], sent)] * 2)

    told = Counter(each for each in done[0] + done[1])  # type: ignore[operator]  # lists, both of them
    assert set(told.values()) == {1}
    assert len(told) == 3 * PEOPLE
    assert not left(world)
    assert not {person for person, _ in done[0]} & {person for person, _ in done[1]}  # type: ignore[attr-defined]


def test_what_is_added_while_a_digest_goes_is_in_this_one_or_the_next(world: World) -> None:
    lea, mia = world.stranger(), world.stranger()
    for turn in range(5):
        with world.units.begin("job") as work:
            keep(work.session, [entry(each, f"old {turn}", work.now) for each in (lea, mia)], work.now)

        def add(work: Work, _person: Person, turn: int = turn) -> None:
            keep(work.session, [entry(each, f"new {turn}", work.now) for each in (mia, lea)], work.now)

        done, _, _ = world.race((lea, sent), (lea, add), (mia, add))
        with world.units.begin("job") as work:
            rest = sent(work, work.session.get_one(Person, lea.person))
        told = Counter([*done, *rest])  # type: ignore[misc]  # a list
        assert told == {(one.person, f"{age} {turn}"): n for one in (lea, mia) for age, n in (("old", 1), ("new", 2))}
        assert not left(world)
