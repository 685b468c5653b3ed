"""What people are told of entries, and of what is asked through them."""

from __future__ import annotations

from collections.abc import Iterator

from domain.words import Msg, Words, paragraphs
from handlers.chat.notices import ByMail, News, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.views import MENU, Button, Row, View
from handlers.directory.group import entry_in_group
from handlers.directory.payloads import AnswerVisitor, AskPartner, ReportVisitor, ShowEntry
from handlers.directory.wording import reason_words
from services.events import (
    DirectoryEvent,
    EntryHidden,
    EntryReported,
    EntryShownAgain,
    VisitorAnswered,
    VisitorAsked,
    VisitorEvent,
    VisitorReported,
)
from services.rights import RIGHTS, Act, Relation
from storage.people import members_once
from storage.support import support_group
from storage.tables import DirectoryEntry, DirectoryQuestion, Organisation
from storage.work import Work


def entry_news(event: DirectoryEvent, work: Work) -> Iterator[News]:
    """Support is told of complaints, the partner of what support has decided."""
    entry = work.session.get_one(DirectoryEntry, event.entry_id)
    partner = entry.partner
    subject = Msg("The entry of {partner} in the directory", partner=partner.name)
    mail = ByMail(f"directory-{entry.id}", Go("myentry"), subject=subject)
    rows: tuple[Row, ...] = ((Button(Msg("📇 My entry"), Go("myentry")), MENU),)
    match event:
        case EntryHidden():
            words = paragraphs(
                Msg("🚫 <b>Support has hidden the entry of {partner} in the directory.</b>", partner=partner.name),
                Msg("The reason: {reason}", reason=reason_words(entry)),
                Msg("You can change the entry and ask support to look at it again."),
            )
            yield from _to_people(work, partner, Act.WRITE_ENTRY, View(words, rows), mail)
        case EntryShownAgain():
            back = (
                Msg("🟢 The entry of {partner} is in the directory again.", partner=partner.name)
                if entry.is_on
                else Msg(
                    "🟢 Support no longer hides the entry of {partner} in the directory. It is switched off.",
                    partner=partner.name,
                )
            )
            yield from _to_people(work, partner, Act.WRITE_ENTRY, View(back, rows), mail)
        case EntryReported() if (group := support_group(work.session)) is not None:
            headline = Msg("🚩 <b>Somebody has reported this entry.</b>")
            yield Notice(Room(group.chat_id, group.language), entry_in_group(entry, group.language, headline))


def visitor_news(event: VisitorEvent, work: Work) -> Iterator[News]:
    """The partner is told of a question, whoever has asked of the answer, support of complaints."""
    asked = work.session.get_one(DirectoryQuestion, event.question_id)
    partner = asked.entry.partner
    report = Button(Msg("🚩 Report"), ReportVisitor(asked.id, sure=False))
    match event:
        case VisitorAsked():
            words = paragraphs(
                Msg("💬 <b>Somebody asks {partner} through the directory:</b>", partner=partner.name),
                _quoted(asked.text),
            )
            view = View(words, ((Button(Msg("💬 Answer"), AnswerVisitor(asked.id)), report),))
            subject = Msg("A question to {partner} through the directory", partner=partner.name)
            mail = ByMail(f"visitor-{asked.id}", AnswerVisitor(asked.id), subject=subject, waits=True)
            yield from _to_people(work, partner, Act.ANSWER_VISITOR, view, mail)
        case VisitorAnswered():
            words = paragraphs(
                Msg("💬 <b>{partner} has answered your question:</b>", partner=partner.name),
                _quoted(asked.answer or ""),
                Msg("You had asked: “{question}”", question=asked.text),
            )
            again = Button(Msg("💬 Ask again"), AskPartner(asked.entry_id))
            view = View(words, ((Button(Msg("📇 The entry"), ShowEntry(asked.entry_id)), again), (report, MENU)))
            subject = Msg("{partner} has answered your question", partner=partner.name)
            mail = ByMail(f"visitor-{asked.id}", ShowEntry(asked.entry_id), subject=subject)
            yield Notice(asked.asked_by, view, by_mail=mail)
        case VisitorReported() if (group := support_group(work.session)) is not None:
            words = paragraphs(
                Msg("🚩 <b>What was asked through the directory is reported.</b>"),
                Msg("{name} asked {partner}:", name=asked.asked_by.first_name, partner=partner.name),
                _quoted(asked.text),
                Msg("The answer: “{answer}”", answer=asked.answer) if asked.answer is not None else None,
            )
            yield Notice(Room(group.chat_id, group.language), View(words))


def _quoted(text: str) -> Words:
    return Msg("“{text}”", text=text)


def _to_people(work: Work, partner: Organisation, act: Act, view: View, mail: ByMail) -> Iterator[Notice]:
    """Those of the partner's people who may do something about it."""
    roles = RIGHTS[act][Relation.OWN]
    for member in members_once(work.session, partner.id):
        if member.role in roles and member.person_id != work.actor_id:
            yield Notice(member.person, view, partner, by_mail=mail)
