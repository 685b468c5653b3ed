"""An invitation becomes a request, as soon as whoever has taken it acts for a partner.

The client must be locked. What is done here the programme does: the client has decided when it made the invitation.
"""

from __future__ import annotations

from collections.abc import Collection

from domain.partner_invitations import InvitedAction, InvitedState, is_meant
from domain.partnerships.rules import WAITING, Terms
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.partner_invitations.making import CannotInvite, own_invitation, request_of, require_state, state_now
from services.partnerships.deadlines import lapse_all_of
from services.partnerships.proposals import Preview, preview_of
from services.partnerships.requesting import send
from services.rights import Act, require_deciding
from storage import partner_invitations as stored
from storage.partnerships import lock_client, open_between
from storage.tables import Organisation, PartnerInvitation, Partnership, Person
from storage.work import Work


def partner_of(work: Work, person: Person, invitation: PartnerInvitation) -> Organisation | None:
    """The partner for which the person takes the invitation, as its legal representative: of several, the one that
    is meant, or else the one for which they act, or the first."""
    found = [one for one in stored.partners_signed_for(work.session, person.id) if one.id != invitation.client_id]
    meant = [one for one in found if is_meant(invitation.for_name, one.name)]
    acting = [one for one in found if one.id == person.organisation_id]
    return next(iter((*meant, *acting, *found)), None)


def go_on(work: Work, programme: Programme, person_ids: Collection[int]) -> None:
    """These people may act for a partner now: what they have taken before becomes a request, or is over."""
    for invitation_id, client_id in stored.taken_by(work.session, person_ids, work.now):
        lock_client(work.session, client_id)
        invitation = stored.partner_invitation(work.session, invitation_id)
        if invitation is None or state_now(work, invitation) is not InvitedState.TAKEN:
            continue
        person = work.session.get_one(Person, invitation.taken_by_id)
        partner = partner_of(work, person, invitation)
        if partner is None:
            continue
        work.session.refresh(invitation.client, ["verified_at", "closed_at", "frozen_at"])
        try:
            settle(work, programme, invitation, partner)
        except Refused as refused:
            _cease(work, invitation, partner, refused)


def settle(work: Work, programme: Programme, invitation: PartnerInvitation, partner: Organisation) -> None:
    """The partner has taken it: the request exists, or the client is asked whether this is whom it meant.

    Raises `Refused` where the request is not possible.
    """
    if invitation.for_request_id is not None or is_meant(invitation.for_name, partner.name):
        _use(work, programme, invitation, partner)
        return
    _require_possible(work, invitation, partner)
    with work.as_programme("partner_invitation.doubt"):
        invitation.partner = partner
    work.happened(events.PartnerInvitationDoubted(invitation.id))


def vouch(work: Work, programme: Programme, person: Person, invitation_id: int) -> PartnerInvitation:
    """The client says that the company that has taken the link is the one it meant: the request exists now.

    Raises `InvitationOver`, and whatever makes the request impossible.
    """
    work.action = Act.VOUCH
    invitation = own_invitation(work, person, Act.VOUCH, invitation_id)
    require_state(work, invitation, InvitedAction.VOUCH)
    partner = invitation.partner
    if partner is None:
        raise TypeError("whoever is doubted is somebody")
    _use(work, programme, invitation, partner)
    return invitation


def _use(work: Work, programme: Programme, invitation: PartnerInvitation, partner: Organisation) -> None:
    checked = _require_possible(work, invitation, partner)  # before anything is changed
    with work.as_programme("partner_invitation.use"):
        there = (
            send(work, programme, invitation.made_by, checked, invitation.message, invited=True)
            if isinstance(checked, Preview)
            else checked
        )
        work.action = "partner_invitation.use"
        invitation.partner, invitation.partnership_id, invitation.due_at = partner, there.id, None
    work.happened(events.PartnerInvitationUsed(invitation.id))


def _require_possible(work: Work, invitation: PartnerInvitation, partner: Organisation) -> Preview | Partnership:
    """What was checked when the invitation was made must still hold, and the partner must be one.

    Returns what its request would mean; or the one that is on its way between the two already, whichever of them has
    asked: the link has led to it.
    """
    client = invitation.client
    require_deciding(client)
    if client.verified_at is None:
        raise CannotInvite(Msg("{organisation} is not verified any more.", organisation=client.name))
    lapse_all_of(work, client.id)
    passed_on = request_of(work, invitation)
    if passed_on is not None and passed_on.partner_id != partner.id:
        raise CannotInvite(Msg("This link is for {partner} alone.", partner=passed_on.partner.name))
    present = open_between(work.session, client.id, partner.id, work.now)
    waiting = next((one for status, one in present.items() if status in WAITING), None)
    if waiting is not None:
        return waiting
    terms = Terms(invitation.access, invitation.payer, frozenset(invitation.products))
    return preview_of(work, client, partner.id, terms)


def _cease(work: Work, invitation: PartnerInvitation, partner: Organisation, refused: Refused) -> None:
    with work.as_programme("partner_invitation.cease"):
        invitation.partner = partner
        invitation.ceased_at, invitation.due_at = work.now, None
    work.happened(events.PartnerInvitationCeased(invitation.id, refused.reason))
