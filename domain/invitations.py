"""What can become of an invitation. The row keeps moments, and the state follows from them.

┌──────┐ accept  (invited)      ──▶ ACCEPTED
│ OPEN │ decline (invited)      ──▶ DECLINED
└──────┘ revoke  (organisation) ──▶ REVOKED
   ▲ │
   │ └── time passes ──▶ EXPIRED ── revoke (organisation) ──▶ REVOKED
   └─ renew (organisation): from OPEN and EXPIRED, with another link; the old one is dead
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class InvitationState(StrEnum):
    """Where an invitation stands. `ACCEPTED`, `DECLINED` and `REVOKED` are final."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"


class InvitationAction(StrEnum):
    """What is done with it: the first two by whoever is invited, the others by the organisation."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REVOKE = "revoke"
    RENEW = "renew"


_S, _A = InvitationState, InvitationAction
MOVES: Mapping[tuple[InvitationState, InvitationAction], InvitationState] = MappingProxyType(
    {
        (_S.OPEN, _A.ACCEPT): _S.ACCEPTED,
        (_S.OPEN, _A.DECLINE): _S.DECLINED,
        (_S.OPEN, _A.REVOKE): _S.REVOKED,
        (_S.OPEN, _A.RENEW): _S.OPEN,
        (_S.EXPIRED, _A.REVOKE): _S.REVOKED,
        (_S.EXPIRED, _A.RENEW): _S.OPEN,
    }
)
"""The diagram above: whatever is not here cannot happen."""


def state_of(
    *,
    accepted: bool,
    declined_at: dt.datetime | None,
    revoked_at: dt.datetime | None,
    expires_at: dt.datetime,
    now: dt.datetime,
) -> InvitationState:
    """The state that follows from what the row holds."""
    if accepted:
        return InvitationState.ACCEPTED
    if declined_at is not None:
        return InvitationState.DECLINED
    if revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.EXPIRED if expires_at <= now else InvitationState.OPEN


def is_possible(state: InvitationState, action: InvitationAction) -> bool:
    """Whether the diagram has such an arrow."""
    return (state, action) in MOVES
