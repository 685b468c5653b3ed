"""The terms of a partnership in words: the kind of access, the payment means, the products, and what follows."""

from __future__ import annotations

from collections.abc import Sequence, Set

from domain.partnerships.consequences import consequences
from domain.partnerships.rules import (
    Access,
    Payer,
    Side,
)
from domain.sorting import sort_key
from domain.words import Lines, Listing, Literal, Msg, Refused, ShelfName, Words, lines, listing
from handlers.chat.turn import Turn
from services.partnerships.closing import managed_at_last
from services.partnerships.finding import visible_partnership
from storage.tables import Organisation, Partnership

MOST_NAMED, LONGEST_NAMED = 20, 1_600
"""Products named in a message, and letters of their names: with a question and its answer, more do not fit Telegram's
4096."""
ONCE_PARTNERS = Msg("A last day can be set once the partnership exists.")
"""Where an end is settled that is said with a request."""
ACCESS_NAMES = {Access.LIMITED: Msg("Limited access"), Access.FULL: Msg("Full access")}


def payer_name(payer: Payer, side: Side, other: str) -> Msg:
    """Whose payment means, as the people of `side` say it; `other` is the other side's name."""
    if (payer is Payer.CLIENT) is (side is Side.CLIENT):
        return Msg("Your payment means")
    return Msg("Payment means of {other}", other=other)


def other_organisation(partnership: Partnership, side: Side) -> Organisation:
    """The other one, seen from `side`."""
    return partnership.partner if side is Side.CLIENT else partnership.client


def other_side(turn: Turn, partnership_id: int) -> int | None:
    """The id of the organisation on the other side, as long as the person may see the partnership."""
    try:
        return other_organisation(*visible_partnership(turn.work, turn.person, partnership_id)).id
    except Refused:
        return None


def terms(partnership: Partnership, side: Side, only: Set[int] | None = None) -> Words:
    """The kind of access, with the products or the payment means, as the people of `side` read it.

    With `only`, limited access is to those of the products (ids) that the reader looks after, and it is said that
    there may be others (fact 11).
    """
    accesses = managed_at_last(partnership)
    shown = accesses
    if only is not None and partnership.access is Access.LIMITED:
        shown = [access for access in accesses if access.product_id in only]
    names = [access.product.name for access in shown]
    other, shelves = other_organisation(partnership, side).name, partnership.shelves or ()
    if shown is accesses:
        return terms_words(partnership.access, partnership.payer, names, side, other, shelves)
    if not names:
        return Msg("👤 None of the products is yours to look after any more.")
    return lines(
        terms_words(partnership.access, partnership.payer, names, side, other, shelves),
        Msg("👤 Only the products that you look after are shown."),
    )


def terms_words(
    access: Access, payer: Payer | None, products: Sequence[str], side: Side, other: str, shelves: Sequence[str] = ()
) -> Words:
    """The kind of access, with the payment means or, where there are none, the names of products or shelves."""
    name = ACCESS_NAMES[access]
    if payer is not None:
        return lines(Msg("<b>{access}</b> to all products", access=name), payer_name(payer, side, other))
    if shelves and not products:
        return lines(
            Msg("<b>{access}</b> to products of these kinds: {kinds}", access=name, kinds=shelf_names(shelves)),
            Msg("Which ones, you choose yourself.")
            if side is Side.CLIENT
            else Msg("Which ones, {client} chooses.", client=other),
        )
    return Msg("<b>{access}</b> to {products}", access=name, products=named(products))


def shelf_names(shelves: Sequence[str]) -> Listing:
    """The names of categories of the catalogue."""
    return Listing(tuple(ShelfName(code) for code in shelves))


def named(products: Sequence[str], most: int = MOST_NAMED, longest: int = LONGEST_NAMED) -> Words:
    """The products' names in order, as many as one message takes."""
    fitting: list[str] = []
    for name in sorted(products, key=sort_key)[:most]:
        if fitting and sum(map(len, fitting)) + len(name) > longest:
            break
        fitting.append(name)
    more = len(products) - len(fitting)
    return lines(listing(fitting), Msg("… and {n} more", n=more) if more > 0 else None)


def consequence_lines(access: Access, payer: Payer | None, side: Side, other: str) -> Lines:
    """Who orders, pays, sees invoices and earns (facts 16–27), a line each, to the people of `side`."""
    follows = consequences(access, payer, side, other)
    points = (("🛒", follows.orders), ("💳", follows.pays), ("🧾", follows.invoices), ("📈", follows.earns))
    return lines(*(Lines((Literal(icon), words), " ") for icon, words in points if words is not None))
