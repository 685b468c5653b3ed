"""Invitations: one-time links by which a person joins an organisation.

A link works once and as long as the programme says, and can be revoked (see `one_time_links`).
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Role
from domain.programme import Programme
from domain.words import Day, Msg, Refused
from services import events
from services.people.claims import settle_access
from services.people.colleagues import require_given_here
from services.people.one_time_links import count_wrong, hash_of, new_token, require_patience
from services.rights import Act, NotFound, require, require_deciding
from storage.organisations.partners import partner_by_code
from storage.partnerships import lock_client
from storage.people import invitation as find_invitation
from storage.people import invitation_by_hash, invited_to, membership
from storage.tables import Invitation, Membership, Organisation, Person
from storage.work import Work

UNKNOWN = Msg("I do not know this invitation link. Please ask whoever sent it to you for a new one.")


class PartnerCodeUnknown(Refused):
    """No partner has this code."""


class InvitationRefused(Refused):
    """The link is unknown, used, revoked or too old."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation with the `token` that its link carries, which nobody can look up later."""

    invitation: Invitation
    token: str


def invite(work: Work, person: Person, organisation_id: int, role: Role, *, programme: Programme) -> NewInvitation:
    """A link with which one colleague can join, as long as the programme lets it live.

    It ends when the person goes before. Raises `KeptInConsole` where an account's legal representative is wanted.
    """
    work.action = Act.INVITE
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    lock_client(work.session, organisation.id)  # who is removed at this moment makes none
    work.session.refresh(organisation)
    require(work, person, Act.INVITE, organisation)
    require_given_here(organisation, role)
    return invitation_to(work, organisation, role, programme, by=person)


def revoke(work: Work, person: Person, invitation_id: int) -> Invitation:
    """The link leads nowhere from now on. Raises `InvitationRefused` where somebody has used it before."""
    work.action = Act.REVOKE_INVITATION
    invitation = find_invitation(work.session, invitation_id)
    if invitation is None:
        raise NotFound(Msg("There is no such invitation (any more)."))
    require(work, person, Act.REVOKE_INVITATION, invitation.organisation)
    if invitation.used_by_id is not None:
        raise InvitationRefused(
            Msg("Somebody has joined with this link already. You can remove them among the people.")
        )
    if invitation.revoked_at is None:
        invitation.revoked_at = work.now
        work.happened(events.InvitationRevoked(invitation.id))
    return invitation


def is_known(work: Work, person: Person, token: str) -> bool:
    """Whether there is an invitation behind the link; one that nobody knows is counted.

    Raises as `require_patience` does.
    """
    require_patience(work, person)
    if invitation_by_hash(work.session, hash_of(token)) is not None:
        return True
    count_wrong(work, person)
    return False


def join(work: Work, person: Person, token: str) -> Organisation:
    """The person follows an invitation: they belong to the organisation and act for it.

    A member rises by a link for a higher role, unless theirs is the console's to say. Raises `InvitationRefused`,
    `KeptInConsole` where the organisation has become an account, and as `require_deciding` does.
    """
    work.action = "invitation.use"
    organisation_id = invited_to(work.session, hash_of(token))
    if organisation_id is not None:
        # Who revokes what an organisation has given out holds the organisation first, too.
        lock_client(work.session, organisation_id)
    invitation = invitation_by_hash(work.session, hash_of(token))
    if invitation is None:
        raise InvitationRefused(UNKNOWN)
    organisation = invitation.organisation
    member = membership(work.session, person.id, organisation.id)
    # Whose role comes from the console keeps it.
    rises = member is not None and member.console_id is None and invitation.role.outranks(member.role)
    if member is not None and not rises:
        person.organisation = organisation
        return organisation
    _require_open(invitation, work)
    require_deciding(organisation)
    require_given_here(organisation, invitation.role)
    invitation.used_by_id = person.id
    if member is not None:
        member.role = invitation.role
        work.happened(events.RoleChanged(person.id, organisation.id))
    else:
        work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=invitation.role))
        work.happened(events.MemberJoined(person.id, organisation.id))
    person.organisation = organisation
    settle_access(work, person.id, organisation.id)
    return organisation


def _require_open(invitation: Invitation, work: Work) -> None:
    if invitation.used_by_id is not None:
        raise InvitationRefused(
            Msg("This invitation link has been used already; each one works once. Please ask for a new one.")
        )
    if invitation.revoked_at is not None:
        raise InvitationRefused(
            Msg("This invitation was withdrawn. Please ask whoever sent it to you whether you should have a new one.")
        )
    if invitation.expires_at <= work.now:
        raise InvitationRefused(
            Msg("This invitation link expired on {day}. Please ask for a new one.", day=Day(invitation.expires_at))
        )


def invite_again(work: Work, partner_code: str, *, programme: Programme) -> NewInvitation:
    """A new link for the legal representative of a partner whose first one expired.

    Raises `PartnerCodeUnknown`, and `KeptInConsole` for an account.
    """
    work.action = "partner.invite"
    organisation = partner_by_code(work.session, partner_code)
    if organisation is None:
        raise PartnerCodeUnknown(
            Msg("There is no partner with the code {code}; codes look like P-7K2M9Q.", code=partner_code)
        )
    require_given_here(organisation, Role.LEGAL_REPRESENTATIVE)
    return invitation_to(work, organisation, Role.LEGAL_REPRESENTATIVE, programme)


def invitation_to(
    work: Work, organisation: Organisation, role: Role, programme: Programme, *, by: Person | None = None
) -> NewInvitation:
    """A new link, whoever wants it: that has been checked. It ends when `by` no longer belongs there."""
    token = new_token()
    invitation = Invitation(
        token_hash=hash_of(token),
        organisation=organisation,
        role=role,
        created_at=work.now,
        expires_at=work.now + programme.invitation_lasts,
        created_by_id=None if by is None else by.id,
    )
    work.session.add(invitation)
    work.session.flush()
    return NewInvitation(invitation, token)
