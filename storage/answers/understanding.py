"""Reads all that is needed to understand what people ask for: sayings, words for values, moods and follow-ups."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from domain.answers.articles import Places
from domain.answers.knowledge import Knowledge
from domain.sayings.follow_ups import FollowUp, FollowUps
from domain.sayings.understanding import Understanding
from storage.answers.articles import ArticleFault, FaultyArticles
from storage.answers.languages import languages_with
from storage.answers.name_words import load_name_words, load_pointing
from storage.answers.saying_words import load_moods, load_values
from storage.answers.sayings import FOLDER, lists_in, load_sayings
from storage.answers.wording import load_in_forms, load_wording

FOLLOW_UPS = "follow_ups.yaml"


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
    )


def load_follow_ups(root: Path) -> FollowUps:
    """How people follow up, in all languages. Raises `FaultyArticles`."""
    return FollowUps(
        _table(root / language / FOLDER / FOLLOW_UPS) for language in languages_with(root, f"{FOLDER}/{FOLLOW_UPS}")
    )


def _table(path: Path) -> Mapping[str, list[str]]:
    lists = lists_in(path)
    for name, texts in lists.items():
        if name not in frozenset(FollowUp):
            known = ", ".join(FollowUp)
            raise FaultyArticles([ArticleFault(path, texts[0][0], f"“{name}” is none of the lists: {known}.")])
    return {name: [text for _, text in texts] for name, texts in lists.items()}
