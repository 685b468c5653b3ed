"""How often a peer may open what does not exist."""

from __future__ import annotations

from bot.pages.peers import REMEMBERED_S, Peers


def test_peers_are_networks_and_are_forgotten() -> None:
    moment = 0.0
    peers = Peers(most=2, ticks=lambda: moment)
    for guess in ("2001:db8::1", "2001:db8::2"):
        peers.guessed(guess)
    assert not peers.may_ask("2001:db8::3")
    assert peers.may_ask("2001:db8:0:1::3")
    assert peers.may_ask("")
    moment = REMEMBERED_S
    assert peers.may_ask("2001:db8::3")
    peers.guessed("2001:db8::3")
    assert peers.may_ask("2001:db8::3")
