"""What examples teach: the table is made by those that there are, and none of them is a message that measures."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.answers.learning import EXAMPLES, Example, digest, examples, learn, regression
from benchmarks.answers.scoring import FOLDER, SET_ASIDE, load_messages
from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.learnt import NONE, Learnt
from domain.answers.meanings import Meanings
from domain.answers.spelling import words
from domain.answers.topics import TOPICS
from storage.answers.learnt_table import TABLE, examples_of, load_table, save_table


def test_the_table_is_made_by_the_present_examples() -> None:
    assert examples_of(LOCALES / TABLE) == digest(), "run: python -m benchmarks.answers.learning"
    assert load_table(LOCALES / TABLE).topics == (NONE, *sorted(TOPICS))


def test_every_article_has_examples_in_every_language() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (EXAMPLES / language).glob("*.txt")} == {*TOPICS, "elsewhere"}
        for path in (EXAMPLES / language).glob("*.txt"):
            assert len(path.read_text("utf-8").splitlines()) >= 300, path


def test_each_example_stands_there_once_and_none_is_set_aside() -> None:
    """Otherwise the figures would say how well the desk remembers, not how well it understands."""
    seen = {tuple(words(message.text)) for message in load_messages(FOLDER / f"{SET_ASIDE}.jsonl")}
    for example in examples(read_knowledge(LOCALES)):
        said = tuple(words(example.text))
        assert said, example
        assert said not in seen, example
        seen.add(said)


def test_what_is_learnt_tells_messages_apart() -> None:
    knowledge = Knowledge((), Meanings())
    said = {"end": ("stop it", "stop this now", "we stop"), NONE: ("rain", "rain again"), "add": ("begin", "begin it")}
    table = learn(knowledge, [Example(text, topic) for topic, texts in said.items() for text in texts])
    learnt = Learnt(table, ("add", "end"))

    assert table.topics == (NONE, "add", "end")
    assert learnt.of(knowledge.places_of("please stop")).topics["end"] > 0.5
    assert learnt.of(knowledge.places_of("begin today")).topics["add"] > 0.5
    assert learnt.of(knowledge.places_of("raining")).nothing > 0.5


def test_the_same_messages_teach_the_same() -> None:
    rows = [np.array([1, 2]), np.array([2, 3]), np.array([4])]
    (one, before), (other, again) = (regression(rows, [0, 1, 0], 2, 1) for _ in range(2))

    assert (one == other).all()
    assert (before == again).all()


def test_a_table_is_kept_as_it_was_made(tmp_path: Path) -> None:
    table = load_table(LOCALES / TABLE)
    save_table(tmp_path / TABLE, table, "abc")

    kept = load_table(tmp_path / TABLE)
    assert kept.topics == table.topics
    assert kept.unit == table.unit
    assert (kept.weights == table.weights).all()
    assert (kept.beforehand == table.beforehand).all()
    assert examples_of(tmp_path / TABLE) == "abc"


def test_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    assert load_table(tmp_path / TABLE).topics == (NONE,)
