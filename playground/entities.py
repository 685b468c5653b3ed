"""Telegram's HTML: from markup to a text with entities.

A port of the rules of Telegram's own parser (TDLib's `parse_html`): which tags there are, what an attribute
may look like, and what it says about the first thing that is wrong – with its byte offset in the UTF-8 text.
Offsets of entities count UTF-16 code units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from playground.refusals import Refusal, bad_request
from playground.state import Entity

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_SPACE = " \t\n\r\v\f\0"
_MENTION = re.compile(r"tg://user\?id=(\d+)$")
_HOST = re.compile(r"(?:https?://)?(?:[^\s/?#@]+@)?[^\s/?#.]+(?:\.[^\s/?#.]+)+(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE)


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: a character outside the Basic Multilingual Plane counts two."""
    return len(text) + sum(char > "\uffff" for char in text)


def is_web_address(url: str) -> bool:
    """Whether Telegram takes it as a link: with or without scheme, with a dot in its host (no bare `localhost`)."""
    return url.lower().startswith(("tg://", "ton://")) or _HOST.match(url) is not None


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """The text without tags, and its entities. Raises `Refusal` in Telegram's words for what it does not accept."""
    return _HtmlParser(markup).parsed()


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    piece: int


class _HtmlParser:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parsed(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._markup):
            char = self._markup[self._at]
            if char == "<":
                if self._peek(1) == "/":
                    self._end_tag()
                else:
                    self._start_tag()
            elif char == "&":
                self._take(self._reference() or self._raw())
            else:
                stop = min((i for c in "<&" if (i := self._markup.find(c, self._at)) >= 0), default=len(self._markup))
                text, self._at = self._markup[self._at : stop], stop
                self._take(text)
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        entities = [replace(e, language=None) if e.type == "code" else e for e in self._entities]
        return "".join(self._pieces), sorted(entities, key=lambda e: (e.offset, -e.length))

    def _peek(self, ahead: int = 0) -> str:
        """The character there, or "" behind the end."""
        return self._markup[self._at + ahead : self._at + ahead + 1]

    def _raw(self) -> str:
        self._at += 1
        return self._markup[self._at - 1]

    def _take(self, text: str) -> None:
        self._pieces.append(text)
        self._offset += utf16_length(text)

    def _reference(self) -> str | None:
        """The character that a reference like `&lt;` stands for; None (and no step) if it is none."""
        match = _REFERENCE.match(self._markup, self._at)
        if match is None:
            return None
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            char = _NAMED.get(name)
        else:
            code = int(hexadecimal, 16) if hexadecimal else int(decimal)
            char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else None
        if char is not None:
            self._at = match.end()
        return char

    def _bytes(self, position: int) -> int:
        return len(self._markup[:position].encode())

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        name = self._until(_SPACE + ">").lower()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in _TYPES:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            attribute, value = self._attribute(name, begin)
            argument = _argument(name, attribute, value, argument)
        self._at += 1
        if name == "span" and argument != "spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self._open.append(_OpenTag(name, argument, self._offset, len(self._pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        attribute = self._until(_SPACE + "=>")
        if not attribute:
            raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
        self._skip_space()
        if self._peek() not in ("=", ""):
            return attribute, ""
        self._at += 1
        self._skip_space()
        if not self._peek():
            raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        value = self._quoted() if self._peek() in "'\"" else self._name_token()
        if not self._peek():
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        return attribute, value

    def _name_token(self) -> str:
        begin = self._at
        while (char := self._peek()) and ((char.isascii() and char.isalnum()) or char in ".-"):
            self._at += 1
        if self._peek() and self._peek() not in _SPACE + ">":
            raise _unparsable(f"Unexpected end of name token at byte offset {self._bytes(begin)}")
        return self._markup[begin : self._at].lower()

    def _quoted(self) -> str:
        quote, value = self._raw(), ""
        while (char := self._peek()) and char != quote:
            value += (self._reference() if char == "&" else None) or self._raw()
        self._at += 1
        return value

    def _until(self, stops: str) -> str:
        begin = self._at
        while (char := self._peek()) and char not in stops:
            self._at += 1
        return self._markup[begin : self._at]

    def _skip_space(self) -> None:
        while (char := self._peek()) and char in _SPACE:
            self._at += 1

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        self._at += 2
        name = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _unparsable(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        self._at += 1
        tag = self._open.pop()
        if name and name != tag.name:
            raise _unparsable(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity = Entity(_TYPES[tag.name], tag.offset, self._offset - tag.offset)
        if tag.name == "a":
            url = tag.argument or "".join(self._pieces[tag.piece :])
            if mention := _MENTION.match(url):
                self._entities.append(replace(entity, type="text_mention", user_id=int(mention[1])))
            elif is_web_address(url):
                self._entities.append(replace(entity, url=url))
        elif tag.name in ("pre", "code"):
            self._close_code(tag, entity)
        elif tag.name == "tg-emoji":
            if not tag.argument.isdecimal():
                raise _unparsable("Invalid custom emoji identifier specified")
            self._entities.append(replace(entity, custom_emoji_id=tag.argument))
        elif tag.name == "tg-time":
            if tag.argument.isdecimal():
                self._entities.append(replace(entity, unix_time=int(tag.argument)))
        elif tag.name == "blockquote" and tag.argument:
            self._entities.append(replace(entity, type="expandable_blockquote"))
        else:
            self._entities.append(entity)

    def _close_code(self, tag: _OpenTag, entity: Entity) -> None:
        """`<pre><code class="language-x">` is one entity: a pre block with a language."""
        last = self._entities[-1] if self._entities else None
        around_code = (
            last is not None
            and last.type == "code"
            and (last.offset, last.length)
            == (
                entity.offset,
                entity.length,
            )
        )
        if tag.name == "pre" and last is not None and around_code and last.language:
            self._entities[-1] = replace(last, type="pre")
        elif tag.name == "code" and tag.argument and self._open and self._open[-1].name == "pre":
            self._entities.append(replace(entity, language=tag.argument))
        else:
            self._entities.append(entity)


def _argument(tag: str, attribute: str, value: str, known: str) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return known


def _unparsable(detail: str) -> Refusal:
    return bad_request(f"can't parse entities: {detail}")
