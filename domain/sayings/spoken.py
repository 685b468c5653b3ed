"""The words of a message with their places in it: what values and moods are read from.

Of a very long message its beginning and its end are read, as `domain.answers.spelling.within_reach` does; places are
always those in the whole message.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.answers.spelling import LONGEST_WORD, MOST_CHARACTERS, words
from domain.sayings.slots import Value

MOST_WORDS = 120
"""Of more words – they must be very short –, the first and the last ones are read."""
CUT = "\f"
"""Stands before the first word behind what is not read."""
_HALF = MOST_CHARACTERS // 2
_WORD = re.compile(r"\{[a-z]+\}|(?:[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*)+")
_BREAK = re.compile(r"[,;:!?()\n\f–—…/]|[.-](?:\s|$)")
_END = re.compile(r"[!?;\n\f…]|[.]+(?:\s|$)")
_INFLECTION = re.compile(r"(?:e[mnrs]?|n|s)$")
_SHORTEST_INFLECTED = 6
_SHORTEST_FORM = 5


class Word(NamedTuple):
    """A word, or a name that has been found: then its `key` is its slot, `{other}`.

    `before` is what stands between it and the word before; `written` is the word as it was typed.
    """

    start: int
    end: int
    key: str
    written: str
    before: str

    @property
    def is_name(self) -> bool:
        """Whether it is a slot's value."""
        return self.key.startswith("{")

    @property
    def has_figures(self) -> bool:
        """Whether there are digits in it."""
        return not self.key.isalpha() and any(map(str.isdigit, self.key))

    @property
    def is_capital(self) -> bool:
        """Whether it was typed with a capital letter in front."""
        return self.written[:1].isupper()

    @property
    def follows_break(self) -> bool:
        """Whether a comma, a dash or the like parts it from the word before."""
        return self.before != " " and _BREAK.search(self.before) is not None

    @property
    def begins_sentence(self) -> bool:
        """Whether a sentence has ended before it."""
        return self.before != " " and _END.search(self.before) is not None

    @property
    def number(self) -> int | None:
        """The number that it is, of nine digits at most."""
        return int(self.key) if len(self.key) < 10 and self.key.isascii() and self.key.isdecimal() else None


def windows(text: str) -> tuple[tuple[int, int], ...]:
    """From where to where a message is read: all of it, or its beginning and its end."""
    if len(text) <= MOST_CHARACTERS:
        return ((0, len(text)),)
    return (0, _HALF), (len(text) - _HALF + 1, len(text))


def spoken(text: str, names: Sequence[Value] = ()) -> tuple[Word, ...]:
    """The words of a message; a name stands as one word. Words that the reading would cut are left out."""
    words = tuple(_words(text, sorted(names, key=lambda name: name.start)))
    return words if len(words) <= MOST_WORDS else (*words[: MOST_WORDS // 2], *words[-MOST_WORDS // 2 :])


def _words(text: str, names: Sequence[Value]) -> Iterator[Word]:
    starts = [name.start for name in names]
    said: Value | None = None
    last = 0
    for begin, end in windows(text):
        is_cut = begin > 0 or end < len(text)
        for found in _WORD.finditer(text, begin, end):
            start, stop = found.span()
            if is_cut and (
                (start == begin > 0 and text[start - 1].isalnum()) or (stop == end < len(text) and text[stop].isalnum())
            ):
                continue
            place = bisect_left(starts, stop) - 1 if starts else -1
            name = names[place] if place >= 0 and names[place].end > start else None
            if name is None:
                written = found[0]
                yield Word(start, stop, key_of(written), written, text[last:start] if last >= begin else CUT)
            elif name is said:
                continue
            else:
                start, stop = name.start, name.end
                yield Word(start, stop, f"{{{name.slot}}}", text[start:stop], text[last:start] if last <= start else "")
            said, last = name, max(last, stop)


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """A word in the one spelling that all spellings share; a slot is itself."""
    return word if word.startswith("{") else "".join(words(word))[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def form_of(key: str) -> str:
    """A key without what words end in when they are declined: “vollständigen” and “vollständiger” are one."""
    while len(key) >= _SHORTEST_INFLECTED and not key.startswith("{"):
        cut = _INFLECTION.sub("", key)
        if cut == key or len(cut) < _SHORTEST_FORM:
            break
        key = cut
    return key
