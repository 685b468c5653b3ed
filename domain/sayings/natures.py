"""What has to be known of an action to tell whether a message asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from domain.sayings.slots import Slot

_ONES_OWN = frozenset({Slot.LANGUAGE})
"""Values that say nothing of others."""


class Kind(Enum):
    """What comes of a saying: a form, a screen, or the answer to a question about one's own data."""

    DO = auto()
    SHOW = auto()
    ASK = auto()


class Standing(Enum):
    """What the other side is to be: nobody's yet, or one's own already."""

    NEW = auto()
    OWN = auto()


@dataclass(frozen=True, slots=True)
class Nature:
    """What has to be known of an action to decide whether it is meant.

    `instead` are the actions that are meant in the same words where the other side's standing is another one. It may be
    asked for about `strangers`, who are not known here, as what is for somebody new always can.
    """

    kind: Kind
    slots: frozenset[Slot]
    grave: bool
    standing: Standing | None = None
    instead: tuple[str, ...] = ()
    strangers: bool = False

    @property
    def takes_strangers(self) -> bool:
        """Whether it can be begun with the name of somebody who is not known."""
        return self.strangers or self.standing is Standing.NEW

    @property
    def is_harmless(self) -> bool:
        """Whether nothing comes of beginning it by mistake: it shows something, or says nothing of others."""
        return not self.grave and (self.kind is not Kind.DO or self.slots <= _ONES_OWN)
