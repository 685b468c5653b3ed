"""How a company becomes a partner, and what happens when a partner no longer fulfils the conditions (facts 3–9, 38).

┌───────────┐ ask back (support)   ┌────────────┐ ask back (support)
│ SUBMITTED │ ───────────────────▶ │ QUESTIONED │ ───┐ another question in place of the first
└───────────┘ ◀─────────────────── └────────────┘ ◀──┘
                answer (applicant)
SUBMITTED, QUESTIONED
    ├── approve  (support)   ──▶ APPROVED
    ├── decline  (support)   ──▶ DECLINED    with a reason, and from when on a new one makes sense
    └── withdraw (applicant) ──▶ WITHDRAWN
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from types import MappingProxyType

from domain.words import Money, Msg, Refused


class ApplicationStatus(StrEnum):
    """Where an application stands. The last three are final."""

    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


WAITING = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.QUESTIONED})
"""Support has not decided yet."""


class ApplicationAction(StrEnum):
    """What moves an application on."""

    ASK_BACK = "ask_back"
    ANSWER = "answer"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class Actor(StrEnum):
    """Who takes an arrow."""

    SUPPORT = "support"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Step:
    """An arrow: who may take it, and where it leads."""

    actor: Actor
    to: ApplicationStatus


MOVES: Mapping[tuple[ApplicationStatus, ApplicationAction], Step] = MappingProxyType(
    {
        (ApplicationStatus.QUESTIONED, ApplicationAction.ANSWER): Step(Actor.APPLICANT, ApplicationStatus.SUBMITTED),
        **{
            (status, action): step
            for status in WAITING
            for action, step in (
                (ApplicationAction.ASK_BACK, Step(Actor.SUPPORT, ApplicationStatus.QUESTIONED)),
                (ApplicationAction.APPROVE, Step(Actor.SUPPORT, ApplicationStatus.APPROVED)),
                (ApplicationAction.DECLINE, Step(Actor.SUPPORT, ApplicationStatus.DECLINED)),
                (ApplicationAction.WITHDRAW, Step(Actor.APPLICANT, ApplicationStatus.WITHDRAWN)),
            )
        },
    }
)
"""The diagram above: whatever is not here cannot happen."""


class NotInThisState(Refused):
    """The application does not allow this (any more)."""


def move(status: ApplicationStatus, action: ApplicationAction, actor: Actor) -> ApplicationStatus:
    """Where the arrow leads. Raises `NotInThisState` where the diagram has none for this actor."""
    step = MOVES.get((status, action))
    if step is not None and step.actor is actor:
        return step.to
    if status in WAITING:
        raise NotInThisState(Msg("There is no open question about this application."))
    if status is ApplicationStatus.WITHDRAWN:
        raise NotInThisState(Msg("This application has been withdrawn."))
    raise NotInThisState(Msg("This application has been decided already."))


class Undertaking(StrEnum):
    """What a partner promises, by the number of the fact; it stands so in `Application.undertakings`."""

    SUPPORT = "6"
    INVOICES = "7"
    TENDERS = "8"
    TERMS = "9"


class ReviewOutcome(StrEnum):
    """What became of a partner whose products were worth too little (fact 5)."""

    RECOVERED = "recovered"
    """They are worth enough again."""
    KEPT = "kept"
    """Support has decided that it stays."""
    DISMISSED = "dismissed"
    """Support has decided that it is no partner any more."""


def total_value(sums: Mapping[str, int], minimum: tuple[Money, ...], currency: str) -> Money:
    """What products are worth a year together, in `currency`; `sums` has hundredths by currency.

    Amounts in other currencies count as much as the minimum does there: fact 5 names it in each (CHF 2000 are
    EUR 1800), and a partner that manages a thousand francs and nine hundred euros has reached it. Rounded down, so that
    nobody is told that they have reached what they have not. In a currency without a minimum, it is said in the first
    one; what such a currency itself is worth there, nothing tells, so that is not counted.
    """
    currency = minimum_in(currency, minimum).currency
    of = {each.currency: each.amount for each in minimum}
    total = Decimal(sums.get(currency, 0)) / 100
    for other, hundredths in sums.items():
        if other != currency and other in of:
            total += Decimal(hundredths) / 100 * of[currency] / of[other]
    return Money(total.quantize(Decimal("0.01"), ROUND_FLOOR), currency)


def missing_value(value: Money, minimum: tuple[Money, ...]) -> Money | None:
    """How much `value` lacks of the minimum a year (fact 5), rounded up; `None` where it is enough."""
    wanted = minimum_in(value.currency, minimum)
    if value.amount >= wanted.amount:
        return None
    return Money((wanted.amount - value.amount).quantize(Decimal("0.01"), ROUND_CEILING), value.currency)


def minimum_in(currency: str, minimum: tuple[Money, ...]) -> Money:
    """What a partner's products are worth a year at least, in this currency (fact 5); in the first one for others."""
    return next((each for each in minimum if each.currency == currency), minimum[0])
