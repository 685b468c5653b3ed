"""Organisations and their people: register, switch, invite, join; admit a partner."""

from __future__ import annotations

import secrets
from datetime import timedelta

from domain.countries import currency_of
from domain.organisations.kinds import OrganisationKind
from domain.people import Role
from domain.words import Country, Day, Msg, Refused
from services import events
from services.authority import NotFound, require_signature
from storage.organisations import partner_by_code
from storage.people import invitation_by_token, membership
from storage.tables import Invitation, Membership, Organisation, Person
from storage.work import Work

INVITATION_LASTS = timedelta(days=7)
# Crockford's base 32: nothing in it is mistaken for something else when it is read out.
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class PartnerCodeUnknown(Refused):
    """No partner has this code."""


class InvitationRefused(Refused):
    """The link is unknown, used or too old."""


def register(
    work: Work, person: Person, kind: OrganisationKind, name: str, country: Country, register_number: str | None
) -> Organisation:
    """Registers an organisation; the person becomes its legal representative and acts for it from now on."""
    work.action = "organisation.register"
    organisation = Organisation(
        kind=kind,
        name=name,
        country=country.code,
        currency=currency_of(country.code),
        register_number=register_number if kind is OrganisationKind.COMPANY else None,
        is_partner=False,
        created_at=work.now,
    )
    work.session.add(organisation)
    work.session.flush()
    work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=Role.LEGAL_REPRESENTATIVE))
    person.organisation = organisation
    return organisation


def switch(work: Work, person: Person, organisation_id: int) -> Organisation:
    """The person acts for another of their organisations from now on. Raises `NotFound`."""
    work.action = "person.switch"
    found = membership(work.session, person.id, organisation_id)
    if found is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    organisation = work.session.get_one(Organisation, organisation_id)
    person.organisation = organisation
    return organisation


def invite(work: Work, person: Person, organisation_id: int, role: Role) -> Invitation:
    """A link with which one colleague can join, within seven days."""
    work.action = "invitation.create"
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    require_signature(work, person, organisation)
    return _invitation(work, organisation, role)


def join(work: Work, person: Person, token: str) -> Organisation:
    """The person follows an invitation: they belong to the organisation and act for it.

    An employee becomes a legal representative by a link for one. Raises `InvitationRefused`.
    """
    work.action = "invitation.use"
    invitation = invitation_by_token(work.session, token)
    if invitation is None:
        raise InvitationRefused(
            Msg("I do not know this invitation link. Please ask whoever sent it to you for a new one.")
        )
    organisation = invitation.organisation
    member = membership(work.session, person.id, organisation.id)
    rises = member is not None and (member.role, invitation.role) == (Role.EMPLOYEE, Role.LEGAL_REPRESENTATIVE)
    if member is not None and not rises:
        person.organisation = organisation
        return organisation
    if invitation.used_by_id is not None:
        raise InvitationRefused(
            Msg("This invitation link has been used already; each one works once. Please ask for a new one.")
        )
    if invitation.expires_at <= work.now:
        raise InvitationRefused(
            Msg("This invitation link expired on {day}. Please ask for a new one.", day=Day(invitation.expires_at))
        )
    invitation.used_by_id = person.id
    if member is not None:
        member.role = invitation.role
    else:
        work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=invitation.role))
    person.organisation = organisation
    work.happened(events.MemberJoined(person.id, organisation.id))
    return organisation


def admit_partner(work: Work, name: str, country: Country, register_number: str) -> tuple[Organisation, Invitation]:
    """Takes a company into the programme as a partner, with an invitation for its legal representative (fact 4)."""
    work.action = "partner.admit"
    organisation = Organisation(
        kind=OrganisationKind.COMPANY,
        name=name,
        country=country.code,
        currency=currency_of(country.code),
        register_number=register_number,
        is_partner=True,
        partner_code="P-" + "".join(secrets.choice(_CODE_ALPHABET) for _ in range(6)),
        created_at=work.now,
    )
    work.session.add(organisation)
    work.session.flush()
    return organisation, _invitation(work, organisation, Role.LEGAL_REPRESENTATIVE)


def invite_again(work: Work, partner_code: str) -> Invitation:
    """A new link for the legal representative of a partner whose first one expired. Raises `PartnerCodeUnknown`."""
    work.action = "partner.invite"
    organisation = partner_by_code(work.session, partner_code)
    if organisation is None:
        raise PartnerCodeUnknown(
            Msg("There is no partner with the code {code}; codes look like P-7K2M9Q.", code=partner_code)
        )
    return _invitation(work, organisation, Role.LEGAL_REPRESENTATIVE)


def _invitation(work: Work, organisation: Organisation, role: Role) -> Invitation:
    invitation = Invitation(
        token=secrets.token_urlsafe(16),
        organisation=organisation,
        role=role,
        created_at=work.now,
        expires_at=work.now + INVITATION_LASTS,
    )
    work.session.add(invitation)
    work.session.flush()
    return invitation
