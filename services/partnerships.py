"""What clients and partners do with partnerships: ask, confirm, decline, withdraw, end, change the terms.

Every function takes the unit of work and the person who acts, checks the person's right to it, and raises
`Refused` with the reason where it is not possible. None commits.
"""

from __future__ import annotations

from datetime import timedelta

from domain.partnerships import Access, Action, NotPossibleNow, Payer, Side, Status, Terms, applies, move
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.authority import decidable_partnership, own_organisation
from services.closing import close, managed, stop_waiting
from services.deadlines import start_waiting
from services.proposals import chosen_products, preview
from storage import partnerships as stored
from storage.tables import Partnership, Person, ProductAccess
from storage.work import Work

RESEND_AFTER = timedelta(days=1)
"""An invitation can be sent again once a day, so that it stays a reminder and does not become a nuisance."""


class TooSoon(Refused):
    """The invitation has been sent again a short while ago."""


def request(work: Work, programme: Programme, person: Person, partner_id: int, terms: Terms) -> Partnership:
    """Asks a partner to manage the client's products under `terms` (facts 30, 31)."""
    work.action = "partnership.request"
    stored.lock_client(work.session, own_organisation(person).id)
    checked = preview(work, person, partner_id, terms)
    partnership = Partnership(
        client=checked.client,
        partner=checked.partner,
        access=terms.access,
        payer=terms.payer,
        status=Status.PENDING,
        requested_by_id=person.id,
        requested_at=work.now,
        sent_at=work.now,
    )
    start_waiting(work, programme, partnership)
    partnership.enquiries = []
    partnership.product_accesses = [ProductAccess(product=product, granted_at=work.now) for product in checked.products]
    work.session.add(partnership)
    work.session.flush()
    work.happened(events.RequestSent(partnership.id))
    return partnership


def confirm(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The partner agrees. What the request replaces ends, full-access requests it overtakes are closed (fact 24)."""
    work.action = "partnership.confirm"
    partnership, side = decidable_partnership(work, person, partnership_id)
    status = move(partnership.status, Action.CONFIRM, side)
    current = stored.between(work.session, partnership.client_id, partnership.partner_id, Status.ACTIVE)
    replaced = [current] if current is not None else []
    if partnership.access is Access.FULL:
        replaced += [
            other
            for other in stored.with_full_access(work.session, partnership.client_id, Status.ACTIVE)
            if other.partner_id != partnership.partner_id
        ]
    for other in replaced:
        close(work, other, Action.REPLACE, Side.PROGRAMME)
        work.happened(events.PartnershipReplaced(other.id, other.partner_id == partnership.partner_id))
    # The old ones must be gone before the new one takes their place in the unique indexes.
    work.session.flush()
    partnership.status = status
    partnership.confirmed_at = work.now
    stop_waiting(partnership)
    work.happened(events.PartnershipConfirmed(partnership.id))
    if partnership.access is Access.FULL:
        for other in stored.with_full_access(work.session, partnership.client_id, Status.PENDING):
            if other.id != partnership.id:
                close(work, other, Action.OVERTAKE, Side.PROGRAMME)
                work.happened(events.RequestOvertaken(other.id))
    return partnership


def decline(work: Work, person: Person, partnership_id: int, reason: str | None) -> Partnership:
    """The partner does not want the partnership; `reason`, if it gives one, goes to the client."""
    work.action = "partnership.decline"
    partnership, side = decidable_partnership(work, person, partnership_id)
    close(work, partnership, Action.DECLINE, side, reason)
    work.happened(events.RequestDeclined(partnership.id))
    return partnership


def withdraw(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The client takes its request back while nobody has answered it (fact 31)."""
    work.action = "partnership.withdraw"
    partnership, side = decidable_partnership(work, person, partnership_id)
    close(work, partnership, Action.WITHDRAW, side)
    work.happened(events.RequestWithdrawn(partnership.id))
    return partnership


def resend(work: Work, programme: Programme, person: Person, partnership_id: int) -> Partnership:
    """The client sends its invitation again (fact 31); the time to answer starts anew. Raises `TooSoon`."""
    work.action = "partnership.resend"
    partnership, side = decidable_partnership(work, person, partnership_id)
    move(partnership.status, Action.RESEND, side)
    again = partnership.sent_at + RESEND_AFTER
    if work.now < again:
        raise TooSoon(
            Msg(
                "{partner} received this invitation less than 24 hours ago. It can be sent again from {moment}.",
                partner=partnership.partner.name,
                moment=again,
            )
        )
    partnership.sent_at = work.now
    start_waiting(work, programme, partnership)
    work.happened(events.RequestResent(partnership.id))
    return partnership


def end(work: Work, person: Person, partnership_id: int) -> Partnership:
    """Either side ends the partnership (fact 32; that it was confirmed twice is the conversation's business)."""
    work.action = "partnership.end"
    partnership, side = decidable_partnership(work, person, partnership_id)
    close(work, partnership, Action.END, side)
    work.happened(events.PartnershipEnded(partnership.id, side))
    return partnership


def change_payer(work: Work, person: Person, partnership_id: int, payer: Payer) -> Partnership:
    """The client changes the payment means (fact 28); the partner is told (fact 29)."""
    work.action = "partnership.change_payer"
    partnership, side = decidable_partnership(work, person, partnership_id)
    move(partnership.status, Action.CHANGE_PAYER, side)
    _require_terms(partnership, Action.CHANGE_PAYER)
    if partnership.payer is not payer:
        partnership.payer = payer
        work.happened(events.PayerChanged(partnership.id))
    return partnership


def change_products(work: Work, person: Person, partnership_id: int, product_ids: frozenset[int]) -> Partnership:
    """The client decides anew which products a limited-access partner manages (facts 16, 32)."""
    work.action = "partnership.change_products"
    partnership = require_changeable_products(work, person, partnership_id)
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
        work.happened(
            events.ProductAccessChanged(
                partnership.id,
                tuple(product.name for product in granted),
                tuple(access.product.name for access in released),
            )
        )
    return partnership


def require_changeable_products(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The partnership, if the person may now decide which products its partner manages (fact 32)."""
    partnership, side = decidable_partnership(work, person, partnership_id)
    move(partnership.status, Action.CHANGE_PRODUCTS, side)
    _require_terms(partnership, Action.CHANGE_PRODUCTS)
    return partnership


def _require_terms(partnership: Partnership, action: Action) -> None:
    if not applies(action, partnership.access):
        raise NotPossibleNow(
            Msg("Payment means are settled for full access only.")
            if action is Action.CHANGE_PAYER
            else Msg("Full access covers all products, so none are chosen one by one.")
        )
