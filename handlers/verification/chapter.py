"""What verification brings to the desk: how one becomes verified, who else belongs to it, and support's side."""

from __future__ import annotations

from handlers.chat.chapters import Chapter, joined, when, when_around
from handlers.verification import belonging, group, ways
from handlers.verification.notices import (
    claim_news,
    organisation_frozen,
    organisation_verified,
    organisations_merged,
    verification_lost,
)
from services.events import (
    ClaimEvent,
    OrganisationFrozen,
    OrganisationsMerged,
    OrganisationUnfrozen,
    OrganisationVerified,
    VerificationLost,
)

CHAPTER = joined(
    ways.CHAPTER,
    belonging.CHAPTER,
    group.CHAPTER,
    Chapter(
        announcements=(
            when(OrganisationVerified, organisation_verified),
            when(OrganisationFrozen, organisation_frozen),
            when(OrganisationUnfrozen, organisation_frozen),
            when_around(VerificationLost, verification_lost),
            when(OrganisationsMerged, organisations_merged),
            when_around(ClaimEvent, claim_news),
        )
    ),
)
