"""What an answer to a request would mean before it is given: whether it holds at once, and what gives way."""

from __future__ import annotations

from dataclasses import dataclass

from domain.partnerships.rules import Action, Side, Terms, move
from services.partnerships.answering import replaced_by
from services.partnerships.finding import decidable_partnership
from services.partnerships.negotiating import (
    asks_no_more,
    require_counter,
    require_other_access,
    require_verified,
    terms_of,
)
from services.partnerships.proposals import chosen_products
from services.rights import Act, require_deciding
from storage.tables import Partnership, Person, Product
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer of `side` with `terms`. Where it `holds` at once, `replaces` are the partnerships that end with it;
    otherwise it is a proposal, and they end when the other side confirms it.
    """

    partnership: Partnership
    side: Side
    terms: Terms
    holds: bool
    products: tuple[Product, ...]
    replaces: tuple[Partnership, ...]


def require_answering(work: Work, person: Person, partnership_id: int) -> tuple[Partnership, Side]:
    """The request, as long as the person may answer it; the client is locked. Raises `NotVerifiedYet`, too."""
    partnership, side = decidable_partnership(work, person, Act.COUNTER, partnership_id)
    move(partnership.status, Action.COUNTER, side)
    require_deciding(partnership.client if side is Side.PARTNER else partnership.partner)
    if side is Side.CLIENT:
        require_verified(partnership.client)
    return partnership, side


def weigh(work: Work, person: Person, partnership_id: int, terms: Terms) -> Weighed:
    """Checks what `answering.grant` would check, without doing it."""
    partnership, side = require_answering(work, person, partnership_id)
    present = terms_of(partnership)
    holds = side is Side.CLIENT and asks_no_more(present, terms)
    if not holds:
        require_counter(partnership, side, terms)
    require_other_access(work, partnership, terms)
    products = chosen_products(work, partnership.client, terms.products, held_by=partnership, by=side)
    return Weighed(partnership, side, terms, holds, products, tuple(replaced_by(work, partnership, terms.access)))
