"""Somebody asks a partner something through its entry; the partner answers. The desk carries both, and no names."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Form, answered
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, View
from handlers.directory.payloads import AnswerVisitor, AskPartner, ReportVisitor, ShowEntry
from handlers.partnerships.remarks import SEND, as_read_by, remark
from services.directory import asking as services
from services.rights import NotFound
from storage.directory import question


@dataclass(frozen=True)
class AskDraft:
    """What somebody asks the partner with that `entry`."""

    entry: int = 0
    words: str | None = None


def _which_question(asking: Asking[AskDraft]) -> Words:
    entry = services.require_asking(asking.turn.work, asking.turn.person, asking.draft.entry)
    return paragraphs(
        Msg("<b>What would you like to ask {partner}?</b>", partner=entry.partner.name),
        Msg(
            "Write it in one message. The partner reads your words and not who you are; say it yourself if you like. "
            "The answer comes here."
        ),
    )


def _ask(turn: Turn, draft: AskDraft) -> View:
    asked = services.ask(turn.work, turn.person, draft.entry, answered(draft.words))
    words = Msg("📨 {partner} has your question. The answer comes here.", partner=asked.entry.partner.name)
    return View(words, ((Button(Msg("📇 Back to the entry"), ShowEntry(draft.entry)), MENU),))


def _to_be_asked(asking: Asking[AskDraft]) -> Words:
    entry = services.require_asking(asking.turn.work, asking.turn.person, asking.draft.entry)
    return as_read_by(entry.partner.name, asking.draft.words)


ASK_PARTNER: Form[AskDraft] = Form(
    name="ask_entry",
    title=Msg("Ask a partner"),
    draft=AskDraft,
    begin=lambda turn, draft: services.require_asking(turn.work, turn.person, draft.entry),
    questions=(remark("words", Msg("Question"), _which_question),),
    review=_to_be_asked,
    finish_label=SEND,
    finish=_ask,
)


@dataclass(frozen=True)
class AnswerDraft:
    """What the partner answers to somebody's `question`, given by its id."""

    question: int = 0
    words: str | None = None


def _which_answer(asking: Asking[AnswerDraft]) -> Words:
    asked = services.open_question(asking.turn.work, asking.turn.person, asking.draft.question)
    return paragraphs(
        Msg("<b>Somebody asks:</b> “{question}”", question=asked.text),
        Msg("Write your answer in one message. Whoever asks reads it with your company’s name."),
    )


def _answer(turn: Turn, draft: AnswerDraft) -> View:
    services.answer(turn.work, turn.person, draft.question, answered(draft.words))
    return View(Msg("💬 Your answer is on its way."), ((MENU,),))


def _to_be_answered(asking: Asking[AnswerDraft]) -> Words:
    services.open_question(asking.turn.work, asking.turn.person, asking.draft.question)
    return as_read_by(Msg("whoever asks"), asking.draft.words)


ANSWER_VISITOR: Form[AnswerDraft] = Form(
    name="answer_visitor",
    title=Msg("Answer a question"),
    draft=AnswerDraft,
    begin=lambda turn, draft: services.open_question(turn.work, turn.person, draft.question),
    questions=(remark("words", Msg("Answer"), _which_answer),),
    review=_to_be_answered,
    finish_label=SEND,
    finish=_answer,
)


def _report(turn: Turn, payload: ReportVisitor) -> None:
    asked = question(turn.work.session, payload.question)
    if asked is None:
        raise NotFound(Msg("I cannot find this question any more."))
    if not payload.sure:
        words = paragraphs(
            Msg("<b>🚩 Is there something wrong with this message?</b>"),
            Msg("Support then reads the question and the answer, and sees who has written them."),
        )
        yes = Button(Msg("🚩 Yes, report it"), ReportVisitor(payload.question, sure=True))
        turn.show_below(View(words, ((yes,), (MENU,))))
        return
    services.report(turn.work, turn.person, payload.question)
    turn.show(View(Msg("🚩 Thank you. Support looks at it."), ((MENU,),)))


CHAPTER = Chapter(
    routes=(
        on(AskPartner, lambda turn, payload: open_form(turn, ASK_PARTNER, entry=payload.entry)),
        on(AnswerVisitor, lambda turn, payload: open_form(turn, ANSWER_VISITOR, question=payload.question)),
        on(ReportVisitor, _report),
    ),
    by_link=(AnswerVisitor,),  # it asks for an answer: nothing happens before that is given
    forms=(ASK_PARTNER, ANSWER_VISITOR),
)
