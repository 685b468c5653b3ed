"""Where words stand as a name does, so that one of every day is somebody's: “Weitblick soll den Shop betreuen”."""

from __future__ import annotations

from collections.abc import Sequence

from domain.sayings.names.message import Message
from domain.sayings.names.named import Named
from domain.sayings.slots import Slot


def meant_by_few(message: Message, one: Named, places: Sequence[int]) -> Sequence[int]:
    """Which of neighbours that are all in the name are words of every day and mean it: of one's own all are, of
    somebody else where a name stands, or where they are several of the name's.
    """
    if one.slot is not Slot.OTHER:
        return ()
    those = [place for place in places if place in message.everyday]
    if one.own or not those:
        return those
    first, last = places[0], places[-1] + 1
    if len(places) > 1 and not message.is_definite(first) and message.may_be_name(first, last):
        return those
    return [place for place in those if _stands_as_name(message, place)]


def _stands_as_name(message: Message, place: int) -> bool:
    """Whether the word, which companies call themselves after, stands where a name does. “Unser Neustart” and “Neustart
    nach dem Umzug” mean what they say.
    """
    if message.is_definite(place):
        return False
    return message.may_be_name(place, place + 1) or is_in_place_of_name(message, place, place + 1)


def is_in_place_of_name(message: Message, first: int, last: int) -> bool:
    """Whether what stands around the words tells that they are somebody who does or gets something."""
    words, known = message.words, message.known
    begins = words[first].begins
    before = "" if begins or words[first].is_apart else words[first - 1].word
    behind = "" if last == len(words) or words[last].is_apart else words[last].word
    if begins or before in known.little - known.giving - known.definite - known.indefinite:
        if behind in known.doing or (begins and words[first].is_capital and _is_wished_for(message, last)):
            return True
        others = (each.word for at, each in enumerate(words) if not first <= at < last)
        return message.text.rstrip().endswith("?") and not behind and known.little.issuperset(others)
    return before in known.giving and (not behind or behind in known.little or known.is_the_desks(behind))


def _is_wished_for(message: Message, place: int) -> bool:
    """Whether what is to be done goes on there in the desk's words: “… hinzufügen”, “… with full access”."""
    words, known = message.words, message.known
    if place < len(words) and not words[place].is_apart and words[place].word in known.accompanied:
        place += 1
    if place == len(words) or words[place].is_apart:
        return False
    return known.is_the_desks(words[place].word) and words[place].word not in known.little
