"""Takes the entries of the provider's books: orders, renewals, and what takes them back."""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts.records import OrderRecord
from domain.programme import Programme
from domain.words import Msg
from services.accounts.taking.outcome import (
    CHANGED,
    CREATED,
    UNCHANGED,
    RecordRefused,
    Taken,
    account_unknown,
    batches,
    known,
    update,
)
from services.income.settling import settle
from storage.accounts.taking import account_ids, booked_orders, lock_organisations, product_ids
from storage.tables import ProviderOrder
from storage.work import Work


def take_orders(work: Work, programme: Programme, records: Sequence[OrderRecord]) -> Taken:
    """Takes the entries as they are in the provider's books, and settles what they bring. Raises `RecordRefused`."""
    taken = Taken()
    for start, batch in batches(records):
        work.action = "order.take"
        taken += _take_batch(work, programme, start, batch)
    return taken


def _take_batch(work: Work, programme: Programme, start: int, records: Sequence[OrderRecord]) -> Taken:
    session = work.session
    named = {account for each in records for account in (each.account, each.ordered_by, each.paid_by)}
    organisations = account_ids(session, named)
    lock_organisations(session, {organisations[each.account] for each in records if each.account in organisations})
    products = product_ids(session, {each.product for each in records if each.product is not None})
    present = booked_orders(session, {each.order for each in records})
    told: list[ProviderOrder] = []
    once_taken_back: set[str] = set()
    taken = Taken()
    for index, record in enumerate(records, start):
        order = present.get(record.order)
        verdict = known(work, index, record.as_of, None if order is None else order.as_of)
        if verdict is not None:
            taken += verdict
            continue
        for account in (record.account, record.ordered_by, record.paid_by):
            if account not in organisations:
                raise account_unknown(index, account)
        if record.product is not None and record.product not in products:
            raise RecordRefused(
                index,
                Msg(
                    "The product “{product}” is not known here. "
                    "Please bring in the products first, cancelled ones too.",
                    product=record.product,
                ),
            )
        values: dict[str, object] = {
            "organisation_id": organisations[record.account],
            "product_id": None if record.product is None else products[record.product],
            "kind": record.kind,
            "amount": record.amount,
            "currency": record.currency,
            "booked_on": record.booked_on,
            "ordered_by_id": organisations[record.ordered_by],
            "paid_by_id": organisations[record.paid_by],
            "refers_to": record.refers_to,
        }
        if order is None:
            order = ProviderOrder(provider_id=record.order, as_of=record.as_of, **values)
            session.add(order)
            present[record.order] = order
            taken += CREATED
        else:
            if order.refers_to is not None and order.refers_to != record.refers_to:
                once_taken_back.add(order.refers_to)
            taken += CHANGED if update(order, **values) else UNCHANGED
            order.as_of = record.as_of
        told.append(order)
    session.flush()
    settle(work, programme, {order.id for order in told}, *sorted(once_taken_back))
    return taken
