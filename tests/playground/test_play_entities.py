from __future__ import annotations

import pytest

from playground.entities import is_web_address, parse_html, utf16_length
from playground.refusals import Refusal
from playground.state import Entity
from playground.texts import finished, to_html


def spans(markup: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = parse_html(markup)
    return text, [(entity.type, entity.offset, entity.length) for entity in entities]


@pytest.mark.parametrize(
    ("markup", "text", "expected"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<STRONG>x</strong>", "x", [("bold", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("😀<i>ü</i>", "😀ü", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;x&quot;", '<b> & "x"', []),
        ("&#252;&#xFC;", "üü", []),
        ("&nbsp;", "&nbsp;", []),
        ("<a href='https://x.ch'>a</a>", "a", [("text_link", 0, 1)]),
        ("<a href='nowhere'>a</a>", "a", []),
        ("<a>https://x.ch</a>", "https://x.ch", [("text_link", 0, 12)]),
        ("<pre><code class='language-py'>a</code></pre>", "a", [("pre", 0, 1)]),
    ],
)
def test_markup_becomes_text_with_entities(markup: str, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert spans(markup) == (text, expected)


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("ü<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_markup_is_refused_in_telegrams_words(markup: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_html(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_a_language_belongs_to_a_block_of_code_only() -> None:
    _, (block,) = parse_html('<pre><code class="language-py">a</code></pre>')
    _, (inline,) = parse_html('<code class="language-py">a</code>')
    assert (block.language, inline.language) == ("py", None)


def test_a_link_to_a_person_is_a_mention() -> None:
    _, (mention,) = parse_html('<a href="tg://user?id=42">Mia</a>')
    assert (mention.type, mention.user_id) == ("text_mention", 42)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start 42", [("bot_command", 0, 6)]),
        ("/help@desk_bot now", [("bot_command", 0, 14)]),
        ("a/b and/or", []),
        ("😀 /help", [("bot_command", 3, 5)]),
        ("see https://x.ch/a?b=1.", [("url", 4, 18)]),
        ("see www.example.com, please", [("url", 4, 15)]),
        ("mia@example.com", [("email", 0, 15)]),
        ("ask @desk_bot", [("mention", 4, 9)]),
        ("#hosting", [("hashtag", 0, 8)]),
        ("ring +41 44 123 45 67", [("phone_number", 5, 16)]),
        ("1.5.2 and e.g.", []),
    ],
)
def test_links_and_commands_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    _, entities = finished(text, ())
    assert [(entity.type, entity.offset, entity.length) for entity in entities] == found


def test_text_is_trimmed_and_entities_move_along() -> None:
    text, entities = finished(*parse_html("\n  <b> a\r\nb </b>\n"))
    assert (text, entities) == ("a\nb", [Entity("bold", 0, 3)])


def test_nothing_is_found_in_code() -> None:
    _, entities = finished(*parse_html("<code>/help</code>"))
    assert [entity.type for entity in entities] == ["code"]


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("<b>a<i>b</i></b>\nc", "<b>a<i>b</i></b>\nc"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
        ("<tg-spoiler>😀</tg-spoiler>", '<span class="spoiler">😀</span>'),
        (
            '<a href="https://x.ch/?a=1&amp;b=&quot;">x</a>',
            '<a href="https://x.ch/?a=1&amp;b=&#34;" rel="noopener" target="_blank">x</a>',
        ),
        ("x.ch", '<a href="https://x.ch" rel="noopener" target="_blank">x.ch</a>'),
        ("<blockquote>a</blockquote>", "<blockquote>a</blockquote>"),
        ("<blockquote expandable>a</blockquote>", "<blockquote expandable>a</blockquote>"),
    ],
)
def test_html_for_the_page_is_remade_from_entities(markup: str, html: str) -> None:
    assert to_html(*finished(*parse_html(markup))) == html


def test_entities_that_cross_are_cut() -> None:
    html = to_html("abcd", [Entity("bold", 0, 3), Entity("italic", 2, 2)])
    assert html == "<b>ab<i>c</i></b><i>d</i>"


def test_a_dangerous_link_is_shown_as_text() -> None:
    assert to_html("x", [Entity("text_link", 0, 1, url="javascript://x.ch/%0aalert(1)")]) == "x"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.com", True),
        ("http://example.com:8080/a?b#c", True),
        ("example.com", True),
        ("tg://user?id=1", True),
        ("http://localhost:8080", False),
        ("nonsense", False),
        ("https://", False),
        ("ftp://example.com", False),
        ("https://exa mple.com", False),
        ("", False),
    ],
)
def test_web_addresses(url: str, good: bool) -> None:
    assert is_web_address(url) is good


@pytest.mark.parametrize(("text", "length"), [("", 0), ("ü", 1), ("😀", 2), ("a😀b", 4)])
def test_length_counts_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length
