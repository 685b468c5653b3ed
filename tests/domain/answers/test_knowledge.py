from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.answers import read_knowledge
from domain.answers.articles import Article
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.outcomes import Outcome
from domain.answers.topics import GROUPS, TOPICS

LOCALES = Path(__file__).parents[3] / "locales"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(LOCALES)


@pytest.mark.parametrize(
    ("language", "message", "topic"),
    [
        ("de", "Guten Tag, ich habe mich gefragt, wie viele Partner ich eigentlich haben darf?", "how-many-partners"),
        ("de", "mwst nr bei der registrierung eingeben", "vat-new-account"),
        ("de", "wie kann ich das zahlungsmitel aendern", "change-payment-means"),
        ("de", "Chan i mit öpperem vom Support rede?", "human-support"),
        ("de", "Unterschied zwischen limited und full access", "access-types"),
        ("en", "which ISO certificates does Infomaniak have", "about-provider"),
        ("en", "terminate partnership", "end-partnership"),
        ("en", "whisleblower", "whistleblower-policy"),
        ("en", "publish a tender", "tenders"),
    ],
)
def test_clear_questions_are_answered(knowledge: Knowledge, language: str, message: str, topic: str) -> None:
    found = knowledge.find(message, language)

    assert (found.outcome, found.ranked[0]) == (Outcome.ANSWER, topic)


def test_a_word_or_two_with_a_slip_are_offered_what_they_mean(knowledge: Knowledge) -> None:
    assert knowledge.find("zahlungsmitel aendern", "de").ranked[0] == "change-payment-means"


@pytest.mark.parametrize(("language", "message"), [("de", "MwSt"), ("en", "vat number"), ("de", "Partner ändern")])
def test_vague_questions_get_a_choice_of_up_to_three(knowledge: Knowledge, language: str, message: str) -> None:
    found = knowledge.find(message, language)

    assert found.outcome is Outcome.CHOOSE
    assert 1 < len(found.ranked) <= 3


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Hallo"),
        ("de", "Grüezi"),
        ("de", "Vielen Dank!"),
        ("de", "asdfghjkl"),
        ("de", "Mein Passwort geht nicht mehr"),
        ("de", "Wann fährt der nächste Zug nach Olten?"),
        ("en", "hi"),
        ("en", "Thank you so much"),
        ("en", "!!! 123 😀"),
        ("en", "my website is down"),
        ("en", ""),
    ],
)
def test_greetings_thanks_and_foreign_matters_are_not_answered(
    knowledge: Knowledge, language: str, message: str
) -> None:
    found = knowledge.find(message, language)

    assert (found.outcome, found.ranked) == (Outcome.NONE, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_is_found_by_its_own_question_and_title(knowledge: Knowledge, language: str) -> None:
    for topic in TOPICS:
        article = knowledge.article(topic, language)
        for phrasing in (article.question, article.title):
            assert knowledge.find(phrasing, language).ranked[0] == topic, phrasing


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_are_listed_by_group_in_their_order(knowledge: Knowledge, language: str) -> None:
    listed = {group: tuple(article.id for article in articles) for group, articles in knowledge.topics(language)}

    assert listed == dict(GROUPS)
    assert {article.language for _, articles in knowledge.topics(language) for article in articles} == {language}


def test_a_topic_belongs_to_one_group() -> None:
    assert len(TOPICS) == sum(map(len, GROUPS.values()))


def test_an_article_that_does_not_exist_is_an_error(knowledge: Knowledge) -> None:
    with pytest.raises(KeyError):
        knowledge.article("weather", "de")


def test_knowledge_of_few_articles_lists_what_is_there() -> None:
    article = Article("tenders", "en", "How?", "How?", (), (), "fact 12", dt.date(2026, 11, 23), "So.")

    assert [articles for _, articles in Knowledge([article]).topics("en") if articles] == [(article,)]
