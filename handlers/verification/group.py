"""Support's side of claims: taps under their cards, and replies to these.

A reply is a question to the person; `/decline` with words behind it, as a reply, declines with these as the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Msg
from handlers.chat.chapters import Chapter, Group, in_room
from handlers.chat.incoming import Command, Incoming, Text
from handlers.chat.post import Post
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Declared, Surroundings
from handlers.support.group_turn import GroupTurn
from handlers.verification.card import card_in_group, choice_in_group
from handlers.verification.payloads import AdmitClaimant, AskBack, DeclineClaim, JudgeClaim, Verdict
from services.partnerships.enquiries import read_remark
from services.verification import judging
from storage.runtime.cards import card_in
from storage.support import staff, support_group
from storage.work import Work

DECLINE, ASK = "decline", "askback"


def hear(work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming) -> bool:
    """Does what a reply to a claim's card asks for; false for everything else."""
    content = incoming.content
    if not incoming.reply_to:
        return False
    match content:
        case Text(text=text):
            declines = False
        case Command(name=name, argument=text) if name in {DECLINE, ASK}:
            declines = name == DECLINE
        case _:
            return False
    card = card_in(work.session, incoming.chat_id, incoming.reply_to)
    if card is None or card.claim_id is None:
        return False
    known = staff(work.session, incoming.sender.telegram_id)
    if known is None:
        GroupTurn(work, post, around, forms, incoming, None, support_group(work.session), None).say_stranger()
    elif declines:
        judging.decline(work, card.claim_id, known.name, read_remark(text))
    else:
        judging.ask_back(work, card.claim_id, read_remark(text))
    return True


def _judge(turn: RoomTurn, payload: JudgeClaim) -> None:
    programme, name = turn.around.programme, turn.who.name
    match payload.verdict:
        case Verdict.APPROVE:
            judging.approve(turn.work, programme, payload.claim, name)
        case Verdict.UPHOLD:
            judging.uphold(turn.work, payload.claim, name)
        case Verdict.BACK:
            turn.show(card_in_group(turn.work, programme, judging.undecided(turn.work, payload.claim)))
        case verdict:
            turn.show(choice_in_group(turn.work, judging.undecided(turn.work, payload.claim), verdict))


def _decline(turn: RoomTurn, payload: DeclineClaim) -> None:
    judging.decline(turn.work, payload.claim, turn.who.name, payload.reason)


def _ask_back(turn: RoomTurn, payload: AskBack) -> None:
    judging.ask_back(turn.work, payload.claim, payload.question)
    turn.whisper(Msg("❓ Your question is on its way; the answer comes here."))


def _admit(turn: RoomTurn, payload: AdmitClaimant) -> None:
    judging.admit(turn.work, turn.around.programme, payload.claim, turn.who.name, payload.role)


CHAPTER = Chapter(
    group=Group(hear),
    room_routes=(
        in_room(JudgeClaim, _judge),
        in_room(DeclineClaim, _decline),
        in_room(AskBack, _ask_back),
        in_room(AdmitClaimant, _admit),
    ),
)
