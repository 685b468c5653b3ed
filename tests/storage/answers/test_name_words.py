"""The lists of ordinary words, and what is read of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import LOCALES
from domain.answers.knowledge import LANGUAGES
from domain.sayings.names.ordinary import LISTS
from storage.answers.articles import FaultyArticles
from storage.answers.name_words import NAMES, load_pointing
from storage.answers.sayings import FOLDER, lists_in
from tests.domain.sayings.naming import name_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_all_lists_and_say_nothing_twice(language: str) -> None:
    lists = lists_in(LOCALES / language / FOLDER / NAMES)
    assert set(LISTS) <= set(lists)
    for name, words in lists.items():
        texts = [text for _, text in words]
        assert sorted(texts) == sorted(set(texts)), name


@pytest.mark.parametrize(
    ("word", "is_ordinary", "is_common"),
    [
        ("rechnung", True, True),
        ("rechnungen", True, True),
        ("partner", True, True),
        ("shop", True, True),
        ("zurich", True, True),
        ("2026", True, True),
        ("gmbh", True, True),
        ("krone", True, False),
        ("kronen", True, False),
        ("alpweb", False, False),
        ("weber", False, False),
        ("bauer", False, False),
        ("rechnungshof", False, False),
    ],
)
def test_the_words_that_everybody_uses(word: str, is_ordinary: bool, is_common: bool) -> None:
    assert (name_words().is_ordinary(word), name_words().is_common(word)) == (is_ordinary, is_common)


def test_a_list_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / language / FOLDER).mkdir(parents=True)
        (tmp_path / language / FOLDER / "pointing.yaml").write_text("it: [it]\nthat: [that]\n", "utf-8")
    with pytest.raises(FaultyArticles) as refused:
        load_pointing(tmp_path)
    assert "“that” is none of the lists" in str(refused.value.faults[0].sentence)
