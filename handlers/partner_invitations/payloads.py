"""Buttons about invitations to partners. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import PartnerInvitationId, PartnershipId

INVITED_NAME = "invited_name"
"""In the conversation's state: what was typed where no partner was found, until somebody is invited."""


@dataclass(frozen=True, slots=True)
class InvitePartner(Payload):
    """Opens the form; what was typed last where nobody was found is the name."""

    code: ClassVar[str] = "ji"


@dataclass(frozen=True, slots=True)
class ShowPartnerInvitations(Payload):
    """`page` from 0."""

    code: ClassVar[str] = "jl"
    page: int


@dataclass(frozen=True, slots=True)
class PartnerInvitationPayload(Payload):
    """Common to the client's buttons about one; `invitation` is its id."""

    invitation: PartnerInvitationId


@dataclass(frozen=True, slots=True)
class ShowPartnerInvitation(PartnerInvitationPayload):
    code: ClassVar[str] = "js"


@dataclass(frozen=True, slots=True)
class RenewPartnerInvitation(PartnerInvitationPayload):
    """Another link; with `mail`, by mail, too."""

    code: ClassVar[str] = "jn"
    mail: bool


@dataclass(frozen=True, slots=True)
class RevokePartnerInvitation(PartnerInvitationPayload):
    code: ClassVar[str] = "jr"


@dataclass(frozen=True, slots=True)
class VouchForPartner(PartnerInvitationPayload):
    code: ClassVar[str] = "jv"


@dataclass(frozen=True, slots=True)
class ShowInvitedAsPicture(PartnerInvitationPayload):
    """The link of an invitation, which the button carries."""

    code: ClassVar[str] = "jq"
    token: str


@dataclass(frozen=True, slots=True)
class AnswerInvited(Payload):
    """What whoever follows the link says."""

    code: ClassVar[str] = "ja"
    token: str
    yes: bool


@dataclass(frozen=True, slots=True)
class PassOnRequest(Payload):
    """Makes a link that leads to a request of which nobody at the partner knows."""

    code: ClassVar[str] = "jp"
    partnership: PartnershipId
