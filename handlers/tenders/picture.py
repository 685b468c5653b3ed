"""Many offers in one picture: a row each, with its price as a bar among the others.

Prices for the whole job are measured against the highest of them, hourly ones against theirs. The picture has a ground
of its own, so that it reads the same in light and dark chats; at 390 points, its small letters are as high as a
message's. What it says, its caption says, too.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.chat.lettering import can_write, font_of, shortened

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 1080
MARGIN = 48
_HEAD = 150
_ROW = 190
_DISC = 72
_GROUND, _PAPER, _INK, _GREY, _LINE = "#e9edf2", "#ffffff", "#17212b", "#5b6875", "#d5dce4"
_BAR, _BAR_OF_HOURS, _CHOSEN = "#2f7dc8", "#7a4fbf", "#b45f06"
_THINNEST = 14


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One offer: its letter and name, its price in words and in figures, and a line of small letters."""

    letter: str
    name: str
    price: str
    low: float
    high: float
    hourly: bool
    detail: str
    chosen: bool


def png_of(title: str, subtitle: str, rows: Sequence[PictureRow]) -> bytes:
    """The picture, as a PNG: as wide as a phone shows sharply, and as high as the rows need."""
    from PIL import Image, ImageDraw  # only where one is drawn: the bot starts without it

    image = Image.new("RGB", (WIDTH, _HEAD + len(rows) * _ROW + MARGIN), _GROUND)
    draw = ImageDraw.Draw(image)
    room = WIDTH - 2 * MARGIN
    if can_write(title):
        draw.text((MARGIN, 34), shortened(title, font_of(44), room), _INK, font_of(44))
    draw.text((MARGIN, 94), shortened(subtitle, font_of(32), room), _GREY, font_of(32))
    highest = {hourly: max((row.high for row in rows if row.hourly is hourly), default=1.0) for hourly in (False, True)}
    for number, row in enumerate(rows):
        _draw_row(draw, row, _HEAD + number * _ROW, highest[row.hourly])
    out = io.BytesIO()
    image.quantize(64).save(out, "png", optimize=True)
    return out.getvalue()


def _draw_row(draw: ImageDraw, row: PictureRow, top: int, highest: float) -> None:
    draw.rounded_rectangle((MARGIN // 2, top, WIDTH - MARGIN // 2, top + _ROW - 16), 20, _PAPER, _LINE, 2)
    left, right, disc = MARGIN + _DISC + 24, WIDTH - MARGIN, _CHOSEN if row.chosen else _INK
    draw.ellipse((MARGIN, top + 22, MARGIN + _DISC, top + 22 + _DISC), disc)
    draw.text((MARGIN + _DISC / 2, top + 22 + _DISC / 2), row.letter, _PAPER, font_of(40), anchor="mm")
    price_width = font_of(38).getlength(row.price)
    draw.text((right, top + 20), row.price, _INK, font_of(38), anchor="ra")
    if can_write(row.name):
        name = shortened(row.name, font_of(38), round(right - left - price_width - 24))
        draw.text((left, top + 20), name, _INK, font_of(38))
    _draw_bar(draw, row, (left, top + 82, right), highest)
    draw.text((left, top + 118), shortened(row.detail, font_of(30), right - left), _GREY, font_of(30))


def _draw_bar(draw: ImageDraw, row: PictureRow, place: tuple[int, int, int], highest: float) -> None:
    """From nothing to the lower price in full colour, from there to the higher one as an outline."""
    left, top, right = place
    colour = _BAR_OF_HOURS if row.hourly else _BAR
    draw.rounded_rectangle((left, top, right, top + 20), 10, _GROUND)
    low, high = (left + max((right - left) * price / highest, _THINNEST * 2) for price in (row.low, row.high))
    if row.high > row.low:
        draw.rounded_rectangle((left, top, high, top + 20), 10, _PAPER, colour, 4)
    draw.rounded_rectangle((left, top, low, top + 20), 10, colour)
