from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.answers import read_knowledge
from domain.answers.articles import Article, Offer
from domain.answers.knowledge import LANGUAGES
from domain.answers.topics import TOPICS
from handlers.answers.places import places_of
from storage.answers.articles import FaultyArticles, check_articles, load_articles
from tests.programmes import INFOMANIAK

LOCALES = Path(__file__).parents[3] / "locales"
KNOWLEDGE = read_knowledge(LOCALES)
ARTICLES = tuple(article for language in LANGUAGES for _, group in KNOWLEDGE.topics(language) for article in group)
PLACES = places_of(INFOMANIAK)
REVIEWED = dt.date(2026, 11, 23)
TODAY = dt.date(2026, 12, 24)

UNKNOWN_CONSOLE = (
    "“{Console}” is no place that the profile fills; these are: "
    f"{', '.join(f'{{{name}}}' for name in sorted(PLACES['en']))}."
)
ARTICLE = """\
---
id: tenders
question: How do tenders work?
aliases:
  - call for tenders
  - request quotes
related:
  - invoices
source: fact 12
reviewed: 2026-11-23
---
Visitors and clients publish them **free of charge**.

Only partners receive them: <https://manager.infomaniak.com>
"""


def written(root: Path, text: str, *, language: str = "en", topic: str = "tenders") -> Path:
    path = root / language / "articles" / f"{topic}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def faults(root: Path, text: str, *, language: str = "en") -> list[tuple[int, str]]:
    """Line and sentence of what is wrong with one article, without the other articles that are missing."""
    path = written(root, text, language=language)
    return [(fault.line, fault.sentence) for fault in check_articles(root, TODAY, PLACES) if fault.path == path]


def test_the_articles_are_fit_to_publish() -> None:
    assert check_articles(LOCALES, TODAY, PLACES) == []


def test_every_topic_has_an_article_in_both_languages() -> None:
    articles = load_articles(LOCALES)

    assert sorted((article.id, article.language) for article in articles) == sorted(
        (topic, language) for topic in TOPICS for language in LANGUAGES
    )


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.language}/{article.id}")
def test_every_article_has_many_phrasings(article: Article) -> None:
    """A topic with few phrasings is hardly found, one with very many draws messages away from its neighbours."""
    assert 35 <= len(article.aliases) <= 150


def test_an_article_is_read_with_all_its_fields(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE)

    (article,) = load_articles(tmp_path)

    assert (article.id, article.language, article.question) == ("tenders", "en", "How do tenders work?")
    assert article.title == article.question
    assert article.aliases == ("call for tenders", "request quotes")
    assert article.related == ("invoices",)
    assert (article.source, article.reviewed) == ("fact 12", REVIEWED)
    assert article.body.startswith("Visitors and clients")
    assert article.body.endswith("<https://manager.infomaniak.com>")


def test_a_title_of_its_own_goes_on_buttons(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE.replace("aliases:", "title: Tenders\naliases:"))

    assert load_articles(tmp_path)[0].title == "Tenders"


def test_an_article_can_offer_what_it_explains(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE.replace("source:", "action: add-partner\nsource:"))

    assert load_articles(tmp_path)[0].action is Offer.ADD_PARTNER


def test_a_good_article_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, ARTICLE) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("---\nid", "id", 1, "The file must begin with front matter between two lines “---”."),
        (
            "id: tenders\n",
            "id: tenders: no\n",
            2,
            "The front matter is not YAML: mapping values are not allowed in this context.",
        ),
        ("id: tenders\n", "", 1, "“id” must be a text."),
        ("source: fact 12", "source: 12", 9, "“source” must be a text."),
        ("source:", "sources:", 9, "“sources” is not a field of an article."),
        ("source:", "id: tenders\nsource:", 9, "“id” stands there twice."),
        ("  - request quotes", "  - no", 4, "“aliases” must be a list of texts, in quotes where they hold a colon."),
        (
            "source:",
            "action: fly\nsource:",
            9,
            "“action” must be one of add-partner, answer-requests, become-partner, change-payment-means, "
            "change-product-access, directory, end-partnership, enter-vat-number, get-verified, tenders, "
            "talk-to-person, talk-after-warning.",
        ),
        ("2026-11-23", "soon", 10, "“reviewed” must be a date like 2026-11-23."),
        ("2026-11-23", "2026-02-30", 1, "A value of the front matter is wrong: day is out of range for month."),
    ],
)
def test_what_cannot_be_read_is_told_and_not_loaded(
    tmp_path: Path, old: str, new: str, line: int, sentence: str
) -> None:
    assert (line, sentence) in faults(tmp_path, ARTICLE.replace(old, new, 1))
    with pytest.raises(FaultyArticles, match=r"tenders\.md:"):
        load_articles(tmp_path)


@pytest.mark.parametrize("text", ["", "---\n- a list\n---\n", "---\n---\n", "no front matter"])
def test_files_that_are_no_articles_are_refused(tmp_path: Path, text: str) -> None:
    written(tmp_path, text)

    with pytest.raises(FaultyArticles):
        load_articles(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("id: tenders", "id: weather", 2, "There is no topic “weather”; domain.answers.topics lists them."),
        ("id: tenders", "id: invoices", 2, "The file of “invoices” must be called invoices.md."),
        (
            "How do tenders work?",
            "How do tenders and offers work on the platform?",
            3,
            "“How do tenders and offers work on the platform?” is too long for a button; "
            "give a title of at most 40 characters.",
        ),
        ("request quotes", "Call for Tenders", 4, "“call for tenders” stands there twice."),
        ("  - invoices", "  - weather", 7, "“weather” is no other topic."),
        ("  - invoices", "  - tenders", 7, "“tenders” is no other topic."),
        ("2026-11-23", "2025-12-23", 10, "The last review, 2025-12-23, is more than a year ago."),
        ("2026-11-23", "2026-12-25", 10, "The review of 2026-12-25 has not happened yet."),
        (
            "manager.infomaniak.com",
            "manager.infomanaik.com",
            14,
            "“https://manager.infomanaik.com” is not among the pages an article may link to.",
        ),
        ("Visitors", "- Visitors", 12, "The article must begin with the short answer, a sentence or two."),
        ("**free", "[x](/prices) **free", 12, "“/prices” is not among the pages an article may link to."),
        ("**free", "{prices} **free", 12, UNKNOWN_CONSOLE.replace("{Console}", "{prices}")),
        ("<https://manager.infomaniak.com>", "<{Console}>", 14, UNKNOWN_CONSOLE),
        ("call for tenders", "tenders at {company}", 5, UNKNOWN_CONSOLE.replace("{Console}", "{company}")),
        ("**free", "\nwww.example.org **free", 13, "“www.example.org” is not among the pages an article may link to."),
    ],
)
def test_editorial_faults_are_told_with_their_line(
    tmp_path: Path, old: str, new: str, line: int, sentence: str
) -> None:
    assert (line, sentence) in faults(tmp_path, ARTICLE.replace(old, new))


def test_a_good_article_has_places(tmp_path: Path) -> None:
    text = ARTICLE.replace("<https://manager.infomaniak.com>", "<{console}>, from {minimum_value} on, as {provider}’s")
    assert faults(tmp_path, text.replace("How do", "At {provider}, how do")) == []


def test_what_a_place_stands_for_counts_as_read(tmp_path: Path) -> None:
    long = {"en": {**PLACES["en"], "provider": "A provider with a rather long name (Demo)"}}
    path = written(tmp_path, ARTICLE.replace("How do tenders work?", "Tenders of {provider}?"))
    told = [fault.sentence for fault in check_articles(tmp_path, TODAY, long) if fault.path == path]
    assert told[0].startswith("“Tenders of A provider with a rather long name (Demo)?” is too long for a button; give")


def test_a_providers_own_articles_need_not_be_complete_but_in_both_languages(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE)
    (told,) = check_articles(tmp_path, TODAY, PLACES, complete=False)
    assert told.sentence == "There is no article “tenders” in “de”."


def test_a_review_exactly_a_year_ago_is_still_good(tmp_path: Path) -> None:
    assert faults(tmp_path, ARTICLE.replace("2026-11-23", "2025-12-24")) == []


def test_a_text_for_more_than_two_screens_is_too_long(tmp_path: Path) -> None:
    ((line, sentence),) = faults(tmp_path, ARTICLE + "\n" + "word " * 300)

    assert line == 1
    assert sentence.endswith("1500 are the most to read on a phone.")


def test_swiss_german_has_no_sharp_s(tmp_path: Path) -> None:
    text = ARTICLE.replace("Only partners", "Nur für große Partner")

    assert faults(tmp_path, text, language="de") == [(14, "Swiss German writes “ss” instead of “ß”.")]


def test_a_phrasing_belongs_to_one_topic(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE.replace("id: tenders", "id: about-provider"), topic="about-provider")

    assert (4, "“request quotes” stands in the article “about-provider”, too.") in faults(tmp_path, ARTICLE)


def test_a_missing_translation_is_told(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE)

    missing = [str(fault) for fault in check_articles(tmp_path, TODAY, PLACES) if fault.path.name == "tenders.md"]

    assert missing == [f"{tmp_path / 'de/articles/tenders.md'}:1: There is no article “tenders” in “de”."]
