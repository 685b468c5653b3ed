from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from domain.answers.outcomes import Outcome
from domain.answers.talk import Talk
from handlers.answers.places import places_of
from storage.answers.articles import FaultyArticles, load_articles
from storage.answers.wording import check_knowledge, load_knowledge, load_talk
from tests.programmes import INFOMANIAK

LOCALES = Path(__file__).parents[3] / "locales"
TODAY = dt.date(2026, 12, 24)

SYNONYMS = """\
# Words
invoice: [Rechnung*, Beleg]
see:
  - sehen
  - look at
"""
TALK = """\
filler: [please]
thanks: [Thanks, "🙏"]
"""
ELSEWHERE = """\
greeting:
  - Hello
weather:
  - Will it rain?
"""


MISCONDUCT = """\
alone: [Korruption*, fraud]
person: [boss]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base without articles, to spoil."""
    for language in ("de", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "synonyms.yaml").write_text(SYNONYMS, "utf-8")
        (tmp_path / language / "spoken.yaml").write_text("look at: [lookit]\n", "utf-8")
        (tmp_path / language / "elsewhere.yaml").write_text(ELSEWHERE, "utf-8")
        (tmp_path / language / "talk.yaml").write_text(TALK, "utf-8")
        (tmp_path / language / "follow_ups.yaml").write_text("opening: [what about]\n", "utf-8")
        (tmp_path / language / "sayings").mkdir()
        (tmp_path / language / "sayings" / "in_forms.yaml").write_text("back: [go back]\n", "utf-8")
        (tmp_path / language / "misconduct.yaml").write_text(MISCONDUCT, "utf-8")
    return tmp_path


def faults(root: Path) -> list[tuple[str, int, str]]:
    """File, line and sentence of what is wrong, without the articles that are missing."""
    return [
        (str(fault.path.relative_to(root)), fault.line, fault.sentence)
        for fault in check_knowledge(root, TODAY, {})
        if fault.path.suffix == ".yaml"
    ]


def test_everything_is_fit_to_publish() -> None:
    assert check_knowledge(LOCALES, TODAY, places_of(INFOMANIAK)) == []


def test_what_is_elsewhere_is_not_answered() -> None:
    assert (
        load_knowledge(LOCALES, places_of(INFOMANIAK)).find("Mein Passwort stimmt nicht", "de").outcome is Outcome.NONE
    )


def test_a_providers_own_article_is_found_by_what_the_one_it_replaces_is_found_by(tmp_path: Path) -> None:
    (general,) = (one for one in load_articles(LOCALES) if (one.id, one.language) == ("tenders", "en"))
    file = (LOCALES / "en" / "articles" / "tenders.md").read_text("utf-8")
    own = re.sub(r"(?m)^aliases:\n(?:  .*\n)+", "aliases:\n  - a contest among craftsmen\n", file)
    (tmp_path / "en" / "articles").mkdir(parents=True)
    (tmp_path / "en" / "articles" / "tenders.md").write_text(own, "utf-8")

    article = load_knowledge(LOCALES, places_of(INFOMANIAK), tmp_path).written("tenders", "en")

    assert article.aliases[0] == "a contest among craftsmen"
    assert set(general.aliases) < set(article.aliases)


def test_small_talk_is_loaded() -> None:
    assert load_talk(LOCALES).kind("Merci vielmal!") is Talk.THANKS


def test_good_files_have_no_fault(root: Path) -> None:
    assert faults(root) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "sentence"),
    [
        ("elsewhere.yaml", "weather:", "weather: [a]\nsnow:", 1, "“snow” is missing; the other language has it."),
        ("elsewhere.yaml", "  - Hello\n", "  - Hello\n  - hello\n", 3, "“hello” stands there twice."),
        ("elsewhere.yaml", "  - Hello\n", "  - off\n", 2, "“off” must be a text, perhaps in quotes."),
        ("elsewhere.yaml", "  - Hello\n", '  - "?"\n', 2, "“?” must be a text, perhaps in quotes."),
        ("elsewhere.yaml", "greeting:\n", "greeting: no\nx:\n", 1, "“greeting” must be a list of texts."),
        ("elsewhere.yaml", "greeting:\n", "greeting: []\nx:\n", 1, "“greeting” must be a list of texts."),
        ("elsewhere.yaml", "weather:\n", "greeting:\n", 3, "“greeting” stands there twice."),
        ("synonyms.yaml", "Beleg]", "Beleg, Rechnung*]", 2, "“Rechnung*” stands there twice."),
        ("talk.yaml", "filler: [", 'filler: [" ", ', 1, "“ ” must be a text, perhaps in quotes."),
        ("talk.yaml", "thanks: [", "thanks: [thanks, ", 2, "“Thanks” stands there twice."),
        ("misconduct.yaml", "fraud", "fraud, Fraud", 1, "“Fraud” stands there twice."),
        ("misconduct.yaml", "fraud", "fr*", 1, "“fr*” begins too many words: 3 letters at least."),
        (
            "misconduct.yaml",
            "person:",
            "people:",
            2,
            "“people” is none of the lists: alone, deed, harmless, name, person.",
        ),
        ("spoken.yaml", "lookit", "look it", 1, "“look it” must be a text, perhaps in quotes."),
        ("synonyms.yaml", SYNONYMS, "- a\n", 1, "The file must consist of lists with a name."),
    ],
)
def test_faults_are_told_with_their_line(root: Path, file: str, old: str, new: str, line: int, sentence: str) -> None:
    path = root / "en" / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    assert sentence in {told for _, _, told in faults(root)}
    if "missing" in sentence:
        assert ("de/" + file, line, sentence) in faults(root)
    else:
        assert ("en/" + file, line, sentence) in faults(root)


def test_small_talk_is_about_something_known(root: Path) -> None:
    (root / "en" / "talk.yaml").write_text("thanx: [Thanks]\n", "utf-8")

    ((file, line, sentence),) = faults(root)
    assert (file, line) == ("en/talk.yaml", 1)
    assert sentence.startswith("“thanx” is none of the names here: filler, emphasis, in-english,")


def test_no_article_is_about_what_is_elsewhere(root: Path) -> None:
    for language in ("de", "en"):
        (root / language / "elsewhere.yaml").write_text("tenders: [What is that]\n", "utf-8")

    assert faults(root) == [
        (f"{language}/elsewhere.yaml", 1, "“tenders” is a topic with an article of its own.")
        for language in ("de", "en")
    ]


@pytest.mark.parametrize(("text", "line"), [("a: [b\n", 2), ("- a\n", 1), ("a: b\n", 1)])
def test_what_cannot_be_read_is_told_and_not_loaded(root: Path, text: str, line: int) -> None:
    path = root / "de" / "synonyms.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(FaultyArticles, match=rf"synonyms\.yaml:{line}:"):
        load_knowledge(root, {})
    assert ("de/synonyms.yaml", line) in {(file, told_line) for file, told_line, _ in faults(root)}


def test_a_missing_file_is_told(root: Path) -> None:
    (root / "en" / "elsewhere.yaml").unlink()

    assert faults(root) == [("en/elsewhere.yaml", 1, "The file is missing.")]
