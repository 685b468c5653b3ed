"""What a person may do for an organisation (facts 30, 40)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Only a legal representative commits the organisation (fact 30); administrators keep its list of products in
    order besides (fact 40), employees may look and ask, readers look only. From more rights to fewer."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    ADMINISTRATOR = "administrator"
    EMPLOYEE = "employee"
    READER = "reader"

    def outranks(self, other: Role) -> bool:
        """Whether one may do more in this role."""
        ranks = list(Role)
        return ranks.index(self) < ranks.index(other)


REACH_ALL = frozenset({Role.LEGAL_REPRESENTATIVE, Role.ADMINISTRATOR})
"""Roles in which somebody of a partner reaches every client of it (fact 41)."""


class Parting(StrEnum):
    """Why somebody no longer acts for an organisation."""

    GONE = "gone"
    """They have left by themselves, or a colleague has removed them."""
    REMOVED_THERE = "removed_there"
    """The provider's console has them no longer."""
    DISCONNECTED = "disconnected"
    """Their Telegram is connected with their account no longer, from the chat or the console; they still have both."""
    REPLACED = "replaced"
    """Another Telegram has been connected with the same person's account."""
    JUDGED = "judged"
    """Support has found that they had no right to act for it."""
    FORGOTTEN = "forgotten"
    """They have had everything about them erased."""
