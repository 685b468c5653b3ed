"""Articles as Telegram shows them: Markdown becomes the few tags of Telegram's HTML, in messages that fit.

Telegram knows neither paragraphs nor lists nor headings, only characters and entities on them. So Markdown becomes a
flat row of runs – text and the tags it stands in – which can be cut anywhere: tags are closed at a cut and opened again
behind it. Cuts fall between paragraphs or list items; inside of one only if it is too long for a message of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from domain.answers.articles import Article

MESSAGE_LENGTH = 4096
"""Longest message Telegram takes, in UTF-16 units, counted without tags."""

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Tag:
    """An HTML tag; `href` for links only."""

    name: str
    href: str = ""

    def opened(self) -> Markup:
        """The opening tag."""
        template = Markup('<{} href="{}">') if self.href else Markup("<{}>")
        return template.format(self.name, self.href)

    def closed(self) -> Markup:
        """The closing tag."""
        return Markup("</{}>").format(self.name)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand in the same tags, outermost first."""

    text: str
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or piece of code; `gap` are the line ends between it and the block before."""

    runs: tuple[Run, ...]
    gap: str = "\n\n"


@lru_cache(maxsize=200)
def render_article(article: Article) -> tuple[Markup, ...]:
    """The article as messages in Telegram's HTML, its question bold on top; one message unless it is very long."""
    title = Block((Run(article.question, (_BOLD,)),))
    return _messages((title, *_Layout().blocks(article.body)))


_BOLD = Tag("b")
_SPANS = {"strong": _BOLD, "em": Tag("i")}
_CODE = Tag("code")
_PRE = Tag("pre")
_QUOTE = Tag("blockquote")


class _Layout:
    """Walks through the blocks of one Markdown text and remembers the lists and quotations it is in."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._next_numbers: list[int | None] = []  # of the lists around, outermost first; None: bullets
        self._marker = ""  # of the list item that has just begun
        self._first_item = False
        self._quotes = 0
        self._heading = False

    def blocks(self, markdown: str) -> tuple[Block, ...]:
        """The blocks of `markdown`. HTML in it is text like any other."""
        for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
            self._take(token)
        return tuple(self._blocks)

    def _take(self, token: Token) -> None:
        context = (_QUOTE,) if self._quotes else ()
        match token.type:
            case "bullet_list_open":
                self._open_list(None)
            case "ordered_list_open":
                self._open_list(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._next_numbers.pop()
            case "list_item_open":
                self._open_item()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "heading_open" | "heading_close":
                self._heading = token.nesting > 0
            case "inline":
                self._add(_runs(token.children or (), (*context, _BOLD) if self._heading else context), context)
            case "fence" | "code_block":
                self._add((Run(token.content.rstrip("\n"), (*context, _PRE)),), context)
            case "hr":
                self._add((Run("———", context),), context)
            case _:
                pass  # the closing half of a block; its content is already there

    def _open_list(self, first_number: int | None) -> None:
        self._first_item = not self._next_numbers
        self._next_numbers.append(first_number)

    def _open_item(self) -> None:
        number = self._next_numbers[-1]
        self._marker = "• " if number is None else f"{number}. "
        if number is not None:
            self._next_numbers[-1] = number + 1

    def _add(self, runs: Iterable[Run], context: tuple[Tag, ...]) -> None:
        depth = len(self._next_numbers)
        gap = "\n" if depth and not self._first_item else "\n\n"
        indent = _INDENT * (depth - 1 if self._marker else depth)
        self._blocks.append(Block((Run(indent + self._marker, context), *runs), gap))
        self._marker, self._first_item = "", False


def _runs(tokens: Iterable[Token], context: tuple[Tag, ...]) -> Iterator[Run]:
    """The runs of a paragraph. Telegram has no code inside bold, italic or a link: code ends them for its length."""
    around: list[Tag | None] = list(context)
    for token in tokens:
        tags = tuple(dict.fromkeys(tag for tag in around if tag))
        match token.type:
            case "strong_open" | "em_open":
                around.append(_SPANS[token.tag])
            case "link_open":
                around.append(_link(str(token.attrs["href"])))
            case "strong_close" | "em_close" | "link_close":
                around.pop()
            case "softbreak":
                yield Run(" ", tags)
            case "hardbreak":
                yield Run("\n", tags)
            case "code_inline":
                yield Run(token.content, (*(tag for tag in tags if tag == _QUOTE), _CODE))
            case _:  # text, and an image's alternative text
                yield Run(token.content, tags)


def _link(href: str) -> Tag | None:
    """A link's tag; None if Telegram could not follow it, as it has no page that a relative link could refer to."""
    return Tag("a", href) if href.startswith(("https://", "http://", "tg://", "mailto:")) else None


def _messages(blocks: Iterable[Block]) -> tuple[Markup, ...]:
    messages: list[list[Run]] = []
    room = 0  # in the last message
    for block in blocks:
        gap = _gap(messages[-1], block) if messages else Run("")
        needed = utf16_length(gap.text) + _length(block.runs)
        if needed <= room:
            messages[-1] += (gap, *block.runs)
            room -= needed
        else:
            messages += _cut(block.runs)
            room = MESSAGE_LENGTH - _length(messages[-1])
    return tuple(_html(runs) for runs in messages if not _is_blank(runs))


def _gap(before: Sequence[Run], block: Block) -> Run:
    quoted = _QUOTE in before[-1].tags and _QUOTE in block.runs[0].tags
    return Run(block.gap, (_QUOTE,) if quoted else ())


def _cut(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Cuts what is too long for a message: behind a blank outside of tags, else behind any blank, else anywhere."""
    rest = [(char, run.tags) for run in runs for char in run.text]
    while rest:
        units = accumulate(utf16_length(char) for char, _ in rest)
        fitting = rest[: sum(1 for _ in takewhile(lambda total: total <= MESSAGE_LENGTH, units))]
        end = len(fitting)
        if end < len(rest):
            blanks = [place for place, (char, _) in enumerate(fitting, 1) if char.isspace()]
            outside = [place for place in blanks if not fitting[place - 1][1]]
            end = max(outside, default=max(blanks, default=end))
        yield [
            Run("".join(char for char, _ in chars), tags)
            for tags, chars in groupby(rest[:end], key=lambda pair: pair[1])
        ]
        rest = rest[end:]


def _html(runs: Iterable[Run]) -> Markup:
    parts: list[Markup] = []
    around: tuple[Tag, ...] = ()
    for run in (*(run for run in runs if run.text), Run("")):
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(around, run.tags, strict=False)))
        parts += (tag.closed() for tag in reversed(around[kept:]))
        parts += (tag.opened() for tag in run.tags[kept:])
        parts.append(escape(run.text))
        around = run.tags
    return Markup().join(parts)


def _is_blank(runs: Iterable[Run]) -> bool:
    return not any(run.text.strip() for run in runs)


def _length(runs: Iterable[Run]) -> int:
    return sum(utf16_length(run.text) for run in runs)


def utf16_length(text: str) -> int:
    """How Telegram counts: a character beyond the basic plane, most emoji for instance, counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)
