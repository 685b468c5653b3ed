"""What staff decides about an organisation by itself: that it is who it says, or that nothing is decided in its name.

Only organisations are frozen. A partnership stands still with either of its sides: what both have agreed is theirs
(facts 30 to 32), and nobody at the provider's ends or changes it for them.
"""

from __future__ import annotations

from domain.organisations.verification import ClaimKind, VerifiedBy
from domain.partnerships.rules import NotPossibleNow
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.rights import OrganisationClosed
from services.staff.clerks import Clerk, StaffAct, require_clerk
from services.staff.finding import nothing_found
from services.verification.claiming import stands_still
from services.verification.verifying import become_verified
from storage.audit import note
from storage.organisations.verified import lock_number
from storage.partnerships import lock_client
from storage.tables import Organisation
from storage.verification import newest_claim
from storage.work import Work

SHORTEST_REASON, LONGEST_REASON = 5, 500


class ReasonNeeded(Refused):
    """Whoever reads the audit trail later has to understand it."""


def read_reason(text: str) -> str:
    """Why something is done, as it is kept. Raises `ReasonNeeded`."""
    reason = " ".join(text.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ReasonNeeded(
            Msg(
                "Please say in a sentence why, in {least} to {most} characters: it is kept.",
                least=SHORTEST_REASON,
                most=LONGEST_REASON,
            )
        )
    return reason


def verify(work: Work, programme: Programme, clerk: Clerk, organisation_id: int, reason: str) -> Organisation:
    """The organisation counts as what it says, and everybody waiting for that goes on.

    Raises `NotPossibleNow`, `OrganisationClosed`, and `NumberIsHere` where another one is verified under its number.
    """
    require_clerk(work, clerk, StaffAct.VERIFY)
    organisation = _locked(work, organisation_id, with_number=True)
    if organisation.verified_at is not None:
        raise NotPossibleNow(Msg("{organisation} is verified already.", organisation=organisation.name))
    become_verified(work, programme, organisation, VerifiedBy.SUPPORT)
    note(work.session, Organisation, [organisation.id], {"reason": reason})
    return organisation


def freeze(work: Work, clerk: Clerk, organisation_id: int, reason: str) -> Organisation:
    """Nothing is decided in the organisation's name until it is taken back. Raises `NotPossibleNow`."""
    require_clerk(work, clerk, StaffAct.FREEZE)
    organisation = _locked(work, organisation_id)
    if organisation.frozen_by is not None:
        raise NotPossibleNow(
            Msg(
                "{organisation} is frozen already, by {name}: “{reason}”",
                organisation=organisation.name,
                name=organisation.frozen_by,
                reason=organisation.frozen_because or "",
            )
        )
    organisation.frozen_at = organisation.frozen_at or work.now
    organisation.frozen_by, organisation.frozen_because = clerk.name[:64], reason
    work.session.flush()
    work.happened(events.OrganisationFrozen(organisation.id))
    return organisation


def unfreeze(work: Work, clerk: Clerk, organisation_id: int, reason: str) -> Organisation:
    """Takes `freeze` back. While somebody disputes who may act for it, it stands still all the same.

    Raises `NotPossibleNow`.
    """
    require_clerk(work, clerk, StaffAct.UNFREEZE)
    organisation = _locked(work, organisation_id)
    if organisation.frozen_by is None:
        raise NotPossibleNow(
            Msg("Nobody of the staff has frozen {organisation}.", organisation=organisation.name)
            if organisation.frozen_at is None
            else Msg(
                "{organisation} stands still because somebody disputes who may act for it: please decide about that.",
                organisation=organisation.name,
            )
        )
    organisation.frozen_by = organisation.frozen_because = None
    dispute = newest_claim(work.session, organisation.id, ClaimKind.DISPUTE)
    if dispute is None or dispute.decided_at is not None or not stands_still(organisation):
        organisation.frozen_at = None
    work.session.flush()
    note(work.session, Organisation, [organisation.id], {"reason": reason})
    if organisation.frozen_at is None:
        work.happened(events.OrganisationUnfrozen(organisation.id))
    return organisation


def _locked(work: Work, organisation_id: int, *, with_number: bool = False) -> Organisation:
    """The organisation as it is now; nobody else decides about it meanwhile. Raises `NothingToFind`, if closed, too."""
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise nothing_found(str(organisation_id))
    if with_number and organisation.register_number is not None:
        lock_number(work.session, organisation.country, organisation.register_number)
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    if organisation.closed_at is not None:
        raise OrganisationClosed(organisation)
    return organisation
