"""What differs between two proposals for the same request."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships.rules import Access, Payer, Terms


@dataclass(frozen=True, slots=True)
class Differences:
    """What a later proposal changes. `access` and `payer` are pairs, before and after, where they differ.

    Payment means are compared where both proposals settle them, products and shelves where both are for limited access:
    what came or went with the kind of access is not told twice.
    """

    access: tuple[Access, Access] | None = None
    payer: tuple[Payer, Payer] | None = None
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    added_shelves: frozenset[str] = frozenset()
    removed_shelves: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Differences()


def differences(before: Terms, after: Terms) -> Differences:
    """What `after` changes."""
    if before.access is not after.access:
        return Differences(access=(before.access, after.access))
    payer = None
    if before.payer is not None and after.payer is not None and before.payer is not after.payer:
        payer = before.payer, after.payer
    return Differences(
        payer=payer,
        added=after.products - before.products,
        removed=before.products - after.products,
        added_shelves=after.shelves - before.shelves,
        removed_shelves=before.shelves - after.shelves,
    )
