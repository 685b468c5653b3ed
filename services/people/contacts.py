"""Inviting people who were chosen from somebody's contacts, and sending an invitation anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.invitations import InvitationAction, is_possible
from domain.people import Role
from domain.programme import Programme
from domain.words import Msg
from services import events
from services.people.invitations import (
    InvitationRefused,
    NewInvitation,
    invitation_to,
    may_invite,
    open_invitation,
    state_now,
)
from services.people.one_time_links import hash_of, new_token
from services.rights import Act
from storage.partnerships import lock_client
from storage.people import invited_to, members, open_personal_invitations, people_by_telegram_id
from storage.tables import Invitation, Person
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody from a person's contacts: the Telegram id, and the name if Telegram tells it."""

    telegram_id: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What has come of a contact: an invitation, which they have been `told` of here; or they belong there already."""

    contact: Contact
    new: NewInvitation | None = None
    told: bool = False


def invite_contacts(
    work: Work, person: Person, organisation_id: int, role: Role, contacts: Sequence[Contact], *, programme: Programme
) -> Sequence[Invited]:
    """An invitation for each of them, which is nobody else's. An open one that they have takes the new role.

    Who belongs there already is left out, unless the role is a higher one. Raises as `invite` does.
    """
    work.action = Act.INVITE
    organisation = may_invite(work, person, organisation_id, role)
    ids = {contact.telegram_id for contact in contacts}
    there = {member.person.telegram_id: member for member in members(work.session, organisation.id)}
    known = people_by_telegram_id(work.session, ids)
    pending = open_personal_invitations(work.session, organisation.id, ids, work.now)
    found: list[Invited] = []
    for contact in {contact.telegram_id: contact for contact in contacts}.values():
        member = there.get(contact.telegram_id)
        if member is not None and (member.console_id is not None or not role.outranks(member.role)):
            found.append(Invited(contact))
            continue
        old = pending.get(contact.telegram_id)
        if old is not None:
            old.role = role
            made = _anew(work, person, old, programme)
        else:
            made = invitation_to(work, organisation, role, programme, by=person)
            made.invitation.for_telegram_id, made.invitation.for_name = contact.telegram_id, contact.name
        work.happened(events.PersonInvited(made.invitation.id))
        met = known.get(contact.telegram_id)
        found.append(Invited(contact, made, told=met is not None and met.reachable))
    return found


def send_anew(work: Work, person: Person, invitation_id: int, *, programme: Programme) -> NewInvitation:
    """Another link for the same invitation, which lives as long as a new one; the old link is dead.

    Raises `InvitationRefused` where the invitation is over.
    """
    work.action = Act.INVITE
    organisation_id = invited_to(work.session, invitation_id)
    if organisation_id is not None:
        lock_client(work.session, organisation_id)  # before the invitation, as whoever answers it does
    invitation = open_invitation(work, person, invitation_id)
    may_invite(work, person, invitation.organisation_id, invitation.role)
    if not is_possible(state_now(work, invitation), InvitationAction.RENEW):
        raise InvitationRefused(Msg("This invitation was revoked. You can invite again under “People”."))
    made = _anew(work, person, invitation, programme)
    if invitation.for_telegram_id is not None:
        work.happened(events.PersonInvited(invitation.id))
    return made


def _anew(work: Work, person: Person, invitation: Invitation, programme: Programme) -> NewInvitation:
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.expires_at = work.now + programme.invitation_lasts
    invitation.created_by_id = person.id
    return NewInvitation(invitation, token)


def take_back(work: Work, person: Person, invitation_id: int) -> Invitation:
    """The link that was just made is not wanted: its organisation invites in another way. Nobody has to be told."""
    work.action = Act.REVOKE_INVITATION
    invitation = open_invitation(work, person, invitation_id)
    invitation.revoked_at = invitation.revoked_at or work.now
    return invitation
