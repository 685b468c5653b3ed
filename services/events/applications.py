"""What happens to those who want to become partners, and to partners whose products are worth too little."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class ApplicationEvent(Event):
    """Something happened to an application; its cards are refreshed whatever it was."""

    application_id: int


class ApplicationSubmitted(ApplicationEvent):
    """A company applies to become a partner."""


class ApplicationQuestioned(ApplicationEvent):
    """Support asks back."""


class ApplicationAnswered(ApplicationEvent):
    """The applicant has answered what support asked."""


class ApplicationAssigned(ApplicationEvent):
    """Somebody of support takes it in hand."""


class ApplicationReminded(ApplicationEvent):
    """Support, or else the applicant who was asked something, has let it wait for long."""


class ApplicationApproved(ApplicationEvent):
    """The company is a partner from now on."""


class ApplicationDeclined(ApplicationEvent):
    """The company does not become a partner now."""


class ApplicationWithdrawn(ApplicationEvent):
    """The applicant does not want it any more."""


@dataclass(frozen=True, slots=True)
class PartnerAdmitted(Event):
    """An organisation has become a partner by its application."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnerLetGo(Event):
    """Support has decided that an organisation is no partner any more."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class ReviewEvent(Event):
    """Something happened to the review of a partner; its cards are refreshed whatever it was."""

    review_id: int


class PartnerBelowValue(ReviewEvent):
    """A partner's products have been worth too little for long (fact 5): it is told, and has time."""


class PartnerRecovered(ReviewEvent):
    """A partner that was told so has products that are worth enough again."""


class ReviewDue(ReviewEvent):
    """The time that a partner was given is over: support is to decide."""


class ReviewDecided(ReviewEvent):
    """Support has decided whether the partner stays one."""
