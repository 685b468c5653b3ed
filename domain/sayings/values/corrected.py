"""What a message puts right itself: “voller Zugriff. Nein, doch nur den Shop”, “from March, sorry, April”."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from domain.sayings.slots import RECORDS, Slot, Value
from domain.sayings.values.marked import Marked

CORRECTED = ("corrections",)
TOLD = ("tells-it", "told-by")
"""The names of the lists in the tables."""
_ONE = frozenset({Slot.ACCESS, Slot.PAYER})
"""Of which a wish has one."""
_NEARBY = 4
"""Words between a name and the one that puts it right."""
_RIGHT_BEFORE = 4
"""Words before a value among which those begin that put something right by it."""
_PARTING = " \t\n,;:.–—-"
_LEADING = 1
"""Words between “nein” and the name of somebody unknown: “nein, die Sonnenwerk”."""
_SAID_BY: Mapping[Slot, tuple[str, ...]] = {
    Slot.ACCESS: ("full", "everything", "full-alone", "limited", "limited-alone"),
    Slot.PAYER: ("paying", "payer", "means", "charging", "we-pay", "they-pay"),
}
"""Lists of words that say one."""
_CORRECTED = (*_ONE, Slot.WHEN, Slot.LANGUAGE, Slot.ROLE, Slot.COUNTRY, Slot.AMOUNT, Slot.EMAIL, Slot.VAT, Slot.NUMBER)


def last_said(values: tuple[Value, ...], message: Marked) -> tuple[Value, ...]:
    """Without what a later sentence, or a word such as “nein” between two values, has put right."""
    old: set[Value] = set()
    for slot in _CORRECTED:
        among = [value for value in values if value.slot is slot]
        if len(among) < 2:
            continue
        first = next((n for n in range(len(among) - 1, 0, -1) if _puts_right(message, among[n - 1], among[n])), 0)
        old.update(value for value in among[:first] if value.value != among[-1].value)
    return tuple(value for value in values if value not in old)


def names_meant(values: tuple[Value, ...], message: Marked) -> tuple[Value, ...]:
    """Without names that the next one puts right (“give Alpweb, no, Nordnet”), and without who only told of somebody
    (“Rolf says that Luca has left”).
    """
    names = [value for value in values if value.slot in RECORDS]
    old = {one for one, _, _ in _renamed(names, message)}
    people = [value for value in names if value.slot is Slot.PERSON and value not in old]
    told = [value for value in people if _only_tells(message, value)]
    if {value.value for value in people} - {value.value for value in told}:
        old.update(told)
    return tuple(value for value in values if value not in old)


def corrections(values: Sequence[Value], message: Marked) -> Iterator[tuple[int, int]]:
    """The characters by which a name or another value is put right, “nein, moment”: that denies nothing wished."""
    renamed = {other: first for _, other, first in _renamed([each for each in values if each.slot in RECORDS], message)}
    for value in values:
        first = renamed.get(value)
        if first is None and (value.slot not in RECORDS or _stands_alone(message, value)):
            first = _put_right_before(message, value)
            if first is not None and value.slot in RECORDS and message.said[first].word.begins_sentence:
                first = None  # “Ich meine Alpweb.” denies nothing
        if first is not None:
            yield message.said[first].word.start, value.start


def _put_right_before(message: Marked, value: Value) -> int | None:
    """The place of the words right before a value by which it puts right what was said before: “ach nein, doch auf
    uns”.
    """
    place = next((n for n, each in enumerate(message.said) if each.word.end > value.start), 0)
    for first in range(max(0, place - _RIGHT_BEFORE), place):
        if _corrects(message, first):
            behind = range(message.behind(first, *CORRECTED), place)
            leads = message.is_a(place - 1, "articles", "leading", "beside-subject", "goes-to")
            clear = all(message.is_a(at, *CORRECTED) or (at == place - 1 and leads) for at in behind)
            denied = any(message.denies(at) and not message.is_a(at, *CORRECTED) for at in range(first, place))
            return first if clear and not denied else None
    return None


def _stands_alone(message: Marked, value: Value) -> bool:
    """Whether a break, or nothing, follows a name: “nein, Nordnet soll bleiben” says more than the name."""
    behind = next((n for n, each in enumerate(message.said) if each.word.start >= value.end), None)
    return behind is None or message.follows_break(behind)


def revisions(values: Sequence[Value], message: Marked) -> Iterator[tuple[int, int]]:
    """The characters by which one value is put in the place of another one, be it more than once: “we pay - wait, no,
    they pay - no, we do” denies nothing either.
    """
    starts = [each.word.start for each in message.said]
    for value in values:
        said_by, behind = _SAID_BY.get(value.slot, ()), bisect_left(starts, value.start)
        at = next((n for n in range(behind) if message.is_a(n, *said_by)), behind)
        while at < behind:
            end = min(_past_all(message, at), behind)
            goes_on = end == behind or message.has_any(range(end, min(end + _NEARBY, behind)), *said_by)
            if at < end and goes_on and message.follows_break(at) and not message.said[at].word.begins_sentence:
                yield starts[at], starts[end] if end < len(starts) else value.start
            at = max(end, at + 1)


def named_anew(
    text: str, names: Sequence[Value], stranger: Value, message: Marked
) -> tuple[str, tuple[int, int]] | None:
    """The text with the stranger in the place of the name that they put right (“add Alpweb, no wait, Zorbax”),
    and the place of it; `None` where they put none right. The `message` has the stranger as a name.
    """
    others = [value for value in names if value.slot is stranger.slot]
    one = next((value for value in reversed(others) if value.end <= stranger.start), None)
    if one is None or one is not others[-1]:
        return None
    between = _between(message, one, stranger)
    first = next((at for at in between if _corrects(message, at)), between[-1])
    end = max((message.behind(at, *CORRECTED) for at in between[:-1] if at >= first), default=0)
    if any(message.denies(at) and message.behind(at, *CORRECTED) == at for at in between if at >= first):
        return None  # “nein, nicht mit Zorbax”
    is_beside = any(one.end <= value.start < stranger.start for value in names)
    if not end or end + (0 if is_beside else _LEADING) < between[-1]:
        return None  # “Alpweb shall have the shop, no, the Fotobox” is about what it shall have
    between_both = text[one.end : message.said[first].word.start].rstrip(_PARTING)
    name = text[stranger.start : stranger.end]
    place = one.start, one.start + len(name)
    return f"{text[: one.start]}{name}{between_both}{text[stranger.end :]}", place


def _renamed(names: Sequence[Value], message: Marked) -> Iterator[tuple[Value, Value, int]]:
    """Names with those that put them right, nearby or right behind such a word, and the place of the first of these."""
    for one, other in pairwise(names):
        if one.slot is not other.slot or one.value == other.value:
            continue
        between = _between(message, one, other)
        correcting = [at for at in between if _corrects(message, at)]
        if not correcting:
            continue
        behind = _past_all(message, correcting[-1])
        while behind < between[-1] and message.is_a(behind, "articles"):
            behind += 1
        if len(between) <= _NEARBY or behind >= between[-1]:
            yield one, other, correcting[0]


def _past_all(message: Marked, place: int) -> int:
    """The place behind all such words that stand there: “actually no”."""
    while (end := message.behind(place, *CORRECTED)) > place:
        place = end
    return place


def _only_tells(message: Marked, person: Value) -> bool:
    place = next((n for n, each in enumerate(message.said) if each.word.start == person.start), None)
    if place is None:
        return False
    is_behind = place > 0 and message.said[place - 1].word.end <= person.start
    before = range(max(0, place - 2), place) if is_behind else range(0)
    is_told_by = any(message.behind(at, "told-by") == place for at in before)
    return is_told_by or message.is_a(place + 1, "tells-it")


def _puts_right(message: Marked, one: Value, other: Value) -> bool:
    if one.value == other.value:
        return False
    if any(_corrects(message, at) for at in _between(message, one, other)):
        return True
    ends = [each.word.start for each in message.said if each.word.begins_sentence]
    return one.slot in _ONE and bisect(ends, one.start) != bisect(ends, other.start)


def _corrects(message: Marked, place: int) -> bool:
    """Whether such a word stands there, behind a comma: no “instead of”."""
    end = message.behind(place, *CORRECTED)
    return place < end and end >= message.behind(place, "negations") and message.follows_break(place)


def _between(message: Marked, one: Value, other: Value) -> Sequence[int]:
    """The places of the words from one value to the other, its first word included: “nein April” is one of days."""
    return [place for place, each in enumerate(message.said) if one.end <= each.word.start <= other.start]
