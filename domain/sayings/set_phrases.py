"""Values that are said in set phrases: the access, who pays, a language, a role, a country.

“Alles” is full access, and “alles klar” is none: the longest phrase goes, and some mean nothing (`no-value`). A word
like “full” is a value where it stands alone, not in “full refund”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from domain.countries import country_names
from domain.partnerships.rules import Access, Payer, Side
from domain.people import Role
from domain.sayings.phrases import Match, Phrases, Read
from domain.sayings.slots import Slot, Value

LANGUAGES = {"german": "de", "english": "en"}
_ACCESS = {"full": Access.FULL, "everything": Access.FULL, "limited": Access.LIMITED}
_ALONE = "-alone"
_ROLES = {role.value.replace("_", "-"): role for role in Role}
PAYING = ("we-pay", "they-pay", "client-pays", "partner-pays")
LISTS = (
    "no-value",  # where the same words are in several lists, the first one goes
    *(name for kind in (*_ACCESS, *LANGUAGES) for name in (kind, kind + _ALONE) if name != "everything-alone"),
    *PAYING,
    *_ROLES,
    *("only", "articles", "products", "small", "negations", "question-words", "alternatives", "doubtful-countries"),
)
MEANINGS = ("no-value", *_ACCESS, *(kind + _ALONE for kind in ("full", "limited")), *PAYING, *LANGUAGES, *_ROLES)
"""Lists of which no phrase can be in two."""
_ALL_LANGUAGES = ("de", "en")
_COUNTRY = "country:"
_NEGATED_NEARBY = 2
"""Words: “nicht mehr auf ihre Rechnung”."""


@dataclass(frozen=True, slots=True)
class _Message:
    """A message as it is read, and who speaks."""

    text: str
    said: Sequence[Read]
    speaker: Side


def phrases_of(tables: Iterable[Mapping[str, Sequence[Sequence[str]]]]) -> Iterator[tuple[str, str]]:
    """The phrases of `LISTS`, and the names of countries, each with what it means."""
    kept = tuple(tables)
    for name in LISTS:
        for table in kept:
            yield from ((name, text) for texts in table.get(name, ()) for text in texts)
    yield from ((_COUNTRY + code, name) for name, code in country_names(_ALL_LANGUAGES))


class SetPhrases:
    """Finds such values. Never changes; threads may share it."""

    def __init__(self, phrases: Phrases[str]) -> None:
        self._phrases = phrases

    def found(self, text: str, said: Sequence[Read], speaker: Side) -> Iterator[Value]:
        """The values, from left to right, none inside of another."""
        message = _Message(text, said, speaker)
        place = 0
        while place < len(said):
            for match in self._phrases.at(said, place):
                if match.kind == "no-value":
                    place = match.end
                    break
                value = self._value(message, match)
                if value is not None:
                    yield value
                    place = match.end
                    break
            else:
                place += 1

    def _value(self, message: _Message, match: Match[str]) -> Value | None:
        name = match.kind.removesuffix(_ALONE)
        if name != match.kind and not self._stands_alone(message.said, match, both=name in LANGUAGES):
            return None
        if name in _ACCESS:
            asked = name == "everything" and self._is_asked(message, match)
            doubtful = asked or self._is_alternative(message, match) or self._is_negated(message, match)
            return None if doubtful else _value(message, match, Slot.ACCESS, _ACCESS[name])
        if name == "only":
            is_meant = self._is_of_product(message.said, match) and not self._is_alternative(message, match)
            return _value(message, match, Slot.ACCESS, Access.LIMITED) if is_meant else None
        if name in PAYING:
            asked = self._is_asked(message, match) or self._is_asked_at_once(message, match)
            doubtful = asked or self._is_alternative(message, match) or self._is_negated(message, match)
            return None if doubtful else _value(message, match, Slot.PAYER, _payer(name, message.speaker))
        if name in LANGUAGES:
            return _value(message, match, Slot.LANGUAGE, LANGUAGES[name])
        if name in _ROLES:
            return _value(message, match, Slot.ROLE, _ROLES[name])
        if name.startswith(_COUNTRY):
            return self._country(message, match)
        return None

    def _country(self, message: _Message, match: Match[str]) -> Value | None:
        """A country; not for certain where its name is something else, too, and none if that is not even a name."""
        doubtful = any(each.kind == "doubtful-countries" for each in self._at(message.said, match.begin))
        if doubtful and not message.said[match.begin].word.is_capital:
            return None
        value = _value(message, match, Slot.COUNTRY, match.kind.removeprefix(_COUNTRY), certain=not doubtful)
        return value if len(message.text[value.start : value.end]) > 2 else None

    def _at(self, said: Sequence[Read], place: int) -> Sequence[Match[str]]:
        return self._phrases.at(said, place) if place < len(said) else ()

    def _is_a(self, said: Sequence[Read], place: int, name: str) -> bool:
        return any(each.kind == name for each in self._at(said, place))

    def _is_of_product(self, said: Sequence[Read], match: Match[str]) -> bool:
        """“Nur den Shop”, “the shop only”."""
        if self._is_a(said, self._behind_articles(said, match.end), "products"):
            return True
        before = match.begin - 1
        follows_product = (
            before >= 0 and not said[match.begin].word.follows_break and self._is_a(said, before, "products")
        )
        return follows_product and self._stands_alone(said, match, both=False)

    def _behind_articles(self, said: Sequence[Read], place: int) -> int:
        """The place behind “den”, “unseren” …"""
        while place < len(said) and not said[place].word.follows_break and self._is_a(said, place, "articles"):
            place += 1
        return place

    def _stands_alone(self, said: Sequence[Read], match: Match[str], *, both: bool) -> bool:
        """Whether nothing follows that the word may belong to; with `both`, nothing stands in front either."""
        if match.end < len(said) and not said[match.end].word.follows_break:
            follows = said[match.end].word
            if not follows.is_name and not self._is_a(said, match.end, "small"):
                return False
        if match.begin == 0 or said[match.begin].word.follows_break:
            return True
        before = said[match.begin - 1].word
        if said[match.begin].word.is_capital and before.is_capital and before.written.isalpha():
            return False  # “Liffey Limited”
        return not both or before.is_name or self._is_a(said, match.begin - 1, "small")

    def _is_negated(self, message: _Message, match: Match[str]) -> bool:
        """Whether a negation stands beside it: “wir zahlen nicht”, “kein voller Zugriff”."""
        said = message.said
        place = match.begin
        while place > 0 and match.begin - place < _NEGATED_NEARBY and not said[place].word.follows_break:
            place -= 1
            if self._is_a(said, place, "negations"):
                return True
        follows = match.end < len(said) and not said[match.end].word.follows_break
        return match.kind in PAYING and follows and self._is_a(said, match.end, "negations")

    def _is_asked(self, message: _Message, match: Match[str]) -> bool:
        """“Wer zahlt …?”, “was kann er alles” say nothing."""
        said, begin = message.said, match.begin
        while begin > 0 and not said[begin].word.follows_break:
            begin -= 1
            if self._is_a(said, begin, "question-words"):
                return True
        return False

    def _is_asked_at_once(self, message: _Message, match: Match[str]) -> bool:
        """“Zahlt Alpweb?”: it is all of a question."""
        first, last = message.said[match.begin].word, message.said[match.end - 1].word
        opens = match.begin == 0 or first.begins_sentence
        return opens and message.text[last.end :].lstrip()[:1] == "?"

    def _is_alternative(self, message: _Message, match: Match[str]) -> bool:
        """“Voll oder beschränkt?”, “zahlt Alpweb oder wir?” leave it open."""
        said, place = message.said, match.end
        found = any(self._is_a(said, near, "alternatives") for near in range(max(0, match.begin - 2), match.begin))
        while place < len(said) and not said[place].word.begins_sentence:
            found = found or self._is_a(said, place, "alternatives")
            place += 1
        behind = said[place].word.before if place < len(said) else message.text[said[-1].word.end :]
        return found and "?" in behind[:3]


def _value(message: _Message, match: Match[str], slot: Slot, value: object, certain: bool = True) -> Value:
    """The value at a match, without the names that stand in it."""
    words = [each.word for each in message.said[match.begin : match.end]]
    runs = [list(run) for is_name, run in groupby(words, lambda word: word.is_name) if not is_name]
    longest = max(runs, key=len)
    return Value(longest[0].start, longest[-1].end, slot, value, certain and match.certain)


def _payer(name: str, speaker: Side) -> Payer:
    """Who pays, if `speaker` says so."""
    we, they = (Payer.PARTNER, Payer.CLIENT) if speaker is Side.PARTNER else (Payer.CLIENT, Payer.PARTNER)
    return {"we-pay": we, "they-pay": they, "client-pays": Payer.CLIENT, "partner-pays": Payer.PARTNER}[name]
