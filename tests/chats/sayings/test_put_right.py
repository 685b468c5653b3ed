"""Names that are put right while somebody speaks: by one that is here, and by one that nobody here knows."""

from __future__ import annotations

import pytest

from domain.partnerships.rules import Access
from tests.desk import Desk

PUT_RIGHT = {
    "en": {
        "add Alpweb, no wait, Sunshine Media": "Sunshine Media",
        "I'd like to add Alpweb - sorry, I meant sunshine media, with full access": "sunshine media",
    },
    "de": {
        "füge alpweb hinzu, ach nein, sunshine media": "sunshine media",
        "Alpweb mit vollem Zugriff, nein, Sonnenwerk": "Sonnenwerk",
    },
}
IN_THE_REVIEW = {
    "en": (
        "make it Nordnet - no wait, Sunshine Media",
        "no, Sunshine Media",
        "actually Nordnet, sorry, Sunshine Media",
    ),
    "de": (
        "nimm Nordnet, nein, doch lieber die Sunshine Media",
        "nein, Sunshine Media",
        "Nordnet, nein, Sunshine Media",
    ),
}
BEGUN = {"en": "Alpweb with full access, we pay", "de": "Alpweb mit vollem Zugriff, wir zahlen"}
UNKNOWN = (
    "I do not know a partner called “{name}”. The names below come closest. If it is none of them, "
    "type a part of its official name, its e-mail address, or its partner code, which looks like P-7K2M9Q."
)


def test_a_form_is_begun_with_whom_somebody_means_at_last(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    for text, name in PUT_RIGHT[lang].items():
        lea.says(text)
        assert lea.words(UNKNOWN, name=name) in lea.reads(), text
        assert lea.words("✉️ It is not here: invite it") in lea.buttons()
        lea.says("/cancel")


def test_in_a_form_nobody_stays_who_was_put_right(desk: Desk, lang: str) -> None:
    lea, _, _ = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    for text in IN_THE_REVIEW[lang]:
        lea.says(BEGUN[lang])
        lea.says(text)
        assert lea.words(UNKNOWN, name="Sunshine Media") in lea.reads(), text
        lea.says("Nordnet")
        assert lea.words("<b>Please check your request to {partner}</b>", partner="Nordnet") in lea.reads(), text
        lea.says("/cancel")


@pytest.mark.parametrize(
    "text", ["nein, voller Zugriff", "voller Zugriff", "nein, sie zahlen", "nein, wir", "nimm Weitblick"]
)
def test_answers_behind_a_name_that_is_asked_again_wait(desk: Desk, text: str) -> None:
    lea, _, _ = desk.client(lang="de"), desk.partner("Alpweb"), desk.partner("Nordnet")
    lea.says(BEGUN["de"])
    lea.says("nein, Sonnenwerk")
    lea.says(text)
    assert lea.words("<b>Which partner would you like to add?</b>") in lea.reads()
    assert "Entschuldigung" not in lea.reads()


def test_a_question_is_about_whom_it_means_at_last(desk: Desk, lang: str) -> None:
    lea, alp, nord = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    for partner in (alp, nord):
        desk.partnership(
            lea, partner, Access.LIMITED, products=["Webshop"] if partner is alp else ["seegarten.example"]
        )
    said = lea.says(
        "wer zahlt bei Alpweb, nein, bei Nordnet?" if lang == "de" else "who pays at Alpweb, no, at Nordnet?"
    )
    assert "Nordnet" in said
    assert "Alpweb" not in said


def test_a_partner_asks_whom_it_means_at_last(desk: Desk, lang: str) -> None:
    alp = desk.partner("Alpweb", lang=lang)
    for name in ("Gasthof Linde", "Krone Thun"):
        desk.partnership(desk.client(name), alp, Access.LIMITED, products=["Webshop"])
    desk.client("Pension Zorbax")
    alp.says("/askclient")
    alp.says("Gasthof Linde, Vollzugriff, wir zahlen" if lang == "de" else "Gasthof Linde, full access, we pay")
    alp.taps(alp.words("⏭ Without a message"))
    alp.says("nein, Krone Thun - ach nein, Pension Zorbax" if lang == "de" else "Krone Thun - no wait, Pension Zorbax")
    assert (
        alp.words(
            "✏️ Changed: {question} – {answer} (was: {before})",
            question=alp.words("Client"),
            answer="Pension Zorbax",
            before="Gasthof Linde",
        )
        in alp.reads()
    )


def test_what_is_ticked_stays_when_somebody_else_is_meant(desk: Desk, lang: str) -> None:
    lea, _, _ = desk.client(lang=lang), desk.partner("Alpweb"), desk.partner("Nordnet")
    lea.says("/addpartner")
    lea.says("Alpweb")
    lea.taps(lea.words("Limited access"))
    lea.taps("◻️ Webshop")
    lea.says("nein, lieber Nordnet" if lang == "de" else "no, rather Nordnet")
    assert lea.words("<b>Which products should {partner} manage?</b>", partner="Nordnet") in lea.reads()
    assert "☑️ Webshop" in lea.buttons()
    lea.says("nein, Sonnenwerk" if lang == "de" else "no, Sonnenwerk")
    lea.says("Alpweb")
    assert "Webshop" in lea.reads(), "whoever is unknown was asked for in between"


def test_what_a_partner_has_ticked_stays_when_it_means_somebody_else(desk: Desk, lang: str) -> None:
    alp = desk.partner("Alpweb", lang=lang)
    desk.client("Brook Cottage Ltd")
    desk.client("Pension Zorbax")
    alp.says("/askclient")
    alp.says("Brook Cottage Ltd")
    alp.taps(alp.words("Limited access"))
    alp.taps("◻️ 🌐 Domains")
    alp.says("nein, Pension Zorbax" if lang == "de" else "no, Pension Zorbax")
    assert alp.words("<b>What would you like to manage for {client}?</b>", client="Pension Zorbax") in alp.reads()
    assert "☑️ 🌐 Domains" in alp.buttons()
