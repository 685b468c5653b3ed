"""How a request that waits is answered in words: “ja, machen wir”, “yes, but you pay”.

The words stand in `locales/<language>/sayings/replies.yaml`. A reply begins with nothing but words that agree or
decline; what it says of other terms stands behind a “but”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from domain.answers.spelling import words
from domain.partnerships.rules import Payer, Side
from domain.sayings.slots import Slot, Value
from domain.sayings.values.doers import payer_of

LONGEST = 40
"""Words of a reply; a longer message says more than that."""
LONGEST_ASKED = 14
"""Words of a question about what comes of one."""
_OTHER = "otherside"
"""Stands in the place of a name: no word that anybody writes."""


class ReplyWords(StrEnum):
    """What words do in a reply; the value is the list's name in the files."""

    ANSWERS = "answers"
    BESIDE = "beside"
    BUT = "but"
    TAKES = "takes"
    PAYS = "pays"
    WE = "we"
    THEY = "they"
    DENIES = "denies"
    IFS = "ifs"
    CONFIRMS = "confirms"
    DECLINES = "declines"
    YET = "yet"
    SEES = "sees"


class Foreseen(Enum):
    """What somebody asks about a request before it is answered: what comes of either answer, or what holds already."""

    CONFIRMED = auto()
    DECLINED = auto()
    YET = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """A reply: plain, or with the words of other `terms`, behind the “but”."""

    terms: tuple[str, ...] = ()


class Replies:
    """The words of all languages. Never changes; threads may share it."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]] = ()) -> None:
        """Each table holds one language's words by the names of `ReplyWords`."""
        self._lists: dict[ReplyWords, set[tuple[str, ...]]] = {each: set() for each in ReplyWords}
        for table in tables:
            for name, phrases in table.items():
                self._lists[ReplyWords(name)].update(tuple(words(phrase)) for phrase in phrases)

    def may_be_one(self, text: str) -> bool:
        """Whether a message may be a reply, by its words alone: it asks nothing, and one that answers is in it."""
        said = words(text)
        asks = text.rstrip().endswith("?")
        return (
            not asks and 1 < len(said) <= LONGEST and any((word,) in self._lists[ReplyWords.ANSWERS] for word in said)
        )

    def read(self, text: str, values: Iterable[Value]) -> Said | None:
        """The reply that a message is, with the names among its `values`; `None` where it is none."""
        said = _without_names(text, values)
        answers = takes = False
        at = 0
        while at < len(said):
            length = self._length(said, at, ReplyWords.BUT)
            if length and answers:
                return Said(said[at:])
            answers |= bool(self._length(said, at, ReplyWords.ANSWERS))
            takes |= bool(self._length(said, at, ReplyWords.TAKES))
            length = self._length(said, at, ReplyWords.ANSWERS, ReplyWords.BESIDE)
            if not length and said[at] != _OTHER:
                return None
            at += length or 1
        return Said() if takes else None

    def foreseen(self, text: str) -> Foreseen | None:
        """What a question is about that supposes an answer, or asks what holds before there is one."""
        said = tuple(words(text))
        if len(said) > LONGEST_ASKED:
            return None
        if self._has(said, ReplyWords.IFS):
            if self._has(said, ReplyWords.DECLINES):
                return Foreseen.DECLINED
            confirms = self._has(said, ReplyWords.CONFIRMS) and not self._has(said, ReplyWords.DENIES)
            return Foreseen.CONFIRMED if confirms else None
        asks_yet = self._has(said, ReplyWords.YET) and self._has(said, ReplyWords.SEES)
        return Foreseen.YET if asks_yet else None

    def payer(self, terms: tuple[str, ...], speaker: Side) -> Payer | None:
        """Who pays by terms that say so in few words: whoever does, or the other one of whoever does not."""
        if not self._has(terms, ReplyWords.PAYS):
            return None
        we = self._has(terms, ReplyWords.WE)
        they = _OTHER in terms or self._has(terms, ReplyWords.THEY)
        if we is they:
            return None
        return payer_of("we" if we is not self._has(terms, ReplyWords.DENIES) else "they", speaker)

    def is_but(self, text: str) -> bool:
        """Whether it is nothing but a word behind which terms stand: the “only” of “only if they pay”."""
        return tuple(words(text)) in self._lists[ReplyWords.BUT]

    def _has(self, said: tuple[str, ...], kind: ReplyWords) -> bool:
        return any(self._length(said, at, kind) for at in range(len(said)))

    def _length(self, said: tuple[str, ...], at: int, *kinds: ReplyWords) -> int:
        """Of how many words the longest phrase of these kinds is that begins there."""
        phrases = (phrase for kind in kinds for phrase in self._lists[kind] if said[at : at + len(phrase)] == phrase)
        return max(map(len, phrases), default=0)


def _without_names(text: str, values: Iterable[Value]) -> tuple[str, ...]:
    """The words, with one in the place of each name of somebody."""
    parts, place = list[str](), 0
    for value in values:
        if value.slot is Slot.OTHER:
            parts += [text[place : value.start], f" {_OTHER} "]
            place = value.end
    return tuple(words("".join([*parts, text[place:]])))
