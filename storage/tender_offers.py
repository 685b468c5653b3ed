"""Queries about offers for tenders, and about what partners ask.

Whoever decides something about a tender locks it first (`storage.tenders.tender`): of two who decide at the same
moment, the second one reads what the first one did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from domain.tenders.offers import TAKEN, OfferStatus
from domain.tenders.questions import QuestionStatus
from storage.tables import TenderOffer, TenderOfferFile, TenderQuestion

_SEEN = frozenset(OfferStatus) - {OfferStatus.WITHDRAWN}
"""A withdrawn offer is its partner's alone."""


def offer(session: Session, offer_id: int) -> TenderOffer | None:
    """The offer with its tender, as the database has them now; earlier copies are refreshed."""
    return session.scalar(
        select(TenderOffer)
        .where(TenderOffer.id == offer_id)
        .options(joinedload(TenderOffer.tender))
        .execution_options(populate_existing=True)
    )


def tender_of_offer(session: Session, offer_id: int) -> int | None:
    """The id of the tender that the offer is for; it never changes, so it may be read before the lock."""
    return session.scalar(select(TenderOffer.tender_id).where(TenderOffer.id == offer_id))


def tender_of_question(session: Session, question_id: int) -> int | None:
    """The id of the tender that the question is about; it never changes, as with offers."""
    return session.scalar(select(TenderQuestion.tender_id).where(TenderQuestion.id == question_id))


def standing_offer(session: Session, tender_id: int, partner_id: int) -> TenderOffer | None:
    """The partner's offer for the tender that it has not withdrawn."""
    there = (TenderOffer.tender_id == tender_id, TenderOffer.partner_id == partner_id)
    query = select(TenderOffer).where(*there, TenderOffer.status.in_(_SEEN))
    return session.scalar(query.execution_options(populate_existing=True))


def offers_for(session: Session, tender_id: int) -> Sequence[TenderOffer]:
    """What the client sees, the one that it has accepted in front, then those on its shortlist, then by age."""
    here = (TenderOffer.tender_id == tender_id, TenderOffer.status.in_(_SEEN))
    query = select(TenderOffer).where(*here).order_by(TenderOffer.id)
    found = session.scalars(query.execution_options(populate_existing=True))
    return sorted(
        found,
        key=lambda each: (
            each.status not in TAKEN,
            each.status is OfferStatus.THANKED,
            each.shortlisted_at is None,
            each.id,
        ),
    )


def count_offers(session: Session, tender_id: int) -> int:
    """How many offers the client sees that still can be accepted, or are."""
    open_ones = _SEEN - {OfferStatus.THANKED}
    here = (TenderOffer.tender_id == tender_id, TenderOffer.status.in_(open_ones))
    return session.scalar(select(func.count()).select_from(TenderOffer).where(*here)) or 0


def offers_by(session: Session, partner_id: int, limit: int, offset: int = 0) -> Sequence[TenderOffer]:
    """The partner's offers with their tenders, the newest in front."""
    return session.scalars(
        select(TenderOffer)
        .where(TenderOffer.partner_id == partner_id)
        .options(joinedload(TenderOffer.tender))
        .order_by(TenderOffer.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def count_offers_by(session: Session, partner_id: int) -> int:
    """How many offers the partner has made."""
    query = select(func.count()).select_from(TenderOffer).where(TenderOffer.partner_id == partner_id)
    return session.scalar(query) or 0


def texts_written(
    session: Session, partner_id: int, since: dt.datetime, but_tender: int, limit: int
) -> Sequence[tuple[int, str]]:
    """What the partner has written for other tenders since then, as (tender id, text); the newest, up to `limit`."""
    rows = session.execute(
        select(TenderOffer.tender_id, TenderOffer.text)
        .where(
            TenderOffer.partner_id == partner_id,
            TenderOffer.written_at > since,
            TenderOffer.tender_id != but_tender,
        )
        .order_by(TenderOffer.written_at.desc())
        .limit(limit)
    )
    return [(row.tender_id, row.text) for row in rows]


def files_of(session: Session, offer_ids: Collection[int]) -> Mapping[int, Sequence[TenderOfferFile]]:
    """The files of these offers, by the offer's id."""
    found: dict[int, list[TenderOfferFile]] = {offer_id: [] for offer_id in offer_ids}
    if found:
        here = TenderOfferFile.offer_id.in_(found)
        for each in session.scalars(select(TenderOfferFile).where(here).order_by(TenderOfferFile.id)):
            found[each.offer_id].append(each)
    return found


def question(session: Session, question_id: int) -> TenderQuestion | None:
    """The question with its tender, as the database has them now."""
    return session.scalar(
        select(TenderQuestion)
        .where(TenderQuestion.id == question_id)
        .options(joinedload(TenderQuestion.tender), joinedload(TenderQuestion.partner))
        .execution_options(populate_existing=True)
    )


def questions_about(
    session: Session, tender_id: int, partner_id: int | None, limit: int, offset: int = 0
) -> Sequence[TenderQuestion]:
    """What was asked about the tender, the newest in front: all of it, or what this partner may read."""
    return session.scalars(
        select(TenderQuestion)
        .where(*_readable(tender_id, partner_id))
        .options(joinedload(TenderQuestion.partner))
        .order_by(TenderQuestion.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def count_questions_about(session: Session, tender_id: int, partner_id: int | None) -> int:
    """How many these are."""
    query = select(func.count()).select_from(TenderQuestion).where(*_readable(tender_id, partner_id))
    return session.scalar(query) or 0


def _readable(tender_id: int, partner_id: int | None) -> tuple[ColumnElement[bool], ...]:
    here = TenderQuestion.tender_id == tender_id
    if partner_id is None:
        return (here,)
    to_all = TenderQuestion.status == QuestionStatus.ANSWERED_TO_ALL
    return (here, or_(TenderQuestion.partner_id == partner_id, to_all))


def count_waiting_questions(session: Session, tender_id: int, partner_id: int | None = None, *, by_client: bool) -> int:
    """How many questions about the tender have no answer yet: those of partners, or the client's; to one of them."""
    waiting = (TenderQuestion.status == QuestionStatus.ASKED, TenderQuestion.by_client.is_(by_client))
    query = select(func.count()).select_from(TenderQuestion).where(TenderQuestion.tender_id == tender_id, *waiting)
    if partner_id is not None:
        query = query.where(TenderQuestion.partner_id == partner_id)
    return session.scalar(query) or 0


def count_questions_by(session: Session, partner_id: int, since: dt.datetime) -> int:
    """How many questions about any tenders the partner has asked since then."""
    here = (
        TenderQuestion.partner_id == partner_id,
        TenderQuestion.asked_at > since,
        TenderQuestion.by_client.is_(False),
    )
    return session.scalar(select(func.count()).select_from(TenderQuestion).where(*here)) or 0
