"""The products that a client can give access to, on the shelves of the provider's catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from domain.programme import Programme
from domain.words import Lines, Msg, Refused, Words, listing
from handlers.chat.forms.form import Asking, D
from handlers.chat.forms.stock import EVERYTHING, Option, Shelf, Within
from handlers.chat.labels import LONGEST_NAME, name_on_button
from handlers.chat.lists import PAGE
from handlers.chat.turn import Turn
from services.partnerships.proposals import chosen_products
from services.products import free_products, nothing_to_share
from services.rights import own_organisation
from storage.products import (
    Wanted,
    count_by_kind,
    ids_of_products,
    page_of_products,
    products_called,
    products_with_ids,
)
from storage.tables import Organisation, Product
from storage.work import Work

_NUMBER_SHOWN = 12
"""Characters of the provider's number that a button shows: its end."""
MOST_UNDERSTOOD = 4
"""Products named where it is said what was understood; the review names more."""
_LONGEST_ID = 18
"""Digits of an id that a database takes for one."""


class FreeProducts:
    """The products of the organisation for which the person acts that no partner has, but in partnership `beside`.

    Raises `NothingToShare` where there is none.
    """

    def __init__(self, turn: Turn, *, beside: int | None = None) -> None:
        self._programme = turn.around.programme
        self._session = turn.work.session
        self._organisation = own_organisation(turn.person)
        self._free = free_products(turn.work, self._organisation, beside=beside)
        self._kinds = turn.once(_kinds_of, self._free)
        if not self._kinds:
            raise nothing_to_share(turn.work, self._programme, self._free)

    def shelves(self) -> Sequence[Shelf]:
        """Those on which there is something, in the catalogue's order."""
        counts = self._by_category(self._kinds)
        return [
            Shelf(each.code, Lines((each.icon, each.name), " "), counts[each.code])
            for each in self._programme.categories
            if counts[each.code]
        ]

    def count(self, within: Within) -> int:
        """How many products there are."""
        if not within.search:
            return sum(count for kind, count in self._kinds.items() if self._stands_on(kind, within.shelf))
        return sum(count_by_kind(self._session, self._wanted(within)).values())

    def page(self, within: Within, limit: int, offset: int = 0) -> Sequence[Option]:
        """Some of them, by name; of everything, where that fits on a page, shelf by shelf."""
        found = page_of_products(self._session, self._wanted(within), limit, offset)
        if within == EVERYTHING and len(found) < limit:
            places = [each.code for each in self._programme.categories]
            found = sorted(found, key=lambda one: places.index(self._programme.category_of(one.kind).code))
        return product_options(found, self._organisation)

    def values(self, within: Within) -> Sequence[str]:
        """All of them."""
        return [str(found) for found in ids_of_products(self._session, self._wanted(within))]

    def present(self, values: Collection[str], within: Within = EVERYTHING) -> Sequence[str]:
        """Those that are still free."""
        return [str(found) for found in ids_of_products(self._session, self._wanted(within), _ids(values))]

    def counted(self, values: Collection[str]) -> Mapping[str, int]:
        """How many of them are still free, by category."""
        if not values:
            return {}
        return self._by_category(count_by_kind(self._session, self._free, _ids(values)))

    def called(self, names: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Those that are called so."""
        found: dict[str, list[str]] = {}
        for product in products_called(self._session, self._free, names):
            found.setdefault(product.name.casefold(), []).append(str(product.id))
        return found

    def _wanted(self, within: Within) -> Wanted:
        kinds = tuple(kind for kind in self._kinds if self._stands_on(kind, within.shelf)) if within.shelf else None
        return replace(self._free, kinds=kinds, search=within.search)

    def _stands_on(self, kind: str, shelf: str) -> bool:
        return not shelf or self._programme.category_of(kind).code == shelf

    def _by_category(self, by_kind: Mapping[str, int]) -> Counter[str]:
        counts = Counter[str]()
        for kind, count in by_kind.items():
            counts[self._programme.category_of(kind).code] += count
        return counts


def _kinds_of(work: Work, free: Wanted) -> Mapping[str, int]:
    return count_by_kind(work.session, free)


def _ids(values: Collection[str]) -> list[int]:
    """Those of the values that can be ids: a button may be forged."""
    return [int(value) for value in values if value.isdecimal() and len(value) <= _LONGEST_ID]


def products_named(asking: Asking[D], answer: object) -> Words | None:
    """What the products with these ids are called, a few of them; `None` where they are gone."""
    ids = _ids([str(each) for each in answer]) if isinstance(answer, list) else []
    found = products_with_ids(asking.turn.work.session, ids[:MOST_UNDERSTOOD])
    if not found:
        return None
    names, more = listing(product_names(found)), len(ids) - len(found)
    return Msg("{products} and {n} more", products=names, n=more) if more else Lines((names,))


def why_taken(asking: Asking[D], values: Sequence[str]) -> Words | None:
    """Why the first of the products with these ids cannot be chosen: another partner has it, or it is gone."""
    try:
        chosen_products(asking.turn.work, own_organisation(asking.turn.person), frozenset(_ids(values)))
    except Refused as refused:
        return refused.reason
    return None


def product_options(products: Sequence[Product], organisation: Organisation) -> list[Option]:
    """Products to tick. Beside those of the provider's account, what somebody has typed is marked with a pen.

    Of those of the account that share a name, the provider's number tells which is which.
    """
    times = Counter(product.name for product in products if product.provider_id is not None)
    return [Option(str(product.id), _label(product, organisation, times[product.name])) for product in products]


def counted_words(products: Sequence[Product], programme: Programme) -> Words | None:
    """How many products of each category there are, where they are more than are seen at a glance."""
    if len(products) <= PAGE:
        return None
    counts = Counter(programme.category_of(product.kind).code for product in products)
    parts = [
        Msg("{category}: {count}", category=Lines((each.icon, each.name), " "), count=counts[each.code])
        for each in programme.categories
        if counts[each.code]
    ]
    return Lines(tuple(parts), " · ")


def product_names(products: Sequence[Product]) -> list[str]:
    """The products' names; of several with the same, the one that somebody has typed is marked with a pen."""
    times = Counter(product.name for product in products)
    return [
        f"✍️ {product.name}" if product.provider_id is None and times[product.name] > 1 else product.name
        for product in products
    ]


def _label(product: Product, organisation: Organisation, namesakes: int) -> Words:
    if product.provider_id is None:
        pen = "" if organisation.account_id is None else "✍️ "
        return Lines((pen, name_on_button(product.name)), "")
    if namesakes < 2:
        return name_on_button(product.name)
    number = product.provider_id[-_NUMBER_SHOWN:]
    return Lines((name_on_button(product.name, LONGEST_NAME - len(number) - 3), " · ", number), "")
