"""Of what was named or shown before, what this person may still know of."""

from __future__ import annotations

from collections.abc import Collection

from domain.sayings.slots import Slot
from handlers.chat.turn import Turn
from services.care import reach
from services.clients.seeing import seen_by
from storage.clients.mentioned import clients_mentioned, products_among
from storage.organisations.partners import partners_with_ids
from storage.people import belonging
from storage.products import Wanted, ids_of_products


def still_known(turn: Turn, slot: Slot, ids: Collection[int]) -> frozenset[int]:
    """Those of the ids that the person could name now; in one statement, beside what their rights take."""
    own, session = turn.organisation, turn.work.session
    if slot is Slot.OTHER:
        if own is None or not own.is_partner:
            return frozenset(each.id for each in partners_with_ids(session, ids) if own is None or each.id != own.id)
        among = turn.once(reach, turn.person, own).among
        return frozenset(each.id for each in clients_mentioned(session, own.id, turn.work.now, among, (), ids))
    if own is None:
        return frozenset()
    if slot is Slot.PRODUCT:
        if not own.is_partner:
            return frozenset(ids_of_products(session, Wanted(own.id), ids))
        return products_among(session, seen_by(turn.work, turn.around.programme, turn.person), ids)
    if slot is Slot.PERSON:
        return frozenset(person for person, _ in belonging(session, ids, [own.id]))
    raise ValueError(f"{slot} is no record")
