"""Words for what can be a product: “the shop”, “unsere beiden Domains”, “web hosting”, “Zugriff auf die Mails”.

What is one of many is written with its determiner: “ein Shop” is any, “die Domains” and “alle Domains” are all of them.
A word like “mail” is said of letters much more often than of a service; it is one beside other things, or where the
sentence speaks of looking after something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.names.keys import AND
from domain.sayings.names.ordinary import NameWords
from domain.sayings.names.typed import Word

_LONGEST = 3
"""Words that are one thing together: “E-Mail-Hosting”."""
SHORTEST_BESIDE = 4
"""Letters of a word that may tell a thing from others."""
_BESIDE = 2
"""Words between two things that are named together: “und die”."""


_PLUS = frozenset("+&/")


@dataclass(frozen=True, slots=True)
class Thing:
    """The words from `first` to before `last`, which are `word` in a table.

    A definite one is one's own. Of several that fit, all are meant `together` – so many, where a `count` is said –, or
    those under an `end` (“the .ch domains”). The `is_main` one is that by which others are called. What stands `beside`
    it may tell it from others: “the hotel domain”, “die Domain des Hotels”; of an `is_compound` one, which means
    something else if it tells nothing, it is the beginning: “die Hoteldomain”.
    """

    first: int
    last: int
    word: str
    is_definite: bool = False
    together: bool = False
    count: int | None = None
    end: str = ""
    is_main: bool = False
    beside: tuple[str, ...] = ()
    is_compound: bool = False


class Things:
    """Looks through a message's words for them."""

    def __init__(self, words: Sequence[Word], known: NameWords, text: str) -> None:
        self._words, self._known, self._text = words, known, text

    def found(self, most: int) -> tuple[Thing, ...]:
        """The first ones, so many at most."""
        strong: list[Thing] = []
        weak: list[Thing] = []
        place = 0
        while place < len(self._words) and len(strong) + len(weak) < most:
            thing = self._at(place) if self._known.may_be_thing(self._words[place].word) else None
            if thing is None:
                place += 1
                continue
            (weak if thing.word in self._known.letters else strong).append(thing)
            place = thing.last
        if not strong and not weak:
            return ()
        every = (*strong, *weak)
        strong = [replace(one, is_definite=one.is_definite or self._is_in_list(one, every)) for one in strong]
        is_choice = self._is_choice(every)
        meant = (replace(each, is_definite=True) for each in weak if is_choice or self._is_managed(each, strong))
        return tuple(sorted((*strong, *meant), key=lambda each: each.first))

    def is_excepted(self, place: int) -> bool:
        """Whether its clause says before that all but this is meant, or something beside it: “alles ausser dem Shop”,
        “neben dem Shop auch die Domain”.
        """
        if self._is_beside_more(place):
            return True
        at = place
        while at > 0 and not self._words[at].begins and not self._words[at].is_apart:
            at -= 1
            before = self._words[at - 1].word if at else ""
            if not self._known.excepting.isdisjoint((self._words[at].word, before + self._words[at].word)):
                return self._words[at + 1].word not in self._known.persons  # “ausser uns”
            if self._words[at].word in self._known.without:
                return any(each.word in self._known.everything for each in self._words[:at])
        return False

    def _is_beside_more(self, place: int) -> bool:
        known, at = self._known, place
        while at > 0 and not self._words[at].is_apart and self._words[at - 1].word in known.definite:
            at -= 1
        if self._words[at].begins or self._words[at].is_apart:
            return self._words[at].word in known.towards and self._is_added(place)
        words = [each.word for each in self._words[max(0, at - _LONGEST) : at]]
        if any("".join(words[first:]) in known.besides for first in range(len(words))):
            return not any(each.word in known.turning for each in self._sentence(place))
        return self._words[at].word in known.towards and self._is_added(place)

    def is_denied(self, place: int) -> bool:
        """“Das Hosting, aber nicht die Domains”, “statt des Shops”: whether a negation stands before it and its
        article.
        """
        known, at = self._known, place
        while at > 0 and not self._words[at].is_apart and self._words[at - 1].word in known.definite | known.genitive:
            at -= 1
        if self._words[at].begins or at == 0:
            return self._words[at].word in known.denying and at < place
        before = self._words[at - 1].word
        further = self._words[at - 2].word if at > 1 and not self._words[at - 1].begins else ""
        return before in known.denying or further + before in known.denying

    def is_turned_from(self, place: int, last: int, other: int) -> bool:
        """“It shouldn't get the shop but the newsletter”: whether its clause denies something, and turns to another."""
        turn = next((at for at in range(last, other) if self._words[at].word in self._known.turning), None)
        if turn is None:
            return False
        at = place
        while at > 0 and not self._words[at].begins and not self._words[at].is_apart:
            at -= 1
        return any(each.word in self._known.denying for each in self._words[at:turn])

    def _is_added(self, place: int) -> bool:
        """“Zum Newsletter-Tool dazu”"""
        behind = self._words[place + 1 : place + _LONGEST]
        return any(each.word in self._known.added for each in behind)

    def _at(self, place: int) -> Thing | None:
        joined, found = self._words[place].word, [(place + 1, self._words[place].word)]
        for last in range(place + 1, min(place + _LONGEST, len(self._words))):
            # Of what is one together, only the last word may be one by itself.
            if joined not in self._known.begins_thing or self._words[last].begins or self._words[last].is_apart:
                break
            joined += self._words[last].word
            found.append((last + 1, joined))
        for last, word in reversed(found):
            thing = self._thing(place, last, word)
            if thing is not None:
                return thing
        return None

    def _thing(self, place: int, last: int, joined: str) -> Thing | None:
        known, before = self._known, self._before(place)
        if (main := known.main_thing(joined)) is not None:
            return None if before in known.indefinite else Thing(place, last, main, True, is_main=True)
        if (many := known.one_of_many(joined)) is not None and before not in known.genitive:
            return self._many(place, last, many)
        word = known.thing(joined) if last - place == 1 else joined if joined in known.things else None
        if word is None and before in known.genitive and joined.endswith("s"):
            word = known.thing(joined.removesuffix("s"))
        if word is None:
            compound = known.compound(joined) if last - place == 1 else None
            return Thing(place, last, compound[1], beside=compound[:1], is_compound=True) if compound else None
        behind = self._words[last].word if last < len(self._words) else ""
        no_more = (before in known.none and behind in known.more) or (
            before in known.more and self._before(place - 1) in known.none
        )
        if before in known.indefinite and not no_more and not _is_swiss(before, joined):
            return None
        handed = not before and behind in known.leads_thing
        # Who says it in two words means what is sold so: “e-mail hosting only”.
        is_definite = before in known.definite or no_more or handed or last - place > 1
        is_definite = is_definite or before in known.alone or before in known.without
        is_definite = is_definite or _is_swiss(before, joined)
        return Thing(place, last, word, is_definite, beside=self._beside(place, last))

    def _beside(self, place: int, last: int) -> tuple[str, ...]:
        """“The hotel domain”, “die Domain des Hotels”, “the domain for the hotel”: the forms of such words."""
        known, words = self._known, self._words
        found: tuple[str, ...] = ()
        if self._before(place - 1) in known.definite and not words[place].begins:
            found = words[place - 1].forms
        at = last
        while at < min(len(words), last + _LONGEST) and not words[at].is_apart and words[at].word in known.leads_beside:
            at += 1
        if last < at < len(words) and not words[at].is_apart:
            found += words[at].forms
        return tuple(form for form in found if len(form) >= SHORTEST_BESIDE and form not in known.little)

    def _many(self, first: int, last: int, word: str) -> Thing | None:
        """“Die beiden Domains”, “alle Domains”, “the .ch domains”."""
        known, end, count = self._known, "", None
        place, before = first, self._before(first)
        if place > 1 and self._text[: self._words[place - 1].start].endswith((" .", "*.")):
            end, place = before, place - 1
            before = self._words[place - 1].word
        elif before in known.two or before in known.three:
            count = 2 if before in known.two else 3
            if before not in known.definite:
                place -= 1
                before = self._before(place)
        if before not in known.together and before not in known.definite:
            return None
        of = self._before(place - 1)
        of = self._before(place - 2) if of in known.genitive else of
        if of not in known.together and (of in known.indefinite or of in known.some):
            return None  # “one of our domains”
        return Thing(first, last, word, True, True, count, end)

    def _before(self, place: int) -> str:
        return self._words[place - 1].word if place > 0 and not self._words[place].begins else ""

    def _is_managed(self, thing: Thing, strong: Sequence[Thing]) -> bool:
        """Whether a word that may be a letter is a service here."""
        if self._is_in_list(thing, strong):
            return True
        known, before = self._known, self._before(thing.first)
        if self._is_alone(thing, before):
            return True
        further = self._before(thing.first - 1) if before in known.definite else before
        if further in known.reached and before in known.definite:
            reaching = [each.word for each in self._sentence(thing.first)]
            return not known.reaching.isdisjoint(reaching) or not known.managing.isdisjoint(reaching)
        leads = before in known.managed or (before in known.definite and further not in known.written)
        return leads and any(each.word in known.managing for each in self._sentence(thing.first))

    def _is_choice(self, things: Sequence[Thing]) -> bool:
        """“Und die Mail auch noch”, “no, not the mail”: whether nothing is said but which things, and that they come to
        others or leave them.
        """
        known, named = self._known, {place for thing in things for place in range(thing.first, thing.last)}
        beside = [word.word for place, word in enumerate(self._words) if place not in named]
        is_said = all(word in known.choosing or word in known.definite or word in AND for word in beside)
        are_definite = all(self._before(thing.first) in known.definite for thing in things)
        return is_said and are_definite and not known.definite.issuperset(beside)

    def _is_alone(self, thing: Thing, before: str) -> bool:
        """“Nur Mail”, “Mail reicht”, “Mail only”: all that is left, and nothing goes on behind it."""
        if thing.word.endswith("s"):
            return False
        behind = self._words[thing.last] if thing.last < len(self._words) else None
        ends = behind is None or behind.is_apart or behind.begins
        if before in self._known.alone:
            return ends
        begins = not before or self._words[thing.first].is_apart
        return not ends and behind is not None and begins and behind.word in self._known.enough

    def _is_in_list(self, one: Thing, strong: Sequence[Thing]) -> bool:
        """“Mail, Onlineshop und Newsletter” are one's own as much as the ones with an article."""
        return any(
            self._is_beside(one, other)
            or self._is_beside(other, one)
            or (one.last == other.first and any(self._is_beside(other, third) for third in strong))
            or (other.last == one.first and self._is_next(one, strong))
            for other in strong
        )

    def _is_next(self, one: Thing, strong: Sequence[Thing]) -> bool:
        """“Server, web hosting, mail.”: whether a comma parts it from what is named before it, and the list ends, or
        goes on with what is known.
        """
        words, end = self._words, one.last
        between = self._text[words[one.first - 1].end : words[one.first].start].strip()
        ends = end == len(words) or words[end].begins
        return between == "," and (ends or (words[end].is_apart and any(each.first == end for each in strong)))

    def _is_beside(self, one: Thing, other: Thing) -> bool:
        between = self._words[one.last : other.first]
        if one.last == other.first:
            return self._follows_plus(one.last)
        return 0 < len(between) <= _BESIDE and between[0].word in AND

    def is_beside_plus(self, first: int, last: int) -> bool:
        """“Shop + Newsletter”: whether such a sign stands before or behind the words."""
        return self._follows_plus(first) or self._follows_plus(last)

    def _follows_plus(self, place: int) -> bool:
        if not 0 < place < len(self._words):
            return False
        return self._text[self._words[place - 1].end : self._words[place].start].strip() in _PLUS

    def _sentence(self, place: int) -> Iterator[Word]:
        first = place
        while first > 0 and not self._words[first].begins:
            first -= 1
        for at in range(first, len(self._words)):
            if at > first and self._words[at].begins:
                return
            yield self._words[at]


def _is_swiss(before: str, thing: str) -> bool:
    """Whether “an” is “an den”, as in “an Shop”, and not English, where it stands in front of vowels."""
    return before == "an" and thing[0] not in "aeiou"
