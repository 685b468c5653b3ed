"""Before a request is answered, it is told what will hold, and what comes of declining it."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access, Payer, Status
from tests.desk import Desk

CONFIRMED = {
    "de": ("wer zahlt, wenn ich bestätige?", "was passiert, wenn wir annehmen", "was gilt, sobald ich zusage?"),
    "en": ("who pays if I confirm?", "what happens if we accept", "what can I do once I accept?"),
}
DECLINED = {
    "de": ("was passiert, wenn ich ablehne?", "und wenn wir absagen?"),
    "en": ("what happens if I decline?", "and if we say no?"),
}
IF_DECLINED = (
    "If you decline, {other} is told, with your reason if you give one. Everything else stays as it is. "
    "Declining cannot be undone; a new request stays possible."
)
YET = {
    "de": ("sehe ich schon etwas?", "habe ich bereits Zugriff?", "was darf ich bei Seegarten?"),
    "en": ("can I see anything yet?", "do I have access already?", "what may I do at Seegarten?"),
}


@pytest.mark.parametrize("payer", Payer)
def test_whoever_is_asked_reads_what_will_hold(desk: Desk, lang: str, payer: Payer) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(desk.client("Krone"), noah, products=["Webshop"])
    asked = desk.partnership(lea, noah, Access.FULL, payer=payer, status=Status.PENDING)
    pays = (
        noah.words("{client} pays for what you order and renew, at the public price.", client="Seegarten Hotels")
        if payer is Payer.CLIENT
        else noah.words("You pay for what you order and renew, at once with your reseller discount.")
    )
    for text in CONFIRMED[lang]:
        assert noah.says(text).startswith(noah.words("<b>If you confirm:</b>")), text
        assert pays in noah.reads()
        assert noah.words("✅ Confirm") in noah.buttons()
    for text in DECLINED[lang]:
        assert noah.says(text) == noah.words(IF_DECLINED, other="Seegarten Hotels"), text
        assert pays not in noah.reads()
        assert noah.words("❌ Decline") in noah.buttons()
    for text in YET[lang]:
        none = noah.words("You have no access to {client} yet.", client="Seegarten Hotels")
        assert noah.says(text).startswith(none), text
        assert noah.words("<b>If you confirm:</b>") in noah.reads()
    assert desk.status(asked) is Status.PENDING


def test_whoever_has_asked_reads_it_too(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah, Access.FULL, status=Status.PENDING)
    for text in (
        ("wer zahlt, wenn sie bestätigen?", "was gilt, sobald Alpweb bestätigt?")
        if lang == "de"
        else (
            "who pays if they confirm?",
            "what holds once Alpweb confirms?",
        )
    ):
        assert lea.says(text).startswith(lea.words("<b>If {other} confirms:</b>", other="Alpweb")), text
    yet = lea.says("sieht Alpweb schon etwas?" if lang == "de" else "can Alpweb see anything yet?")
    assert yet.startswith(lea.words("{partner} has no access to your products.", partner="Alpweb"))
    lapses = lea.says("was passiert, wenn Alpweb nicht bestätigt?" if lang == "de" else "what if they don't confirm?")
    assert not lapses.startswith(lea.words("<b>If {other} confirms:</b>", other="Alpweb"))


def test_with_access_what_holds_is_told(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, noah, products=["Webshop"])
    desk.partnership(lea, noah, Access.FULL, status=Status.PENDING)
    yet = lea.says("hat Alpweb schon Zugriff?" if lang == "de" else "does Alpweb have access already?")
    assert not yet.startswith(lea.words("{partner} has no access to your products.", partner="Alpweb"))
