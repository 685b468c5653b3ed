"""The messages that sayings are measured by: each is what its file says it can be."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from benchmarks.sayings.messages import FILES, FITTED, FOLDER, HALVES, NOT_MEANT, SET_ASIDE, Message, load_messages
from benchmarks.sayings.scoring import same_days
from benchmarks.sayings.world import written
from domain.answers.knowledge import LANGUAGES
from domain.partnerships.rules import Side
from domain.sayings.slots import Slot

MESSAGES: dict[str, tuple[Message, ...]] = {half: load_messages(FOLDER / f"{half}.jsonl") for half in HALVES}
EVERY = tuple(message for messages in MESSAGES.values() for message in messages)
KINDS = {"wish", "question", "story", "typo", "swiss", "mixed", "nonsense", "out-of-scope", *NOT_MEANT}
TODAY = dt.date(2026, 3, 16)


def test_there_are_enough_of_every_kind_in_both_halves() -> None:
    assert len(EVERY) >= 800
    for messages in MESSAGES.values():
        assert {message.kind for message in messages} == KINDS
        assert {(message.language, message.side) for message in messages} == {
            (language, side) for language in LANGUAGES for side in (Side.CLIENT, Side.PARTNER)
        }
        assert {message.wish for message in messages} == {message.wish for message in EVERY}


def test_nobody_says_the_same_twice() -> None:
    texts = Counter(message.text.casefold() for message in EVERY)

    assert [text for text, times in texts.items() if times > 1] == []


def test_what_is_no_wish_begins_nothing() -> None:
    kinds = NOT_MEANT | {"nonsense", "out-of-scope"}

    assert [message.text for message in EVERY if message.kind in kinds and not message.article] == []
    assert [message.text for message in EVERY if not message.right and not message.article] == []


def test_weights_are_made_by_nothing_that_tells_how_good_they_are() -> None:
    assert set(FITTED) == set(FILES) - set(SET_ASIDE)


@pytest.mark.parametrize("name", FILES)
def test_names_are_those_of_the_world(name: str) -> None:
    world = written()
    known = {
        Slot.OTHER: {*world["partners"], *world["clients"]},
        Slot.PRODUCT: {product["name"] for owned in world["clients"].values() for product in owned},
        Slot.PERSON: {name for colleagues in world["colleagues"].values() for name in colleagues},
    }

    assert [
        message.text
        for message in load_messages(FOLDER / f"{name}.jsonl")
        for slot, names in known.items()
        if not message.said.get(slot, set()) <= names
    ] == []


@pytest.mark.parametrize(
    ("action", "read", "said", "same"),
    [
        ("last_day", "2026-04-30…2026-04-30", "…2026-04-30", True),
        ("end_partnership", "…2026-04-30", "2026-04-30…2026-04-30", True),
        ("last_day", "…2026-04-30", "…2026-05-30", False),
        ("what_earned", "2026-03-01…2026-03-16", "2026-03-01…2026-03-31", True),
        ("what_earned", "2026-03-01…", "2026-03-01…2026-03-31", True),
        ("what_earned", "2026-02-01…2026-02-28", "2026-02-01…2026-03-16", False),
        ("what_expires", "2026-04-01…2026-04-30", "2026-04-01…2026-04-29", False),
        ("what_expires", "…2026-04-30", "…2026-05-30", False),
    ],
)
def test_days_that_come_to_the_same_are_the_same(action: str, read: str, said: str, same: bool) -> None:
    assert same_days(action, frozenset({read}), frozenset({said}), TODAY) is same
