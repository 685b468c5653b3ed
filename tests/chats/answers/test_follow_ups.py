"""What is asked after an answer is read together with it."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables import Question
from tests.desk import Desk


def test_who_pays_the_invoices_has_an_answer_of_its_own(desk: Desk, lang: str) -> None:  # case question-19
    mia = desk.newcomer(lang=lang)

    said = mia.says("Wer bezahlt die Rechnungen?" if lang == "de" else "Who pays the invoices?")

    assert said.startswith(desk.article("who-pays", lang).question)  # facts 17, 25, 26
    for words in (
        ("Eingeschränkter Zugriff", "Zahlungsmittel des Kunden", "Zahlungsmittel des Partners")
        if lang == "de"
        else ("Limited access", "client's payment means", "partner's payment means")
    ):
        assert words in said


def test_who_asks_for_their_own_data_is_told_what_is_kept_and_led_to_a_person(desk: Desk) -> None:  # case question-20
    desk.support()
    mia, reto = desk.newcomer(lang="en"), desk.newcomer(lang="de")

    for text in ("was steht in meinen Daten über mich?", "Was wisst ihr über mich?"):
        assert reto.says(text).startswith(desk.article("data-kept", "de").question)
        assert reto.words("💬 Talk to a person") in reto.buttons()
    for text in ("which data do you keep about me?", "what do you know about me"):
        assert mia.says(text).startswith(desk.article("data-kept", "en").question)
    assert reto.says("Lösch meine Daten!").startswith("Soll ich Sie vergessen?")
    assert mia.says("Please delete my data").startswith("Shall I forget you?"), "a form, which shows first what goes"


def test_a_follow_up_goes_to_the_neighbour_that_it_means(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)
    german = lang == "de"
    mia.says("Wie füge ich einen Partner hinzu?" if german else "How do I add a partner?")

    for text, topic in (
        ("und mit eingeschränktem Zugriff?" if german else "and with limited access?", "access-types"),
        ("und wer zahlt dann?" if german else "and who pays then?", "who-pays"),
        ("und die Rechnungen?" if german else "and the invoices?", "invoices"),
        ("kann ich das später ändern?" if german else "can I change that later?", "change-payment-means"),
    ):
        assert mia.says(text).startswith(desk.article(topic, lang).question), text
    with desk.work() as work:
        assert [each.topic for each in work.session.scalars(select(Question).order_by(Question.id))][1:] == [
            "access-types",
            "who-pays",
            "invoices",
            "change-payment-means",
        ]


def test_an_article_read_by_button_or_command_is_an_answer_too(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("/payment")
    assert mia.says("and if I change that?").startswith(desk.article("change-payment-means", "en").question)

    mia.says("/faq")
    mia.taps("VAT number")
    mia.taps(desk.article("vat-existing-account", "en").title)
    assert mia.says("and for Swiss companies?").startswith(desk.article("vat-requirements", "en").question)


def test_what_was_asked_survives_a_form_and_a_restart(desk: Desk) -> None:
    client = desk.client()
    client.says("Who can see the invoices?")
    client.says("/addproduct")
    client.says("/cancel")
    desk.stop()
    desk.start()

    assert client.says("and with limited access?").startswith(desk.article("invoices", "en").question)


def test_a_form_survives_a_question_in_between(desk: Desk) -> None:
    client = desk.client()
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")
    client.says("Who can see the invoices?")

    client.says("and who pays then?")

    assert client.reads(back=2).startswith(desk.article("who-pays", "en").question)
    client.says("with limited access")
    client.taps("Limited access")
    assert "Which products should Alpweb manage?" in client.reads()


def test_without_an_answer_before_a_follow_up_is_a_message_like_any_other(desk: Desk) -> None:
    mia = desk.newcomer()

    assert "I have no answer to that" in mia.says("and on Sundays?")
