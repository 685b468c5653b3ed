"""What becomes of invitations to partners that are not here."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Words
from storage.work import Event


@dataclass(frozen=True, slots=True)
class PartnerInvitationEvent(Event):
    """Something happened to one of them."""

    invitation_id: int


class PartnerInvitationUsed(PartnerInvitationEvent):
    """A partner has taken it up: its request waits for the partner, or the one of the partner's own for the client."""


class PartnerInvitationDoubted(PartnerInvitationEvent):
    """A partner has taken it that is called otherwise than the client has typed: the client decides."""


class PartnerInvitationDeclined(PartnerInvitationEvent):
    """The invited has said no."""


class PartnerInvitationRevoked(PartnerInvitationEvent):
    """The client has withdrawn it."""


class PartnerInvitationLapsed(PartnerInvitationEvent):
    """Nobody has taken it up in time."""


@dataclass(frozen=True, slots=True)
class PartnerInvitationCeased(PartnerInvitationEvent):
    """It was taken up, and what it offers is not possible any more: `because` says why."""

    because: Words
