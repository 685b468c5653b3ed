"""What was just spoken of in a chat, for “dieser Partner”, “it”, “the second one”, “und im April?”.

Of what `handlers.chat.spoken` keeps, that which the person may still know of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.partnerships.rules import Status
from domain.sayings.pointing import LAST, OTHER_ONE, Pointed
from domain.sayings.slots import Days, Slot
from handlers.chat.spoken import kept
from handlers.chat.turn import Turn
from handlers.sayings.known import still_known
from storage.partnerships import of_client

_RECORDS = (Slot.OTHER, Slot.PRODUCT, Slot.PERSON)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list that was shown last: ids, in its order, of what can be said in the slot."""

    slot: Slot
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was spoken of last, as far as this person may know of it now; `action` is the name of a saying, and `said`
    the slots of what was said with it. `thing_last`: it was a product, and nobody was named since.
    """

    other: int | None = None
    product: int | None = None
    person: int | None = None
    days: Days | None = None
    action: str | None = None
    listed: Listed | None = None
    said: frozenset[Slot] = frozenset()
    thing_last: bool = False

    def at(self, pointed: Pointed) -> tuple[Slot, int] | None:
        """What is pointed at, with its slot; `None` where nothing is there."""
        if pointed.place == OTHER_ONE:
            return self._other_one()
        if pointed.place is not None:
            there = self.listed
            if there is None or not there.ids:
                return None
            place = len(there.ids) if pointed.place == LAST else pointed.place
            known = there.ids[place - 1] if place <= len(there.ids) else 0
            return (there.slot, known) if known else None
        if pointed.thing and self.thing_last and self.product is not None:
            return Slot.PRODUCT, self.product
        by_slot = {Slot.OTHER: self.other, Slot.PRODUCT: self.product, Slot.PERSON: self.person}
        wanted = by_slot if pointed.slot is None else {pointed.slot: by_slot.get(pointed.slot)}
        return next(((slot, found) for slot, found in wanted.items() if found is not None), None)

    def _other_one(self) -> tuple[Slot, int] | None:
        """Of the two that were shown, the one that is not spoken of now."""
        there = self.listed
        if there is None or len(there.ids) != 2 or 0 in there.ids:
            return None
        now = {Slot.OTHER: self.other, Slot.PRODUCT: self.product, Slot.PERSON: self.person}.get(there.slot)
        others = [each for each in there.ids if each != now]
        return (there.slot, others[0]) if len(others) == 1 else None


def other_partner(turn: Turn, spoken: Spoken) -> tuple[Slot, int] | None:
    """The other one of a client's two partners, where one of them was spoken of last."""
    own = turn.organisation
    if own is None or own.is_partner or spoken.other is None:
        return None
    active = of_client(turn.work.session, own.id, turn.work.now, frozenset({Status.ACTIVE}))
    others = {each.partner_id for each in active} - {spoken.other}
    return (Slot.OTHER, others.pop()) if len(others) == 1 and len(active) > 1 else None


def spoken_of(turn: Turn) -> Spoken | None:
    """What was spoken of last, if that is not forgotten. It takes a statement for each kind of record."""
    present = kept(turn)
    if present is None:
        return None
    listed = _listed(present.get("listed"))
    ids = {slot: [number] for slot in _RECORDS if (number := _id(present.get(slot.value)))}
    if listed is not None:
        ids[listed.slot] = [*ids.get(listed.slot, ()), *listed.ids]
    known = {slot: still_known(turn, slot, numbers) for slot, numbers in ids.items()}
    action, said = present.get("action"), present.get("said")
    return Spoken(
        other=_one_of(known, Slot.OTHER, present.get("other")),
        product=_one_of(known, Slot.PRODUCT, present.get("product")),
        person=_one_of(known, Slot.PERSON, present.get("person")),
        days=_days(present.get("days")),
        action=action if isinstance(action, str) else None,
        listed=None if listed is None else _as_known(listed, known[listed.slot]),
        said=frozenset(map(Slot, said)) if isinstance(said, list) else frozenset(),
        thing_last=present.get("thing_last") is True,
    )


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _one_of(known: Mapping[Slot, Collection[int]], slot: Slot, value: object) -> int | None:
    number = _id(value)
    return number if number in known.get(slot, ()) else None


def _listed(value: object) -> Listed | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    slot, ids = value
    return Listed(Slot(slot), tuple(each for each in ids if isinstance(each, int)))


def _as_known(listed: Listed, known: Collection[int]) -> Listed:
    """With 0, which is nobody's id, in the place of what the person may not know of any more: the others stay where
    they were."""
    return Listed(listed.slot, tuple(each if each in known else 0 for each in listed.ids))


def _days(value: object) -> Days | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    first, last = (dt.date.fromisoformat(day) if isinstance(day, str) else None for day in value)
    return Days(first, last)
