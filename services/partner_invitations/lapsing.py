"""Invitations that nobody has taken up in time: the client is told once, and can send them again."""

from __future__ import annotations

from domain.partner_invitations import InvitedState
from services import events
from services.partner_invitations.making import state_now
from storage import partner_invitations as stored
from storage.partnerships import lock_client
from storage.work import Work

BATCH = 50


def look_at_due_invitations(work: Work, limit: int = BATCH) -> int:
    """Tells of those that are over; returns how many were due, `limit` at most. Any process may look."""
    found = stored.due(work.session, work.now, limit)
    for invitation_id, client_id in found:
        lock_client(work.session, client_id)
        invitation = stored.partner_invitation(work.session, invitation_id)
        if invitation is None or invitation.due_at is None or invitation.due_at > work.now:
            continue  # another process was quicker
        with work.as_programme("partner_invitation.lapse"):
            invitation.due_at = None
        if state_now(work, invitation) is InvitedState.EXPIRED:
            work.happened(events.PartnerInvitationLapsed(invitation.id))
    return len(found)
