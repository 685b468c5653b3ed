"""How somebody loses a right in the middle of a form, and what happens afterwards that they must not read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.applications import ApplicationStatus
from domain.organisations.verification import Outcome
from domain.partnerships.rules import OPEN, Status
from domain.people import Parting, Role
from domain.tenders.offers import OfferStatus
from domain.tenders.rules import TenderStatus
from services.people.colleagues import end
from services.rights import DECIDE_NOTHING, EVEN_CLOSED, RIGHTS, Act
from storage import tables as t
from storage.people import memberships_of
from storage.theirs import Record
from storage.work import Work
from tests.rights.limited import close
from tests.rights.records import TABLES, Reach

NEWS = "Zirkonia"
"""A word that stands in whatever is written after somebody has lost sight of it."""
ELSEWHERE = "Fragenau"
"""For whom they act then: somebody who does so anyway loses nothing."""
_WORDS: Mapping[Record, str] = {
    Record.TENDER: "subject",
    Record.ENQUIRY: "question",
    Record.NOTE: "text",
    Record.DIRECTORY_QUESTION: "text",
    Record.TENDER_QUESTION: "question",
    Record.APPLICATION: "question",
    Record.CLAIM: "question",
    Record.TEAM: "name",
    Record.OFFER: "text",
}


class Loss(StrEnum):
    """What happens to the person, their organisation, or the record."""

    LEFT = "no longer belongs to the organisation"
    READER = "is a reader by now"
    SWITCHED = "acts for another organisation"
    FROZEN = "belongs to an organisation that is disputed by now"
    CLOSED = "belongs to an organisation that is closed by now"
    OVER = "answers about what is over by now"


def lose(work: Work, person_id: int, loss: Loss) -> None:
    """Takes the right away, as the programme does."""
    person = work.session.get_one(t.Person, person_id)
    mine = list(memberships_of(work.session, person_id))
    work.action = "test.lose"
    for each in mine:
        match loss:
            case Loss.LEFT:
                end(work, each, Parting.GONE)
            case Loss.READER:
                each.role = Role.READER
            case Loss.FROZEN:
                each.organisation.frozen_at = work.now
            case Loss.CLOSED:
                each.organisation.closed_at = work.now
    if loss is Loss.SWITCHED:
        other = work.session.scalars(select(t.Organisation).where(t.Organisation.name == ELSEWHERE)).one()
        if all(each.organisation_id != other.id for each in mine):
            work.session.add(t.Membership(person=person, organisation=other, role=Role.LEGAL_REPRESENTATIVE))
        person.organisation = other
    if loss is Loss.OVER:
        _over(work)


def _over(work: Work) -> None:
    for partnership in work.session.scalars(select(t.Partnership).where(t.Partnership.status.in_(OPEN))):
        close(work, partnership, Status.ENDED)
    for tender in work.session.scalars(select(t.Tender).where(t.Tender.ended_at.is_(None))):
        tender.status, tender.ended_at = TenderStatus.HIDDEN, work.now
    for offer in work.session.scalars(select(t.TenderOffer)):
        offer.status = OfferStatus.WITHDRAWN
    for entry in work.session.scalars(select(t.DirectoryEntry)):
        entry.is_on = False
    for claim in work.session.scalars(select(t.Claim)):
        claim.decided_at, claim.outcome = work.now, Outcome.DECLINED
    for application in work.session.scalars(select(t.Application)):
        application.decided_at, application.status = work.now, ApplicationStatus.WITHDRAWN


def allowed_after(loss: Loss, act: Act) -> bool:
    """Whether an answer in a form that was begun before may still do this."""
    match loss:
        case Loss.READER:
            return any(Role.READER in roles for roles in RIGHTS[act].values())
        case Loss.FROZEN:
            return act in DECIDE_NOTHING
        case Loss.CLOSED:
            return act in EVEN_CLOSED
        case Loss.OVER:
            return act in {Act.WRITE_NOTE, Act.CHANGE_NOTE}  # of a client that was one: they stay
    return False


def make_news(session: Session, reach: Reach) -> None:
    """Everything of which this person may not know is called and says something else from now on."""
    with session.no_autoflush:
        hidden = [each for each in session.scalars(select(t.Organisation)) if each.name in reach.words["client"]]
        of_them = t.Product.organisation_id.in_([each.id for each in hidden])
        for row in (*hidden, *session.scalars(select(t.Product).where(of_them))):
            row.name = f"{NEWS} {row.id}"
    for record, words in _WORDS.items():
        table = TABLES[record]
        number = table.id  # type: ignore[attr-defined]  # all of these have one
        session.execute(
            update(table)
            .where(number.not_in(reach.numbers(record)))
            .values({getattr(table, words): f"{NEWS}: not for them"})
        )
