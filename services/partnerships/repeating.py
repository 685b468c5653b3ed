"""A request that has come to nothing is sent once more, as a new one (fact 31)."""

from __future__ import annotations

from domain.partnerships.rules import Access, NotPossibleNow, NotYours, Side, Status, Terms, TermsRefused
from domain.programme import Programme
from domain.words import Msg
from services.partnerships import negotiating, requesting
from services.partnerships.closing import asked_last
from services.partnerships.finding import visible_partnership
from storage.products import products_with_holders
from storage.tables import Partnership, Person, Product
from storage.work import Work

REPEATABLE = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.LAPSED})
"""What has come to nothing. An overtaken request would take the access away from whoever has just got it."""


def send_again(work: Work, programme: Programme, person: Person, partnership_id: int) -> Partnership:
    """Whoever has asked last asks for the same again, with the same sentence: a new request.

    Products that another partner has got in the meantime are left out.
    """
    old, side = repeatable(work, person, partnership_id)
    message = old.proposals[-1].message if old.proposals else None
    if side is Side.CLIENT:
        return requesting.request(work, programme, person, old.partner_id, terms_again(work, old), message)
    return negotiating.ask(work, programme, person, old.client_id, asked_again(work, programme, old), message)


def repeatable(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """The request, if the person's side can send it again. Raises `NotPossibleNow` and `NotYours`."""
    old, side = visible_partnership(work, person, partnership_id)
    if old.status not in REPEATABLE:
        raise NotPossibleNow(Msg("Only a request that was declined, withdrawn or has lapsed can be sent again."))
    if side is not asked_last(old):
        raise NotYours(Msg("Only the other side of this partnership can do that."))
    return old, side


def terms_again(work: Work, old: Partnership) -> Terms:
    """What a client asks for once more, with those products that are still free. Raises `TermsRefused`."""
    if old.access is Access.FULL:
        return Terms(old.access, old.payer, frozenset())
    found = products_with_holders(work.session, old.client_id, work.now, _last_products(old))
    free = frozenset(product.id for product, holder in found if holder is None)
    if not free:
        raise TermsRefused(Msg("None of these products is free any more. Please choose others with /addpartner."))
    return Terms(Access.LIMITED, None, free)


def asked_again(work: Work, programme: Programme, old: Partnership) -> Terms:
    """What a partner asks for once more: of products that were named before, it names the shelves."""
    if old.access is Access.FULL:
        return Terms(old.access, old.payer, frozenset())
    products = (work.session.get_one(Product, product_id) for product_id in sorted(_last_products(old)))
    shelves = {programme.category_of(product.kind).code for product in products}
    return Terms(Access.LIMITED, None, frozenset(), frozenset(old.shelves or ()) | shelves)


def _last_products(old: Partnership) -> frozenset[int]:
    if old.proposals:
        return frozenset(old.proposals[-1].products)
    return frozenset(access.product_id for access in old.product_accesses if access.released_at == old.closed_at)
