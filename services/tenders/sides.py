"""On which side of a tender somebody stands: the client's, or that of a partner which it is for (facts 8, 12)."""

from __future__ import annotations

from domain.words import Msg, Refused
from services.rights import Act, NotFound, own_organisation, require
from storage.tables import Organisation, Person, Tender
from storage.tender_offers import invited_to
from storage.work import Work


class ForPartners(Refused):
    """Only partners receive tenders and offer something (fact 12)."""


def no_such_tender() -> NotFound:
    """What is said of a tender that is not there, or not the person's to see: both sound the same."""
    return NotFound(Msg("I cannot find this tender: it is over, or not one that you can see."))


def is_clients(person: Person, tender: Tender) -> bool:
    """Whether the person stands on the client's side now: a visitor's tender is theirs alone."""
    if tender.client_id is None:
        return tender.publisher_id == person.id
    return tender.client_id == person.organisation_id


def require_client(work: Work, person: Person, act: Act, tender: Tender) -> None:
    """Raises `NotFound` for whoever is not on the client's side, `SignatureNeeded` where others of it may do this."""
    if not is_clients(person, tender):
        raise no_such_tender()
    if tender.client is not None:
        require(work, person, act, tender.client)


def require_partner(work: Work, person: Person, act: Act) -> Organisation:
    """The partner for which the person acts, who may do this. Raises `ForPartners`, and as `require` does."""
    own = own_organisation(person)
    if not own.is_partner:
        raise ForPartners(
            Msg(
                "Only partners receive tenders and make offers. How {organisation} becomes one: /becomepartner",
                organisation=own.name,
            )
        )
    require(work, person, act, own)
    return own


def require_for(work: Work, partner: Organisation, tender: Tender) -> None:
    """Raises `NotFound` where the tender is for others alone, not published yet, or the partner's own."""
    invited = invited_to(work.session, tender.id)
    if tender.published_at is None or tender.client_id == partner.id or (invited and partner.id not in invited):
        raise no_such_tender()
