"""What is known already, to be ticked: the products that a request has been about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.names.keys import read_search, search_name
from domain.programme import Programme
from domain.sorting import sort_key
from domain.words import Lines, ShelfName, Words
from handlers.chat.forms.stock import EVERYTHING, Option, Shelf, Within
from handlers.chat.labels import name_on_button
from storage.tables import Product


@dataclass(frozen=True, slots=True)
class _Entry:
    value: str
    label: Words
    name: str
    shelf: str


class Listed:
    """A stock of things that are few enough to be held at once."""

    def __init__(self, entries: Iterable[_Entry], programme: Programme) -> None:
        self._entries = list(entries)
        self._programme = programme

    @classmethod
    def products(cls, products: Iterable[Product], programme: Programme) -> Listed:
        """Products by their ids, on the catalogue's shelves."""
        return cls(
            (
                _Entry(
                    str(product.id),
                    Lines((name_on_button(product.name),)),
                    product.name,
                    programme.category_of(product.kind).code,
                )
                for product in sorted(products, key=lambda one: sort_key(one.name))
            ),
            programme,
        )

    def shelves(self) -> Sequence[Shelf]:
        """Those on which there is something, in the catalogue's order."""
        counts = Counter(one.shelf for one in self._entries)
        return [
            Shelf(each.code, Lines((ShelfName(each.code),)), counts[each.code])
            for each in self._programme.categories
            if counts[each.code]
        ]

    def count(self, within: Within) -> int:
        """How many there are."""
        return len(self._found(within))

    def page(self, within: Within, limit: int, offset: int = 0) -> Sequence[Option]:
        """Some of them, by name."""
        return [Option(one.value, one.label) for one in self._found(within)[offset : offset + limit]]

    def values(self, within: Within) -> Sequence[str]:
        """All of them."""
        return [one.value for one in self._found(within)]

    def present(self, values: Collection[str], within: Within = EVERYTHING) -> Sequence[str]:
        """Those of the values that are there."""
        return [one.value for one in self._found(within) if one.value in values]

    def counted(self, values: Collection[str]) -> Mapping[str, int]:
        """How many of the values are there, by the code of their shelf."""
        return Counter(one.shelf for one in self._entries if one.value in values)

    def called(self, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """By each of the names, in small letters, those that are called exactly so."""
        wanted = {name.casefold() for name in names}
        found: dict[str, list[str]] = {}
        for one in self._entries:
            if one.name.casefold() in wanted:
                found.setdefault(one.name.casefold(), []).append(one.value)
        return found

    def _found(self, within: Within) -> list[_Entry]:
        wanted = read_search(within.search)
        return [
            one
            for one in self._entries
            if (not within.shelf or one.shelf == within.shelf)
            and (not within.search or wanted.is_part_of(search_name(one.name)))
        ]
