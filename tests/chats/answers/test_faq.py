"""Questions, typed or chosen, and their answers."""

from __future__ import annotations

from tests.desk import Desk


def test_topics_are_browsed_by_buttons(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)

    mia.says("/faq")
    mia.taps("Provider and contact")
    mia.taps(desk.article("whistleblower-policy", lang).title)

    assert "https://news.infomaniak.com/de/sicherheit-und-datenschutz/" in mia.reads()  # fact 15
    mia.taps("📚 All topics")
    assert mia.words("Access and payment") in mia.buttons()


def test_every_topic_can_be_reached_and_read(desk: Desk) -> None:
    mia = desk.newcomer()
    mia.says("/faq")
    read = set()

    for group in mia.buttons()[:-1]:
        mia.taps(group)
        for topic in [mia.find(title) for title in mia.buttons()[:-2]]:
            mia.press(*topic)
            read.add(mia.reads().splitlines()[0])
        mia.taps("All topics")

    topics = [article for _, articles in desk.app.desk.around.knowledge.topics("en") for article in articles]
    assert read == {article.question for article in topics}


def test_free_text_is_answered_in_the_readers_language(desk: Desk) -> None:
    mia, reto = desk.newcomer(lang="en"), desk.newcomer(lang="de")

    assert "It can neither order nor renew for you" in mia.says("what does limited access mean?")
    assert "It can neither order nor renew for you" in mia.says("limited Zugriff")
    assert "kann er für Sie nicht" in reto.says("Was bedeutet eingeschränkter Zugriff?")
    assert "Richtlinie" in reto.says("Gibt es eine Whistleblower Richtlinie?")


def test_what_the_desk_does_not_know_it_says_and_offers_the_topics(desk: Desk) -> None:
    mia = desk.newcomer()

    assert "I have no answer to that" in mia.says("Will it snow on Sunday?")
    assert mia.buttons() == ["🔎 Find a partner for it", "📚 All topics", "🏠 Menu"]


def test_a_vague_word_offers_a_choice(desk: Desk) -> None:
    mia = desk.newcomer()

    assert mia.says("conditions") == "Do you mean one of these?"
    mia.taps(mia.buttons()[0])
    assert "All topics" in str(mia.buttons())


def test_access_and_payment_are_compared_on_command(desk: Desk, lang: str) -> None:
    mia = desk.newcomer(lang=lang)

    assert desk.article("access-types", lang).question in mia.says("/access")
    assert desk.article("payment-means", lang).question in mia.says("/payment")
    assert desk.article("access-types", "de").question in mia.says(
        "/faq Was ist der Unterschied zwischen eingeschränktem und vollständigem Zugriff?"
    )
