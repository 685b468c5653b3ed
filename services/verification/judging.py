"""What is decided about claims: by support, known by name, or by the organisation's representatives."""

from __future__ import annotations

from domain.organisations.verification import ClaimKind, Outcome, VerifiedBy
from domain.partnerships.rules import NotPossibleNow
from domain.people import Parting, Role
from domain.programme import Programme
from domain.words import Msg, Provider, Refused
from services import events
from services.people import colleagues
from services.people.claims import settle
from services.people.colleagues import KeptInConsole
from services.rights import Act, NotFound, require
from services.verification.merging import merge_namesakes, namesakes
from services.verification.verifying import become_verified
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
        raise _unknown()
    organisation = known.organisation
    # In the order in which whatever settles claims needs them: the number, the organisation, the claim.
    if known.kind is ClaimKind.REGISTER and organisation.register_number is not None:
        lock_number(work.session, organisation.country, organisation.register_number)
    together = [organisation]
    if known.kind is ClaimKind.ACCESS:  # whoever is let in may bring what they have prepared
        together += namesakes(work, known.claimed_by, organisation.country, organisation.register_number)
    for each in sorted(together, key=lambda one: one.id):
        lock_client(work.session, each.id)
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
    frees = claim.kind is ClaimKind.DISPUTE and _free(claim.organisation)
    _decide(work, claim, Outcome.DECLINED, by, reason, frees=frees)
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
    """A representative lets somebody act for the organisation.

    Raises `KeptInConsole` where it is an account, for another representative.
    """
    work.action = Act.ADMIT
    claim = _asked_of(work, person, claim_id)
    colleagues.require_given_here(claim.organisation, role)
    return _admit(work, programme, claim, person.first_name, role)


def turn_away(work: Work, person: Person, claim_id: int) -> Claim:
    """A representative does not want the person to act for the organisation."""
    work.action = Act.ADMIT
    claim = _asked_of(work, person, claim_id)
    _decide(work, claim, Outcome.DECLINED, person.first_name)
    return claim


def uphold(work: Work, claim_id: int, by: str) -> Claim:
    """Those who act for the organisation had no right to: whoever has disputed it is its legal representative now.

    Who comes from the provider's console stays: that is the provider's to change there. Raises `KeptInConsole` where
    the claimant does.
    """
    work.action = "claim.uphold"
    claim = _of_kind(undecided(work, claim_id), ClaimKind.DISPUTE)
    organisation, claimant = claim.organisation, claim.claimed_by
    own = membership(work.session, claimant.id, organisation.id)
    if own is not None and own.console_id is not None:
        raise KeptInConsole(
            Msg(
                "{name} belongs to {organisation} in the console of {provider}. Roles are given there: please change "
                "theirs there, and decline this here.",
                name=claimant.first_name,
                organisation=organisation.name,
                provider=Provider(),
            )
        )
    frees = _free(organisation)
    for member in members(work.session, organisation.id):
        if member.console_id is None and member.person_id != claimant.id:
            colleagues.end(work, member, Parting.JUDGED)
    for invitation in open_invitations(work.session, organisation.id, work.now):
        invitation.revoked_at = work.now
    _join(work, claimant, organisation, Role.LEGAL_REPRESENTATIVE)
    for other in stored.open_claims_about(work.session, organisation.id):
        if other is not claim and other.claimed_by_id == claimant.id:
            settle(work, other)
    _decide(work, claim, Outcome.APPROVED, by, frees=frees)
    return claim


def _free(organisation: Organisation) -> bool:
    """Lets the organisation decide again, unless staff has frozen it besides; whether it could not."""
    if organisation.frozen_by is not None:
        return False
    was_frozen, organisation.frozen_at = organisation.frozen_at is not None, None
    return was_frozen


def _asked_of(work: Work, person: Person, claim_id: int) -> Claim:
    """The open claim for access, which the person may decide. Raises as `undecided` does.

    Who does not belong there hears the same of every claim, in whatever state it is.
    """
    known = work.session.get(Claim, claim_id)
    if known is None or membership(work.session, person.id, known.organisation_id) is None:
        raise _unknown()
    claim = _of_kind(undecided(work, claim_id), ClaimKind.ACCESS)
    require(work, person, Act.ADMIT, claim.organisation)
    return claim


def _unknown() -> NotFound:
    return NotFound(Msg("I cannot find this any more."))


def _admit(work: Work, programme: Programme, claim: Claim, by: str, role: Role) -> Claim:
    organisation = claim.organisation
    if not _join(work, claim.claimed_by, organisation, role):
        settle(work, claim)
        return claim
    _decide(work, claim, Outcome.APPROVED, by)
    merge_namesakes(work, programme, claim.claimed_by, organisation)
    return claim


def _join(work: Work, person: Person, organisation: Organisation, role: Role) -> bool:
    """Gives the person the role, unless they have it, a higher one or one of the console; whether that is new."""
    member = membership(work.session, person.id, organisation.id)
    if member is None:
        work.session.add(Membership(person_id=person.id, organisation_id=organisation.id, role=role))
        work.happened(events.MemberJoined(person.id, organisation.id))
    elif member.console_id is None and role.outranks(member.role):
        member.role = role
        work.happened(events.RoleChanged(person.id, organisation.id, by_claim=True))
    else:
        return False
    person.organisation = organisation
    work.session.flush()
    return True


def _of_kind(claim: Claim, kind: ClaimKind) -> Claim:
    if claim.kind is not kind:
        raise NotAsked(Msg("This is about something else. Please use the buttons of the card."))
    return claim


def _decide(
    work: Work, claim: Claim, outcome: Outcome, by: str, reason: str | None = None, *, frees: bool = False
) -> None:
    claim.outcome = outcome
    claim.decided_at = work.now
    claim.decided_by = by[:64]
    claim.reason = reason
    work.session.flush()
    work.happened(events.ClaimDecided(claim.id, frees))
