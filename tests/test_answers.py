"""How well the desk finds answers, with the figures reached so far as a floor: who changes texts may not lower them.

All messages but those set aside are learnt from, so their floors say that nothing is forgotten; how well strangers are
understood, only those set aside say.

`python -m benchmarks.answers --misses` shows what is wrong where this fails.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.answers.scoring import FOLDER, SET_ASIDE, SETS, Answered, Message, answer, load_messages, score
from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.outcomes import Outcome
from domain.answers.spelling import words
from domain.answers.topics import TOPICS
from storage.answers.wording import ELSEWHERE, SPOKEN, SYNONYMS, load_wording

MESSAGES = tuple(message for name in SETS for message in load_messages(FOLDER / f"{name}.jsonl"))
UNSEEN = load_messages(FOLDER / f"{SET_ASIDE}.jsonl")
KINDS = ("keyword", "question", "colloquial", "typo", "dialect", "mixed", "long", "synonym")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(LOCALES)


@pytest.fixture(scope="module")
def answered(knowledge: Knowledge) -> list[Answered]:
    return answer(knowledge, MESSAGES)


def test_there_are_messages_of_every_kind_topic_and_language() -> None:
    assert len(MESSAGES) >= 400
    assert {(message.accept[0], message.language) for message in MESSAGES if message.accept} == {
        (topic, language) for topic in TOPICS for language in LANGUAGES
    }
    kinds = Counter(message.kind for message in MESSAGES)
    assert set(kinds) == {*KINDS, "oos-near", "oos-far"}
    assert min(kinds.values()) >= 25


def test_no_message_is_a_phrasing(knowledge: Knowledge) -> None:
    """Otherwise the figures would say how well the desk remembers, not how well it understands."""
    phrasings = {
        tuple(words(text))
        for _, articles in [group for language in LANGUAGES for group in knowledge.topics(language)]
        for article in articles
        for text in (article.question, article.title, *article.aliases)
    }
    for language in LANGUAGES:
        for name in (ELSEWHERE, SYNONYMS):
            lines = (LOCALES / language / name).read_text("utf-8").splitlines()
            phrasings |= {tuple(words(line.removeprefix("  - "))) for line in lines}

    assert [message.text for message in (*MESSAGES, *UNSEEN) if tuple(words(message.text)) in phrasings] == []


def test_what_is_spoken_is_read_as_what_is_written_at_once() -> None:
    """Otherwise it would depend on how often it is read."""
    meanings, _ = load_wording(LOCALES, {})
    for language in LANGUAGES:
        for line in (LOCALES / language / SPOKEN).read_text("utf-8").splitlines():
            written = words(line.partition(":")[0]) if line and line[0] != "#" else []
            assert meanings.as_written(written) == written


@pytest.mark.parametrize(
    ("language", "first", "among_three"),
    [("de", 0.99, 0.998), ("en", 0.985, 0.998)],
)
def test_the_right_topic_is_found_in_each_language(
    answered: list[Answered], language: str, first: float, among_three: float
) -> None:
    reached = score([one for one in answered if one.message.language == language])

    assert reached.first >= first
    assert reached.among_three >= among_three


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("keyword", 0.99),
        ("question", 0.985),
        ("colloquial", 0.99),
        ("typo", 0.975),
        ("dialect", 0.985),
        ("mixed", 0.99),
        ("long", 0.98),
        ("synonym", 0.985),
    ],
)
def test_the_right_topic_is_found_for_each_kind(answered: list[Answered], kind: str, first: float) -> None:
    assert score([one for one in answered if one.message.kind == kind]).first >= first


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_no_topic_is_hard_to_find(answered: list[Answered], topic: str) -> None:
    assert score([one for one in answered if one.in_scope and one.message.accept[0] == topic]).first >= 0.94


def test_direct_answers_are_right_and_not_too_rare(answered: list[Answered]) -> None:
    reached = score(answered)

    assert reached.precision >= 0.99
    assert reached.answered >= 0.8
    assert reached.out_of_scope_answered <= 0.0075


def test_scores_are_counted_right() -> None:
    inside, outside = Message("en", "a", ("tenders",), "question"), Message("en", "b", (), "oos-far")
    reached = score(
        [
            Answered(inside, Outcome.ANSWER, ("tenders", "invoices")),
            Answered(inside, Outcome.CHOOSE, ("invoices", "tenders")),
            Answered(inside, Outcome.ANSWER, ("invoices",)),
            Answered(inside, Outcome.NONE, ()),
            Answered(outside, Outcome.ANSWER, ("tenders",)),
            Answered(outside, Outcome.NONE, ("tenders",)),
        ]
    )

    assert (reached.messages, reached.first, reached.among_three) == (6, 0.25, 0.5)
    assert (reached.precision, reached.answered) == (1 / 3, 0.25)
    assert reached.out_of_scope_answered == 0.5


def test_messages_that_nobody_has_looked_at_are_answered_right(knowledge: Knowledge) -> None:
    reached = score(answer(knowledge, UNSEEN))

    assert reached.first >= 0.945
    assert reached.among_three >= 0.985
    assert reached.precision >= 0.985
    assert reached.answered >= 0.7
    assert reached.out_of_scope_answered <= 0.01


@pytest.mark.parametrize(("kind", "first"), [("synonym", 0.92), ("long", 0.9), ("dialect", 0.9)])
def test_so_are_the_hard_kinds_of_them(knowledge: Knowledge, kind: str, first: float) -> None:
    assert score(answer(knowledge, [one for one in UNSEEN if one.kind == kind])).first >= first
