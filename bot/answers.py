"""Reads what the desk knows and understands, with what the programme's profile says filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.profile.reading import DEFAULT_PROFILE, load_profile
from domain.answers.articles import Places
from domain.answers.knowledge import Knowledge
from domain.sayings.understanding import Understanding
from handlers.answers.places import places_of
from storage.answers.articles import ArticleFault, check_articles
from storage.answers.languages import languages_with
from storage.answers.saying_words import check_words
from storage.answers.understanding import load_understanding
from storage.answers.wording import check_knowledge, load_knowledge


@cache
def read_understanding(folder: Path, profile: Path = DEFAULT_PROFILE) -> Understanding:
    """How people ask for things, likewise. Raises `FaultyArticles`."""
    return load_understanding(folder, _places(folder, profile), read_knowledge(folder, profile))


@cache
def read_knowledge(folder: Path, profile: Path = DEFAULT_PROFILE) -> Knowledge:
    """All there is to know: texts are a part of the program, so a process reads them once. Raises `FaultyArticles`."""
    programme = load_profile(profile)
    return load_knowledge(folder, _places(folder, profile), programme.own_articles, programme.articles_left_out)


def faults_of_texts(folder: Path, profile: Path, today: dt.date) -> list[ArticleFault]:
    """Everything that is wrong with the texts under `folder`, and with the articles that the profile brings."""
    programme = load_profile(profile)
    places = _places(folder, profile)
    own = programme.own_articles
    return [
        *check_knowledge(folder, today, places),
        *check_words(folder),
        *(() if own is None else check_articles(own, today, places, complete=False)),
    ]


def _places(folder: Path, profile: Path) -> Mapping[str, Places]:
    """What the profile fills in, in each language that has a folder."""
    return places_of(load_profile(profile), languages_with(folder, "."))
