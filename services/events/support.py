"""What support has to look at, or has decided."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class CaseUnanswered(Event):
    """Somebody has been waiting for support longer than they should."""

    case_id: int


@dataclass(frozen=True, slots=True)
class ClaimEvent(Event):
    """Something happened to a claim; its cards are refreshed whatever it was."""

    claim_id: int


@dataclass(frozen=True, slots=True)
class ClaimMade(ClaimEvent):
    """Somebody says something about an organisation: support is to judge it, or else its representatives."""

    for_support: bool


class ClaimQuestioned(ClaimEvent):
    """Support asks back."""


class ClaimAnswered(ClaimEvent):
    """The person has answered what support asked."""


@dataclass(frozen=True, slots=True)
class ClaimDecided(ClaimEvent):
    """The claim is approved, declined or settled; with `frees`, its organisation decides again."""

    frees: bool = False
