"""What became of a partnership, step by step, for the provider's systems.

Of people it names those of the provider's console, by their number there; nobody's name, and nobody of the chat.
"""

from __future__ import annotations

from services.partnerships.described import reason_and_code
from services.partnerships.steps import Taken, steps
from storage.tables import Partnership, Product
from storage.tables.base import JsonObject
from storage.work import Work


def history(work: Work, partnership: Partnership) -> list[JsonObject]:
    """All steps as JSON, the oldest first."""
    return [_described(step) for step in steps(work, partnership)]


def _described(step: Taken) -> JsonObject:
    reason, code = reason_and_code(step.reason)
    return {
        "at": step.at.isoformat(),
        "what": step.what.value,
        "status": step.status.value if step.status is not None else None,
        "by": {
            "party": step.party.value if step.party is not None else None,
            "door": step.door.value,
            "person": step.person.console_id if step.person is not None else None,
        },
        "payment_means": step.payer.value if step.payer is not None else None,
        "granted": [_product(product) for product in step.granted],
        "released": [_product(product) for product in step.released],
        "reason": reason,
        "reason_code": code,
    }


def _product(product: Product) -> JsonObject:
    return {"product": product.provider_id, "name": product.name}
