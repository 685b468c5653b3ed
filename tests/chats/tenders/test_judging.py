"""Support confirms visitors, and decides about what is reported (fact 12)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chats.tenders.tendering import SUBJECT, fills_in, read
from tests.desk import Desk, Loop


@pytest.fixture
def desk(playground_url: str, database_url: str, loop: Loop) -> Iterator[Desk]:
    """The desk as the default profile has it: people are confirmed by support, or by their account."""
    running = Desk(playground_url, database_url, loop, verify_at_once=False)
    yield running
    running.close()


def test_support_confirms_a_visitor_hides_what_is_reported_and_everybody_is_told(desk: Desk, lang: str) -> None:
    mia, noah = desk.newcomer("Mia", lang), desk.partner("Alpweb", lang=lang)
    mia.says("/newtender")
    assert "/register" in mia.reads(), "nobody is there who could confirm who she is"
    support = desk.support()

    fills_in(mia)
    mia.says("Mia Muster, Musterweg 3, Bern, 031 123 45 67")
    assert mia.words("🔎 Support confirms who you are first. Then partners who look for such work get it.") in read(mia)
    mia.taps("📣 Publish")
    assert mia.words("🔎 Support looks at it first; then partners get it") in mia.reads()
    noah.says("/tenders")
    assert noah.words("No tender is open at present.") in noah.reads()
    assert "Mia Muster, Musterweg 3, Bern, 031 123 45 67" in support.reads()
    assert "Nobody has confirmed who publishes it." in support.reads()
    support.taps(support.omar, "✅ Let it out")
    assert "Decided by Omar" in support.reads()
    assert (
        mia.words("📣 <b>“{subject}” is out.</b> Partners who look for such work get it.", subject=SUBJECT)
        in mia.reads()
    )

    noah.says("/tenders")
    noah.taps(SUBJECT)
    assert "Musterweg" not in noah.reads()
    noah.taps("🚩 Report")
    noah.says("That is advertising for something else.")
    assert "🚩 “That is advertising for something else.”, Noah" in support.reads()
    support.taps(support.nina, "✅ Keep it")
    kept = "✅ Somebody had reported “{subject}”. Support has looked at it: it stays as it is."
    assert mia.words(kept, subject=SUBJECT) in mia.reads()
    support.taps(support.nina, "🚫 Hide it")
    support.taps(support.nina, "Advertising, or not serious.")
    assert mia.words("Advertising, or not serious.") in mia.reads()
    noah.says("/tenders")
    assert noah.words("No tender is open at present.") in noah.reads()


def test_what_support_lets_out_after_its_deadline_is_to_be_extended(desk: Desk, lang: str) -> None:
    mia, support = desk.newcomer("Mia", lang), desk.support()
    fills_in(mia)
    mia.says("Mia Muster, Musterweg 3, Bern")
    mia.taps("📣 Publish")
    desk.clock.advance(days=8)

    support.taps(support.omar, "✅ Let it out")

    late = (
        "📣 <b>“{subject}” may go out, but its deadline is over by now.</b> Extend it, and partners who look for such "
        "work get it."
    )
    assert mia.words(late, subject=SUBJECT) in mia.reads()
    mia.taps("📣 Show the tender")
    mia.taps("⏳ Extend")
    mia.says("7.12.2026")
    assert "🟢" in mia.reads()
