"""The daily summary of new tenders, at the hour that somebody has chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.tenders.rules import TenderStatus
from domain.words import Msg, Plural, lines, paragraphs
from handlers.chat.chapters import Chapter
from handlers.chat.due.kinds import DueKind, Recalled
from handlers.chat.labels import name_on_button
from handlers.chat.notices import ByMail, Notice
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, View
from handlers.tenders.notices import line_of
from handlers.tenders.payloads import ShowTender, SubscribeTenders
from services.tenders.reading import receives, state_now
from services.tenders.telling import DIGEST
from storage.people import membership
from storage.runtime.due import DueRow
from storage.runtime.outbox import Priority
from storage.tables import Organisation, Person, TenderNotice
from storage.tenders import subscription_of, waiting_notices
from storage.work import Work

MOST_LISTED = 20
MOST_BUTTONS = 5
"""With the three below them, these are eight."""


def _look(work: Work, around: Surroundings, rows: Sequence[DueRow]) -> Iterator[Recalled]:
    for row in rows:
        if row.person_id is None:
            continue
        person = work.session.get_one(Person, row.person_id)
        waiting = waiting_notices(work.session, person.id)
        partners = {partner for partner in {each.partner_id for each in waiting} if _still_wants(work, person, partner)}
        fresh = []
        for each in waiting:
            each.told_at = work.now
            if state_now(work, each.tender) is TenderStatus.OPEN and each.partner_id in partners:
                fresh.append(each)
        if fresh:
            yield Recalled(row, _summary(work, around, person, fresh))


def _still_wants(work: Work, person: Person, partner_id: int) -> bool:
    """Whether the person still is with the partner, which still receives tenders, and wants to be told of them."""
    partner = work.session.get_one(Organisation, partner_id)
    is_there = membership(work.session, person.id, partner_id) is not None
    return receives(partner) and is_there and subscription_of(work.session, person.id, partner_id) is not None


def _summary(work: Work, around: Surroundings, person: Person, fresh: Sequence[TenderNotice]) -> Notice:
    tenders = [each.tender for each in fresh]
    rest = len(tenders) - MOST_LISTED
    words = paragraphs(
        Plural("📣 <b>{n} new tender for you</b>", "📣 <b>{n} new tenders for you</b>", len(tenders)),
        lines(
            *(line_of(each, person, around) for each in tenders[:MOST_LISTED]),
            Plural("and {n} more", "and {n} more", rest) if rest > 0 else None,
        ),
    )
    rows = [(Button(name_on_button(each.subject), ShowTender(each.id)),) for each in tenders[:MOST_BUTTONS]]
    below = (Button(Msg("📣 All tenders"), Go("tenders")), Button(Msg("🔔 Choose anew"), SubscribeTenders(anew=False)))
    partner = work.session.get_one(Organisation, fresh[0].partner_id)
    subject = Msg("New tenders for {organisation}", organisation=partner.name)
    mail = ByMail(f"tenders-{person.id}", Go("tenders"), subject=subject)
    return Notice(person, View(words, (*rows, below, (MENU,))), partner, Priority.REMINDER, mail)


CHAPTER = Chapter(due=(DueKind(DIGEST, _look),))
