"""A made-up programme is whole: every row that another one names is there, and people can go on where it leaves off."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from benchmarks.crowd import settle
from benchmarks.crowd_rows import Crowd
from domain.partnerships.rules import Access, Status
from playground.people_api import FIRST_PERSON_ID
from storage.database import open_database
from storage.tables import Base, Conversation, Partnership
from tests.databases import owners_url
from tests.desk import Desk, Loop

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
CROWD = Crowd(40, FIRST_PERSON_ID)


def test_every_row_that_another_one_names_is_there(database_url: str) -> None:
    sizes = settle(owners_url(database_url), CROWD, NOW)

    engine = open_database(database_url)
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                parent = key.column.table.alias()
                there = select(parent.c[key.column.name]).where(parent.c[key.column.name] == key.parent)
                lost = select(func.count()).select_from(table).where(key.parent.is_not(None), ~there.exists())
                assert connection.execute(lost).scalar() == 0, key
        counted = connection.execute(select(func.count()).select_from(Conversation)).scalar()
        statuses = select(Partnership.status, func.count()).group_by(Partnership.status)
        found = {row[0]: row[1] for row in connection.execute(statuses)}
        full = select(func.count()).where(Partnership.access == Access.FULL)
        assert connection.execute(full).scalar() == CROWD.size // 8
    engine.dispose()
    assert counted == CROWD.size + CROWD.partners
    assert found == {Status.PENDING: 4, Status.ENDED: 4, Status.ACTIVE: 32}
    assert sizes.keys() >= {"conversation", "partnership", "processed_update"}


def test_people_of_a_made_up_programme_go_on_where_it_leaves_off(
    playground_url: str, database_url: str, loop: Loop
) -> None:
    settle(owners_url(database_url), CROWD, NOW)
    desk = Desk(playground_url, database_url, loop)
    desk.clock.moment = NOW
    client = desk.person()
    client.says("/partners")
    assert "Partner 0 AG" in client.reads()
    assert "Partner 1 AG" in client.reads()
    assert "Partner 1" in client.taps("Partner 1 AG")
    client.says("/start")
    assert "Which partner would you like to add?" in client.taps("Continue: Add a partner")
    desk.close()
