"""Queries about what waits for the people of an organisation, on whichever side of a partnership it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, literal, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from domain.applications import ApplicationStatus
from domain.organisations.verification import ClaimKind
from domain.partnerships.rules import Side, Status
from storage.tables import Application, Claim, Enquiry, Partnership


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much there is of each: requests to answer, questions, last days that come, people who want to be let in,
    questions about an application."""

    requests: int
    questions: int
    ending: int
    claims: int
    application: int

    @property
    def total(self) -> int:
        """All together."""
        return self.requests + self.others

    @property
    def others(self) -> int:
        """Whatever is no request."""
        return self.questions + self.ending + self.claims + self.application


def _to_answer(organisation_id: int, now: dt.datetime) -> ColumnElement[bool]:
    """Requests that the organisation is to answer, as client or as partner."""
    mine = or_(
        and_(Partnership.client_id == organisation_id, Partnership.status == Status.PROPOSED),
        and_(Partnership.partner_id == organisation_id, Partnership.status == Status.PENDING),
    )
    return and_(mine, Partnership.lapses_at > now)


Among = Sequence[ColumnElement[bool]]
"""Which of a partner's clients the reader reaches (`services.care.reach`)."""


def _asked(organisation_id: int, now: dt.datetime, among: Among) -> ColumnElement[bool]:
    """Questions of the other side about open requests: who is to answer a request asks, so the status tells which."""
    mine = or_(
        and_(
            Partnership.client_id == organisation_id,
            Partnership.status == Status.PENDING,
            Enquiry.asked_by == Side.PARTNER,
        ),
        and_(
            Partnership.partner_id == organisation_id,
            Partnership.status == Status.PROPOSED,
            Enquiry.asked_by == Side.CLIENT,
            *among,
        ),
    )
    return and_(mine, Partnership.lapses_at > now, Enquiry.answer.is_(None))


def _ending(organisation_id: int, today: dt.date, until: dt.date) -> ColumnElement[bool]:
    """The organisation's active partnerships whose last day, which it has set itself, comes soon."""
    mine = and_(Partnership.client_id == organisation_id, Partnership.status == Status.ACTIVE)
    return and_(mine, Partnership.ending_by.is_(None), Partnership.ends_on >= today, Partnership.ends_on <= until)


def _claims(organisation_id: int) -> ColumnElement[bool]:
    mine = and_(Claim.organisation_id == organisation_id, Claim.kind == ClaimKind.ACCESS)
    return and_(mine, Claim.decided_at.is_(None), Claim.support_asked_at.is_(None))


def _questioned(organisation_id: int) -> ColumnElement[bool]:
    return and_(Application.organisation_id == organisation_id, Application.status == ApplicationStatus.QUESTIONED)


def count_waiting(
    session: Session,
    organisation_id: int,
    now: dt.datetime,
    until: dt.date,
    *,
    asks: bool,
    decides: bool,
    among: Among = (),
) -> Waiting:
    """What waits for somebody who answers questions, and who `decides`; one statement, on every menu."""
    none: ScalarSelect[int] = select(literal(0)).scalar_subquery()
    requests = select(func.count()).where(_to_answer(organisation_id, now)).scalar_subquery()
    questions = (
        select(func.count()).select_from(Enquiry).join(Enquiry.partnership).where(_asked(organisation_id, now, among))
    )
    ending = select(func.count()).where(_ending(organisation_id, now.date(), until)).scalar_subquery()
    claims = select(func.count()).where(_claims(organisation_id)).scalar_subquery()
    application = select(func.count()).where(_questioned(organisation_id)).scalar_subquery()
    row = session.execute(
        select(
            requests if decides else none,
            questions.scalar_subquery() if asks else none,
            ending if decides else none,
            claims if decides else none,
            application if decides else none,
        )
    ).one()
    return Waiting(*row)


def questions_waiting(
    session: Session, organisation_id: int, now: dt.datetime, limit: int, among: Among = ()
) -> Sequence[Enquiry]:
    """Questions that the organisation owes an answer, the oldest first, with their partnerships."""
    return session.scalars(
        select(Enquiry)
        .join(Enquiry.partnership)
        .where(_asked(organisation_id, now, among))
        .options(contains_eager(Enquiry.partnership))
        .order_by(Enquiry.id)
        .limit(limit)
    ).all()


def ending_soon(
    session: Session, organisation_id: int, today: dt.date, until: dt.date, limit: int
) -> Sequence[Partnership]:
    """Partnerships whose last day comes, the soonest first."""
    soon = select(Partnership).where(_ending(organisation_id, today, until))
    return session.scalars(soon.order_by(Partnership.ends_on, Partnership.id).limit(limit)).all()


def requests_waiting(
    session: Session, organisation_id: int, now: dt.datetime, limit: int, offset: int
) -> Sequence[Partnership]:
    """Requests that the organisation is to answer, those first that lapse first."""
    mine = select(Partnership).where(_to_answer(organisation_id, now))
    return session.scalars(mine.order_by(Partnership.lapses_at, Partnership.id).limit(limit).offset(offset)).all()


def claims_waiting(session: Session, organisation_id: int, limit: int) -> Sequence[Claim]:
    """People who want to be let in, the oldest first."""
    mine = select(Claim).where(_claims(organisation_id)).options(joinedload(Claim.claimed_by))
    return session.scalars(mine.order_by(Claim.id).limit(limit)).all()
