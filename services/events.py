"""What happens in the programme and is told to people. `handlers.partnerships.notices` says it to whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships import Side
from storage.work import Event


@dataclass(frozen=True, slots=True)
class PartnershipEvent(Event):
    """Something happened to one partnership; its cards are refreshed whatever it was."""

    partnership_id: int


class RequestSent(PartnershipEvent):
    """A client asks a partner (fact 31)."""


class RequestResent(PartnershipEvent):
    """The client has sent its invitation again (fact 31)."""


class RequestReminded(PartnershipEvent):
    """The partner has not answered for a while."""


class RequestWithdrawn(PartnershipEvent):
    """The client has taken its request back (fact 31)."""


class RequestLapsed(PartnershipEvent):
    """Nobody answered in time."""


class RequestOvertaken(PartnershipEvent):
    """The client's full access went to another partner while this one had not answered (fact 24)."""


class RequestDeclined(PartnershipEvent):
    """The partner does not want it; the partnership holds its reason."""


class PartnershipConfirmed(PartnershipEvent):
    """The partner agrees: the partnership is active from now on."""


@dataclass(frozen=True, slots=True)
class PartnershipReplaced(PartnershipEvent):
    """The partnership ended because another one was confirmed in its place, `by_same_partner` or by another's."""

    by_same_partner: bool


@dataclass(frozen=True, slots=True)
class PartnershipEnded(PartnershipEvent):
    """One side has ended the partnership (fact 32)."""

    by: Side


class PayerChanged(PartnershipEvent):
    """The client has changed the payment means (facts 28, 29)."""


@dataclass(frozen=True, slots=True)
class ProductAccessChanged(PartnershipEvent):
    """The client has changed which products the partner manages (fact 32). Product names."""

    granted: tuple[str, ...]
    released: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnquiryMade(PartnershipEvent):
    """The partner asks the client something before it decides."""

    enquiry_id: int


@dataclass(frozen=True, slots=True)
class EnquiryAnswered(PartnershipEvent):
    """The client has answered the partner's question."""

    enquiry_id: int


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """A person has joined an organisation through an invitation."""

    person_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """A person no longer acts for an organisation: removed by a colleague, or gone by themselves."""

    person_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationRevoked(Event):
    """An invitation that nobody has used leads nowhere from now on."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class CaseUnanswered(Event):
    """Somebody has been waiting for support longer than they should."""

    case_id: int
