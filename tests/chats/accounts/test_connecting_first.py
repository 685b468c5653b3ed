"""Who has just come, at a desk that believes nobody: connecting is the quickest way, and is offered first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chats.accounts.test_linking import NUMBER, link
from tests.desk import Desk, Loop
from tests.services.accounts.console import account, in_console


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    """A desk with the profile's own ways to be verified."""
    running = Desk(playground_url, database_url, loop, verify_at_once=False)
    yield running
    running.close()


def test_a_newcomer_reads_how_to_connect_and_is_verified_at_once(desk: Desk, lang: str) -> None:
    lea = desk.person("Lea", lang)
    way = "🔗 At once, with an account at {provider}: tap “Connect Telegram” in its console."

    assert lea.words(way, provider="Infomaniak") in lea.says("/start")
    assert lea.words("🌐 Open the console of {provider}", provider="Infomaniak") in lea.buttons()
    with desk.work() as work:
        in_console(work, account(work, NUMBER, "Seegarten Hotels"), "u1", "Lea Frei")
    lea.says(link(desk))
    lea.taps("✅ Connect")

    assert lea.words("✅ Verified by {provider}", provider="Infomaniak") in lea.says("/organisation")
    assert lea.words(way, provider="Infomaniak") not in lea.says("/menu")
