"""What is decided about claims: by support, known by name, or by the organisation's representatives."""

from __future__ import annotations

from domain.organisations.verification import ClaimKind, Outcome, VerifiedBy
from domain.partnerships.rules import NotPossibleNow
from domain.people import Parting, Role
from domain.programme import Programme
from domain.words import Msg, Refused
from services import events
from services.people import colleagues
from services.rights import Act, NotFound, require
from services.verification.merging import merge_namesakes
from services.verification.verifying import become_verified, settle
from storage import verification as stored
from storage.organisations.verified import lock_number
from storage.partnerships import lock_client
from storage.people import members, membership, open_invitations
from storage.tables import Claim, Membership, Organisation, Person
from storage.work import Work


class NotAsked(Refused):
    """The claim is not one that can be decided so."""


def undecided(work: Work, claim_id: int) -> Claim:
    """The claim, as long as it is open; its organisation is locked. Raises `NotFound` or `NotPossibleNow`."""
    known = work.session.get(Claim, claim_id)
    if known is None:
        raise NotFound(Msg("I cannot find this any more."))
    organisation = known.organisation
    # In the order in which whatever settles claims needs them: the number, the organisation, the claim.
    if known.kind is ClaimKind.REGISTER and organisation.register_number is not None:
        lock_number(work.session, organisation.country, organisation.register_number)
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    claim = stored.claim(work.session, claim_id)
    if claim is None or claim.decided_at is not None:
        raise NotPossibleNow(Msg("This has been decided already, as the card shows."))
    if organisation.closed_at is not None:
        raise NotPossibleNow(Msg("{organisation} is closed.", organisation=organisation.name))
    return claim


def shown_to(work: Work, person: Person, claim_id: int) -> Claim:
    """Somebody's wish to belong to an organisation, for its representatives to look at. Raises `NotFound`."""
    claim = stored.claim(work.session, claim_id)
    member = membership(work.session, person.id, claim.organisation_id) if claim is not None else None
    if (
        claim is None
        or claim.kind is not ClaimKind.ACCESS
        or member is None
        or member.role is not Role.LEGAL_REPRESENTATIVE
    ):
        raise NotFound(Msg("I cannot find this any more."))
    return claim


def approve(work: Work, programme: Programme, claim_id: int, by: str) -> Claim:
    """Support has found the organisation in the register. Raises `NumberIsHere`."""
    work.action = "claim.approve"
    claim = _of_kind(undecided(work, claim_id), ClaimKind.REGISTER)
    _decide(work, claim, Outcome.APPROVED, by)
    become_verified(work, programme, claim.organisation, VerifiedBy.SUPPORT)
    return claim


def decline(work: Work, claim_id: int, by: str, reason: str | None) -> Claim:
    """Support has its doubts; of a dispute: those who act for the organisation may, and it is free again.

    `reason` is in support's words, or the code of a canned one.
    """
    work.action = "claim.decline"
    claim = undecided(work, claim_id)
    if claim.kind is ClaimKind.DISPUTE:
        claim.organisation.frozen_at = None
    _decide(work, claim, Outcome.DECLINED, by, reason)
    return claim


def ask_back(work: Work, claim_id: int, question: str) -> Claim:
    """Support wants to know more; another question takes the place of one that is not answered yet."""
    work.action = "claim.ask_back"
    claim = undecided(work, claim_id)
    claim.question, claim.answer = question, None
    work.happened(events.ClaimQuestioned(claim.id))
    return claim


def admit(work: Work, programme: Programme, claim_id: int, by: str, role: Role) -> Claim:
    """Support lets the person act for the organisation."""
    work.action = Act.ADMIT
    return _admit(work, programme, _of_kind(undecided(work, claim_id), ClaimKind.ACCESS), by, role)


def admit_as(work: Work, programme: Programme, person: Person, claim_id: int, role: Role) -> Claim:
    """A representative lets somebody act for the organisation."""
    work.action = Act.ADMIT
    claim = _of_kind(undecided(work, claim_id), ClaimKind.ACCESS)
    require(work, person, Act.ADMIT, claim.organisation)
    return _admit(work, programme, claim, person.first_name, role)


def turn_away(work: Work, person: Person, claim_id: int) -> Claim:
    """A representative does not want the person to act for the organisation."""
    work.action = Act.ADMIT
    claim = _of_kind(undecided(work, claim_id), ClaimKind.ACCESS)
    require(work, person, Act.ADMIT, claim.organisation)
    _decide(work, claim, Outcome.DECLINED, person.first_name)
    return claim


def uphold(work: Work, claim_id: int, by: str) -> Claim:
    """Those who act for the organisation had no right to: whoever has disputed it is its legal representative now.

    Who comes from the provider's console stays: that is the provider's to change there.
    """
    work.action = "claim.uphold"
    claim = _of_kind(undecided(work, claim_id), ClaimKind.DISPUTE)
    organisation, claimant = claim.organisation, claim.claimed_by
    organisation.frozen_at = None
    for member in members(work.session, organisation.id):
        if member.console_id is None and member.person_id != claimant.id:
            colleagues.end(work, member, Parting.JUDGED)
    for invitation in open_invitations(work.session, organisation.id, work.now):
        invitation.revoked_at = work.now
    _join(work, claimant, organisation, Role.LEGAL_REPRESENTATIVE)
    for other in stored.open_claims_about(work.session, organisation.id):
        if other is not claim and other.claimed_by_id == claimant.id:
            settle(work, other)
    _decide(work, claim, Outcome.APPROVED, by)
    return claim


def _admit(work: Work, programme: Programme, claim: Claim, by: str, role: Role) -> Claim:
    organisation = claim.organisation
    _join(work, claim.claimed_by, organisation, role)
    work.happened(events.MemberJoined(claim.claimed_by_id, organisation.id))
    _decide(work, claim, Outcome.APPROVED, by)
    merge_namesakes(work, programme, claim.claimed_by, organisation)
    return claim


def _join(work: Work, person: Person, organisation: Organisation, role: Role) -> None:
    member = membership(work.session, person.id, organisation.id)
    if member is None:
        work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=role))
    elif member.console_id is None:
        member.role = role
    person.organisation = organisation
    work.session.flush()


def _of_kind(claim: Claim, kind: ClaimKind) -> Claim:
    if claim.kind is not kind:
        raise NotAsked(Msg("This is about something else. Please use the buttons of the card."))
    return claim


def _decide(work: Work, claim: Claim, outcome: Outcome, by: str, reason: str | None = None) -> None:
    claim.outcome = outcome
    claim.decided_at = work.now
    claim.decided_by = by[:64]
    claim.reason = reason
    work.session.flush()
    work.happened(events.ClaimDecided(claim.id))
