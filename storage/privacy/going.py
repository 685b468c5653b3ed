"""What goes when its time is over and belongs to no other subject's queries: cases, events, defects, idle people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.privacy import Period
from storage.runtime.forgetting import forget_oldest
from storage.tables import (
    AnsweredCall,
    CaseEntry,
    Conversation,
    Defect,
    DirectoryQuestion,
    Due,
    EmailConfirmation,
    Mail,
    Membership,
    OutboxMessage,
    PageLink,
    Person,
    ProcessedUpdate,
    ProgrammeEvent,
    Question,
    SupportCase,
)

_SINCE: Mapping[Period, InstrumentedAttribute[dt.datetime] | InstrumentedAttribute[dt.datetime | None]] = {
    Period.QUESTIONS: Question.asked_at,
    Period.MAILS: Mail.sent_at,
    Period.UNDELIVERED: OutboxMessage.failed_at,
    Period.PAGE_LINKS: PageLink.expires_at,
    Period.VISITORS_QUESTIONS: DirectoryQuestion.asked_at,
    Period.CASES: SupportCase.closed_at,
    Period.EVENTS: ProgrammeEvent.at,
    Period.DEFECTS: Defect.at,
    Period.UPDATES: ProcessedUpdate.received_at,
    Period.CALLS: AnsweredCall.answered_at,
    Period.CODES: EmailConfirmation.made_at,
}
"""From when on each is kept; tenders have a due moment each."""


def forget_cases(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of the cases that were closed before that moment, with all that was written in them; how many."""
    old = select(SupportCase.id).where(SupportCase.closed_at < before).order_by(SupportCase.closed_at).limit(most)
    gone = session.scalars(old.with_for_update(skip_locked=True)).all()
    if gone:
        connection = session.connection()
        connection.execute(delete(OutboxMessage).where(OutboxMessage.case_id.in_(gone)))
        connection.execute(delete(CaseEntry).where(CaseEntry.case_id.in_(gone)))
        connection.execute(delete(SupportCase).where(SupportCase.id.in_(gone)))
    return len(gone)


def forget_events(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of the events of before that moment that are not on their way any more; how many."""
    on_their_way = exists().where(OutboxMessage.event_id == ProgrammeEvent.id)
    return forget_oldest(session, ProgrammeEvent.id, ProgrammeEvent.at, before, most, ~on_their_way)


def forget_defects(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of the defects of before that moment; how many."""
    return forget_oldest(session, Defect.id, Defect.at, before, most)


def idle_people(session: Session, before: dt.datetime, behind: int, most: int) -> Sequence[int]:
    """Some people behind that id who act for nobody and have not written since, by their ids."""
    conversation = Conversation.chat_id == Person.telegram_id
    wrote = Conversation.updated_at
    query = (
        select(Person.id)
        .outerjoin(Conversation, conversation)
        .where(
            Person.organisation_id.is_(None),
            Person.telegram_id.is_not(None),
            Person.id > behind,
            Person.created_at < before,
            or_(wrote.is_(None), wrote < before),
            ~exists().where(Membership.person_id == Person.id),
        )
    )
    return session.scalars(query.order_by(Person.id).limit(most)).all()


def oldest(session: Session, period: Period, now: dt.datetime) -> dt.datetime | None:
    """Since when the oldest is kept, if there is any."""
    column = _SINCE.get(period)
    if column is None:
        return None
    # Of what lies in the outbox, mails and events have moments of their own, and other indexes.
    only = (OutboxMessage.due_at.is_(None),) if period is Period.UNDELIVERED else ()
    return session.scalar(select(column).where(column <= now, *only).order_by(column).limit(1))


def due_of(session: Session, kind: str) -> Mapping[str, dt.datetime]:
    """When each of this kind is due, by its mark."""
    return {row.mark: row.due_at for row in session.execute(select(Due.mark, Due.due_at).where(Due.kind == kind))}
