"""What can become of a partner's offer for a tender. The client sees those that are `MADE`, and may shortlist them.

          change (partner), until the deadline
                ┌──┐
                ▼  │  withdraw (partner)
┌──────┐ ────▶ ┌──────┐ ──────────────────▶ ┌───────────┐ another offer of the same partner is another row
│  –   │       │ MADE │ back_out (partner)  │ WITHDRAWN │
└──────┘       └──────┘      ┌────────────▶ └───────────┘
                │  ▲ choose  │
                │  │ (client)│
                │  ▼         │
                │ ┌────────┐ ┘   undertake (partner): fact 8   ┌──────────┐
                │ │ CHOSEN │ ────────────────────────────────▶ │ ACCEPTED │
                │ └────────┘     back to MADE: let_go (client)  └──────────┘
                └── thank (client, programme) ──▶ THANKED    another one was accepted, or the tender is closed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.words import Msg, Refused


class OfferStatus(StrEnum):
    """Where an offer stands. The last three are final."""

    MADE = "made"
    CHOSEN = "chosen"
    """The client has accepted it; the partner has not undertaken what fact 8 asks for yet."""
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    THANKED = "thanked"


TAKEN = frozenset({OfferStatus.CHOSEN, OfferStatus.ACCEPTED})
"""The client has accepted it: of the offers for a tender, one at most."""


class OfferAction(StrEnum):
    """What moves an offer on."""

    CHANGE = "change"
    WITHDRAW = "withdraw"
    CHOOSE = "choose"
    LET_GO = "let_go"
    UNDERTAKE = "undertake"
    BACK_OUT = "back_out"
    THANK = "thank"


class OfferActor(StrEnum):
    """Who takes an arrow."""

    PARTNER = "partner"
    CLIENT = "client"
    PROGRAMME = "programme"


class PriceKind(StrEnum):
    """How a price is meant: for all of it, for an hour, or somewhere between two amounts."""

    FIXED = "fixed"
    HOURLY = "hourly"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class OfferStep:
    """An arrow: who may take it, and where it leads."""

    actors: frozenset[OfferActor]
    to: OfferStatus


_S, _A, _BY = OfferStatus, OfferAction, OfferActor
MOVES: Mapping[tuple[OfferStatus, OfferAction], OfferStep] = MappingProxyType(
    {
        (_S.MADE, _A.CHANGE): OfferStep(frozenset({_BY.PARTNER}), _S.MADE),
        (_S.MADE, _A.WITHDRAW): OfferStep(frozenset({_BY.PARTNER}), _S.WITHDRAWN),
        (_S.MADE, _A.CHOOSE): OfferStep(frozenset({_BY.CLIENT}), _S.CHOSEN),
        (_S.MADE, _A.THANK): OfferStep(frozenset({_BY.CLIENT, _BY.PROGRAMME}), _S.THANKED),
        (_S.CHOSEN, _A.LET_GO): OfferStep(frozenset({_BY.CLIENT}), _S.MADE),
        (_S.CHOSEN, _A.UNDERTAKE): OfferStep(frozenset({_BY.PARTNER}), _S.ACCEPTED),
        (_S.CHOSEN, _A.BACK_OUT): OfferStep(frozenset({_BY.PARTNER}), _S.WITHDRAWN),
        (_S.CHOSEN, _A.THANK): OfferStep(frozenset({_BY.PROGRAMME}), _S.THANKED),
    }
)
"""The diagram above: whatever is not here cannot happen."""


class OfferNotInThisState(Refused):
    """The offer does not allow this (any more)."""


def is_possible(status: OfferStatus, action: OfferAction, actor: OfferActor) -> bool:
    """Whether the diagram has such an arrow, and it is theirs."""
    step = MOVES.get((status, action))
    return step is not None and actor in step.actors


def move(status: OfferStatus, action: OfferAction, actor: OfferActor) -> OfferStatus:
    """Where the arrow leads. Raises `OfferNotInThisState` where the diagram has none for this actor."""
    step = MOVES.get((status, action))
    if step is not None and actor in step.actors:
        return step.to
    match status:
        case _S.MADE:
            raise OfferNotInThisState(Msg("This offer has not been accepted."))
        case _S.CHOSEN:
            raise OfferNotInThisState(Msg("This offer has been accepted; the partner is to confirm it."))
        case _S.ACCEPTED:
            raise OfferNotInThisState(Msg("This offer has been accepted."))
        case _S.WITHDRAWN:
            raise OfferNotInThisState(Msg("This offer has been withdrawn."))
        case _S.THANKED:
            raise OfferNotInThisState(Msg("This offer was not taken."))
