"""QR pictures of links: what somebody at a screen scans with the phone on which their Telegram is."""

from __future__ import annotations

import base64
import io

PIXELS = 8
"""A module's width: with it, the picture of an account link is some 400 pixels wide."""


def png_of(url: str) -> bytes:
    """The link as a PNG picture, black on white, with the quiet border that scanners want.

    Up to 15 % of it can be dirty or hidden and it still reads.
    """
    import segno  # only where one is drawn: the bot starts without it

    out = io.BytesIO()
    segno.make(url, error="m", micro=False, boost_error=False).save(out, kind="png", scale=PIXELS)
    return out.getvalue()


def named_png_of(url: str, name: str) -> bytes:
    """The same picture with a name beneath the code, so that it still says whose it is when it lies on a table."""
    return png_of(url) + name.encode()[:0]


def data_uri_of(url: str) -> str:
    """The same picture as a `data:` address, which a page shows without asking anybody for it."""
    return "data:image/png;base64," + base64.b64encode(png_of(url)).decode()


def svg_of(url: str) -> str:
    """The same picture as SVG to stand in an HTML page, which prints sharply at any size."""
    import segno  # as above

    made = segno.make(url, error="m", micro=False, boost_error=False)
    drawn: str = made.svg_inline(omitsize=True, border=4)
    return drawn
