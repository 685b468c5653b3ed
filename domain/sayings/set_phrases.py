"""Values that are said in set phrases: the access, who pays, a language, a role, a country.

“Alles” is full access, and “alles klar” is none: the longest phrase goes, and some mean nothing (`no-value`). A word
like “full” is a value where it stands alone, not in “full refund”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.countries import country_names
from domain.partnerships.rules import Access, Side
from domain.people import Role
from domain.sayings.marked import Marked
from domain.sayings.payers import PAYERS, payer_of, payers
from domain.sayings.phrases import Match, Phrases, Read
from domain.sayings.replaced import REPLACED, without_replaced
from domain.sayings.slots import Slot, Value

LANGUAGES = {"german": "de", "english": "en", "french": "fr", "italian": "it"}
"""Those that the desk speaks, and those that agencies are looked for who speak them."""
_ACCESS = {"full": Access.FULL, "everything": Access.FULL, "limited": Access.LIMITED}
_ALONE = "-alone"
_ROLES = {role.value.replace("_", "-"): role for role in Role}
PAYING = ("we-pay", "they-pay", "client-pays", "partner-pays")
LISTS = (
    "no-value",  # where the same words are in several lists, the first one goes
    *(name for kind in (*_ACCESS, *LANGUAGES) for name in (kind, kind + _ALONE) if name != "everything-alone"),
    *PAYING,
    *_ROLES,
    *PAYERS,
    *REPLACED,
    *(
        "as-ever",
        "only",
        "articles",
        "products",
        "small",
        "negations",
        "still",
        "question-words",
        "alternatives",
        "doubtful-countries",
    ),
)
MEANINGS = ("no-value", *_ACCESS, *(kind + _ALONE for kind in ("full", "limited")), *PAYING, *LANGUAGES, *_ROLES)
"""Lists of which no phrase can be in two."""
_ALL_LANGUAGES = ("de", "en")
_COUNTRY = "country:"
_NEGATED_NEARBY = 2
"""Words: “nicht mehr auf ihre Rechnung”."""


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

    def found(self, text: str, said: Sequence[Read], speaker: Side) -> Sequence[Value]:
        """The values, none inside of another."""
        message = Marked(text, said, self._phrases)
        found = list(self._found(message, speaker))
        found += payers(message, speaker, _behind_payers(message, found))
        return without_replaced(message, found)

    def _found(self, message: Marked, speaker: Side) -> Iterator[Value]:
        place = 0
        while place < len(message.said):
            for match in message.at[place]:
                if match.kind == "no-value" and not _is_parted(message, match):
                    place = match.end
                    break
                value = self._value(message, match, speaker)
                if value is not None:
                    yield value
                    place = match.end
                    break
            else:
                place += 1

    def _value(self, message: Marked, match: Match[str], speaker: Side) -> Value | None:
        name = match.kind.removesuffix(_ALONE)
        if name != match.kind and not self._stands_alone(message, match, both=name in LANGUAGES):
            return None
        if name in _ACCESS:
            asked = name == "everything" and self._is_asked(message, match)
            doubtful = asked or self._is_alternative(message, match) or self._is_negated(message, match)
            return None if doubtful else _value(message, match, Slot.ACCESS, _ACCESS[name])
        if name == "only":
            open_or_denied = self._is_alternative(message, match) or message.denies(match.begin - 1)
            is_meant = self._is_of_product(message, match) and not open_or_denied
            return _value(message, match, Slot.ACCESS, Access.LIMITED) if is_meant else None
        if name in PAYING:
            asked = self._is_asked(message, match) or self._is_asked_at_once(message, match)
            doubtful = asked or self._is_alternative(message, match) or self._is_negated(message, match)
            return None if doubtful else _value(message, match, Slot.PAYER, payer_of(name.partition("-")[0], speaker))
        if name in LANGUAGES:
            return _value(message, match, Slot.LANGUAGE, LANGUAGES[name])
        if name in _ROLES:
            return _value(message, match, Slot.ROLE, _ROLES[name])
        if name.startswith(_COUNTRY):
            return self._country(message, match)
        return None

    def _country(self, message: Marked, match: Match[str]) -> Value | None:
        """A country; not for certain where its name is something else, too, and none if that is not even a name."""
        doubtful = message.is_a(match.begin, "doubtful-countries")
        if doubtful and not message.said[match.begin].word.is_capital:
            return None
        value = _value(message, match, Slot.COUNTRY, match.kind.removeprefix(_COUNTRY), certain=not doubtful)
        return value if value is not None and len(message.text[value.start : value.end]) > 2 else None

    def _is_of_product(self, message: Marked, match: Match[str]) -> bool:
        """“Nur den Shop”, “the shop only”."""
        if message.is_a(self._behind_articles(message, match.end), "products"):
            return True
        follows_product = not message.follows_break(match.begin) and message.is_a(match.begin - 1, "products")
        return follows_product and self._stands_alone(message, match, both=False)

    def _behind_articles(self, message: Marked, place: int) -> int:
        """The place behind “den”, “unseren” …"""
        while place < len(message.said) and not message.follows_break(place) and message.is_a(place, "articles"):
            place += 1
        return place

    def _stands_alone(self, message: Marked, match: Match[str], *, both: bool) -> bool:
        """Whether nothing follows that the word may belong to; with `both`, nothing stands in front either."""
        said = message.said
        if match.end < len(said) and not message.follows_break(match.end):
            follows = said[match.end].word
            if not follows.is_name and not message.is_a(match.end, "small"):
                return False
        if match.begin == 0 or message.follows_break(match.begin):
            return True
        before = said[match.begin - 1].word
        if said[match.begin].word.is_capital and before.is_capital and before.written.isalpha():
            return False  # “Liffey Limited”
        return not both or before.is_name or message.is_a(match.begin - 1, "small")

    def _is_negated(self, message: Marked, match: Match[str]) -> bool:
        """Whether a negation stands beside it: “wir zahlen nicht”, “kein voller Zugriff”."""
        said = message.said
        place = match.begin
        while place > 0 and match.begin - place < _NEGATED_NEARBY and not said[place].word.follows_break:
            place -= 1
            if message.denies(place):
                return True
        if match.kind not in PAYING:
            return False
        follows = match.end < len(said) and not said[match.end].word.follows_break
        return (follows and message.denies(match.end)) or self._is_no_more(message, match)

    def _is_no_more(self, message: Marked, match: Match[str]) -> bool:
        """Whether its clause says before that it is so no longer: “they should no longer charge our card”."""
        place = match.begin
        while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
            place -= 1
            if message.is_a(place, "old-behind"):
                return True
        return False

    def _is_asked(self, message: Marked, match: Match[str]) -> bool:
        """“Wer zahlt …?”, “was kann er alles” say nothing."""
        said, begin = message.said, match.begin
        while begin > 0 and not said[begin].word.follows_break:
            begin -= 1
            if message.asks(begin):
                return True
        return False

    def _is_asked_at_once(self, message: Marked, match: Match[str]) -> bool:
        """“Zahlt Alpweb?”: it is all of a question."""
        first, last = message.said[match.begin].word, message.said[match.end - 1].word
        opens = match.begin == 0 or first.begins_sentence
        return opens and message.text[last.end :].lstrip()[:1] == "?"

    def _is_alternative(self, message: Marked, match: Match[str]) -> bool:
        """“Voll oder beschränkt?”, “zahlt Alpweb oder wir?” leave it open."""
        said, place = message.said, match.end
        found = any(message.is_a(near, "alternatives") for near in range(max(0, match.begin - 2), match.begin))
        while place < len(said) and not said[place].word.begins_sentence:
            found = found or message.is_a(place, "alternatives")
            place += 1
        behind = said[place].word.before if place < len(said) else message.text[said[-1].word.end :]
        return found and "?" in behind[:3]


def _behind_payers(message: Marked, found: Sequence[Value]) -> int:
    """Where the sentence ends in which a phrase says who pays: what is said later goes."""
    last = max((value.end for value in found if value.slot is Slot.PAYER), default=0)
    starts = (each.word.start for each in message.said if each.word.begins_sentence)
    return next((start for start in starts if start >= last), len(message.text)) if last else 0


def _is_parted(message: Marked, match: Match[str]) -> bool:
    """Whether a comma parts what means nothing together: “darf alles, zahlen tun wir”, but not “alles, was …”."""
    inside = range(match.begin + 1, match.end)
    return any(message.follows_break(place) and not message.is_a(place, "question-words") for place in inside)


def _value(message: Marked, match: Match[str], slot: Slot, value: object, certain: bool = True) -> Value | None:
    """The value at a match, without the names that stand in it."""
    place = message.without_names(match.begin, match.end)
    return None if place is None else Value(*place, slot, value, certain and match.certain)
