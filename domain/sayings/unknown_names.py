"""The words of a message that could be the name of somebody who is not here: “Füge Müller IT hinzu”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from domain.names.keys import AND
from domain.sayings.message import Message


def could_be_name(message: Message, taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Characters that could be the name of somebody unknown, none of which are `taken`: a code, quoted words, or else
    the most neighbours with capitals of which one at least is not ordinary.
    """
    for code in message.codes:
        if all(code.end <= start or end <= code.start for start, end in taken):
            return code.start, code.end
    places = {place for start, end in taken for place in message.within(start, end)}
    runs = [each for each in message.quotes if places.isdisjoint(range(*each))] or list(_capitals(message, places))
    if not runs:
        return None
    first, last = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    return message.words[first].start, message.words[last - 1].end


def _capitals(message: Message, taken: Set[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring words with capitals, of which one tells it from what is ordinary, or a legal form stands behind."""
    place = 0
    while place < len(message.words):
        last = place
        while last < len(message.words) and last not in taken and _may_go_on(message, place, last):
            last += 1
        words = message.words[place:last]
        form = message.form_behind(last) if words else 0
        if words and (any(each.tells for each in words) or (form and message.words[last].is_capital)):
            yield place, last + form
        place = max(last, place) + 1


def _may_go_on(message: Message, first: int, place: int) -> bool:
    """Whether a name that begins at the word `first` may have the word at `place`."""
    word = message.words[place]
    if first == place:
        return word.is_capital and word.word not in message.known.little and (word.tells or not word.begins)
    if word.word in AND:
        return place + 1 < len(message.words) and message.words[place + 1].is_capital
    return word.is_capital and not word.begins and not message.form_behind(place)
