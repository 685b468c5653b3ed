"""Whose a number is where VIES has another name for it: what somebody of the organisation says."""

from __future__ import annotations

from domain.words import Msg
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.payloads import Go
from handlers.chat.turn import Turn
from handlers.chat.views import Button
from handlers.vat.entering import enter
from handlers.vat.overview import show
from handlers.vat.payloads import AnswerVatName
from services.vat.answering import answer_name


def _answer(turn: Turn, payload: AnswerVatName) -> None:
    answer_name(turn.work, turn.person, payload.check, ours=payload.ours)
    if payload.ours:
        turn.whisper(Msg("Thank you. Support looks at it, too."))
        show(turn)
    else:
        enter(turn)


CHAPTER = Chapter(
    routes=(on(AnswerVatName, _answer),),
    after_refusal=(after_refusal(AnswerVatName, lambda _turn, _payload: (Button(Msg("🧾 VAT number"), Go("vat")),)),),
)
