"""Whoever follows the link of an invitation: reads it, takes it for the company that they act for or register, or says
no. A link works once: who takes it has it for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partner_invitations import Actor, InvitedAction, InvitedState, is_possible
from domain.programme import Programme
from domain.words import Day, Msg, Refused
from services import events
from services.partner_invitations.becoming import partner_of, settle
from services.partner_invitations.making import start_waiting, state_now
from services.people.one_time_links import count_wrong, hash_of, require_patience
from services.rights import Act, Relation, require_deciding, require_role
from storage import partner_invitations as stored
from storage.partnerships import lock_client
from storage.people import membership
from storage.tables import Organisation, PartnerInvitation, Person, Product
from storage.work import Work

UNKNOWN = Msg("I do not know this invitation link. Please ask whoever sent it to you for a new one.")
TAKEN_UP = Msg("This invitation has been taken up already; each link works once.")


class LinkOver(Refused):
    """The link is unknown, used, withdrawn or too old, or somebody else has it in hand."""


class OwnInvitation(Refused):
    """The person belongs to the client that invites."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the invited reads: the invitation with the products that it offers, and for which partner they could take
    it, if they are a legal representative of one."""

    invitation: PartnerInvitation
    products: tuple[Product, ...]
    partner: Organisation | None

    @property
    def is_used(self) -> bool:
        """Whether the request is there already."""
        return self.invitation.partnership_id is not None


def is_known(work: Work, person: Person, token: str) -> bool:
    """Whether there is an invitation behind the link; one that nobody knows is counted.

    Raises as `require_patience` does.
    """
    require_patience(work, person)
    if stored.client_of(work.session, hash_of(token)) is not None:
        return True
    count_wrong(work, person)
    return False


def look(work: Work, person: Person, token: str) -> Invitation:
    """What the link offers, which it does not do yet. Raises `LinkOver`, `OwnInvitation`."""
    invitation = _locked(work, token)
    if membership(work.session, person.id, invitation.client_id) is not None:
        raise OwnInvitation(
            Msg(
                "This is the invitation of your own organisation to {name}. Please pass it on: whoever opens it there "
                "goes on from here.",
                name=invitation.for_name,
            )
        )
    if not (invitation.partnership_id is not None and invitation.taken_by_id == person.id):
        _require(work, person, invitation, InvitedAction.DECLINE)
        require_deciding(invitation.client)
    products = tuple(stored.products_offered(work.session, invitation))
    return Invitation(invitation, products, partner_of(work, person, invitation))


def take(work: Work, programme: Programme, person: Person, token: str) -> Invitation:
    """The person has the link for themselves from now on. Whoever acts for a partner already has its request at once.

    Raises as `look` does, `SignatureNeeded` where another one of their partner has to do it, and whatever makes the
    request impossible.
    """
    work.action = "partner_invitation.take"
    found = look(work, person, token)
    invitation = found.invitation
    own = person.organisation
    if found.partner is None and own is not None and own.is_partner:
        member = membership(work.session, person.id, own.id)
        if member is not None:
            require_role(work, Act.CONFIRM, Relation.PARTNER, member.role, own)
    if invitation.taken_by_id is None:
        invitation.taken_by, invitation.taken_at = person, work.now
        start_waiting(work, programme, invitation)
        work.session.flush()
    if found.partner is not None and state_now(work, invitation) is InvitedState.TAKEN:
        settle(work, programme, invitation, found.partner)
    return found


def decline(work: Work, person: Person, token: str) -> PartnerInvitation:
    """The company does not want to, and the client is told. Raises as `look` does."""
    work.action = "partner_invitation.decline"
    invitation = look(work, person, token).invitation
    _require(work, person, invitation, InvitedAction.DECLINE)
    invitation.declined_at, invitation.due_at = work.now, None
    work.happened(events.PartnerInvitationDeclined(invitation.id))
    return invitation


def _locked(work: Work, token: str) -> PartnerInvitation:
    """The invitation; its client is held first, as by whoever withdraws it."""
    key = hash_of(token)
    client_id = stored.client_of(work.session, key)
    if client_id is not None:
        lock_client(work.session, client_id)
    invitation = stored.partner_invitation(work.session, key)
    if invitation is None:
        raise LinkOver(UNKNOWN)
    work.session.refresh(invitation.client, ["verified_at", "closed_at", "frozen_at"])
    return invitation


def _require(work: Work, person: Person, invitation: PartnerInvitation, action: InvitedAction) -> None:
    state = state_now(work, invitation)
    if state in {InvitedState.TAKEN, InvitedState.DOUBTED} and invitation.taken_by_id != person.id:
        raise LinkOver(
            Msg(
                "Somebody else has opened this link before you, and goes on with it; each one works once. If that was "
                "nobody of yours, please tell {client}.",
                client=invitation.client.name,
            )
        )
    if is_possible(state, action, Actor.INVITED):
        return
    match state:
        case InvitedState.USED:
            raise LinkOver(TAKEN_UP)
        case InvitedState.DECLINED:
            raise LinkOver(
                Msg(
                    "This invitation was declined. If you want to after all, please ask {client}.",
                    client=_name(invitation),
                )
            )
        case InvitedState.REVOKED:
            raise LinkOver(Msg("{client} has withdrawn this invitation.", client=_name(invitation)))
        case InvitedState.CEASED:
            raise LinkOver(
                Msg("What {client} offered with this invitation is not possible any more.", client=_name(invitation))
            )
        case _:
            raise LinkOver(
                Msg(
                    "This invitation was open until {day}. Please ask {client} for a new one.",
                    day=Day(invitation.expires_at),
                    client=_name(invitation),
                )
            )


def _name(invitation: PartnerInvitation) -> str:
    return invitation.client.name
