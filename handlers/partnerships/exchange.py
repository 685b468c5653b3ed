"""What the two have said while a request went back and forth: their sentences, and what the last proposal changes."""

from __future__ import annotations

from collections.abc import Collection

from domain.partnerships.differences import differences
from domain.partnerships.rules import Side, Terms
from domain.words import Lines, Literal, Msg, ShelfName, Words, lines
from handlers.partnerships import terms
from storage.tables import Partnership, Proposal

MOST_NAMED, LONGEST_NAMED = 6, 300
"""Products named as added or removed: the terms name them as well."""


def sentences(partnership: Partnership, side: Side, *, latest_only: bool) -> Words | None:
    """What was written with the last proposals, the newest last."""
    recent = partnership.proposals[-1:] if latest_only else partnership.proposals[-2:]
    other = terms.other_organisation(partnership, side).name
    said = [_sentence(one, side, other) for one in recent if one.message]
    return lines(*said) if said else None


def _sentence(proposal: Proposal, side: Side, other: str) -> Words:
    if proposal.by is side:
        return Msg("✍️ You wrote: “{message}”", message=proposal.message or "")
    return Msg("✍️ {other} writes: “{message}”", other=other, message=proposal.message or "")


def changes(partnership: Partnership, side: Side) -> Words | None:
    """What the last proposal changes, line by line; nothing where there was none before it."""
    if len(partnership.proposals) < 2:
        return None
    before, after = (_terms(proposal) for proposal in partnership.proposals[-2:])
    found = differences(before, after)
    if not found:
        return None
    by = partnership.proposals[-1].by
    other = terms.other_organisation(partnership, side).name
    names = {access.product_id: access.product.name for access in partnership.product_accesses}
    return lines(
        Msg("<b>What you have changed:</b>") if by is side else Msg("<b>What {other} has changed:</b>", other=other),
        _access(before, after) if found.access else None,
        None
        if found.payer is None
        else Msg(
            "Payment means: <s>{before}</s> → {after}",
            before=terms.payer_name(found.payer[0], side, other),
            after=terms.payer_name(found.payer[1], side, other),
        ),
        _products("➕", [names[key] for key in found.added if key in names]),
        _products("➖", [names[key] for key in found.removed if key in names]),
        _shelves("➕", found.added_shelves),
        _shelves("➖", found.removed_shelves),
    )


def _terms(proposal: Proposal) -> Terms:
    return Terms(proposal.access, proposal.payer, frozenset(proposal.products), frozenset(proposal.shelves))


def _access(before: Terms, after: Terms) -> Words:
    return Msg(
        "Access: <s>{before}</s> → {after}",
        before=terms.ACCESS_NAMES[before.access],
        after=terms.ACCESS_NAMES[after.access],
    )


def _products(icon: str, names: list[str]) -> Words | None:
    return Lines((Literal(icon), terms.named(names, MOST_NAMED, LONGEST_NAMED)), " ") if names else None


def _shelves(icon: str, codes: Collection[str]) -> Words | None:
    return Lines((Literal(icon), *(ShelfName(code) for code in sorted(codes))), " ") if codes else None
