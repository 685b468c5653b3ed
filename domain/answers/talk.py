"""Small talk: what people write that asks for no answer about the programme – “Hallo”, “merci vielmal”, “👍”.

A message is small talk only if all of it is: “Hallo, wie viele Partner kann ich haben?” is a question. So it is laid
out with the phrasings of `locales/<language>/talk.yaml` and words that may stand beside them; if one word is left over,
it is none. Letters typed too often (“hallooo”) do not matter, nor does a single slip in what everybody types (“dnake”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.answers.spelling import words

LONGEST = 14
"""Words of a message that can be small talk."""
SHORTEST_FORGIVEN = 5
"""Letters of a word from which on a slip in it is forgiven: among short words, one letter makes another word."""
FILLER = "filler"
"""The name of the words that may stand beside small talk, in the tables …"""
EMPHASIS = "emphasis"
"""… and of those that may stand anywhere in it: “du bist echt dumm”."""
ALONE = "alone"
"""Words of languages that are not spoken here of which one is enough if nothing else is said."""

_REPEATED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1\1")
_WRITTEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_LAUGHED = re.compile(r"(..)\1{2,}")


class Talk(Enum):
    """What small talk is about; the value is its name in the tables. What says most comes first."""

    ENGLISH = "in-english"
    GERMAN = "in-german"
    INSULT = "insult"
    COMPLAINT = "complaint"
    BOT = "are-you-a-bot"
    MAKER = "who-made-you"
    ABILITIES = "what-can-you-do"
    HAS_QUESTION = "has-question"
    HOW_ARE_YOU = "how-are-you"
    CHATTER = "chatter"
    APOLOGY = "apology"
    REFUSAL = "refusal"
    GOODBYE = "good-bye"
    THANKS = "thanks"
    PRAISE = "praise"
    GREETING = "greeting"
    AGREEMENT = "agreement"
    LAUGHTER = "laughter"
    EMOJI = "emoji"
    PUZZLED = "puzzled"
    FOREIGN = "foreign"
    """It is in a language that is not spoken here; the tables have no phrasings for that."""


FORGIVEN = frozenset({Talk.THANKS, Talk.GOODBYE, Talk.GREETING})
"""Where a slip in a phrasing of one word is forgiven; elsewhere, “legal” would be “egal”."""
_LANGUAGES = frozenset({Talk.ENGLISH, Talk.GERMAN})
_ORDER = {talk: place for place, talk in enumerate(Talk)}


def _raw(text: str) -> list[str]:
    """The words as they are written, with apostrophes and hyphens, in small letters."""
    return _WRITTEN.findall(text.casefold().replace("’", "'"))


class TalkTable:
    """The phrasings of small talk in all languages. Never changes; threads may share it."""

    def __init__(
        self, tables: Iterable[Mapping[str, Iterable[str]]], foreign: Mapping[str, Iterable[str]] = MappingProxyType({})
    ) -> None:
        """Each table holds one language's phrasings by the names of `Talk`, fillers and emphasis. ValueError for other
        names. `foreign` are words of languages that are not spoken here, by language, and those `ALONE` enough.
        """
        self._alone = frozenset(_raw(" ".join(foreign.get(ALONE, ()))))
        self._foreign = [frozenset(_raw(" ".join(said))) for name, said in foreign.items() if name != ALONE]
        self._emphasis: set[str] = set()
        self._phrases: dict[tuple[str, ...], Talk | None] = {}
        self._symbols: dict[str, Talk] = {}
        for table in tables:
            for name, phrasings in table.items():
                if name == EMPHASIS:
                    self._emphasis.update(word for phrasing in phrasings for word in words(phrasing))
                    continue
                talk = None if name == FILLER else Talk(name)
                for phrasing in phrasings:
                    if spoken := tuple(words(phrasing)):
                        self._phrases.setdefault(spoken, talk)
                    elif talk is not None:
                        self._symbols[phrasing.strip()] = talk
        alone = {phrase[0] for phrase, talk in self._phrases.items() if talk in FORGIVEN and len(phrase) == 1}
        self._forgiven = sorted(word for word in alone if len(word) >= SHORTEST_FORGIVEN)
        self._known = {word for phrase in self._phrases for word in phrase}
        self._drawn_out = {_REPEATED.sub(r"\1", word): word for word in self._known}
        self._longest = max(map(len, self._phrases), default=0)

    def kind(self, text: str) -> Talk | None:
        """What a message is about if it is small talk, and nothing else; otherwise None."""
        spoken = words(text[: LONGEST * 20])
        if not spoken:
            return self._kind_of_symbols(text)
        if len(spoken) > LONGEST:
            return Talk.FOREIGN if self._is_foreign(text) else None
        said = tuple(map(self._known_word, spoken))
        found = self._laid_out(said) or self._laid_out(tuple(word for word in said if word not in self._emphasis))
        if not found and self._is_foreign(text):
            return Talk.FOREIGN
        if found >= _LANGUAGES:
            return None  # “deutsch und englisch” asks for neither
        return min(found, key=_ORDER.__getitem__, default=None)

    def _laid_out(self, spoken: tuple[str, ...]) -> frozenset[Talk]:
        """The small talk that a message consists of; nothing if a word is left over."""
        # From the end on: what the rest of the message from each place on consists of, None where a word is left over.
        rests: list[frozenset[Talk] | None] = [None] * len(spoken) + [frozenset()]
        for start in reversed(range(len(spoken))):
            for end in range(min(len(spoken), start + self._longest), start, -1):
                rest, phrase = rests[end], spoken[start:end]
                if rest is not None and phrase in self._phrases:
                    talk = self._phrases[phrase]
                    rests[start] = rest if talk is None else rest | {talk}
                    break
        return rests[0] or frozenset()

    def _is_foreign(self, text: str) -> bool:
        """Whether two words are of the same language, and a third of all; or nothing is said but what is enough."""
        said = _raw(text[: LONGEST * 20])
        most = max((sum(word in words_of for word in said) for words_of in self._foreign), default=0)
        return (most >= 2 and 3 * most >= len(said)) or (bool(said) and self._alone.issuperset(said))

    def _known_word(self, word: str) -> str:
        """The word of the tables that was meant: “hallooo” and “halo” are “hallo”, “hahahaha” is “haha”."""
        word = _LAUGHED.sub(r"\1\1", word)
        if word in self._known:
            return word
        if _DRAWN_OUT.search(word):
            return self._drawn_out.get(_REPEATED.sub(r"\1", word), word)
        found = process.extractOne(word, self._forgiven, scorer=OSA.distance, score_cutoff=1)
        return found[0] if found is not None else word

    def _kind_of_symbols(self, text: str) -> Talk:
        if (whole := self._symbols.get(text.strip())) is not None:
            return whole
        shown = [char for char in dict.fromkeys(text) if unicodedata.category(char) == "So"]
        known = [self._symbols.get(char, Talk.EMOJI) for char in shown]
        return min(known, key=_ORDER.__getitem__, default=Talk.PUZZLED)
