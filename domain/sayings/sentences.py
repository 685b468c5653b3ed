"""A message's sentences and their clauses, with the signs in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from domain.sayings.phrases import Match, Phrases, Read
from domain.sayings.signs import ALONE, AT_CLAUSE, AT_SENTENCE, WANTED, Sign
from domain.sayings.spoken import CUT, spoken, windows

_ENDS = re.compile(r"[!?;…\n\f]|\.{2,}")
_QUOTATION = re.compile(
    r"„([^„“”\"]{1,400})[“”\"]|“([^“”]{1,400})”|«([^«»]{1,400})»|»([^«»]{1,400})«|‹([^‹›]{1,400})›"
    r"|‚([^‚‘’]{1,400})[‘’]|‘([^‘’]{1,400})’|\"([^\"]{1,400})\"|(?<!\w)'([^']{1,400})'(?!\w)"
)
_QUOTING = frozenset("„“«»‹›‚‘\"'")
"""What a quotation begins with."""
_LAUGHING = dict.fromkeys(map(ord, "😂🤣😜🙃😝"), " haha ")
"""Who laughs means something else."""
_WORDS_OF_A_NAME = 3
_SHORTEST_ASIDE = 3
_BEFORE_A_SENTENCE = frozenset({Sign.FILLER, Sign.HENCE, Sign.JOINT, Sign.RETRACTION})
_NO_REQUEST = frozenset(
    {Sign.ABOUT, Sign.DATA, Sign.NEGATION, Sign.HYPOTHETICAL, Sign.QUOTED, Sign.ENDING, Sign.NO_MORE}
)
_UNDONE = frozenset({Sign.ABOUT, Sign.HYPOTHETICAL, Sign.QUOTED, Sign.RETRACTION, Sign.DENIAL})
_SAYING = frozenset({Sign.ENDING, Sign.STARTING, Sign.ACTING, Sign.NO_MORE, Sign.WISHING})


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence: the words from `begin` to before `end`, and the signs among them."""

    signs: tuple[Match[Sign], ...]
    begin: int
    end: int
    kinds: frozenset[Sign]
    """Of the signs."""
    said: Sequence[Read]
    """The words of the whole message."""

    @classmethod
    def having(cls, signs: Iterable[Match[Sign]], begin: int, end: int, said: Sequence[Read]) -> Clause:
        """With these signs."""
        found = tuple(signs)
        return cls(found, begin, end, frozenset(match.kind for match in found), said)

    @property
    def span(self) -> tuple[int, int]:
        """Its characters …"""
        return self._characters(self.begin, self.end)

    @property
    def names(self) -> bool:
        """Whether somebody or something is named."""
        return any(each.word.is_name for each in self.said[self.begin : self.end])

    @property
    def core(self) -> tuple[int, int]:
        """… and those without what stands before a break in front of all signs, or behind one after them, names nobody,
        and has some words: “the spam is killing us, please remove him, Tina does it now”.
        """
        signs = range(min(match.begin for match in self.signs), max(match.end for match in self.signs))
        begin = next((n for n in range(signs.start, self.begin, -1) if self.said[n].word.follows_break), self.begin)
        end = next((n for n in range(signs.stop, self.end) if self.said[n].word.follows_break), self.end)
        begin = begin if self._is_aside(self.begin, begin) else self.begin
        return self._characters(begin, end if self._is_aside(end, self.end) else self.end)

    def _is_aside(self, begin: int, end: int) -> bool:
        return end - begin >= _SHORTEST_ASIDE and not any(each.word.is_name for each in self.said[begin:end])

    def _characters(self, begin: int, end: int) -> tuple[int, int]:
        return self.said[begin].word.start, self.said[end - 1].word.end

    @property
    def negates_first(self) -> bool:
        """Whether a negation is its first word."""
        first = self.signs[0] if self.signs else None
        return first is not None and first.kind is Sign.NEGATION and first.begin == self.begin

    @property
    def requests(self) -> bool:
        """Whether it asks the desk for something."""
        return self.has(Sign.POLITE, Sign.REQUEST, Sign.REQUEST_FIRST) and not self.has(*_NO_REQUEST)

    @property
    def tells(self) -> bool:
        """Whether it is what somebody has said, in words of its own: “they say it landed in spam”."""
        quoted = [match for match in self.signs if match.kind is Sign.QUOTED]
        if len(quoted) != 1 or self.has(*_UNDONE - {Sign.QUOTED}):
            return False
        return self.begin == quoted[0].begin and self.end - quoted[0].end >= _WORDS_OF_A_NAME

    @property
    def undoes(self) -> bool:
        """Whether a request beside it may be none: “mein Chef sagt”, “falls”, “das will ich nicht”."""
        return self.has(*_UNDONE) or (self.has(Sign.NEGATION, Sign.NO_MORE) and self.has(*WANTED))

    def has(self, *signs: Sign) -> bool:
        """Whether one of these is there."""
        return not self.kinds.isdisjoint(signs)

    def of(self, *signs: Sign) -> tuple[str, ...]:
        """The words of these."""
        return tuple(match.phrase for match in self.signs if match.kind in signs)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`asks`: a question mark ends it. `cited` is what stands in quotation marks, and is no name. Of one that is `cut`,
    a part was not read.
    """

    clauses: tuple[Clause, ...]
    asks: bool = False
    cited: str = ""
    cut: bool = False

    @property
    def requests(self) -> bool:
        """Whether a clause asks the desk for something, whatever the others tell: “let him in, please, and nobody
        else”; the last one, whatever was thought before it: “I don't want to type that again, so could you ask them?”
        """
        last = self.clauses[-1]
        if len(self.clauses) > 1 and last.requests and last.has(Sign.POLITE, Sign.HENCE):
            return True
        asking = [clause for clause in self.clauses if clause.requests]
        if not asking:
            return False
        first = self.clauses.index(asking[0])
        others = ((place, clause) for place, clause in enumerate(self.clauses) if clause not in asking)
        return not any(clause.undoes and not (place > first and clause.tells) for place, clause in others)

    @property
    def signs(self) -> tuple[Match[Sign], ...]:
        """All of them, in their order."""
        return tuple(match for clause in self.clauses for match in clause.signs)

    def has(self, *signs: Sign) -> bool:
        """Whether one of these is there."""
        return any(not clause.kinds.isdisjoint(signs) for clause in self.clauses)

    def of(self, *signs: Sign) -> tuple[str, ...]:
        """The words of these."""
        return tuple(phrase for clause in self.clauses for phrase in clause.of(*signs))


def sentences(text: str, phrases: Phrases[Sign]) -> tuple[Sentence, ...]:
    """The sentences of a message, without those that only thank and greet."""
    text = text if text.isascii() else text.translate(_LAUGHING)
    said: Sequence[Read] = phrases.read(spoken(text))
    if ". " in text:
        said = _with_days_in_one(said)
    cited = _cited(text, phrases)
    return tuple(_sentences(text, said, phrases, cited))


def _with_days_in_one(said: Sequence[Read]) -> Sequence[Read]:
    """The words without the breaks that are none: “nicht per 30. Juni kündigen” is one clause."""
    numbers = (False, *(each.word.key.isdecimal() for each in said))
    return [
        each._replace(word=each.word._replace(before=" ")) if behind_number and each.word.before == ". " else each
        for behind_number, each in zip(numbers, said, strict=False)
    ]


def _sentences(
    text: str, said: Sequence[Read], phrases: Phrases[Sign], cited: Sequence[tuple[int, int]]
) -> Iterator[Sentence]:
    begin = 0
    for end in range(1, len(said) + 1):
        if end < len(said) and not _ends(said, end, phrases):
            continue
        behind = said[end].word.before if end < len(said) else text[said[end - 1].word.end :][:3]
        asks = "?" in behind
        clauses = tuple(_clauses(said, begin, end, phrases, asks))
        kinds = frozenset[Sign]().union(*(clause.kinds for clause in clauses))
        first, last = said[begin].word.start, said[end - 1].word.end
        if Sign.CLOSING not in kinds or kinds & _SAYING or asks:
            words = [text[start:stop] for start, stop in cited if start < last and first < stop]
            yield Sentence(clauses, asks, words[0] if words else "", CUT in said[begin].word.before + behind)
        begin = end


def _ends(said: Sequence[Read], place: int, phrases: Phrases[Sign]) -> bool:
    """Whether a sentence ends before a word: not with the point of “3. April”, but before “…, darum soll”."""
    word, before = said[place].word, said[place - 1].word
    if word.before == " ":
        return False  # as between nearly all words
    if _ENDS.search(word.before) or (word.follows_break and _concludes(said, place, phrases)):
        return True
    if "." not in word.before or not word.before[-1:].isspace():
        return False
    short = before.key.isdecimal() or len(before.key) == 1
    return not short and not any(match.kind is Sign.SHORT_FORM for match in phrases.at(said, place - 1))


def _concludes(said: Sequence[Read], place: int, phrases: Phrases[Sign]) -> bool:
    """Whether what comes of all that was told begins at a word: “jetzt” may only fill a pause."""
    kinds = {match.kind for match in phrases.at(said, place)}
    return Sign.HENCE in kinds and Sign.FILLER not in kinds


def _clauses(said: Sequence[Read], begin: int, end: int, phrases: Phrases[Sign], asks: bool) -> Iterator[Clause]:
    """Clauses end at commas and dashes, and at “und”, “deshalb” where a wish of its own follows."""
    found = tuple(_signs(said, begin, end, phrases, asks))
    signs: list[Match[Sign]] = []
    first = begin
    for match, following in zip_longest(found, found[1:]):
        place = match.begin
        is_new = match.kind is Sign.JOINT and following is not None and following.kind in (Sign.WISHING, Sign.POLITE)
        after = (
            next((n for n in range(signs[-1].end, place + 1) if said[n].word.follows_break), None) if signs else None
        )
        if signs and (is_new or after is not None):
            start = place if after is None else after
            yield Clause.having(signs, first, start, said)
            signs, first = [], start
        signs.append(match)
    yield Clause.having(signs, first, end, said)


def _signs(said: Sequence[Read], begin: int, end: int, phrases: Phrases[Sign], asks: bool) -> Iterator[Match[Sign]]:
    """The signs, from left to right, none inside of another."""
    place = begin
    begins_sentence = begins_clause = True
    concludes = False
    is_caused = any(match.kind is Sign.CAUSE for match in phrases.at(said, begin))
    while place < end:
        begins_clause = begins_clause or said[place].word.follows_break
        matches = phrases.at(said, place)
        is_told = ":" in said[place].word.before  # “we've decided: add Nordnet”
        here = matches and tuple(  # at most words is none
            match
            for match in matches
            if match.end <= end
            and not _is_torn(match, said, phrases)
            and (match.kind is not Sign.CONTRAST or (begins_clause and _ends_clause(said, match.end, end)))
            and (match.kind not in AT_CLAUSE or begins_clause or match.end == end > begin + 1)
            and (
                match.kind not in AT_SENTENCE
                or begins_sentence
                or (begins_clause and asks)
                or (match.kind is Sign.REQUEST_FIRST and (concludes or (begins_clause and (is_caused or is_told))))
            )
        )
        if not here:
            place += 1
            begins_sentence = begins_clause = concludes = False
            continue
        here = tuple(match for match in here if match.end == here[0].end)
        if here[0].kind is Sign.CLOSING and here[0].end < end:  # “können Sie das freischalten?”
            here = tuple(each for each in matches if each.kind is Sign.POLITE) or here
        here = here[:1] if here[0].kind in ALONE else here
        yield from here
        kinds = {match.kind for match in here}
        begins_sentence = Sign.FRAME in kinds or (
            begins_sentence and (asks or Sign.HENCE not in kinds) and kinds <= _BEFORE_A_SENTENCE
        )
        concludes = begins_clause and Sign.HENCE in kinds  # “…, so give it to them”
        begins_clause = not kinds.isdisjoint((Sign.FRAME, Sign.JOINT)) or (
            begins_clause and kinds <= {Sign.FILLER, Sign.HENCE, Sign.RETRACTION}
        )
        place = here[0].end


def _ends_clause(said: Sequence[Read], place: int, end: int) -> bool:
    """Whether a clause ends before a place in a sentence that ends at `end`."""
    return place == end or said[place].word.follows_break


def _is_torn(match: Match[Sign], said: Sequence[Read], phrases: Phrases[Sign]) -> bool:
    """Whether a comma stands behind a “not” that is something else without it: “we don't end it, just so you know”."""
    begin, end = match.begin, match.end
    may_be = match.kind is Sign.DENIAL or (match.kind is Sign.NO_SIGN and end == begin + 2)
    if not may_be or end < begin + 2 or not said[begin + 1].word.follows_break:
        return False
    return any(each.kind is Sign.NEGATION and each.end < end for each in phrases.at(said, begin))


def _cited(text: str, phrases: Phrases[Sign]) -> tuple[tuple[int, int], ...]:
    """What stands in quotation marks, if it is more than a name: it says something, or has many words."""
    if _QUOTING.isdisjoint(text):
        return ()
    return tuple(
        found.span()
        for begin, end in windows(text)
        for found in _QUOTATION.finditer(text, begin, end)
        if _says_something(found[found.lastindex or 0], phrases)
    )


def _says_something(quoted: str, phrases: Phrases[Sign]) -> bool:
    said = phrases.read(spoken(quoted))
    kinds = {match.kind for place in range(len(said)) for match in phrases.at(said, place)}
    return len(said) > _WORDS_OF_A_NAME or not kinds.isdisjoint(_SAYING)
