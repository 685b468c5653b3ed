"""Invitations that nobody has taken up in time: the client is told once, and can send them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.partner_invitations import InvitedState
from services import events
from services.partner_invitations.making import state_now
from storage import partner_invitations as stored
from storage.partnerships import lock_client
from storage.tables import PartnerInvitation
from storage.work import Work

BATCH = 50
AGAIN_AFTER = timedelta(hours=1)


def due_invitations(work: Work) -> Sequence[int]:
    """Which invitations are looked at next, by their ids."""
    return [invitation_id for invitation_id, _ in stored.due(work.session, work.now, BATCH)]


def look_at_due_invitations(work: Work) -> int:
    """Tells of those that are over; returns how many were due. Any process may look."""
    found = due_invitations(work)
    for invitation_id in found:
        look_at_invitation(work, invitation_id)
    return len(found)


def look_at_invitation(work: Work, invitation_id: int) -> None:
    """Tells of this one, if it is over and nobody has told of it."""
    invitation = _locked(work, invitation_id)
    if invitation is None:
        return  # another process was quicker
    with work.as_programme("partner_invitation.lapse"):
        invitation.due_at = None
    if state_now(work, invitation) is InvitedState.EXPIRED:
        work.happened(events.PartnerInvitationLapsed(invitation.id))


def postpone(work: Work, invitation_id: int) -> None:
    """Looks at it again in an hour: something is wrong with it, and the others must not wait for that."""
    invitation = _locked(work, invitation_id)
    if invitation is not None:
        with work.as_programme("partner_invitation.postpone"):
            invitation.due_at = work.now + AGAIN_AFTER


def _locked(work: Work, invitation_id: int) -> PartnerInvitation | None:
    """The invitation, if it still is due; its client is held first, as by everybody who does something with it."""
    client_id = stored.client_of(work.session, invitation_id)
    if client_id is None:
        return None
    lock_client(work.session, client_id)
    invitation = stored.partner_invitation(work.session, invitation_id)
    if invitation is None or invitation.due_at is None or invitation.due_at > work.now:
        return None
    return invitation
