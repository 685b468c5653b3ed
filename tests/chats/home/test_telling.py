"""What waits, for whom and until when, in sentences."""

from __future__ import annotations

from domain.partnerships.rules import Access, Status
from tests.asked import asks
from tests.desk import Desk


def test_everybody_hears_what_waits_for_whom(desk: Desk) -> None:
    lea, mia, alpweb = desk.client(), desk.client("Bergblick"), desk.partner("Alpweb")
    tim = desk.colleague(alpweb, "Tim")
    assert asks(lea, "what_waits") == "✨ Nothing waits for you at Seegarten Hotels."
    for client in (lea, mia):
        desk.partnership(client, alpweb, Access.FULL, status=Status.PENDING)

    assert asks(alpweb, "what_waits").splitlines() == [
        "2 things wait for you at Alpweb:",
        "📥 Seegarten Hotels waits for your answer until December 23, 2026, 10:00\u202fAM.",
        "📥 Bergblick waits for your answer until December 23, 2026, 10:00\u202fAM.",
    ]
    assert alpweb.buttons() == [
        *("📥 Seegarten Hotels", "📥 Bergblick", "🔔 Everything", "⏳ All deadlines", "🏠 Menu"),
    ]
    assert asks(tim, "what_waits").splitlines()[::2] == [
        "✨ Nothing waits for you at Alpweb.",
        "📥 Bergblick waits for a legal representative’s answer until December 23, 2026, 10:00\u202fAM.",
    ]
    assert "⏳ Alpweb can answer you until" in asks(lea, "what_waits")
