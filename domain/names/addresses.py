"""The e-mail address in what somebody types: alone, in a sentence, in <…>, behind “mailto:”."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 254
"""Characters of an address (RFC 5321)."""
_MOST_READ = 1_000
_ENCODED_WORD = "=?"
"""Begins what mail programs take for other words (RFC 2047); nobody has an address with it."""
_ADDRESS = re.compile(
    r"(?:mailto:)?([^\s<>()\[\],;:\"“”„«»‘’|@]{1,64})@((?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,63})", re.IGNORECASE
)


def read_address(text: str) -> str | None:
    """The first address in the text, in small letters; `None` where there is none."""
    return next((address for _, _, address in addresses_in(text)), None)


def addresses_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The addresses in the text, in small letters, each with the places where it begins and ends."""
    if "@" not in text:
        return  # to look for one at every letter takes long
    for found in _ADDRESS.finditer(text[:_MOST_READ]):
        address = f"{found[1].strip('.')}@{found[2]}".lower()
        if not address.startswith("@") and len(address) <= LONGEST and _ENCODED_WORD not in address:
            yield *found.span(), address
