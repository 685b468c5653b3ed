"""What is coming for one person, whatever it is: one statement finds all of it, by the moments at which it comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from domain.partnerships.rules import WAITING, Status
from storage.tables import Due, Partnership


class What(StrEnum):
    """What it is that comes."""

    PARTNERSHIP = "partnership"
    REMINDER = "reminder"
    CHECK_UP = "check_up"


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes: the number of its partnership, if it has one, and the mark of a reminder.

    Of a check-up, `at` is when the last one was.
    """

    what: What
    at: dt.datetime
    partnership_id: int | None
    mark: str


def coming_for(
    session: Session,
    person_id: int,
    organisation_id: int | None,
    now: dt.datetime,
    *,
    reminders: str,
    checks: bool,
    among: Sequence[ColumnElement[bool]],
    limit: int,
) -> Sequence[Coming]:
    """The next things that come for the person, as somebody of that organisation, in their order; `limit` at most.

    `reminders` is the kind of due things that are listed; `checks` says that check-ups are the person's; `among` are
    the clients whom they reach, where the organisation is a partner (see `services.care.reaching`).
    """
    selects = [_reminders(person_id, organisation_id, now, reminders, among)]
    if organisation_id is not None:
        selects += [
            _ends(now, Partnership.client_id == organisation_id),
            _ends(now, Partnership.partner_id == organisation_id, Partnership.sent_at.is_not(None), *among),
        ]
        selects += [_check_up(organisation_id)] if checks else []
    every = union_all(*selects).subquery()
    found = session.execute(select(*every.c).where(every.c.at.is_not(None)).order_by(every.c.at).limit(limit))
    return [Coming(What(row[0]), row[1], row[2], row[3]) for row in found]


def _ends(now: dt.datetime, *mine: ColumnElement[bool]) -> Select[str, Any, Any, str]:
    """Requests that lapse, and last days."""
    ends = and_(Partnership.status.in_([*WAITING, Status.ACTIVE]), Partnership.lapses_at > now)
    return select(
        literal(What.PARTNERSHIP.value).label("what"),
        Partnership.lapses_at.label("at"),
        Partnership.id.label("partnership_id"),
        literal("").label("mark"),
    ).where(ends, *mine)


def _reminders(
    person_id: int, organisation_id: int | None, now: dt.datetime, kind: str, among: Sequence[ColumnElement[bool]]
) -> Select[str, Any, Any, str]:
    """Those that the person has asked for, as far as they are about what they may see."""
    sides = or_(Partnership.client_id == organisation_id, and_(Partnership.partner_id == organisation_id, *among))
    seen = exists().where(Partnership.id == Due.partnership_id, sides)
    return select(
        literal(What.REMINDER.value).label("what"),
        Due.due_at.label("at"),
        Due.partnership_id.label("partnership_id"),
        Due.mark.label("mark"),
    ).where(Due.person_id == person_id, Due.kind == kind, Due.due_at > now, or_(Due.partnership_id.is_(None), seen))


def _check_up(organisation_id: int) -> Select[str, Any, Any, str]:
    return select(
        literal(What.CHECK_UP.value).label("what"),
        func.min(Partnership.checked_at).label("at"),
        literal(None, Due.partnership_id.type).label("partnership_id"),
        literal("").label("mark"),
    ).where(Partnership.client_id == organisation_id, Partnership.status == Status.ACTIVE)


def partnerships_by_id(session: Session, partnership_ids: Collection[int]) -> Mapping[int, Partnership]:
    """These partnerships, by their ids."""
    found = session.scalars(select(Partnership).where(Partnership.id.in_(partnership_ids)))
    return {each.id: each for each in found}
