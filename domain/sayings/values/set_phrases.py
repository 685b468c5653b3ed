"""Values that are said in set phrases: the access, who pays, a language, a role, a country.

“Alles” is full access, and “alles klar” is none: the longest phrase goes, and some mean nothing (`no-value`). A word
like “full” is a value where it stands alone, not in “full refund”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.countries import country_names
from domain.partnerships.rules import Access, Side
from domain.people import Role
from domain.sayings.phrases import Match
from domain.sayings.slots import Slot, Value
from domain.sayings.values.corrected import CORRECTED, TOLD
from domain.sayings.values.doers import doer, payer_of
from domain.sayings.values.marked import Marked
from domain.sayings.values.payers import PAYERS, payers
from domain.sayings.values.replaced import REPLACED, without_replaced

NATIONALITIES = {f"from-{code}": code.upper() for code in ("ch", "de", "at", "li", "fr", "it", "ie", "gb", "nl")}
"""Lists of words for what comes from a country."""
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
    *CORRECTED,
    *TOLD,
    *(
        "as-ever",
        "only",
        "excepting",
        "weak-excepting",
        "articles",
        "products",
        "small",
        "negations",
        "still",
        "question-words",
        "alternatives",
        "wishing",
        "doubtful-countries",
        "agencies",
    ),
    *NATIONALITIES,
)
MEANINGS = ("no-value", *_ACCESS, *(kind + _ALONE for kind in ("full", "limited")), *PAYING, *LANGUAGES, *_ROLES)
"""Lists of which no phrase can be in two."""
_ALL_LANGUAGES = ("de", "en")
_COUNTRY = "country:"
_NEGATED_NEARBY, _NEGATED_LANGUAGE = 2, 3
"""Words: “nicht mehr auf ihre Rechnung”, “they don't do German”."""


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
            value = _meant(message, match, speaker)
            if value is not None:
                yield value
                place = match.end
                break
        else:
            place += 1


def _meant(message: Marked, match: Match[str], speaker: Side) -> Value | None:
    name = match.kind.removesuffix(_ALONE)
    if name != match.kind and not _stands_alone(message, match):
        return None
    if name in _ACCESS:
        asked = name == "everything" and _is_asked(message, match)
        if asked or _is_alternative(message, match):
            return None
        access = _ACCESS[name]
        if access is Access.FULL and (_is_denied(message, match) or _is_all_but(message, match)):
            # “they needn't see everything”, “everything except the shop”
            return _value(message, match, Slot.ACCESS, Access.LIMITED)
        return None if _is_negated(message, match) else _value(message, match, Slot.ACCESS, access)
    if name == "only":
        open_or_denied = _is_alternative(message, match) or message.denies(match.begin - 1)
        open_or_denied |= speaker is Side.PARTNER and _is_how_it_is(message, match)
        is_meant = _is_of_product(message, match) and not open_or_denied
        return _value(message, match, Slot.ACCESS, Access.LIMITED) if is_meant else None
    if name in PAYING:
        asked = _is_asked(message, match) or _is_asked_at_once(message, match)
        doubtful = asked or _is_alternative(message, match) or _is_negated(message, match)
        doubtful = doubtful or message.has_any(_clause_of(message, match), "each")
        return None if doubtful else _value(message, match, Slot.PAYER, payer_of(name.partition("-")[0], speaker))
    if name in LANGUAGES:
        if _is_negated(message, match, _NEGATED_LANGUAGE):
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


def _country(message: Marked, match: Match[str]) -> Value | None:
    """A country; not for certain where its name is something else, too, and none if that is not even a name."""
    doubtful = message.is_a(match.begin, "doubtful-countries")
    if doubtful and not message.said[match.begin].word.is_capital:
        return None
    value = _value(message, match, Slot.COUNTRY, match.kind.removeprefix(_COUNTRY), certain=not doubtful)
    return value if value is not None and len(message.text[value.start : value.end]) > 2 else None


def _is_of_product(message: Marked, match: Match[str]) -> bool:
    """“Nur den Shop”, “the shop only”."""
    if message.is_a(_behind_articles(message, match.end), "products"):
        return True
    follows_product = not message.follows_break(match.begin) and message.is_a(match.begin - 1, "products")
    return follows_product and _stands_alone(message, match)


def _is_all_but(message: Marked, match: Match[str]) -> bool:
    """“Alles ausser dem Shop”: unless nothing but bills or somebody is excepted."""
    behind = message.behind(match.end, "excepting")
    if behind == match.end:
        behind = message.behind(match.end, "weak-excepting")
        return behind > match.end and message.is_a(_behind_articles(message, behind), "products")
    place = _behind_articles(message, behind)
    return place < len(message.said) and not message.is_a(place, "bills", "goal-we", "goal-they", "doer-they")


def _is_how_it_is(message: Marked, match: Match[str]) -> bool:
    """“We only look after the shop”: what a partner says of itself, and does not wish."""
    clause = _clause_of(message, match)
    return message.has_any(clause, "doer-we", "doer-weak") and not message.has_any(clause, "wishing")


def _clause_of(message: Marked, match: Match[str]) -> range:
    return next(clause for clause in message.clauses if match.begin in clause)


def _behind_articles(message: Marked, place: int) -> int:
    """The place behind “den”, “unseren” …"""
    while place < len(message.said) and not message.follows_break(place) and message.is_a(place, "articles"):
        place += 1
    return place


def _stands_alone(message: Marked, match: Match[str]) -> bool:
    """Whether nothing follows that the word may belong to."""
    said = message.said
    if match.end < len(said) and not message.follows_break(match.end):
        follows = said[match.end].word
        if not follows.is_name and not message.is_a(match.end, "small"):
            return False
    if match.begin == 0 or message.follows_break(match.begin):
        return True
    if match.kind.removesuffix(_ALONE) in LANGUAGES:
        return True
    before = said[match.begin - 1].word
    is_called = said[match.begin].word.is_capital and before.is_capital and before.written.isalpha()
    return not is_called  # “Liffey Limited”


def _is_negated(message: Marked, match: Match[str], nearby: int = _NEGATED_NEARBY) -> bool:
    """Whether a negation stands beside it: “wir zahlen nicht”, “kein voller Zugriff”."""
    said = message.said
    place = match.begin
    while place > 0 and match.begin - place < nearby and not said[place].word.follows_break:
        place -= 1
        if message.denies(place):
            return True
    if match.kind not in PAYING:
        return False
    follows = match.end < len(said) and not said[match.end].word.follows_break
    return (follows and message.denies(match.end)) or _is_no_more(message, match)


def _is_denied(message: Marked, match: Match[str]) -> bool:
    """Whether its clause says before that it is not so: “nicht mehr an alles”, “no need for full access”."""
    place = match.begin
    while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
        place -= 1
        if message.is_a(place, *_ACCESS, "limited-alone", "full-alone"):
            return False  # “statt eingeschränkt soll es voller Zugriff sein”
        if message.denies(place) or message.is_a(place, "no-longer"):
            return not message.is_a(place, "from-old")
    return False


def _is_no_more(message: Marked, match: Match[str]) -> bool:
    """Whether its clause says that it is so no longer: “they should no longer charge our card”, or “unsere Karte nicht
    mehr belasten”.
    """
    place = match.begin
    while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
        place -= 1
        if message.is_a(place, "old-behind"):
            return True
    for place in range(match.end, _clause_of(message, match).stop):
        if doer(message, place) is not None:
            break
        behind = message.behind(place, "old-behind")
        if behind > place and message.has_any(range(behind, behind + 2), "charging"):
            return True
    return False


def _is_asked(message: Marked, match: Match[str]) -> bool:
    """“Wer zahlt …?”, “was kann er alles” say nothing."""
    said, begin = message.said, match.begin
    while begin > 0 and not said[begin].word.follows_break:
        begin -= 1
        if message.asks(begin):
            return True
    return False


def _is_asked_at_once(message: Marked, match: Match[str]) -> bool:
    """“Zahlt Alpweb?”: it is all of a question."""
    first, last = message.said[match.begin].word, message.said[match.end - 1].word
    opens = match.begin == 0 or first.begins_sentence
    return opens and message.text[last.end :].lstrip()[:1] == "?"


def _is_alternative(message: Marked, match: Match[str]) -> bool:
    """“Voll oder beschränkt?”, “zahlt Alpweb oder wir?” leave it open."""
    said, place = message.said, match.end
    found = any(message.is_a(near, "alternatives") for near in range(max(0, match.begin - 2), match.begin))
    while place < len(said) and not said[place].word.begins_sentence:
        found = found or message.is_a(place, "alternatives")
        place += 1
    behind = said[place].word.before if place < len(said) else message.text[said[-1].word.end :]
    return found and "?" in behind[:3]


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
