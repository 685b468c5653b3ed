"""QR pictures of links: what somebody at a screen scans with the phone on which their Telegram is."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from handlers.chat.lettering import can_write, font_of, shortened

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PIXELS = 8
"""A module's width: with it, the picture of an account link is some 400 pixels wide."""
QUIET = 4
"""Modules around the code that stay white (ISO/IEC 18004)."""
SIZES = (34, 30, 26, 22)
"""Heights of letters, the largest first: the first one with which the name fits is taken."""
MOST_LINES = 3


def png_of(url: str, name: str = "") -> bytes:
    """The link as a PNG picture, black on white, with the quiet border that scanners want.

    Up to 15 % of it can be dirty or hidden and it still reads. The `name` stands beneath the code, so that the picture
    says whose it is wherever it lies; where the font lacks its letters, nothing does.
    """
    import segno  # only where one is drawn: the bot starts without it

    out = io.BytesIO()
    segno.make(url, error="m", micro=False, boost_error=False).save(out, kind="png", scale=PIXELS, border=QUIET)
    return out.getvalue() if not name or not can_write(name) else _with_name(out, name)


def _with_name(code: io.BytesIO, name: str) -> bytes:
    from PIL import Image, ImageDraw  # as above

    with Image.open(code) as opened:
        drawn = opened.convert("L")
    width, height = drawn.size
    room = width - 2 * QUIET * PIXELS
    font, lines = _set(name, room)
    text, gap = "\n".join(lines), font.size // 4
    left, top, right, bottom = ImageDraw.Draw(drawn).multiline_textbbox((0, 0), text, font, align="center", spacing=gap)
    beneath = Image.new("L", (width, height + round(bottom - top) + QUIET * PIXELS), 255)
    beneath.paste(drawn)
    place = ((width - (right - left)) / 2 - left, height - top)
    ImageDraw.Draw(beneath).multiline_text(place, text, 0, font, align="center", spacing=gap)
    out = io.BytesIO()
    beneath.save(out, "png", optimize=True)
    return out.getvalue()


def _set(name: str, room: int) -> tuple[FreeTypeFont, list[str]]:
    """The largest font in which the name fits, and its lines; of one that is too long, the beginning."""
    for size in SIZES:
        lines = _broken(name, font_of(size), room)
        if len(lines) <= MOST_LINES and all(font_of(size).getlength(line) <= room for line in lines):
            return font_of(size), lines
    font = font_of(SIZES[-1])
    kept = [shortened(line, font, room) for line in _broken(name, font, room)[:MOST_LINES]]
    return font, [*kept[:-1], shortened(kept[-1] + "…", font, room)]


def _broken(name: str, font: FreeTypeFont, room: int) -> list[str]:
    """The name in lines, broken between words."""
    lines: list[str] = []
    for word in name.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def data_uri_of(url: str, name: str = "") -> str:
    """The same picture as a `data:` address, which a page shows without asking anybody for it."""
    return "data:image/png;base64," + base64.b64encode(png_of(url, name)).decode()


def svg_of(url: str) -> str:
    """The same picture as SVG to stand in an HTML page, which prints sharply at any size."""
    import segno  # as above

    made = segno.make(url, error="m", micro=False, boost_error=False)
    drawn: str = made.svg_inline(omitsize=True, border=QUIET)
    return drawn
