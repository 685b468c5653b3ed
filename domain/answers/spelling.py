"""The words of a text in the one spelling that all spellings share, and the parts of a text.

Whatever is typed, reading it takes little time: of a message so many characters are read, of a word so many letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GRAM_SIZES = (3, 4)
LONG = 12
"""From so many words on, a message's sentences are looked at on their own, too …"""
MOST_SENTENCES = 2
"""… but only the last ones: the question stands at the end."""
LONGEST_TEXT = 4096
"""What Telegram lets people write."""
MOST_CHARACTERS = 500
"""What the search reads of a message, half of it at its beginning and half at its end …"""
LONGEST_WORD = 30
"""… and of a word: the longest compounds of the field have not many more."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;:]+\s+|\n+")
_UMLAUT_SPELLED_OUT = re.compile(r"(?<=[aou])e")
_ENDING = re.compile(r"(?:ungen|ung|ern|em|en|er|es|e|n|s|ing|ed|st|t)$")
_SHORTEST_STEM = 3
_TEXTS_REMEMBERED = 64
"""Texts of which the words are kept: a message and its pieces are read several times, for one thing and another."""


def within_reach(text: str) -> str:
    """What the search reads of a message: all of it, or the beginning and the end of a very long one."""
    if len(text) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        text = f"{text[:half]} {text[1 - half :]}"
    return text if text.isascii() else unicodedata.normalize("NFKC", text)[:MOST_CHARACTERS]


def words(text: str) -> list[str]:
    """The words of a text in the one spelling that all spellings share.

    Case, accents and punctuation go; ß becomes ss; ä, ae and a with any accent become a (likewise o and u), so that
    “ändern”, “aendern” and the hurried “andern” are the same word. What is longer than any message is cut, also where
    single characters stand for several.
    """
    return list(_words(text))


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    plain = text[:LONGEST_TEXT].casefold()
    if not plain.isascii():
        plain = plain.translate(_PLAIN)[:LONGEST_TEXT]
    return tuple(_WORD.findall(_UMLAUT_SPELLED_OUT.sub("", plain)))


class _Plain(dict[int, str]):
    """Characters taken apart (NFKD), without accents. One by one: only to bring very many accents into order takes
    normalisation long, and they go."""

    def __missing__(self, code: int) -> str:
        plain = "".join(part for part in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(part))
        if len(self) < _MOST_PLAIN:
            self[code] = plain
        return plain


_MOST_PLAIN = 5000
_PLAIN = _Plain()


def shortened_words(text: str) -> list[str]:
    """The words of a text without the end of very long ones."""
    return [word[:LONGEST_WORD] for word in words(text)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word of `words` without its last ending, German or English; short words keep theirs.

    One ending only: to go on (*partners*, *partner*, *partn*) was measured, and confuses more than it brings together.
    """
    if len(word) <= 1 + _SHORTEST_STEM:
        return word
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


def grams(word: str) -> list[str]:
    """All runs of three and four characters in a word of `words`; a blank marks its ends."""
    padded = f" {word} "
    return [padded[start : start + size] for size in GRAM_SIZES for start in range(len(padded) - size + 1)]


def sentences(text: str) -> list[str]:
    """A long message's sentences; nothing for a message that is short or has a single one."""
    split = _SENTENCE_END.split(text.strip())
    if len(split) < 2 or len(words(text)) < LONG:
        return []
    parts = [part for part in split if len(words(part)) > 2]
    return parts[-MOST_SENTENCES:] if len(parts) > 1 else []
