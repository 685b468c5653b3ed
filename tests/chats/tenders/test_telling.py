"""Tenders and offers filled in, corrected and asked about in words."""

from __future__ import annotations

import pytest

from domain.words import Msg, Value
from tests.chats.tenders.tendering import SUBJECT, WANTED, publishes, read
from tests.desk import Desk
from tests.people import Chat

CHANGED = "✏️ Changed: {question} – {answer} (was: {before})"
FILLED_IN = {
    "de": (
        "ich möchte etwas ausschreiben",
        "ne neue website",
        SUBJECT,
        WANTED,
        "so 8 bis 10 tuusig",
        "egal",
        "deutsch und englisch",
        "fertig",
        "keine",
        "in drei wochen",
        "anonym",
    ),
    "en": (
        "i want to publish a tender",
        "a new website",
        SUBJECT,
        WANTED,
        "about 8-10k",
        "doesn't matter",
        "german and english",
        "done",
        "nope",
        "in three weeks",
        "anonymous please",
    ),
}


def test_a_tender_is_filled_in_by_words_alone(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten", lang=lang)
    for text in FILLED_IN[lang]:
        lea.says(text)

    review = read(lea)
    assert lea.words("<b>Shall this go out?</b>") in review
    assert "8’000.00" in review or "8,000.00 to CHF 10,000.00" in review
    assert "14. Dezember 2026, 18:00" in review or "December 14, 2026, 6:00 PM" in review
    assert lea.words("🙈 Anonymous: partners do not read who you are") in review


@pytest.mark.parametrize(
    ("instead", "text", "understood"),
    [
        ("a new website", "seo", "Design, texts and marketing"),
        ("a new website", "Wir brauchen einen Webshop", "Online shop"),
        ("about 8-10k", "keine Ahnung", "No budget yet: offers first"),
        ("about 8-10k", "don't know yet", "No budget yet: offers first"),
        ("about 8-10k", "nein", "No budget yet: offers first"),
        ("doesn't matter", "überall", "💻 From anywhere"),
        ("nope", "nein", "No files"),
        ("in three weeks", "so schnell wie möglich", "November 30, 2026, 6:00 PM"),
        ("in three weeks", "asap", "November 30, 2026, 6:00 PM"),
    ],
)
def test_what_an_answer_is_taken_for_is_said(desk: Desk, instead: str, text: str, understood: str) -> None:
    lea = desk.client("Seegarten")
    for each in FILLED_IN["en"][: FILLED_IN["en"].index(instead)]:
        lea.says(each)
    lea.says(text)

    assert f"👂 Understood: {understood}" in read(lea)


def test_two_kinds_of_work_are_none(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    lea.says("/newtender")
    assert "step 1 of 9" in lea.says("a website with a shop")


CORRECTED = {
    "de": (
        ("nein, doch nur 5000", "Budget", "CHF 5’000.00", "CHF 8’000.00 bis CHF 10’000.00"),
        ("doch bis 6000 Franken", "Budget", "bis CHF 6’000.00", "CHF 5’000.00"),
        ("ändere den Ort auf Bern", "Region", "Bern und Mittelland", "💻 Von überall aus"),
    ),
    "en": (
        ("no, only 5000", "Budget", "CHF 5,000.00", "CHF 8,000.00 to CHF 10,000.00"),
        ("rather up to 6000 francs", "Budget", "up to CHF 6,000.00", "CHF 5,000.00"),
        ("change the place to Bern", "Region", "Bern and Mittelland", "💻 From anywhere"),
    ),
}
CORRECTED_AT_REVIEW = {
    "de": (
        ("Budget ist egal", "Budget", "Kein Budget: zuerst Angebote lesen", "bis CHF 6’000.00"),
        ("doch in Zürich", "Region", "Zürich", "Bern und Mittelland"),
        ("nein, doch ein Onlineshop", "Kind of work", "Onlineshop", "Neue Website"),
        ("in zwei Wochen", "Deadline", "7. Dezember 2026, 18:00", "14. Dezember 2026, 18:00"),
        ("die Sprachen sind Deutsch und Italienisch", "Languages", "Deutsch und Italienisch", "Deutsch und Englisch"),
        ("ändere den Titel auf Neue Website", "Subject", "Neue Website", SUBJECT),
        ("doch mit unserem Namen", "Named or anonymous", "👁 Ja, mit unserem Namen", "🙈 Nein, anonym"),
    ),
    "en": (
        ("no budget after all", "Budget", "No budget yet: offers first", "up to CHF 6,000.00"),
        ("the place is Zurich", "Region", "Zurich", "Bern and Mittelland"),
        ("no, an online shop", "Kind of work", "Online shop", "New website"),
        ("in two weeks", "Deadline", "December 7, 2026, 6:00 PM", "December 14, 2026, 6:00 PM"),
        ("the languages are German and Italian", "Languages", "German and Italian", "German and English"),
        ("change the title to New website", "Subject", "New website", SUBJECT),
        ("with our name please", "Named or anonymous", "👁 Yes, with our name", "🙈 No, anonymous"),
    ),
}


def test_earlier_answers_are_corrected_while_a_later_question_is_open_and_at_the_review(desk: Desk, lang: str) -> None:
    lea = desk.client("Seegarten", lang=lang)
    *before, last = FILLED_IN[lang]
    for each in before:
        lea.says(each)
    for text, *changed in CORRECTED[lang]:
        lea.says(text)
        assert _changed(lea, *changed) in read(lea), text
        assert lea.words("<b>May partners read who you are?</b>") in lea.reads()
    lea.says(last)
    for text, *changed in CORRECTED_AT_REVIEW[lang]:
        lea.says(text)
        assert _changed(lea, *changed) in read(lea), text
        assert lea.words("<b>Shall this go out?</b>") in lea.reads()


def _changed(chat: Chat, question: str, answer: Value, before: Value) -> str:
    return chat.words(CHANGED, question=Msg(question), answer=answer, before=before)


def test_what_corrects_nothing_changes_nothing(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    for each in FILLED_IN["en"]:
        lea.says(each)
    assert "cannot read this as a budget" in lea.says("change the budget to a lot")
    assert "That is what it says already" in lea.says("the place is anywhere")
    for text in ("no", "egal", "skip it", "the budget is fine", "not 5000"):
        lea.says(text)
    lea.says("/cancel")
    assert "Changed" not in lea.reads_all()


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("neue Ausschreibung, Angebote bis 15. Dezember", "Noted for later: Deadline"),
        ("new tender for a website, offers until 15 December", "Noted for later: Deadline"),
        ("Website ausschreiben, Budget so 8 bis 10 tausend", "Noted for later: Budget"),
        ("wir möchten einen Onlineshop ausschreiben, Budget 8000 Franken", "Understood: Online shop"),
        ("I need someone for seo, about 2k, offers by 15 December", "Noted for later: Budget and Deadline"),
        ("ich suche jemanden für SEO, so 2 tuusig, Offerten bis 15. Dezember", "Noted for later: Budget and Deadline"),
    ],
)
def test_what_is_said_with_the_wish_is_taken(desk: Desk, text: str, noted: str) -> None:
    assert noted in desk.client("Seegarten").says(text)


def test_a_figure_among_other_words_is_no_region_and_puts_the_budget_right(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    for each in FILLED_IN["en"][: FILLED_IN["en"].index("doesn't matter")]:
        lea.says(each)
    lea.says("actually make it 2000")
    assert _changed(lea, "Budget", "CHF 2,000.00", "CHF 8,000.00 to CHF 10,000.00") in read(lea)


def test_when_work_shall_be_done_is_no_deadline_for_offers(desk: Desk) -> None:
    lea = desk.client("Seegarten")
    assert "Deadline" not in lea.says("wir brauchen bis Ende März eine neue Website und möchten Angebote")


@pytest.mark.parametrize("text", ["wer sieht das?", "was kostet das?", "who can see that?", "is this free?"])
def test_a_question_that_does_not_say_of_what_is_about_the_tender(desk: Desk, text: str) -> None:
    lea = desk.client("Seegarten", lang="de" if "das" in text else "en")
    lea.says("/newtender")
    for step, answer in enumerate(("seo", SUBJECT, WANTED), 1):
        lea.says(text)
        assert lea.words("How do tenders work?") in lea.reads(2) or "Wie funktionieren Ausschreibungen?" in lea.reads(2)
        assert f"{step} " in lea.reads()
        lea.says(answer)
    assert "4 " in lea.reads()


BID = {
    "de": ("2500 franken", "nein, doch zwischen 2 und 3 tausend", "in sechs wochen", "keine"),
    "en": ("2500 francs", "no, rather between 2 and 3 thousand", "in six weeks", "no files"),
}
BID_CORRECTED = {
    "de": (
        ("ändere den Preis auf 120 pro Stunde", "Price", "CHF 120.00 pro Stunde", "CHF 2’000.00 – CHF 3’000.00"),
        ("das Angebot ist doch 2800", "Price", "CHF 2’800.00", "CHF 120.00 pro Stunde"),
        ("der Termin ist Ende März", "Ready by", "31. März 2027", "4. Januar 2027"),
    ),
    "en": (
        ("the price is 120 an hour", "Price", "CHF 120.00 an hour", "CHF 2,000.00 – CHF 3,000.00"),
        ("change the price to 2800 francs", "Price", "CHF 2,800.00", "CHF 120.00 an hour"),
        ("no, at the end of March", "Ready by", "March 31, 2027", "January 4, 2027"),
    ),
}


def test_an_offer_is_made_and_corrected_in_words(desk: Desk, lang: str) -> None:
    client, noah = desk.client("Seegarten"), desk.partner("Alpweb", lang=lang)
    publishes(client)
    noah.says("/tenders")
    noah.taps(SUBJECT)
    noah.taps("📨 Make an offer")
    noah.says("Twelve pages with WordPress in two languages, photos included.")
    for text in BID[lang]:
        noah.says(text)
    assert noah.words("📨 Make the offer") in noah.buttons()
    for text, *changed in BID_CORRECTED[lang]:
        noah.says(text)
        assert _changed(noah, *changed) in read(noah), text
    noah.says("ändere den Text" if lang == "de" else "change the text")
    noah.says("Ten pages with WordPress in two languages, photos not included.")
    noah.taps("📨 Make the offer")
    assert "Ten pages" in client.reads()
