"""Buttons about partnerships and requests. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.partnerships.rules import Payer
from handlers.chat.packing import Payload
from handlers.chat.records import BlockId, EnquiryId, OrganisationId, PartnerId, PartnershipId


@dataclass(frozen=True, slots=True)
class PartnershipPayload(Payload):
    """Common to all buttons of a partnership; `partnership` is its id."""

    partnership: PartnershipId


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
class GrantRequest(PartnershipPayload):
    """The client looks at what it would grant."""

    code: ClassVar[str] = "cy"


@dataclass(frozen=True, slots=True)
class CounterRequest(PartnershipPayload):
    code: ClassVar[str] = "co"


@dataclass(frozen=True, slots=True)
class SendAgain(PartnershipPayload):
    """A request that has come to nothing, as a new one."""

    code: ClassVar[str] = "cz"


@dataclass(frozen=True, slots=True)
class SendChanged(PartnershipPayload):
    code: ClassVar[str] = "cx"


@dataclass(frozen=True, slots=True)
class AskClient(PartnershipPayload):
    code: ClassVar[str] = "ra"


@dataclass(frozen=True, slots=True)
class AnswerPartner(Payload):
    code: ClassVar[str] = "re"
    enquiry: EnquiryId


@dataclass(frozen=True, slots=True)
class AddThisPartner(Payload):
    """Opens “add a partner” with this one filled in."""

    code: ClassVar[str] = "rp"
    partner: PartnerId


@dataclass(frozen=True, slots=True)
class WithdrawRequest(PartnershipPayload):
    code: ClassVar[str] = "rw"
    sure: bool


@dataclass(frozen=True, slots=True)
class ResendRequest(PartnershipPayload):
    code: ClassVar[str] = "rs"


@dataclass(frozen=True, slots=True)
class EndPartnership(PartnershipPayload):
    """Opens the form that ends it (fact 32). `step` counts taps in old messages, and means nothing any more."""

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
class ShowHistory(PartnershipPayload):
    """What has become of it; `page` from 0, the newest first."""

    code: ClassVar[str] = "hs"
    page: int


@dataclass(frozen=True, slots=True)
class PartnerCode(Payload):
    """The QR code of the partner's own link, as a picture or `on_paper`."""

    code: ClassVar[str] = "aq"
    on_paper: bool


@dataclass(frozen=True, slots=True)
class ClientCode(Payload):
    """The QR code of the client's own link, as a picture."""

    code: ClassVar[str] = "ak"


@dataclass(frozen=True, slots=True)
class WhoAsks(Payload):
    """Shows who may ask the organisation for anything, and how it is found."""

    code: ClassVar[str] = "aw"


@dataclass(frozen=True, slots=True)
class PauseRequests(Payload):
    """`days` is the value of a `Pause`, or 0 to take requests again."""

    code: ClassVar[str] = "ap"
    days: int


@dataclass(frozen=True, slots=True)
class BlockOther(PartnershipPayload):
    """`sure` is false for the tap that asks whether it is meant."""

    code: ClassVar[str] = "ab"
    sure: bool


@dataclass(frozen=True, slots=True)
class ShowBlocked(Payload):
    """Whom the organisation has blocked; `page` from 0."""

    code: ClassVar[str] = "al"
    page: int


@dataclass(frozen=True, slots=True)
class SaveHistory(PartnershipPayload):
    code: ClassVar[str] = "hd"


@dataclass(frozen=True, slots=True)
class HandOver(PartnershipPayload):
    code: ClassVar[str] = "hx"


@dataclass(frozen=True, slots=True)
class ChangeAccess(PartnershipPayload):
    """Asks the other side for the other kind of access."""

    code: ClassVar[str] = "ga"


@dataclass(frozen=True, slots=True)
class ChooseLastDay(PartnershipPayload):
    code: ClassVar[str] = "gd"


@dataclass(frozen=True, slots=True)
class ExtendAccess(PartnershipPayload):
    """`since` is the last day to which the months are added, in ISO 8601: a second tap adds nothing."""

    code: ClassVar[str] = "ge"
    months: int
    since: str


@dataclass(frozen=True, slots=True)
class LetEnd(PartnershipPayload):
    """The client leaves the last day as it is."""

    code: ClassVar[str] = "gl"


@dataclass(frozen=True, slots=True)
class AllNeeded(Payload):
    """All partners of the organisation with this id still need what they have."""

    code: ClassVar[str] = "gn"
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class RevokeEnd(PartnershipPayload):
    """Takes back an end that was announced."""

    code: ClassVar[str] = "er"


@dataclass(frozen=True, slots=True)
class UndoEnd(PartnershipPayload):
    """Undoes an end, as long as that is possible."""

    code: ClassVar[str] = "eu"


@dataclass(frozen=True, slots=True)
class Unblock(Payload):
    code: ClassVar[str] = "au"
    block: BlockId
