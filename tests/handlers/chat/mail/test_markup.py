"""Telegram's HTML as mails write it: nothing of it is lost, nothing dangerous comes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from handlers.chat.mail.markup import read


def html(telegram: str) -> str:
    """All blocks' HTML, a quotation's in brackets."""
    return " | ".join(f"[{block.html}]" if block.quoted else str(block.html) for block in read(telegram).blocks)


@pytest.mark.parametrize(
    ("telegram", "in_html", "in_text"),
    [
        ("one\ntwo", "one<br>two", "one\ntwo"),
        ("one\n\ntwo\n\n\n\nthree", "one | two | three", "one\n\ntwo\n\nthree"),
        ("a <i>b <u>c</u></i>", 'a <em>b <span style="text-decoration:underline">c</span></em>', "a b c"),
        ("<s>old</s> new", "<del>old</del> new", "~old~ new"),
        ("<i>one\n\ntwo</i> three", "<em>one</em> | <em>two</em> three", "one\n\ntwo three"),
        ("1 &lt; 2 &amp; 3 &quot;x&quot;", "1 &lt; 2 &amp; 3 &#34;x&#34;", '1 < 2 & 3 "x"'),
        (
            "<blockquote expandable>one\ntwo\n\nthree</blockquote>\nfour",
            "[one<br>two<br><br>three] | four",
            "> one\n> two\n>\n> three\n\nfour",
        ),
        ("<blockquote>a</blockquote><blockquote>b</blockquote>", "[a] | [b]", "> a\n\n> b"),
        ("\u202eABC\u2066 \x00\x1bd👨‍👩‍👧 🏴", "ABC d👨‍👩‍👧 🏴", "ABC d👨‍👩‍👧 🏴"),
        ("  \n\n one \n ", "one", "one"),
        ("", "", ""),
        ("<tg-spoiler>x</tg-spoiler><script>y</script>", "xy", "xy"),
        ('<a href="javascript:x">a</a><a href="data:x">b</a><a>c</a>', "abc", "abc"),
        ('<a href="https://a.example/&quot;onclick=&quot;x">a</a>', "a", "a"),
    ],
)
def test_telegrams_markup_is_written_twice(telegram: str, in_html: str, in_text: str) -> None:
    assert html(telegram) == in_html
    assert read(telegram).text == in_text


def test_links_are_written_out_where_their_words_are_others() -> None:
    document = read('<a href="https://a.example/?b=1&amp;c">here</a> <a href="https://a.example">https://a.example</a>')
    assert document.text == "here (https://a.example/?b=1&c) https://a.example"
    assert 'href="https://a.example/?b=1&amp;c"' in document.blocks[0].html


@pytest.mark.parametrize(
    ("telegram", "title", "left"),
    [
        ("📩 <b>A asks.</b> Please answer.", "📩 A asks.", "Please answer."),
        ("📩 <b>A asks.</b>\nPlease answer.\n\nMore", "📩 A asks.", "Please answer. | More"),
        ("🤝 <b>A</b> – <b>B</b>\nactive", "🤝 <strong>A</strong> – <strong>B</strong>", "active"),
        ("⏰ <b>It ends tomorrow,</b> on Monday.", "⏰ <strong>It ends tomorrow,</strong> on Monday.", ""),
        (f"❓ <b>A asks:</b> “{'why ' * 60}”", "❓ A asks:", f"“{'why ' * 60}”"),
        ("No heading\n<b>here</b>", None, "No heading<br><strong>here</strong>"),
        (f"{'long ' * 40}<b>x</b>", None, f"{'long ' * 40}<strong>x</strong>"),
        ("<b>one\ntwo</b>", None, "<strong>one<br>two</strong>"),
        ("<blockquote><b>x.</b></blockquote>", None, "[<strong>x.</strong>]"),
    ],
)
def test_what_is_bold_in_front_is_the_heading(telegram: str, title: str | None, left: str) -> None:
    assert read(telegram).title == title
    assert html(telegram) == left


@pytest.mark.parametrize(
    ("telegram", "heading"),
    [
        ("📩 <b>A &amp; B ask.</b> Please.", "A & B ask"),
        ("✅ Plain words\nmore", "Plain words"),
        ("“Quoted”", "“Quoted”"),
        ("", ""),
    ],
)
def test_a_heading_without_decoration_can_be_a_subject(telegram: str, heading: str) -> None:
    assert read(telegram).heading == heading


def test_lines_behind_an_emoji_hang_below_it() -> None:
    (block,) = read("🛒 one\nplain\n✅ two").blocks
    assert [(line.mark, line.html) for line in block.lines] == [("🛒", "one"), ("", "plain"), ("✅", "two")]
    (across,) = read("🛒 <i>one\n✅ two</i>").blocks
    assert [(line.html, line.mark) for line in across.lines] == [(across.html, "")]


@given(st.text())
def test_whatever_people_type_stays_text(typed: str) -> None:
    document = read(f"<b>{escape(typed)}</b>")
    allowed = {"<strong>", "</strong>", "<br>"}
    for part in [document.title or "", *(block.html for block in document.blocks)]:
        for tag in allowed:
            part = part.replace(tag, "")
        assert "<" not in part
        assert ">" not in part
