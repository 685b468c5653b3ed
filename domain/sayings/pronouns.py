"""Puts the name back in the place of “they”: of who was named last before it.

“Nordnet does our shop. Please give them full access.” asks for something in a sentence that names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from domain.answers.spelling import words

_NAMED = ("{other}", "{person}")
"""Slots that a pronoun may stand for: the one that was named last, or the first one of these that is named at all."""
_WORD = re.compile(r"[^\W_]+")


class Pronouns:
    """Words for somebody who was named before. Never changes; threads may share it."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        """The first word of each phrase stands for somebody, with the others behind it: “die sollen”.

        A single one does so only if it is written small, for “Sie” speaks to the reader.
        """
        said = [tuple(words(phrase)) for phrase in phrases]
        self._single = frozenset(phrase[0] for phrase in said if len(phrase) == 1)
        self._pairs = frozenset(phrase for phrase in said if len(phrase) > 1)

    def resolved(self, sentence: str, before: str, message: str) -> str:
        """The sentence, in which the slot of whom the message names stands for the first pronoun, if it has no name.

        `before` is what the message says before the sentence.
        """
        if any(slot in sentence for slot in _NAMED):
            return sentence
        last = max(_NAMED, key=before.rfind)
        named = last if last in before else next((slot for slot in _NAMED if slot in message), None)
        if named is None:
            return sentence
        place = next(self._places(sentence), None)
        return sentence if place is None else f"{sentence[: place[0]]}{named}{sentence[place[1] :]}"

    def _places(self, sentence: str) -> Iterator[tuple[int, int]]:
        found = list(_WORD.finditer(sentence))
        for word, following in zip(found, [*found[1:], None], strict=True):
            spelt = tuple(words(word[0]))
            is_pair = following is not None and (*spelt, *words(following[0])) in self._pairs
            if is_pair or (word[0].islower() and not spelt[1:] and spelt and spelt[0] in self._single):
                yield word.span()
