"""Values that are said in set phrases: the access, who pays, a language, a role, a country.

“Alles” is full access, and “alles klar” is none: the longest phrase goes, and some mean nothing (`no-value`). A word
like “full” is a value where it stands alone, not in “full refund”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.amounts import CURRENCY_WORDS
from domain.countries import country_names
from domain.partnerships.rules import Side
from domain.people import Role
from domain.sayings.contrasts import CONTRASTED
from domain.sayings.phrases import Match
from domain.sayings.slots import Slot, Value
from domain.sayings.values.access import ACCESS, ACCESS_LISTS, access_of
from domain.sayings.values.corrected import CORRECTED, TOLD
from domain.sayings.values.doers import payer_of
from domain.sayings.values.marked import Marked
from domain.sayings.values.payers import PAYERS, payers
from domain.sayings.values.replaced import REPLACED, without_replaced
from domain.sayings.values.standing import (
    ALONE,
    LANGUAGES,
    PAYING,
    clause_of,
    is_alternative,
    is_asked,
    is_asked_at_once,
    is_negated,
    stands_alone,
)
from domain.sayings.values.unsettled import is_no_more, is_question
from domain.sayings.values.vat_numbers import LISTS as NUMBER_WORDS

_COUNTRIES = ("ch", "de", "at", "li", "fr", "it", "ie", "gb", "nl", "us", "es", "pt", "be", "lu", "dk", "se", "no")
NATIONALITIES = {f"from-{code}": code.upper() for code in (*_COUNTRIES, "pl", "cz")}
"""Lists of words for what comes from a country."""
_ROLES = {role.value.replace("_", "-"): role for role in Role}
LISTS = (
    "no-value",  # where the same words are in several lists, the first one goes
    *ACCESS_LISTS,
    *(name for kind in LANGUAGES for name in (kind, kind + ALONE)),
    *PAYING,
    *_ROLES,
    *PAYERS,
    *REPLACED,
    *NUMBER_WORDS,
    *CORRECTED,
    *CONTRASTED,
    *TOLD,
    *(
        "as-ever",
        "small",
        "negations",
        "still",
        "question-words",
        "alternatives",
        "doubtful-countries",
        "agencies",
    ),
    *NATIONALITIES,
)
MEANINGS = ("no-value", *ACCESS, *(kind + ALONE for kind in ("full", "limited")), *PAYING, *LANGUAGES, *_ROLES)
"""Lists of which no phrase can be in two."""
_SIGNS = frozenset(LISTS) - {*MEANINGS, *(name + ALONE for name in LANGUAGES), "only", *NATIONALITIES}
"""Lists whose phrases are no values by themselves."""
_ALL_LANGUAGES = ("de", "en")
_COUNTRY = "country:"
_NEGATED_LANGUAGE = 3
"""Words: “they don't do German”."""


def phrases_of(tables: Iterable[Mapping[str, Sequence[Sequence[str]]]]) -> Iterator[tuple[str, str]]:
    """The phrases of `LISTS`, and the names of countries, each with what it means."""
    kept = tuple(tables)
    for name in LISTS:
        for table in kept:
            yield from ((name, text) for texts in table.get(name, ()) for text in texts)
    yield from ((_COUNTRY + code, name) for name, code in country_names(_ALL_LANGUAGES))


def found(message: Marked, speaker: Side) -> Sequence[Value]:
    """The values, none inside of another."""
    found = list(_found(message, speaker))
    said = max((value.end for value in found if value.slot is Slot.PAYER), default=0)
    by_clause = list(payers(message, speaker, said, _behind_sentence(message, said)))
    if said and by_clause:
        found = [value for value in found if value.slot is not Slot.PAYER]
    return without_replaced(message, [*found, *by_clause])


def _found(message: Marked, speaker: Side) -> Iterator[Value]:
    place = 0
    while place < len(message.said):
        for match in message.at[place]:
            if match.kind == "no-value" and not _is_parted(message, match):
                place = match.end
                break
            if match.kind in _SIGNS:
                continue  # as most are
            value = _meant(message, match, speaker)
            if value is not None:
                yield value
                place = match.end
                break
        else:
            place += 1


def _meant(message: Marked, match: Match[str], speaker: Side) -> Value | None:
    name = match.kind.removesuffix(ALONE)
    if name != match.kind and not stands_alone(message, match):
        return None
    if name in ACCESS or name == "only":
        access = access_of(message, match, speaker)
        return None if access is None else _value(message, match, Slot.ACCESS, access)
    if name in PAYING:
        if _settles_nothing(message, match):
            return None
        return _value(message, match, Slot.PAYER, payer_of(name.partition("-")[0], speaker))
    if name in LANGUAGES:
        if is_negated(message, match, _NEGATED_LANGUAGE):
            return None
        return _value(message, match, Slot.LANGUAGE, LANGUAGES[name])
    if name in _ROLES:
        return _value(message, match, Slot.ROLE, _ROLES[name])
    if name in NATIONALITIES:  # “a German agency”, but no “German version”
        is_of_agency = message.is_a(match.end, "agencies") and not message.follows_break(match.end)
        return _value(message, match, Slot.COUNTRY, NATIONALITIES[name]) if is_of_agency else None
    if name.startswith(_COUNTRY):
        return _country(message, match)
    return None


def _settles_nothing(message: Marked, match: Match[str]) -> bool:
    """Whether it is asked, left open, denied, so until now only, or about something else: “übernimmt das Hosting”."""
    clause = clause_of(message, match)
    doubtful = is_asked(message, match) or is_asked_at_once(message, match) or is_alternative(message, match)
    if doubtful or is_negated(message, match) or is_no_more(message, clause) or is_question(message, clause):
        return True
    if message.has_any(clause, "each", "defaulting", "appearing"):
        return True
    if message.said[match.begin].word.is_name and (_is_at(message, match.begin) or _only_heads(message, match.begin)):
        return True  # “bei Nordnet die Kosten übernehmen”
    behind = range(match.end, min(match.end + 2, clause.stop))
    return message.is_a(match.end - 1, "articles") and message.has_any(behind, "products")


def _only_heads(message: Marked, place: int) -> bool:
    """“Nordnet: Rechnung wieder zu uns”: whose bills they are, parted from where they go."""
    return message.is_a(place + 1, "bills", "means") and message.follows_break(place + 1)


def _is_at(message: Marked, place: int) -> bool:
    """Whether “bei” stands before the name there, or “bei der”."""
    while place > 0 and not message.follows_break(place) and message.is_a(place - 1, "behind-way"):
        place -= 1
    return place > 0 and not message.follows_break(place) and message.is_a(place - 1, "stays-with", "of-whose")


def _country(message: Marked, match: Match[str]) -> Value | None:
    """A country; not for certain where its name is something else, too, and none if that is not even a name."""
    doubtful = message.is_a(match.begin, "doubtful-countries")
    word = message.said[match.begin].word
    if (doubtful and not word.is_capital) or word.key in CURRENCY_WORDS:  # “francs” are not from France
        return None
    value = _value(message, match, Slot.COUNTRY, match.kind.removeprefix(_COUNTRY), certain=not doubtful)
    return value if value is not None and len(message.text[value.start : value.end]) > 2 else None


def _behind_sentence(message: Marked, said: int) -> int:
    """Where the sentence ends in which a phrase says who pays: what is said later goes."""
    starts = (each.word.start for each in message.said if each.word.begins_sentence)
    return next((start for start in starts if start >= said), len(message.text)) if said else 0


def _is_parted(message: Marked, match: Match[str]) -> bool:
    """Whether a comma parts what means nothing together: “darf alles, zahlen tun wir”, but not “alles, was …”."""
    inside = range(match.begin + 1, match.end)
    return any(message.follows_break(place) and not message.is_a(place, "question-words") for place in inside)


def _value(message: Marked, match: Match[str], slot: Slot, value: object, certain: bool = True) -> Value | None:
    """The value at a match, without the names that stand in it."""
    place = message.without_names(match.begin, match.end)
    return None if place is None else Value(*place, slot, value, certain and match.certain)
