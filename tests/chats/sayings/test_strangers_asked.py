"""A partner asks a client that is not one of its own yet: by the whole name, in one message."""

from __future__ import annotations

from tests.desk import Desk

ASKED = {
    "de": (
        "ich möchte bei Pension Zorbax Zugriff",
        "frag Pension Zorbax um vollen Zugriff",
        "Zugriff bei Pension Zorbax anfragen",
    ),
    "en": ("we need access to Pension Zorbax", "ask Pension Zorbax for full access", "ask Pension Zorbax for access"),
}
UNKNOWN = {"de": "frag Meier Xylotech um vollen Zugriff", "en": "ask Meier Xylotech for full access"}


def test_a_client_is_asked_by_its_name(desk: Desk, lang: str) -> None:
    alp = desk.partner("Alpweb", lang=lang)
    desk.client("Pension Zorbax")
    for text in ASKED[lang]:
        alp.says(text)
        assert "Pension Zorbax" in alp.reads(), text
        assert alp.buttons()[-1] == alp.words("✖️ Cancel"), text
        alp.says("/cancel")


def test_whoever_is_not_here_is_asked_for_again(desk: Desk, lang: str) -> None:
    alp = desk.partner("Alpweb", lang=lang)
    alp.says(UNKNOWN[lang])
    assert alp.words("<b>Which client would you like to ask?</b>") in alp.reads()
    assert alp.words("👂 Noted for later: {what}", what=alp.words("Access")) in alp.reads()
