"""What applicants and support are told of applications, and what their cards show from then on."""

from __future__ import annotations

from collections.abc import Iterator

from domain.applications import ApplicationStatus
from domain.people import Role
from domain.words import Msg, Words, lines, paragraphs
from handlers.applications.card import QUESTION, card_in_group, question_words
from handlers.applications.payloads import AnswerAboutApplication
from handlers.applications.standing import declined_words
from handlers.chat.due.later import later_button
from handlers.chat.notices import ByMail, CardUpdate, News, Notice, Room
from handlers.chat.payloads import Go
from handlers.chat.turn import Surroundings
from handlers.chat.views import MENU, Button, Row, View
from services import events
from storage.people import members_once
from storage.runtime.cards import cards_showing
from storage.runtime.outbox import Priority
from storage.support import support_group
from storage.tables import Application
from storage.work import Work


def application_news(event: events.ApplicationEvent, work: Work, around: Surroundings) -> Iterator[News]:
    """What the event means for support and for the company's people."""
    application = work.session.get_one(Application, event.application_id)
    group = support_group(work.session)
    if group is not None:
        room = Room(group.chat_id, group.language)
        for card in cards_showing(work.session, "application_id", application.id):
            yield CardUpdate(card, room, card_in_group(work, around.programme, application))
        headline = _headline(event, work, application)
        if headline is not None or isinstance(event, events.ApplicationSubmitted):
            yield Notice(room, card_in_group(work, around.programme, application, headline))
    yield from _to_company(event, work, application)


def _headline(event: events.ApplicationEvent, work: Work, application: Application) -> Words | None:
    """What stands above a new card in the group; without one, only those that stand there are brought up to date."""
    match event:
        case events.ApplicationAnswered():
            return Msg("💬 <b>{name} has answered.</b>", name=application.applicant.first_name)
        case events.ApplicationReminded() if application.status is ApplicationStatus.SUBMITTED:
            span = work.now - application.submitted_at
            return Msg("⏰ <b>Has been waiting for a decision for {span}.</b>", span=span)
        case _:
            return None


def _to_company(event: events.ApplicationEvent, work: Work, application: Application) -> Iterator[Notice]:
    organisation = application.organisation
    found = _words(event, application)
    if found is None:
        return
    words, rows = found
    everybody = isinstance(event, events.ApplicationApproved)
    mail = _by_mail(event, application)
    urgency = Priority.REMINDER if isinstance(event, events.ApplicationReminded) else Priority.CONTRACT
    for member in members_once(work.session, organisation.id):
        if member.person_id != work.actor_id and (everybody or member.role is Role.LEGAL_REPRESENTATIVE):
            yield Notice(member.person, View(words, rows), organisation, urgency, mail)


def _by_mail(event: events.ApplicationEvent, application: Application) -> ByMail:
    name = application.organisation.name
    asked = isinstance(event, events.ApplicationQuestioned | events.ApplicationReminded)
    match event:
        case events.ApplicationQuestioned():
            subject = Msg("A question about the application of {organisation}", organisation=name)
        case events.ApplicationReminded():
            subject = Msg("Reminder: a question about the application of {organisation}", organisation=name)
        case events.ApplicationApproved():
            subject = Msg("{organisation} is a partner", organisation=name)
        case events.ApplicationDeclined():
            subject = Msg("The application of {organisation} is declined", organisation=name)
        case _:
            subject = Msg("The application of {organisation}", organisation=name)
    opens = AnswerAboutApplication(application.id) if asked else Go("becomepartner")
    return ByMail(f"application-{application.id}", opens, subject=subject, waits=asked)


def question_view(application: Application) -> View:
    """What support has asked, for whoever is to answer."""
    question = Msg(
        "❓ <b>Support asks about {organisation}’s application:</b> “{question}”",
        organisation=application.organisation.name,
        question=question_words(application),
    )
    answer = Button(Msg("💬 Answer"), AnswerAboutApplication(application.id))
    return View(question, ((answer, later_button(QUESTION, application.id)),))


def _words(event: events.ApplicationEvent, application: Application) -> tuple[Words, tuple[Row, ...]] | None:
    to_standing: tuple[Row, ...] = ((Button(Msg("🤝 Becoming a partner"), Go("becomepartner")), MENU),)
    name, asked = application.organisation.name, question_view(application)
    match event:
        case events.ApplicationSubmitted():
            told = Msg("🤝 A colleague has applied: {organisation} wants to become a partner.", organisation=name)
            return told, to_standing
        case events.ApplicationQuestioned():
            return asked.words, asked.rows
        case events.ApplicationReminded() if application.status is ApplicationStatus.QUESTIONED:
            return lines(Msg("⏰ Support is waiting for an answer."), asked.words), asked.rows
        case events.ApplicationWithdrawn():
            return Msg("↩️ A colleague has withdrawn the application of {organisation}.", organisation=name), to_standing
        case events.ApplicationApproved():
            return _welcome(application)
        case events.ApplicationDeclined():
            heading = Msg("🤝 <b>{organisation}: becoming a partner</b>", organisation=name)
            return paragraphs(heading, declined_words(application)), to_standing
        case _:
            return None


def _welcome(application: Application) -> tuple[Words, tuple[Row, ...]]:
    organisation = application.organisation
    words = paragraphs(
        Msg("🎉 <b>{organisation} is a partner. Welcome!</b>", organisation=organisation.name),
        Msg("Your partner code: <code>{code}</code>", code=organisation.partner_code or ""),
        Msg(
            "Clients find you by your name or this code, and ask you here; you confirm, and manage their products from "
            "then on."
        ),
    )
    rows: tuple[Row, ...] = (
        (Button(Msg("📥 Requests"), Go("requests")), Button(Msg("👥 Clients"), Go("clients"))),
        (Button(Msg("👥 People"), Go("people")), MENU),
    )
    return words, rows
