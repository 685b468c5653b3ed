"""A partnership in the words of the outside world: what the HTTP API answers with, and what events carry.

Names are those of docs/integration.md, numbers the provider's own. Both doors show the same.
"""

from __future__ import annotations

import datetime as dt

from domain.partnerships.ending import Ended
from domain.partnerships.rules import WAITING, Ceased, Declined, awaited
from services.partnerships.closing import managed
from storage.tables import Organisation, Partnership, Product
from storage.tables.base import JsonObject


def described(partnership: Partnership) -> JsonObject:
    """The partnership as JSON. `account` and `product` are the provider's numbers, null for what it does not know.

    A `reason` is in somebody's own words; one that was chosen, or the programme's own, is a `reason_code`.
    """
    reason, code = reason_and_code(partnership.reason)
    return {
        "id": str(partnership.id),
        "status": partnership.status.value,
        "client": party(partnership.client),
        "partner": party(partnership.partner),
        "access": partnership.access.value,
        "payment_means": partnership.payer.value if partnership.payer is not None else None,
        "products": [_product(access.product) for access in managed(partnership)],
        "shelves": list(partnership.shelves or ()),
        "asked_by": partnership.asked_by.value,
        "waits_for": waits_for.value if (waits_for := awaited(partnership.status)) is not None else None,
        "ends_on": partnership.ends_on.isoformat() if partnership.ends_on is not None else None,
        "ending_by": partnership.ending_by.value if partnership.ending_by is not None else None,
        "requested_at": _moment(partnership.requested_at),
        "lapses_at": _moment(partnership.lapses_at) if partnership.status in WAITING else None,
        "confirmed_at": _moment(partnership.confirmed_at),
        "closed_at": _moment(partnership.closed_at),
        "closed_by": partnership.closed_by.value if partnership.closed_by is not None else None,
        "reason": reason,
        "reason_code": code,
        "last_words": partnership.last_words,
        "set_up": partnership.set_up.value if partnership.set_up is not None else None,
    }


def reason_and_code(stored: str | None) -> tuple[str | None, str | None]:
    """A stored reason: somebody's own words, or else the code of one that was chosen or is the programme's."""
    if stored is not None and stored in {*Ceased, *Declined, *Ended}:
        return None, stored.removeprefix("#")
    return stored, None


def party(organisation: Organisation) -> JsonObject:
    """One of the two, or whoever else an event is about."""
    return {
        "account": organisation.account_id,
        "name": organisation.name,
        "country": organisation.country,
        "register_number": organisation.register_number,
        "partner_code": organisation.partner_code,
        "verified": organisation.verified_at is not None,
    }


def _product(product: Product) -> JsonObject:
    return {"product": product.provider_id, "name": product.name, "kind": product.kind}


def _moment(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
