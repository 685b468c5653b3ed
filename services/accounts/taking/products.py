"""Takes an account's products; access to what is cancelled ends."""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts.kinds import ProductStatus
from domain.accounts.records import ProductRecord
from domain.programme import Programme
from domain.words import Msg
from services.accounts.taking.ending import release
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
from services.income.settling import products_became
from storage.accounts.taking import account_ids, lock_organisations, provided_products
from storage.tables import Product
from storage.work import Work


def take_products(work: Work, programme: Programme, records: Sequence[ProductRecord]) -> Taken:
    """Takes the products as they are at the provider. Raises `RecordRefused`.

    Whoever manages a product that is cancelled, or has gone to another account, manages it no longer. Products that
    somebody has typed stay as they are.
    """
    kinds = [kind.code for kind in programme.catalogue]
    taken = Taken()
    for start, batch in batches(records):
        work.action = "product.take"
        taken += _take_batch(work, frozenset(kinds), ", ".join(kinds), start, batch)
    return taken


def _take_batch(work: Work, kinds: frozenset[str], listed: str, start: int, records: Sequence[ProductRecord]) -> Taken:
    session = work.session
    wanted = {record.product for record in records}
    organisations = account_ids(session, {record.account for record in records})
    owners = {product.organisation_id for product in provided_products(session, wanted).values()}
    lock_organisations(session, owners.union(organisations.values()))
    present = provided_products(session, wanted)
    gone: dict[int, Product] = {}
    other_kind: dict[int, str] = {}
    taken = Taken()
    for index, record in enumerate(records, start):
        product = present.get(record.product)
        verdict = known(work, index, record.as_of, None if product is None else product.as_of)
        if verdict is not None:
            taken += verdict
            continue
        organisation_id = organisations.get(record.account)
        if organisation_id is None:
            raise account_unknown(index, record.account)
        if record.kind not in kinds:
            raise RecordRefused(
                index,
                Msg(
                    "The catalogue has no kind of product “{kind}”. Kinds are: {kinds}.", kind=record.kind, kinds=listed
                ),
            )
        if product is None:
            present[record.product] = _create(work, organisation_id, record)
            taken += CREATED
        else:
            if product.id is not None and (
                record.status is ProductStatus.CANCELLED or product.organisation_id != organisation_id
            ):
                gone[product.id] = product
            if product.kind != record.kind and product.id is not None:
                other_kind[product.id] = record.kind
            taken += CHANGED if _change(work, product, organisation_id, record) else UNCHANGED
    session.flush()
    products_became(work, other_kind)
    if gone:
        release(work, gone.values())
        session.flush()
    return taken


def _create(work: Work, organisation_id: int, record: ProductRecord) -> Product:
    product = Product(
        provider_id=record.product,
        organisation_id=organisation_id,
        kind=record.kind,
        name=record.name,
        yearly_value=record.yearly_value,
        expires_on=record.expires_on,
        removed_at=work.now if record.status is ProductStatus.CANCELLED else None,
        as_of=record.as_of,
    )
    work.session.add(product)
    return product


def _change(work: Work, product: Product, organisation_id: int, record: ProductRecord) -> bool:
    changed = update(
        product,
        organisation_id=organisation_id,
        kind=record.kind,
        name=record.name,
        yearly_value=record.yearly_value,
        expires_on=record.expires_on,
    )
    is_there = record.status is ProductStatus.ACTIVE
    if (product.removed_at is None) is not is_there:
        product.removed_at = None if is_there else work.now
        changed = True
    product.as_of = record.as_of
    return changed
