"""“Nicht sofort”, beside a day that is named: it denies the haste, and not what is to be done on that day.

“Per Ende Juni kündigen, nicht sofort”, “nicht jetzt kündigen, sondern per Ende Juni”. Without a day it is a denial like
any other, and so it is where more is said of that day: “nicht jetzt, sondern vielleicht Ende Juni”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.sayings.slots import Slot, Value
from domain.sayings.values.marked import Marked

HASTE = ("hasty", "merely-then")
"""The names of the lists in the tables."""
_AROUND = ("joints", "turns", "and-not")
"""Words before “nicht sofort” in a clause of its own: “aber nicht sofort”."""


def haste_denied(message: Marked, sentence: range, at: Mapping[int, Sequence[Value]]) -> Iterator[range]:
    """The places of a sentence that only deny the haste; `at` are the values at each place."""
    for place in sentence:
        first = message.behind(place, "contrasting")
        if first == place or message.is_asked(place):
            continue
        hasty = next((each for each in range(first, sentence.stop) if message.is_a(each, "hasty")), sentence.stop)
        end = message.behind(hasty, "hasty")
        if hasty == sentence.stop or any(message.follows_break(each) for each in range(place + 1, hasty + 1)):
            continue
        if hasty == first and _is_alone(message, place, end, sentence):
            if any(_has_day(at, each) for each in at):
                yield range(place, end)
        elif (turn := _day_instead(message, end, sentence, at)) is not None and (hasty == first or end == turn.start):
            yield from (range(place, first), range(hasty, end), turn)


def _is_alone(message: Marked, place: int, end: int, sentence: range) -> bool:
    """Whether that is all that the clause says."""
    begin = place
    while begin > sentence.start and not message.follows_break(begin) and message.is_a(begin - 1, *_AROUND):
        begin -= 1
    while end < sentence.stop and message.is_a(end, "wishing"):
        end += 1
    opens = begin == sentence.start or message.follows_break(begin) or begin < place
    return opens and (end == sentence.stop or message.follows_break(end))


def _day_instead(message: Marked, end: int, sentence: range, at: Mapping[int, Sequence[Value]]) -> range | None:
    """The words that lead to a day with which the sentence ends, and nothing else: “sondern erst” per Ende Juni."""
    turn = next(
        (each for each in range(end, sentence.stop) if message.is_a(each, "turning") or message.follows_break(each)),
        sentence.stop,
    )
    first = turn
    while first < sentence.stop and message.is_a(first, "turning", "merely", "merely-then"):
        first = message.behind(first, "turning", "merely", "merely-then")
    is_day = turn < first == sentence.stop - 1 and _has_day(at, first)
    return range(turn, first) if is_day else None


def _has_day(at: Mapping[int, Sequence[Value]], place: int) -> bool:
    return any(value.slot is Slot.WHEN for value in at.get(place, ()))
