"""Forgetting old rows some at a time, so that nobody waits long for the database meanwhile."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session


def forget_oldest(
    session: Session,
    key: InstrumentedAttribute[int],
    moment: InstrumentedAttribute[dt.datetime] | InstrumentedAttribute[dt.datetime | None],
    before: dt.datetime,
    most: int,
    *but_only: ColumnElement[bool],
) -> int:
    """Deletes the oldest rows, but no more than `most`, whose `moment` is `before` that one; how many it has deleted.

    If there are conditions as well, `but_only` those that meet them.

    Rows that another transaction has locked – it may be forgetting, too – are left alone.
    """
    oldest = (
        select(key).where(moment < before, *but_only).order_by(moment).limit(most).with_for_update(skip_locked=True)
    )
    keys = session.scalars(oldest).all()
    # With the keys in the statement, PostgreSQL finds the rows by them; with a subquery, it reads the whole table.
    session.connection().execute(delete(key.class_).where(key.in_(keys)))
    return len(keys)
