"""What people say to a form that is no answer: go back, cancel, explain, “yes, send it”, “no, rather …”, “on with …”.

A message is one of the ways only if all of it is one, beside words that say nothing: “zurück, bitte” goes back, and
“Zurück GmbH” is a name. The phrasings stand in `locales/<language>/sayings/in_forms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from domain.answers.spelling import MOST_CHARACTERS, words
from domain.sayings.form_words import (
    ASKS,
    CORRECTS,
    DENIES,
    DROPS_BEFORE,
    FILLER,
    INSTEAD,
    JOINTS,
    LEADS,
    LEAVING,
    LINKS,
    MARKS,
    NAMES,
    OF,
    REGRETS,
    RESUMES,
    SIGNS,
    TEXTS,
    THINKS,
    WRITES,
    Short,
    Sign,
    Way,
)
from domain.sayings.slots import Slot, Value
from domain.sayings.terms import Term, Terms
from domain.sayings.whole_phrases import LONGEST, in_words, whole

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMMA = re.compile(r"[,;\n&+]")
_BREAK = re.compile(r"[,;.!…\n]+|\s[-–—]+\s")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside values: whether it `corrects`, `denies` – `drops` at most –, `asks`; how much is `unknown`."""

    corrects: bool = False
    denies: bool = False
    drops: bool = False
    asks: bool = False
    unknown: int = 0


class InForms:
    """The phrasings of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's phrasings by `NAMES`."""
        lists: dict[str, set[tuple[str, ...]]] = {name: set() for name in NAMES}
        for table in tables:
            for name, phrasings in table.items():
                lists[name].update(filter(None, map(in_words, phrasings)))
        self._ways = {phrase: way for way in reversed(Way) for phrase in lists[way.value]}
        self._short = {phrase: short for short in Short for phrase in lists[short.value]}
        self._filler = {word for phrase in lists[FILLER] for word in phrase}
        self._resumes = lists[RESUMES]
        self._writes, self._regrets = (dict.fromkeys(lists[name], True) for name in (WRITES, REGRETS))
        self._thinks = self._regrets | dict.fromkeys(lists[THINKS], True)
        self._texts = {word for phrase in lists[TEXTS] for word in phrase}
        self._marks = {name: lists[name] for name in (*MARKS, *SIGNS)}
        self._joints = lists[JOINTS]
        self._of = {slot: {word for phrase in lists[name] for word in phrase} for name, slot in OF.items()}
        self._beside_short = self._filler | {word for phrase in lists[CORRECTS] for word in phrase}
        self.terms = Terms(
            {term: lists[term.value] for term in Term},
            self._beside_short,
            {word for phrase in lists[LINKS] for word in phrase},
            lists[ASKS] | lists[DENIES],
        )
        self._longest_mark = max((len(phrase) for marks in self._marks.values() for phrase in marks), default=0)

    def way(self, text: str) -> Way | None:
        """What a message asks for if that is all that it says, once or in several ways: “never mind, leave it”."""
        return whole(text, self._ways, self._filler, self._filler) or self._leaving(text)

    def _leaving(self, text: str) -> Way | None:
        """The way back or out that all parts of a message ask for but “oh no”, or “I’ll think it over”."""
        ways: set[Way | None] = set()
        for part in _BREAK.split(text[:MOST_CHARACTERS]):
            way = whole(part, self._ways, self._filler, self._filler)
            thinks = whole(part, self._thinks, self._filler, self._beside_short)
            if way in LEAVING or not (thinks or set(words(part)) <= self._beside_short):
                ways.add(way)
        return ways.pop() if len(ways) == 1 and ways <= LEAVING else None

    def takes_back(self, text: str) -> bool:
        """Whether all that a message says is that what was done shall not be so: “oh no, that was a mistake”."""
        parts = [part for part in _BREAK.split(text[:MOST_CHARACTERS]) if part.strip()]
        regrets = [whole(part, self._regrets, self._beside_short, self._beside_short) for part in parts]
        says_more = any(
            not (self._leaving(part) or whole(part, self._thinks, self._filler, self._beside_short))
            and not set(words(part)) <= self._beside_short
            for part in parts
        )
        return not says_more and (any(regrets) or self.way(text) is Way.CANCEL)

    def short(self, text: str) -> Short | None:
        """The short answer that a message is: “sie”, “nein, doch lieber wir”, “us after all”."""
        return whole(text, self._short, self._beside_short, self._beside_short)

    def resumed(self, text: str) -> str | None:
        """What somebody wants to go on with: “weiter mit Alpweb” is about “Alpweb”. `None` where nobody does."""
        found = list(islice(_WORD.finditer(text[:MOST_CHARACTERS]), LONGEST + 1))
        spoken = [in_words(each.group()) for each in found]
        start = next((at for at, word in enumerate(spoken) if not set(word) <= self._filler), len(spoken))
        for end in range(len(spoken) - 1, 0, -1):
            for begin in range(min(start, end) + 1):
                if tuple(word for each in spoken[begin:end] for word in each) in self._resumes:
                    return text[found[end - 1].end() :].strip(" \t\n.!:,")
        return None

    def writes(self, head: str) -> bool:
        """Whether what stands behind it is for the other side: “schreib ihnen”, of “schreib ihnen, dass es eilt”."""
        return whole(head, self._writes, self._filler, self._beside_short) is not None

    def left_away(self, text: str) -> tuple[str, ...]:
        """The words for what shall not be there: of “doch ohne Nachricht”, “nachricht”; none where nothing shall go."""
        rest = tuple(words(text[:MOST_CHARACTERS]))
        named, drops, at = list[str](), False, 0
        while at < len(rest):
            length, marks = self._mark(rest, at)
            drops = drops or Sign.DROPS.value in marks
            if marks.isdisjoint({*SIGNS, CORRECTS, INSTEAD, DENIES}) and rest[at] not in self._filler:
                named += rest[at : at + length]
            at += length
        return tuple(named) if drops and len(rest) <= LONGEST else ()

    def is_text(self, wanted: Sequence[str]) -> bool:
        """Whether all of these words say what somebody writes in words of their own."""
        return bool(wanted) and set(wanted) <= self._texts

    def telling(self, text: str) -> tuple[str, ...]:
        """The words of a text that say something."""
        return tuple(word for word in words(text[:MOST_CHARACTERS]) if word not in self._filler)

    def to_change(self, text: str) -> tuple[str, ...] | None:
        """The words for what shall be changed: of “change the access”, “access”. `None` where nothing shall be."""
        rest = tuple(words(text[:MOST_CHARACTERS]))
        if len(rest) > LONGEST:
            return None
        changes, named, at = False, list[str](), 0
        while at < len(rest):
            length, marks = self._mark(rest, at)
            if ASKS in marks or (DENIES in marks and INSTEAD not in marks):
                return None
            if CORRECTS in marks or INSTEAD in marks:
                changes = True
            elif marks.isdisjoint(SIGNS) and (marks or rest[at] not in self._filler):
                named += rest[at : at + length]
            at += length
        return tuple(named) if changes else None

    def renamed(self, text: str) -> tuple[int, int] | None:
        """The characters of a name behind what is to change: of “ändere den Kunden auf Hotel Adler”, “Hotel Adler”."""
        found = list(_WORD.finditer(text[:MOST_CHARACTERS]))
        others = self._of[Slot.OTHER]
        subjects = (at + 1 for at, each in enumerate(found) if set(in_words(each.group())) & others)
        behind = max(subjects, default=len(found))
        telling = [each for each in found[behind:] if not self._says_nothing(each.group())]
        return (telling[0].start(), telling[-1].end()) if telling else None

    def is_about(self, wanted: Sequence[str], slot: Slot) -> bool:
        """Whether all of these words say what questions for the slot are about."""
        return bool(wanted) and set(wanted) <= self._of.get(slot, set())

    def is_subject(self, wanted: Sequence[str]) -> bool:
        """Whether all of them say what questions are about."""
        return any(self.is_about(wanted, slot) for slot in self._of)

    def asks(self, text: str) -> bool:
        """Whether a text begins as questions do, with or without a question mark."""
        said = tuple(words(text[:MOST_CHARACTERS]))
        telling = (at for at, word in enumerate(said) if (word,) in self._marks[ASKS] or word not in self._beside_short)
        first = next(telling, 0)
        return bool(said) and (said[first],) in self._marks[ASKS]

    def goes_on(self, text: str) -> bool:
        """Whether a text goes on with what was said before: “und die Domain auch”."""
        return tuple(words(text[:MOST_CHARACTERS])[:1]) in self._joints

    def beside(self, text: str, values: Sequence[Value]) -> Beside:
        """What a message says beside its `values`, which stand apart and in order. A very long one says much."""
        if len(text) > MOST_CHARACTERS:
            return Beside(unknown=len(text))
        marks: set[str] = set()
        unknown, place, doubts = 0, 0, False
        for start, end in [*((value.start, value.end) for value in values), (len(text), len(text))]:
            rest = tuple(words(text[place:start]))
            place, at = end, 0
            while at < len(rest):
                length, names = self._mark(rest, at)
                marks |= names
                doubts = doubts or (DENIES in names and Sign.DROPS.value not in names)
                unknown += not names and rest[at] not in self._filler
                at += length
        corrects, denies = CORRECTS in marks or INSTEAD in marks, DENIES in marks
        return Beside(corrects, denies, denies and not doubts, ASKS in marks, unknown)

    def signs(self, text: str, values: Sequence[Value]) -> tuple[Sign | None, ...]:
        """How each of the `values`, which stand apart and in order, is meant beside what is chosen already.

        What one is called by holds for those behind it: “ohne den Shop und das Blog”. Words behind one, up to the next
        comma or “und”, tell of those that nothing tells of before: “den Shop wieder weg”, “the shop too”.
        """
        found: list[Sign | None] = []
        place, sign, behind = 0, None, None
        for value in values:
            between = text[place : value.start]
            if found:
                end = next(iter(self._joints_in(between)), (0, 0))[0]
                behind = self._sign(between[:end], behind=True) or behind
                found = [each or behind for each in found]
                between = between[end:]
            sign = self._sign(between) or sign
            found.append(sign)
            place = value.end
        behind = self._sign(text[place:], behind=True) or behind
        if behind is None and tuple(words(text[: values[0].start])[:1] if values else ()) in self._joints:
            behind = Sign.ADDS
        return tuple(each or behind for each in found)

    def _joints_in(self, text: str) -> list[tuple[int, int]]:
        """The characters of each comma or “und”, in their order."""
        spans = [each.span() for each in _WORD.finditer(text) if in_words(each.group()) in self._joints]
        return sorted([*spans, *(each.span() for each in _COMMA.finditer(text))])

    def listed(self, text: str) -> tuple[tuple[Sign | None, str], ...]:
        """What a message lists, without the words around it that say nothing: “auch Domains und Hosting, bitte”."""
        found: list[tuple[Sign | None, str]] = []
        begin, sign = 0, None
        text = text[:MOST_CHARACTERS]
        for start, end in [*self._joints_in(text), (len(text), len(text))]:
            part = text[begin:start]
            begin = end
            sign = self._sign(part) or (Sign.ADDS if not found and not part.strip() else sign)
            telling = [each for each in _WORD.finditer(part) if not self._says_nothing(each.group())]
            if telling:
                sign = self._sign(part[telling[-1].end() :], behind=True) or sign
                found.append((sign, part[telling[0].start() : telling[-1].end()]))
        return tuple(found)

    def adds(self, text: str) -> bool:
        """Whether there is a word in it for what comes to others: “nur den Shop zusätzlich”."""
        rest = tuple(words(text[:MOST_CHARACTERS]))
        return any(Sign.ADDS.value in self._mark(rest, at)[1] for at in range(len(rest)))

    def _says_nothing(self, word: str) -> bool:
        said = in_words(word)
        return set(said) <= self._beside_short or any(said in self._marks[name] for name in SIGNS)

    def _sign(self, text: str, *, behind: bool = False) -> Sign | None:
        """The last one that is said, or is said `behind` something of it."""
        rest, at, last = tuple(words(text[:MOST_CHARACTERS])), 0, None
        while at < len(rest):
            length, marks = self._mark(rest, at)
            if behind and DROPS_BEFORE in marks:
                last = Sign.DROPS
            elif not (behind and LEADS in marks):
                last = next((sign for sign in Sign if sign.value in marks), last)
            at += length
        return last

    def _mark(self, rest: tuple[str, ...], at: int) -> tuple[int, set[str]]:
        """The longest mark that begins at a word, with its lists; or one word that is none."""
        for length in range(min(self._longest_mark, len(rest) - at), 0, -1):
            phrase = rest[at : at + length]
            if names := {name for name, marks in self._marks.items() if phrase in marks}:
                return length, names
        return 1, set()
