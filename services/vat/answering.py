"""Whose a valid number is where VIES has another name for it: a person of the organisation says so."""

from __future__ import annotations

from domain.words import Msg
from services.events import VatNameAnswered
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
    if found is None or found.organisation_id != organisation.id or not found.differs or found.due_at is None:
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
