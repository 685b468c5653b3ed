"""Somebody asks a partner something through its entry, and gets an answer; neither learns who the other is."""

from __future__ import annotations

from datetime import timedelta

from domain.words import Msg, Refused
from services import events
from services.rights import Act, NotFound, require
from storage import directory as stored
from storage.tables import DirectoryEntry, DirectoryQuestion, Person
from storage.work import Work

MOST_AN_HOUR, MOST_A_DAY = 3, 10
"""Questions of one person, to whomever."""
MOST_WAITING = 2
"""Questions of one person that one partner has not answered yet."""
HOUR, DAY, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)


class CannotAsk(Refused):
    """The person has asked much lately, or may not ask."""


class AnsweredAlready(Refused):
    """A colleague was quicker."""


def require_asking(work: Work, person: Person, entry_id: int) -> DirectoryEntry:
    """The entry, if the person may ask its partner something now. Raises `CannotAsk` and `NotFound`."""
    entry = stored.shown_entry(work.session, entry_id)
    if entry is None:
        raise NotFound(Msg("This entry is not in the directory any more. /directory shows those that are."))
    if person.support_banned_at is not None:
        raise CannotAsk(Msg("You cannot ask partners through the directory."))
    if person.organisation_id == entry.partner_id:
        raise CannotAsk(Msg("This is your own entry: there is nobody else to ask."))
    if stored.count_asked(work.session, person.id, work.now - HOUR) >= MOST_AN_HOUR:
        raise CannotAsk(Msg("You have asked {n} times within the hour. Go on in a while, please.", n=MOST_AN_HOUR))
    if stored.count_asked(work.session, person.id, work.now - DAY) >= MOST_A_DAY:
        raise CannotAsk(Msg("You have asked {n} times today. Go on tomorrow, please.", n=MOST_A_DAY))
    if stored.count_waiting(work.session, person.id, entry.id, work.now - MONTH) >= MOST_WAITING:
        raise CannotAsk(
            Msg(
                "{partner} has {n} questions of yours that it has not answered yet.",
                partner=entry.partner.name,
                n=MOST_WAITING,
            )
        )
    return entry


def ask(work: Work, person: Person, entry_id: int, text: str) -> DirectoryQuestion:
    """The partner's people read the question, and not whose it is. Raises as `require_asking` does."""
    work.action = "directory_question.ask"
    entry = require_asking(work, person, entry_id)
    asked = DirectoryQuestion(entry=entry, asked_by_id=person.id, asked_at=work.now, text=text)
    work.session.add(asked)
    work.session.flush()
    work.happened(events.VisitorAsked(asked.id))
    return asked


def open_question(work: Work, person: Person, question_id: int) -> DirectoryQuestion:
    """The question, if the person may answer it and nobody has. Raises `AnsweredAlready`, and as `require` does."""
    asked = stored.question(work.session, question_id)
    if asked is None or asked.entry.partner_id != person.organisation_id:
        raise NotFound(Msg("I cannot find this question any more."))
    require(work, person, Act.ANSWER_VISITOR, asked.entry.partner)
    if asked.answer is not None:
        raise AnsweredAlready(Msg("This question has been answered already: “{answer}”", answer=asked.answer))
    return asked


def answer(work: Work, person: Person, question_id: int, text: str) -> DirectoryQuestion:
    """Whoever has asked reads the answer, with the partner's name. Raises as `open_question` does."""
    work.action = Act.ANSWER_VISITOR
    asked = open_question(work, person, question_id)
    asked.answer, asked.answered_by_id, asked.answered_at = text, person.id, work.now
    work.happened(events.VisitorAnswered(asked.id))
    return asked


def report(work: Work, person: Person, question_id: int) -> DirectoryQuestion:
    """One of the two sides complains of what the other has written: support reads it. Raises `NotFound`."""
    work.action = "directory_question.report"
    asked = stored.question(work.session, question_id)
    if asked is None or (person.id != asked.asked_by_id and person.organisation_id != asked.entry.partner_id):
        raise NotFound(Msg("I cannot find this question any more."))
    if asked.reported_at is None:
        asked.reported_at = work.now
        work.happened(events.VisitorReported(asked.id))
    return asked
