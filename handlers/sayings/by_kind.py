"""Products that are called by what they are: “die Domain” is the only domain, whatever its name says.

It is looked for where a client speaks of its own, and nothing that it has is called so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.programme import Programme
from domain.sayings.names.mentions import MOST_CHOICES
from domain.sayings.names.message import Message
from domain.sayings.names.named import Names, Unclear
from domain.sayings.names.things import Thing
from domain.sayings.slots import Slot, Value
from handlers.chat.turn import Turn
from storage.products import of_kinds

_MOST_TOGETHER = 100
"""Products of a kind that are meant together: “all our domains”."""
_MOST_LOOKED_AT = 300
"""Products of all kinds that are spoken of; of whoever has more, one is not meant by its kind."""


def with_kinds(turn: Turn, message: Message, names: Names) -> Names:
    """The names, and what is meant by its kind alone. It takes a statement where nothing is called by such a thing."""
    own = turn.organisation
    if own is None or own.is_partner:
        return names
    values, unclear = list(names.values), list(names.unclear)
    things = [each for each in not_found(message, names) if not message.words_for_things.is_excepted(each.first)]
    meant = [(each, kinds) for each in things if (kinds := _kinds(turn.around.programme, message, each))]
    if not meant:
        return names
    every = frozenset(kind for _, kinds in meant for kind in kinds)
    products = of_kinds(turn.work.session, own.id, every, _MOST_LOOKED_AT + 1)
    if len(products) > _MOST_LOOKED_AT:
        return names
    for thing, kinds in meant:
        most = _MOST_TOGETHER if thing.together else MOST_CHOICES
        found = [id_ for id_, kind in products if kind in kinds]
        start, end = message.words[thing.first].start, message.words[thing.last - 1].end
        if not 0 < len(found) <= most or thing.count not in (None, len(found)):
            continue
        if len(found) == 1 or thing.together:
            values += (Value(start, end, Slot.PRODUCT, each, certain=False) for each in found)
        else:
            unclear.append(Unclear(start, end, Slot.PRODUCT, tuple(found)))
    if len(values) + len(unclear) == len(names.values) + len(names.unclear):
        return names
    return replace(
        names,
        values=tuple(sorted(values, key=lambda each: each.start)),
        unclear=tuple(sorted(unclear, key=lambda each: each.start)),
    )


def count_of_kind(turn: Turn, message: Message, thing: Thing) -> int:
    """How many of a client's products a word for a kind may mean; 0 for a partner."""
    own, kinds = turn.organisation, _kinds(turn.around.programme, message, thing)
    if own is None or own.is_partner or not kinds:
        return 0
    return len(of_kinds(turn.work.session, own.id, kinds, _MOST_LOOKED_AT))


def not_found(message: Message, names: Names) -> Iterator[Thing]:
    """One's own things that a message speaks of, and that no name in it is or has beside it."""
    places = [(each.start, each.end) for each in names.values] + [(each.start, each.end) for each in names.unclear]
    taken = [message.within(*place) for place in places]
    near = {place for places in taken if len(places) for place in range(places.start - 1, places.stop + 1)}
    for thing in message.things:
        is_plain = thing.is_definite and not (thing.beside or thing.end or thing.is_main)
        if is_plain and near.isdisjoint(range(thing.first, thing.last)):
            yield thing


def _kinds(programme: Programme, message: Message, thing: Thing) -> Sequence[str]:
    """The catalogue's codes for what the word says: “hosting” is in “web_hosting”."""
    said = {thing.word, *message.known.alike(thing.word)}
    return [
        each.code
        for each in programme.catalogue
        if not said.isdisjoint((*each.code.split("_"), each.code.replace("_", "")))
    ]
