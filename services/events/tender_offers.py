"""What partners ask about tenders, what they offer, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class TenderTalk(Event):
    """Something was asked about a tender, offered for it or decided."""

    tender_id: int


@dataclass(frozen=True, slots=True)
class TenderQuestionEvent(TenderTalk):
    """Something happened to a question."""

    question_id: int


class TenderAskedAbout(TenderQuestionEvent):
    """A partner asks the client, or the client a partner about its offer."""


class TenderQuestionAnswered(TenderQuestionEvent):
    """It is answered, or an answer to one is for all from now on: the question's status says which."""


@dataclass(frozen=True, slots=True)
class OfferEvent(TenderTalk):
    """Something happened to an offer."""

    offer_id: int


class OfferMade(OfferEvent):
    """A partner offers to do it."""


class OfferChanged(OfferEvent):
    """The partner has changed its offer before the deadline."""


class OfferWithdrawn(OfferEvent):
    """The partner has taken its offer back."""


class OfferChosen(OfferEvent):
    """The client accepts the offer; the partner is to undertake fact 8."""


class OfferLetGo(OfferEvent):
    """The client has thought better of it before the partner has undertaken anything."""


class OfferBackedOut(OfferEvent):
    """The partner does not undertake it: its offer is withdrawn, the tender is open again."""


class OfferTaken(OfferEvent):
    """The partner has undertaken it (fact 8): the tender is awarded."""


class OfferThanked(OfferEvent):
    """The offer was not taken: the client has thanked for it, or another one was taken."""


class PartiesIntroduced(OfferEvent):
    """The client has let the two see each other's contacts."""
