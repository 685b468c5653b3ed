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
    for proxy in ("", "127.0.0.1", "::ffff:10.0.0.7", "fd00::1"):  # it may ask for everybody
        for _ in range(3):
            peers.guessed(proxy)
        assert peers.may_ask(proxy)
    for _ in range(2):
        peers.guessed("192.0.2.7")
    assert (peers.may_ask("::ffff:192.0.2.7"), peers.may_ask("192.0.2.8")) == (False, True)
    moment = REMEMBERED_S
    assert peers.may_ask("2001:db8::3")
    peers.guessed("2001:db8::3")
    assert peers.may_ask("2001:db8::3")
