"""QR pictures: read back module by module, since nothing here can scan them."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest
import segno

from handlers.chat.qr import PIXELS, data_uri_of, png_of

QUIET = 4  # modules around the symbol: ISO/IEC 18004
URL = "https://t.me/handschlag_bot?start=link_" + "0aZ-_" * 4 + "Ab"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def pixels(png: bytes) -> list[list[bool]]:
    """The rows of a PNG of one bit per pixel; whether each is dark."""
    assert png.startswith(SIGNATURE)
    chunks: dict[bytes, bytes] = {}
    rest = png[len(SIGNATURE) :]
    while rest:
        (size,) = struct.unpack(">I", rest[:4])
        kind, data, checksum = rest[4:8], rest[8 : 8 + size], rest[8 + size : 12 + size]
        assert zlib.crc32(kind + data) == struct.unpack(">I", checksum)[0]
        chunks[kind], rest = chunks.get(kind, b"") + data, rest[12 + size :]
    width, height, depth, colours = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colours) == (1, 0)  # black and white
    lines = zlib.decompress(chunks[b"IDAT"])
    step = 1 + (width + 7) // 8
    rows: list[bytes] = []
    for start in range(0, height * step, step):
        above, given = rows[-1] if rows else bytes(step - 1), lines[start + 1 : start + step]
        assert lines[start] in (0, 2)  # as it is, or what differs from the row above
        rows.append(bytes((a + b) % 256 for a, b in zip(above, given, strict=True)) if lines[start] else given)
    return [[not row[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows]


@pytest.mark.parametrize("url", [URL, "https://t.me/b?start=link_" + "x" * 22, "https://t.me/" + "n" * 200])
def test_the_picture_has_the_links_own_modules_and_a_quiet_border(url: str) -> None:
    rows = pixels(png_of(url))

    symbol = [
        [bool(module) for module in row] for row in segno.make(url, error="m", micro=False, boost_error=False).matrix
    ]
    side = (len(symbol) + 2 * QUIET) * PIXELS
    assert (len(rows), {len(row) for row in rows}) == (side, {side})
    for y in range(side):
        for x in range(0, side, PIXELS // 2):
            row, column = y // PIXELS - QUIET, x // PIXELS - QUIET
            inside = 0 <= row < len(symbol) and 0 <= column < len(symbol)
            assert rows[y][x] == (inside and symbol[row][column])


def test_another_link_is_another_picture_and_pages_show_it_as_it_is() -> None:
    assert png_of(URL) != png_of(URL[:-1] + "c")
    head, _, body = data_uri_of(URL).partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(body, validate=True) == png_of(URL)
    assert len(data_uri_of(URL)) < 4_000
