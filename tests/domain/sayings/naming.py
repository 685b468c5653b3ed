"""Those who may be named, in memory: what a text says of whom, in words that can be read.

`Alpwebs = Alpweb AG` is certain, `müller ~ Webwerk Müller & Söhne` is to be shown first, `nord ? Nordnet | Nordlicht`
may mean either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.names.keys import search_name
from domain.sayings.names.mentions import mentioned
from domain.sayings.names.message import Message
from domain.sayings.names.named import Named, Names
from domain.sayings.names.ordinary import NameWords
from domain.sayings.slots import Slot
from storage.answers.name_words import load_name_words


@cache
def name_words() -> NameWords:
    """The desk's own."""
    return load_name_words(LOCALES, read_knowledge(LOCALES))


def those(
    *, own: Iterable[str] = (), others: Iterable[str] = (), products: Iterable[str] = (), people: Iterable[str] = ()
) -> list[Named]:
    """Some who may be named: one's own partners or clients, other partners, products, colleagues."""
    groups = ((Slot.OTHER, own, True), (Slot.OTHER, others, False), (Slot.PRODUCT, products, False))
    found = [(slot, name, is_own) for slot, names, is_own in (*groups, (Slot.PERSON, people, False)) for name in names]
    return [Named(slot, n, name, search_name(name), is_own) for n, (slot, name, is_own) in enumerate(found)]


def read(text: str, among: Sequence[Named]) -> list[str]:
    """What the text says of those, in its order."""
    found = mentioned(Message(text, name_words()), among)
    return said(text, found, {(one.slot, one.id): one.name for one in among})


def said(text: str, found: Names, names: Mapping[tuple[Slot, int], str]) -> list[str]:
    """The same of what was found already, with names by slot and id."""
    lines = [
        (
            value.start,
            f"{text[value.start : value.end]} {'=' if value.certain else '~'} {names[value.slot, value.value]}",
        )
        for value in found.values
        if isinstance(value.value, int)
    ]
    for each in found.unclear:
        choices = " | ".join(sorted(names[each.slot, one] for one in each.candidates))
        lines.append((each.start, f"{text[each.start : each.end]} ? {choices}"))
    return [line for _, line in sorted(lines)]
