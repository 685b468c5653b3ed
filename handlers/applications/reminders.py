"""What waits for the company's daytime, or was put off by its people: whether it still is to be said."""

from __future__ import annotations

import datetime as dt

from domain.applications import ApplicationStatus
from handlers.applications.card import QUESTION
from handlers.applications.notices import question_view
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import Shown, ShownAgain, reminding
from handlers.chat.turn import Surroundings
from services import events
from services.rights import Act, Relation, may
from storage.people import membership
from storage.tables import Application, PartnerReview, Person
from storage.theirs import Record
from storage.work import Work


def _still_asked(
    event: events.ApplicationReminded, work: Work, _around: Surroundings, _made_at: dt.datetime
) -> events.ApplicationReminded | None:
    """The company is reminded by day, as long as support waits for the answer."""
    application = work.session.get_one(Application, event.application_id)
    return event if application.status is ApplicationStatus.QUESTIONED else None


def _below(
    event: events.PartnerBelowValue, work: Work, _around: Surroundings, _made_at: dt.datetime
) -> events.PartnerBelowValue | None:
    """Unless the partner has recovered, or support has decided."""
    return event if work.session.get_one(PartnerReview, event.review_id).decided_at is None else None


def _recovered(
    event: events.PartnerRecovered, _work: Work, _around: Surroundings, _made_at: dt.datetime
) -> events.PartnerRecovered:
    """That is final: another fall is another review."""
    return event


def _question(work: Work, _around: Surroundings, person: Person, number: int) -> Shown | None:
    """For those who may answer; nothing is locked, for nothing is changed."""
    found = work.session.get(Application, number)
    if found is None or found.status is not ApplicationStatus.QUESTIONED:
        return None
    member = membership(work.session, person.id, found.organisation_id)
    if member is None or not may(Act.APPLY, Relation.OWN, member.role):
        return None
    return Shown(question_view(found), found.organisation)


CHAPTER = Chapter(
    remindings=(
        reminding(events.ApplicationReminded, _still_asked),
        reminding(events.PartnerBelowValue, _below),
        reminding(events.PartnerRecovered, _recovered),
    ),
    shown_again=(ShownAgain(QUESTION, _question, record=Record.APPLICATION),),
)
