"""What can become of a tender (fact 12). The row keeps a status; that its deadline is over follows from the clock.

                 release (support)
┌──────┐ ─────────────────────────────▶ ┌──────┐ the deadline passes ┌────────┐
│ HELD │   change (client), to itself   │ OPEN │ ──────────────────▶ │ LAPSED │ offers are in, nothing more is taken
└──────┘                                └──────┘ ◀────────────────── └────────┘
                   change (client), to itself ⟲     extend (client): from OPEN, too
OPEN, LAPSED
    ├── choose (client)    ──▶ CHOSEN     one offer is accepted, its partner has not undertaken fact 8 yet
    └── lapse (programme)  ──▶ CLOSED     long after the deadline, where nobody has decided; from CHOSEN, too
CHOSEN
    ├── award    (partner) ──▶ AWARDED    it undertakes to use the provider's products only
    └── reopen   (either)  ──▶ OPEN       the partner backs out, or the client has thought better of it
HELD
    └── lapse (programme)  ──▶ CLOSED     long after the deadline, where support has not looked at it
HELD, OPEN, LAPSED, CHOSEN
    ├── close (client)     ──▶ CLOSED     with a reason
    └── hide  (support)    ──▶ HIDDEN     with a reason
HIDDEN
    ├── release (support)  ──▶ OPEN, where an offer had been accepted CHOSEN
    └── close (client)     ──▶ CLOSED

CLOSED, AWARDED and HIDDEN have ended. A year later (profile), the row goes with all that hangs on it: ERASED is no
status, but nothing being there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.words import Msg, Refused


class TenderStatus(StrEnum):
    """Where a tender stands. `LAPSED` is never stored: it is an open one whose deadline is over."""

    HELD = "held"
    OPEN = "open"
    LAPSED = "lapsed"
    CHOSEN = "chosen"
    AWARDED = "awarded"
    CLOSED = "closed"
    HIDDEN = "hidden"


class TenderAction(StrEnum):
    """What moves a tender on."""

    RELEASE = "release"
    CHANGE = "change"
    EXTEND = "extend"
    CHOOSE = "choose"
    REOPEN = "reopen"
    AWARD = "award"
    CLOSE = "close"
    LAPSE = "lapse"
    HIDE = "hide"


class TenderActor(StrEnum):
    """Who takes an arrow."""

    CLIENT = "client"
    PARTNER = "partner"
    SUPPORT = "support"
    PROGRAMME = "programme"


class CloseReason(StrEnum):
    """Why a client closes a tender."""

    FOUND_ELSEWHERE = "elsewhere"
    NOTHING_FITS = "nothing_fits"
    NOT_NEEDED = "not_needed"
    ON_OUR_OWN = "on_our_own"
    NOT_DECIDED = "not_decided"
    """The programme has closed it: long after the deadline, nobody had decided."""


@dataclass(frozen=True, slots=True)
class TenderStep:
    """An arrow: who may take it, and where it leads."""

    actors: frozenset[TenderActor]
    to: TenderStatus


_S, _A, _BY = TenderStatus, TenderAction, TenderActor
RUNNING = frozenset({_S.HELD, _S.OPEN, _S.LAPSED, _S.CHOSEN})
"""Something can still come of it."""
ENDED = frozenset({_S.AWARDED, _S.CLOSED, _S.HIDDEN})
"""The year to its erasure runs."""


def _by(to: TenderStatus, *actors: TenderActor) -> TenderStep:
    return TenderStep(frozenset(actors), to)


MOVES: Mapping[tuple[TenderStatus, TenderAction], TenderStep] = MappingProxyType(
    {
        (_S.HELD, _A.RELEASE): _by(_S.OPEN, _BY.SUPPORT),
        (_S.HIDDEN, _A.RELEASE): _by(_S.OPEN, _BY.SUPPORT),
        (_S.HELD, _A.CHANGE): _by(_S.HELD, _BY.CLIENT),
        (_S.OPEN, _A.CHANGE): _by(_S.OPEN, _BY.CLIENT),
        (_S.OPEN, _A.EXTEND): _by(_S.OPEN, _BY.CLIENT),
        (_S.LAPSED, _A.EXTEND): _by(_S.OPEN, _BY.CLIENT),
        (_S.OPEN, _A.CHOOSE): _by(_S.CHOSEN, _BY.CLIENT),
        (_S.LAPSED, _A.CHOOSE): _by(_S.CHOSEN, _BY.CLIENT),
        (_S.HELD, _A.LAPSE): _by(_S.CLOSED, _BY.PROGRAMME),
        (_S.LAPSED, _A.LAPSE): _by(_S.CLOSED, _BY.PROGRAMME),
        (_S.CHOSEN, _A.LAPSE): _by(_S.CLOSED, _BY.PROGRAMME),
        (_S.CHOSEN, _A.AWARD): _by(_S.AWARDED, _BY.PARTNER),
        (_S.CHOSEN, _A.REOPEN): _by(_S.OPEN, _BY.PARTNER, _BY.CLIENT),
        (_S.HIDDEN, _A.CLOSE): _by(_S.CLOSED, _BY.CLIENT),
        **{(status, _A.CLOSE): _by(_S.CLOSED, _BY.CLIENT) for status in RUNNING},
        **{(status, _A.HIDE): _by(_S.HIDDEN, _BY.SUPPORT) for status in RUNNING},
    }
)
"""The diagram above: whatever is not here cannot happen."""


class TenderNotInThisState(Refused):
    """The tender does not allow this (any more)."""


def state_of(status: TenderStatus, deadline: dt.datetime, now: dt.datetime) -> TenderStatus:
    """Where a tender with this stored status stands at that moment, to the second."""
    return _S.LAPSED if status is _S.OPEN and deadline <= now else status


def is_possible(state: TenderStatus, action: TenderAction, actor: TenderActor) -> bool:
    """Whether the diagram has such an arrow, and it is theirs."""
    step = MOVES.get((state, action))
    return step is not None and actor in step.actors


def move(state: TenderStatus, action: TenderAction, actor: TenderActor) -> TenderStatus:
    """Where the arrow leads. Raises `TenderNotInThisState` where the diagram has none for this actor."""
    step = MOVES.get((state, action))
    if step is not None and actor in step.actors:
        return step.to
    raise TenderNotInThisState(why_not(state))


def why_not(state: TenderStatus) -> Msg:
    """What is said where a tender in this state does not allow something."""
    match state:
        case _S.HELD:
            return Msg("This tender is not published yet: support looks at it first.")
        case _S.OPEN:
            return Msg("This tender is still open; this is not possible now.")
        case _S.LAPSED:
            return Msg("The deadline of this tender is over.")
        case _S.CHOSEN:
            return Msg("An offer has been accepted for this tender.")
        case _S.AWARDED:
            return Msg("This tender is awarded.")
        case _S.CLOSED:
            return Msg("This tender is closed.")
        case _S.HIDDEN:
            return Msg("Support has taken this tender out of the list.")
