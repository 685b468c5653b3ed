"""What the ledger is settled from, many entries at once, and its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.orm import Session

from domain.income.ledger import Booked, Entry, Managed, Term
from storage.tables import (
    Base,
    BenefitLevel,
    IncomeEntry,
    Organisation,
    Partnership,
    PartnershipTerm,
    Product,
    ProductAccess,
    ProviderOrder,
)

_ORDERS = select(
    ProviderOrder.id,
    ProviderOrder.provider_id,
    ProviderOrder.organisation_id,
    ProviderOrder.kind,
    ProviderOrder.product_id,
    ProviderOrder.amount,
    ProviderOrder.currency,
    ProviderOrder.booked_on,
    ProviderOrder.ordered_by_id,
    ProviderOrder.paid_by_id,
    ProviderOrder.refers_to,
)
_BY_NUMBER = _ORDERS.where(ProviderOrder.provider_id.in_(bindparam("numbers", expanding=True)))
_REFERRING = _ORDERS.where(ProviderOrder.refers_to.in_(bindparam("numbers", expanding=True)))
_NUMBERS = select(ProviderOrder.provider_id, ProviderOrder.refers_to).where(
    ProviderOrder.id.in_(bindparam("orders", expanding=True))
)
_TERMS = (
    select(
        Partnership.client_id,
        PartnershipTerm.partnership_id,
        Partnership.partner_id,
        Partnership.access,
        PartnershipTerm.payer,
        PartnershipTerm.since,
        PartnershipTerm.until,
    )
    .join(PartnershipTerm, PartnershipTerm.partnership_id == Partnership.id)
    .where(Partnership.client_id.in_(bindparam("clients", expanding=True)))
)
_MANAGED = select(
    ProductAccess.partnership_id, ProductAccess.product_id, ProductAccess.granted_at, ProductAccess.released_at
).where(
    ProductAccess.partnership_id.in_(bindparam("partnerships", expanding=True)),
    ProductAccess.product_id.in_(bindparam("products", expanding=True)),
)
_KINDS = select(Product.id, Product.kind).where(Product.id.in_(bindparam("products", expanding=True)))
_LEVELS = (
    select(BenefitLevel.organisation_id, BenefitLevel.since, BenefitLevel.code)
    .where(BenefitLevel.organisation_id.in_(bindparam("partners", expanding=True)))
    .order_by(BenefitLevel.since)
)
_DOUBTED = select(IncomeEntry.order_id).where(
    IncomeEntry.order_id.in_(bindparam("orders", expanding=True)), IncomeEntry.doubt.is_not(None)
)
_WRITE = Base.metadata.tables[IncomeEntry.__tablename__].insert()  # no objects: there are none to be kept
_FORGET = delete(IncomeEntry).where(IncomeEntry.order_id.in_(bindparam("orders", expanding=True)))

_HOLD_LEVELS = text("LOCK TABLE benefit_level IN ROW SHARE MODE")
_LOCK_LEVELS = text("LOCK TABLE benefit_level IN EXCLUSIVE MODE")


class Family(NamedTuple):
    """Entries with all that takes them back: the entries, and their ids by number."""

    entries: Sequence[Entry]
    ids: Mapping[str, int]


def family(session: Session, numbers: Collection[str]) -> Family:
    """The entries with these numbers, and those that refer to them."""
    given = {"numbers": list(numbers)}
    found = {row[0]: row for query in (_BY_NUMBER, _REFERRING) for row in session.execute(query, given)}
    entries = [Entry(*row[1:]) for row in found.values()]
    return Family(entries, {row[1]: row[0] for row in found.values()})


def hold_levels(session: Session) -> None:
    """Until this transaction ends, nobody changes partners' levels: otherwise what is settled now would miss a change
    that is not committed yet, as that change would miss it. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_HOLD_LEVELS)


def lock_levels(session: Session) -> None:
    """Waits until nobody settles entries, and lets nobody do so until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK_LEVELS)


def clients_of(session: Session, order_ids: Collection[int]) -> Sequence[int]:
    """Whose entries these are."""
    query = select(ProviderOrder.organisation_id).where(ProviderOrder.id.in_(order_ids))
    return session.scalars(query.distinct()).all()


def numbers_of(session: Session, order_ids: Collection[int]) -> set[str]:
    """The numbers of the entries, and of those to which they refer."""
    found = session.execute(_NUMBERS, {"orders": list(order_ids)})
    return {number for row in found for number in row if number is not None}


def terms_of(session: Session, clients: Collection[int]) -> dict[int, list[Term]]:
    """How the clients' partnerships have stood, by client."""
    found: dict[int, list[Term]] = {}
    for row in session.execute(_TERMS, {"clients": list(clients)}):
        found.setdefault(row[0], []).append(Term(*row[1:]))
    return found


def managed_in(session: Session, partnerships: Collection[int], products: Collection[int]) -> list[Managed]:
    """When which of the products belonged to which of the partnerships."""
    if not partnerships or not products:
        return []
    given = {"partnerships": list(partnerships), "products": list(products)}
    return [Managed(*row) for row in session.execute(_MANAGED, given)]


def kinds_of(session: Session, products: Collection[int]) -> dict[int, str]:
    """The catalogue's codes of the products' kinds, by product."""
    return {row[0]: row[1] for row in session.execute(_KINDS, {"products": list(products)})}


def levels_of(session: Session, partners: Collection[int]) -> dict[int, list[tuple[dt.date, str | None]]]:
    """The partners' levels, each from its day on, in the order of days."""
    found: dict[int, list[tuple[dt.date, str | None]]] = {}
    for partner, since, code in session.execute(_LEVELS, {"partners": list(partners)}):
        found.setdefault(partner, []).append((since, code))
    return found


def write(session: Session, rows: Mapping[int, Booked], kinds: Mapping[int, str]) -> set[int]:
    """These are the ledger's rows of these entries (ids) from now on; which of them are doubtful that were not."""
    doubted = set(session.scalars(_DOUBTED, {"orders": list(rows)}))
    session.execute(_FORGET, {"orders": list(rows)})
    kept = [
        {
            "order_id": order_id,
            "client_id": row.client,
            "partner_id": row.partner,
            "month": row.booked_on.replace(day=1),
            "booked_on": row.booked_on,
            "kind": row.kind,
            "product_id": row.product,
            "product_kind": None if row.product is None else kinds.get(row.product),
            "currency": row.currency,
            "ordered_by": row.ordered_by,
            "turnover": row.turnover,
            "earning": row.earning,
            "income": row.income,
            "doubt": row.doubt,
        }
        for order_id, row in rows.items()
        if row.partner is not None or row.doubt is not None
    ]
    if kept:
        session.execute(_WRITE, kept)
    return {order_id for order_id, row in rows.items() if row.doubt is not None} - doubted


def settle_at(session: Session, order_ids: Collection[int], moment: dt.datetime | None) -> None:
    """When the entries are to be settled once more; never, without a moment."""
    session.execute(update(ProviderOrder).where(ProviderOrder.id.in_(order_ids)).values(settle_at=moment))


def due(session: Session, now: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of entries that are to be settled once more by now, `limit` at most."""
    return session.scalars(
        select(ProviderOrder.id).where(ProviderOrder.settle_at <= now).order_by(ProviderOrder.settle_at).limit(limit)
    ).all()


def of_partner_since(session: Session, partner: int, day: dt.date) -> Sequence[int]:
    """The ids of the entries of that day and later that are attributed to the partner."""
    month = day.replace(day=1)
    of_it = (IncomeEntry.partner_id == partner, IncomeEntry.month >= month, IncomeEntry.booked_on >= day)
    return session.scalars(select(IncomeEntry.order_id).where(*of_it)).all()


def of_other_kind(session: Session, kinds: Mapping[int, str]) -> None:
    """The products are of these kinds now: so are their entries."""
    for product_id, kind in kinds.items():
        theirs = (IncomeEntry.product_id == product_id, IncomeEntry.product_kind != kind)
        session.execute(update(IncomeEntry).where(*theirs).values(product_kind=kind))


def levels_between(session: Session, accounts: Collection[str]) -> dict[tuple[str, dt.date], BenefitLevel]:
    """What is known of these accounts' levels, by account and day."""
    found = session.execute(
        select(Organisation.account_id, BenefitLevel)
        .join(BenefitLevel, BenefitLevel.organisation_id == Organisation.id)
        .where(Organisation.account_id.in_(accounts))
        .execution_options(populate_existing=True)
    )
    return {(account, level.since): level for account, level in found if account is not None}


def ages_of_levels(session: Session, accounts: Collection[str]) -> dict[tuple[str, dt.date], dt.datetime]:
    """As of when the levels of these accounts are known, by account and day."""
    found = session.execute(
        select(Organisation.account_id, BenefitLevel.since, BenefitLevel.as_of)
        .join(BenefitLevel, BenefitLevel.organisation_id == Organisation.id)
        .where(Organisation.account_id.in_(accounts))
    )
    return {(account, since): as_of for account, since, as_of in found if account is not None}
