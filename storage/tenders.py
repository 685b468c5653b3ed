"""Queries about tenders, and about who is told of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, text, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from domain.tenders.kinds import WorkKind
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import TenderStatus
from storage.tables import (
    Organisation,
    Person,
    Tender,
    TenderChange,
    TenderFile,
    TenderInvited,
    TenderNotice,
    TenderOffer,
    TenderReport,
    TenderSubscription,
)

# In the words of the indexes: SQLite does not see that a value given with the statement is one of them.
_LISTED = text("tender.status = 'open'")
_STANDS = TenderOffer.status.in_([OfferStatus.MADE, OfferStatus.CHOSEN])
_ONCE = {
    "postgresql": postgresql.insert(TenderNotice).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(TenderNotice).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tenders a list shows: of one kind, in one region or from anywhere, with a word in their subject."""

    kind: WorkKind | None = None
    region: str | None = None
    search: str = ""


def tender(session: Session, tender_id: int) -> Tender | None:
    """The tender as the database has it now, locked: two may decide about it at the same moment."""
    found = select(Tender).where(Tender.id == tender_id).with_for_update(of=Tender)
    return session.scalar(found.execution_options(populate_existing=True))


def own_tenders(session: Session, person_id: int, client_id: int | None, limit: int, offset: int) -> Sequence[Tender]:
    """Those of the organisation, or of the person who has none, the newest first."""
    found = select(Tender).where(*_own(person_id, client_id)).order_by(Tender.id.desc())
    return session.scalars(found.limit(limit).offset(offset)).all()


def count_own(session: Session, person_id: int, client_id: int | None) -> int:
    """How many these are."""
    return session.scalar(select(func.count()).select_from(Tender).where(*_own(person_id, client_id))) or 0


def count_running(session: Session, person_id: int, client_id: int | None) -> int:
    """How many of them have not ended."""
    running = (*_own(person_id, client_id), Tender.ended_at.is_(None))
    return session.scalar(select(func.count()).select_from(Tender).where(*running)) or 0


def count_published_since(session: Session, person_id: int, since: dt.datetime) -> int:
    """How many tenders a person has made since then, for whomever."""
    made = (Tender.publisher_id == person_id, Tender.created_at > since)
    return session.scalar(select(func.count()).select_from(Tender).where(*made)) or 0


def was_confirmed(session: Session, person_id: int) -> bool:
    """Whether support has let a tender of this person through who has no organisation: it knows who they are."""
    passed = (Tender.publisher_id == person_id, Tender.client_id.is_(None), Tender.published_at.is_not(None))
    return session.scalar(select(exists().where(*passed, Tender.status != TenderStatus.HIDDEN))) or False


def _own(person_id: int, client_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """What somebody has published as a visitor stays theirs, whomever they act for now."""
    as_visitor = and_(Tender.publisher_id == person_id, Tender.client_id.is_(None))
    return (as_visitor,) if client_id is None else (or_(Tender.client_id == client_id, as_visitor),)


def tenders_of(session: Session, client_id: int) -> Sequence[Tender]:
    """All tenders of an organisation."""
    return session.scalars(select(Tender).where(Tender.client_id == client_id).order_by(Tender.id)).all()


def listed(
    session: Session, partner_id: int, only: Filter, now: dt.datetime, limit: int, offset: int
) -> Sequence[Tender]:
    """What a partner can offer for, the newest first."""
    found = _listed(select(Tender), partner_id, only, now).order_by(Tender.published_at.desc(), Tender.id.desc())
    return session.scalars(found.limit(limit).offset(offset)).all()


def count_listed(session: Session, partner_id: int, only: Filter, now: dt.datetime) -> int:
    """How many these are."""
    return session.scalar(_listed(select(func.count()).select_from(Tender), partner_id, only, now)) or 0


def _listed(found: Select[Tender] | Select[int], partner_id: int, only: Filter, now: dt.datetime) -> Select:  # type: ignore[type-arg]  # of whatever is selected
    invited = exists().where(TenderInvited.tender_id == Tender.id)
    among = exists().where(TenderInvited.tender_id == Tender.id, TenderInvited.partner_id == partner_id)
    query = found.where(_LISTED, Tender.deadline > now, or_(~invited, among))
    # Asked per tender, so that no database reads all organisations for it; a visitor's tender has none that is closed.
    closed_at = select(Organisation.closed_at).where(Organisation.id == Tender.client_id).scalar_subquery()
    query = query.where(or_(Tender.client_id.is_(None), Tender.client_id != partner_id), closed_at.is_(None))
    if only.kind is not None:
        query = query.where(Tender.kind == only.kind)
    if only.region is not None:
        query = query.where(or_(Tender.region.is_(None), Tender.region.startswith(only.region, autoescape=True)))
    if only.search:
        query = query.where(
            or_(
                Tender.subject.icontains(only.search, autoescape=True),
                Tender.wanted.icontains(only.search, autoescape=True),
            )
        )
    return query


def invited_partners(session: Session, tender_id: int) -> Sequence[Organisation]:
    """The partners for whom alone a tender is; none, where it is for all."""
    found = select(Organisation).join(TenderInvited, TenderInvited.partner_id == Organisation.id)
    return session.scalars(found.where(TenderInvited.tender_id == tender_id).order_by(Organisation.sort_name)).all()


def files_of(session: Session, tender_id: int) -> Sequence[TenderFile]:
    """The files of a tender, in the order in which they were sent."""
    return session.scalars(select(TenderFile).where(TenderFile.tender_id == tender_id).order_by(TenderFile.id)).all()


def count_files(session: Session, tender_id: int) -> int:
    """How many these are."""
    return session.scalar(select(func.count()).select_from(TenderFile).where(TenderFile.tender_id == tender_id)) or 0


def change(session: Session, tender_id: int, version: int) -> TenderChange | None:
    """What a tender's change to this version was."""
    which = (TenderChange.tender_id == tender_id, TenderChange.version == version)
    return session.scalar(select(TenderChange).where(*which))


def due_tenders(session: Session, now: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of tenders that the programme has to look at, those due longest first."""
    found = select(Tender.id).where(Tender.due_at.is_not(None), Tender.due_at <= now).order_by(Tender.due_at)
    return session.scalars(found.limit(limit)).all()


def tellable(session: Session, now: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of tenders of which subscribers are being told, those that wait longest first."""
    found = select(Tender.id).where(Tender.telling_at.is_not(None), Tender.telling_at <= now)
    return session.scalars(found.order_by(Tender.telling_at, Tender.id).limit(limit)).all()


def tender_to_tell(session: Session, tender_id: int, now: dt.datetime) -> Tender | None:
    """One of these, locked; `None` where another process has it in hand, or has done it."""
    found = select(Tender).where(Tender.id == tender_id, Tender.telling_at <= now)
    found = found.with_for_update(of=Tender, skip_locked=True)
    return session.scalar(found.execution_options(populate_existing=True))


def subscriptions_behind(session: Session, subscription_id: int, limit: int) -> Sequence[TenderSubscription]:
    """Subscriptions with their people and partners, `limit` at most, in their order, behind this one."""
    found = select(TenderSubscription).where(TenderSubscription.id > subscription_id).order_by(TenderSubscription.id)
    together = (joinedload(TenderSubscription.person, innerjoin=True), joinedload(TenderSubscription.partner))
    return session.scalars(found.limit(limit).options(*together)).all()


def subscription_of(session: Session, person_id: int, partner_id: int) -> TenderSubscription | None:
    """What the person wants to be told of for this partner."""
    which = (TenderSubscription.person_id == person_id, TenderSubscription.partner_id == partner_id)
    return session.scalar(select(TenderSubscription).where(*which))


def note(
    session: Session, tender_id: int, people: Mapping[int, int], now: dt.datetime, *, told: Collection[int]
) -> Sequence[int]:
    """Notes who is told of a tender, each by their id for the partner with that one; those not in `told` will be.

    Returns those who had not been noted before.
    """
    if not people:
        return ()
    rows = [
        {
            "tender_id": tender_id,
            "person_id": person_id,
            "partner_id": partner_id,
            "made_at": now,
            "told_at": now if person_id in told else None,
        }
        for person_id, partner_id in people.items()
    ]
    before = set(session.scalars(_noted(tender_id, people)))
    connection = session.connection()
    connection.execute(_ONCE[connection.dialect.name], rows)
    return [person_id for person_id in people if person_id not in before]


def _noted(tender_id: int, people: Collection[int]) -> Select[int]:
    return select(TenderNotice.person_id).where(TenderNotice.tender_id == tender_id, TenderNotice.person_id.in_(people))


def waiting_notices(session: Session, person_id: int) -> Sequence[TenderNotice]:
    """Of what a person is to be told at their daily hour, with the tenders."""
    found = select(TenderNotice).where(TenderNotice.person_id == person_id, TenderNotice.told_at.is_(None))
    return session.scalars(found.options(joinedload(TenderNotice.tender)).order_by(TenderNotice.id)).all()


def people_told(session: Session, tender_id: int) -> Mapping[Person, int]:
    """Who has been told of a tender, each with the id of their partner."""
    found = select(Person, TenderNotice.partner_id).join(TenderNotice, TenderNotice.person_id == Person.id)
    told = and_(TenderNotice.tender_id == tender_id, TenderNotice.told_at.is_not(None))
    rows = session.execute(found.where(told).order_by(Person.id))
    return {row[0]: row[1] for row in rows}


def standing_offers(session: Session, tender_id: int) -> Sequence[TenderOffer]:
    """The offers that the client can still decide about."""
    found = select(TenderOffer).where(TenderOffer.tender_id == tender_id, _STANDS)
    return session.scalars(found.order_by(TenderOffer.id)).all()


def people_who_offered(session: Session, tender: Tender) -> Mapping[Person, int]:
    """Who has made an offer that stands, or did until the tender was closed, each with the id of their partner."""
    found = select(Person, TenderOffer.partner_id).join(TenderOffer, TenderOffer.made_by_id == Person.id)
    thanked = and_(TenderOffer.status == OfferStatus.THANKED, TenderOffer.decided_at == tender.ended_at)
    offered = (TenderOffer.tender_id == tender.id, or_(_STANDS, thanked))
    return {row[0]: row[1] for row in session.execute(found.where(*offered).order_by(Person.id))}


def open_reports(session: Session, tender_id: int) -> Sequence[TenderReport]:
    """What has been reported about a tender, and nobody has decided."""
    found = select(TenderReport).where(TenderReport.tender_id == tender_id, TenderReport.decided_at.is_(None))
    return session.scalars(found.order_by(TenderReport.id)).all()


def to_judge(session: Session, limit: int) -> list[tuple[Tender, list[TenderReport]]]:
    """Tenders that are held for support, or that were reported, each with its open reports, the oldest first."""
    # In the words of its index: SQLite does not see that a value given with the statement is one of them.
    held = select(Tender.id).where(text("tender.status = 'held'")).order_by(Tender.id).limit(limit).subquery()
    open_ones = TenderReport.decided_at.is_(None)
    about = TenderReport.tender_id
    reported = select(about).where(open_ones).group_by(about).order_by(about).limit(limit).subquery()
    ids = union_all(select(held.c.id), select(reported.c.tender_id))
    found = session.scalars(select(Tender).where(Tender.id.in_(ids)).order_by(Tender.id).limit(limit)).all()
    by_tender: dict[int, list[TenderReport]] = {tender.id: [] for tender in found}
    of_these = (TenderReport.tender_id.in_(by_tender), open_ones)
    for report in session.scalars(select(TenderReport).where(*of_these).order_by(TenderReport.id)):
        by_tender[report.tender_id].append(report)
    return [(tender, by_tender[tender.id]) for tender in found]


def report_by(session: Session, tender_id: int, person_id: int) -> TenderReport | None:
    """What this person has reported about it."""
    which = (TenderReport.tender_id == tender_id, TenderReport.person_id == person_id)
    return session.scalar(select(TenderReport).where(*which))


def count_reports_since(session: Session, person_id: int, since: dt.datetime) -> int:
    """How many tenders a person has reported since then."""
    found = (TenderReport.person_id == person_id, TenderReport.at > since)
    return session.scalar(select(func.count()).select_from(TenderReport).where(*found)) or 0


def erase(session: Session, tender_id: int) -> None:
    """The tender goes, and with it all that hangs on it: files, changes, questions, offers, who was told."""
    session.connection().execute(delete(Tender).where(Tender.id == tender_id))
