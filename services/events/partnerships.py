"""What happens to requests and partnerships. `handlers.partnerships.notices` says it to whom it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.partnerships.rules import Ceased, Side
from domain.words import Words
from storage.work import Event


@dataclass(frozen=True, slots=True)
class PartnershipEvent(Event):
    """Something happened to one partnership; its cards are refreshed whatever it was."""

    partnership_id: int


@dataclass(frozen=True, slots=True)
class TermsAgreed(PartnershipEvent):
    """The two have agreed on something that the provider's systems have to set up.

    Where they cannot, `before` tells what it is taken back to (see `services.effects.taking_back`).
    """

    before: Mapping[str, object] | None = field(default=None, kw_only=True, compare=False, repr=False)


class RequestPrepared(PartnershipEvent):
    """A client that is not verified yet wants to ask a partner: its request is kept until it is."""


@dataclass(frozen=True, slots=True)
class RequestSent(PartnershipEvent):
    """A client asks a partner (fact 31); with `prepared`, its request had waited for the client to be verified.

    With `invited`, the partner has come by the client's invitation, and what it offers becomes the request.
    """

    prepared: bool = False
    invited: bool = False


@dataclass(frozen=True, slots=True)
class AccessAsked(PartnershipEvent):
    """A partner asks a client for access (fact 31)."""


@dataclass(frozen=True, slots=True)
class TermsCountered(PartnershipEvent):
    """Whoever was to answer a request proposes other terms; the other one has to answer now."""

    by: Side


class RequestResent(PartnershipEvent):
    """Whoever has asked last has sent it again (fact 31)."""


class RequestReminded(PartnershipEvent):
    """Whoever has to answer has not done so for a while."""


class RequestRemindedByDay(RequestReminded):
    """The same, for those for whom it was night: they are told now, and nothing else comes of it."""


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(PartnershipEvent):
    """Whoever has asked last has taken it back (fact 31)."""

    by: Side = Side.CLIENT


class RequestLapsed(PartnershipEvent):
    """Nobody answered in time."""


class RequestOvertaken(PartnershipEvent):
    """The client's full access went to another partner while this one had not answered (fact 24)."""


@dataclass(frozen=True, slots=True)
class RequestDeclined(PartnershipEvent):
    """Whoever was to answer does not want it; the partnership holds the reason."""

    by: Side = Side.PARTNER


@dataclass(frozen=True, slots=True)
class PartnershipConfirmed(TermsAgreed):
    """Whoever was to answer agrees: the partnership is active from now on."""

    by: Side = Side.PARTNER


@dataclass(frozen=True, slots=True)
class EndDateSet(PartnershipEvent):
    """The client has given the access a last day, or another one, or none any more; `former` is the one before."""

    former: dt.date | None


@dataclass(frozen=True, slots=True)
class EndNear(PartnershipEvent):
    """The last day is that many days away; 0 on the day itself."""

    days: int


@dataclass(frozen=True, slots=True)
class PartnershipExpired(PartnershipEvent):
    """The last day is over, which the client had set, or `by` whom the end was announced."""

    by: Side | None = None


@dataclass(frozen=True, slots=True)
class CheckUpDue(Event):
    """It is time to ask a client whether its partners still need what they have."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnershipReplaced(PartnershipEvent):
    """The partnership ended because another one was confirmed in its place, `by_same_partner` or by another's."""

    by_same_partner: bool


@dataclass(frozen=True, slots=True)
class PartnershipEnded(PartnershipEvent):
    """One side has ended the partnership (fact 32)."""

    by: Side


@dataclass(frozen=True, slots=True)
class EndAnnounced(PartnershipEvent):
    """One side ends the partnership on a day; until then it goes on (fact 32)."""

    by: Side


@dataclass(frozen=True, slots=True)
class EndRevoked(PartnershipEvent):
    """Whoever has announced an end has taken that back."""

    by: Side


@dataclass(frozen=True, slots=True)
class EndUndone(TermsAgreed):
    """Whoever has ended the partnership has undone that: it goes on as it was."""

    by: Side


@dataclass(frozen=True, slots=True)
class PartnershipCeased(PartnershipEvent):
    """The programme itself has ended it, in whatever status it was; `because` says more than the kind of reason."""

    why: Ceased
    because: Words | None = None


@dataclass(frozen=True, slots=True)
class SetUpDone(PartnershipEvent):
    """The provider's systems have set up what was agreed; `kind` is the acknowledged event's."""

    kind: str


@dataclass(frozen=True, slots=True)
class SetUpRefused(PartnershipEvent):
    """The provider's systems could not do what was agreed, and it is taken back; `kind` is the refused event's."""

    kind: str


class RequestedProductsGone(PartnershipEvent):
    """Some products of a request are there no longer, and it waits with the others. Only cards show it."""


class SetUpUnheard(PartnershipEvent):
    """The provider's systems are told nothing any more: what is agreed simply holds. Only cards show it."""


class PartnershipRestored(PartnershipEvent):
    """What had replaced the partnership was taken back, so that it goes on."""


class PayerChanged(TermsAgreed):
    """The client has changed the payment means (facts 28, 29)."""


@dataclass(frozen=True, slots=True)
class ProductAccessChanged(TermsAgreed):
    """The client has changed which products the partner manages (fact 32). Product names."""

    granted: tuple[str, ...]
    released: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnquiryMade(PartnershipEvent):
    """Whoever has to answer a request asks the other one something first."""

    enquiry_id: int


@dataclass(frozen=True, slots=True)
class EnquiryAnswered(PartnershipEvent):
    """The question has been answered."""

    enquiry_id: int
