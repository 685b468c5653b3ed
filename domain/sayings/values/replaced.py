"""What a message names only to put another value in its place: “von voll auf eingeschränkt”, “reader, not employee”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from domain.names.keys import AND
from domain.people import Role
from domain.sayings.slots import Slot, Value
from domain.sayings.values.corrected import CORRECTED
from domain.sayings.values.marked import Marked

REPLACED = (
    "no-longer",
    "from-old",
    "as-role",
    "as-new",
    "old-behind",
    "from-day",
    "moving",
    "dated",
    "specifying",
    "not-now",
)
"""The names of the lists in the tables."""
_SLOTS = frozenset({Slot.ACCESS, Slot.ROLE})
_DENIED = (Slot.WHEN, Slot.VAT, Slot.COUNTRY)
"""Of which the one that is denied may stand beside the one that is meant."""
_JOINTS = frozenset({*AND, "oder", "or", "vs", "bzw"})
_INTO = frozenset({"auf", "uf", "in", "into", "to"})
"""Words with which a language is what something is to be said in."""
_DENIED_NEARBY = 3
"""Words before a day that may deny it: “it doesn't end at the end of April”."""
_NEARBY = 4
"""Words before a value among which one can say that it is no more: “nicht mehr der gesetzliche Vertreter”."""


def without_replaced(message: Marked, values: Sequence[Value]) -> Sequence[Value]:
    """Those that are to be: without what has been so far, and what says less than another value beside it."""
    values = [value for value in values if not _is_open(message, value, _others(value, values))]
    kept = [value for value in values if not _is_old(message, value, _others(value, values))]
    return [value for value in kept if not (_says_less(message, value) and _others(value, kept))]


def without_old(message: Marked, values: Sequence[Value]) -> Sequence[Value]:
    """“Nicht Ende April, sondern Ende Mai”, “replace this number by that one”: of several, those that are to be."""
    old: set[Value] = set()
    for slot in _DENIED:
        among = [value for value in values if value.slot is slot]
        if len(among) > 1:
            found = {
                each for each in among if _is_denied(message, each, _others(each, among)) or _is_dated(message, each)
            }
            found |= {
                one
                for one, other in pairwise(among)
                if _is_moved(message, one, other) or _is_specified(message, one, other)
            }
            old |= found if len(found) < len(among) else set()
    old |= _spoken_of(message, values)
    return [value for value in values if value not in old] if old else values


def _spoken_of(message: Marked, values: Sequence[Value]) -> set[Value]:
    """Languages that a clause only speaks of, where another one asks for something in a language, or that come after
    “than”: “auf Deutsch bitte, Englisch ist mir zu schwer”, “lieber Englisch als Deutsch”.
    """
    among = [value for value in values if value.slot is Slot.LANGUAGE]
    if len({value.value for value in among}) < 2:
        return set()
    asked = [value for value in among if message.said[_place(message, value)].word.key in _INTO]
    clauses = {_clause(message, value) for value in asked}
    old = {value for value in among[1:] if message.is_a(_place(message, value) - 1, "than", "instead")}
    return old | {value for value in among if clauses and _clause(message, value) not in clauses}


def _clause(message: Marked, value: Value) -> range:
    place = _place(message, value)
    return next(clause for clause in message.clauses if place in clause)


def _is_denied(message: Marked, value: Value, others: Sequence[Value]) -> bool:
    near = islice(_before(message, value, others), _DENIED_NEARBY)
    return any(message.denies(place) or message.is_a(place, "instead") for place in near)


def _is_moved(message: Marked, one: Value, other: Value) -> bool:
    """Whether something is put off from the one day to the other, or one number takes the place of the other."""
    first, last = _place(message, one), _place(message, other)
    clause = _clause(message, one)
    if last not in clause or any(message.follows_break(at) for at in range(first + 1, last)):
        return False
    if one.slot is not Slot.WHEN:
        return message.has_any(clause, "moving", "changing")
    leads = message.is_a(first, "from-day") and message.is_a(last, "as-new")
    return leads and message.has_any(clause, "moving")


def _is_specified(message: Marked, one: Value, other: Value) -> bool:
    """“Anfang Juni, genauer am 3.”, “the end of the season, that is 31 October”."""
    first = next((n for n, each in enumerate(message.said) if each.word.start >= one.end), len(message.said))
    between = range(first, _place(message, other) + 1)
    return len(between) <= _NEARBY and message.has_any(between, "specifying") and message.follows_break(first)


def _is_dated(message: Marked, value: Value) -> bool:
    """“Unser Vertrag vom 1.1.2024”: what it is of."""
    if value.slot is not Slot.WHEN or not message.is_a(_place(message, value), "from-day"):
        return False
    return any(message.is_a(place, "dated") for place in islice(_before(message, value, ()), _NEARBY))


def _others(value: Value, among: Sequence[Value]) -> Sequence[Value]:
    return [each for each in among if each.slot is value.slot and each.value != value.value]


def _is_open(message: Marked, value: Value, others: Sequence[Value]) -> bool:
    """“Voll oder eingeschränkt weiss ich noch nicht”, “the difference between full and limited”: none of both."""
    if value.slot is not Slot.ACCESS:
        return False
    for other in others:
        first, last = sorted((value, other), key=lambda each: each.start)
        between = [each.word.key for each in message.said if first.end <= each.word.start < last.start]
        if len(between) == 1 and between[0] in _JOINTS:
            return True
    return False


def _is_old(message: Marked, value: Value, others: Sequence[Value]) -> bool:
    if value.slot not in _SLOTS:
        return False
    is_denied = any(message.is_a(place, "no-longer") for place in islice(_before(message, value, others), _NEARBY))
    if is_denied and (others or value.slot is Slot.ROLE):
        return True
    if value.slot is Slot.ROLE and _is_old_behind(message, value):
        return True
    if not others:
        return False
    if value.slot is Slot.ACCESS and _is_not_now(message, value):
        return True
    if value.slot is Slot.ACCESS and any(_becomes(message, value, other) for other in others):
        return True
    near = islice(_before(message, value, others, over_names=False), _NEARBY)
    return any(message.is_a(place, "from-old") for place in near) or _is_old_behind(message, value)


def _is_not_now(message: Marked, value: Value) -> bool:
    """“Vorerst nur den Shop, später vielleicht alles”, “full access was a mistake”: what may come, or went wrong."""
    return message.has_any(_clause(message, value), "not-now")


def _becomes(message: Marked, value: Value, other: Value) -> bool:
    """“Turn their full access into a limited one”, “wir verwalten alles, wollen aber auf eingeschränkt”."""
    place = _place(message, other)
    between = range(_place(message, value) + 1, place)
    if other.start < value.end or any(message.said[at].word.begins_sentence for at in between):
        return False
    if message.has_any(between, "no-longer"):
        return False  # “vollen Zugriff statt nur auf einzelne Produkte”
    return message.is_a(place - 1, "as-new") and not message.follows_break(place)


def _says_less(message: Marked, value: Value) -> bool:
    """“Einen Mitarbeiter als Administrator einladen”, but not “Leserin, nein, Mitarbeiterin”."""
    if value.value is not Role.EMPLOYEE or _corrects(message, value):
        return False
    near = islice(_before(message, value, ()), _NEARBY)
    return not any(message.is_a(place, "as-role") for place in near)


def _corrects(message: Marked, value: Value) -> bool:
    """Whether words that put something right stand right before it."""
    place = _place(message, value)
    before = range(max(0, place - _NEARBY), place)
    return any(message.behind(at, *CORRECTED) == place and message.follows_break(at) for at in before)


def _before(message: Marked, value: Value, others: Sequence[Value], *, over_names: bool = True) -> Iterator[int]:
    """The places of the words right before it, the nearest first, up to a break, another value or, maybe, a name."""
    place = _place(message, value)
    while place > 0 and not message.follows_break(place) and not message.is_a(place, "turns"):
        place -= 1
        if (message.said[place].word.is_name and not over_names) or any(
            each.start <= message.said[place].word.start < each.end for each in others
        ):
            return
        yield place


def _is_old_behind(message: Marked, value: Value) -> bool:
    """“Kein Leser mehr”, “reader no longer”."""
    end = next((n for n, each in enumerate(message.said) if each.word.start >= value.end), len(message.said))
    return message.is_a(end, "old-behind") and not message.follows_break(end)


def _place(message: Marked, value: Value) -> int:
    return next(n for n, each in enumerate(message.said) if each.word.end > value.start)
