"""How a request is answered: confirmed, declined with a reason, or asked about first – and the other side replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.partnerships.rules import Action, Side, move, other
from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Asking, Form, answered
from handlers.chat.forms.stock import Option
from handlers.chat.turn import Turn
from handlers.chat.views import Row, View
from handlers.organisations.acting import ways_to_act
from handlers.partnerships.payloads import AnswerPartner, AskClient, ConfirmRequest, DeclineRequest
from handlers.partnerships.remarks import SEND, as_read_by, remark
from handlers.partnerships.showing import card_of
from handlers.partnerships.states import CANNED_REASONS, REASONS_OF
from handlers.partnerships.taking_back import card_done
from handlers.partnerships.terms import other_organisation
from services.partnerships import answering, enquiries
from services.partnerships.finding import decidable_partnership, side_of
from services.rights import Act
from storage.partnerships import enquiry
from storage.tables import Partnership

WITHOUT_REASON = "#none"


def _confirm(turn: Turn, payload: ConfirmRequest) -> None:
    partnership = answering.confirm(turn.work, turn.person, payload.partnership)
    side = side_of(turn.person, partnership) or Side.PARTNER
    turn.show(card_done(turn, partnership, side, confirmed(other_organisation(partnership, side).name)))


def confirmed(name: str) -> Words:
    """What stands on the card of whoever has just confirmed."""
    return Msg("🎉 The partnership with {other} is confirmed.", other=name)


@dataclass(frozen=True)
class DeclineDraft:
    """Which request is declined, and why: their own words, or the code of a canned reason."""

    partnership: int = 0
    reason: str | None = None


def _declinable(turn: Turn, draft: DeclineDraft) -> tuple[Partnership, Side]:
    """The request, as long as it can be declined; the form closes by itself when somebody else has answered it."""
    partnership, side = decidable_partnership(turn.work, turn.person, Act.DECLINE, draft.partnership)
    move(partnership.status, Action.DECLINE, side)
    return partnership, side


def _which_reason(asking: Asking[DeclineDraft]) -> Words:
    name = other_organisation(*_declinable(asking.turn, asking.draft)).name
    return paragraphs(
        Msg("<b>Why are you declining the request from {other}?</b>", other=name),
        Msg(
            "{other} reads the reason. Tap one or write your own, in up to {most} characters.",
            other=name,
            most=enquiries.LONGEST,
        ),
    )


def _reasons(asking: Asking[DeclineDraft]) -> Sequence[Option]:
    _, side = _declinable(asking.turn, asking.draft)
    canned = [Option(code, CANNED_REASONS[code]) for code in REASONS_OF[side]]
    return [*canned, Option(WITHOUT_REASON, Msg("Without a reason"))]


def _decline(turn: Turn, draft: DeclineDraft) -> View:
    reason = None if draft.reason == WITHOUT_REASON else draft.reason
    partnership = answering.decline(turn.work, turn.person, draft.partnership, reason)
    side = partnership.closed_by or Side.PARTNER
    return card_done(turn, partnership, side, declined(other_organisation(partnership, side).name))


def declined(name: str) -> Words:
    """What stands on the card of whoever has just declined."""
    return Msg("The request is declined, and {other} is told.", other=name)


def _review(asking: Asking[DeclineDraft]) -> Words:
    name = other_organisation(*_declinable(asking.turn, asking.draft)).name
    return paragraphs(
        Msg("<b>Decline the request from {other}?</b> This cannot be undone.", other=name),
        as_read_by(name, asking.draft.reason),
    )


DECLINE: Form[DeclineDraft] = Form(
    name="decline",
    title=Msg("Decline a request"),
    draft=DeclineDraft,
    begin=_declinable,
    questions=(remark("reason", Msg("Reason"), _which_reason, options=_reasons),),
    review=_review,
    reviewed=lambda draft: draft.reason not in {WITHOUT_REASON, *CANNED_REASONS},
    finish_label=Msg("❌ Decline"),
    finish=_decline,
)


@dataclass(frozen=True)
class QuestionDraft:
    """What is asked about a request."""

    partnership: int = 0
    question: str | None = None


def _askable(turn: Turn, draft: QuestionDraft) -> tuple[Partnership, Side]:
    """The request, as long as the other side can be asked about it."""
    partnership, side = decidable_partnership(turn.work, turn.person, Act.ENQUIRE, draft.partnership)
    move(partnership.status, Action.ENQUIRE, side)
    return partnership, side


def _which_question(asking: Asking[QuestionDraft]) -> Words:
    name = other_organisation(*_askable(asking.turn, asking.draft)).name
    return paragraphs(
        Msg("<b>What would you like to ask {other}?</b>", other=name),
        Msg("Write it in one message; the answer comes here. The request stays open meanwhile."),
    )


def _ask(turn: Turn, draft: QuestionDraft) -> View:
    enquiry = enquiries.ask(turn.work, turn.person, draft.partnership, answered(draft.question))
    name = other_organisation(enquiry.partnership, enquiry.asked_by).name
    headline = Msg("❓ Your question is on its way to {other}.", other=name)
    return card_of(turn, enquiry.partnership, enquiry.asked_by, headline)


def _to_be_asked(asking: Asking[QuestionDraft]) -> Words:
    name = other_organisation(*_askable(asking.turn, asking.draft)).name
    return as_read_by(name, asking.draft.question)


ASK_CLIENT: Form[QuestionDraft] = Form(
    name="ask_client",
    title=Msg("Ask first"),
    draft=QuestionDraft,
    begin=_askable,
    questions=(remark("question", Msg("Question"), _which_question),),
    review=_to_be_asked,
    finish_label=SEND,
    finish=_ask,
)


@dataclass(frozen=True)
class AnswerDraft:
    """What is replied to a question."""

    enquiry: int = 0
    answer: str | None = None


def _begin_answer(turn: Turn, draft: AnswerDraft) -> None:
    enquiries.open_enquiry(turn.work, turn.person, draft.enquiry)


def _which_answer(asking: Asking[AnswerDraft]) -> Words:
    enquiry = enquiries.open_enquiry(asking.turn.work, asking.turn.person, asking.draft.enquiry)
    asks = other_organisation(enquiry.partnership, other(enquiry.asked_by)).name
    return paragraphs(
        Msg("<b>{other} asks:</b> “{question}”", other=asks, question=enquiry.question),
        Msg("Write your answer in one message."),
    )


def _answer(turn: Turn, draft: AnswerDraft) -> View:
    enquiry = enquiries.answer(turn.work, turn.person, draft.enquiry, answered(draft.answer))
    side = other(enquiry.asked_by)
    asked_by = other_organisation(enquiry.partnership, side).name
    headline = Msg("💬 Your answer is on its way to {other}.", other=asked_by)
    return card_of(turn, enquiry.partnership, side, headline)


def _to_be_answered(asking: Asking[AnswerDraft]) -> Words:
    enquiry = enquiries.open_enquiry(asking.turn.work, asking.turn.person, asking.draft.enquiry)
    return as_read_by(other_organisation(enquiry.partnership, other(enquiry.asked_by)).name, asking.draft.answer)


ANSWER_PARTNER: Form[AnswerDraft] = Form(
    name="answer_partner",
    title=Msg("Answer a question"),
    draft=AnswerDraft,
    begin=_begin_answer,
    questions=(remark("answer", Msg("Answer"), _which_answer),),
    review=_to_be_answered,
    finish_label=SEND,
    finish=_answer,
)


def _open_decline(turn: Turn, payload: DeclineRequest) -> None:
    open_form(turn, DECLINE, partnership=payload.partnership)


def _open_question(turn: Turn, payload: AskClient) -> None:
    open_form(turn, ASK_CLIENT, partnership=payload.partnership)


def _open_answer(turn: Turn, payload: AnswerPartner) -> None:
    open_form(turn, ANSWER_PARTNER, enquiry=payload.enquiry)


def _ways_to_answer(turn: Turn, payload: AnswerPartner) -> Row:
    """Whoever is asked may act for another organisation at the moment."""
    asked = enquiry(turn.work.session, payload.enquiry)
    return ways_to_act(turn, asked.partnership) if asked is not None else ()


CHAPTER = Chapter(
    routes=(
        on(ConfirmRequest, _confirm),
        on(DeclineRequest, _open_decline),
        on(AskClient, _open_question),
        on(AnswerPartner, _open_answer),
    ),
    forms=(DECLINE, ASK_CLIENT, ANSWER_PARTNER),
    after_refusal=(after_refusal(AnswerPartner, _ways_to_answer),),
)
