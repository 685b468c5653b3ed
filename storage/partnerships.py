"""Queries about partnerships and the products in them.

Whoever changes a client's partnerships locks the client first (`lock_client`): two people who decide at the
same moment then decide one after the other, and the second one reads what the first one did.

Statements that nearly every update makes are written down once: to put one together takes as long as to execute it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from domain.names.keys import read_search
from domain.partnerships.rules import ASKED, OPEN, WAITING, Access, SetUp, Status
from domain.sorting import sort_key
from storage.searching import holds
from storage.tables import Enquiry, Organisation, Partnership, ProductAccess

# What is over counts no longer, although the caretaker may not have looked yet: a request whose last moment has passed,
# and an access whose last day has.
_NOT_OVER = or_(Partnership.lapses_at.is_(None), Partnership.lapses_at > bindparam("now"))
# Not the strongest lock: rows that refer to the organisation may be added meanwhile. Otherwise two partners
# that ask each other would wait crosswise, each for the foreign key's check of what the other has locked.
_LOCK_CLIENT = select(Organisation.id).where(Organisation.id == bindparam("client")).with_for_update(key_share=True)
_OF_CLIENT = (
    select(Partnership)
    .where(Partnership.client_id == bindparam("client"), Partnership.status.in_(bindparam("statuses", expanding=True)))
    .where(_NOT_OVER)
)
_OPEN_BETWEEN = select(Partnership).where(
    Partnership.client_id == bindparam("client"),
    Partnership.partner_id == bindparam("partner"),
    Partnership.status.in_(OPEN),
    _NOT_OVER,
)
_HOLDERS = (
    select(ProductAccess)
    .join(ProductAccess.partnership)
    .where(ProductAccess.product_id.in_(bindparam("products", expanding=True)), ProductAccess.released_at.is_(None))
    .where(_NOT_OVER)
    .options(selectinload(ProductAccess.partnership))
)


def lock_client(session: Session, client_id: int) -> None:
    """Waits until no other transaction changes this client's partnerships. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_LOCK_CLIENT, {"client": client_id})


def lock_client_of(session: Session, partnership_id: int) -> None:
    """As `lock_client`, for the partnership's client; it never changes, so it may be read before it is locked."""
    client_id = session.scalar(select(Partnership.client_id).where(Partnership.id == partnership_id))
    if client_id is not None:
        lock_client(session, client_id)


def partnership(session: Session, partnership_id: int) -> Partnership | None:
    """The partnership as the database has it now, with its products; earlier copies are refreshed."""
    return session.scalar(
        select(Partnership)
        .where(Partnership.id == partnership_id)
        .options(
            selectinload(Partnership.product_accesses),
            selectinload(Partnership.enquiries),
            selectinload(Partnership.proposals),
        )
        .execution_options(populate_existing=True)
    )


def of_client(
    session: Session, client_id: int, now: dt.datetime, statuses: Collection[Status] = OPEN
) -> Sequence[Partnership]:
    """The client's partnerships that are in the given statuses now, active ones first, by the partners' names."""
    found = session.scalars(_OF_CLIENT, {"client": client_id, "now": now, "statuses": list(statuses)})
    return sorted(found, key=lambda one: (one.status, sort_key(one.partner.name), -one.id))


def newest_of_partner(
    session: Session,
    partner_id: int,
    status: Status,
    now: dt.datetime,
    *others: Status,
    client: str = "",
    among: Sequence[ColumnElement[bool]] = (),
    limit: int,
    offset: int = 0,
) -> Sequence[Partnership]:
    """The newest of the partner's partnerships in `status` now, of clients whose name contains `client`.

    `among` are further conditions: which of the clients the reader reaches (`services.care.reach`). Behind them come
    the newest in `others`.
    """
    order = [Partnership.status != status] if others else []
    return session.scalars(
        select(Partnership)
        .where(*_of_partner(partner_id, (status, *others), now, client), *among)
        .order_by(*order, Partnership.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def count_of_partner(
    session: Session,
    partner_id: int,
    status: Status,
    now: dt.datetime,
    *others: Status,
    client: str = "",
    among: Sequence[ColumnElement[bool]] = (),
) -> int:
    """How many partnerships `newest_of_partner` would find in all."""
    of_it = _of_partner(partner_id, (status, *others), now, client)
    query = select(func.count()).select_from(Partnership).where(*of_it, *among)
    return session.scalar(query) or 0


def count_by_partner(
    session: Session, partner_ids: Collection[int], status: Status, now: dt.datetime
) -> Mapping[int, int]:
    """How many partnerships in `status` each of the partners has now, by its id; who has none is left out."""
    of_these = (Partnership.partner_id.in_(partner_ids), Partnership.status == status)
    query = select(Partnership.partner_id, func.count()).where(*of_these, _is_not_over(now))
    return {row[0]: row[1] for row in session.execute(query.group_by(Partnership.partner_id))}


def _is_not_over(now: dt.datetime) -> ColumnElement[bool]:
    """As `_NOT_OVER`, for statements that are put together where they are needed."""
    return or_(Partnership.lapses_at.is_(None), Partnership.lapses_at > now)


def over(session: Session, client_id: int, now: dt.datetime) -> Sequence[Partnership]:
    """The client's requests and partnerships whose last moment has passed, and that nobody has closed yet."""
    may_be_over = Partnership.status.in_(WAITING | {Status.ACTIVE})
    return session.scalars(
        select(Partnership)
        .where(Partnership.client_id == client_id, may_be_over, Partnership.lapses_at <= now)
        .options(selectinload(Partnership.product_accesses))
        .order_by(Partnership.id)
    ).all()


def prepared_of(session: Session, client_id: int) -> Sequence[Partnership]:
    """The client's requests that are not sent yet, the oldest first, as the database has them now."""
    return session.scalars(
        select(Partnership)
        .where(Partnership.client_id == client_id, Partnership.status == Status.PREPARED)
        .options(selectinload(Partnership.product_accesses))
        .order_by(Partnership.id)
        .execution_options(populate_existing=True)
    ).all()


def unverified_with_number(session: Session, country: str, register_number: str) -> Sequence[int]:
    """The ids of organisations with this register number that are not verified, and have prepared something."""
    same = (Organisation.country == country, Organisation.register_number == register_number)
    return session.scalars(
        select(Organisation.id)
        .join(Partnership, Partnership.client_id == Organisation.id)
        .where(*same, Organisation.verified_at.is_(None), Partnership.status == Status.PREPARED)
        .distinct()
        .order_by(Organisation.id)
    ).all()


def _of_partner(
    partner_id: int, statuses: Sequence[Status], now: dt.datetime, client: str
) -> list[ColumnElement[bool]]:
    in_these = Partnership.status == statuses[0] if len(statuses) == 1 else Partnership.status.in_(statuses)
    conditions = [Partnership.partner_id == partner_id, in_these, _is_not_over(now)]
    if client:
        conditions.append(Partnership.client.has(holds(Organisation.search_name, read_search(client))))
    return conditions


def open_between(session: Session, client_id: int, partner_id: int, now: dt.datetime) -> Mapping[Status, Partnership]:
    """Those of the two that are open now, by status: at most one that is asked for, and an active one."""
    found = session.scalars(_OPEN_BETWEEN, {"client": client_id, "partner": partner_id, "now": now})
    return {partnership.status: partnership for partnership in found}


def latest_between(session: Session, client_id: int, partner_id: int, *, sent: bool) -> Partnership | None:
    """What is between the two: the active one, else an open request, else what ended last; if `sent`, not in secret."""
    of_both = [Partnership.client_id == client_id, Partnership.partner_id == partner_id]
    place = case((Partnership.status == Status.ACTIVE, 0), (Partnership.status.in_(ASKED), 1), else_=2)
    if sent:
        of_both.append(Partnership.sent_at.is_not(None))
    return session.scalar(select(Partnership).where(*of_both).order_by(place, Partnership.id.desc()).limit(1))


def ended_by(session: Session, person_id: int, since: dt.datetime) -> Sequence[Partnership]:
    """What this person has ended since then, the last one first."""
    ended = (Partnership.status == Status.ENDED, Partnership.closed_by_id == person_id, Partnership.closed_at > since)
    return session.scalars(select(Partnership).where(*ended).order_by(Partnership.closed_at.desc())).all()


def with_full_access(session: Session, client_id: int, status: Status, now: dt.datetime) -> Sequence[Partnership]:
    """The client's full-access partnerships that are in `status` now; at most one of them is active (fact 24)."""
    of_kind = (Partnership.access == Access.FULL, Partnership.status == status)
    return session.scalars(
        select(Partnership)
        .where(Partnership.client_id == client_id, *of_kind, _is_not_over(now))
        .order_by(Partnership.id)
    ).all()


def holders(session: Session, product_ids: Collection[int], now: dt.datetime) -> Sequence[ProductAccess]:
    """Who manages these products now, or is asked to (fact 19: at most one partner each)."""
    return session.scalars(_HOLDERS, {"products": list(product_ids), "now": now}).all()


def enquiry(session: Session, enquiry_id: int) -> Enquiry | None:
    """A partner's question to the client, as the database has it now."""
    return session.get(Enquiry, enquiry_id, populate_existing=True)


def due(session: Session, now: dt.datetime, limit: int) -> Sequence[tuple[int, int]]:
    """(partnership id, client id) of requests and last days whose reminder or end is due, the oldest first."""
    rows = session.execute(
        select(Partnership.id, Partnership.client_id)
        .where(Partnership.due_at <= now)
        .order_by(Partnership.due_at)
        .limit(limit)
    )
    return [(row.id, row.client_id) for row in rows]


def unchecked_clients(session: Session, before: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of the clients of up to `limit` active partnerships that were last checked up by that moment."""
    rows = session.scalars(
        select(Partnership.client_id)
        .where(Partnership.status == Status.ACTIVE, Partnership.checked_at <= before)
        .order_by(Partnership.checked_at)
        .limit(limit)
    )
    return list(dict.fromkeys(rows))


def active_with_products(session: Session, client_id: int, now: dt.datetime) -> Sequence[Partnership]:
    """The client's active partnerships with their products, by the partners' names, as the database has them now."""
    statement = _OF_CLIENT.options(selectinload(Partnership.product_accesses))
    values = {"client": client_id, "now": now, "statuses": [Status.ACTIVE]}
    found = session.scalars(statement.execution_options(populate_existing=True), values)
    return sorted(found, key=lambda one: (sort_key(one.partner.name), one.id))


def being_set_up(session: Session, limit: int) -> Sequence[tuple[int, int]]:
    """(partnership id, client id) of partnerships that wait for the provider's systems, `limit` at most."""
    waits = Partnership.set_up == SetUp.WAITING
    rows = session.execute(
        select(Partnership.id, Partnership.client_id).where(waits).order_by(Partnership.id).limit(limit)
    )
    return [(row.id, row.client_id) for row in rows]


def page(
    session: Session, *, account: str | None, status: Status | None, now: dt.datetime, behind: int, limit: int
) -> Sequence[Partnership]:
    """Partnerships with an id `behind` that one, in the order of ids, with their products; none that was never sent.

    Those of the `account` of that number, on either side, if one is given, and those that are in `status` now: a
    request that is over is a lapsed one, and an access that is over an ended one, although nobody may have closed it.
    """
    conditions: list[ColumnElement[bool]] = [Partnership.id > behind, Partnership.sent_at.is_not(None)]
    if account is not None:
        # The id first: a condition on either side's account would read every partnership there is.
        organisation_id = session.scalar(select(Organisation.id).where(Organisation.account_id == account))
        if organisation_id is None:
            return []
        conditions.append(or_(Partnership.client_id == organisation_id, Partnership.partner_id == organisation_id))
    match status:
        case None:
            pass
        case Status.LAPSED:
            over_ = and_(Partnership.status.in_(WAITING), Partnership.lapses_at <= now)
            conditions.append(or_(Partnership.status == status, over_))
        case Status.ENDED:
            over_ = and_(Partnership.status == Status.ACTIVE, Partnership.lapses_at <= now)
            conditions.append(or_(Partnership.status == status, over_))
        case _:
            conditions += [Partnership.status == status, _is_not_over(now)]
    return session.scalars(
        select(Partnership)
        .where(*conditions)
        .options(selectinload(Partnership.product_accesses))
        .order_by(Partnership.id)
        .limit(limit)
    ).all()
