"""What is typed into an open form and is no answer: what goes on with it, leaves it, or is about something else."""

from __future__ import annotations

from tests.desk import Desk

GOES_ON = {"de": ("und die Domain auch", "und das Logo"), "en": ("and the domain too", "and the logo")}
NO_MORE = {"de": ("ach nein, doch nicht", "naja, lieber nicht"), "en": ("ah no, not after all", "oh, never mind")}
NUMBER = {"de": "unsere MwSt-Nummer ist CHE-123.456.788", "en": "our VAT number is CHE-123.456.788"}


def test_what_goes_on_with_a_form_opens_no_other(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang, products=("Webshop", "seegarten.example")), desk.partner("Alpweb")
    lea.says("Alpweb für den Webshop" if lang == "de" else "Alpweb for the Webshop")
    for text in GOES_ON[lang]:
        lea.says(text)
        assert lea.words("📨 Send the request") in lea.buttons(), text


def test_a_form_is_left_with_a_sigh(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    for text in NO_MORE[lang]:
        lea.says("Alpweb für den Webshop" if lang == "de" else "Alpweb for the Webshop")
        lea.says(text)
        assert lea.words("“{form}” is cancelled. Nothing was changed or sent.", form=lea.words("Add a partner")) in (
            lea.reads()
        ), text


def test_a_number_of_something_else_is_no_wrong_answer(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    lea.says("ändere meine E-Mail-Adresse" if lang == "de" else "change my e-mail address")
    lea.says(NUMBER[lang])
    assert "lea@alpweb.ch" not in lea.reads(), "it is not refused as an address"


def test_done_is_said_of_what_is_ticked(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    lea.says("/addpartner")
    lea.says("Alpweb")
    lea.taps(lea.words("Limited access"))
    lea.says("fertig" if lang == "de" else "done")
    assert lea.words("<b>Which products should {partner} manage?</b>", partner="Alpweb") in lea.reads(), "nothing yet"
    lea.taps("◻️ Webshop")
    lea.says("fertig" if lang == "de" else "done")
    assert lea.words("📨 Send the request") in lea.buttons()


def test_an_end_that_is_asked_for_is_told_to_have_no_place(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    lea.says("Alpweb für den Webshop" if lang == "de" else "Alpweb for the Webshop")
    lea.says("und bis Ende Dezember?" if lang == "de" else "and until the end of December?")
    assert lea.words("A last day can be set once the partnership exists.") in lea.reads()
    assert lea.words("📨 Send the request") in lea.buttons()


WRITTEN = {
    "de": {"schreib ihnen, dass es eilt": "es eilt", "schreib dazu: Wir freuen uns.": "Wir freuen uns."},
    "en": {
        "write them that we need help soon": "we need help soon",
        "add a message: see you on Monday": "see you on Monday",
    },
}


def test_a_sentence_for_the_other_side_is_said_in_the_review(desk: Desk, lang: str) -> None:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    lea.says("Alpweb für den Webshop" if lang == "de" else "Alpweb for the Webshop")
    for text, written in WRITTEN[lang].items():
        lea.says(text)
        assert lea.words("✍️ You wrote: “{message}”", message=written) in lea.reads(), text
        assert lea.words("📨 Send the request") in lea.buttons()


def test_what_is_written_is_thrown_away_in_words(desk: Desk, lang: str) -> None:
    alpweb, lea = desk.partner("Alpweb", lang=lang), desk.client(lang="de")
    desk.partnership(lea, alpweb)
    name = lea.organisation_name
    for text in ("lösch die Notiz", "lösch das") if lang == "de" else ("delete the note", "delete it"):
        alpweb.says(f"Notiz zu {name}: ruft am Freitag an" if lang == "de" else f"note about {name}: calls on Friday")
        assert alpweb.words("📝 Yes, note it") in alpweb.buttons()
        title = alpweb.words("Note about a client")
        assert alpweb.words("“{form}” is cancelled. Nothing was changed or sent.", form=title) in alpweb.says(text)


def test_two_languages_are_no_wish_for_one(desk: Desk) -> None:
    lea = desk.client(lang="de")
    lea.says("deutsch und englisch")
    assert "Welcome" not in lea.reads()
