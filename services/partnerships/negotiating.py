"""A request goes back and forth: a partner asks for access, and whoever is to answer may propose other terms (fact 31).

The partnership has the terms of the last proposal; all of them are kept, so that a card can show what differs.
"""

from __future__ import annotations

from domain.partnerships.rules import ASKED, Access, Action, Side, Status, Terms, TermsRefused, move
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partnerships.blocks import require_open_to
from services.partnerships.closing import managed
from services.partnerships.deadlines import lapse_all_of, start_waiting
from services.partnerships.finding import decidable_partnership
from services.partnerships.pace import require_pace
from services.partnerships.proposals import AlreadyPartners, already_partners, chosen_products
from services.rights import Act, NotFound, own_organisation, require, require_deciding
from storage import partnerships as stored
from storage.tables import Organisation, Partnership, Person, ProductAccess, Proposal
from storage.work import Work


class NotAPartner(Refused):
    """Only a partner asks clients for access."""


class NotVerifiedYet(Refused):
    """The client has to be verified before it grants anything."""


class SameTerms(Refused):
    """A counter-proposal that changes nothing."""


def note_proposal(work: Work, person: Person, partnership: Partnership, by: Side, message: str | None) -> None:
    """Keeps the partnership's terms as a proposal of the person, who stands on the side `by`."""
    partnership.proposals.append(
        Proposal(
            by=by,
            made_by_id=person.id,
            made_at=work.now,
            access=partnership.access,
            payer=partnership.payer,
            products=sorted(access.product_id for access in managed(partnership)),
            shelves=sorted(partnership.shelves or ()),
            message=message,
        )
    )
    work.session.flush()


def terms_of(partnership: Partnership) -> Terms:
    """The terms that the partnership has, or that are proposed for it."""
    products = frozenset(access.product_id for access in managed(partnership))
    return Terms(partnership.access, partnership.payer, products, frozenset(partnership.shelves or ()))


def ask(
    work: Work, programme: Programme, person: Person, client_id: int, terms: Terms, message: str | None = None
) -> Partnership:
    """A partner asks a client for access (facts 31, 39): the client decides, nothing is granted by asking.

    For limited access, `terms` name shelves of the catalogue: the client's products are not the partner's to see.
    """
    work.action = Act.ASK
    partner = own_organisation(person)
    require(work, person, Act.ASK, partner)
    stored.lock_client(work.session, client_id)
    client = asked_client(work, partner, client_id)
    lapse_all_of(work, client.id)
    require_new(work, client, partner, terms.access)
    require_pace(work, person, partner, Side.PARTNER)
    partnership = Partnership(
        client=client,
        partner=partner,
        access=terms.access,
        payer=terms.payer,
        status=Status.PROPOSED,
        requested_by_id=person.id,
        requested_at=work.now,
        sent_at=work.now,
        asked_by=Side.PARTNER,
        shelves=sorted(terms.shelves) or None,
    )
    start_waiting(work, programme, partnership)
    partnership.enquiries, partnership.product_accesses, partnership.proposals = [], [], []
    work.session.add(partnership)
    work.session.flush()
    note_proposal(work, person, partnership, Side.PARTNER, message)
    work.happened(events.AccessAsked(partnership.id))
    return partnership


def asked_client(work: Work, partner: Organisation, client_id: int) -> Organisation:
    """The client, if the partner can ask it for anything. Raises `NotAPartner`, `NotFound` and `TakesNoRequests`."""
    require_asking(partner)
    client = work.session.get(Organisation, client_id, populate_existing=True)
    if client is None or client.closed_at is not None or client.id == partner.id:
        raise NotFound(Msg("I do not know this client (any more)."))
    require_open_to(work, client, partner)
    return client


def require_asking(organisation: Organisation) -> None:
    """Raises `NotAPartner`."""
    if not organisation.is_partner:
        raise NotAPartner(
            Msg(
                "{organisation} is not a partner in the programme; only partners ask for access.",
                organisation=organisation.name,
            )
        )


def require_new(work: Work, client: Organisation, partner: Organisation, access: Access | None = None) -> None:
    """Raises `AlreadyPartners` while a request of the two is open, or where they have this kind of `access` already."""
    current = require_nothing_asked(work, client, partner)
    if current is not None and current.access is access:
        raise AlreadyPartners(Msg("You have this access to {client} already.", client=client.name))


def require_still_partner(partner: Organisation) -> None:
    """Raises `NotAPartner` where it was let go while a request was open."""
    if not partner.is_partner:
        raise NotAPartner(
            Msg("{partner} is no longer a partner, so this is not possible any more.", partner=partner.name)
        )


def require_nothing_asked(work: Work, client: Organisation, partner: Organisation) -> Partnership | None:
    """The active partnership of the two, if there is one. Raises `AlreadyPartners` while they have a request open."""
    present = stored.open_between(work.session, client.id, partner.id, work.now)
    if not ASKED.isdisjoint(present):
        raise AlreadyPartners(Msg("A request between you and {client} is open already.", client=client.name))
    return present.get(Status.ACTIVE)


def counter(
    work: Work, programme: Programme, person: Person, partnership_id: int, terms: Terms, message: str | None = None
) -> Partnership:
    """Whoever is to answer proposes other terms; the other one has to answer from now on.

    A partner may name products that were part of the request before, and no others. Raises `SameTerms`.
    """
    work.action = Act.COUNTER
    partnership, side = decidable_partnership(work, person, Act.COUNTER, partnership_id)
    status = move(partnership.status, Action.COUNTER, side)
    require_deciding(partnership.client if side is Side.PARTNER else partnership.partner)
    require_still_partner(partnership.partner)
    lapse_all_of(work, partnership.client_id)
    require_counter(partnership, side, terms)
    require_other_access(work, partnership, terms)
    take_terms(work, partnership, terms, by=side)
    partnership.status = status
    partnership.sent_at = work.now
    start_waiting(work, programme, partnership)
    note_proposal(work, person, partnership, side, message)
    work.happened(events.TermsCountered(partnership.id, side))
    return partnership


def require_counter(partnership: Partnership, side: Side, terms: Terms) -> None:
    """Raises `SameTerms`, `NotVerifiedYet` for a client, and `TermsRefused` for products that no client has named."""
    if terms == terms_of(partnership):
        raise SameTerms(Msg("That is what has been proposed already. You can simply confirm it."))
    if side is Side.CLIENT:
        require_verified(partnership.client)
    elif not terms.products <= named_products(partnership):
        raise TermsRefused(Msg("Only products that the client has named can be proposed."))


def named_products(partnership: Partnership) -> frozenset[int]:
    """The products that were part of the request at some time: the partner has read their names."""
    return frozenset(product for proposal in partnership.proposals for product in proposal.products)


def require_verified(client: Organisation) -> None:
    """Raises `NotVerifiedYet`: a client that grants access must be who it says."""
    if client.verified_at is None:
        raise NotVerifiedYet(
            Msg("{organisation} is not verified yet. As soon as it is, you can grant this.", organisation=client.name)
        )


def require_other_access(work: Work, partnership: Partnership, terms: Terms) -> None:
    """Raises `AlreadyPartners` where the two have this kind of access already."""
    present = stored.open_between(work.session, partnership.client_id, partnership.partner_id, work.now)
    current = present.get(Status.ACTIVE)
    if current is not None and current.access is terms.access:
        raise already_partners(partnership.partner, terms.access)


def take_terms(work: Work, partnership: Partnership, terms: Terms, *, by: Side = Side.CLIENT) -> None:
    """Gives an open request other terms. Raises `ProductTaken`; the client must be locked."""
    wanted = chosen_products(work, partnership.client, terms.products, held_by=partnership, by=by)
    held = {access.product_id: access for access in managed(partnership)}
    for product_id, access in held.items():
        if product_id not in terms.products:
            access.released_at = work.now
    partnership.access, partnership.payer = terms.access, terms.payer
    partnership.shelves = sorted(terms.shelves) or None
    for product in wanted:
        if product.id not in held:
            partnership.product_accesses.append(ProductAccess(product=product, granted_at=work.now))
    work.session.flush()


def asks_no_more(asked: Terms, granted: Terms) -> bool:
    """Whether what is granted asks nothing of the partner that it has not asked for itself (fact 39).

    Full access includes the limited one, and shelves of the catalogue whatever the client chooses for them; other
    payment means, full access instead of limited, or products beside those it has named are the partner's to agree to.
    """
    if granted.access is Access.LIMITED:
        return asked.access is Access.FULL or bool(asked.shelves) or granted.products <= asked.products
    return asked.access is Access.FULL and asked.payer is granted.payer
