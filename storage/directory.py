"""Queries about the directory: entries, how often they were opened, and what was asked through them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, bindparam, case, cast, delete, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from domain.applications import ApplicationStatus
from domain.organisations.verification import VerifiedBy
from storage.runtime.forgetting import forget_oldest
from storage.tables import (
    Application,
    Base,
    DirectoryEntry,
    DirectoryOpening,
    DirectoryQuestion,
    DirectorySalt,
    DirectoryVisit,
    Organisation,
)

IS_SHOWN: ColumnElement[bool] = and_(
    DirectoryEntry.is_on,
    DirectoryEntry.hidden_at.is_(None),
    Organisation.is_partner,
    Organisation.verified_at.is_not(None),
    Organisation.closed_at.is_(None),
    Organisation.frozen_at.is_(None),
)
"""Only a partner that is verified, and that somebody can act for, is shown."""
_VERSION = cast(DirectoryEntry.version, String) + ":" + Organisation.name
_SHOWN = (
    select(func.aggregate_strings(cast(DirectoryEntry.id, String) + ":" + _VERSION, "\n"))
    .select_from(DirectoryEntry)
    .join(Organisation, Organisation.id == DirectoryEntry.partner_id)
    .where(IS_SHOWN)
)


def shown(session: Session) -> str:
    """All entries that are shown, each with its version, in one text: `read_shown` reads it."""
    return session.scalar(_SHOWN) or ""


def read_shown(text: str) -> dict[int, str]:
    """By the ids of entries, their versions."""
    found = {}
    for line in text.split("\n") if text else ():
        number, _, version = line.partition(":")
        found[int(number)] = version
    return found


def entries(session: Session, ids: Collection[int]) -> Sequence[DirectoryEntry]:
    """The entries with these ids, with their partners, in any order."""
    found: list[DirectoryEntry] = []
    numbers = sorted(ids)
    for place in range(0, len(numbers), 500):
        some = numbers[place : place + 500]
        found += session.scalars(select(DirectoryEntry).where(DirectoryEntry.id.in_(some)))
    return found


def shown_entry(session: Session, entry_id: int) -> DirectoryEntry | None:
    """The entry, if it is shown."""
    return session.scalar(
        select(DirectoryEntry)
        .join(Organisation, Organisation.id == DirectoryEntry.partner_id)
        .where(DirectoryEntry.id == entry_id, IS_SHOWN)
    )


def entry_of(session: Session, partner_id: int) -> DirectoryEntry | None:
    """The partner's entry, whether it is shown or not."""
    return session.scalar(select(DirectoryEntry).where(DirectoryEntry.partner_id == partner_id))


def all_entries(session: Session) -> Sequence[DirectoryEntry]:
    """All entries, shown or not, by the partners' names."""
    return session.scalars(
        select(DirectoryEntry)
        .join(Organisation, Organisation.id == DirectoryEntry.partner_id)
        .order_by(Organisation.sort_name, Organisation.id)
    ).all()


def partner_since(session: Session, partner: Organisation) -> dt.datetime | None:
    """Since when it is a partner: when its application was approved, or somebody of the provider has taken it in.

    `None` where the provider's accounts have told that it is one: they do not tell since when.
    """
    approved = session.scalar(
        select(func.max(Application.decided_at)).where(
            Application.organisation_id == partner.id, Application.status == ApplicationStatus.APPROVED
        )
    )
    return approved or (partner.created_at if partner.verified_by is VerifiedBy.OPERATOR else None)


class Openings(NamedTuple):
    """How often an entry was opened: since two days, and in all."""

    week: int
    month: int
    total: int


def openings(session: Session, entry_id: int, week: dt.date, month: dt.date) -> Openings:
    """How often the entry was opened since the first day of a week, of a month, and ever."""

    def since(day: dt.date) -> ColumnElement[int]:
        counted = case((DirectoryOpening.day >= day, DirectoryOpening.openings), else_=0)
        return func.coalesce(func.sum(counted), 0)

    total = func.coalesce(func.sum(DirectoryOpening.openings), 0)
    row = session.execute(select(since(week), since(month), total).where(DirectoryOpening.entry_id == entry_id)).one()
    return Openings(*(int(number) for number in row))


def _insert(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if session.get_bind().dialect.name == "postgresql" else sqlite.insert(table)


def salt_of(session: Session, day: dt.date, fresh: str) -> str:
    """The salt of the day: `fresh`, where there is none yet."""
    found = session.scalar(select(DirectorySalt.salt).where(DirectorySalt.day == day))
    if found is not None:
        return found
    session.execute(_insert(session, DirectorySalt).values(day=day, salt=fresh).on_conflict_do_nothing())
    return session.scalars(select(DirectorySalt.salt).where(DirectorySalt.day == day)).one()


def note_visit(session: Session, day: dt.date, digest: str) -> bool:
    """Whether it is the first one of that digest today."""
    noted = _insert(session, DirectoryVisit).values(day=day, digest=digest).on_conflict_do_nothing()
    return session.execute(noted.returning(DirectoryVisit.digest)).first() is not None


def count_opening(session: Session, entry_id: int, day: dt.date) -> None:
    """One opening more."""
    session.execute(
        _insert(session, DirectoryOpening)
        .values(entry_id=entry_id, day=day, openings=1)
        .on_conflict_do_update(index_elements=["entry_id", "day"], set_={"openings": DirectoryOpening.openings + 1})
    )


def forget_visitors_questions(session: Session, before: dt.datetime, most: int) -> int:
    """Drops `most` of those that were asked before that moment, or all; how many."""
    return forget_oldest(session, DirectoryQuestion.id, DirectoryQuestion.asked_at, before, most)


def forget_visits(session: Session, today: dt.date, most: int) -> int:
    """Drops the salts of days that are over, and `most` visits, or all; how many of these."""
    session.execute(delete(DirectorySalt).where(DirectorySalt.day < today))
    over = select(DirectoryVisit.day, DirectoryVisit.digest).where(DirectoryVisit.day < today).limit(most)
    gone = session.execute(over).all()
    if gone:
        session.execute(delete(DirectoryVisit).where(tuple_(DirectoryVisit.day, DirectoryVisit.digest).in_(gone)))
    return len(gone)


_ASKED_SINCE = select(func.count()).where(
    DirectoryQuestion.asked_by_id == bindparam("person"), DirectoryQuestion.asked_at >= bindparam("since")
)
_WAITING = select(func.count()).where(
    DirectoryQuestion.asked_by_id == bindparam("person"),
    DirectoryQuestion.entry_id == bindparam("entry"),
    DirectoryQuestion.answer.is_(None),
    DirectoryQuestion.asked_at >= bindparam("since"),
)


def count_asked(session: Session, person_id: int, since: dt.datetime) -> int:
    """How many questions the person has asked since then, whomever."""
    return session.scalar(_ASKED_SINCE, {"person": person_id, "since": since}) or 0


def count_waiting(session: Session, person_id: int, entry_id: int, since: dt.datetime) -> int:
    """How many of them, to this partner, wait for an answer."""
    return session.scalar(_WAITING, {"person": person_id, "entry": entry_id, "since": since}) or 0


def question(session: Session, question_id: int) -> DirectoryQuestion | None:
    """The question with this id, with its entry, as the database has it now, locked: two may answer it at once."""
    found = select(DirectoryQuestion).where(DirectoryQuestion.id == question_id).with_for_update(of=DirectoryQuestion)
    return session.scalar(found.execution_options(populate_existing=True))
