"""What those are called who may be meant by a name, on the buttons of the question whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from domain.organisations.client_codes import client_code
from domain.sayings.names.named import Unclear
from domain.sayings.slots import Slot
from domain.words import Words
from handlers.chat.labels import name_on_button
from handlers.chat.turn import Turn
from handlers.people.overview import names_there, shown_name
from handlers.sayings.known import still_known
from services.rights import own_organisation
from storage.people import members_once
from storage.products import products_with_ids
from storage.tables import Organisation

MOST_OFFERED = 7
"""Buttons beside the way to the menu."""


def labels_of(turn: Turn, unclear: Unclear) -> Mapping[int, Words]:
    """By id, in the order in which they fit; those that this person may no longer know of are left out."""
    known = still_known(turn, unclear.slot, unclear.candidates)
    ids = [each for each in unclear.candidates if each in known][:MOST_OFFERED]
    names = _names(turn, unclear.slot, ids)
    times = Counter(name for name, _ in names.values())
    return {
        each: name_on_button(name if times[name] == 1 else f"{name} ({code})") for each, (name, code) in names.items()
    }


def _names(turn: Turn, slot: Slot, ids: list[int]) -> Mapping[int, tuple[str, str]]:
    """Each one's name, and what tells it from another one of that name."""
    session = turn.work.session
    if slot is Slot.OTHER:
        rows = session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
        found = {row.id: (row.name, row.partner_code or client_code(row.id)) for row in rows}
    elif slot is Slot.PRODUCT:
        found = {row.id: (row.name, f"#{row.id}") for row in products_with_ids(session, ids)}
    else:
        own = own_organisation(turn.person)
        called = names_there(turn.work, own.id)
        found = {
            member.person_id: (shown_name(member, called), f"#{member.person_id}")
            for member in members_once(session, own.id)
        }
    return {each: found[each] for each in ids if each in found}
