from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from domain.answers.articles import Article
from handlers.answers.article_html import MESSAGE_LENGTH, render_article, utf16_length
from storage.answers.articles import LONGEST_TEXT, load_articles

LOCALES = Path(__file__).parents[3] / "locales"


def article(body: str, question: str = "Who pays?") -> Article:
    return Article("x", "en", question, "Paying", (), (), "fact 1", dt.date(2026, 11, 23), body)


def rendered(body: str) -> str:
    """The body's HTML, in one message, without the question on top."""
    (message,) = render_article(article(body))
    return message.removeprefix("<b>Who pays?</b>").removeprefix("\n\n")


class Telegram(HTMLParser):
    """Reads HTML as strictly as Telegram does, and collects the text that a person sees."""

    ALLOWED = ("b", "i", "code", "pre", "a", "blockquote")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.ALLOWED
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        assert not {"code", "pre"} & set(self.open), "code holds no other entity"
        assert tag not in self.open, "no entity holds its own kind"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(message: str) -> str:
    """What a person sees of a message; fails where Telegram would refuse it."""
    assert "<" not in re.sub(r"</?[a-z]+(?: href=\"[^\"<>]*\")?>", "", message)
    assert not re.search(r"&(?!(?:amp|lt|gt|quot|#\d+);)", message)
    telegram = Telegram()
    telegram.feed(str(message))
    telegram.close()
    assert telegram.open == []
    assert telegram.text.strip()
    assert utf16_length(telegram.text) <= MESSAGE_LENGTH
    return telegram.text


def test_the_question_is_bold_on_top_and_values_are_escaped() -> None:
    assert render_article(article("Tom & Jerry <b>!", question="A < B?")) == (
        "<b>A &lt; B?</b>\n\nTom &amp; Jerry &lt;b&gt;!",
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**bold** and *italic*", "<b>bold</b> and <i>italic</i>"),
        ("***both***", "<i><b>both</b></i>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("**see `x` there**", "<b>see </b><code>x</code><b> there</b>"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("# Head *line*\n\ntext", "<b>Head <i>line</i></b>\n\ntext"),
        ("- a\n- b", "• a\n• b"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("text\n\n- a\n  1. b\n\n     more\n- c", "text\n\n• a\n  1. b\n    more\n• c"),
        ("> a\n>\n> b\n\nc", "<blockquote>a\n\nb</blockquote>\n\nc"),
        ("```py\na\n b\n```", "<pre>a\n b</pre>"),
        ("[here](https://x.org/?a=1&b=2)", '<a href="https://x.org/?a=1&amp;b=2">here</a>'),
        ("<https://x.org>", '<a href="https://x.org">https://x.org</a>'),
        ("[here](/relative)", "here"),
        ("[here](javascript:alert)", "[here](javascript:alert)"),
        ("![logo](https://x.org/a.png)", "logo"),
        ("a\n\n---\n\nb", "a\n\n———\n\nb"),
    ],
)
def test_markdown_as_telegram_shows_it(markdown: str, expected: str) -> None:
    assert rendered(markdown) == expected


def test_long_articles_are_split_between_paragraphs() -> None:
    paragraphs = [f"{number} " + "word " * 300 for number in range(5)]

    messages = render_article(article("\n\n".join(paragraphs)))

    assert [seen(message).split(maxsplit=1)[0] for message in messages] == ["Who", "2", "4"]


def test_long_lists_are_split_between_items() -> None:
    messages = render_article(article("\n".join(f"- **item {number}** " + "x" * 90 for number in range(100))))

    assert len(messages) == 3
    assert all(
        line.startswith(("• ", "Who pays?")) for message in messages for line in seen(message).split("\n") if line
    )


def test_a_long_paragraph_is_split_outside_of_its_links() -> None:
    words = "word " * 810
    messages = render_article(article(f"{words}[a rather long link text {'x' * 40}](https://x.org) {words}"))

    assert sum(message.count("<a ") for message in messages) == 1
    assert "".join(map(seen, messages)).count("word") == 1620


def test_an_entity_longer_than_a_message_is_closed_and_opened_again() -> None:
    title, first, second = render_article(article(f"**{'x' * 5000}**"))

    assert seen(title) == "Who pays?"
    assert first == f"<b>{'x' * MESSAGE_LENGTH}</b>"
    assert second == f"<b>{'x' * (5000 - MESSAGE_LENGTH)}</b>"


def test_emoji_count_twice() -> None:
    messages = render_article(article("🤝" * 3000))

    assert [utf16_length(seen(message)) for message in messages] == [9, 4096, 1904]


@pytest.mark.parametrize("one", load_articles(LOCALES), ids=lambda one: f"{one.language}/{one.id}")
def test_our_articles_fit_on_two_screens_of_a_phone(one: Article) -> None:
    (message,) = render_article(one)

    assert len(seen(message)) <= LONGEST_TEXT
    assert message.startswith(f"<b>{escape(one.question)}</b>\n\n")


PIECES = (
    *("**", "*", "_", "`", "```\n", "\n", "\n\n", "  \n", "    ", "- ", "1. ", "> ", "# ", "---\n", "\\", "🤝"),
    *("[", "![", "[a](", "](", ")", "https://x.org", "<https://x.org>", "<b>", "</i>", "<", ">", "&amp;", "&", '"'),
)
REPEATED = st.builds(str.__mul__, st.sampled_from(["word ", "x", "🤝", "**b** ", "- i\n"]), st.integers(1, 900))
SOME = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join)
MARKDOWN = st.tuples(SOME, st.just("") | REPEATED, SOME).map("".join)


@settings(deadline=None)  # long texts on a busy machine
@given(MARKDOWN)
def test_any_markdown_becomes_messages_that_telegram_takes(markdown: str) -> None:
    messages = render_article(article(markdown))

    assert messages
    for message in messages:
        seen(message)
