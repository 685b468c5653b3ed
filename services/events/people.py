"""What happens to the people of organisations, and to their invitations."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Parting
from storage.work import Event


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """A person has joined an organisation through an invitation or an account link.

    `instead_of` is the person whose Telegram was connected with the same account before.
    """

    person_id: int
    organisation_id: int
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """A person no longer acts for an organisation, in which they were the `console_id` of the provider's console."""

    person_id: int
    organisation_id: int
    why: Parting = Parting.GONE
    console_id: str | None = None


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A person has another role in an organisation: a legal representative, the provider's console, an invitation or a
    claim has given it.

    With `by_claim`, the decision about it tells them.
    """

    person_id: int
    organisation_id: int
    by_claim: bool = False


@dataclass(frozen=True, slots=True)
class InvitationRevoked(Event):
    """An invitation that nobody has used leads nowhere from now on."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """An invitation is for somebody who was chosen from the contacts."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class InvitationDeclined(Event):
    """The invited has said no: the invitation leads nowhere from now on."""

    invitation_id: int
    person_id: int
