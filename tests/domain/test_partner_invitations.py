"""Every arrow of an invitation to a partner, and every one that must not exist; and the state that a row has."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from domain.partner_invitations import MOVES, Actor, InvitedAction, InvitedState, is_meant, is_possible, state_of

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
S, A, W = InvitedState, InvitedAction, Actor
ARROWS = {
    (S.OPEN, A.TAKE): (W.INVITED, S.TAKEN),
    (S.OPEN, A.DECLINE): (W.INVITED, S.DECLINED),
    (S.OPEN, A.REVOKE): (W.CLIENT, S.REVOKED),
    (S.OPEN, A.RENEW): (W.CLIENT, S.OPEN),
    (S.TAKEN, A.USE): (W.PROGRAMME, S.USED),
    (S.TAKEN, A.DOUBT): (W.PROGRAMME, S.DOUBTED),
    (S.TAKEN, A.CEASE): (W.PROGRAMME, S.CEASED),
    (S.TAKEN, A.DECLINE): (W.INVITED, S.DECLINED),
    (S.TAKEN, A.REVOKE): (W.CLIENT, S.REVOKED),
    (S.DOUBTED, A.VOUCH): (W.CLIENT, S.USED),
    (S.DOUBTED, A.DECLINE): (W.INVITED, S.DECLINED),
    (S.DOUBTED, A.REVOKE): (W.CLIENT, S.REVOKED),
    (S.EXPIRED, A.RENEW): (W.CLIENT, S.OPEN),
    (S.EXPIRED, A.REVOKE): (W.CLIENT, S.REVOKED),
}


def test_the_diagram_has_these_arrows_and_no_others() -> None:
    assert {arrow: (step.actor, step.to) for arrow, step in MOVES.items()} == ARROWS


@pytest.mark.parametrize(("state", "action"), list(product(S, A)))
def test_what_has_no_arrow_is_nobodys(state: InvitedState, action: InvitedAction) -> None:
    for actor in W:
        assert is_possible(state, action, actor) == (ARROWS.get((state, action), (None,))[0] is actor)


@pytest.mark.parametrize("flags", list(product((False, True), repeat=7)))
def test_the_first_that_holds_is_the_state(flags: tuple[bool, ...]) -> None:
    used, declined, revoked, ceased, over, doubted, taken = flags
    states = (S.USED, S.DECLINED, S.REVOKED, S.CEASED, S.EXPIRED, S.DOUBTED, S.TAKEN)
    expires_at = NOW if over else NOW + dt.timedelta(seconds=1)
    found = state_of(
        used=used,
        declined=declined,
        revoked=revoked,
        ceased=ceased,
        expires_at=expires_at,
        doubted=doubted,
        taken=taken,
        now=NOW,
    )
    assert found is next((state for holds, state in zip(flags, states, strict=True) if holds), S.OPEN)


@pytest.mark.parametrize(
    ("typed", "name", "meant"),
    [
        ("Alpweb", "Alpweb AG", True),
        ("alp web gmbh", "Alpweb AG", True),
        ("Mueller und Soehne", "Müller & Söhne IT GmbH", False),
        ("Mueller und Soehne IT", "Müller & Söhne IT GmbH", True),
        ("Alpweb", "Alpwep AG", False),
        ("Alpweb", "Nordnet", False),
        ("!!", "!!", False),
    ],
)
def test_a_company_is_meant_whose_name_is_the_same_as_people_type_it(typed: str, name: str, meant: bool) -> None:
    assert is_meant(typed, name) is meant
