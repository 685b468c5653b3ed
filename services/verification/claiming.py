"""What people say about an organisation, for others to judge: that it is theirs, that they belong to it, or that those
who act for it have no right to.

Who claims to belong to an organisation has typed its register number: nobody learns more of it than its name.
"""

from __future__ import annotations

from datetime import timedelta

from domain.organisations.verification import ClaimKind, Outcome, VerifiedBy
from domain.partnerships.rules import NotPossibleNow
from domain.people import Role
from domain.programme import Programme, VerificationWay
from domain.words import Country, Msg, Provider, Refused
from services import events
from services.organisations import require_free_number
from services.rights import Act, NotFound, own_organisation, require
from storage import verification as stored
from storage.organisations.verified import verified_with_number
from storage.partnerships import lock_client
from storage.people import members, membership
from storage.support import support_group
from storage.tables import Claim, Membership, Organisation, Person
from storage.work import Work

ASK_AGAIN_AFTER = timedelta(days=1)
"""Who was declined can ask for access again after that long, so that nobody is pestered."""
MOST_DISPUTES = 3
"""So many organisations one person can dispute within `DISPUTES_REMEMBERED`: each may stand still because of it."""
DISPUTES_REMEMBERED = timedelta(days=1)


class NobodyCanJudge(Refused):
    """There is nobody here who could decide about the claim."""


class ClaimedAlready(Refused):
    """The same has been said already, or has been decided."""


def support_judges(work: Work, programme: Programme, person: Person) -> bool:
    """Whether a person of support can be asked at all."""
    asked = VerificationWay.SUPPORT in programme.verification
    return asked and person.support_banned_at is None and support_group(work.session) is not None


def ask_to_verify(work: Work, programme: Programme, person: Person, statement: str | None) -> Claim:
    """Support is to compare the person's organisation with the register.

    Raises `NumberIsHere` where another one is verified under its number, `ClaimedAlready`, `NobodyCanJudge`.
    """
    work.action = Act.GET_VERIFIED
    organisation = own_organisation(person)
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    require(work, person, Act.GET_VERIFIED, organisation)
    if organisation.verified_at is not None:
        raise ClaimedAlready(Msg("{organisation} is verified already.", organisation=organisation.name))
    require_free_number(work, Country(organisation.country), organisation.register_number)
    last = stored.newest_claim(work.session, organisation.id, ClaimKind.REGISTER)
    if last is not None and last.decided_at is None:
        raise ClaimedAlready(_SUPPORT_LOOKS)
    if not support_judges(work, programme, person):
        raise _nobody(programme)
    return _claim(work, person, organisation, ClaimKind.REGISTER, statement, for_support=True)


def claimed_organisation(work: Work, country: str, register_number: str) -> Organisation:
    """The verified organisation whose register number somebody has typed. Raises `NotFound`."""
    found = verified_with_number(work.session, country, register_number)
    if found is None:
        raise _no_such_company()
    return found


def representatives(work: Work, organisation: Organisation) -> list[Membership]:
    """Those who can be asked in their chats who may come in."""
    return [
        member
        for member in members(work.session, organisation.id)
        if member.role is Role.LEGAL_REPRESENTATIVE and member.person.reachable
    ]


def ask_for_access(
    work: Work, programme: Programme, person: Person, country: str, register_number: str, statement: str
) -> Claim:
    """The person says that they belong to the organisation: its representatives decide, or support where none can be
    reached. Raises `ClaimedAlready`, `NobodyCanJudge`."""
    work.action = "claim.access"
    organisation = _held(work, country, register_number)
    if membership(work.session, person.id, organisation.id) is not None:
        raise ClaimedAlready(Msg("You belong to {organisation} already: /organisation", organisation=organisation.name))
    last = stored.newest_claim(work.session, organisation.id, ClaimKind.ACCESS, person.id)
    if last is not None and last.decided_at is None:
        raise ClaimedAlready(Msg("You have asked already. I tell you as soon as somebody has decided."))
    if last is not None and last.outcome is Outcome.DECLINED and last.decided_at is not None:
        again = last.decided_at + ASK_AGAIN_AFTER
        if work.now < again:
            raise ClaimedAlready(
                Msg("You were declined a short while ago. You can ask again from {moment}.", moment=again)
            )
    for_support = not representatives(work, organisation)
    if for_support and not support_judges(work, programme, person):
        raise _nobody(programme)
    return _claim(work, person, organisation, ClaimKind.ACCESS, statement, for_support=for_support)


def ask_support_instead(work: Work, programme: Programme, person: Person, claim_id: int) -> Claim:
    """The representatives do not answer: support is to decide about the person's access, and is asked once.

    Raises `ClaimedAlready`, `NobodyCanJudge`.
    """
    work.action = "claim.access"
    claim = own_claim(work, person, claim_id)
    if claim.kind is not ClaimKind.ACCESS or claim.support_asked_at is not None:
        raise ClaimedAlready(_SUPPORT_LOOKS)
    if not support_judges(work, programme, person):
        raise _nobody(programme)
    claim.support_asked_at = work.now
    work.happened(events.ClaimMade(claim.id, for_support=True))
    return claim


def dispute(
    work: Work, programme: Programme, person: Person, country: str, register_number: str, statement: str
) -> Claim:
    """The person says that those who act for the organisation have no right to: nobody decides anything in its name
    until support has, unless `stands_still` says otherwise. Raises `ClaimedAlready`, `NobodyCanJudge`."""
    work.action = "claim.dispute"
    organisation = _held(work, country, register_number)
    _require_few_disputes(work, person)
    last = stored.newest_claim(work.session, organisation.id, ClaimKind.DISPUTE)
    if last is not None and last.decided_at is None:
        raise ClaimedAlready(
            Msg(
                "{provider} is looking into who may act for {organisation} already.",
                provider=Provider(),
                organisation=organisation.name,
            )
        )
    mine = stored.newest_claim(work.session, organisation.id, ClaimKind.DISPUTE, person.id)
    if mine is not None and mine.outcome is Outcome.DECLINED:
        raise ClaimedAlready(
            Msg(
                "{provider} has decided about this already: {organisation} is in the right hands.",
                provider=Provider(),
                organisation=organisation.name,
            )
        )
    if not support_judges(work, programme, person):
        raise _nobody(programme)
    if stands_still(organisation):
        organisation.frozen_at = organisation.frozen_at or work.now
    return _claim(work, person, organisation, ClaimKind.DISPUTE, statement, for_support=True)


def stands_still(organisation: Organisation) -> bool:
    """Whether nobody decides anything in the organisation's name while somebody disputes who may.

    Of an account, the provider knows its people: a stranger's word alone does not stop them.
    """
    return organisation.verified_by is not VerifiedBy.ACCOUNT


def _require_few_disputes(work: Work, person: Person) -> None:
    """Raises `ClaimedAlready` while another one of theirs is open, or after several."""
    lately = stored.disputes_since(work.session, person.id, work.now - DISPUTES_REMEMBERED)
    waiting = next((claim for claim in lately if claim.decided_at is None), None)
    if waiting is not None:
        raise ClaimedAlready(
            Msg(
                "{provider} is looking into {organisation} for you already. You can dispute one at a time.",
                provider=Provider(),
                organisation=waiting.organisation.name,
            )
        )
    if len(lately) >= MOST_DISPUTES:
        raise ClaimedAlready(
            Msg(
                "You have disputed several organisations lately. You can do so again from {moment}.",
                moment=min(claim.claimed_at for claim in lately) + DISPUTES_REMEMBERED,
            )
        )


def _held(work: Work, country: str, register_number: str) -> Organisation:
    """As `claimed_organisation`; it stays so until the unit of work ends."""
    organisation = claimed_organisation(work, country, register_number)
    lock_client(work.session, organisation.id)
    work.session.refresh(organisation)
    if claimed_organisation(work, country, register_number) is not organisation:
        raise _no_such_company()
    return organisation


def _no_such_company() -> NotFound:
    return NotFound(Msg("There is no verified company with this number (any more). You can register it: /register"))


def own_claim(work: Work, person: Person, claim_id: int) -> Claim:
    """A claim of the person's that nobody has decided yet. Raises `NotFound` or `NotPossibleNow`."""
    claim = stored.claim(work.session, claim_id)
    if claim is None or claim.claimed_by_id != person.id:
        raise NotFound(Msg("I cannot find this question any more."))
    if claim.decided_at is not None:
        raise NotPossibleNow(Msg("This has been decided in the meantime. /organisation shows how things stand."))
    return claim


def answerable(work: Work, person: Person, claim_id: int) -> Claim:
    """The person's claim, while support waits for their answer. Raises `Refused` where it does not."""
    claim = own_claim(work, person, claim_id)
    if claim.question is None or claim.answer is not None:
        raise NotPossibleNow(Msg("You have answered this already. I tell you as soon as support has decided."))
    return claim


def answer(work: Work, person: Person, claim_id: int, text: str) -> Claim:
    """The person answers what support has asked."""
    work.action = "claim.answer"
    claim = answerable(work, person, claim_id)
    claim.answer = text
    work.happened(events.ClaimAnswered(claim.id))
    return claim


_SUPPORT_LOOKS = Msg("Support has been asked already. I tell you as soon as it has decided.")


def _nobody(programme: Programme) -> NobodyCanJudge:
    if VerificationWay.ACCOUNT_LINK in programme.verification:
        return NobodyCanJudge(
            Msg(
                "Nobody can decide about this in the chat at the moment. Please turn to {provider}: "
                "with a link from its console you can act for your organisation at once.",
                provider=Provider(),
            )
        )
    return NobodyCanJudge(
        Msg("Nobody can decide about this in the chat at the moment. Please turn to {provider}.", provider=Provider())
    )


def _claim(
    work: Work, person: Person, organisation: Organisation, kind: ClaimKind, statement: str | None, *, for_support: bool
) -> Claim:
    claim = Claim(
        kind=kind,
        organisation=organisation,
        claimed_by=person,
        claimed_at=work.now,
        statement=statement,
        question=None,
        answer=None,
        decided_at=None,
        outcome=None,
        decided_by=None,
        reason=None,
        support_asked_at=work.now if for_support else None,
    )
    work.session.add(claim)
    work.session.flush()
    work.happened(events.ClaimMade(claim.id, for_support=for_support))
    return claim
