"""Buttons about who belongs to an organisation. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.people import Role
from handlers.chat.packing import Payload
from handlers.chat.records import ColleagueId, InvitationId, OrganisationId


@dataclass(frozen=True, slots=True)
class ShowColleague(Payload):
    """A person of an organisation, by their ids."""

    code: ClassVar[str] = "om"
    organisation: OrganisationId
    person: ColleagueId


@dataclass(frozen=True, slots=True)
class RemoveColleague(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "or"
    organisation: OrganisationId
    person: ColleagueId
    sure: bool


@dataclass(frozen=True, slots=True)
class LeaveOrganisation(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "ol"
    organisation: OrganisationId
    sure: bool


@dataclass(frozen=True, slots=True)
class RevokeInvitation(Payload):
    code: ClassVar[str] = "ov"
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class InviteColleague(Payload):
    code: ClassVar[str] = "oi"
    organisation: OrganisationId
    role: Role


@dataclass(frozen=True, slots=True)
class InviteSomebody(Payload):
    """Leads to the roles as which somebody can be invited."""

    code: ClassVar[str] = "in"
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class ShowInvitations(Payload):
    """A page, from 0, of the open ones."""

    code: ClassVar[str] = "il"
    organisation: OrganisationId
    page: int


@dataclass(frozen=True, slots=True)
class ShowInvitation(Payload):
    code: ClassVar[str] = "iv"
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class SendAnew(Payload):
    """Another link for the same invitation."""

    code: ClassVar[str] = "is"
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class ChooseContacts(Payload):
    """Instead of this invitation, whose link was just made, people are chosen from the contacts."""

    code: ClassVar[str] = "ic"
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class ShowLinkAsPicture(Payload):
    """The token of an invitation's link."""

    code: ClassVar[str] = "iq"
    token: str


@dataclass(frozen=True, slots=True)
class AnswerLink(Payload):
    """The answer to an invitation whose link, with this token, was opened."""

    code: ClassVar[str] = "ia"
    token: str
    yes: bool


@dataclass(frozen=True, slots=True)
class ShowOffer(Payload):
    """What an invitation offers that is for whoever follows the link."""

    code: ClassVar[str] = "ie"
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class AnswerInvitation(Payload):
    """The answer to an invitation that is for whoever taps."""

    code: ClassVar[str] = "ip"
    invitation: InvitationId
    yes: bool


@dataclass(frozen=True, slots=True)
class ChooseColleague(Payload):
    """A page, from 0, of those who can be given another role, or removed."""

    code: ClassVar[str] = "im"
    organisation: OrganisationId
    page: int


@dataclass(frozen=True, slots=True)
class ChooseRole(Payload):
    """Leads to the roles that a colleague can be given."""

    code: ClassVar[str] = "ir"
    organisation: OrganisationId
    person: ColleagueId


@dataclass(frozen=True, slots=True)
class ChooseSuccessor(Payload):
    """Leads to those who can take over the clients of somebody who goes; `page` from 0."""

    code: ClassVar[str] = "iz"
    organisation: OrganisationId
    person: ColleagueId
    page: int


@dataclass(frozen=True, slots=True)
class HandClientsOver(Payload):
    code: ClassVar[str] = "ih"
    organisation: OrganisationId
    person: ColleagueId
    to: ColleagueId


@dataclass(frozen=True, slots=True)
class GiveRole(Payload):
    code: ClassVar[str] = "ig"
    organisation: OrganisationId
    person: ColleagueId
    role: Role
