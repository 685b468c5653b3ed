"""Partners ask about a tender, the client answers: through the desk, so that nobody's contact is shown."""

from __future__ import annotations

from datetime import timedelta

from domain.tenders.offers import TAKEN, OfferNotInThisState, OfferStatus
from domain.tenders.questions import QuestionAction, QuestionNotInThisState, move
from domain.tenders.questions import QuestionStatus as Status
from domain.tenders.rules import TenderNotInThisState, TenderStatus, why_not
from domain.tenders.screening import without_contact
from domain.words import Msg, Refused
from services import events
from services.rights import Act, NotFound
from services.tenders.deciding import received_offer
from services.tenders.offers import require_in_time
from services.tenders.sides import for_partner, hold, require_client
from storage import tender_offers as stored
from storage.tables import Organisation, Person, Tender, TenderOffer, TenderQuestion
from storage.work import Work

LONGEST_QUESTION = 500
LONGEST_ANSWER = 700
MOST_WAITING = 3
"""So many questions of one partner wait for one client's answers at a time."""
MOST_A_DAY = 20


class TooManyQuestions(Refused):
    """The client has enough to answer, or the partner asks everybody."""


class WordsRefused(Refused):
    """The question or answer is empty or too long."""


def read_words(text: str, longest: int) -> str:
    """A question or an answer as it is stored. Raises `WordsRefused`, and `ContactInText`."""
    written = text.strip()
    if not written:
        raise WordsRefused(Msg("Please write at least one word."))
    if len(written) > longest:
        raise WordsRefused(
            Msg(
                "That is {length} characters long; {longest} is the most that fits here. Please shorten it.",
                length=len(written),
                longest=longest,
            )
        )
    return without_contact(written)


def askable(work: Work, person: Person, tender_id: int) -> tuple[Tender, Organisation]:
    """The tender, about which the partner can ask now, and the partner. Raises `TooManyQuestions`, `TooLate`."""
    tender, partner = for_partner(work, person, Act.ASK_ABOUT_TENDER, tender_id)
    own = stored.standing_offer(work.session, tender.id, partner.id)
    if own is None or own.status not in TAKEN:  # whoever does the job may ask for as long as it takes
        require_in_time(work, tender)
    if stored.count_waiting_questions(work.session, tender.id, partner.id, by_client=False) >= MOST_WAITING:
        raise TooManyQuestions(
            Msg(
                "{count} of your questions about this tender wait for an answer. I will tell you when it comes; then "
                "you can ask more.",
                count=MOST_WAITING,
            )
        )
    if stored.count_questions_by(work.session, partner.id, work.now - timedelta(days=1)) >= MOST_A_DAY:
        raise TooManyQuestions(
            Msg(
                "{organisation} has asked {count} questions within a day. Please go on tomorrow.",
                organisation=partner.name,
                count=MOST_A_DAY,
            )
        )
    return tender, partner


def ask(work: Work, person: Person, tender_id: int, question: str) -> TenderQuestion:
    """A partner asks; its employees may, too, because a question commits nobody."""
    work.action = Act.ASK_ABOUT_TENDER
    hold(work, tender_id)
    tender, partner = askable(work, person, tender_id)
    return _asked(work, person, tender.id, partner.id, question, by_client=False)


def require_asking_back(work: Work, person: Person, offer_id: int) -> TenderOffer:
    """The offer, about which the client can ask its partner. Raises `TooManyQuestions`, and as `received_offer`."""
    found = received_offer(work, person, offer_id)
    require_client(work, person, Act.ASK_ABOUT_TENDER, found.tender)
    if found.status is OfferStatus.THANKED:
        raise OfferNotInThisState(Msg("This offer was not taken."))
    if found.tender.status is TenderStatus.HIDDEN:
        raise TenderNotInThisState(why_not(TenderStatus.HIDDEN))  # its partner does not see it
    if stored.count_waiting_questions(work.session, found.tender_id, found.partner_id, by_client=True) >= MOST_WAITING:
        raise TooManyQuestions(
            Msg(
                "{count} of your questions to {partner} wait for an answer. I will tell you when it comes.",
                count=MOST_WAITING,
                partner=found.partner.name,
            )
        )
    return found


def ask_back(work: Work, person: Person, offer_id: int, question: str) -> TenderQuestion:
    """The client asks a partner about its offer."""
    work.action = Act.ASK_ABOUT_TENDER
    hold(work, stored.tender_of_offer(work.session, offer_id))
    found = require_asking_back(work, person, offer_id)
    return _asked(work, person, found.tender_id, found.partner_id, question, by_client=True)


def _asked(
    work: Work, person: Person, tender_id: int, partner_id: int, question: str, *, by_client: bool
) -> TenderQuestion:
    asked = TenderQuestion(
        tender_id=tender_id,
        partner_id=partner_id,
        by_client=by_client,
        asked_by_id=person.id,
        asked_at=work.now,
        status=Status.ASKED,
        question=question,
    )
    work.session.add(asked)
    work.session.flush()
    work.happened(events.TenderAskedAbout(tender_id, asked.id))
    return asked


def received_question(work: Work, person: Person, question_id: int) -> TenderQuestion:
    """A question that the person's side is to answer. Raises `NotFound`."""
    found = stored.question(work.session, question_id)
    if found is None:
        raise NotFound(Msg("I cannot find this question any more."))
    if not found.by_client:
        require_client(work, person, Act.ANSWER_ABOUT_TENDER, found.tender)
        return found
    _, partner = for_partner(work, person, Act.ANSWER_ABOUT_TENDER, found.tender_id)
    if partner.id != found.partner_id:
        raise NotFound(Msg("I cannot find this question any more."))
    return found


def answerable(work: Work, person: Person, question_id: int) -> TenderQuestion:
    """As `received_question`, where it has no answer yet. Raises `QuestionNotInThisState`."""
    found = received_question(work, person, question_id)
    move(found.status, QuestionAction.ANSWER_ONE)
    return found


def answer(work: Work, person: Person, question_id: int, text: str, *, to_all: bool) -> TenderQuestion:
    """The client answers: to whoever has asked, or to all partners that see the tender and do not learn who has.

    A partner answers the client alone.
    """
    work.action = Act.ANSWER_ABOUT_TENDER
    hold(work, stored.tender_of_question(work.session, question_id))
    found = answerable(work, person, question_id)
    to_all = to_all and not found.by_client
    found.status = move(found.status, QuestionAction.ANSWER_ALL if to_all else QuestionAction.ANSWER_ONE)
    found.answer, found.answered_at, found.answered_by_id = text, work.now, person.id
    work.happened(events.TenderQuestionAnswered(found.tender_id, found.id))
    return found


def show_to_all(work: Work, person: Person, question_id: int) -> TenderQuestion:
    """An answer that one partner has had is for all from now on."""
    work.action = Act.ANSWER_ABOUT_TENDER
    hold(work, stored.tender_of_question(work.session, question_id))
    found = received_question(work, person, question_id)
    if found.status is Status.ASKED or found.by_client:
        raise QuestionNotInThisState(Msg("This question has no answer yet."))
    found.status = move(found.status, QuestionAction.ANSWER_ALL)
    work.happened(events.TenderQuestionAnswered(found.tender_id, found.id))
    return found


def set_aside(work: Work, person: Person, question_id: int) -> TenderQuestion:
    """Whoever is asked does not answer this one; nobody is told."""
    work.action = Act.ANSWER_ABOUT_TENDER
    hold(work, stored.tender_of_question(work.session, question_id))
    found = received_question(work, person, question_id)
    found.status = move(found.status, QuestionAction.SET_ASIDE)
    return found
