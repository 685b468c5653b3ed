"""What stands in a record's fields, in words: codes by their names, moments where the desk is, records by theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum as PythonEnum
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy import Boolean, Date, Enum
from sqlalchemy.types import TypeEngine

from domain.applications import ApplicationStatus
from domain.mail import MailPace
from domain.organisations.kinds import OrganisationKind
from domain.organisations.verification import ClaimKind, Outcome, VerifiedBy
from domain.partnerships.rules import Access, Ceased, Payer, SetUp, Side, Status
from domain.people import Role
from domain.vat.verdicts import VatStatus
from domain.words import Country, Language, Msg, Provider, ShelfName, Value, listing
from handlers.organisations.acting import ROLE_NAMES
from handlers.organisations.registration import KIND_NAMES
from handlers.partnerships.states import CANNED_REASONS, SET_UP_REFUSALS
from handlers.partnerships.terms import ACCESS_NAMES
from handlers.support.found import STATUS_NAMES
from storage.audit import column_of, points_at
from storage.tables.base import UtcDateTime

CHECK_NAMES: Mapping[VatStatus, Msg] = MappingProxyType(
    {
        VatStatus.VALID: Msg("valid"),
        VatStatus.INVALID: Msg("not valid"),
        VatStatus.UNKNOWN: Msg("not known yet"),
    }
)
_E = TypeVar("_E", bound=StrEnum)


def _all(names: Mapping[_E, Msg]) -> Mapping[PythonEnum, Value]:
    return {member: names[member] for member in names}


NAMES: Mapping[type[PythonEnum], Mapping[PythonEnum, Value]] = MappingProxyType(
    {
        Access: _all(ACCESS_NAMES),
        ApplicationStatus: {
            ApplicationStatus.SUBMITTED: Msg("submitted"),
            ApplicationStatus.QUESTIONED: Msg("asked back"),
            ApplicationStatus.APPROVED: Msg("approved"),
            ApplicationStatus.DECLINED: Msg("declined"),
            ApplicationStatus.WITHDRAWN: Msg("withdrawn"),
        },
        ClaimKind: {
            ClaimKind.REGISTER: Msg("stands in the register"),
            ClaimKind.ACCESS: Msg("belongs to the organisation"),
            ClaimKind.DISPUTE: Msg("others have no right to act"),
        },
        MailPace: {
            MailPace.AT_ONCE: Msg("everything at once"),
            MailPace.DAILY: Msg("once a day"),
            MailPace.CONTRACTS: Msg("contracts only"),
        },
        OrganisationKind: _all(KIND_NAMES),
        Outcome: {
            Outcome.APPROVED: Msg("approved"),
            Outcome.DECLINED: Msg("declined"),
            Outcome.SETTLED: Msg("settled otherwise"),
        },
        Payer: {Payer.CLIENT: Msg("the client’s"), Payer.PARTNER: Msg("the partner’s")},
        Role: _all(ROLE_NAMES),
        SetUp: {
            SetUp.WAITING: Msg("waits for the provider’s systems"),
            SetUp.DONE: Msg("done"),
            SetUp.REFUSED: Msg("refused"),
        },
        Side: {
            Side.CLIENT: Msg("the client"),
            Side.PARTNER: Msg("the partner"),
            Side.PROGRAMME: Msg("the programme"),
        },
        Status: _all(STATUS_NAMES),
        VatStatus: _all(CHECK_NAMES),
        VerifiedBy: {
            VerifiedBy.ACCOUNT: Msg("its account at {provider}", provider=Provider()),
            VerifiedBy.SUPPORT: Msg("support"),
            VerifiedBy.OPERATOR: Msg("{provider} itself", provider=Provider()),
            VerifiedBy.NOBODY: Msg("nobody: everybody’s word is taken"),
        },
    }
)
"""Each value of each enumeration that a history may show."""
CEASED: Mapping[str, Msg] = MappingProxyType(
    {
        Ceased.CLIENT_CLOSED: Msg("the client’s account was closed"),
        Ceased.PARTNER_CLOSED: Msg("the partner’s account was closed"),
        Ceased.PRODUCTS_GONE: Msg("its products are no longer there"),
        Ceased.NOT_VERIFIED: Msg("the client could not be verified"),
        Ceased.NOT_POSSIBLE: Msg("it was not possible any more"),
        Ceased.END_DATE: Msg("its last day is over"),
    }
)
_SPOKEN: Mapping[str, type[Country | Language]] = MappingProxyType({"country": Country, "language": Language})
_REASONS: Mapping[str, Msg] = MappingProxyType({**CANNED_REASONS, **CEASED, **SET_UP_REFUSALS})
NOTHING = "–"


def value_words(subject: str, column: str, value: object, names: Mapping[tuple[str, int], str]) -> Value:
    """What stood in the column of the table `subject`. `names` has records by their table and id.

    What the table does not allow (any more), as where somebody was forgotten, is shown as it stands.
    """
    if value is None or value == []:
        return NOTHING
    if isinstance(value, list):
        return listing([_item(subject, column, each, names) for each in value])
    for kind, number in points_at(subject, column, [value]):
        return names.get((kind, number), f"{kind} {number}")
    if (spoken := _SPOKEN.get(column)) is not None:
        return spoken(str(value))
    if column == "yearly_value" and isinstance(value, int):
        return Decimal(value) / 100
    stored = column_of(subject, column)
    try:
        return _text(str(value)) if stored is None else _typed(stored.type, value)
    except ValueError:
        return _text(str(value))


def _typed(kind: TypeEngine[object], value: object) -> Value:
    match kind:
        case Enum() if kind.enum_class is not None:
            return NAMES.get(kind.enum_class, {}).get(kind.enum_class(value), str(value))
        case Boolean():
            return Msg("yes") if value else Msg("no")
        case UtcDateTime():
            return dt.datetime.fromisoformat(str(value))
        case Date():
            return dt.date.fromisoformat(str(value))
        case _:
            return _text(str(value))


def _item(subject: str, column: str, item: object, names: Mapping[tuple[str, int], str]) -> Value:
    if column == "shelves":
        return ShelfName(str(item))
    return value_words(subject, column, item, names)


def _text(text: str) -> Value:
    """What people wrote, in one line; reasons that are tapped have a code."""
    return _REASONS.get(text) or " ".join(text.split())
