"""Claims that need no decision any more, because something else has settled them."""

from __future__ import annotations

from domain.organisations.verification import ClaimKind, Outcome
from services import events
from storage import verification as stored
from storage.tables import Claim
from storage.work import Work


def settle(work: Work, claim: Claim) -> None:
    """Nothing has to be decided about the claim any more."""
    claim.outcome = Outcome.SETTLED
    claim.decided_at = work.now
    work.happened(events.ClaimDecided(claim.id))


def settle_access(work: Work, person_id: int, organisation_id: int) -> None:
    """The person belongs to the organisation, by whichever way: nobody has to let them in any more.

    An old card that still could would give them a role of its own. The organisation must be locked.
    """
    for claim in stored.open_claims_about(work.session, organisation_id):
        if claim.kind is ClaimKind.ACCESS and claim.claimed_by_id == person_id:
            settle(work, claim)
