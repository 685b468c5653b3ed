"""What a message tells of its topic by itself: by what was learnt, and word by word."""

from __future__ import annotations

import numpy as np
import pytest

from domain.answers.evidence import Heard
from domain.answers.learnt import NONE, PLACES, Table, places
from domain.answers.meanings import Meanings
from domain.answers.spelling import stem
from domain.answers.telling import Telling

TOPICS = {
    "end": ("end the partnership", "how do we get rid of the agency", "cancel a partner", "room"),
    "own": ("what only we have",),
}


@pytest.fixture(scope="module")
def telling() -> Telling:
    weights = np.zeros((PLACES, 2), dtype=np.int8)
    weights[places(("=end",), ())] = (-50, 50)
    return Telling(Meanings(), TOPICS, Table((NONE, "end"), weights, np.zeros(2), 0.1))


def test_what_was_learnt_speaks_for_its_topic_and_for_no_other(telling: Telling) -> None:
    told = telling.of("good riddance", Heard({"=end": 1.0}, 2, 0.0))

    assert told.likely.against_nothing("end") > 2
    assert "own" not in told.likely.topics, "nothing was learnt of it"
    assert told.said is None


def test_it_does_not_matter_what_the_provider_is_called() -> None:
    here, there = (
        Telling(Meanings(), TOPICS, Table.nothing(), name) for name in ("Infomaniak", "Nordlicht Hosting (Demo)")
    )

    def places_of(telling: Telling, text: str, *signs: str) -> list[int]:
        return list(map(int, telling.places(text, Heard(dict.fromkeys(signs, 1.0), 5, 0.0))))

    expected = places_of(here, "Who is that company?", "=provider", "who")
    assert places_of(here, "Who is that Infomaniak company?", "=provider", "who", "infomaniak") == expected
    two = places_of(
        there, "Who is that Nordlicht Hosting company?", "=provider", "who", stem("nordlicht"), f"{stem('hosting')} =a"
    )
    assert two == expected
    assert places_of(there, "Who is that hosting company?", "who", stem("hosting")) != expected, (
        "a word of the name alone"
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [("Cancel a partner!", "end"), ("cancel partner", None), ("room", None), ("What only WE have", "own")],
)
def test_what_a_phrasing_says_word_by_word_is_its_topics(telling: Telling, text: str, topic: str | None) -> None:
    assert telling.of(text, Heard({}, 3, 0.0)).said == topic
