"""Queries for numbers: moments and counts, nobody's name; each finds its rows by an index on when they happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage.tables import ProgrammeEvent, Question, SupportCase, Tender, TenderOffer

AT_ONCE = 1_000
"""Rows that are in memory at a time."""


def partnership_events(
    session: Session,
    since: dt.datetime,
    until: dt.datetime,
    kinds: Collection[str],
    answers: Collection[str],
    requests: Collection[str],
) -> Iterator[tuple[str, dt.datetime, dt.datetime | None]]:
    """Events of these `kinds`: the kind, when it happened, and of `answers`, when the first of `requests` was made."""
    request = aliased(ProgrammeEvent)
    asked_at = (
        select(func.min(request.at))
        .where(request.partnership_id == ProgrammeEvent.partnership_id, request.kind.in_(requests))
        .scalar_subquery()
    )
    found = select(
        ProgrammeEvent.kind, ProgrammeEvent.at, case((ProgrammeEvent.kind.in_(answers), asked_at), else_=None)
    ).where(ProgrammeEvent.at >= since, ProgrammeEvent.at < until, ProgrammeEvent.kind.in_(kinds))
    for row in session.execute(found, execution_options={"yield_per": AT_ONCE}):
        yield row[0], row[1], row[2]


def questions_by_day(
    session: Session, since: dt.datetime, until: dt.datetime
) -> Sequence[tuple[dt.datetime, int, int]]:
    """Of each day's questions, how many there were, and how many got no answer, or one that did not help."""
    without = case((or_(Question.topic.is_(None), Question.liked.is_(False)), 1), else_=0)
    found = (
        select(Question.asked_at, func.count(), func.sum(without))
        .where(Question.asked_at >= since, Question.asked_at < until)
        .group_by(Question.asked_at)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found)]


def opened_cases(session: Session, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """When cases were opened."""
    return _moments(session, SupportCase.opened_at, since, until)


def published_tenders(session: Session, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """When tenders were published."""
    return _moments(session, Tender.published_at, since, until)


def made_offers(session: Session, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """When offers were made."""
    return _moments(session, TenderOffer.made_at, since, until)


def undertaken_offers(session: Session, since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    """When partners took on what a client had accepted."""
    return _moments(session, TenderOffer.undertaken_at, since, until)


def _moments(
    session: Session,
    moment: InstrumentedAttribute[dt.datetime] | InstrumentedAttribute[dt.datetime | None],
    since: dt.datetime,
    until: dt.datetime,
) -> Iterator[dt.datetime]:
    found = select(moment).where(moment >= since, moment < until)
    yield from (each for each in session.scalars(found, execution_options={"yield_per": AT_ONCE}) if each is not None)


def closed_cases(
    session: Session, since: dt.datetime, until: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime, dt.datetime | None]]:
    """When cases were closed, opened, and answered for the first time."""
    found = select(SupportCase.closed_at, SupportCase.opened_at, SupportCase.answered_at).where(
        SupportCase.closed_at >= since, SupportCase.closed_at < until
    )
    for row in session.execute(found, execution_options={"yield_per": AT_ONCE}):
        if row[0] is not None:
            yield row[0], row[1], row[2]
