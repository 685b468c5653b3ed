"""`python -m benchmarks.answers`: accuracy by language, kind and topic, and what a question costs."""

from __future__ import annotations

import argparse
import dataclasses
import math
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.answers.crowd import crowd
from benchmarks.answers.scoring import FOLDER, SET_ASIDE, SETS, Answered, Message, answer, load_messages, score
from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.answers.articles import Article
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.meanings import Meanings
from domain.answers.topics import TOPICS
from domain.answers.vocabulary import REMEMBERED
from storage.answers.learnt_table import TABLE, load_table
from storage.answers.wording import Table, load_wording

Result = TypeVar("Result")

CROWD = 2000
"""Articles per language, to see what very many of them cost."""


def main() -> None:
    """Reports on the given files, else on the sets of our own messages, and on speed."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__)
    arguments.add_argument("files", nargs="*", type=Path, help="other messages, as lines of JSON")
    arguments.add_argument("--thresholds", action="store_true", help="list what other thresholds would give")
    arguments.add_argument("--misses", action="store_true", help="list the messages whose best topic is wrong")
    given = arguments.parse_args()
    knowledge = read_knowledge(LOCALES)
    for path in given.files or [FOLDER / f"{name}.jsonl" for name in (*SETS, SET_ASIDE)]:
        answered = answer(knowledge, load_messages(path))
        _report(path, answered, topics=not given.files)
        if given.misses and path.stem != SET_ASIDE:
            _list_misses(answered)
        if given.thresholds:
            _list_thresholds(knowledge, load_messages(path))
    if not given.files:
        _report_costs(knowledge, [message for name in SETS for message in load_messages(FOLDER / f"{name}.jsonl")])


def _report(path: Path, answered: Sequence[Answered], *, topics: bool) -> None:
    print(f"\n{path.stem:24}messages  first  among 3  direct right  answered right  out of scope answered")
    _line("all", answered)
    for title, name in (("language", lambda one: one.message.language), ("kind", lambda one: one.message.kind)):
        _lines(title, answered, name)
    if topics:
        _lines("topic", [one for one in answered if one.in_scope], lambda one: one.message.accept[0])


def _lines(title: str, answered: Sequence[Answered], name: Callable[[Answered], str]) -> None:
    groups: dict[str, list[Answered]] = defaultdict(list)
    for one in answered:
        groups[name(one)].append(one)
    print(f"by {title}")
    for group in sorted(groups):
        _line(group, groups[group])


def _line(name: str, answered: Sequence[Answered]) -> None:
    total, *shares = dataclasses.astuple(score(answered))
    widths = (7, 9, 14, 16, 23)
    cells = (
        "".rjust(width) if math.isnan(share) else f"{share:{width}.3f}"
        for share, width in zip(shares, widths, strict=True)
    )
    print(f"  {name:22}{total:8}" + "".join(cells))


def _list_misses(answered: Sequence[Answered]) -> None:
    for one in answered:
        if one.in_scope and not one.right:
            print(f"  {one.message.kind}: “{one.message.text}” is {one.message.accept[0]}, not {one.ranked[:2]}")


def _list_thresholds(knowledge: Knowledge, messages: Sequence[Message]) -> None:
    print("certain from   messages answered at once   right   out of scope answered")
    likeliest = [(message, knowledge.weighed(message.text, message.language)[:1]) for message in messages]
    for certain in (0.8, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99):
        kept = [(message, best.topic) for message, found in likeliest for best in found if best.likelihood >= certain]
        right = sum(topic in message.accept for message, topic in kept)
        foreign = sum(not message.accept for message, _ in kept)
        print(f"{certain:12.2f}{len(kept):28}{right / max(1, len(kept)):8.3f}{foreign:24}")


def _report_costs(knowledge: Knowledge, messages: Sequence[Message]) -> None:
    print("\nin processor time, each question asked for the first time")
    wording = load_wording(LOCALES, {language: knowledge.places(language) for language in LANGUAGES})
    articles = [knowledge.article(topic, language) for topic in sorted(TOPICS) for language in LANGUAGES]
    tracemalloc.start()
    weighed = _prepared(articles, wording)
    size = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    del weighed
    built, built_s = _timed(lambda: _prepared(articles, wording))
    print(f"  these articles     index built in {built_s:.2f} s, {size:.0f} MiB; {_durations(built, messages)}")
    many = crowd(knowledge, CROWD)
    built, built_s = _timed(lambda: _prepared(many, wording))
    print(f"  {CROWD} a language    index built in {built_s:.2f} s; {_durations(built, messages)}")


def _prepared(articles: Sequence[Article], wording: tuple[Meanings, Mapping[str, Table]]) -> Knowledge:
    knowledge = Knowledge(articles, *wording, learnt=load_table(LOCALES / TABLE))
    knowledge.prepare(REMEMBERED)
    return knowledge


def _durations(knowledge: Knowledge, messages: Sequence[Message]) -> str:
    taken = []
    for message in messages:
        start = time.thread_time()
        knowledge.find(message.text, message.language)
        taken.append((time.thread_time() - start) * 1000)
    taken.sort()
    return f"p50 {taken[len(taken) // 2]:.2f} ms, p99 {taken[len(taken) * 99 // 100]:.2f} ms"


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.thread_time()
    result = work()
    return result, time.thread_time() - start


if __name__ == "__main__":
    main()
