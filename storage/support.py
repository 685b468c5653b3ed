"""Queries about support: its group, its people, cases and their entries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from domain.sorting import sort_key
from storage.tables import CaseEntry, EntryKind, Staff, SupportCase, SupportGroup

THE_GROUP = 1
# What is typed anywhere may be for support, so these are asked again and again.
_OPEN_CASE = (
    select(SupportCase)
    .where(SupportCase.person_id == bindparam("person"), SupportCase.closed_at.is_(None))
    .with_for_update(of=SupportCase)
)
_HAS_OPEN_CASE = select(SupportCase.id).where(
    SupportCase.person_id == bindparam("person"), SupportCase.closed_at.is_(None)
)


def support_group(session: Session) -> SupportGroup | None:
    """The group in which support works, if one is connected."""
    return session.get(SupportGroup, THE_GROUP)


def staff(session: Session, telegram_id: int) -> Staff | None:
    """The member of support with this number in Telegram."""
    return session.get(Staff, telegram_id)


def all_staff(session: Session) -> Sequence[Staff]:
    """Everybody who belongs to support, by name."""
    return sorted(session.scalars(select(Staff)), key=lambda one: (sort_key(one.name), one.telegram_id))


def open_case_of(session: Session, person_id: int) -> SupportCase | None:
    """The person's open case, locked until the unit of work ends: both sides may write at the same moment."""
    return session.scalar(_OPEN_CASE, {"person": person_id})


def has_open_case(session: Session, person_id: int) -> bool:
    """Whether the person is talking to support."""
    return session.scalar(_HAS_OPEN_CASE, {"person": person_id}) is not None


def case_in_topic(session: Session, chat_id: int, thread_id: int) -> SupportCase | None:
    """The case of a topic in the support group, locked."""
    there = (SupportCase.chat_id == chat_id, SupportCase.thread_id == thread_id)
    return session.scalar(select(SupportCase).where(*there).with_for_update(of=SupportCase))


def cases_of(session: Session, person_id: int) -> int:
    """How many cases the person has had so far."""
    return session.scalar(select(func.count()).where(SupportCase.person_id == person_id)) or 0


def waiting_cases(session: Session, limit: int) -> Sequence[SupportCase]:
    """Open cases in which the person waits and the group was not told of it, those who wait longest first."""
    unanswered = (
        SupportCase.closed_at.is_(None),
        SupportCase.escalated_at.is_(None),
        SupportCase.waiting_since.is_not(None),
    )
    query = select(SupportCase).where(*unanswered).order_by(SupportCase.waiting_since).limit(limit)
    return session.scalars(query.with_for_update(of=SupportCase, skip_locked=True)).all()


def topic_of(session: Session, case_id: int) -> tuple[int | None, str]:
    """The number of a case's topic, once it is open, and its name."""
    row = session.execute(select(SupportCase.thread_id, SupportCase.title).where(SupportCase.id == case_id)).one()
    return row.thread_id, row.title


def keep_topic(session: Session, case_id: int, thread_id: int) -> None:
    """The case has this topic from now on."""
    session.execute(update(SupportCase).where(SupportCase.id == case_id).values(thread_id=thread_id))


def entry_written_in(session: Session, chat_id: int, message_id: int) -> CaseEntry | None:
    """What was written in this message."""
    there = (CaseEntry.from_chat_id == chat_id, CaseEntry.from_message_id == message_id)
    return session.scalar(select(CaseEntry).where(*there).order_by(CaseEntry.id.desc()).limit(1))


def entry_copied_to(session: Session, chat_id: int, message_id: int) -> CaseEntry | None:
    """What this message is a copy of."""
    there = (CaseEntry.to_chat_id == chat_id, CaseEntry.to_message_id == message_id)
    return session.scalar(select(CaseEntry).where(*there).order_by(CaseEntry.id.desc()).limit(1))


def counterpart(session: Session, chat_id: int, message_id: int) -> int:
    """The message on the other side of the case that is this one's copy or original; 0 for none."""
    copied = entry_copied_to(session, chat_id, message_id)
    if copied is not None:
        return copied.from_message_id
    written = entry_written_in(session, chat_id, message_id)
    return 0 if written is None else written.to_message_id or 0


def copy_message_id(session: Session, entry_id: int) -> int | None:
    """Where the copy of an entry stands, once it is delivered."""
    return session.scalar(select(CaseEntry.to_message_id).where(CaseEntry.id == entry_id))


def count_entries(session: Session, case_id: int) -> dict[EntryKind, int]:
    """How many entries of each kind the case has."""
    query = select(CaseEntry.kind, func.count()).where(CaseEntry.case_id == case_id).group_by(CaseEntry.kind)
    return {row[0]: row[1] for row in session.execute(query)}


def notes_of(session: Session, case_id: int) -> Sequence[CaseEntry]:
    """The case's notes, in their order."""
    notes = (CaseEntry.case_id == case_id, CaseEntry.kind == EntryKind.NOTE)
    return session.scalars(select(CaseEntry).where(*notes).order_by(CaseEntry.id)).all()


def topics_of(session: Session, person_id: int) -> tuple[int, ...]:
    """The topics of all the person's cases, in the order in which they were opened."""
    found = select(SupportCase.thread_id).where(SupportCase.person_id == person_id, SupportCase.thread_id.is_not(None))
    return tuple(number for number in session.scalars(found.order_by(SupportCase.id)) if number is not None)
