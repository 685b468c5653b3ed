"""Reads the provider's logo for mails: a PNG, small enough to be in every one of them."""

from __future__ import annotations

import struct
from pathlib import Path

from domain.programme import Logo

LARGEST_BYTES = 100_000
_BEGINS = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


class FaultyLogo(Exception):
    """The file cannot be used; the text is a sentence without its end."""


def read_logo(path: Path) -> Logo:
    """The logo in the file. Raises `FaultyLogo`."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise FaultyLogo(f"there is no file {path}") from None
    except OSError as fault:
        raise FaultyLogo(f"{path} cannot be read ({fault.strerror})") from None
    except ValueError:  # a sign that no path can have
        raise FaultyLogo("this is no file’s name") from None
    if len(content) > LARGEST_BYTES:
        raise FaultyLogo(f"{path} has more than {LARGEST_BYTES // 1000} KB; it is in every mail, so make it smaller")
    if not content.startswith(_BEGINS) or len(content) < len(_BEGINS) + 8:
        raise FaultyLogo(f"{path} is no PNG; mail programs show no SVG")
    width, height = struct.unpack_from(">II", content, len(_BEGINS))
    if not width or not height:
        raise FaultyLogo(f"{path} is an empty picture")
    return Logo(content, width, height)
