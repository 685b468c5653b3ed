"""Telegram's HTML, read once and written twice: as a mail's HTML with inline styles, and as plain text.

Line breaks mean something in Telegram and nothing in HTML; quotations are the only blocks there. Tags and addresses
that a mail has no use for are left out, and signs that turn the direction of what follows: a name must not write
backwards what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markupsafe import Markup, escape

_STYLES: Mapping[str, str] = {
    "b": "<strong>",
    "strong": "<strong>",
    "i": "<em>",
    "em": "<em>",
    "u": '<span style="text-decoration:underline">',
    "ins": '<span style="text-decoration:underline">',
    "s": "<del>",
    "del": "<del>",
    "code": '<code style="font-family:Consolas,Menlo,monospace;font-size:94%">',
    "pre": '<code style="font-family:Consolas,Menlo,monospace;font-size:94%">',
}
_DELETED = "~"
"""Around what is struck out, in plain text."""
_ENDS: Mapping[str, str] = {
    tag: f"</{re.sub(r'[^a-z].*', '', start.removeprefix('<'))}>" for tag, start in _STYLES.items()
} | {"a": "</a>"}
_LINK = re.compile(r"(https?://|mailto:|tg://)[^\s\"'<>]+")
_TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Signs that turn the direction of a text, and those that control a machine; a line's end is none of them."""
_MARK = re.compile(r"(?P<mark>[^\w\s<&“„«(/\"'.…–-]+) (?P<said>.*)", re.DOTALL)
_DECORATION = re.compile(r"^[^\w“„«(]+")
_BOLD = re.compile(r"^(?P<before>[^\w<]*)<strong>(?P<said>.*?)</strong>\s*(?P<after>.*)$")
LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph; its `mark` is an emoji or the like that stands in front, as a list's does."""

    html: Markup
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, of a quotation if it is `quoted`."""

    html: Markup
    text: str
    quoted: bool = False

    @property
    def lines(self) -> list[Line]:
        """What stands in lines of its own: all of it, where a tag goes on over a line's end."""
        lines = self.html.split("<br>")
        if not all(map(_is_whole, lines)):
            return [Line(self.html)]
        return list(map(_marked, lines))


@dataclass(frozen=True, slots=True)
class Document:
    """What a message says: its heading, if it begins with one, and the paragraphs behind it."""

    title: Markup | None
    blocks: tuple[Block, ...]
    text: str
    """All of it as plain text: links written out, quotations with `> ` in front."""

    @property
    def heading(self) -> str:
        """The heading, or else the first line, without decoration and full stop: what can be a subject."""
        first = self.blocks[0].text.partition("\n")[0] if self.blocks else ""
        heading = self.title.striptags() if self.title is not None else first
        return _DECORATION.sub("", heading).strip().removesuffix(".").removesuffix(":")

    @property
    def preview(self) -> str:
        """What stands behind the heading, in one line: mailboxes show it beside the subject."""
        behind = " ".join(block.text for block in self.blocks[0 if self.title is not None else 1 :])
        return " ".join(behind.split())


def cleaned(text: str) -> str:
    """The text without signs that turn its direction or control a machine."""
    return _TURNS.sub("", text)


def read(html: str) -> Document:
    """The document that Telegram's HTML means."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = reader.blocks()
    text = "\n\n".join(_quoted(block.text) if block.quoted else block.text for block in blocks)
    title, rest = _titled(blocks)
    return Document(title, tuple(rest), text)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _marked(line: Markup) -> Line:
    found = _MARK.fullmatch(line)
    return Line(line) if found is None else Line(Markup(found["said"]), found["mark"])


def _is_whole(line: str) -> bool:
    """Whether every tag that begins there ends there."""
    return line.count("</") * 2 == line.count("<")


def _titled(blocks: Sequence[Block]) -> tuple[Markup | None, Sequence[Block]]:
    """The heading – the sentence that is bold on the first line, or that line if it is short –, and what is behind it.

    Without anything bold there, there is no heading.
    """
    if not blocks or blocks[0].quoted or "<strong>" not in blocks[0].html.partition("<br>")[0]:
        return None, blocks
    first, _, below = blocks[0].html.partition("<br>")
    if not _is_whole(first):
        return None, blocks
    is_long = len(first.striptags()) > LONGEST_HEADING
    bold = _BOLD.match(first)
    beside = ""
    if bold is not None and bold["said"].endswith((".", "!", "?", *((":",) if is_long else ()))):
        first, beside = Markup(f"{bold['before']}{bold['said']}"), bold["after"]
    elif is_long:
        return None, blocks
    left = Markup("<br>".join(part for part in (beside, below) if part))
    if not left:
        return first, blocks[1:]
    return first, (Block(left, Markup(left.replace("<br>", "\n")).striptags()), *blocks[1:])


@dataclass(slots=True)
class _Open:
    """A tag that is open: its name, and how it begins in a mail."""

    name: str
    begins: str
    address: str | None = None
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects paragraphs. A tag that is open where one ends is closed there, and goes on in the next."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._open: list[_Open] = []
        self._html: list[str] = []
        self._text: list[str] = []
        self._quoted = False
        self._in_quotation = False
        """Whether the last block is the beginning of the quotation that is open."""

    def blocks(self) -> list[Block]:
        self._end_paragraph()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._end_paragraph()
            self._quoted = True
            self._in_quotation = False
        elif tag == "a":
            address = next((value or "" for name, value in attrs if name == "href"), "")
            if _LINK.fullmatch(address):
                begins = f'<a href="{escape(address)}" class="link" style="color:inherit;text-decoration:underline">'
                self._begin(_Open(tag, begins, address))
        elif tag in _STYLES:
            self._begin(_Open(tag, _STYLES[tag]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._end_paragraph()
            self._quoted = self._in_quotation = False
        elif self._open and self._open[-1].name == tag:
            closed = self._open.pop()
            self._html.append(_ENDS[tag])
            if closed.begins == "<del>":
                self._text.append(_DELETED)
            if closed.address is not None and closed.address != "".join(closed.words):
                self._text.append(f" ({closed.address})")

    def handle_data(self, data: str) -> None:
        for number, paragraph in enumerate(re.split(r"\n{2,}", cleaned(data))):
            if number:
                self._end_paragraph()
            for line_number, line in enumerate(paragraph.split("\n")):
                if line_number:
                    self._html.append("<br>")
                    self._text.append("\n")
                self._html.append(str(escape(line)))
                self._text.append(line)
                for each in self._open:
                    each.words.append(line)

    def _begin(self, opened: _Open) -> None:
        if opened.begins == "<del>":
            self._text.append(_DELETED)
        self._open.append(opened)
        self._html.append(opened.begins)

    def _end_paragraph(self) -> None:
        text = "".join(self._text).strip()
        if text:
            html = "".join([*self._html, *(_ENDS[each.name] for each in reversed(self._open))])
            html = re.sub(r"^(\s|<br>)+|(\s|<br>)+$", "", html)
            block = Block(Markup(html), text, self._quoted)
            if self._in_quotation:
                before = self._blocks.pop()
                block = Block(before.html + Markup("<br><br>") + block.html, f"{before.text}\n\n{text}", quoted=True)
            self._blocks.append(block)
            self._in_quotation = self._quoted
        self._html, self._text = [each.begins for each in self._open], []
