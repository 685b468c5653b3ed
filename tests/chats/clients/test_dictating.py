"""Notes that are said in one message with what they say: they are shown before they are kept."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer
from tests.desk import Desk
from tests.people import Chat

DICTATED = {
    "de": {
        "Notiz zu Gasthof Linde: ruft nur vormittags an": "ruft nur vormittags an",
        "notiere bei Gasthof Linde, dass sie nur vormittags anrufen": "sie nur vormittags anrufen",
        "Notiz zu Gasthof Linde - der Shop geht erst im Mai auf": "der Shop geht erst im Mai auf",
        "Notiz: Gasthof Linde hat im Januar zu": "Gasthof Linde hat im Januar zu",
        "Vermerk bei Gasthof Linde:\nzahlt immer zu spät\nmag keine Mails": "zahlt immer zu spät\nmag keine Mails",
    },
    "en": {
        "note about Gasthof Linde: only calls in the morning": "only calls in the morning",
        "make a note about Gasthof Linde that they want the invoice by mail": "they want the invoice by mail",
        "note on Gasthof Linde - the shop opens in May": "the shop opens in May",
        "note: Gasthof Linde is closed in January": "Gasthof Linde is closed in January",
    },
}
IS_THAT_IT = "<b>Is that what you would like to note about {client}?</b>"


@pytest.fixture
def alp(desk: Desk, lang: str) -> Chat:
    alp = desk.partner("Alpweb", lang=lang)
    for name in ("Gasthof Linde", "Krone Thun"):
        desk.partnership(desk.client(name), alp, Access.FULL, payer=Payer.CLIENT)
    return alp


def test_what_stands_behind_the_client_is_the_note(alp: Chat, lang: str) -> None:
    for text, note in DICTATED[lang].items():
        alp.says(text)
        assert alp.words(IS_THAT_IT, client="Gasthof Linde") in alp.reads(), text
        assert note in alp.reads(), text
        alp.says("ja" if lang == "de" else "yes")
        assert alp.words("📝 Noted.") not in alp.reads(), "nothing is kept by words alone"
        alp.taps(alp.words("📝 Yes, note it"))
        assert alp.words("📝 Noted.") in alp.reads()


@pytest.mark.parametrize(
    "text", ["keine Notiz zu Gasthof Linde: es gibt nichts", "no note about Gasthof Linde: nothing to say"]
)
def test_what_shall_not_be_noted_is_not(alp: Chat, text: str) -> None:
    alp.says(text)
    assert alp.words(IS_THAT_IT, client="Gasthof Linde") not in alp.reads()


def test_too_long_a_note_is_refused(alp: Chat, lang: str) -> None:
    alp.says(("Notiz zu Gasthof Linde: " if lang == "de" else "note about Gasthof Linde: ") + "so " * 400)
    assert "1’000" in alp.reads() if lang == "de" else "1,000" in alp.reads()
