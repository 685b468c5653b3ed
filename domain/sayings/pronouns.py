"""Puts the name back in the place of “they” or “him”: of the company, or of who was named last before it.

“Nordnet does our shop. Please give them full access.” asks for something in a sentence that names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from domain.answers.spelling import words

_NAMED = ("{other}", "{person}")
"""Slots that a pronoun may stand for, the likelier first."""
REMEMBERED = 5000
"""Words of which it is remembered how they are spelt."""
_WORD = re.compile(r"[^\W_]+")


class Pronouns:
    """Words for somebody who was named before. Never changes; threads may share it."""

    def __init__(self, phrases: Iterable[str] = (), of_one: Iterable[str] = ()) -> None:
        """The first word of each phrase stands for somebody, with the others behind it: “die sollen”.

        A single one does so only if it is written small, for “Sie” speaks to the reader. Those `of_one` may stand for a
        person as well as for a company: “him”.
        """
        said = [tuple(words(phrase)) for phrase in phrases]
        self._single = frozenset(phrase[0] for phrase in said if len(phrase) == 1)
        self._pairs = frozenset(phrase for phrase in said if len(phrase) > 1)
        self._of_one = frozenset(word for each in of_one for word in words(each))

    def resolved(self, sentence: str, before: str, message: str) -> str:
        """The sentence, in which the slot of whom the message names stands for the first pronoun, if it has no name.

        “They” are a company, if one is named; “he” is who was named last `before` the sentence.
        """
        named = [slot for slot in _NAMED if slot in message]
        if not named or any(slot in sentence for slot in _NAMED):
            return sentence
        place = next(self._places(sentence), None)
        if place is None:
            return sentence
        begin, end = place
        is_one = not self._of_one.isdisjoint(words(sentence[begin:end]))
        slot = max(named, key=before.rfind) if is_one else named[0]
        return f"{sentence[:begin]}{slot}{sentence[end:]}"

    def _places(self, sentence: str) -> Iterator[tuple[int, int]]:
        found = list(_WORD.finditer(sentence))
        for word, following in zip(found, [*found[1:], None], strict=True):
            spelt = _spelt(word[0])
            is_pair = following is not None and (*spelt, *_spelt(following[0])) in self._pairs
            if is_pair or (word[0].islower() and not spelt[1:] and spelt and spelt[0] in self._single):
                yield word.span()


@lru_cache(maxsize=REMEMBERED)
def _spelt(word: str) -> tuple[str, ...]:
    return tuple(words(word))
