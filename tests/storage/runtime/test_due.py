"""Due rows: in their order, with all that one person is to read, and in one process's hands at a time."""

from __future__ import annotations

import datetime as dt
from contextlib import closing

from storage.runtime.due import NewDue, change, done, drop, lanes, mute, muted, put, put_off, rows_in, take, unmute
from storage.work import Work
from tests.databases import PostgresServer
from tests.services.world import START, World


def at(hours: int) -> dt.datetime:
    return START + dt.timedelta(hours=hours)


def write(work: Work, *things: tuple[str, int, int | None], keep: bool = False) -> None:
    """Things by their marks, the hours at which they are due, and whose they are."""
    put(work.session, [NewDue("k", mark, at(hours), {}, person) for mark, hours, person in things], work.now, keep=keep)


def taken(work: Work, limit: int = 10) -> list[str]:
    return [row.mark for row in take(work.session, work.now, limit)]


def test_what_is_due_comes_in_its_order_with_everything_else_of_the_person(world: World) -> None:
    mia, noah = world.stranger().person, world.stranger().person
    with world.units.begin("job") as work:
        write(work, ("late", 5, mia), ("first", 1, mia), ("second", 2, noah), ("nobody's", 3, None), ("third", 4, mia))
        assert taken(work) == []
    world.advance(hours=4)
    with world.units.begin("job") as work:
        assert taken(work, 1) == ["first", "third"], "of one lane, all that is due"
        assert taken(work, 2)[:3] == ["first", "second", "third"]
        assert taken(work) == ["first", "second", "nobody's", "third"]
        rows = {row.mark: row for row in take(work.session, work.now, 10)}
        assert list(lanes(work.session, work.now, 10)) == [mia, noah, -rows["nobody's"].id]
        assert list(rows_in(work.session, work.now, mia)) == [rows["first"].id, rows["third"].id]
        done(work.session, [rows["second"].id])
        put_off(work.session, {rows["first"].id: at(6)})
        change(work.session, {rows["third"].id: {"seen": True}})
    with world.units.begin("job") as work:
        assert [(row.mark, row.content) for row in take(work.session, work.now, 10)] == [
            ("nobody's", {}),
            ("third", {"seen": True}),
        ]
        drop(work.session, "k", "third")
        drop(work.session, "k", "what is not there")
        assert taken(work) == ["nobody's"]


def test_the_same_thing_is_due_once(world: World) -> None:
    mia = world.stranger().person
    with world.units.begin("job") as work:
        write(work, ("thing", 1, mia), ("thing", 3, mia))
        write(work, ("thing", 9, mia), keep=True)
    world.advance(hours=1)
    with world.units.begin("job") as work:
        assert taken(work) == [], "the newer moment holds"
    world.advance(hours=2)
    with world.units.begin("job") as work:
        assert taken(work) == ["thing"], "and what is kept changes nothing"


def test_who_does_not_want_to_hear_of_something_is_remembered(world: World) -> None:
    mia, noah = world.stranger().person, world.stranger().person
    with world.units.begin("chat") as work:
        for _ in range(2):
            mute(work.session, mia, "form", work.now)
    with world.units.begin("job") as work:
        assert muted(work.session, "form", [mia, noah]) == {mia}
        assert muted(work.session, "vat", [mia, noah]) == frozenset()
        unmute(work.session, mia, "form")
        assert muted(work.session, "form", [mia, noah]) == frozenset()


def test_what_one_process_has_in_hand_the_other_leaves_alone(postgres: PostgresServer) -> None:
    with closing(World(postgres.fresh())) as world:
        mia, noah, ida = (world.stranger().person for _ in range(3))
        with world.units.begin("job") as work:
            write(work, ("1", 0, mia), ("2", 0, noah), ("3", 0, mia), ("4", 0, ida), ("5", 0, None))
        with world.units.begin("job") as one, world.units.begin("job") as other:
            assert taken(one, 1) == ["1", "3"]
            assert taken(other, 2) == ["2", "4"]
            with world.units.begin("job") as third:
                assert taken(third) == ["5"]
                write(third, ("6", 0, mia))
            assert taken(other) == ["2", "4", "5"], "what came later for Mia is for whoever has her in hand"
            done(one.session, [row.id for row in take(one.session, one.now, 1)])
        with world.units.begin("job") as work:
            assert taken(work) == ["2", "4", "5"]
