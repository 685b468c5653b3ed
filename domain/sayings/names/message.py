"""A message as it is looked through for names: its words, which of them are ordinary, and what they may be joined to.

People write “Alpwebs Zugriff”, “Nordnet's”, “alp web”, “bei der Alpweb AG”. So a word is known without its ending, and
neighbours are known as one word. Of a message so much is read as the search reads, and so many words of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, islice

from domain.answers.spelling import MOST_CHARACTERS
from domain.names.keys import AND, form_behind
from domain.sayings.names.ordinary import NameWords
from domain.sayings.names.things import Thing, Things
from domain.sayings.names.typed import SHORTEST, codes_in, words_in

MOST_WORDS = 80
"""Words of a message that are looked at."""
MOST_SPANS = 40
"""Neighbouring words that are looked up as whole names."""
MOST_TIMES = 3
"""Times that a message may name the same."""
LONGEST_NAME = 5
"""Words of a message that may be one name together."""
MOST_LOOKED_UP = 10
"""Words of a message that are looked up as parts of names; those that look like names come first."""
SHORTEST_MISTYPED = 5
"""Letters of a word in which a slip is forgiven."""
SHORTEST_GLUED, MOST_GLUED = 8, 3
"""Letters and words of neighbours in which a slip is forgiven together: “helvetia wb”."""

_QUOTED = re.compile(r"[„“\"«»]([^„“”\"«»\n]{1,90})[”“\"«»]|(?<!\w)['‚‘]([^'‚‘’\n]{1,90})['‘’](?!\w)")
_DOTTED = re.compile(r"[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){0,4}\.[a-z]{2,12}\b", re.IGNORECASE)
_QUOTING = frozenset("„“\"«»'‚‘")
"""What a quotation begins with."""
_DOT_INSIDE = re.compile(r"\.[a-z]", re.IGNORECASE)


class Message:
    """What somebody has written, as `named` looks at it."""

    def __init__(self, text: str, words: NameWords) -> None:
        self.text = text[:MOST_CHARACTERS]
        self.known = words
        self.codes = codes_in(self.text)
        self.words = tuple(words_in(self.text, self.codes, words.of_word, MOST_WORDS))
        self._forms_behind: dict[int, int] = {}
        self._folded = tuple(each.word for each in self.words)
        self._rare_before = (0, *accumulate(each.is_rare for each in self.words))
        # To look for either at every letter takes long, and most messages have none.
        quoted = () if _QUOTING.isdisjoint(self.text) else _QUOTED.finditer(self.text)
        self.quotes = frozenset(
            (first, last + 1) for found in quoted for first, last in self._covered(*found.span(1 if found[1] else 2))
        )
        dotted = _DOTTED.finditer(self.text) if _DOT_INSIDE.search(self.text) else ()
        self.domains = tuple((first, last + 1) for found in dotted for first, last in self._covered(*found.span()))

    def _covered(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The first and last word of those characters, if there is one."""
        inside = [place for place, each in enumerate(self.words) if start <= each.start and each.end <= end + 2]
        if inside:
            yield inside[0], inside[-1]

    def within(self, start: int, end: int) -> range:
        """The places of the words between those characters."""
        inside = [place for place, each in enumerate(self.words) if start <= each.start < end]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    @cached_property
    def spans(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Words, and neighbours that may be a name as one, from the first to behind the last; “and” is left out."""
        found: dict[str, list[tuple[int, int]]] = {}
        strange, little, is_marked = self._strange_before, self._little_before, self._is_marked
        capital = [each.is_capital for each in self.words]
        words = [(each.word, each.forms, each.is_apart, each.word in AND) for each in self.words]
        for first, (_, _, _, is_and) in enumerate(words):
            if is_and:
                continue
            joined, last = "", first
            for word, forms, is_apart, is_and in words[first : first + LONGEST_NAME + 1]:
                if is_apart and last > first:
                    break
                last += 1
                if is_and:
                    continue
                if (
                    little[first] < little[last]
                    and strange[first] == strange[last]
                    and 0 < first < last - 1
                    and not (capital[first] and capital[last - 1])
                    and not is_marked
                ):
                    joined += word
                    continue  # they would be no name: `may_be_name`
                for form in forms:
                    same = found.get(joined + form)
                    if same is None:
                        found[joined + form] = [(first, last)]
                    elif len(same) < MOST_TIMES:
                        same.append((first, last))
                joined += word
        return found

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, in any of its forms."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self.words):
            for form in each.forms:
                if len(same := found[form]) < MOST_TIMES:
                    same.append(place)
        return found

    @cached_property
    def telling(self) -> Sequence[int]:
        """The places of words that may be a part of a name, those first that look most like one."""
        quoted = {place for first, last in self.quotes for place in range(first, last)}

        def rank(place: int) -> tuple[bool, bool, int]:
            return place not in quoted, not self.words[place].is_capital, place

        places = sorted((place for place, each in enumerate(self.words) if each.tells), key=rank)
        once: dict[str, int] = {}
        for place in places:
            once.setdefault(self._folded[place], place)
        return list(once.values())[:MOST_LOOKED_UP]

    @cached_property
    def mistyped(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The places of words that may be mistyped, each with the forms that may be."""
        found = (
            (place, [form for form in self.words[place].forms if len(form) >= SHORTEST_MISTYPED])
            for place in self.telling
            if not self.known.is_slip_of_little(self.words[place].word)
        )
        return [(place, forms) for place, forms in found if forms]

    @cached_property
    def wholes(self) -> Sequence[tuple[str, int, int]]:
        """Neighbours that may be a whole name: as one word, with the places of the first and behind the last one."""
        little, is_marked = self._little_before, self._is_marked
        found: list[tuple[str, int, int]] = []
        for joined, ((first, last), *_) in self.spans.items():
            if last - first > 1:
                if little[first] < little[first + 1] or little[last - 1] < little[last]:
                    continue
            elif not (is_marked or first == 0 or (word := self.words[first]).is_capital or word.is_rare):
                continue
            if self.may_be_name(first, last) or self.is_domain(first, last):
                found.append((joined, first, last))
                if len(found) == MOST_SPANS:
                    break
        return found

    @cached_property
    def glued(self) -> Sequence[tuple[str, int, int]]:
        """Two or three neighbours, of which one is not ordinary, as the one word that they may be but for a slip."""
        strange, little = self._strange_before, self._little_before
        if not strange[-1]:
            return []
        found = (
            (joined, first, last)
            for joined, ((first, last), *_) in self.spans.items()
            if 1 < last - first <= MOST_GLUED
            and strange[first] < strange[last]
            and little[first] == little[last]
            and len(joined) >= SHORTEST_GLUED
            and joined.endswith(self._folded[last - 1])
        )
        return list(islice(found, MOST_LOOKED_UP))

    def is_slip_of_ordinary(self, place: int) -> bool:
        """Whether an ordinary word is meant, and not the name that looks like it of one of very many."""
        word = self.words[place]
        return not word.is_capital and self.known.is_slip_of_ordinary(word.word)

    @cached_property
    def everyday(self) -> Sequence[int]:
        """The places of words that mean one of few by a part of its name, if no other has it: “die Krone”."""
        found = (
            place
            for place, each in enumerate(self.words)
            if each.is_ordinary
            and len(each.word) > SHORTEST
            and not self.known.is_common(each.word)
            and self._before(place) not in self.known.indefinite
        )
        return list(islice(found, MOST_LOOKED_UP))

    def _before(self, place: int) -> str:
        parted = not place or self.words[place].begins or self.words[place].is_apart
        return "" if parted else self._folded[place - 1]

    def form_behind(self, place: int) -> int:
        """How many words from `place` on are a legal form; “as” and the like are one in capitals only."""
        if place in self._forms_behind:
            return self._forms_behind[place]
        length = form_behind(self._folded, place)
        while length and any(
            each.word in self.known.little and not each.is_capital for each in self.words[place : place + length]
        ):
            length -= 1
        self._forms_behind[place] = length
        return length

    @cached_property
    def _strange_before(self) -> Sequence[int]:
        """How many words before each place are not ordinary."""
        return (0, *accumulate(not each.is_ordinary for each in self.words))

    @cached_property
    def _is_marked(self) -> bool:
        """Whether quotation marks, a legal form or an address make a name of anything in the message."""
        return bool(self.quotes or self.domains or any(map(self.form_behind, range(len(self.words)))))

    @cached_property
    def _little_before(self) -> Sequence[int]:
        """How many little words stand before each place."""
        return (0, *accumulate(word in self.known.little for word in self._folded))

    def may_be_name(self, first: int, last: int) -> bool:
        """Whether these words, which are somebody's whole name, are meant as it, and not as what they mean."""
        if self._rare_before[first] < self._rare_before[last]:
            return True
        if (first, last) in self.quotes or self.form_behind(last) or self._is_alone(first, last):
            return True
        word, before = self.words[first], self._before(first)
        if last - first > 1 and word.is_capital and self.words[last - 1].is_capital:
            return True
        if last - first > 1:
            if before in self.known.indefinite or self._little_before[first] < self._little_before[last]:
                return False
            return not self.known.is_said(self._folded[first:last])  # no phrase
        if self.known.is_the_desks(word.word) or not word.is_capital:
            return False
        if word.begins:  # “Neustart soll unser Partner werden”
            return not self.known.is_common(word.word) and not self.known.doing.isdisjoint(
                self._folded[last : last + 1]
            )
        return before not in self.known.definite and before not in self.known.indefinite

    def may_be_called(self, first: int, last: int) -> bool:
        """Whether a word of every day is a colleague's name here, who are few: “Max darf alles”."""
        word = self.words[first]
        return last - first == 1 and word.is_capital and word.word not in self.known.little

    def beside(self, first: int, last: int) -> Set[int]:
        """The places right before and behind the words, where no comma parts them."""
        before = set() if self.words[first].is_apart else {first - 1}
        return before if last == len(self.words) or self.words[last].is_apart else before | {last}

    def is_beside(self, place: int, first: int, last: int) -> bool:
        """Whether the word stands right beside those, and seems to belong to the same name."""
        word, before = self.words[place], place < first
        between = (
            self.text[word.end : self.words[first].start]
            if before
            else self.text[self.words[last - 1].end : word.start]
        )
        if between != " " or word.begins or not word.is_capital or (not before and self.form_behind(place)):
            return False
        return word.tells or (word.typed.isupper() and 1 < len(word.word) <= SHORTEST)

    def _is_alone(self, first: int, last: int) -> bool:
        return first == 0 and last + self.form_behind(last) == len(self.words)

    def is_definite(self, place: int) -> bool:
        """Whether the word speaks of one's own: “den Shop”."""
        return self._before(place) in self.known.definite

    def is_indefinite(self, place: int) -> bool:
        """Whether the word speaks of any: “ein Shop”."""
        return self._before(place) in self.known.indefinite

    def is_domain(self, first: int, last: int) -> bool:
        """Whether the words are an address of the web, or all of it but its beginning: “shop.example.ch”."""
        return any(start <= first and last == end and first < end - 1 for start, end in self.domains)

    @cached_property
    def kinds(self) -> Sequence[int]:
        """The places of words that say what a client is, if they speak of a certain one: “die Kita”."""
        return [
            place
            for place, each in enumerate(self.words)
            if not self.known.kinds.isdisjoint(each.forms) and self.is_definite(place)
        ]

    @cached_property
    def words_for_things(self) -> Things:
        """The message as it is looked through for them."""
        return Things(self.words, self.known, self.text)

    @cached_property
    def things(self) -> Sequence[Thing]:
        """The words for what can be a product; none that speaks of any: “ein Shop”."""
        return self.words_for_things.found(MOST_LOOKED_UP)
