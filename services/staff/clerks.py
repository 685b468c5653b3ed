"""Who works at the provider's desk, and what they may do there: one table, for the command line and support's group.

Whatever a clerk does stands on the audit trail under their name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.words import Msg, Refused
from storage.audit import note
from storage.tables import Base, Staff
from storage.tables.base import JsonObject
from storage.work import Work


class Standing(StrEnum):
    """What somebody is at the provider's."""

    SUPPORT = "support"
    LEAD = "lead"
    """They lead support."""
    OPERATOR = "operator"
    """They run commands on the machine, which could do anything."""


class StaffAct(StrEnum):
    """What can be done at the desk. The value stands in the audit trail."""

    FIND = "staff.find"
    LOOK_UP = "staff.look_up"
    VERIFY = "organisation.verify"
    FREEZE = "organisation.freeze"
    UNFREEZE = "organisation.unfreeze"


_LEADS = frozenset({Standing.LEAD, Standing.OPERATOR})
STAFF_RIGHTS: Mapping[StaffAct, frozenset[Standing]] = MappingProxyType(
    {
        StaffAct.FIND: frozenset(Standing),
        StaffAct.LOOK_UP: frozenset(Standing),
        StaffAct.VERIFY: _LEADS,  # without a claim that all of support reads
        StaffAct.FREEZE: frozenset(Standing),  # it may be urgent, and takes nothing away
        StaffAct.UNFREEZE: _LEADS,
    }
)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody at the desk, by name."""

    name: str
    standing: Standing

    @classmethod
    def of_support(cls, who: Staff) -> Clerk:
        """A member of support."""
        return cls(who.name, Standing.LEAD if who.lead else Standing.SUPPORT)


class NotForClerk(Refused):
    """Others at the provider's may do this."""


def require_clerk(work: Work, clerk: Clerk, act: StaffAct) -> None:
    """What follows is the clerk's doing, on the audit trail as well. Raises `NotForClerk`."""
    if clerk.standing not in STAFF_RIGHTS[act]:
        raise NotForClerk(Msg("Only a lead of support may do that."))
    work.action, work.operator = act, clerk.name[:64]


def did(work: Work, action: str, kind: type[Base], ids: Collection[int], said: JsonObject | None = None) -> None:
    """Records what the unit's operator has done with records of which no audited column has changed."""
    work.action = action
    note(work.session, kind, ids, said)
