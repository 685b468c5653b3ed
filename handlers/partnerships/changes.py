"""What a change of an active partnership means, before it is made and when it has been: old and new, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from domain.partnerships.consequences import consequences
from domain.partnerships.rules import Access, Payer, Side
from domain.words import Lines, Literal, Msg, Words, lines
from handlers.partnerships import terms


def change_lines(
    old: Access, old_payer: Payer | None, new: Access, new_payer: Payer | None, side: Side, other: str
) -> Lines:
    """Who orders, pays, sees invoices and earns (facts 16–27): where it changes, what was struck out above what is."""
    before, after = consequences(old, old_payer, side, other), consequences(new, new_payer, side, other)
    points = (
        ("🛒", before.orders, after.orders),
        ("💳", before.pays, after.pays),
        ("🧾", before.invoices, after.invoices),
        ("📈", before.earns, after.earns),
    )
    return lines(*(_changed(icon, was, becomes) for icon, was, becomes in points if was != becomes))


def _changed(icon: str, was: Msg | None, becomes: Msg | None) -> Words:
    struck = None if was is None else Lines((Literal(icon), Lines((Literal("<s>"), was, Literal("</s>")), "")), " ")
    arrow = Literal(icon if was is None else "➜")
    return lines(struck, None if becomes is None else Lines((arrow, becomes), " "))


def from_now_on() -> Msg:
    """What becomes of what is ordered and billed already, when the payment means change (facts 25, 26)."""
    return Msg(
        "What has been ordered stays as it was settled, with its invoices and income. "
        "From now on, orders and renewals go the new way."
    )


def from_then_on() -> Msg:
    """The same, of another kind of access, which the partner has to confirm first."""
    return Msg("What has been ordered stays as it was settled, with its invoices and income.")


def products_mean(partner: str) -> Msg:
    """What it means that a product is managed, or is no longer (facts 16–18)."""
    return Msg(
        "{partner} earns on what it manages when you buy or renew it. What has been ordered stays as it was settled.",
        partner=partner,
    )


def names(icon: str, products: Sequence[str]) -> Words | None:
    """The products' names behind an icon, if there are any."""
    return Lines((Literal(icon), terms.named(products)), " ") if products else None
