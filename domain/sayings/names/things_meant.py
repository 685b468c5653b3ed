"""Which products a word for a thing means: “the shop”, “all our domains”, “our main domain”.

Of “the shop”, a Webshop is one as well, and of “our online shop” where nothing else has the word.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.sayings.names.named import Named
from domain.sayings.names.ordinary import NameWords
from domain.sayings.names.things import Thing


def called_so(thing: Thing, products: Sequence[Named]) -> Sequence[Named]:
    """Those of which the word is the whole name."""
    return [] if thing.is_compound else [one for one in products if one.joined == thing.word]


def meant_by(thing: Thing, products: Sequence[Named], known: NameWords) -> Sequence[Named]:
    """Those that have the word in their names; all of them are meant where they are meant together, or none."""
    if thing.is_compound:
        return []
    found = [one for one in products if thing.word in one.words]
    if thing.is_definite:
        found += [one for one in products if _ends_so(one, thing)]
        alike = known.alike(thing.word)
        found = found or [one for one in products if not alike.isdisjoint(one.words)]
    if thing.end:
        found = [one for one in found if one.words[-1] == thing.end]
    if thing.is_main:
        found = _main(found, thing, products)
    return [] if thing.together and thing.count not in (None, len(found)) else found


def told_beside(thing: Thing, products: Sequence[Named], known: NameWords) -> Sequence[Named]:
    """Those in whose names is what stands beside: the domain berghotel.ch is the hotel domain."""
    words = {thing.word} | known.alike(thing.word)
    found = [one for one in products if not words.isdisjoint(one.words) or _ends_so(one, thing)]
    if thing.together:
        return ()
    return [one for one in found if any(form in word for form in thing.beside for word in one.words)]


def _ends_so(one: Named, thing: Thing) -> bool:
    """Whether a word of its name ends in the thing: a Webshop is a shop."""
    return any(word != thing.word and word.endswith(thing.word) for word in one.words)


def _main(found: Sequence[Named], thing: Thing, products: Sequence[Named]) -> list[Named]:
    """The one by whose name other products are called as well, as the hosting is by the main domain."""

    def called_alike(one: Named) -> int:
        words = {word for word in one.words if word != thing.word}
        return sum(words <= set(other.words) for other in products) if words else 0

    most = max(map(called_alike, found), default=0)
    main = [one for one in found if called_alike(one) == most]
    return main if len(main) == 1 else []
