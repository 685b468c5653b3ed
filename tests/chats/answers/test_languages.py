"""Questions in the other language, and “in English, please”."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.tables import Question
from tests.desk import Desk
from tests.people import Chat


def language(chat: Chat) -> str:
    with chat.desk.work() as work:
        return chat.row(work).language


def test_a_question_in_the_other_language_is_answered_in_it(desk: Desk) -> None:  # case talk-18
    reto = desk.newcomer("Reto", lang="de")

    said = reto.says("how do i cancel my partnership?")

    assert said.startswith(desk.article("end-partnership", "en").question)
    assert "🌐 Stay in English" in reto.buttons()
    assert language(reto) == "de"
    reto.taps("Stay in English")
    assert language(reto) == "en"
    assert reto.reads().startswith(desk.article("end-partnership", "en").question)
    assert "🌐 Stay in English" not in reto.buttons()
    assert "👍" in reto.buttons()


AGAIN = {
    "de": ("in englisch bitte", "kannst du das auf Englisch sagen?", "auf Englisch", "in English please"),
    "en": ("can you say that in German?", "in German please", "same in German", "auf Deutsch bitte"),
}


def test_what_was_just_told_is_told_again_in_the_other_language(desk: Desk, lang: str) -> None:
    lea, noah = desk.client(lang=lang), desk.partner("Alpweb")
    desk.partnership(lea, noah, products=["Webshop"])
    other = {"de": "You order and renew yourself", "en": "Sie bestellen und verlängern selbst"}[lang]
    for again in AGAIN[lang]:
        lea.says("was darf Alpweb?" if lang == "de" else "what may Alpweb do?")
        assert other in lea.says(again), again
        assert language(lea) == lang


def test_whoever_writes_in_a_third_language_reads_in_both_which_ones_are_understood(desk: Desk, lang: str) -> None:
    lea = desk.client(lang=lang)
    for text in ("bonjour, je voudrais ajouter un partenaire", "buongiorno, vorrei aggiungere un partner", "Bonjour"):
        lea.says("/addpartner" if text == "Bonjour" else "/menu")
        said = lea.says(text)
        assert "I understand German and English only" in said
        assert "Ich verstehe nur Deutsch und Englisch" in said
        if text != "Bonjour":
            assert lea.buttons() == [desk.article("human-support", lang).title]


def test_in_german_the_same(desk: Desk) -> None:
    mia = desk.newcomer("Mia", lang="en")

    mia.says("Wie kann ich die Partnerschaft kündigen?")

    assert mia.reads().startswith(desk.article("end-partnership", "de").question)
    mia.taps("Bei Deutsch bleiben")
    assert language(mia) == "de"


def test_what_belongs_to_the_answer_stays_in_its_language(desk: Desk) -> None:
    reto = desk.newcomer("Reto", lang="de")
    reto.says("how do i cancel my partnership?")

    reto.taps(desk.article("how-many-partners", "en").title)

    assert reto.reads().startswith(desk.article("how-many-partners", "en").question)
    assert language(reto) == "de"
    assert "Darauf habe ich keine Antwort" in reto.says("Was macht das Wetter morgen?")


def test_a_choice_and_no_answer_are_given_in_the_language_of_the_question(desk: Desk) -> None:
    reto = desk.newcomer("Reto", lang="de")

    assert "I have no answer to that" in reto.says("What will the weather be like tomorrow?")
    reto.taps("Stay in English")
    assert "From now on I write to you in English." in reto.reads()
    assert language(reto) == "en"

    mia = desk.newcomer("Mia", lang="de")
    assert mia.says("changing something with the partner") == "Do you mean one of these?"
    mia.taps(mia.buttons()[0])
    assert mia.reads().splitlines()[0].startswith(("What is", "How do", "How many"))
    assert "🌐 Stay in English" in mia.buttons()


@pytest.mark.parametrize("text", ["VAT number", "payment means?", "who sees Rechnungen", "limited Zugriff"])
def test_short_and_mixed_messages_are_answered_in_the_readers_language(desk: Desk, text: str) -> None:
    reto = desk.newcomer("Reto", lang="de")

    reto.says(text)

    assert not any("English" in label for label in reto.buttons())


def test_in_a_form_the_answer_is_in_the_questions_language_and_the_form_in_the_persons(desk: Desk) -> None:
    client = desk.client(lang="de")
    desk.partner("Alpweb")
    client.says("/addpartner")
    asked = client.reads()

    client.says("What does full access mean?")

    assert client.reads(back=2).startswith(desk.article("access-types", "en").question)
    assert client.reads() == asked


@pytest.mark.parametrize("text", ["und auf englisch?", "In English, please", "english?"])
def test_the_last_answer_is_repeated_in_the_language_asked_for(desk: Desk, text: str) -> None:  # case talk-17
    reto = desk.newcomer("Reto", lang="de")
    reto.says("Wer sieht die Rechnungen?")

    said = reto.says(text)

    assert said.startswith(desk.article("invoices", "en").question)
    assert "🌐 Stay in English" in reto.buttons()
    assert language(reto) == "de"
    with desk.work() as work:
        assert list(work.session.scalars(select(Question.text))) == ["Wer sieht die Rechnungen?"]
    assert reto.says("auf Deutsch?").startswith(desk.article("invoices", "de").question)
    assert not any("Deutsch" in label for label in reto.buttons())


def test_without_an_answer_before_the_language_changes(desk: Desk) -> None:
    reto = desk.newcomer("Reto", lang="de")

    assert "Welcome, Reto!" in reto.says("in English please")
    assert language(reto) == "en"


def test_in_a_form_the_language_changes_and_the_form_goes_on(desk: Desk) -> None:
    client = desk.client(lang="de")
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")

    assert "Which access should Alpweb have?" in client.says("in English please")
    client.lang = "en"
    client.taps("Limited access")
    assert "Which products should Alpweb manage?" in client.reads()


def test_a_forged_language_is_refused(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("Who can see the invoices?")
    message_id, _ = mia.find("👍")

    mia.press(message_id, "kl:payment-means:fr")
    assert mia.reads().startswith(desk.article("payment-means", "en").question)
    mia.press(message_id, "ks:invoices:fr:0")
    assert "I do not speak that language" in mia.reads()
    assert language(mia) == "en"


def test_what_was_asked_about_wrongdoing_is_not_remembered(desk: Desk) -> None:
    reto = desk.newcomer("Reto", lang="de")
    reto.says("Wer sieht die Rechnungen?")

    reto.says("Gibt es eine Whistleblower-Richtlinie?")

    assert reto.says("auf Englisch?").startswith(desk.article("invoices", "en").question)
