"""What a form takes in somebody's own words, said while it is open: written, changed, and left away again."""

from __future__ import annotations

from tests.desk import Desk
from tests.people import Chat

WROTE = "✍️ You wrote: “{message}”"
WRITTEN = {
    "de": {
        "schreib doch: Wir freuen uns": "Wir freuen uns",
        "die Nachricht soll lauten: Bis bald": "Bis bald",
        "ändere den Satz auf: Es eilt nicht": "Es eilt nicht",
    },
    "en": {
        "just write: we look forward to it": "we look forward to it",
        "the message should say: see you": "see you",
        "change the message to: no hurry": "no hurry",
    },
}
LEFT_AWAY = {
    "de": ("ohne Nachricht", "doch keinen Satz", "lass die Nachricht weg"),
    "en": ("without a message", "no, leave out the message", "drop the sentence"),
}


def in_review(desk: Desk, lang: str) -> Chat:
    lea, _ = desk.client(lang=lang), desk.partner("Alpweb")
    lea.says("Alpweb für den Webshop" if lang == "de" else "Alpweb for the Webshop")
    return lea


def test_a_sentence_is_said_and_changed(desk: Desk, lang: str) -> None:
    lea = in_review(desk, lang)
    for text, written in WRITTEN[lang].items():
        lea.says(text)
        assert lea.words(WROTE, message=written) in lea.reads(), text


def test_a_sentence_is_left_away_again(desk: Desk, lang: str) -> None:
    lea = in_review(desk, lang)
    for text in LEFT_AWAY[lang]:
        written = "eilt" if lang == "de" else "urgent"
        assert written in lea.says("schreib ihnen, dass es eilt" if lang == "de" else "tell them that it is urgent")
        assert written not in lea.says(text), text
        assert lea.words("📨 Send the request") in lea.buttons(), text


def test_an_end_is_told_its_day_its_reason_and_last_words(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, alpweb)
    german = lang == "de"
    lea.says("kündige Alpweb" if german else "end the partnership with Alpweb")
    now = lea.words("<b>End the partnership with {other} at once?</b>", other="Alpweb")
    assert now in lea.reads()

    lea.says("per Ende Jahr" if german else "at the end of the year")
    assert now not in lea.reads()
    lea.says("nein, doch sofort" if german else "no, at once")
    assert now in lea.reads()
    lea.says("Grund: zu teuer" if german else "reason: too expensive")
    assert ("zu teuer" if german else "too expensive") in lea.reads()
    lea.says("schreib ihnen: danke für alles" if german else "tell them: thanks for everything")
    assert ("danke für alles" if german else "thanks for everything") in lea.reads()
    assert ("zu teuer" if german else "too expensive") in lea.reads(), "last words are no reason"
    lea.says("ohne Grund" if german else "without a reason")
    assert ("zu teuer" if german else "too expensive") not in lea.reads()
    assert ("danke für alles" if german else "thanks for everything") in lea.reads()


def test_a_reason_is_what_is_typed_where_it_is_asked_for(desk: Desk) -> None:
    lea, alpweb = desk.client(lang="de"), desk.partner("Alpweb")
    desk.partnership(lea, alpweb)
    lea.says("kündige Alpweb")
    lea.says("per Ende Jahr")
    lea.taps("💬 Grund")
    assert "sofort" in lea.says("sofort")
    assert lea.words("<b>End the partnership with {other} at once?</b>", other="Alpweb") not in lea.reads()


def test_a_note_is_changed_before_it_is_kept(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, alpweb)
    name, german = lea.organisation_name, lang == "de"
    alpweb.says(f"Notiz zu {name}: ruft am Montag an" if german else f"note on {name}: calls on Monday")
    for text in (
        ("ändere das auf: ruft am Freitag an", "die Notiz soll lauten: ruft am Freitag an")
        if german
        else ("change it to: calls on Friday", "the note should say: calls on Friday")
    ):
        alpweb.says(text)
        assert ("ruft am Freitag an" if german else "calls on Friday") in alpweb.reads(), text
        assert alpweb.words("📝 Yes, note it") in alpweb.buttons(), text
        alpweb.says("ändere das auf: ruft an" if german else "change it to: calls")


def test_what_corrects_an_answer_is_no_message(desk: Desk, lang: str) -> None:
    lea, alpweb = desk.client(), desk.partner("Alpweb", lang=lang)
    desk.partnership(lea, alpweb)
    name, german = lea.organisation_name, lang == "de"
    alpweb.says(f"{name} um vollen Zugriff bitten, wir zahlen" if german else f"ask {name} for full access, we pay")
    question = alpweb.words("<b>What do you need the access for?</b>")
    assert question in alpweb.reads()
    alpweb.says("nein, sie zahlen" if german else "no they pay")
    assert alpweb.words("Payment means of {other}", other=name) in alpweb.reads()
    assert question in alpweb.reads()
