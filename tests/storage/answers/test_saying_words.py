from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.sayings.judging import Mood
from storage.answers.articles import FaultyArticles
from storage.answers.saying_words import check_words, load_moods, load_values

LOCALES = Path(__file__).parents[3] / "locales"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The words, to spoil."""
    for language in ("de", "en"):
        shutil.copytree(LOCALES / language / "sayings", tmp_path / language / "sayings")
    return tmp_path


def spoil(root: Path, name: str, old: str, new: str) -> Path:
    path = root / "en" / "sayings" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_words_are_right() -> None:
    assert check_words(LOCALES) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("values.yaml", "weekdays: [Monday, ", "weekdays: [", "“weekdays” must have 7 entries, in their order."),
        ("values.yaml", "we-pay:", "we-play:", "“we-play” is none of the lists: "),
        ("values.yaml", "{other} s (card", "{another} s (card", "“{another}” is no slot: "),
        ("values.yaml", '["(everything|all of it)"]', '["(everything|all of it"]', "cannot be read"),
        (
            "values.yaml",
            "limited-alone:",
            "limited-alone:\n  - full",
            "“full” stands in “full-alone” and in “limited-alone”.",
        ),
        ("moods.yaml", "negation:", "negations:", "“negations” is none of the lists: "),
    ],
)
def test_what_is_wrong_is_said(root: Path, name: str, old: str, new: str, sentence: str) -> None:
    path = spoil(root, name, old, new)
    faults = check_words(root)
    assert [fault.path for fault in faults] == [path]
    assert sentence in faults[0].sentence


def test_list_that_no_language_has_is_missing(root: Path) -> None:
    for language in ("de", "en"):
        path = root / language / "sayings" / "moods.yaml"
        path.write_text(path.read_text("utf-8").replace("short-form:", "no_list:"), "utf-8")
    with pytest.raises(FaultyArticles, match="none of the lists"):
        load_moods(root)


def test_file_that_is_missing_is_told(root: Path) -> None:
    (root / "de" / "sayings" / "values.yaml").unlink()
    with pytest.raises(FaultyArticles, match=r"values\.yaml:1: The file is missing"):
        load_values(root)


def test_other_words_are_read(root: Path) -> None:
    spoil(root, "moods.yaml", "negation:", "negation:\n  - nix")
    assert load_moods(root).of("please nix cancel") is Mood.NEGATED
