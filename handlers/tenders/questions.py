"""Questions about a tender, and what is answered: to all or to one; a client asks back in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.tenders.questions import QuestionStatus
from domain.words import Lines, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Choose, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.lists import pages
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.partnerships.remarks import SEND, as_read_by
from handlers.tenders.offer_payloads import (
    AnswerForAll,
    AnswerQuestion,
    AskAboutTender,
    AskBack,
    LeaveQuestion,
    QuestionPayload,
    ShowQuestions,
)
from handlers.tenders.payloads import ShowTender
from services.tenders import questions
from services.tenders.reading import SeenTender, TenderSide, seen_tender
from storage import tender_offers as stored
from storage.tables import TenderQuestion

_PER_PAGE = 3
"""Each with its answer and a button: more of them would not fit into a message."""
TO_ALL, TO_ONE = "all", "one"


@dataclass(frozen=True)
class QuestionDraft:
    """What a partner asks about a `tender`, or the client about an `offer`; both are ids, one of them is 0."""

    tender: int = 0
    offer: int = 0
    question: str | None = None


def _begin_question(turn: Turn, draft: QuestionDraft) -> None:
    if draft.offer:
        questions.require_asking_back(turn.work, turn.person, draft.offer)
    else:
        questions.askable(turn.work, turn.person, draft.tender)


def _which_question(asking: Asking[QuestionDraft]) -> Words:
    turn, draft = asking.turn, asking.draft
    if draft.offer:
        offer = questions.require_asking_back(turn.work, turn.person, draft.offer)
        heading = Msg("<b>What would you like to ask {partner}?</b>", partner=offer.partner.name)
        note = Msg("It answers you alone; your contact is not shown.")
    else:
        tender, _ = questions.askable(turn.work, turn.person, draft.tender)
        heading = Msg("<b>What would you like to ask about “{subject}”?</b>", subject=tender.subject)
        note = Msg("The client reads it with the name of your company; when it answers to all, you are not named.")
    most = questions.LONGEST_QUESTION
    return paragraphs(heading, Lines((note, Msg("Up to {most} characters.", most=most)), " "))


def _ask(turn: Turn, draft: QuestionDraft) -> View:
    question = answered(draft.question)
    if draft.offer:
        asked = questions.ask_back(turn.work, turn.person, draft.offer, question)
        headline = Msg("❓ Your question is on its way. I tell you what {partner} answers.", partner=asked.partner.name)
    else:
        asked = questions.ask(turn.work, turn.person, draft.tender, question)
        headline = Msg("❓ Your question is on its way. I tell you what the client answers.")
    return _questions_view(turn, seen_tender(turn.work, turn.person, asked.tender_id), 0, headline)


def _to_be_asked(asking: Asking[QuestionDraft]) -> Words:
    turn, draft = asking.turn, asking.draft
    _begin_question(turn, draft)
    if draft.offer:
        partner = questions.require_asking_back(turn.work, turn.person, draft.offer).partner
        return as_read_by(partner.name, draft.question)
    return as_read_by(Msg("the client"), draft.question)


ASK: Form[QuestionDraft] = Form(
    name="ask_about_tender",
    title=Msg("Question about a tender"),
    draft=QuestionDraft,
    begin=_begin_question,
    questions=(
        Ask(
            name="question",
            label=Msg("Question"),
            say=_which_question,
            read=lambda _asking, text: questions.read_words(text, questions.LONGEST_QUESTION),
            verbatim=True,
        ),
    ),
    review=_to_be_asked,
    finish=_ask,
    finish_label=SEND,
)


@dataclass(frozen=True)
class AnswerDraft:
    """What is answered, and to whom; `to_client` is the answer of a partner, which the client alone reads."""

    question: int = 0
    to_client: bool = False
    answer: str | None = None
    audience: str | None = None


def _answerable(asking: Asking[AnswerDraft]) -> TenderQuestion:
    return questions.answerable(asking.turn.work, asking.turn.person, asking.draft.question)


def _which_answer(asking: Asking[AnswerDraft]) -> Words:
    asked = _answerable(asking)
    return paragraphs(
        _asks(asked),
        Msg("Write your answer in one message, in up to {most} characters.", most=questions.LONGEST_ANSWER),
    )


def _asks(asked: TenderQuestion) -> Words:
    if asked.by_client:
        return Msg("<b>The client asks:</b> “{question}”", question=asked.question)
    return Msg("<b>{other} asks:</b> “{question}”", other=asked.partner.name, question=asked.question)


def _which_audience(asking: Asking[AnswerDraft]) -> Words:
    return paragraphs(
        Msg("<b>Who shall read your answer?</b>"),
        Msg(
            "Where all read it, nobody has to ask the same again. Who has asked is not said: only {partner} knows.",
            partner=_answerable(asking).partner.name,
        ),
    )


def _audiences(asking: Asking[AnswerDraft]) -> Sequence[Option]:
    partner = _answerable(asking).partner.name
    return (
        Option(TO_ALL, Msg("📢 All partners")),
        Option(TO_ONE, Msg("👤 Only {partner}", partner=partner)),
    )


def _answer(turn: Turn, draft: AnswerDraft) -> View:
    to_all = draft.audience == TO_ALL
    found = questions.answer(turn.work, turn.person, draft.question, answered(draft.answer), to_all=to_all)
    headline = (
        Msg("📢 Your answer is on its way; all partners can read it.")
        if found.status is QuestionStatus.ANSWERED_TO_ALL
        else Msg("💬 Your answer is on its way.")
    )
    return _questions_view(turn, seen_tender(turn.work, turn.person, found.tender_id), 0, headline)


ANSWER: Form[AnswerDraft] = Form(
    name="answer_about_tender",
    title=Msg("Answer"),
    draft=AnswerDraft,
    begin=lambda turn, draft: questions.answerable(turn.work, turn.person, draft.question),
    questions=(
        Ask(
            name="answer",
            label=Msg("Answer"),
            say=_which_answer,
            read=lambda _asking, text: questions.read_words(text, questions.LONGEST_ANSWER),
            verbatim=True,
        ),
        Choose(
            name="audience",
            label=Msg("Who reads it"),
            say=_which_audience,
            options=_audiences,
            when=lambda draft: not draft.to_client,
        ),
    ),
    review=lambda asking: as_read_by(Msg("the client"), asking.draft.answer),
    reviewed=lambda draft: draft.to_client,  # who answers partners says in the end which of them read it
    finish=_answer,
    finish_label=SEND,
)


def _show(turn: Turn, payload: ShowQuestions) -> None:
    turn.show(_questions_view(turn, seen_tender(turn.work, turn.person, payload.tender), payload.page))


def _questions_view(turn: Turn, seen: SeenTender, wanted: int, headline: Words | None = None) -> View:
    session, key = turn.work.session, seen.tender.id
    partner = None if seen.partner is None else seen.partner.id
    count = stored.count_questions_about(session, key, partner)
    page = max(0, min(wanted, (count - 1) // _PER_PAGE))
    found = stored.questions_about(session, key, partner, _PER_PAGE, page * _PER_PAGE)
    words = paragraphs(
        headline,
        Msg("❓ <b>Questions about “{subject}”</b>", subject=seen.tender.subject),
        *(_entry(each, seen.side, partner) for each in found),
        None if found else Msg("Nobody has asked anything yet."),
    )
    rows = [row for each in found for row in _ways(each, seen.side)]
    turns = pages(page, count, lambda number: ShowQuestions(key, number), _PER_PAGE)
    return View(words, (*rows, *turns, (Button(Msg("📣 Show the tender"), ShowTender(key)), MENU)))


def _entry(asked: TenderQuestion, side: TenderSide, partner: int | None) -> Words:
    """A question with its answer. Partners do not read who else has asked."""
    who: Words
    if asked.by_client:
        who = (
            Msg("You, to {partner}", partner=asked.partner.name)
            if side is TenderSide.CLIENT
            else Msg("The client, to you")
        )
    elif side is TenderSide.CLIENT:
        who = Lines((asked.partner.name,))
    else:
        who = Msg("You") if asked.partner_id == partner else Msg("A partner")
    return lines(
        Msg("<b>{who}:</b> {question}", who=who, question=asked.question),
        Msg("💬 {answer}", answer=asked.answer) if asked.answer is not None else _without_answer(asked),
    )


def _without_answer(asked: TenderQuestion) -> Msg:
    if asked.status is QuestionStatus.SET_ASIDE:
        return Msg("<i>Left without an answer</i>")
    return Msg("<i>Waits for an answer</i>")


def _ways(asked: TenderQuestion, side: TenderSide) -> Sequence[Row]:
    asked_of = TenderSide.PARTNER if asked.by_client else TenderSide.CLIENT
    if side is not asked_of:
        return ()
    if asked.status is QuestionStatus.ASKED:
        about = asked.question if asked.by_client else asked.partner.name
        return ((Button(Msg("💬 Answer {about}", about=about), AnswerQuestion(asked.id)),),)
    if asked.status is QuestionStatus.ANSWERED_TO_ONE and not asked.by_client:
        return ((Button(Msg("📢 For all: {partner}", partner=asked.partner.name), AnswerForAll(asked.id)),),)
    return ()


def _open_answer(turn: Turn, payload: AnswerQuestion) -> None:
    asked = questions.answerable(turn.work, turn.person, payload.question)
    open_form(turn, ANSWER, question=asked.id, to_client=asked.by_client)


def _for_all(turn: Turn, payload: AnswerForAll) -> None:
    found = questions.show_to_all(turn.work, turn.person, payload.question)
    headline = Msg("📢 All partners can read this answer now.")
    turn.show(_questions_view(turn, seen_tender(turn.work, turn.person, found.tender_id), 0, headline))


def _leave(turn: Turn, payload: LeaveQuestion) -> None:
    found = questions.set_aside(turn.work, turn.person, payload.question)
    headline = Msg("🤐 This question stays without an answer.")
    turn.show(_questions_view(turn, seen_tender(turn.work, turn.person, found.tender_id), 0, headline))


def _show_state(turn: Turn, payload: QuestionPayload) -> None:
    """All questions about the tender, in place of what was refused."""
    tender_id = stored.tender_of_question(turn.work.session, payload.question) or 0
    _show(turn, ShowQuestions(tender_id, 0))


CHAPTER = Chapter(
    routes=(
        on(AskAboutTender, lambda turn, payload: open_form(turn, ASK, tender=payload.tender)),
        on(AskBack, lambda turn, payload: open_form(turn, ASK, offer=payload.offer)),
        on(ShowQuestions, _show),
        on(AnswerQuestion, _open_answer),
        on(AnswerForAll, _for_all),
        on(LeaveQuestion, _leave),
    ),
    forms=(ASK, ANSWER),
    after_refusal=(after_refusal(QuestionPayload, lambda _turn, _payload: (), _show_state),),
    by_link=(ShowQuestions, AnswerQuestion),  # the form asks for an answer: nothing happens before that is given
)
