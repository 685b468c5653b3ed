"""What a partnership leaves behind when it ends: what its partner managed, what is still open, what was said last.

Products are as they were at that moment: what has become of them since is no longer the partner's to see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from domain.partnerships.rules import Access, NotPossibleNow, Status
from domain.words import Msg
from services.partnerships.closing import managed_at_last
from storage.audit import changed_since
from storage.products import products_of
from storage.tables import Enquiry, Partnership, Product
from storage.tables.base import JsonObject
from storage.work import Work

MOST_LISTED = 2_000
"""Products of a list; more are counted."""


@dataclass(frozen=True, slots=True)
class Managed:
    """A product as it was; `kind` is a code of the catalogue."""

    name: str
    kind: str
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Handover:
    """`products` in the order of their names, `more` of them not listed; `questions` that nobody has answered."""

    products: tuple[Managed, ...]
    more: int
    questions: tuple[Enquiry, ...]


def can_hand_over(partnership: Partnership) -> bool:
    """Whether it has ended, or its end is announced, so that there is something to hand over."""
    if partnership.confirmed_at is None:
        return False
    is_ending = partnership.status is Status.ACTIVE and partnership.ending_by is not None
    return partnership.status is Status.ENDED or is_ending


def handover(work: Work, partnership: Partnership) -> Handover:
    """What there is to hand over. Raises `NotPossibleNow` while nobody ends the partnership."""
    if not can_hand_over(partnership):
        raise NotPossibleNow(Msg("There is nothing to hand over: nobody has ended this partnership."))
    products = _managed_at_last(work, partnership)
    moment = partnership.closed_at
    listed = products[:MOST_LISTED]
    found = [_present(each) for each in listed] if moment is None else _as_they_were(work, listed, moment)
    questions = tuple(each for each in partnership.enquiries if each.answer is None)
    return Handover(tuple(found), len(products) - len(listed), questions)


def _managed_at_last(work: Work, partnership: Partnership) -> Sequence[Product]:
    """Full access covers whatever the client has; of that, what is still there (fact 20)."""
    if partnership.access is Access.FULL:
        return products_of(work.session, partnership.client_id)
    accesses = managed_at_last(partnership)
    return sorted((each.product for each in accesses), key=lambda product: (product.sort_name, product.id))


def _present(product: Product) -> Managed:
    return Managed(product.name, product.kind, product.expires_on)


def _as_they_were(work: Work, products: Sequence[Product], moment: dt.datetime) -> list[Managed]:
    """Turns back what the trail says has changed since; what has come since is left out."""
    then: dict[int, JsonObject] = {
        each.id: {"name": each.name, "kind": each.kind, "expires_on": each.expires_on} for each in products
    }
    for row in changed_since(work.session, Product.__tablename__, list(then), moment):
        if row.before is None:
            del then[row.subject_id]
        else:
            then[row.subject_id] |= row.before
    return [_read(each) for each in then.values()]


def _read(then: JsonObject) -> Managed:
    day = then["expires_on"]
    expires_on = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return Managed(str(then["name"]), str(then["kind"]), expires_on if isinstance(expires_on, dt.date) else None)
