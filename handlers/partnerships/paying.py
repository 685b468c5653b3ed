"""Who pays, and who sees the invoices, under given terms: those of a partnership, or those chosen in an open form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from domain.partnerships.consequences import consequences
from domain.partnerships.rules import Access, Payer, Side
from domain.words import Lines, Msg, Words, lines
from handlers.partnerships import terms


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen in a form, as far as it is: the terms, the side that chooses, and the other side's id and name."""

    access: Access | None
    payer: Payer | None
    side: Side
    other_id: int
    other: str


def payment(access: Access, payer: Payer | None, side: Side, other: str) -> Words:
    """Facts 25–27; with limited access there is nothing to settle (facts 17, 22)."""
    follows = consequences(access, payer, side, other)
    if access is Access.LIMITED:
        return lines(
            payment_in_short(access, payer, side, other), Msg("Payment means are settled for full access only.")
        )
    return lines(follows.pays, follows.invoices)


def payment_in_short(access: Access, payer: Payer | None, side: Side, other: str) -> Words:
    """The same of one of several others."""
    match side, access, payer:
        case Side.CLIENT, Access.LIMITED, _:
            return Msg("{partner} orders nothing for you: you pay for your orders and renewals.", partner=other)
        case Side.PARTNER, Access.FULL, Payer.PARTNER:
            return Msg("You pay for what you order and renew for {client}.", client=other)
        case _:
            return consequences(access, payer, side, other).pays


def invoices(access: Access, payer: Payer | None, side: Side, other: str) -> Words:
    """Facts 25, 26."""
    follows = consequences(access, payer, side, other)
    if follows.invoices is None:
        return lines(invoices_in_short(access, payer, side, other), follows.pays)
    return lines(follows.invoices, follows.pays)


def invoices_in_short(access: Access, payer: Payer | None, side: Side, other: str) -> Words:
    """The same of one of several others."""
    seen = consequences(access, payer, side, other).invoices
    if seen is not None:
        return seen
    if side is Side.CLIENT:
        return Msg("{partner} orders nothing for you, so there are no invoices for its orders.", partner=other)
    return Msg("You order nothing for {client}, so there are no invoices for your orders.", client=other)


_TOLD: Mapping[str, Callable[[Access, Payer | None, Side, str], Words]] = {
    "who_pays": payment,
    "who_sees_invoices": invoices,
}
"""By the name of the saying."""


def foreseen(chosen: Chosen, action: str, named: Collection[int]) -> Words | None:
    """What a form that chooses these terms answers to a question about paying, whatever holds today; of all payment
    means, as long as none are chosen. `None` before the access is, and where others than the form's are `named` (ids).
    """
    tell = _TOLD.get(action)
    if tell is None or chosen.access is None or not set(named) <= {chosen.other_id}:
        return None
    if chosen.access is Access.FULL and chosen.payer is None:
        means = ((each, terms.payer_name(each, chosen.side, chosen.other)) for each in Payer)
        return lines(
            *(Lines((name, tell(chosen.access, each, chosen.side, chosen.other)), ":\n") for each, name in means)
        )
    return tell(chosen.access, chosen.payer, chosen.side, chosen.other)
