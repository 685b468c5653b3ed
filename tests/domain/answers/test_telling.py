"""What a message tells of its topic by itself: by words, by letters, and by what it asks in the end."""

from __future__ import annotations

import pytest

from domain.answers.search import Entry, Index
from domain.answers.telling import Telling, Told

TOPICS = {
    "end": ("end the partnership", "how do we get rid of the agency", "cancel a partner", "room"),
    "invoices": ("who sees the invoices", "where are our invoices", "copy of an invoice"),
}
ELSEWHERE = ("what is the weather like", "book a room for the season")


@pytest.fixture(scope="module")
def index() -> Index:
    entries = [Entry(topic, "en", phrasings, "") for topic, phrasings in TOPICS.items()]
    return Index([*entries, Entry("weather", "en", ELSEWHERE, "")], evidence=0.05)


def told(index: Index, text: str) -> Told:
    return Telling(index, TOPICS, ELSEWHERE).of(text, index.heard(text))


@pytest.mark.parametrize("text", ["invoicing", "the yearinvoices", "invoicse"])
def test_letters_tell_where_no_word_is_known(index: Index, text: str) -> None:
    found = told(index, text).runs

    assert found.against_nothing("invoices") > 0 > found.against_nothing("end")


def test_of_a_story_what_it_asks_is_told_beside_the_whole(index: Index) -> None:
    found = told(index, "The season was long, and the weather was fine in our rooms. How do we get rid of them?")

    assert found.asked is not None
    assert found.asked.against_nothing("end") > found.runs.against_nothing("end")


def test_a_short_message_is_no_story(index: Index) -> None:
    assert told(index, "Where are our invoices?").asked is None


def test_what_a_phrasing_says_word_by_word_is_its_topics(index: Index) -> None:
    assert told(index, "Cancel a partner!").said == "end"
    assert told(index, "cancel partner").said is None
    assert told(index, "room").said is None
