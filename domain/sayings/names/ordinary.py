"""Which words everybody uses, so that a name which has one is not taken to be meant: “Partner Plus”, “Neustart GmbH”.

The desk's own words – those of its articles, synonyms and sayings – are known from its texts; everyday words and places
stand in `locales/<language>/sayings/names.yaml`, with the words that stand in front of things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from domain.answers.spelling import stem
from domain.names.closeness import is_one_typo_away
from domain.names.keys import fold
from domain.names.legal_forms import LEGAL_FORMS
from domain.sayings.names.near import Near
from domain.sayings.names.typed import Known

ALIKE = ("shop", "site", "hosting", "mailbox", "server")
"""The names of lists of words for the same thing: who has a Webshop may call it an Onlineshop."""
LISTS = (
    *ALIKE,
    "things",
    "main",
    "doing",
    "letters",
    "managing",
    "managed",
    "written",
    "reaching",
    "reached",
    "alone",
    "enough",
    "handed",
    "giving",
    "accompanied",
    "together",
    "some",
    "two",
    "three",
    "none",
    "more",
    "excepting",
    "persons",
    "without",
    "denying",
    "besides",
    "turning",
    "towards",
    "added",
    "choosing",
    "everything",
    "genitive",
    "going",
    "kinds",
    "definite",
    "indefinite",
    "little",
    "common",
    "everyday",
    "places",
    "endings",
)
"""The names of the lists in the files."""

REMEMBERED = 20_000
"""Words of which it is remembered what is known of them."""
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_MISTYPED = 6
_OF_MANY, _SHORTEST_MANY = "sn", 5
"""What words for things end in where there are many, and how long such a word is."""
_SHORTEST_INFLECTED = 3
"""Letters of a word without its ending."""
_SHORTEST_STEM = 4
"""Letters that a word has without its ending, to be ordinary as another form of an ordinary one: Weber is not “web”."""


class NameWords:
    """The ordinary words of all languages, each folded as names are. Never changes; threads may share it.

    `things` are words for what can be a product (Shop, Domain), `kinds` for what can be a client (Hotel); `definite`
    ones stand in front of one's own (den, our), `indefinite` ones in front of any (ein, a, kein). `little` words are
    never a part of what is meant by a name. With what `begins_thing`, one may go on in the next word. `letters` are
    things and, much more often, something else. `common` ones are said of one's business, `everyday` ones are what
    companies call themselves after, and rarely said here. `endings` are put behind names (Alpwebs, bei der Neuen Post).
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
            for name, found in table.items():
                lists[name].update(part for word in found for part in _WORD.findall(fold(word)))
        desk: set[str] = set()
        pairs: set[str] = set()
        for text in texts:
            words = _WORD.findall(fold(text))
            desk.update(words)
            pairs.update(first + second for first, second in pairwise(words))
        self._pairs = frozenset(pairs)
        desk -= {word for name in names for word in _WORD.findall(fold(name))}
        self._alike = {word: frozenset(lists[name]) for name in ALIKE for word in lists[name]}
        self.letters = frozenset(lists["letters"])
        self._alike |= dict.fromkeys(self.letters, frozenset(lists["mailbox"]))
        self._alike_parts = {word: _parts(word, alike) for word, alike in self._alike.items()}
        self.things = frozenset(lists["things"] | self._alike.keys())
        self._in_order = tuple(sorted(self.things))
        # People say the same words again and again.
        self._mistyped_thing = lru_cache(maxsize=REMEMBERED)(self._mistyped)
        self.compound = lru_cache(maxsize=REMEMBERED)(self._compound)
        """What a word has in front of the thing that it ends in, and this: “hotel” and “domain”."""
        self._main = {word: thing for word in lists["main"] for thing in lists["things"] if word.endswith(thing)}
        self.doing = frozenset(lists["doing"])
        called = (*self.things, *self._main)
        self.begins_thing = frozenset(word[:end] for word in called for end in range(1, len(word)))
        self.begins_thing -= self.things - self.letters
        many = (word + ending for word in self.things for ending in _OF_MANY)
        self._of_things = frozenset((*called, *self.begins_thing, *many))
        self.managing, self.managed = frozenset(lists["managing"]), frozenset(lists["managed"])
        self.written, self.together = frozenset(lists["written"]), frozenset(lists["together"])
        self.some = frozenset(lists["some"])
        self.two, self.three = frozenset(lists["two"]), frozenset(lists["three"])
        self.none, self.more = frozenset(lists["none"]), frozenset(lists["more"])
        self.excepting, self.without = frozenset(lists["excepting"]), frozenset(lists["without"])
        self.persons, self.denying = frozenset(lists["persons"]), frozenset(lists["denying"])
        self.besides, self.turning = frozenset(lists["besides"]), frozenset(lists["turning"])
        self.towards, self.added = frozenset(lists["towards"]), frozenset(lists["added"])
        self.choosing = frozenset(lists["choosing"])
        self.reaching, self.reached = frozenset(lists["reaching"]), frozenset(lists["reached"])
        self.alone, self.enough = frozenset(lists["alone"]), frozenset(lists["enough"])
        self.handed = frozenset(lists["handed"])
        self.giving, self.accompanied = frozenset(lists["giving"]), frozenset(lists["accompanied"])
        self.leads_thing = self.handed | frozenset(lists["going"] | lists["managing"] | lists["doing"])
        self.everything = frozenset(lists["everything"])
        self.genitive = frozenset(lists["genitive"])
        self.kinds = frozenset(lists["kinds"])
        self.definite = frozenset(lists["definite"])
        self.leads_beside = self.definite | self.genitive | self.handed
        self.indefinite = frozenset(lists["indefinite"])
        self.little = frozenset(lists["little"] | lists["definite"] | lists["indefinite"])
        self.endings = tuple(sorted(lists["endings"], key=lambda ending: (-len(ending), ending)))
        forms = {word for form in LEGAL_FORMS for word in _WORD.findall(fold(form))}
        self._common = frozenset(
            desk | self.little | self.things | forms | self.kinds | lists["common"] | lists["places"]
        )
        self._ordinary = self._common | lists["everyday"]
        self._common_stems, self._stems = _stems(self._common), _stems(self._ordinary)
        self._desk = frozenset(desk | self.little | self.things | forms)
        self.may_be_thing = lru_cache(maxsize=REMEMBERED)(self._may_be_thing)
        """Whether it is a word for one or begins it, in the plural, the genitive or with a slip, maybe."""
        self.of_word = lru_cache(maxsize=REMEMBERED)(self._of_word)
        """What is known of a word as it is typed."""
        self.is_slip_of_little = lru_cache(maxsize=REMEMBERED)(self._is_slip_of_little)
        """Whether the word is one of everybody's little ones, but for a slip: “meien” is “meine”."""
        self.is_slip_of_ordinary = lru_cache(maxsize=REMEMBERED)(self._is_slip_of_ordinary)
        """Whether the word is an ordinary one of some length, but for a slip: “ablenen” is “ablehnen”."""

    def _of_word(self, typed: str) -> Known:
        word = fold(typed)
        stripped = (
            word.removesuffix(ending)
            for ending in self.endings
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_INFLECTED
        )
        forms = tuple(dict.fromkeys((word, *stripped)))
        return Known.of(typed, word, forms, is_ordinary=self.is_ordinary(word))

    def prepare(self) -> None:
        """Makes ready what somebody who mistypes a word would wait for."""
        self._long_ordinary, self._long_little  # noqa: B018  # made when they are asked for

    def is_ordinary(self, word: str) -> bool:
        """Whether everybody uses it, in any form; a number is said as often. `word` is folded."""
        return word in self._ordinary or word.isdecimal() or stem(word) in self._stems

    def is_common(self, word: str) -> bool:
        """Whether it is ordinary, and people use it here for what it means: “Zugriff”, but not “Krone”."""
        return word in self._common or word.isdecimal() or stem(word) in self._common_stems

    def is_the_desks(self, word: str) -> bool:
        """Whether it is one of the desk's own words, which nobody means as a name because it is capitalised."""
        return word in self._desk or word.isdecimal()

    def is_said(self, words: Sequence[str]) -> bool:
        """Whether the desk itself says these words one after the other: “full access”."""
        return all(first + second in self._pairs for first, second in pairwise(words))

    def thing(self, word: str) -> str | None:
        """The word for what can be a product that this one is, but for a slip in a long one."""
        if word in self.things:
            return word
        return self._mistyped_thing(word)

    def main_thing(self, word: str) -> str | None:
        """The thing of which a word says that it is the main one: “Hauptdomain”."""
        return self._main.get(word)

    def _mistyped(self, word: str) -> str | None:
        if len(word) < _SHORTEST_MISTYPED or self.is_common(word):
            return None
        near = (thing for thing in self._in_order if abs(len(thing) - len(word)) <= 1)
        return next((thing for thing in near if is_one_typo_away(word, thing)), None)

    def _compound(self, word: str) -> tuple[str, str] | None:
        if self.is_common(word):
            return None
        ends = [thing for thing in self._in_order if word.endswith(thing)]
        thing = max(ends, key=len, default="")
        before = word.removesuffix(thing)
        return (before, thing) if thing and len(before) >= _SHORTEST_STEM else None

    def _may_be_thing(self, word: str) -> bool:
        return word in self._of_things or (len(word) >= _SHORTEST_MISTYPED and not self.is_common(word))

    def one_of_many(self, word: str) -> str | None:
        """The word for one of the things that this is the plural of: “domains”."""
        if word in self.things or len(word) < _SHORTEST_MANY or word[-1] not in _OF_MANY:
            return None
        return word[:-1] if word[:-1] in self.things else None

    def alike(self, thing: str) -> frozenset[str]:
        """Other words for the same."""
        return self._alike.get(thing, frozenset())

    def alike_parts(self, thing: str) -> Sequence[str]:
        """Letters of which some are in every other word for the same that has not this one in it."""
        return self._alike_parts.get(thing, ())

    def _is_slip_of_little(self, word: str) -> bool:
        return any(self._long_little.words(word))

    def _is_slip_of_ordinary(self, word: str) -> bool:
        return any(self._long_ordinary.words(word))

    @cached_property
    def _long_ordinary(self) -> Near:
        """Ordinary words in which a slip is noticed."""
        return Near(word for word in self._ordinary if len(word) >= _SHORTEST_STEM + 1)

    @cached_property
    def _long_little(self) -> Near:
        return Near(word for word in self.little if len(word) >= _SHORTEST_STEM)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(found for found in map(stem, words) if len(found) >= _SHORTEST_STEM)


def _parts(word: str, alike: Iterable[str]) -> Sequence[str]:
    kept = [word]
    for other in sorted(alike, key=lambda each: (len(each), each)):
        if not any(part in other for part in kept):
            kept.append(other)
    return tuple(kept[1:])
