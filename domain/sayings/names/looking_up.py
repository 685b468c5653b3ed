"""What a message's names are looked up by, so that a database yields those that may be meant, and few others.

However long a message is, so many keys are looked up and no more; none where all its words are ordinary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain, islice

from domain.names.keys import near_keys, whole_key
from domain.sayings.names.message import SHORTEST_MISTYPED, Message
from domain.sayings.names.typed import Word

MOST_PARTS = 16
"""Parts of names that are looked for among what one has, which is read row by row."""
_CALLED_BY_MAIN = ("host", "mail")
"""In the names of what is called by the main domain, which is known by them."""


def keys(message: Message) -> tuple[str, ...]:
    """The keys of partners that may be meant (see `domain.names.keys`)."""
    words = [message.words[place] for place in message.telling]
    by_word = (form for each in chain(words, _at(message, message.everyday)) for form in each.forms)
    whole = (whole_key(joined) for joined, _, _ in message.wholes)
    mistyped = (
        key for each in words if len(each.word) >= SHORTEST_MISTYPED for form in each.forms for key in near_keys(form)
    )
    glued = (key for joined, _, _ in message.glued for key in near_keys(joined))
    return tuple(dict.fromkeys(chain(by_word, whole, mistyped, glued)))


def parts(message: Message, known: Set[int] = frozenset()) -> tuple[str, ...]:
    """Some letters, one of which is in the `search_name` of everything that may be meant.

    What stands at the places `known` means something already. Of a word with a slip in it, or with a blank too few,
    one half is right.
    """
    free = {each.word for place, each in enumerate(message.words) if place not in known}
    words = [each for each in _at(message, message.telling) if each.word in free]
    by_word = (half for each in words for half in _halves(each))
    short = [place for place, each in enumerate(message.words) if each.is_rare and not each.tells]
    of_few = (place for place in chain(message.everyday, message.kinds, short) if place not in known)
    by_few = (each.forms[-1] for each in _at(message, of_few))
    things = [thing for thing in message.things if thing.first not in known]
    called = chain((thing.word for thing in things), _CALLED_BY_MAIN if any(thing.is_main for thing in things) else ())
    alike = (word for thing in things if thing.is_definite for word in message.known.alike_parts(thing.word))
    # Of ordinary words that may be a name together, the longest one is enough; others are looked for already. Where the
    # other word has a slip, that one is: “berghotel sone”.
    glued = {(first, last) for _, first, last in message.glued}
    together = (
        max((each.forms[-1] for each in message.words[first:last]), key=len)
        for first, last in dict.fromkeys((*((first, last) for _, first, last in message.wholes), *glued))
        if known.isdisjoint(range(first, last))
        and ((first, last) in glued or not any(each.tells for each in message.words[first:last]))
    )
    return tuple(islice(dict.fromkeys(chain(by_word, by_few, called, together, alike)), MOST_PARTS))


def _halves(word: Word) -> tuple[str, ...]:
    middle = len(word.word) // 2
    return (word.word[:middle], word.word[middle:]) if len(word.word) >= SHORTEST_MISTYPED else (word.forms[-1],)


def _at(message: Message, places: Iterable[int]) -> Iterator[Word]:
    return (message.words[place] for place in places)
