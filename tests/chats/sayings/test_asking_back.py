"""What binds and is told of, but not asked for, is asked back before anything opens; and whom a name means."""

from __future__ import annotations

from domain.partnerships.rules import Status
from tests.desk import Desk

TOLD = "Alpweb hat bis Ende Juni gearbeitet, der Vertrag wird danach beendet"
END = {"de": "kündige Alp", "en": "end it with Alp"}


def test_something_that_binds_is_begun_by_a_tap_where_it_was_only_told_of(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    made = desk.partnership(lea, alpweb)

    lea.says(TOLD)
    assert lea.reads() == lea.words("Is that what you would like?")
    assert lea.buttons() == [lea.words("End a partnership"), lea.words("❓ No, it is a question")]
    lea.taps(lea.words("End a partnership"))
    assert "Alpweb" in lea.reads()
    assert lea.words("✖️ Cancel") in lea.buttons()
    assert desk.status(made) is Status.ACTIVE

    lea.says("/cancel")
    lea.says(TOLD)
    lea.taps("❓ No, it is a question")
    assert lea.words("✖️ Cancel") not in lea.buttons()


def test_whom_a_name_means_is_settled_by_a_tap(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    desk.product(lea, "Mail")
    desk.partnership(lea, desk.partner("Alp Web"), products=["Webshop"])
    desk.partnership(lea, desk.partner("Alp Net"), products=["Mail"])

    lea.says(END[lang])
    assert lea.words("Whom or what do you mean by “{name}”?", name="Alp") in lea.reads()
    lea.taps("Alp Net")
    assert "Alp Net" in lea.reads()
    assert lea.words("✖️ Cancel") in lea.buttons()
