"""No text costs much to read, whatever it consists of: the longest that Telegram takes, made to be expensive."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answers import read_knowledge
from domain.answers.knowledge import Knowledge
from domain.answers.talk import TalkTable
from storage.answers.wording import load_talk

LOCALES = Path(__file__).parents[3] / "locales"
LONGEST = 4096
MOST = 3
"""So many times as long as it takes to search for ordinary sentences of the same length at the same moment, at most."""
TRIES = 3
"""The quickest try counts: others wait for a machine that does something else."""

CHANCE = random.Random(25)  # noqa: S311  # the same texts each time
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _words(shortest: int, longest: int, letters: str = LETTERS) -> str:
    return " ".join("".join(CHANCE.choices(letters, k=CHANCE.randint(shortest, longest))) for _ in range(LONGEST))


FIELD = (
    "rechnung",
    "partner",
    "zugriff",
    "konto",
    "steuer",
    "kunde",
    "zahlung",
    "vertrag",
    "access",
    "invoice",
    "client",
)

TEXTS = {
    "one letter": "a" * LONGEST,
    "one word": "".join(CHANCE.choices(LETTERS, k=LONGEST)),
    "one word of the field": "rechnungspartnerzugriff" * LONGEST,
    "letters": _words(1, 1),
    "short words": _words(2, 3),
    "words with many grams": _words(4, 4),
    "long words": _words(9, 14),
    "words that end like others": " ".join(f"rechnung{word}" for word in _words(2, 4).split()),
    "compounds": " ".join("".join(CHANCE.choices(FIELD, k=6)) for _ in range(LONGEST)),
    "chinese": "".join(chr(0x4E00 + CHANCE.randrange(20_000)) for _ in range(LONGEST)),
    "accents": "a" + "\u0301" * LONGEST,
    "letters with accents": "a\u0301" * LONGEST,
    "emoji": "😀" * LONGEST,
    "families": "👨\u200d👩\u200d👧" * LONGEST,
    "ligatures": "\ufdfa" * LONGEST,
    "sentences": "Was ist das. " * LONGEST,
    "lines": "a b c\n" * LONGEST,
    "greetings": "hallo " * LONGEST,
    "punctuation": "?!.,;:" * LONGEST,
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    loaded = read_knowledge(LOCALES)
    loaded.prepare()
    return loaded


@pytest.fixture(scope="module")
def talk() -> TalkTable:
    return load_talk(LOCALES)


@pytest.fixture(scope="module")
def ordinary(knowledge: Knowledge) -> str:
    return " ".join(article.body for _, articles in knowledge.topics("de") for article in articles)[:LONGEST]


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_much_longer_to_read_than_another(
    knowledge: Knowledge, talk: TalkTable, ordinary: str, name: str
) -> None:  # case cost-25
    readers: dict[str, Callable[[str], object]] = {
        "search": lambda variant: knowledge.find(variant, "de"),
        "language": lambda variant: knowledge.language_of(variant, "de"),
        "small talk": talk.kind,
        "follow-up": lambda variant: knowledge.find_after("invoices", variant, "de"),
    }
    for reader, read in readers.items():
        usual, taken = quickest(readers["search"], ordinary), quickest(read, TEXTS[name][:LONGEST])
        assert taken <= MOST * usual, reader


def quickest(read: Callable[[str], object], text: str) -> float:
    """Processor time in seconds."""
    taken = []
    for number in range(TRIES):
        turned = number * LONGEST // TRIES  # so that other words are read: those read before are remembered
        start = time.process_time()
        read(f"{text[turned:]}{text[:turned]}")
        taken.append(time.process_time() - start)
    return min(taken)
