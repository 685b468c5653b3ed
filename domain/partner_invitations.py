"""A client invites a partner that is not here: what can become of it. The row keeps moments, and the state follows.

                                        use (programme)
┌──────┐ take (invited) ┌───────┐ ───────────────────────────────────────▶ ┌──────┐
│ OPEN │ ─────────────▶ │ TAKEN │ doubt (programme) ┌─────────┐ vouch (client) │ USED │ a request waits for the partner
└──────┘                └───────┘ ────────────────▶ │ DOUBTED │ ─────────────▶ └──────┘
   ▲                                                └─────────┘
   └── renew (client): from OPEN and EXPIRED, with another link; the old one is dead

OPEN, TAKEN, DOUBTED
    ├── decline (invited) ──▶ DECLINED
    ├── revoke  (client)  ──▶ REVOKED    from EXPIRED, too
    └── time passes       ──▶ EXPIRED
TAKEN
    └── cease (programme) ──▶ CEASED     what was offered is not possible any more

Whoever takes the link has it for themselves while they register. As soon as they act for a partner, it is used; where
that partner is called otherwise than the client has typed, the link may have been passed on: the client is asked first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.names.keys import read_name


class InvitedState(StrEnum):
    """Where it stands. `USED`, `DECLINED`, `REVOKED` and `CEASED` are final."""

    OPEN = "open"
    TAKEN = "taken"
    DOUBTED = "doubted"
    USED = "used"
    DECLINED = "declined"
    REVOKED = "revoked"
    CEASED = "ceased"
    EXPIRED = "expired"


class InvitedAction(StrEnum):
    """What is done with it."""

    TAKE = "take"
    USE = "use"
    DOUBT = "doubt"
    VOUCH = "vouch"
    DECLINE = "decline"
    REVOKE = "revoke"
    RENEW = "renew"
    CEASE = "cease"


class Actor(StrEnum):
    """Who takes an arrow."""

    INVITED = "invited"
    CLIENT = "client"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Step:
    """An arrow: who may take it, and where it leads."""

    actor: Actor
    to: InvitedState


_S, _A = InvitedState, InvitedAction
WAITING = frozenset({_S.OPEN, _S.TAKEN, _S.DOUBTED})
"""Something can still come of it by itself."""
MOVES: Mapping[tuple[InvitedState, InvitedAction], Step] = MappingProxyType(
    {
        (_S.OPEN, _A.TAKE): Step(Actor.INVITED, _S.TAKEN),
        (_S.TAKEN, _A.USE): Step(Actor.PROGRAMME, _S.USED),
        (_S.TAKEN, _A.DOUBT): Step(Actor.PROGRAMME, _S.DOUBTED),
        (_S.DOUBTED, _A.VOUCH): Step(Actor.CLIENT, _S.USED),
        (_S.TAKEN, _A.CEASE): Step(Actor.PROGRAMME, _S.CEASED),
        (_S.OPEN, _A.RENEW): Step(Actor.CLIENT, _S.OPEN),
        (_S.EXPIRED, _A.RENEW): Step(Actor.CLIENT, _S.OPEN),
        (_S.EXPIRED, _A.REVOKE): Step(Actor.CLIENT, _S.REVOKED),
        **{(state, _A.DECLINE): Step(Actor.INVITED, _S.DECLINED) for state in WAITING},
        **{(state, _A.REVOKE): Step(Actor.CLIENT, _S.REVOKED) for state in WAITING},
    }
)
"""The diagram above: whatever is not here cannot happen."""


def state_of(
    *,
    used: bool,
    declined: bool,
    revoked: bool,
    ceased: bool,
    expires_at: dt.datetime,
    doubted: bool,
    taken: bool,
    now: dt.datetime,
) -> InvitedState:
    """The state that follows from what the row holds; what is final counts first."""
    finals = ((used, _S.USED), (declined, _S.DECLINED), (revoked, _S.REVOKED), (ceased, _S.CEASED))
    for holds, state in (*finals, (expires_at <= now, _S.EXPIRED), (doubted, _S.DOUBTED), (taken, _S.TAKEN)):
        if holds:
            return state
    return _S.OPEN


def is_possible(state: InvitedState, action: InvitedAction, actor: Actor) -> bool:
    """Whether the diagram has such an arrow, and it is theirs."""
    step = MOVES.get((state, action))
    return step is not None and step.actor is actor


def is_meant(typed: str, name: str) -> bool:
    """Whether a company called `name` is the one that the client has typed: legal forms, case and the like aside."""
    read = read_name(typed)
    return bool(read.words) and read.is_same(read_name(name))
