"""What a register has answered takes effect: the verdict is kept, and whom it concerns is told.

An outage opens a circuit (`domain.vat.outages`): until that is over, nobody is asked there.
"""

from __future__ import annotations

from datetime import timedelta

from domain.programme import Programme
from domain.vat.holders import names_agree
from domain.vat.outages import SWITZERLAND, closed_by, open_for, opened_by, pause_after
from domain.vat.verdicts import VatStatus, Verdict
from services.events import VatNameDiffers, VatNumberChanged, VatNumberInvalid, VatNumberValid
from storage.partnerships import lock_client
from storage.tables import Organisation, VatCheck, VatCircuit
from storage.vat import (
    Taken,
    circuit_of,
    close_circuits,
    lock_circuits,
    still_taken,
    vat_number_of,
)
from storage.work import Work

INVALID_AGAIN_AFTER = timedelta(days=7)
"""A number that was just given to a company gets into its country's lists some days later."""
SETTLE = "vat_number.check"
"""What the audit trail calls it."""


def settle(work: Work, programme: Programme, taken: Taken, verdict: Verdict) -> bool:
    """Keeps what the answer means for the number that was asked about.

    False where it means nothing any more: the organisation has another number by now, or somebody else was faster.
    """
    work.action = SETTLE
    lock_client(work.session, taken.organisation_id)
    lock_circuits(work.session)
    _switch_circuits(work, taken.country, verdict)
    found = still_taken(work.session, taken)
    if found is None:
        return False
    found.lease = found.leased_until = None
    organisation = work.session.get_one(Organisation, found.organisation_id, populate_existing=True)
    current = _has_it_still(work, organisation, found)
    if not current:
        found.due_at = None
    elif verdict.status is VatStatus.UNKNOWN:
        found.tried_at = work.now
        found.tries += 1
        found.trouble = verdict.trouble
        found.due_at = work.now + pause_after(found.tries)
    else:
        _keep(work, programme, organisation, found, verdict)
    work.session.flush()
    return current


def _has_it_still(work: Work, organisation: Organisation, found: VatCheck) -> bool:
    if found.country == SWITZERLAND:
        return organisation.register_number == found.number and organisation.closed_at is None
    stored = vat_number_of(work.session, organisation.id)
    return stored is not None and stored.number == found.number


def _keep(work: Work, programme: Programme, organisation: Organisation, found: VatCheck, verdict: Verdict) -> None:
    status, name, differed = found.status, found.name, found.differs
    found.status, found.consultation = verdict.status, verdict.consultation
    found.name, found.address = verdict.name, verdict.address
    found.checked_at = found.tried_at = work.now
    found.tries, found.trouble = 0, None
    valid = verdict.status is VatStatus.VALID
    again = programme.vat_checked_again_after
    found.due_at = work.now + (again if valid else min(again, INVALID_AGAIN_AFTER))
    found.differs = verdict.name is not None and not names_agree(verdict.name, organisation.name)
    renamed = valid and name is not None and verdict.name is not None and not names_agree(verdict.name, name)
    if renamed or not found.differs:
        found.ours = found.answered_by_id = found.answered_at = None
        found.accepted = found.judged_by = found.judged_at = None
    work.session.flush()
    if status is VatStatus.UNKNOWN:
        work.happened((VatNumberValid if valid else VatNumberInvalid)(organisation.id, found.id))
    elif status is not verdict.status or renamed:
        work.happened(VatNumberChanged(organisation.id, found.id, status, renamed))
    if found.differs and found.ours is None and found.accepted is None and (renamed or not differed):
        work.happened(VatNameDiffers(organisation.id, found.id))


def _switch_circuits(work: Work, country: str, verdict: Verdict) -> None:
    close_circuits(work.session, closed_by(verdict, country))
    opened = opened_by(verdict, country)
    if opened is not None:
        _open(work, opened, verdict.trouble)


def _open(work: Work, country: str, trouble: str) -> None:
    """For longer each time; what was on its way when it was opened does not count."""
    found = circuit_of(work.session, country)
    if found is None:
        found = VatCircuit(country=country, since=work.now, failures=0, open_until=work.now, trouble=trouble)
        work.session.add(found)
    elif found.open_until > work.now:
        return
    found.failures += 1
    found.trouble = trouble
    found.open_until = work.now + open_for(found.failures)
    work.session.flush()
