"""Whoever is to answer a request asks the other one something first, and gets a reply."""

from __future__ import annotations

from domain.partnerships.rules import WAITING, Action, NotPossibleNow, NotYours, move
from domain.words import Msg, Refused
from services import events
from services.partnerships.finding import decidable_partnership
from services.rights import Act, NotFound
from storage import partnerships as stored
from storage.tables import Enquiry, Person
from storage.work import Work

LONGEST = 500
"""Characters of a question, an answer or a reason."""


class RemarkRefused(Refused):
    """The text is empty or too long."""


def read_remark(text: str) -> str:
    """A question, an answer or a reason as it is stored. Raises `RemarkRefused`."""
    remark = text.strip()
    if not remark:
        raise RemarkRefused(Msg("Please write at least one word."))
    if len(remark) > LONGEST:
        raise RemarkRefused(
            Msg(
                "That is {length} characters long; {longest} is the most that fits here. Please shorten it.",
                length=len(remark),
                longest=LONGEST,
            )
        )
    return remark


def ask(work: Work, person: Person, partnership_id: int, question: str) -> Enquiry:
    """Whoever is to answer asks; employees may, too, because a question commits nobody."""
    work.action = Act.ENQUIRE
    partnership, side = decidable_partnership(work, person, Act.ENQUIRE, partnership_id)
    move(partnership.status, Action.ENQUIRE, side)
    enquiry = Enquiry(question=question, asked_by_id=person.id, asked_at=work.now, asked_by=side)
    partnership.enquiries.append(enquiry)
    work.session.flush()
    work.happened(events.EnquiryMade(partnership.id, enquiry.id))
    return enquiry


def open_enquiry(work: Work, person: Person, enquiry_id: int) -> Enquiry:
    """A question of the other side that the person can still answer. Raises `Refused` where it is not so."""
    enquiry = stored.enquiry(work.session, enquiry_id)
    if enquiry is None:
        raise NotFound(Msg("I cannot find this question any more."))
    partnership, side = decidable_partnership(work, person, Act.ANSWER, enquiry.partnership_id)
    if enquiry.asked_by is side:
        raise NotYours(Msg("Only the other side of this partnership can do that."))
    if enquiry.answer is not None:
        raise NotPossibleNow(Msg("This question has been answered already: “{answer}”", answer=enquiry.answer))
    if partnership.status not in WAITING:
        raise NotPossibleNow(Msg("The request to which this question belongs has been settled in the meantime."))
    return enquiry


def answer(work: Work, person: Person, enquiry_id: int, text: str) -> Enquiry:
    """The other side replies."""
    work.action = Act.ANSWER
    enquiry = open_enquiry(work, person, enquiry_id)
    enquiry.answer = text
    enquiry.answered_by_id = person.id
    enquiry.answered_at = work.now
    work.happened(events.EnquiryAnswered(enquiry.partnership_id, enquiry.id))
    return enquiry
