"""Reads all that is needed to understand what people ask for: sayings, words for values, moods and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from domain.answers.articles import Places
from domain.answers.knowledge import Knowledge
from domain.sayings.follow_ups import FollowUp, FollowUps
from domain.sayings.questions import Questions, QuestionWords
from domain.sayings.replies import Replies, ReplyWords
from domain.sayings.understanding import Understanding
from storage.answers.articles import ArticleFault, FaultyArticles
from storage.answers.languages import languages_with
from storage.answers.name_words import load_name_words, load_pointing
from storage.answers.saying_words import load_moods, load_values
from storage.answers.sayings import FOLDER, lists_in, load_sayings
from storage.answers.wording import load_in_forms, load_wording

FOLLOW_UPS = "follow_ups.yaml"
REPLIES = "replies.yaml"
QUESTIONS = "questions.yaml"


def load_understanding(root: Path, places: Mapping[str, Places], knowledge: Knowledge) -> Understanding:
    """What stands under `root` (`locales/`), with `places` filled into the synonyms; words of the articles in
    `knowledge` are no names, and what asks for them asks for nothing else. Raises `FaultyArticles`.
    """
    meanings, _ = load_wording(root, places)
    return Understanding(
        load_sayings(root, meanings, knowledge.phrasings()),
        load_values(root),
        load_moods(root),
        load_follow_ups(root),
        load_name_words(root, knowledge),
        load_pointing(root),
        load_in_forms(root),
        load_replies(root),
        load_questions(root),
    )


def load_follow_ups(root: Path) -> FollowUps:
    """How people follow up, in all languages. Raises `FaultyArticles`."""
    return FollowUps(_tables(root, FOLLOW_UPS, FollowUp))


def load_replies(root: Path) -> Replies:
    """How requests are answered in words, in all languages. Raises `FaultyArticles`."""
    return Replies(_tables(root, REPLIES, ReplyWords))


def load_questions(root: Path) -> Questions:
    """How one asks which of many, in all languages. Raises `FaultyArticles`."""
    return Questions(_tables(root, QUESTIONS, QuestionWords))


def _tables(root: Path, name: str, known: type[StrEnum]) -> Iterator[Mapping[str, list[str]]]:
    for language in languages_with(root, f"{FOLDER}/{name}"):
        yield _table(root / language / FOLDER / name, known)


def _table(path: Path, known: type[StrEnum]) -> Mapping[str, list[str]]:
    lists = lists_in(path)
    for name, texts in lists.items():
        if name not in frozenset(known):
            listed = ", ".join(known)
            raise FaultyArticles([ArticleFault(path, texts[0][0], f"“{name}” is none of the lists: {listed}.")])
    return {name: [text for _, text in texts] for name, texts in lists.items()}
