"""How a partner answers a request: confirm, decline with a reason, or ask the client first – and the client replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.partnerships.rules import Action, Side, move
from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.dialogue import open_form
from handlers.chat.forms import Asking, Form, answered
from handlers.chat.stock import Option
from handlers.chat.turn import Turn
from handlers.chat.views import Row, View
from handlers.organisations.acting import ways_to_act
from handlers.partnerships.payloads import AnswerPartner, AskClient, ConfirmRequest, DeclineRequest
from handlers.partnerships.remarks import remark
from handlers.partnerships.showing import card_of
from handlers.partnerships.states import CANNED_REASONS
from services.partnerships import answering, enquiries
from services.partnerships.finding import decidable_partnership
from services.rights import Act
from storage.partnerships import enquiry
from storage.tables import Partnership

WITHOUT_REASON = "#none"


def _confirm(turn: Turn, payload: ConfirmRequest) -> None:
    partnership = answering.confirm(turn.work, turn.person, payload.partnership)
    headline = Msg("🎉 The partnership with {client} is confirmed.", client=partnership.client.name)
    turn.show(card_of(turn, partnership, Side.PARTNER, headline))


@dataclass(frozen=True)
class DeclineDraft:
    """Which request is declined, and why: the partner's words, or the code of a canned reason."""

    partnership: int = 0
    reason: str | None = None


def _declinable(turn: Turn, draft: DeclineDraft) -> Partnership:
    """The request, as long as it can be declined; the form closes by itself when somebody else has answered it."""
    partnership, side = decidable_partnership(turn.work, turn.person, Act.DECLINE, draft.partnership)
    move(partnership.status, Action.DECLINE, side)
    return partnership


def _which_reason(asking: Asking[DeclineDraft]) -> Words:
    partnership = _declinable(asking.turn, asking.draft)
    return paragraphs(
        Msg("<b>Why are you declining the request from {client}?</b>", client=partnership.client.name),
        Msg(
            "{client} reads the reason. Tap one or write your own, in up to {most} characters.",
            client=partnership.client.name,
            most=enquiries.LONGEST,
        ),
    )


def _reasons(_asking: Asking[DeclineDraft]) -> Sequence[Option]:
    canned = [Option(code, words) for code, words in CANNED_REASONS.items()]
    return [*canned, Option(WITHOUT_REASON, Msg("Without a reason"))]


def _decline(turn: Turn, draft: DeclineDraft) -> View:
    reason = None if draft.reason == WITHOUT_REASON else draft.reason
    partnership = answering.decline(turn.work, turn.person, draft.partnership, reason)
    headline = Msg("The request is declined, and {client} is told.", client=partnership.client.name)
    return card_of(turn, partnership, Side.PARTNER, headline)


DECLINE: Form[DeclineDraft] = Form(
    name="decline",
    title=Msg("Decline a request"),
    draft=DeclineDraft,
    begin=_declinable,
    questions=(remark("reason", Msg("Reason"), _which_reason, options=_reasons),),
    finish=_decline,
)


@dataclass(frozen=True)
class QuestionDraft:
    """What the partner asks about a request."""

    partnership: int = 0
    question: str | None = None


def _askable(turn: Turn, draft: QuestionDraft) -> Partnership:
    """The request, as long as the client can be asked about it."""
    partnership, side = decidable_partnership(turn.work, turn.person, Act.ENQUIRE, draft.partnership)
    move(partnership.status, Action.ENQUIRE, side)
    return partnership


def _which_question(asking: Asking[QuestionDraft]) -> Words:
    partnership = _askable(asking.turn, asking.draft)
    return paragraphs(
        Msg("<b>What would you like to ask {client}?</b>", client=partnership.client.name),
        Msg("Write it in one message; the answer comes here. The request stays open meanwhile."),
    )


def _ask(turn: Turn, draft: QuestionDraft) -> View:
    enquiry = enquiries.ask(turn.work, turn.person, draft.partnership, answered(draft.question))
    headline = Msg("❓ Your question is on its way to {client}.", client=enquiry.partnership.client.name)
    return card_of(turn, enquiry.partnership, Side.PARTNER, headline)


ASK_CLIENT: Form[QuestionDraft] = Form(
    name="ask_client",
    title=Msg("Ask the client"),
    draft=QuestionDraft,
    begin=_askable,
    questions=(remark("question", Msg("Question"), _which_question),),
    finish=_ask,
)


@dataclass(frozen=True)
class AnswerDraft:
    """What the client replies to a partner's question."""

    enquiry: int = 0
    answer: str | None = None


def _begin_answer(turn: Turn, draft: AnswerDraft) -> None:
    enquiries.open_enquiry(turn.work, turn.person, draft.enquiry)


def _which_answer(asking: Asking[AnswerDraft]) -> Words:
    enquiry = enquiries.open_enquiry(asking.turn.work, asking.turn.person, asking.draft.enquiry)
    return paragraphs(
        Msg("<b>{partner} asks:</b> “{question}”", partner=enquiry.partnership.partner.name, question=enquiry.question),
        Msg("Write your answer in one message."),
    )


def _answer(turn: Turn, draft: AnswerDraft) -> View:
    enquiry = enquiries.answer(turn.work, turn.person, draft.enquiry, answered(draft.answer))
    headline = Msg("💬 Your answer is on its way to {partner}.", partner=enquiry.partnership.partner.name)
    return card_of(turn, enquiry.partnership, Side.CLIENT, headline)


ANSWER_PARTNER: Form[AnswerDraft] = Form(
    name="answer_partner",
    title=Msg("Answer the partner"),
    draft=AnswerDraft,
    begin=_begin_answer,
    questions=(remark("answer", Msg("Answer"), _which_answer),),
    finish=_answer,
)


def _open_decline(turn: Turn, payload: DeclineRequest) -> None:
    open_form(turn, DECLINE, partnership=payload.partnership)


def _open_question(turn: Turn, payload: AskClient) -> None:
    open_form(turn, ASK_CLIENT, partnership=payload.partnership)


def _open_answer(turn: Turn, payload: AnswerPartner) -> None:
    open_form(turn, ANSWER_PARTNER, enquiry=payload.enquiry)


def _ways_to_answer(turn: Turn, payload: AnswerPartner) -> Row:
    """Somebody of the client may act for another organisation at the moment."""
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
