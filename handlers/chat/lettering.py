"""Letters in pictures: the font that the product brings, and what it can write."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"
"""Latin, Greek and Cyrillic letters of DejaVu Sans Bold; its licence stands beside it."""
_ANY_SIZE = 34


@cache
def font_of(size: int) -> FreeTypeFont:
    """The font with letters of this height, in pixels."""
    from PIL import ImageFont  # only where something is drawn: the bot starts without it

    return ImageFont.truetype(FONT, size)


def can_write(name: str) -> bool:
    """Whether the font has a letter for each of the name's."""
    font = font_of(_ANY_SIZE)
    unknown = font.getmask("\ue000")
    return all(letter.isspace() or not _is_same(font.getmask(letter), unknown) for letter in set(name))


def _is_same(one: object, other: object) -> bool:
    return bytes(one) == bytes(other)  # type: ignore[call-overload, no-any-return] # Pillow's own pixels


def shortened(line: str, font: FreeTypeFont, room: int) -> str:
    """The line, or as much of its beginning as fits into the room, in pixels."""
    while font.getlength(line) > room:
        line = line.rstrip("…")[:-1] + "…"
    return line
