"""What people call an option or a question of a form beside its label: “egal”, “ne neue Website”, “the place”.

The phrases of each term stand under its value in `locales/<language>/sayings/in_forms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Set
from enum import Enum
from typing import NamedTuple

from domain.answers.spelling import MOST_CHARACTERS, stem, words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_AROUND = " \t\n,;:!"
LONGEST = 12
"""Words of a question that does not say of what it asks."""


class Term(Enum):
    """Something that has several names; the value is that of its list in the tables."""

    WEBSITE = "kind-website"
    SHOP = "kind-shop"
    MOVE = "kind-move"
    SERVER = "kind-server"
    DEVELOPMENT = "kind-development"
    MARKETING = "kind-marketing"
    CARE = "kind-care"
    UNDECIDED = "undecided"
    ANYWHERE = "anywhere"
    NO_FILES = "no-files"
    SOONEST = "soonest"
    NAMED = "named"
    ANONYMOUS = "anonymous"
    OFFERS_UNTIL = "offers-until"
    BUDGET = "about-budget"
    PLACE = "about-place"
    DEADLINE = "about-deadline"
    KIND = "about-kind"
    PRICE = "about-price"
    READY = "about-ready"
    SUBJECT = "about-subject"
    SKILLS = "about-skills"
    CERTIFICATES = "about-certificates"
    WEBSITE_ADDRESS = "about-website"
    DESCRIPTION = "about-description"
    LANGUAGES = "about-languages"
    EDITS = "edits"
    IN_ENTRY = "in-entry"
    WHO_SEES = "asks-who-sees"
    COST = "asks-cost"
    PURPOSE = "asks-purpose"
    WHAT_NEXT = "asks-what-next"
    ASKING = "asks-with"
    """Words that questions have beside what they ask for."""


class Behind(NamedTuple):
    """The `rest` of a message behind what it names, and whether words such as “are” link the two."""

    rest: str
    is_linked: bool


class Terms:
    """The phrases of all languages. Never changes; threads may share it."""

    def __init__(
        self,
        phrases: Mapping[Term, Collection[tuple[str, ...]]],
        nothing: Set[str],
        links: Set[str],
        others: Set[tuple[str, ...]],
    ) -> None:
        """`nothing` are words that say nothing, `links` those between a question's name and its new answer; with one
        of the `others`, a message asks or denies."""
        self._phrases = {term: {tuple(map(stem, phrase)) for phrase in each} for term, each in phrases.items()}
        self._nothing, self._links, self._others = nothing | links, links, others
        self._longest = max((len(phrase) for each in phrases.values() for phrase in each), default=0)

    def said(self, text: str, among: Collection[Term], most_unknown: int = 0) -> Term | None:
        """The only one of the terms that a message says, beside words that say nothing, and so many others."""
        spoken = words(text[:MOST_CHARACTERS])
        stems = list(map(stem, spoken))
        found: set[Term] = set()
        unknown, at = 0, 0
        while at < len(spoken):
            length, terms = self._at(stems, at, among)
            found |= terms
            if not terms and (spoken[at],) in self._others:
                return None
            unknown += not terms and spoken[at] not in self._nothing
            at += length
        return found.pop() if len(found) == 1 and unknown <= most_unknown else None

    def asked(self, text: str, among: Collection[Term]) -> Term | None:
        """The only one of the terms that a question asks for, where it does not say of what: “who can see that?”."""
        spoken = words(text[:MOST_CHARACTERS])
        stems, beside = list(map(stem, spoken)), self._phrases[Term.ASKING]
        found: set[Term] = set()
        at = 0
        while at < len(spoken) <= LONGEST:
            length, terms = self._at(stems, at, among)
            if not terms and self.tells(spoken[at]) and (stems[at],) not in beside:
                return None
            found |= terms
            at += length
        return found.pop() if len(found) == 1 else None

    def _at(self, stems: list[str], at: int, among: Collection[Term]) -> tuple[int, set[Term]]:
        for length in range(min(self._longest, len(stems) - at), 0, -1):
            phrase = tuple(stems[at : at + length])
            if terms := {term for term in among if phrase in self._phrases[term]}:
                return length, terms
        return 1, set()

    def ends_with(self, text: str, term: Term) -> bool:
        """Whether a text ends with a word of the term, and words that say nothing."""
        telling = [stem(word) for word in words(text[-MOST_CHARACTERS:]) if word not in self._nothing]
        return bool(telling) and telling[-1] in self.stems_of(term)

    def from_word(self, text: str, term: Term) -> str:
        """What stands behind the first word of the term; nothing where there is none."""
        stems = self.stems_of(term)
        found = (each.end() for each in _WORD.finditer(text) if set(map(stem, words(each.group()))) <= stems)
        return text[next(found, len(text)) :].strip(_AROUND)

    def stems_of(self, term: Term) -> Set[str]:
        """Of all words of its phrases."""
        return {each for phrase in self._phrases[term] for each in phrase}

    def tells(self, word: str) -> bool:
        """Whether a word, in its common spelling, says something."""
        return word not in self._nothing and (word,) not in self._others

    def has(self, text: str, term: Term) -> bool:
        """Whether a phrase of the term stands in a text."""
        stems = list(map(stem, words(text[:MOST_CHARACTERS])))
        return any(self._at(stems, at, (term,))[1] for at in range(len(stems)))

    def without(self, text: str, term: Term) -> str:
        """The text without the phrases of the term."""
        found = list(_WORD.finditer(text[:MOST_CHARACTERS]))
        stems = [" ".join(map(stem, words(each.group()))) for each in found]
        spans = [(at, length) for at in range(len(found)) for length, terms in [self._at(stems, at, (term,))] if terms]
        for at, length in reversed(spans):
            text = f"{text[: found[at].start()]}{text[found[at + length - 1].end() :].lstrip()}"
        return text

    def is_empty(self, text: str) -> bool:
        """Whether all words of a text, if there are any, say nothing."""
        return set(words(text)) <= self._nothing

    def behind(self, text: str, names: Set[str]) -> Behind | None:
        """What a message says behind words with these stems, if they are the first in it that say something: of “ändere
        das Budget auf 5000”, “5000”.
        """
        place: int | None = None
        for each in _WORD.finditer(text[:MOST_CHARACTERS]):
            said = words(each.group())
            if set(map(stem, said)) <= names:
                place = each.end()
            elif not set(said) <= self._nothing and (stem(said[0]),) not in self._phrases[Term.EDITS]:
                break
        if place is None:
            return None
        is_linked = text[place:].lstrip().startswith(":")
        for each in _WORD.finditer(text, place):
            if not set(words(each.group())) <= self._links:
                break
            place, is_linked = each.end(), True
        return Behind(text[place:].strip(_AROUND), is_linked)

    def rests(self, text: str) -> Iterator[str]:
        """A text without some of the words at its ends that say nothing, the longest first: of “nein, doch bis 5000
        bitte”, “doch bis 5000 bitte”, “bis 5000” and “5000” are among them.
        """
        found = list(_WORD.finditer(text[:MOST_CHARACTERS]))
        empty = [set(words(each.group())) <= self._nothing for each in found]
        leading = next((place for place, each in enumerate(empty) if not each), 0)
        trailing = next((place for place, each in enumerate(reversed(empty)) if not each), 0)
        for dropped in range(1, leading + trailing + 1):
            for left in range(max(0, dropped - trailing), min(leading, dropped) + 1):
                right = len(found) - dropped + left
                begin = found[left - 1].end() if left else 0
                end = found[right].start() if right < len(found) else len(text)
                yield text[begin:end].strip(_AROUND)
