"""Messages with the topics they are about, and how many of them the desk finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.answers.knowledge import Knowledge
from domain.answers.outcomes import Outcome

SETS = ("tune", "final", "fresh", "everyday")
"""How they were made, `benchmarks/README.md` tells."""
SET_ASIDE = "unseen"
"""The file that is for measuring only: nobody looks at what is missed in it, and nothing is made by it."""
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody types: `accept` are the topics that answer it, none where it is out of scope."""

    language: str
    text: str
    accept: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A message and what the desk makes of it."""

    message: Message
    outcome: Outcome
    ranked: tuple[str, ...]

    @property
    def in_scope(self) -> bool:
        """Whether an article is about it."""
        return bool(self.message.accept)

    @property
    def right(self) -> bool:
        """Whether the best topic is right."""
        return self.right_within(1)

    def right_within(self, places: int) -> bool:
        """Whether a right topic is among the best ones."""
        return any(topic in self.message.accept for topic in self.ranked[:places])


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, from 0 to 1: the right topic first and among three; of direct answers, the right ones; of messages in
    scope, those answered right at once; of messages out of scope, those answered."""

    messages: int
    first: float
    among_three: float
    precision: float
    answered: float
    out_of_scope_answered: float


def load_messages(path: Path) -> tuple[Message, ...]:
    """The messages of a file of lines `{"lang", "text", "accept", "kind"}`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return tuple(Message(row["lang"], row["text"], tuple(row["accept"]), row["kind"]) for row in rows)


def answer(knowledge: Knowledge, messages: Iterable[Message]) -> list[Answered]:
    """What the desk makes of the messages: what it answers at once, then what comes nearest by the search."""
    answered = []
    for message in messages:
        found = knowledge.find(message.text, message.language)
        at_once = found.ranked[:1] if found.outcome is Outcome.ANSWER else ()
        hits = knowledge.rank(message.text, message.language)
        ranked = tuple(dict.fromkeys((*at_once, *(hit.topic for hit in hits))))
        answered.append(Answered(message, found.outcome, ranked))
    return answered


def score(answered: Sequence[Answered]) -> Score:
    """How well these messages were answered."""
    inside = [one for one in answered if one.in_scope]
    outside = [one for one in answered if not one.in_scope]
    direct = [one for one in answered if one.outcome is Outcome.ANSWER]
    return Score(
        len(answered),
        _share(inside, lambda one: one.right),
        _share(inside, lambda one: one.right_within(3)),
        _share(direct, lambda one: one.right),
        _share(inside, lambda one: one.right and one.outcome is Outcome.ANSWER),
        _share(outside, lambda one: one.outcome is Outcome.ANSWER),
    )


def _share(answered: Sequence[Answered], true_of: Callable[[Answered], bool]) -> float:
    return sum(map(true_of, answered)) / len(answered) if answered else float("nan")
