"""What is spoken of in a chat, for “dieser Partner”, “it”, “the second one”, “und im April?”: whoever shows something
says so.

It is kept in the conversation's row, erased with it, and forgotten after a few minutes, and where the person acts for
another organisation since. `handlers.sayings.spoken` reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from domain.sayings.slots import Days, Slot
from handlers.chat.turn import Turn

FORGOTTEN_AFTER = dt.timedelta(minutes=10)
MOST_LISTED = 8
"""Of a list that was shown, as many as a page has."""
_NAME = "spoken"


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
    """This is spoken of now. What is not given stays as it was, until it is forgotten; with an `action`, it no longer
    belongs to what was said.
    """
    before = kept(turn) or {}
    ids = {"other": other, "product": product, "person": person, "action": action}
    said: dict[str, object] = {name: value for name, value in ids.items() if value is not None}
    if action is not None:
        before = {name: value for name, value in before.items() if name != "in"}
        given = {Slot.OTHER: other, Slot.PRODUCT: product, Slot.PERSON: person, Slot.WHEN: days}
        said["said"] = [slot.value for slot, value in given.items() if value is not None]
    if days is not None:
        said["days"] = [None if day is None else day.isoformat() for day in (days.first, days.last)]
    if other is not None or product is not None:
        said["thing_last"] = other is None
    if listed is not None and len(listed[1]) == 1:
        (said[listed[0].value],) = listed[1]  # a list of one is about that one
        said["said"] = sorted({*_texts(said.get("said") or before.get("said")), listed[0].value})
    if listed is not None:
        said["listed"] = [listed[0].value, list(listed[1][:MOST_LISTED])]
    present = {**before, **said, "at": turn.work.now.isoformat(), "for": turn.person.organisation_id}
    turn.standing.state = turn.standing.state | {_NAME: present}


def told_in(turn: Turn, language: str) -> bool:
    """The last answer is told in this language once more; false where it has been already."""
    present = kept(turn) or {}
    if present.get("in") == language:
        return False
    turn.standing.state = turn.standing.state | {_NAME: {**present, "in": language}}
    return True


def was_listed(turn: Turn, slot: Slot, number: int) -> bool:
    """Whether it stands in the list that was shown last."""
    match (kept(turn) or {}).get("listed"):
        case [slot.value, [*ids]]:
            return number in ids
    return False


def let_go(turn: Turn) -> None:
    """The conversation has gone on to something else: nothing follows what was said before, and “they” are nobody."""
    turn.standing.state = {name: value for name, value in turn.standing.state.items() if name != _NAME}


def speak_of_nobody(turn: Turn) -> None:
    """Somebody was named who is not here: “they” are nobody who was spoken of before."""
    present = kept(turn)
    if present is not None:
        without = {name: value for name, value in present.items() if name not in ("other", "listed")}
        turn.standing.state = turn.standing.state | {_NAME: without}


def kept(turn: Turn) -> Mapping[str, object] | None:
    """What the row has, unless it is too old, or about what somebody did for another organisation."""
    present = turn.standing.state.get(_NAME)
    if not isinstance(present, dict) or present.get("for") != turn.person.organisation_id:
        return None
    at = present.get("at")
    is_fresh = isinstance(at, str) and turn.work.now - dt.datetime.fromisoformat(at) <= FORGOTTEN_AFTER
    return present if is_fresh else None


def _texts(value: object) -> Sequence[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
