"""What people type, with what they want and what they say with it: `README.md` says how it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.partnerships.rules import Side
from domain.sayings.slots import Slot

FOLDER = Path(__file__).parent
HALVES = ("dev", "held_out")
FRESH = "tune"
"""The file of messages that were written when there were sayings, by somebody who had not seen those of the halves."""
VALUES = "values"
"""The file of messages that were written for the values in them."""
STORIES = "stories"
"""The file of long messages."""
MORE = "more"
"""The file of messages of all kinds that were written for finding the wish in a story."""
CHECK = "check"
"""The file of messages by the same hand, written before anything was changed by the others: nothing is made by it."""
FILES = (*HALVES, FRESH, VALUES, STORIES, MORE, CHECK)
SET_ASIDE = ("held_out", CHECK)
"""Files that are for measuring only: nobody looks at what misses in them."""
FITTED = ("dev", FRESH, VALUES, STORIES, MORE)
"""What weights are made by."""
NOT_MEANT = frozenset({"about", "negation", "hypothetical", "quotation"})
"""Kinds of messages that name an action and must not begin it."""


@dataclass(frozen=True, slots=True)
class Message:
    """`right` are the actions that may be begun, the best first; without one, an article, the search or a person is
    right, which it may be beside them, too: `article`. `said` are the values by slot, each as a text; those that follow
    from what is said are `implied`: it is right to read them, and right not to."""

    language: str
    side: Side
    text: str
    right: tuple[str, ...]
    article: bool
    said: Mapping[Slot, frozenset[str]]
    implied: Mapping[Slot, frozenset[str]]
    kind: str

    @property
    def wish(self) -> str:
        """The action that is meant, for people who read a table."""
        return self.right[0] if self.right else "–"


def load_messages(path: Path) -> tuple[Message, ...]:
    """The messages of a file."""
    return tuple(_message(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line)


def _message(row: Mapping[str, object]) -> Message:
    meant = [row["action"]] if row["action"] else []
    accept = row["accept"]
    assert isinstance(accept, list)
    return Message(
        str(row["lang"]),
        Side(str(row["as"])),
        str(row["text"]),
        tuple(map(str, (*meant, *accept))),
        bool(row["article"]),
        _values(row["values"]),
        _values(row.get("implied", {})),
        str(row["kind"]),
    )


def _values(written: object) -> Mapping[Slot, frozenset[str]]:
    assert isinstance(written, dict)
    return {Slot(slot): frozenset(_texts(value)) for slot, value in written.items()}


def _texts(value: object) -> list[str]:
    match value:
        case list():
            return [str(each) for each in value]
        case {"first": first, "last": last}:
            return [f"{first or ''}…{last or ''}"]
        case _:
            return [str(value)]
