"""How a company becomes a partner, and what happens when a partner no longer fulfils the conditions (facts 3–9, 38).

┌───────────┐ ask back (support)   ┌────────────┐
│ SUBMITTED │ ───────────────────▶ │ QUESTIONED │
└───────────┘ ◀─────────────────── └────────────┘
                answer (applicant)
SUBMITTED, QUESTIONED
    ├── approve  (support)   ──▶ APPROVED
    ├── decline  (support)   ──▶ DECLINED    with a reason, and from when on a new one makes sense
    └── withdraw (applicant) ──▶ WITHDRAWN
"""

from __future__ import annotations

from enum import StrEnum


class ApplicationStatus(StrEnum):
    """Where an application stands. The last three are final."""

    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ReviewOutcome(StrEnum):
    """What became of a partner whose products were worth too little (fact 5)."""

    RECOVERED = "recovered"
    """They are worth enough again."""
    KEPT = "kept"
    """Support has decided that it stays."""
    DISMISSED = "dismissed"
    """Support has decided that it is no partner any more."""
