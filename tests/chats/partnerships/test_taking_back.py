"""After something was done, “nein, doch nicht” shows what can be taken back, or what can be done instead."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Status
from tests.desk import Desk

REGRETS = {
    "de": ("nein, doch nicht", "ach nein, das war ein Fehler", "mach das rückgängig", "oh je, lieber doch nicht"),
    "en": ("oh no, undo that", "no, not after all", "wait, that was a mistake", "I changed my mind"),
}
TO_TAP = "Nothing is undone yet: please tap “↩️” below."
HOLDS = "That holds already, and {other} has been told. What you can change about it is below."
DONE = "That is done, and {other} has been told. A new request stays possible."


@pytest.mark.parametrize("place", range(4))
def test_what_was_just_done_can_be_taken_back(desk: Desk, lang: str, place: int) -> None:
    lea, alpweb, _ = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    waiting = desk.partnership(lea, desk.partner("Weitblick"), products=["seegarten.example"], status=Status.PENDING)
    active = desk.partnership(lea, alpweb, products=["Webshop"])
    regret = REGRETS[lang][place]

    lea.says("/addpartner")
    lea.taps("Nordnet")
    lea.taps("Full access")
    lea.taps("Your payment means")
    lea.taps("📨 Send the request")
    assert lea.says(regret).startswith(lea.words(TO_TAP)), regret
    assert "Nordnet" in lea.reads()
    assert lea.words("↩️ Withdraw") in lea.buttons()
    lea.taps("↩️ Withdraw")
    lea.taps("↩️ Yes, withdraw it")
    assert lea.says(regret).startswith(lea.words(DONE, other="Nordnet"))

    lea.says("kündige Alpweb" if lang == "de" else "end Alpweb")
    lea.says("Alpweb")
    assert lea.says(regret).startswith(lea.words(TO_TAP)), regret
    lea.taps("↩️")
    assert desk.status(active) is Status.ACTIVE
    assert desk.status(waiting) is Status.PENDING


def test_what_cannot_be_taken_back_says_what_can_be_done(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, desk.partner("Weitblick"), products=["seegarten.example"], status=Status.PENDING)
    made = desk.partnership(lea, noah, Access.FULL)
    lea.says("/partners")
    lea.taps("Alpweb")
    lea.taps("💳 Change payment means")
    lea.taps("💳 Yes, change it")
    for regret in REGRETS[lang]:
        assert lea.says(regret).startswith(lea.words(HOLDS, other="Alpweb")), regret
        assert lea.words("💳 Change payment means") in lea.buttons()
    desk.clock.advance(minutes=11)
    assert lea.words(HOLDS, other="Alpweb") not in lea.says(REGRETS[lang][0])
    assert desk.status(made) is Status.ACTIVE

    asked = desk.partnership(desk.client("Krone"), noah, products=["Webshop"], status=Status.PENDING)
    noah.says("/requests")
    noah.taps("Krone")
    noah.taps("❌ Decline")
    noah.taps("We have no capacity now.")
    assert noah.says(REGRETS[lang][0]).startswith(noah.words(DONE, other="Krone"))
    assert desk.status(asked) is Status.DECLINED


def test_something_begun_since_is_what_no_longer_shall_be(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, alpweb, Access.FULL)
    lea.says("/partners")
    lea.taps("Alpweb")
    lea.taps("💳 Change payment means")
    lea.taps("💳 Yes, change it")
    lea.says("/addpartner")
    cancelled = lea.words("“{form}” is cancelled. Nothing was changed or sent.", form=lea.words("Add a partner"))
    assert lea.says("nein, doch nicht" if lang == "de" else "no, not after all") == cancelled
    assert lea.words(HOLDS, other="Alpweb") not in lea.says(REGRETS[lang][0])
    for thanks in ("danke", "nein danke") if lang == "de" else ("thanks", "no thanks"):
        assert lea.words(HOLDS, other="Alpweb") not in lea.says(thanks)
