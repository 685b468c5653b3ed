"""Which words everybody uses, so that a name which has one is not taken to be meant: “Partner Plus”, “Neustart GmbH”.

The desk's own words – those of its articles, synonyms and sayings – are known from its texts; everyday words and places
stand in `locales/<language>/sayings/names.yaml`, with the words that stand in front of things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from domain.answers.spelling import stem
from domain.names.keys import fold
from domain.names.legal_forms import LEGAL_FORMS

LISTS = ("things", "definite", "indefinite", "little", "everyday", "places", "endings")
"""The names of the lists in the files."""

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_STEMMED = 5
"""Letters of a word that is ordinary by its stem: of shorter ones too little is left."""


class NameWords:
    """The ordinary words of all languages, each folded as names are. Never changes; threads may share it.

    `things` are words for what can be a product (Shop, Domain); `definite` ones stand in front of one's own (den, our),
    `indefinite` ones in front of any (ein, a, kein). `little` words are never a part of what is meant by a name.
    `endings` are put behind names (Alpwebs, bei der Neuen Post).
    """

    def __init__(
        self,
        tables: Iterable[Mapping[str, Iterable[str]]] = (),
        texts: Iterable[str] = (),
        *,
        names: Iterable[str] = (),
    ) -> None:
        """Each table holds one language's words by the names of `LISTS`; `texts` are the desk's own.

        `names` stand in such texts, and are none of their words.
        """
        lists: dict[str, set[str]] = {name: set() for name in LISTS}
        for table in tables:
            for name, words in table.items():
                lists[name].update(part for word in words for part in _WORD.findall(fold(word)))
        desk = {word for text in texts for word in _WORD.findall(fold(text))}
        desk -= {word for name in names for word in _WORD.findall(fold(name))}
        self.things = frozenset(lists["things"])
        self.definite = frozenset(lists["definite"])
        self.indefinite = frozenset(lists["indefinite"])
        self.little = frozenset(lists["little"] | lists["definite"] | lists["indefinite"])
        self.endings = tuple(sorted(lists["endings"], key=lambda ending: (-len(ending), ending)))
        forms = {word for form in LEGAL_FORMS for word in _WORD.findall(fold(form))}
        self._desk = frozenset(desk | self.little | self.things | forms)
        everyday = lists["everyday"] | lists["places"]
        self._ordinary = self._desk | everyday
        self._stems = frozenset(map(stem, self._ordinary))

    def is_ordinary(self, word: str) -> bool:
        """Whether everybody uses it, in any form; a number is said as often. `word` is folded."""
        if word in self._ordinary or word.isdecimal():
            return True
        return len(word) >= _SHORTEST_STEMMED and stem(word) in self._stems

    def is_the_desks(self, word: str) -> bool:
        """Whether it is one of the desk's own words, which nobody means as a name because it is capitalised."""
        return word in self._desk or word.isdecimal()
