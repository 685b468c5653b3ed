"""Buttons about offers and questions. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import OfferId, TenderQuestionId
from handlers.tenders.payloads import TenderPayload


@dataclass(frozen=True, slots=True)
class AskAboutTender(TenderPayload):
    code: ClassVar[str] = "ya"


@dataclass(frozen=True, slots=True)
class ShowQuestions(TenderPayload):
    """A page, from 0, of what was asked about a tender, as the person may read it."""

    code: ClassVar[str] = "yq"
    page: int


@dataclass(frozen=True, slots=True)
class QuestionPayload(Payload):
    """Common to all buttons of a question; `question` is its id."""

    question: TenderQuestionId


@dataclass(frozen=True, slots=True)
class AnswerQuestion(QuestionPayload):
    code: ClassVar[str] = "yr"


@dataclass(frozen=True, slots=True)
class LeaveQuestion(QuestionPayload):
    """It gets no answer."""

    code: ClassVar[str] = "yz"


@dataclass(frozen=True, slots=True)
class AnswerForAll(QuestionPayload):
    """All partners read what one was answered."""

    code: ClassVar[str] = "yl"


@dataclass(frozen=True, slots=True)
class MakeOffer(TenderPayload):
    """Opens the form of an offer: a new one, or the partner's own to be changed."""

    code: ClassVar[str] = "yo"


@dataclass(frozen=True, slots=True)
class OwnOffers(Payload):
    """A page, from 0, of the partner's offers."""

    code: ClassVar[str] = "yp"
    page: int


@dataclass(frozen=True, slots=True)
class CompareOffers(TenderPayload):
    """A page, from 0, of the offers for a tender; `shortlisted` ones alone, or all."""

    code: ClassVar[str] = "yc"
    page: int
    shortlisted: bool


@dataclass(frozen=True, slots=True)
class PictureOffers(TenderPayload):
    """That page as a picture."""

    code: ClassVar[str] = "yi"
    page: int
    shortlisted: bool


@dataclass(frozen=True, slots=True)
class OfferPayload(Payload):
    """Common to all buttons of an offer; `offer` is its id."""

    offer: OfferId


@dataclass(frozen=True, slots=True)
class ShowOffer(OfferPayload):
    """The offer's card, for whichever side the person stands on."""

    code: ClassVar[str] = "ys"


@dataclass(frozen=True, slots=True)
class OfferFiles(OfferPayload):
    code: ClassVar[str] = "yf"


@dataclass(frozen=True, slots=True)
class WithdrawOffer(OfferPayload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "yw"
    sure: bool


@dataclass(frozen=True, slots=True)
class Undertake(OfferPayload):
    """The partner undertakes what fact 8 asks for."""

    code: ClassVar[str] = "yu"


@dataclass(frozen=True, slots=True)
class BackOut(OfferPayload):
    """The partner does not; `sure` as above."""

    code: ClassVar[str] = "yb"
    sure: bool


@dataclass(frozen=True, slots=True)
class AskBack(OfferPayload):
    """The client asks the partner."""

    code: ClassVar[str] = "yk"


@dataclass(frozen=True, slots=True)
class Shortlist(OfferPayload):
    code: ClassVar[str] = "yh"
    on: bool


@dataclass(frozen=True, slots=True)
class Introduce(OfferPayload):
    """The client lets the two see each other's contacts; `sure` as above."""

    code: ClassVar[str] = "yn"
    sure: bool


@dataclass(frozen=True, slots=True)
class ChooseOffer(OfferPayload):
    """The client accepts; `sure` as above."""

    code: ClassVar[str] = "yx"
    sure: bool


@dataclass(frozen=True, slots=True)
class LetOfferGo(OfferPayload):
    """The client has thought better of it."""

    code: ClassVar[str] = "yg"


@dataclass(frozen=True, slots=True)
class ThankOffer(OfferPayload):
    """The client does not take this one; `sure` as above."""

    code: ClassVar[str] = "yt"
    sure: bool
