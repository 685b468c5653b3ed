"""The words of a message that could be the name of somebody who is not here: “Füge Müller IT hinzu”.

In a hurry, people type names small: “add sunshine media as our partner”. Then some neighbours could be the name, of
which one at least is not ordinary; which of them are it, what is said around them tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from domain.names.keys import AND
from domain.sayings.names.every_day import is_in_place_of_name
from domain.sayings.names.message import Message

MOST_STRANGERS = 6
"""Runs of words that are tried …"""
LONGEST_STRANGER = 4
"""… and words of each."""


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


def strangers(message: Message, taken: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Characters each of which could be the name of somebody unknown, none of them `taken`: what looks most like one
    (`could_be_name`), then the longest runs.
    """
    places = {place for start, end in taken for place in message.within(start, end)}
    likely = could_be_name(message, taken)
    found = [] if likely is None else [likely]
    runs = sorted(_runs(message, places), key=lambda run: (run[0] - run[1], run[0]))
    found += ((message.words[first].start, message.words[last - 1].end) for first, last in runs)
    return tuple(dict.fromkeys(found))[:MOST_STRANGERS]


def is_said_as_name(message: Message, place: tuple[int, int]) -> bool:
    """Whether characters that could be a name are said as one: without an article – “the Elementor licence”, “die
    Schneesportschule” –, unless a legal form or quotation marks show it.
    """
    places = message.within(*place)
    first, last = min(places), max(places) + 1
    if not (message.is_definite(first) or message.is_indefinite(first)):
        return True
    return (first, last) in message.quotes or any(message.form_behind(each) for each in range(first + 1, last))


def names_nobody(message: Message, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether somebody is named who is not here: said as a name, or small in the place of one – “sunwerk should get the
    mail”. A slip in what is ordinary is none.
    """
    likely = could_be_name(message, taken)
    if likely is not None and is_said_as_name(message, likely):
        within = message.within(*likely)
        return not within or not all(_is_slip(message, place) for place in within)
    places = {place for start, end in taken for place in message.within(start, end)}
    return any(is_in_place_of_name(message, *run) for run in _uncommon(message, places))


def _is_slip(message: Message, place: int) -> bool:
    word = message.words[place].word
    return message.known.is_slip_of_ordinary(word) or message.known.is_slip_of_little(word)


def _uncommon(message: Message, taken: Set[int]) -> Iterator[tuple[int, int]]:
    """Neighbours that people do not say here, of which one at least nobody uses: “harbour tea”."""
    place = 0
    while place < len(message.words):
        last = place
        while last < len(message.words) and last not in taken and _may_be_in_run(message, place, last):
            last += 1
        words = message.words[place:last]
        is_name = any(each.tells for each in words) or (len(words) > 1 and any(each.is_rare for each in words))
        if is_name and not all(_is_slip(message, each) for each in range(place, last)):
            yield place, last
        place = max(last, place + 1)


def _may_be_in_run(message: Message, first: int, place: int) -> bool:
    word = message.words[place]
    return not message.known.is_common(word.word) and (place == first or not (word.begins or word.is_apart))


def _runs(message: Message, taken: Set[int]) -> Iterator[tuple[int, int]]:
    """Neighbours that are not ordinary, nor a slip of what is, alone, with the ordinary word before or behind them
    (“pinewood studio”), or without the first of them (“unsere Werberin Lüthi”).
    """
    words = message.words
    place = 0
    while place < len(words):
        if place in taken or not words[place].tells or message.is_slip_of_ordinary(place):
            place += 1
            continue
        last = place + 1
        while last < len(words) and words[last].tells and _goes_on(message, last, taken):
            last += 1
        firsts = [place, *([place - 1] if place and _goes_on(message, place, taken) else [])]
        firsts += [place + 1] if last > place + 1 else []
        lasts = [last, *([last + 1] if last < len(words) and _goes_on(message, last, taken) else [])]
        runs = ((first, end) for first in firsts for end in lasts if end - first <= LONGEST_STRANGER)
        yield from ((first, end) for first, end in runs if not message.known.little & _ends(message, first, end))
        place = last


def _goes_on(message: Message, place: int, taken: Set[int]) -> bool:
    """Whether the word there may belong to the name that the one before it is a part of."""
    word = message.words[place]
    return not (word.is_apart or word.begins) and taken.isdisjoint((place - 1, place))


def _ends(message: Message, first: int, last: int) -> Set[str]:
    """The first and the last word."""
    return {message.words[first].word, message.words[last - 1].word}


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
