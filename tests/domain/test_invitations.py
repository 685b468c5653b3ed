"""Every arrow of an invitation, and every one that must not exist; and the state that follows from a row."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from domain.invitations import MOVES, InvitationAction, InvitationState, is_possible, state_of

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
S, A = InvitationState, InvitationAction
ARROWS = {
    (S.OPEN, A.ACCEPT): S.ACCEPTED,
    (S.OPEN, A.DECLINE): S.DECLINED,
    (S.OPEN, A.REVOKE): S.REVOKED,
    (S.OPEN, A.RENEW): S.OPEN,
    (S.EXPIRED, A.REVOKE): S.REVOKED,
    (S.EXPIRED, A.RENEW): S.OPEN,
}


def test_the_diagram_has_these_arrows_and_no_others() -> None:
    assert dict(MOVES) == ARROWS


@pytest.mark.parametrize(("state", "action"), list(product(S, A)))
def test_what_has_no_arrow_is_not_possible(state: InvitationState, action: InvitationAction) -> None:
    assert is_possible(state, action) == ((state, action) in ARROWS)


@pytest.mark.parametrize(
    ("accepted", "declined", "revoked", "over", "state"),
    [
        (False, False, False, False, S.OPEN),
        (False, False, False, True, S.EXPIRED),
        (False, False, True, True, S.REVOKED),
        (False, True, False, True, S.DECLINED),
        (True, False, True, True, S.ACCEPTED),  # it was accepted before somebody went who had made it
    ],
)
def test_the_state_follows_from_the_row(
    accepted: bool, declined: bool, revoked: bool, over: bool, state: InvitationState
) -> None:
    found = state_of(
        accepted=accepted,
        declined_at=NOW if declined else None,
        revoked_at=NOW if revoked else None,
        expires_at=NOW - dt.timedelta(days=1) if over else NOW + dt.timedelta(days=1),
        now=NOW,
    )

    assert found is state
