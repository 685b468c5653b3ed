"""Everything that can be tapped, in one list. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.partnerships import Payer
from domain.people import Role
from handlers.packing import Payload


class FormVerb(StrEnum):
    """What a button under a form's question does."""

    ANSWER = "a"
    TOGGLE = "t"
    DONE = "d"
    BACK = "b"
    CHANGE = "c"
    CHOOSE_CHANGE = "h"
    CANCEL = "x"
    EXPLAIN = "e"
    ASK_AGAIN = "q"
    FINISH = "s"


@dataclass(frozen=True, slots=True)
class FormPress(Payload):
    """A tap in a form: `serial` tells which of the chat's forms, `question` which question it stood under."""

    code: ClassVar[str] = "f"
    serial: int
    verb: FormVerb
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Resume(Payload):
    """Takes up a form that was put aside."""

    code: ClassVar[str] = "fr"
    serial: int


@dataclass(frozen=True, slots=True)
class Discard(Payload):
    """Drops a form that was put aside."""

    code: ClassVar[str] = "fd"
    serial: int


@dataclass(frozen=True, slots=True)
class Go(Payload):
    """Does what the command of this name does."""

    code: ClassVar[str] = "go"
    command: str


@dataclass(frozen=True, slots=True)
class SetLanguage(Payload):
    code: ClassVar[str] = "la"
    language: str


@dataclass(frozen=True, slots=True)
class SwitchOrganisation(Payload):
    code: ClassVar[str] = "os"
    organisation: int


@dataclass(frozen=True, slots=True)
class InviteColleague(Payload):
    code: ClassVar[str] = "oi"
    organisation: int
    role: Role


@dataclass(frozen=True, slots=True)
class ShowProduct(Payload):
    code: ClassVar[str] = "ps"
    product: int


@dataclass(frozen=True, slots=True)
class RemoveProduct(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "pr"
    product: int
    sure: bool


@dataclass(frozen=True, slots=True)
class PartnershipPayload(Payload):
    """Common to all buttons of a partnership; `partnership` is its id."""

    partnership: int


@dataclass(frozen=True, slots=True)
class ShowPartnership(PartnershipPayload):
    code: ClassVar[str] = "s"


@dataclass(frozen=True, slots=True)
class ConfirmRequest(PartnershipPayload):
    code: ClassVar[str] = "rc"


@dataclass(frozen=True, slots=True)
class DeclineRequest(PartnershipPayload):
    code: ClassVar[str] = "rd"


@dataclass(frozen=True, slots=True)
class AskClient(PartnershipPayload):
    code: ClassVar[str] = "ra"


@dataclass(frozen=True, slots=True)
class AnswerPartner(Payload):
    code: ClassVar[str] = "re"
    enquiry: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest(PartnershipPayload):
    code: ClassVar[str] = "rw"
    sure: bool


@dataclass(frozen=True, slots=True)
class ResendRequest(PartnershipPayload):
    code: ClassVar[str] = "rs"


@dataclass(frozen=True, slots=True)
class EndPartnership(PartnershipPayload):
    """Fact 32: confirmed twice. `step` is 0 for the first tap, 2 for the one that ends it."""

    code: ClassVar[str] = "se"
    step: int


@dataclass(frozen=True, slots=True)
class ChangePayer(PartnershipPayload):
    """`sure` is false for the tap that shows what the change means."""

    code: ClassVar[str] = "sp"
    payer: Payer
    sure: bool


@dataclass(frozen=True, slots=True)
class ChangeProducts(PartnershipPayload):
    code: ClassVar[str] = "sq"


@dataclass(frozen=True, slots=True)
class EnterVat(Payload):
    code: ClassVar[str] = "ve"


@dataclass(frozen=True, slots=True)
class RemoveVat(Payload):
    code: ClassVar[str] = "vr"
    sure: bool


@dataclass(frozen=True, slots=True)
class LeaveSupport(Payload):
    """Ends the case from the person's side."""

    code: ClassVar[str] = "hl"
    case: int


@dataclass(frozen=True, slots=True)
class WriteToSupport(Payload):
    """Puts the open form aside, so that what is typed goes to support."""

    code: ClassVar[str] = "hw"


@dataclass(frozen=True, slots=True)
class ShowTopics(Payload):
    """The knowledge base's topics, of one group."""

    code: ClassVar[str] = "kg"
    group: str


@dataclass(frozen=True, slots=True)
class PickTopic(Payload):
    """Shows the article that a question turns out to be about."""

    code: ClassVar[str] = "kp"
    question: int
    topic: str


@dataclass(frozen=True, slots=True)
class Vote(Payload):
    """Whether the answer to a question has helped."""

    code: ClassVar[str] = "kv"
    question: int
    liked: bool


@dataclass(frozen=True, slots=True)
class ShowArticle(Payload):
    code: ClassVar[str] = "ka"
    topic: str
