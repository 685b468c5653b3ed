"""Decisions of the provider's own console: made by its people in an account's name, with their rights there."""

from __future__ import annotations

from collections.abc import Collection

from domain.partnerships.rules import TermsRefused
from domain.words import Msg
from services.partnerships.closing import managed
from services.partnerships.proposals import PartnerUnknown
from services.rights import NotFound, own_organisation
from storage.accounts.links import member_of_account
from storage.organisations.partners import partner_called
from storage.partnerships import lock_client
from storage.products import products_by_provider_id
from storage.tables import Partnership, Person
from storage.theirs import NOT_THERE, Record, are_theirs
from storage.work import Work


def acting(work: Work, account: str, console_id: str) -> Person:
    """The console's person, who acts for that account from now on; what changes is recorded as theirs.

    Raises `NotFound`, in the same words for an account that nobody knows, one that is closed, a person that nobody
    knows, and one who does not belong to it (any more).
    """
    member = member_of_account(work.session, account, console_id)
    if member is None or member.removed_at is not None or member.organisation.closed_at is not None:
        raise NotFound(Msg("There is no such person in this account (any more)."))
    person = member.person
    work.actor_id = person.id
    if person.organisation_id != member.organisation_id:
        # As whoever takes records does it: first the organisation, then its people.
        lock_client(work.session, member.organisation_id)
        person.organisation = member.organisation
        work.session.flush()
    return person


def as_theirs(work: Work, person: Person, partnership_id: int) -> int:
    """The partnership's id, as far as the person may know of it, or else that of no partnership.

    So what is not theirs is answered as what is not there, after as many statements (see `storage.theirs`).
    """
    theirs = are_theirs(work.session, person, [(Record.PARTNERSHIP, partnership_id)])
    return partnership_id if all(theirs) else NOT_THERE


def partner_id(work: Work, called: str) -> int:
    """The id of the partner with this account number or partner code. Raises `PartnerUnknown`."""
    partner = partner_called(work.session, called)
    if partner is None:
        raise PartnerUnknown(
            Msg("This partner is not in the programme (any more). Choose another one with /addpartner.")
        )
    return partner.id


def product_ids(work: Work, person: Person, provider_ids: Collection[str]) -> frozenset[int]:
    """The ids of the account's products with these numbers of the provider's. Raises `TermsRefused`."""
    client = own_organisation(person)
    wanted = frozenset(provider_ids)
    found = products_by_provider_id(work.session, client.id, wanted)
    missing = sorted(wanted - found.keys())
    if missing:
        raise TermsRefused(Msg("The account has no product {product} (any more).", product=missing[0]))
    return frozenset(found.values())


def typed_products(partnership: Partnership) -> frozenset[int]:
    """The ids of those managed products that somebody has typed: the console does not know them, and leaves them."""
    return frozenset(access.product_id for access in managed(partnership) if access.product.provider_id is None)
