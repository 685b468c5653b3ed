"""What happens in the programme and is told to people. `handlers.partnerships.notices` says it to whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.partnerships.rules import Ceased, Side
from domain.people import Parting
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
    """A client asks a partner (fact 31); with `prepared`, its request had waited for the client to be verified."""

    prepared: bool = False


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


class PartnershipConfirmed(TermsAgreed):
    """The partner agrees: the partnership is active from now on."""


@dataclass(frozen=True, slots=True)
class PartnershipReplaced(PartnershipEvent):
    """The partnership ended because another one was confirmed in its place, `by_same_partner` or by another's."""

    by_same_partner: bool


@dataclass(frozen=True, slots=True)
class PartnershipEnded(PartnershipEvent):
    """One side has ended the partnership (fact 32)."""

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
    """The partner asks the client something before it decides."""

    enquiry_id: int


@dataclass(frozen=True, slots=True)
class EnquiryAnswered(PartnershipEvent):
    """The client has answered the partner's question."""

    enquiry_id: int


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
    """A person has another role in an organisation: the provider's console, an invitation or a claim has given it.

    With `by_claim`, the decision about it tells them.
    """

    person_id: int
    organisation_id: int
    by_claim: bool = False


@dataclass(frozen=True, slots=True)
class AccountClosed(Event):
    """The provider has closed an organisation's account; `ceased` requests and partnerships have ended with it."""

    organisation_id: int
    ceased: int


@dataclass(frozen=True, slots=True)
class AccountReopened(Event):
    """The provider has opened an organisation's account again."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnerDismissed(Event):
    """The organisation is no partner any more; `ceased` requests and partnerships have ended with that."""

    organisation_id: int
    ceased: int


@dataclass(frozen=True, slots=True)
class OrganisationVerified(Event):
    """An organisation counts as what it says from now on."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class VerificationLost(Event):
    """The company of its register number is an account at the provider, which the organisation is not."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class VatNumberEntered(Event):
    """An organisation has a VAT number, new or another than before (fact 35)."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class VatNumberRemoved(Event):
    """An organisation has no VAT number any more."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationRevoked(Event):
    """An invitation that nobody has used leads nowhere from now on."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class CaseUnanswered(Event):
    """Somebody has been waiting for support longer than they should."""

    case_id: int


@dataclass(frozen=True, slots=True)
class OrganisationsMerged(Event):
    """What an unverified organisation had belongs to a verified one now, and so do its people, `moved` by ids.

    What could not go along has ended, `closed` by ids.
    """

    source_id: int
    target_id: int
    moved: tuple[int, ...]
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimEvent(Event):
    """Something happened to a claim; its cards are refreshed whatever it was."""

    claim_id: int


@dataclass(frozen=True, slots=True)
class ClaimMade(ClaimEvent):
    """Somebody says something about an organisation: support is to judge it, or else its representatives."""

    for_support: bool


class ClaimQuestioned(ClaimEvent):
    """Support asks back."""


class ClaimAnswered(ClaimEvent):
    """The person has answered what support asked."""


@dataclass(frozen=True, slots=True)
class ClaimDecided(ClaimEvent):
    """The claim is approved, declined or settled; with `frees`, its organisation decides again."""

    frees: bool = False
