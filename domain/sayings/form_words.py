"""The lists of words of what is said to a form, by their names in `locales/<language>/sayings/in_forms.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from domain.sayings.slots import Slot
from domain.sayings.terms import Term

FILLER, SUBJECTS, RESUMES, WRITES, TEXTS = "filler", "subjects", "resumes", "writes", "texts"
CORRECTS, INSTEAD, DENIES, ASKS, JOINTS, THINKS = "corrects", "instead", "denies", "asks", "joints", "thinks"
LINKS, REGRETS = "links", "regrets"
LEADS, DROPS_BEFORE = "leads", "drops-before"  # of the order of words: “ohne den Shop”, “the shop off”
MARKS = (CORRECTS, INSTEAD, DENIES, ASKS, SUBJECTS, LEADS, DROPS_BEFORE)


class Way(Enum):
    """What buttons do as well; the value is its name in the tables."""

    BACK = "back"
    CANCEL = "cancel"
    EXPLAIN = "explain"
    MENU = "menu"
    AGREES = "agrees"
    """Whoever says so believes that words are enough."""


class Sign(Enum):
    """How something is meant beside what is chosen already; the value is its name in the tables."""

    ADDS = "adds"
    DROPS = "drops"
    ONLY = "only"


class Short(Enum):
    """An answer that is one only to its question; the value is its name in the tables."""

    WE = "we"
    THEY = "they"
    CLIENT = "client"
    PARTNER = "partner"
    ALL = "all"
    BOTH = "both"
    SOME = "some"
    NOW = "now"
    NEVER = "never"


LEAVING: frozenset[Way | None] = frozenset({Way.BACK, Way.CANCEL})
"""Those that lead back, or out of a form."""
SIGNS = frozenset(sign.value for sign in Sign)
OF: Mapping[str, Slot] = {
    f"of-{slot.value}": slot for slot in (Slot.OTHER, Slot.ACCESS, Slot.PRODUCT, Slot.PAYER, Slot.WHEN)
}
NAMES = (
    *OF,
    *(each.value for kind in (Way, Sign, Short, Term) for each in kind),
    *(FILLER, RESUMES, WRITES, TEXTS, JOINTS, THINKS, LINKS, REGRETS, *MARKS),
)
