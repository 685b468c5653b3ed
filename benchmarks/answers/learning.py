"""Makes `locales/learnt.npz` anew: what examples teach of articles (`domain.answers.learnt`).

    python -m benchmarks.answers.learning          # learns by all examples, and writes the table
    python -m benchmarks.answers.learning --check  # by nine of ten, and says how often it is right about the tenth

Learnt by are the examples under `examples/<language>/`, a file for each article and one for what none is about, the
articles' own phrasings, what is elsewhere, and all messages that somebody has looked at; never those set aside. It is a
logistic regression in which all articles, and none, stand against each other, learnt by AdaGrad (Duchi, Hazan and
Singer, 2011): one message at a time, in orders drawn by their numbers, so that the same examples teach the same.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.scoring import FOLDER, SETS, load_messages
from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.answers.articles import filled
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.learnt import NONE, PLACES, Learnt, Table, share
from domain.answers.sparse import Numbers
from domain.answers.spelling import words
from domain.answers.topics import TOPICS
from storage.answers.learnt_table import TABLE, save_table

EXAMPLES = FOLDER / "examples"
ELSEWHERE = "elsewhere"
"""The file of examples that no article is about."""
ROUNDS = 6
RATE = 0.3
RIDGE = 3e-4
"""How much weights are kept small."""
ORDERS = 3
"""In so many orders the messages are learnt by; the weights are the mean."""
LEFT_OUT = 10
LARGEST = 127
"""Of the numbers in the table."""
_KEPT = 1e-6
"""What AdaGrad's sums begin with."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message, and the article that answers it, or `NONE`."""

    text: str
    topic: str


def main() -> None:
    """Writes the table, or checks."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.answers.learning", description=__doc__)
    arguments.add_argument("--check", action="store_true", help="learn by nine of ten examples, write nothing")
    knowledge = read_knowledge(LOCALES)
    if arguments.parse_args().check:
        check(knowledge)
        return
    table = learn(knowledge, [*examples(knowledge), *looked_at()])
    save_table(LOCALES / TABLE, table, digest())
    print(f"{LOCALES / TABLE}: {len(table.topics) - 1} articles, {(LOCALES / TABLE).stat().st_size / 1e6:.1f} MB")


def check(knowledge: Knowledge) -> None:
    """Says how often the likeliest article is right, and is among three, of examples left out."""
    every = list(examples(knowledge))
    random.Random(1).shuffle(every)  # noqa: S311 - nothing is secret
    kept = len(every) // LEFT_OUT
    learnt = Learnt(learn(knowledge, every[kept:]), TOPICS)
    first = among_three = messages = 0
    for example in every[:kept]:
        if example.topic == NONE:
            continue
        likely = learnt.of(knowledge.places_of(example.text)).topics
        best = sorted(likely, key=likely.__getitem__, reverse=True)[:3]
        messages += 1
        first += example.topic == best[0]
        among_three += example.topic in best
    print(f"{messages} examples left out: first {first / messages:.3f}, among three {among_three / messages:.3f}")


def examples(knowledge: Knowledge) -> Iterator[Example]:
    """Those under `examples/`, with what their places stand for."""
    for language, path in _files():
        topic = NONE if path.stem == ELSEWHERE else path.stem
        for line in path.read_text("utf-8").splitlines():
            yield Example(filled(line, knowledge.places(language)), topic)


def _files() -> Iterator[tuple[str, Path]]:
    return ((language, path) for language in LANGUAGES for path in sorted((EXAMPLES / language).glob("*.txt")))


def looked_at() -> Iterator[Example]:
    """The messages of our own sets that one article answers, or none."""
    for name in SETS:
        for message in load_messages(FOLDER / f"{name}.jsonl"):
            if len(message.accept) <= 1:
                yield Example(message.text, message.accept[0] if message.accept else NONE)


def digest() -> str:
    """Of all examples: tells whether the table was made by them."""
    found = hashlib.sha256()
    for language, path in _files():
        found.update(f"{language}/{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()


def learn(knowledge: Knowledge, messages: Iterable[Example]) -> Table:
    """What the messages teach, and the phrasings of the articles, and of what is elsewhere. A single word teaches
    nothing of an article: “partner” is said of most, and what it tells by itself is told by the sentences it stands in.
    """
    texts = [(example.text, example.topic) for example in messages]
    texts += [(text, topic) for topic, text in knowledge.found_by()]
    texts += [(text, NONE) for text in knowledge.elsewhere()]
    texts = [(text, topic) for text, topic in texts if len(words(text)) > 1 or topic == NONE]
    topics = (NONE, *sorted({topic for _, topic in texts} - {NONE}))
    columns = {topic: column for column, topic in enumerate(topics)}
    rows = [knowledge.places_of(text) for text, _ in texts]
    about = [columns[topic] for _, topic in texts]
    found = [regression(rows, about, len(topics), order) for order in range(ORDERS)]
    weights, beforehand = (np.mean(each, axis=0) for each in zip(*found, strict=True))
    unit = float(np.abs(weights).max()) / LARGEST
    return Table(topics, np.rint(weights / unit).astype(np.int8), beforehand, unit)


def regression(
    rows: Sequence[Numbers], columns: Sequence[int], width: int, order: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights by place and column, and what each column has without any, for messages each of which has its places
    in `rows`, and is about its column of `columns`. They are taken in an order that is drawn by its number.
    """
    weights, slopes = np.zeros((PLACES, width)), np.full((PLACES, width), _KEPT)
    beforehand, slopes_beforehand = np.zeros(width), np.full(width, _KEPT)
    dice = np.random.default_rng(order)
    for _ in range(ROUNDS):
        for number in dice.permutation(len(rows)):
            row, column = rows[number], columns[number]
            counts = share(len(row))
            odds = weights[row].sum(axis=0) * counts + beforehand
            wrong = np.exp(odds - odds.max())
            wrong /= wrong.sum()
            wrong[column] -= 1
            slope = wrong * counts + RIDGE * weights[row]
            slopes[row] += slope * slope
            weights[row] -= RATE * slope / np.sqrt(slopes[row])
            slopes_beforehand += wrong * wrong
            beforehand -= RATE * wrong / np.sqrt(slopes_beforehand)
    return weights, beforehand


if __name__ == "__main__":
    main()
