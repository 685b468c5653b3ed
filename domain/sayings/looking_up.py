"""What a message's names are looked up by, so that a database yields those that may be meant, and few others.

However long a message is, so many keys are looked up and no more; none where all its words are ordinary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain, islice

from domain.names.keys import Reading, near_keys, whole_key
from domain.sayings.message import MOST_LOOKED_UP, SHORTEST_MISTYPED, Message, Word

MOST_SPANS = 40
"""Neighbouring words that are looked up as whole names."""


def keys(message: Message) -> tuple[str, ...]:
    """The keys of partners that may be meant (see `domain.names.keys`)."""
    words = [message.words[place] for place in message.telling]
    by_word = (form for each in chain(words, _at(message, message.everyday)) for form in each.forms)
    whole = (whole_key(Reading((joined,))) for joined in _wholes(message, frozenset()))
    mistyped = (
        key for each in words if len(each.word) >= SHORTEST_MISTYPED for form in each.forms for key in near_keys(form)
    )
    return tuple(dict.fromkeys(chain(by_word, whole, mistyped)))


def parts(message: Message, known: Set[int] = frozenset()) -> tuple[str, ...]:
    """Some letters, one of which the name of everything has that may be meant, without blanks.

    What stands at the places `known` means something already. Of a word with a slip in it, one half is right.
    """
    words = [message.words[place] for place in message.telling if place not in known]
    halves = (
        half
        for each in words
        if len(each.word) >= SHORTEST_MISTYPED
        for half in (each.word[: len(each.word) // 2], each.word[len(each.word) // 2 :])
    )
    short = [place for place, each in enumerate(message.words) if each.is_rare and not each.tells]
    of_few = (place for place in chain(message.everyday, message.kinds, short) if place not in known)
    by_word = (each.forms[-1] for each in chain(words, _at(message, islice(of_few, MOST_LOOKED_UP))))
    things = (thing for place, thing in message.things.items() if place not in known)
    return tuple(dict.fromkeys(chain(by_word, islice(things, MOST_LOOKED_UP), _wholes(message, known), halves)))


def _at(message: Message, places: Iterable[int]) -> Iterator[Word]:
    return (message.words[place] for place in places)


def _wholes(message: Message, known: Set[int]) -> Iterator[str]:
    """Neighbours that may be a whole name, as one word."""
    little, words = message.known.little, message.words
    spans = (
        joined
        for joined, found in message.spans.items()
        if any(
            (last - first == 1 or little.isdisjoint({words[first].word, words[last - 1].word}))
            and known.isdisjoint(range(first, last))
            and (message.may_be_name(first, last) or message.is_domain(first, last))
            for first, last in found
        )
    )
    return islice(spans, MOST_SPANS)
