"""Who may see and who may decide. Every service asks here, because a button can be forged or months old."""

from __future__ import annotations

from domain.partnerships import Side
from domain.people import Role
from domain.words import Msg, Refused
from storage.partnerships import lock_client_of
from storage.partnerships import partnership as find_partnership
from storage.people import membership
from storage.tables import Organisation, Partnership, Person
from storage.work import Work


class NoOrganisation(Refused):
    """The person acts for nobody yet."""


class NotFound(Refused):
    """There is no such record, or it is not this person's to see: both sound the same."""


class SignatureNeeded(Refused):
    """Only a legal representative decides this (fact 30)."""


def own_organisation(person: Person) -> Organisation:
    """The organisation in whose name the person acts. Raises `NoOrganisation`."""
    if person.organisation is None:
        raise NoOrganisation(Msg("First, please tell me which organisation you act for: /register takes a minute."))
    return person.organisation


def require_signature(work: Work, person: Person, organisation: Organisation) -> None:
    """Raises `SignatureNeeded` unless the person is a legal representative of the organisation (fact 30)."""
    found = membership(work.session, person.id, organisation.id)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation."))
    if found.role is not Role.LEGAL_REPRESENTATIVE:
        raise SignatureNeeded(
            Msg(
                "Only a legal representative of {organisation} can do this. Please ask one of them to do it here.",
                organisation=organisation.name,
            )
        )


def side_of(person: Person, partnership: Partnership) -> Side | None:
    """The side on which the person stands, in the organisation they act for; `None` if it is neither."""
    if person.organisation_id is None:
        return None
    sides = {partnership.client_id: Side.CLIENT, partnership.partner_id: Side.PARTNER}
    return sides.get(person.organisation_id)


def visible_partnership(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """The partnership and the side on which the person stands, in the organisation they act for.

    Raises `NotFound` where there is none or it is between other organisations.
    """
    found = find_partnership(work.session, partnership_id)
    side = None if found is None else side_of(person, found)
    if found is not None and side is not None:
        return found, side
    raise NotFound(
        Msg(
            "I cannot show you this partnership: it is not one of the organisation you are acting for. "
            "/organisation shows which one that is."
        )
    )


def decidable_partnership(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """As `visible_partnership`, for a decision: the client is locked and the person must be able to sign."""
    lock_client_of(work.session, partnership_id)
    found, side = visible_partnership(work, person, partnership_id)
    require_signature(work, person, found.client if side is Side.CLIENT else found.partner)
    return found, side
