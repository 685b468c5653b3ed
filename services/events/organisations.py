"""What happens to organisations, as accounts at the provider and as what they say they are."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


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
class OrganisationFrozen(Event):
    """The provider's staff has frozen an organisation: nothing is decided in its name."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class OrganisationUnfrozen(Event):
    """The provider's staff has let a frozen organisation go on."""

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
class OrganisationsMerged(Event):
    """What an unverified organisation had belongs to a verified one now, and so do its people, `moved` by ids.

    What could not go along has ended, `closed` by ids.
    """

    source_id: int
    target_id: int
    moved: tuple[int, ...]
    closed: tuple[int, ...] = ()
