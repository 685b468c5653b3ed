"""What this person may name, and what of that which was shown before they may still know of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement

from domain.sayings.slots import Slot
from handlers.chat.turn import Turn
from services.care.reaching import reach_in_role
from services.clients.seeing import seen_of
from services.rights import role_in
from storage.clients.mentioned import clients_mentioned, products_among
from storage.clients.seen import Seen
from storage.organisations.partners import partners_with_ids
from storage.people import belonging
from storage.products import Wanted, ids_of_products
from storage.tables import Organisation


def seen_here(turn: Turn, partner: Organisation) -> Seen:
    """What the person sees of the clients of the partner for which they act, judged once in a turn; see `seen_of`."""
    role = turn.once(role_in, turn.person, partner)
    return seen_of(turn.work, turn.around.programme, turn.person, partner, role)


def reached_here(turn: Turn, partner: Organisation) -> Sequence[ColumnElement[bool]]:
    """The conditions of `services.care.reach` for these clients, judged once in a turn."""
    return reach_in_role(turn.person, turn.once(role_in, turn.person, partner)).among


def still_known(turn: Turn, slot: Slot, ids: Collection[int]) -> frozenset[int]:
    """Those of the ids that the person could name now; in one statement, beside what their rights take."""
    own, session = turn.organisation, turn.work.session
    if slot is Slot.OTHER:
        if own is None or not own.is_partner:
            return frozenset(each.id for each in partners_with_ids(session, ids) if own is None or each.id != own.id)
        among = reached_here(turn, own)
        return frozenset(each.id for each in clients_mentioned(session, own.id, turn.work.now, among, (), ids))
    if own is None:
        return frozenset()
    if slot is Slot.PRODUCT:
        if not own.is_partner:
            return frozenset(ids_of_products(session, Wanted(own.id), ids))
        return products_among(session, seen_here(turn, own), ids)
    if slot is Slot.PERSON:
        return frozenset(person for person, _ in belonging(session, ids, [own.id]))
    raise ValueError(f"{slot} is no record")
