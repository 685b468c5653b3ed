"""The terms of a partnership in words: the kind of access, the payment means, the products, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.consequences import consequences
from domain.partnerships.rules import (
    Access,
    Payer,
    Side,
)
from domain.sorting import sort_key
from domain.words import CategoryName, Lines, Literal, Msg, Words, lines, listing
from services.partnerships.closing import managed
from storage.tables import Organisation, Partnership

MOST_NAMED, LONGEST_NAMED = 20, 1_600
"""Products named in a message, and letters of their names: with a question and its answer, more do not fit Telegram's
4096."""
ACCESS_NAMES = {Access.LIMITED: Msg("Limited access"), Access.FULL: Msg("Full access")}


def payer_name(payer: Payer, side: Side, other: str) -> Msg:
    """Whose payment means, as the people of `side` say it; `other` is the other side's name."""
    if (payer is Payer.CLIENT) is (side is Side.CLIENT):
        return Msg("Your payment means")
    return Msg("Payment means of {other}", other=other)


def other_organisation(partnership: Partnership, side: Side) -> Organisation:
    """The other one, seen from `side`."""
    return partnership.partner if side is Side.CLIENT else partnership.client


def terms(partnership: Partnership, side: Side) -> Words:
    """The kind of access, with the products or the payment means, as the people of `side` read it."""
    # A partnership that is over has let go of its products; its history still names them.
    accesses = managed(partnership) or [
        access for access in partnership.product_accesses if access.released_at == partnership.closed_at
    ]
    if partnership.shelves and not accesses:
        other = other_organisation(partnership, side).name
        return asked_words(partnership.access, partnership.payer, partnership.shelves, side, other)
    names = [access.product.name for access in accesses]
    return terms_words(partnership.access, partnership.payer, names, side, other_organisation(partnership, side).name)


def asked_words(access: Access, payer: Payer | None, shelves: Sequence[str], side: Side, other: str) -> Words:
    """What a partner asks for: for limited access, categories of the catalogue, whose products the client chooses."""
    if access is Access.FULL:
        return terms_words(access, payer, (), side, other)
    return lines(
        Msg(
            "<b>{access}</b> to products such as {shelves}",
            access=ACCESS_NAMES[access],
            shelves=listing(CategoryName(code) for code in shelves),
        ),
        Msg("You choose which.") if side is Side.CLIENT else Msg("{client} chooses which.", client=other),
    )


def terms_words(access: Access, payer: Payer | None, products: Sequence[str], side: Side, other: str) -> Words:
    """The kind of access, with the payment means or, where there are none, the products' names."""
    name = ACCESS_NAMES[access]
    if payer is not None:
        return lines(Msg("<b>{access}</b> to all products", access=name), payer_name(payer, side, other))
    return Msg("<b>{access}</b> to {products}", access=name, products=named(products))


def named(products: Sequence[str]) -> Words:
    """The products' names in order, as many as one message takes."""
    fitting: list[str] = []
    for name in sorted(products, key=sort_key)[:MOST_NAMED]:
        if fitting and sum(map(len, fitting)) + len(name) > LONGEST_NAMED:
            break
        fitting.append(name)
    more = len(products) - len(fitting)
    return lines(listing(fitting), Msg("… and {n} more", n=more) if more > 0 else None)


def consequence_lines(access: Access, payer: Payer | None, side: Side, other: str) -> Lines:
    """Who orders, pays, sees invoices and earns (facts 16–27), a line each, to the people of `side`."""
    follows = consequences(access, payer, side, other)
    points = (("🛒", follows.orders), ("💳", follows.pays), ("🧾", follows.invoices), ("📈", follows.earns))
    return lines(*(Lines((Literal(icon), words), " ") for icon, words in points if words is not None))
