"""Invitations: one-time links by which a person joins an organisation."""

from __future__ import annotations

import secrets
from datetime import timedelta

from domain.people import Role
from domain.words import Day, Msg, Refused
from services import events
from services.rights import Act, NotFound, require
from storage.organisations import partner_by_code
from storage.people import invitation_by_token, membership
from storage.tables import Invitation, Membership, Organisation, Person
from storage.work import Work

INVITATION_LASTS = timedelta(days=7)


class PartnerCodeUnknown(Refused):
    """No partner has this code."""


class InvitationRefused(Refused):
    """The link is unknown, used or too old."""


def invite(work: Work, person: Person, organisation_id: int, role: Role) -> Invitation:
    """A link with which one colleague can join, within seven days."""
    work.action = Act.INVITE
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    require(work, person, Act.INVITE, organisation)
    return invitation_to(work, organisation, role)


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


def invite_again(work: Work, partner_code: str) -> Invitation:
    """A new link for the legal representative of a partner whose first one expired. Raises `PartnerCodeUnknown`."""
    work.action = "partner.invite"
    organisation = partner_by_code(work.session, partner_code)
    if organisation is None:
        raise PartnerCodeUnknown(
            Msg("There is no partner with the code {code}; codes look like P-7K2M9Q.", code=partner_code)
        )
    return invitation_to(work, organisation, Role.LEGAL_REPRESENTATIVE)


def invitation_to(work: Work, organisation: Organisation, role: Role) -> Invitation:
    """A new link, whoever wants it: that has been checked."""
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
