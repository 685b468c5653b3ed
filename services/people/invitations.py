"""Invitations: one-time links by which a person joins an organisation.

A link works once and as long as the programme says, and can be revoked (see `one_time_links`). An invitation that is
for somebody is that person's alone, with or without its link: its `key` is the token of the link, or its id.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.invitations import InvitationState, state_of
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


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers; `by` has sent it, if that is known. With `stands`, the person has as much already."""

    organisation: Organisation
    role: Role
    by: Person | None
    stands: bool = False


def may_invite(work: Work, person: Person, organisation_id: int, role: Role) -> Organisation:
    """The organisation, locked, where the person may invite as this. Raises `Refused`, as `invite` does."""
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(Msg("You do not belong to this organisation (any more)."))
    lock_client(work.session, organisation.id)  # who is removed at this moment makes none
    work.session.refresh(organisation)
    require(work, person, Act.INVITE, organisation)
    require_given_here(organisation, role)
    return organisation


def invite(work: Work, person: Person, organisation_id: int, role: Role, *, programme: Programme) -> NewInvitation:
    """A link with which one colleague can join, as long as the programme lets it live.

    It ends when the person goes before. Raises `KeptInConsole` where an account's legal representative is wanted.
    """
    work.action = Act.INVITE
    organisation = may_invite(work, person, organisation_id, role)
    return invitation_to(work, organisation, role, programme, by=person)


def open_invitation(work: Work, person: Person, invitation_id: int) -> Invitation:
    """An invitation of the person's organisation that nobody has answered, and that was not revoked.

    Raises `NotFound`, and `InvitationRefused` where it is over.
    """
    invitation = find_invitation(work.session, invitation_id)
    if invitation is None:
        raise NotFound(Msg("There is no such invitation (any more)."))
    require(work, person, Act.REVOKE_INVITATION, invitation.organisation)
    match state_now(work, invitation):
        case InvitationState.ACCEPTED:
            raise InvitationRefused(
                Msg("Somebody has joined with this link already. You can remove them among the people.")
            )
        case InvitationState.DECLINED:
            raise InvitationRefused(Msg("This invitation was declined. You can invite again under “People”."))
    return invitation


def revoke(work: Work, person: Person, invitation_id: int) -> Invitation:
    """The link leads nowhere from now on. Raises `InvitationRefused` where somebody has answered it before."""
    work.action = Act.REVOKE_INVITATION
    invitation = open_invitation(work, person, invitation_id)
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


def called(work: Work, person: Person, token: str) -> str:
    """What the organisation is called to which a link leads that the person has made, or a colleague; or nothing."""
    invitation = invitation_by_hash(work.session, hash_of(token))
    if invitation is None or membership(work.session, person.id, invitation.organisation_id) is None:
        return ""
    return invitation.organisation.name


def look(work: Work, person: Person, key: str | int) -> Offer:
    """What the person would join, without joining. Raises as `join` does."""
    invitation = _locked(work, key)
    _require_theirs(invitation, person, key)
    organisation = invitation.organisation
    if not _gives_more(invitation, membership(work.session, person.id, organisation.id)):
        return Offer(organisation, invitation.role, None, stands=True)
    _require_acceptable(invitation, work)
    return offer_of(work, invitation)


def offer_of(work: Work, invitation: Invitation) -> Offer:
    """What the invitation offers to whom it is for."""
    by = None if invitation.created_by_id is None else work.session.get_one(Person, invitation.created_by_id)
    return Offer(invitation.organisation, invitation.role, by)


def join(work: Work, person: Person, key: str | int) -> Organisation:
    """The person accepts an invitation: they belong to the organisation and act for it.

    A member rises by one for a higher role, unless theirs is the console's to say. Raises `InvitationRefused`,
    `KeptInConsole` where the organisation has become an account, and as `require_deciding` does.
    """
    work.action = "invitation.use"
    invitation = _locked(work, key)
    _require_theirs(invitation, person, key)
    organisation = invitation.organisation
    member = membership(work.session, person.id, organisation.id)
    if not _gives_more(invitation, member):
        person.organisation = organisation
        return organisation
    _require_acceptable(invitation, work)
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


def decline(work: Work, person: Person, key: str | int) -> Organisation:
    """The person does not want to join; the invitation is used up, and whoever has made it is told.

    Raises `InvitationRefused` where it is not open.
    """
    work.action = "invitation.decline"
    invitation = _locked(work, key)
    _require_theirs(invitation, person, key)
    _require_open(invitation, work)
    invitation.declined_at = work.now
    work.happened(events.InvitationDeclined(invitation.id, person.id))
    return invitation.organisation


def _locked(work: Work, key: str | int) -> Invitation:
    """The invitation. Who revokes what an organisation has given out holds the organisation first, too."""
    which = hash_of(key) if isinstance(key, str) else key
    organisation_id = invited_to(work.session, which)
    if organisation_id is not None:
        lock_client(work.session, organisation_id)
    found = invitation_by_hash(work.session, which) if isinstance(which, str) else find_invitation(work.session, which)
    if found is None:
        raise InvitationRefused(UNKNOWN)
    return found


def _require_theirs(invitation: Invitation, person: Person, key: str | int) -> None:
    """Without its link, an invitation that is for nobody in particular is not known."""
    if invitation.for_telegram_id is None and isinstance(key, int):
        raise InvitationRefused(UNKNOWN)
    if invitation.for_telegram_id not in (None, person.telegram_id):
        raise InvitationRefused(
            Msg("This invitation is for somebody else. If you expected one, please ask for one of your own.")
        )


def _gives_more(invitation: Invitation, member: Membership | None) -> bool:
    """Whether it makes somebody a member, or raises one. Whose role comes from the console keeps it."""
    return member is None or (member.console_id is None and invitation.role.outranks(member.role))


def _require_acceptable(invitation: Invitation, work: Work) -> None:
    _require_open(invitation, work)
    require_deciding(invitation.organisation)
    require_given_here(invitation.organisation, invitation.role)


def state_now(work: Work, invitation: Invitation) -> InvitationState:
    """Where the invitation stands at this moment; `domain.invitations` draws it."""
    return state_of(
        accepted=invitation.used_by_id is not None,
        declined_at=invitation.declined_at,
        revoked_at=invitation.revoked_at,
        expires_at=invitation.expires_at,
        now=work.now,
    )


def _require_open(invitation: Invitation, work: Work) -> None:
    match state_now(work, invitation):
        case InvitationState.ACCEPTED:
            raise InvitationRefused(
                Msg("This invitation link has been used already; each one works once. Please ask for a new one.")
            )
        case InvitationState.DECLINED:
            raise InvitationRefused(
                Msg("This invitation was declined. If you want to join after all, please ask for a new one.")
            )
        case InvitationState.REVOKED:
            raise InvitationRefused(
                Msg(
                    "This invitation was withdrawn. "
                    "Please ask whoever sent it to you whether you should have a new one."
                )
            )
        case InvitationState.EXPIRED:
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
