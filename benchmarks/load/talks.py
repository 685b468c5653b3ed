"""What people say to a bot, and what it has to answer.

A talk is a generator of exchanges: steps that are taken at once; the next exchange begins when all are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from benchmarks.load.telegram import Shown


@dataclass(frozen=True, slots=True)
class Says:
    """A text message."""

    text: str


@dataclass(frozen=True, slots=True)
class Presses:
    """A press of the newest button with this data."""

    data: str


@dataclass(frozen=True, slots=True)
class Taps:
    """A press of the newest button with this in its label, where the data are the bot's own affair."""

    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot has to show: these words, these buttons. `edited` asks for an old message.

    `None` takes either, and any buttons.
    """

    words: str
    buttons: tuple[str, ...] | None = ()
    edited: bool | None = False

    def fits(self, shown: Shown) -> bool:
        """Whether this is it."""
        in_place = self.edited is None or self.edited == shown.edited
        return in_place and self.words in shown.text and self.buttons in (None, shown.buttons)


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does, and the answer to it."""

    act: Says | Presses | Taps
    answer: Answer


Exchange: TypeAlias = tuple[Step, ...]
Talk: TypeAlias = Callable[[str, Random], Iterator[Exchange]]
"""Takes a key that is unique to the conversation, and chance."""


def order(key: str, chance: Random) -> Iterator[Exchange]:
    """Five updates, seven calls of the Bot API, and one row of effects with the key."""
    choice, count = chance.choice("AB"), chance.randrange(1, 1000)
    yield (Step(Says("/start"), Answer("Hello! What is your name?")),)
    yield (Step(Says(key), Answer(f"{key}, choose one:", ("A", "B"))),)
    yield (Step(Presses(choice), Answer(f"You chose {choice}. Send me a number.", edited=True)),)
    yield (Step(Says(str(count)), Answer(f"Confirm {key}, {choice}, {count}?", ("confirm", "cancel"))),)
    yield (Step(Presses("confirm"), Answer(f"done: {key}|{choice}|{count}", edited=None)),)


def burst(key: str, _chance: Random) -> Iterator[Exchange]:
    """Five messages at once; the answers have to come in their order."""
    words = [f"{key}-{place}" for place in range(5)]
    yield tuple(Step(Says(f"echo {word}"), Answer(f"you said {word}")) for word in words)
