"""Whose a valid number is where a register has another name for it: its people say so, and support judges."""

from __future__ import annotations

from domain.partnerships.rules import NotPossibleNow
from domain.words import Msg
from services.events import VatNameAnswered, VatNameJudged
from services.rights import Act, NotFound, own_organisation, require
from storage.partnerships import lock_client
from storage.tables import Person, VatCheck
from storage.vat import check
from storage.work import Work


def asked_name(work: Work, person: Person, check_id: int) -> VatCheck:
    """The check whose name the person is asked about. Raises `NotFound` where there is nothing to ask (any more)."""
    organisation = own_organisation(person)
    require(work, person, Act.ENTER_VAT, organisation)
    found = check(work.session, check_id)
    if found is None or found.organisation_id != organisation.id or not _is_open(found):
        raise NotFound(Msg("This question has been settled meanwhile."))
    return found


def answer_name(work: Work, person: Person, check_id: int, *, ours: bool) -> VatCheck:
    """Keeps whether the number is the organisation's own, though its holder has another name. Support is told."""
    work.action = "vat_number.answer_name"
    lock_client(work.session, own_organisation(person).id)
    found = asked_name(work, person, check_id)
    if found.ours is not ours:
        found.ours, found.answered_by_id, found.answered_at = ours, person.id, work.now
        work.session.flush()
        work.happened(VatNameAnswered(found.organisation_id, found.id))
    return found


def judge_name(work: Work, check_id: int, by: str, *, accepted: bool) -> VatCheck:
    """Support, by name, says whether the number is the organisation's; its people are told. Raises `NotPossibleNow`."""
    work.action = "vat_number.judge_name"
    known = work.session.get(VatCheck, check_id)
    if known is None:
        raise NotFound(Msg("I cannot find this any more."))
    lock_client(work.session, known.organisation_id)
    found = check(work.session, check_id)
    if found is None or not _is_open(found):
        raise NotPossibleNow(Msg("This question has been settled meanwhile."))
    found.accepted, found.judged_by, found.judged_at = accepted, by, work.now
    work.session.flush()
    work.happened(VatNameJudged(found.organisation_id, found.id))
    return found


def _is_open(found: VatCheck) -> bool:
    """Whether the names differ still, of a number that the organisation has, and support has not judged that."""
    return found.differs and found.due_at is not None and found.accepted is None
