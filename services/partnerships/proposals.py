"""What a request would mean before it is sent: whether it is possible, what it replaces and what it competes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.partnerships.rules import ASKED, Access, Side, Status, Terms, TermsRefused
from domain.words import Msg, Refused
from services.partnerships.blocks import require_open_to
from services.rights import Act, own_organisation, require
from storage import partnerships as stored
from storage.products import products_with_holders
from storage.tables import Organisation, Partnership, Person, Product
from storage.work import Work


class PartnerUnknown(Refused):
    """There is no such partner."""


class AlreadyPartners(Refused):
    """The two are partners already, or a request between them is open."""


class ProductTaken(Refused):
    """Another partner manages the product, or has been asked to (fact 19)."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request would change: `replaces` are partnerships that end when it is confirmed, `competes` requests of
    which only the first one confirmed will hold, `keeps` the client's other partners, who stay as they are.
    """

    client: Organisation
    partner: Organisation
    terms: Terms
    products: tuple[Product, ...]
    replaces: tuple[Partnership, ...]
    competes: tuple[Partnership, ...]
    keeps: tuple[Partnership, ...]


def preview(work: Work, person: Person, partner_id: int, terms: Terms) -> Preview:
    """Checks a request without sending it and tells its consequences."""
    client = own_organisation(person)
    require(work, person, Act.REQUEST, client)
    return preview_of(work, client, partner_id, terms)


def preview_of(work: Work, client: Organisation, partner_id: int, terms: Terms) -> Preview:
    """As `preview`, for a client in whose name somebody has decided that already."""
    partner = work.session.get(Organisation, partner_id)
    if partner is None or not partner.is_partner or partner.closed_at is not None or partner.id == client.id:
        raise PartnerUnknown(
            Msg("This partner is not in the programme (any more). Choose another one with /addpartner.")
        )
    require_open_to(work, partner, client)
    present = stored.of_client(work.session, client.id, work.now)
    active = [other for other in present if other.status is Status.ACTIVE]
    pending = [other for other in present if other.status in ASKED]
    if any(other.partner_id == partner.id for other in pending):
        raise _still_waiting(partner)
    current = next((other for other in active if other.partner_id == partner.id), None)
    if current is not None and current.access is terms.access:
        raise already_partners(partner, terms.access)
    replaces = [current] if current is not None else []
    competes: list[Partnership] = []
    if terms.access is Access.FULL:  # fact 24
        replaces += [other for other in active if other.access is Access.FULL and other is not current]
        competes += [other for other in pending if other.access is Access.FULL]
    products = chosen_products(work, client, terms.products)
    keeps = [other for other in active if other not in replaces]
    return Preview(client, partner, terms, products, tuple(replaces), tuple(competes), tuple(keeps))


def present_terms(present: Mapping[Status, Partnership], partner: Organisation) -> Partnership | None:
    """The active one of a client's `present` partnerships with the partner, as `storage` has them, if there is one.

    Raises `AlreadyPartners` while the partner has not answered the client's last request.
    """
    if not ASKED.isdisjoint(present):
        raise _still_waiting(partner)
    return present.get(Status.ACTIVE)


def _still_waiting(partner: Organisation) -> AlreadyPartners:
    return AlreadyPartners(
        Msg(
            "Your request to {partner} is still waiting for an answer. "
            "Withdraw it first if you want to ask for something else.",
            partner=partner.name,
        )
    )


def already_partners(partner: Organisation, access: Access) -> AlreadyPartners:
    """Says that the partner has this kind of access, and where its terms are changed."""
    if access is Access.FULL:
        return AlreadyPartners(
            Msg(
                "{partner} already has full access. The payment means can be changed in the partner’s profile.",
                partner=partner.name,
            )
        )
    return AlreadyPartners(
        Msg(
            "{partner} already has limited access. Products can be added or removed in the partner’s profile.",
            partner=partner.name,
        )
    )


def chosen_products(
    work: Work,
    client: Organisation,
    product_ids: frozenset[int],
    *,
    held_by: Partnership | None = None,
    by: Side = Side.CLIENT,
) -> tuple[Product, ...]:
    """The client's products with these ids; raises `ProductTaken` where another partnership holds one.

    A partner that chooses them does not read whose it is: who else works for the client is not its to know.
    """
    if not product_ids:
        return ()
    found = products_with_holders(work.session, client.id, work.now, product_ids)
    if len(found) != len(product_ids):
        raise TermsRefused(Msg("Some of the chosen products are no longer there. Please choose the products again."))
    own = None if held_by is None else held_by.id
    taken = next(((product, holder) for product, holder in found if holder not in (None, own)), None)
    if taken is not None and by is Side.PARTNER:
        raise ProductTaken(Msg("{product} is not free any more. Please leave it out.", product=taken[0].name))
    if taken is not None:
        product, holder = taken
        raise ProductTaken(
            Msg(
                "{product} is already managed by {partner}, or {partner} has been asked to. "
                "A product has one limited-access partner at a time: choose other products, "
                "or end that access first.",
                product=product.name,
                partner=work.session.get_one(Partnership, holder).partner.name,
            )
        )
    return tuple(product for product, _ in found)
