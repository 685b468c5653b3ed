"""What Telegram makes of a text once its markup is parsed: cleaned, trimmed, with links and commands found.

And the way back: HTML for the page, re-made from the entities, with nothing in it that could do harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from markupsafe import escape

from playground.entities import utf16_length
from playground.state import Entity

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TOP_LEVEL = "com|org|net|info|eu|ch|de|at|li|fr|it|io|dev|app|me"
_FOUND = re.compile(
    rf"""(?P<url>https?://[^\s<>"]*[^\s<>".,;:!?)'’”])
    |(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    |(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{{1,64}}(?:@[A-Za-z]\w{{3,31}})?(?![\w/]))
    |(?P<mention>(?<![\w@])@[A-Za-z]\w{{3,31}}(?!\w))
    |(?P<hashtag>(?<![\w&])\#(?!\d+\b)\w+)
    |(?P<domain>(?<![\w.@/-])(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?![\w.-]*\w)(?:/[^\s<>"]*[^\s<>".,;:!?)'’”])?)
    |(?P<phone_number>(?<![\w+])\+\d(?:[ ()-]?\d){{8,13}}(?!\d))""",
    re.VERBOSE | re.ASCII,
)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def finished(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """The text as Telegram stores it, and all its entities in order. Empty if there is nothing to read."""
    cleaned = _CONTROL.sub(" ", text.replace("\r", ""))
    if cleaned != text and entities and "\r" in text:
        entities = _without_returns(text, entities)
    left = len(cleaned) - len(cleaned.lstrip())
    trimmed = cleaned.strip()
    kept = list(_clipped(entities, left, utf16_length(trimmed)))
    kept.extend(found for found in _found(trimmed) if not any(_overlap(found, other) for other in kept))
    return trimmed, sorted(kept, key=lambda e: (e.offset, -e.length))


def _without_returns(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities after carriage returns are dropped from the text."""
    moved = []
    for entity in entities:
        begin = entity.offset - _slice(text, 0, entity.offset).count("\r")
        length = entity.length - _slice(text, entity.offset, entity.end).count("\r")
        moved.append(replace(entity, offset=begin, length=length))
    return moved


def _clipped(entities: Sequence[Entity], left: int, length: int) -> Iterator[Entity]:
    for entity in entities:
        begin, end = max(entity.offset - left, 0), min(entity.end - left, length)
        if begin < end:
            yield replace(entity, offset=begin, length=end - begin)


def _found(text: str) -> Iterator[Entity]:
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or ""
        yield Entity(
            "url" if kind == "domain" else kind,
            utf16_length(text[: match.start()]),
            utf16_length(match[0]),
        )


def _overlap(found: Entity, other: Entity) -> bool:
    """Telegram looks for nothing inside links and code, and lets a found entity lie within bold and the like."""
    crosses = other.offset < found.end and found.offset < other.end
    solid = other.type in ("text_link", "text_mention", "code", "pre", "custom_emoji")
    inside = other.offset <= found.offset and found.end <= other.end
    around = found.offset <= other.offset and other.end <= found.end
    return crosses and (solid or not (inside or around))


def _slice(text: str, begin: int, end: int) -> str:
    return text.encode("utf-16-le")[begin * 2 : end * 2].decode("utf-16-le", "replace")


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """Safe HTML of the text, newlines as they are. Only these:

    b, i, u, s, code, pre, blockquote[expandable], a[href] and span.spoiler.
    """
    return _rendered(text.encode("utf-16-le"), 0, utf16_length(text), list(entities))


def _rendered(text: bytes, begin: int, end: int, entities: list[Entity]) -> str:
    """The span from `begin` to `end`; an entity that crosses another's end is cut there."""
    parts, at = [], begin
    while entities:
        entity = entities.pop(0)
        inner = []
        for other in entities[:]:
            if other.offset >= entity.end:
                break
            entities.remove(other)
            inner.append(replace(other, length=min(other.end, entity.end) - other.offset))
            if other.end > entity.end:
                entities.append(replace(other, offset=entity.end, length=other.end - entity.end))
        entities.sort(key=lambda e: (e.offset, -e.length))
        parts.append(_escaped(text, at, entity.offset))
        parts.append(_wrapped(entity, _rendered(text, entity.offset, entity.end, inner), text))
        at = entity.end
    parts.append(_escaped(text, at, end))
    return "".join(parts)


def _escaped(text: bytes, begin: int, end: int) -> str:
    return str(escape(text[begin * 2 : end * 2].decode("utf-16-le", "replace")))


def _wrapped(entity: Entity, inner: str, text: bytes) -> str:
    if tag := _TAGS.get(entity.type):
        return f"<{tag}>{inner}</{tag}>"
    if entity.type == "expandable_blockquote":
        return f"<blockquote expandable>{inner}</blockquote>"
    if entity.type == "spoiler":
        return f'<span class="spoiler">{inner}</span>'
    if entity.type in ("text_link", "url"):
        address = entity.url or text[entity.offset * 2 : entity.end * 2].decode("utf-16-le")
        if "://" not in address:
            address = f"https://{address}"
        if urlsplit(address).scheme.lower() in ("http", "https", "tg"):
            return f'<a href="{escape(address)}" rel="noopener" target="_blank">{inner}</a>'
    return inner
