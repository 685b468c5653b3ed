"""The files of sayings: complete in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from bot.app import LOCALES
from bot.chapters import CHAPTERS
from domain.answers.knowledge import LANGUAGES
from domain.sayings.templates import MOST_EXPANSIONS, slots_of
from handlers.chat.sayings import Saying
from storage.answers.sayings import Template, load_templates

SAYINGS: Mapping[str, Saying] = {each.name: each for chapter in CHAPTERS for each in chapter.sayings}


@cache
def templates() -> tuple[Template, ...]:
    """All of them; that they are read at all is a test: each parses, and stands for few sentences."""
    return load_templates(LOCALES)


def said(action: str, language: str) -> list[Template]:
    """How people ask for it."""
    return [each for each in templates() if (each.action, each.language) == (action, language)]


def place(template: Template) -> str:
    """Where an editor finds it."""
    return f"{template.path.relative_to(LOCALES)}:{template.line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_can_be_asked_for_is_asked_for_in_both_languages(language: str) -> None:
    assert [name for name in SAYINGS if not said(name, language)] == []


def test_files_ask_for_nothing_else() -> None:
    assert [f"{place(each)}: {each.action}" for each in templates() if each.action not in SAYINGS] == []


def test_every_value_that_an_action_has_a_use_for_can_be_said() -> None:
    missing = {
        (name, language): slots
        for name, saying in SAYINGS.items()
        for language in LANGUAGES
        if (slots := saying.slots - {slot for each in said(name, language) for slot in slots_of(each.text)})
    }

    assert missing == {}


def test_a_template_stands_for_few_sentences() -> None:
    assert [place(each) for each in templates() if not 1 <= len(each.sentences) <= MOST_EXPANSIONS] == []
