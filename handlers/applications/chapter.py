"""What becoming a partner brings to the desk: the command, the form, the answers, and support's side."""

from __future__ import annotations

from dataclasses import dataclass

from domain.applications import WAITING, ApplicationStatus
from domain.organisations.kinds import OrganisationKind
from domain.words import Msg, Words, paragraphs
from handlers.applications import group, reminders
from handlers.applications.card import question_words
from handlers.applications.form import APPLY, begin
from handlers.applications.notices import application_news
from handlers.applications.payloads import AnswerAboutApplication, AsPrivatePerson, WithdrawApplication
from handlers.applications.reviews import review_news
from handlers.applications.standing import affiliate_view, partner_view, really_withdraw, standing_view, who_applies
from handlers.chat.chapters import Chapter, after_refusal, joined, on, when_around
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Form, answered
from handlers.chat.sayings import Audience, shows
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, View
from handlers.partnerships.remarks import remark
from services.applications import applying
from services.events import ApplicationEvent, ReviewEvent
from services.rights import NotFound
from storage.applications import newest_application
from storage.tables import Application


def _become(turn: Turn) -> None:
    """Where the company stands; where it has not applied, the form."""
    own = turn.organisation
    if own is None:
        turn.show(who_applies())
    elif own.kind is not OrganisationKind.COMPANY:
        turn.show(affiliate_view(turn))
    elif own.is_partner:
        turn.show(partner_view(own))
    elif (last := newest_application(turn.work.session, own.id)) is not None and _stands(turn, last):
        turn.show(standing_view(turn, last))
    else:
        begin(turn)


def _stands(turn: Turn, application: Application) -> bool:
    """Whether there is nothing to do but to wait."""
    again = applying.again_from(application)
    declined = application.status is ApplicationStatus.DECLINED
    return application.status in WAITING or (declined and again is not None and turn.work.now < again)


def _private(turn: Turn, _payload: AsPrivatePerson) -> None:
    turn.show(affiliate_view(turn))


def _withdraw(turn: Turn, payload: WithdrawApplication) -> None:
    if not payload.sure:
        turn.show(really_withdraw(applying.own_application(turn.work, turn.person, payload.application)))
        return
    application = applying.withdraw(turn.work, turn.person, payload.application)
    words = Msg(
        "↩️ The application of {organisation} is withdrawn. Support knows.", organisation=application.organisation.name
    )
    turn.show(View(words, ((MENU,),)))


def _show_standing(turn: Turn, _payload: WithdrawApplication) -> None:
    own = turn.organisation
    last = None if own is None else newest_application(turn.work.session, own.id)
    if own is None or last is None:
        raise NotFound(Msg("I cannot find this application any more."))
    turn.show(partner_view(own) if own.is_partner else standing_view(turn, last))


@dataclass(frozen=True)
class AnswerDraft:
    """What the company answers to support's question about its application."""

    application: int = 0
    answer: str | None = None


def _which_answer(asking: Asking[AnswerDraft]) -> Words:
    turn = asking.turn
    application = applying.answerable(turn.work, turn.person, asking.draft.application)
    return paragraphs(
        Msg(
            "<b>Support asks about {organisation}:</b> “{question}”",
            organisation=application.organisation.name,
            question=question_words(application),
        ),
        Msg("Write your answer in one message."),
    )


def _answer(turn: Turn, draft: AnswerDraft) -> View:
    applying.answer(turn.work, turn.around.programme, turn.person, draft.application, answered(draft.answer))
    return View(Msg("💬 Support has your answer. I tell you as soon as it has decided."), ((MENU,),))


ANSWER: Form[AnswerDraft] = Form(
    name="answer_about_application",
    title=Msg("Answer support"),
    draft=AnswerDraft,
    begin=lambda turn, draft: applying.answerable(turn.work, turn.person, draft.application),
    questions=(remark("answer", Msg("Answer"), _which_answer),),
    finish=_answer,
)


def _open_answer(turn: Turn, payload: AnswerAboutApplication) -> None:
    open_form(turn, ANSWER, application=payload.application)


CHAPTER = joined(
    group.CHAPTER,
    reminders.CHAPTER,
    Chapter(
        commands=(ChatCommand("becomepartner", _become, Msg("Become a partner"), by_link=True),),
        sayings=(shows("become_partner", Msg("Become a partner"), "becomepartner", Audience.CLIENT, visitors=True),),
        routes=(
            on(AsPrivatePerson, _private),
            on(WithdrawApplication, _withdraw),
            on(AnswerAboutApplication, _open_answer),
        ),
        by_link=(AnswerAboutApplication,),  # it asks for an answer: nothing happens before that is given
        forms=(APPLY, ANSWER),
        after_refusal=(after_refusal(WithdrawApplication, lambda _turn, _payload: (), _show_standing),),
        announcements=(when_around(ApplicationEvent, application_news), when_around(ReviewEvent, review_news)),
    ),
)
