"""What has to be known of an action to tell whether a message asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from domain.sayings.slots import Slot


class Kind(Enum):
    """What comes of a saying: a form, a screen, or the answer to a question about one's own data."""

    DO = auto()
    SHOW = auto()
    ASK = auto()


@dataclass(frozen=True, slots=True)
class Nature:
    """What has to be known of an action to decide whether it is meant."""

    kind: Kind
    slots: frozenset[Slot]
    grave: bool
