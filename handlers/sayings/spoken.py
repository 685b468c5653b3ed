"""What was just spoken of in a chat, for “dieser Partner”, “it”, “the second one”, “und im April?”.

It is kept in the conversation's row, erased with it, and forgotten after a few minutes; and where the person acts for
another organisation since, or may not know of it any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.sayings.pointing import LAST, Pointed
from domain.sayings.slots import Days, Slot
from handlers.chat.turn import Turn
from handlers.sayings.known import still_known

FORGOTTEN_AFTER = dt.timedelta(minutes=10)
MOST_LISTED = 8
"""Of a list that was shown, as many as a page has."""
_NAME = "spoken"
_RECORDS = (Slot.OTHER, Slot.PRODUCT, Slot.PERSON)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list that was shown last: ids, in its order, of what can be said in the slot."""

    slot: Slot
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was spoken of last, as far as this person may know of it now; `action` is the name of a saying."""

    other: int | None = None
    product: int | None = None
    person: int | None = None
    days: Days | None = None
    action: str | None = None
    listed: Listed | None = None

    def at(self, pointed: Pointed) -> tuple[Slot, int] | None:
        """What is pointed at, with its slot; `None` where nothing is there."""
        if pointed.place is not None:
            there = self.listed
            if there is None or not there.ids:
                return None
            place = len(there.ids) if pointed.place == LAST else pointed.place
            known = there.ids[place - 1] if place <= len(there.ids) else 0
            return (there.slot, known) if known else None
        by_slot = {Slot.OTHER: self.other, Slot.PRODUCT: self.product, Slot.PERSON: self.person}
        wanted = by_slot if pointed.slot is None else {pointed.slot: by_slot.get(pointed.slot)}
        return next(((slot, found) for slot, found in wanted.items() if found is not None), None)


def speak_of(
    turn: Turn,
    *,
    other: int | None = None,
    product: int | None = None,
    person: int | None = None,
    days: Days | None = None,
    action: str | None = None,
    listed: tuple[Slot, Sequence[int]] | None = None,
) -> None:
    """This is spoken of now. What is not given stays as it was, until it is forgotten."""
    before = _kept(turn) or {}
    ids = {"other": other, "product": product, "person": person, "action": action}
    said: dict[str, object] = {name: value for name, value in ids.items() if value is not None}
    if days is not None:
        said["days"] = [None if day is None else day.isoformat() for day in (days.first, days.last)]
    if listed is not None:
        said["listed"] = [listed[0].value, list(listed[1][:MOST_LISTED])]
    kept = {**before, **said, "at": turn.work.now.isoformat(), "for": turn.person.organisation_id}
    turn.standing.state = turn.standing.state | {_NAME: kept}


def spoken_of(turn: Turn) -> Spoken | None:
    """What was spoken of last, if that is not forgotten. It takes a statement for each kind of record."""
    kept = _kept(turn)
    if kept is None:
        return None
    listed = _listed(kept.get("listed"))
    ids = {slot: [number] for slot in _RECORDS if (number := _id(kept.get(slot.value)))}
    if listed is not None:
        ids[listed.slot] = [*ids.get(listed.slot, ()), *listed.ids]
    known = {slot: still_known(turn, slot, numbers) for slot, numbers in ids.items()}
    action = kept.get("action")
    return Spoken(
        other=_one_of(known, Slot.OTHER, kept.get("other")),
        product=_one_of(known, Slot.PRODUCT, kept.get("product")),
        person=_one_of(known, Slot.PERSON, kept.get("person")),
        days=_days(kept.get("days")),
        action=action if isinstance(action, str) else None,
        listed=None if listed is None else _as_known(listed, known[listed.slot]),
    )


def forget(turn: Turn) -> None:
    """Nothing is spoken of any more."""
    if _NAME in turn.standing.state:
        turn.standing.state = {name: value for name, value in turn.standing.state.items() if name != _NAME}


def _kept(turn: Turn) -> Mapping[str, object] | None:
    """What the row has, unless it is too old, or about what somebody did for another organisation."""
    kept = turn.standing.state.get(_NAME)
    if not isinstance(kept, dict) or kept.get("for") != turn.person.organisation_id:
        return None
    at = kept.get("at")
    is_fresh = isinstance(at, str) and turn.work.now - dt.datetime.fromisoformat(at) <= FORGOTTEN_AFTER
    return kept if is_fresh else None


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
