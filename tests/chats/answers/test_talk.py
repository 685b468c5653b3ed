"""Small talk gets a short word in the person's language, and is never kept as a question."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.partnerships.rules import Status
from storage.tables import Partnership, Question
from tests.desk import Desk


def kept(desk: Desk) -> list[str]:
    """The questions that are kept."""
    with desk.work() as work:
        return list(work.session.scalars(select(Question.text)))


def test_a_greeting_is_met_with_what_can_be_done(desk: Desk, lang: str) -> None:  # case talk-14
    client = desk.client(lang=lang)

    said = client.says("Hallo" if lang == "de" else "Hello")

    assert "Lea" in said
    assert client.words("Choose below, or simply say what you want or would like to know.") in said
    assert client.words("🤝 Add a partner") in client.buttons()
    assert client.words("I have no answer to that. I know the reseller programme") not in said
    assert kept(desk) == []


def test_a_greeting_tells_what_waits(desk: Desk) -> None:
    client, partner = desk.client(), desk.partner()
    desk.partnership(client, partner, status=Status.PENDING)

    assert "1 thing waits for you" in partner.says("good morning!")
    assert "🔔 1 thing waits for you." in partner.buttons()


def test_who_greets_first_is_welcomed(desk: Desk) -> None:
    mia = desk.person("Mia", "de")

    assert "Willkommen, Mia!" in mia.says("Grüezi")
    assert mia.words("📝 Register an organisation") in mia.buttons()


def test_thanks_get_a_friendly_word_and_no_buttons(desk: Desk, lang: str) -> None:  # case talk-15
    mia = desk.newcomer(lang=lang)

    said = {mia.says("danke" if lang == "de" else "thanks") for _ in range(3)}

    friendly = ("You are welcome!", "Glad that I could help.")
    assert said <= {*map(mia.words, friendly), mia.words("With pleasure, {name}!", name="Mia")}
    assert len(said) > 1  # not the same sentence every time
    assert mia.buttons() == []
    assert kept(desk) == []


@pytest.mark.parametrize("text", ["👍", "👍🏽", "ok", "alles klar", "🦉", "haha"])
def test_agreement_and_emoji_get_hardly_a_word(desk: Desk, text: str) -> None:  # case talk-16
    mia = desk.newcomer(lang="de")

    assert len(mia.says(text)) <= 2
    assert kept(desk) == []


def test_the_desk_owns_up_to_being_a_program_and_leads_to_a_person(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)
    asked = "Bist du ein Bot?" if lang == "de" else "Are you a bot?"

    assert ("Ja, ich bin ein Programm" if lang == "de" else "Yes, I am a program") in mia.says(asked)
    assert mia.buttons() == [desk.article("human-support", lang).title]
    desk.support()
    mia.says(asked)
    assert mia.buttons() == [mia.words("💬 Talk to a person")]


def test_insults_are_met_calmly_with_a_person(desk: Desk, lang: str) -> None:
    desk.support()
    mia = desk.newcomer(lang=lang)

    said = mia.says("du bist dumm" if lang == "de" else "you are stupid")

    assert said.count(".") == 1
    assert mia.words("💬 Talk to a person") in mia.buttons()
    assert kept(desk) == []


def test_what_can_you_do_shows_the_help(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)

    said = mia.says("was kannst du?" if lang == "de" else "what can you do?")

    assert said == mia.says("/help")


def test_who_was_not_helped_is_offered_a_way_on(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("Who can see the invoices?")

    assert "Other words may lead further" in mia.says("that does not help")
    assert mia.buttons() == ["📚 All topics", "🏠 Menu"]
    assert kept(desk) == ["Who can see the invoices?"]


EACH_ONCE = (
    *("Hallo", "wie geht's?", "danke", "tschüss", "👍", "ja", "nein", "super!", "sorry", "bist du ein Bot?", "???"),
    *("wer hat dich gemacht?", "was kannst du?", "ich habe eine Frage", "du nervst", "das hilft nicht", "haha"),
)


@pytest.mark.parametrize("text", EACH_ONCE)
def test_all_of_it_is_answered_and_none_is_kept(desk: Desk, text: str) -> None:
    mia = desk.newcomer(lang="de")

    no_answer = "Darauf habe ich keine Antwort"
    assert no_answer not in mia.says(text)
    assert no_answer not in mia.says(f"/faq {text}")
    assert kept(desk) == []


@pytest.mark.parametrize("text", ["danke", "👍", "Hallo", "ok", "was kannst du?", "tschüss", "??", "du nervst"])
def test_in_a_form_a_word_and_the_question_again(desk: Desk, text: str) -> None:
    client = desk.client(lang="de")
    desk.partner("Alpweb")
    client.says("/addproduct")
    client.taps("Domain")
    asked = client.reads()

    said = client.says(text)

    assert said.endswith(asked)
    assert said != asked
    client.says("berg.example")  # the form goes on with what was asked
    client.says("20")
    assert "berg.example" in client.reads()
    assert kept(desk) == []


def test_what_may_well_be_an_answer_is_one(desk: Desk) -> None:
    client = desk.client()
    client.says("/addproduct")
    client.taps("Domain")

    client.says("test")
    client.says("20")

    assert "test" in client.reads()
    client.taps("✅ Add it")
    with desk.work() as work:
        assert "test" in {product.name for product in client.products(work)}


def test_in_a_choice_and_in_a_review_it_decides_nothing(desk: Desk) -> None:
    client = desk.client(lang="en")
    desk.partner("Alpweb")
    client.says("/addpartner")
    client.taps("Alpweb")

    assert "Which access should Alpweb have?" in client.says("ok")
    client.taps("Full access")
    assert "👋 Hello, Lea! We are here:" in client.says("hello")
    client.taps("Your payment means")
    assert "Nothing is done by words alone" in client.says("yes")
    assert "📨 Send the request" in client.buttons()
    with desk.work() as work:
        assert list(work.session.scalars(select(Partnership))) == []


def test_what_is_taken_word_for_word_is_taken(desk: Desk) -> None:
    client, alpweb = desk.client(), desk.partner("Alpweb")
    desk.partnership(client, alpweb, status=Status.PENDING)
    alpweb.says("/requests")
    alpweb.taps("Seegarten Hotels")
    alpweb.taps("Ask")

    alpweb.says("Hello, can you help me?")
    alpweb.taps("📨 Send")

    assert "Hello, can you help me?" in client.reads_all()


def test_who_talks_with_support_is_left_to_it(desk: Desk) -> None:
    support = desk.support()
    mia = desk.newcomer()
    mia.says("/human")
    mia.says("My console is empty")

    mia.says("thanks")

    assert [message["text"] for message in support.messages(support.topic())][-1] == "thanks"
