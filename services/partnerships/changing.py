"""What is done to a partnership that is confirmed: its terms change (facts 28, 29, 32)."""

from __future__ import annotations

from domain.partnerships.rules import Access, Action, NotPossibleNow, Payer, Terms, applies, move
from domain.words import Msg
from services import events
from services.partnerships.closing import managed
from services.partnerships.deadlines import lapse_all_of
from services.partnerships.finding import decidable_partnership
from services.partnerships.proposals import chosen_products
from services.partnerships.setting_up import await_set_up
from services.rights import Act
from storage.tables import Partnership, Person, ProductAccess
from storage.work import Work


def change_payer(work: Work, person: Person, partnership_id: int, payer: Payer) -> Partnership:
    """The client changes the payment means (fact 28); the partner is told (fact 29)."""
    work.action = Act.CHANGE_PAYER
    partnership, side = decidable_partnership(work, person, Act.CHANGE_PAYER, partnership_id)
    move(partnership.status, Action.CHANGE_PAYER, side)
    require_terms(partnership, Action.CHANGE_PAYER)
    if partnership.payer is not payer:
        before = {"payment_means": partnership.payer.value if partnership.payer is not None else None}
        partnership.payer = payer
        await_set_up(work, partnership)
        work.happened(events.PayerChanged(partnership.id, before=before))
    return partnership


def change_products(work: Work, person: Person, partnership_id: int, product_ids: frozenset[int]) -> Partnership:
    """The client decides anew which products a limited-access partner manages (facts 16, 32)."""
    work.action = Act.CHANGE_PRODUCTS
    partnership = require_changeable_products(work, person, partnership_id)
    lapse_all_of(work, partnership.client_id)
    terms = Terms(Access.LIMITED, None, product_ids)
    wanted = chosen_products(work, partnership.client, terms.products, held_by=partnership)
    held = {access.product_id: access for access in managed(partnership)}
    granted = [product for product in wanted if product.id not in held]
    released = [access for product_id, access in held.items() if product_id not in product_ids]
    for access in released:
        access.released_at = work.now
    for product in granted:
        partnership.product_accesses.append(ProductAccess(product=product, granted_at=work.now))
    if granted or released:
        await_set_up(work, partnership)
        work.happened(
            events.ProductAccessChanged(
                partnership.id,
                tuple(product.name for product in granted),
                tuple(access.product.name for access in released),
                before={"products": sorted(held)},
            )
        )
    return partnership


def require_changeable_products(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The partnership, if the person may now decide which products its partner manages (fact 32)."""
    partnership, side = decidable_partnership(work, person, Act.CHANGE_PRODUCTS, partnership_id)
    move(partnership.status, Action.CHANGE_PRODUCTS, side)
    require_terms(partnership, Action.CHANGE_PRODUCTS)
    return partnership


def require_terms(partnership: Partnership, action: Action) -> None:
    """Raises `NotPossibleNow` where the action does not go with the kind of access."""
    if not applies(action, partnership.access):
        raise NotPossibleNow(
            Msg("Payment means are settled for full access only.")
            if action is Action.CHANGE_PAYER
            else Msg("Full access covers all products, so none are chosen one by one.")
        )
