"""What is told of a week is what has happened in it, and nothing of few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection, event

from domain.privacy import Retention
from domain.stats import Speed, WeekNumbers
from services import stats
from services.effects.reporting import report
from services.partnerships import answering, ending
from storage.runtime import due
from storage.tables import Person, Question, SupportCase
from storage.work import Work
from tests.programmes import INFOMANIAK
from tests.services.tenders.bidding import offered, tender
from tests.services.world import START, Somebody, World, full, request

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LAST_WEEK = dt.datetime(2026, 11, 16, 8, tzinfo=dt.UTC)
"""Its Monday morning; it is over at `START`."""


def numbers(world: World, weeks: int = 1) -> tuple[WeekNumbers, ...]:
    with world.units.begin("cli") as work:
        return stats.numbers(work, INFOMANIAK, weeks)


def asked(work: Work, person: Person, partner: Somebody) -> int:
    made = request(work, person, partner, full())
    reported(work)
    return made


def confirmed(work: Work, person: Person, partnership_id: int) -> None:
    answering.confirm(work, person, partnership_id)
    reported(work)


def declined(work: Work, person: Person, partnership_id: int) -> None:
    answering.decline(work, person, partnership_id, None)
    reported(work)


def ended(work: Work, person: Person, partnership_id: int) -> None:
    ending.end(work, person, partnership_id)
    reported(work)


def reported(work: Work) -> None:
    for happened in work.events:
        report(work, happened)


def test_a_week_of_requests(world: World) -> None:
    """Seven are made on Monday, one of them is declined, six are confirmed, one of these ends."""
    partner, clients = world.partner(), [world.client(name=f"Hotel {number}") for number in range(7)]
    world.moment = LAST_WEEK
    made = [world.does(client, asked, partner) for client in clients]
    for hours, number in enumerate(made[:6], start=1):
        world.moment = LAST_WEEK + hours * HOUR
        world.does(partner, confirmed, number)
    world.moment = LAST_WEEK + 2 * DAY
    world.does(partner, declined, made[6])
    world.does(clients[0], ended, made[0])
    world.moment = START
    latest, before = numbers(world, 2)
    assert (latest.requested, latest.confirmed, latest.declined, latest.ended) == (7, 6, None, None)
    assert latest.answered is None, "the one that was declined could be worked out"
    assert latest.answer_speed == Speed(4 * HOUR, 2 * DAY)
    assert (before.requested, before.confirmed, before.answer_speed) == (None, None, None)
    assert numbers(world) == (latest,)


def test_what_happens_this_week_is_not_told_yet(world: World) -> None:
    partner, clients = world.partner(), [world.client(name=f"Hotel {number}") for number in range(5)]
    for client in clients:
        world.does(client, asked, partner)
    assert numbers(world)[0].requested is None
    world.advance(days=7)
    assert [week.requested for week in numbers(world, 2)] == [5, None]


def test_questions_and_cases(world: World) -> None:
    somebody = world.stranger()
    day = LAST_WEEK.replace(hour=0) + 6 * DAY
    with world.units.begin("cli") as work:
        for number in range(14):
            topic = "payment-means" if number < 9 else None
            liked = None if number < 8 else False  # the ninth answer did not help
            asked = Question(asked_at=day, person_id=somebody.person, language="de", text="?", topic=topic, liked=liked)
            work.session.add(asked)
        for number in range(6):
            opened = LAST_WEEK + number * HOUR
            answered = opened + 10 * HOUR if number else None
            closed = opened + DAY
            who = Person(first_name="Mia", language="en", telegram_id=900 + number, created_at=opened)
            work.session.add(
                SupportCase(
                    person=who, chat_id=-1, title="Mia", opened_at=opened, answered_at=answered, closed_at=closed
                )
            )
    (week,) = numbers(world)
    assert (week.questions_answered, week.questions_unanswered, week.questions_kept) == (8, 6, True)
    assert (week.cases_opened, week.cases_closed, week.case_speed) == (6, 6, Speed(10 * HOUR, 10 * HOUR))
    world.advance(days=35)
    assert not numbers(world, 6)[5].questions_kept


def test_tenders_and_offers(world: World) -> None:
    """Five clients publish on Monday; six partners offer for each of two of them."""
    partners = [world.partner() for _ in range(6)]
    world.moment = LAST_WEEK
    published = [tender(world, world.client(name=f"Hotel {number}")) for number in range(5)]
    for partner in partners:
        for number in published[:2]:
            offered(world, partner, number)
    world.moment = START
    (week,) = numbers(world)
    assert (week.tenders_published, week.offers_made, week.offers_accepted) == (5, 12, None)
    with world.units.begin("cli") as work:
        (week,) = stats.numbers(work, replace(INFOMANIAK, retention=Retention(tenders=5 * DAY)), 1)
    assert (week.tenders_kept, week.tenders_published) == (False, None)


def test_however_many_weeks_it_takes_as_many_statements(world: World) -> None:
    counts = []
    for weeks in (1, 51):
        with statements(world) as made:
            numbers(world, weeks)
        counts.append(len(made))
    assert counts == [7, 7]


def test_the_telling_is_planned_once_for_when_support_opens(world: World) -> None:
    opens = dt.datetime(2026, 11, 30, 7, tzinfo=dt.UTC)
    world.moment = dt.datetime(2026, 11, 25, 3, tzinfo=dt.UTC)
    for _ in range(2):
        with world.units.begin("job") as work:
            stats.plan_weekly(work, INFOMANIAK)
    with world.units.begin("job") as work:
        assert [row.due_at for row in due.take(work.session, opens, 10)] == [opens]
        assert stats.next_telling(INFOMANIAK, opens) == opens + 7 * DAY


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    made: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            made.append(statement)

    event.listen(world.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(world.engine, "before_cursor_execute", note)
