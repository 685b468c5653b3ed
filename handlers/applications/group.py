"""Support's side: taps under the cards of applications and reviews, and replies to the former.

As with claims, a reply is a question to the applicant; `/decline` with words behind it declines with these.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Msg
from handlers.applications.card import card_in_group, choice_in_group
from handlers.applications.payloads import (
    AskApplicant,
    DeclineApplication,
    JudgeApplication,
    JudgeReview,
    ReviewVerdict,
    Verdict,
)
from handlers.applications.reviews import really_dismiss, review_in_group
from handlers.chat.chapters import Chapter, Group, in_room
from handlers.chat.incoming import Command, Incoming, Text
from handlers.chat.post import Post
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Declared, Surroundings
from handlers.support.group_turn import GroupTurn
from services.applications import deciding, reviewing
from services.partnerships.enquiries import read_remark
from storage.runtime.cards import card_in
from storage.support import staff, support_group
from storage.work import Work

DECLINE, ASK = "decline", "askback"


def hear(work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming) -> bool:
    """Does what a reply to an application's card asks for; false for everything else."""
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
    if card is None or card.application_id is None:
        return False
    known = staff(work.session, incoming.sender.telegram_id)
    if known is None:
        GroupTurn(work, post, around, forms, incoming, None, support_group(work.session), None).say_stranger()
    elif declines:
        deciding.decline(work, around.programme, card.application_id, known.name, read_remark(text))
    else:
        deciding.ask_back(work, around.programme, card.application_id, known.name, read_remark(text))
    return True


def _judge(turn: RoomTurn, payload: JudgeApplication) -> None:
    work, programme, name = turn.work, turn.around.programme, turn.who.name
    match payload.verdict:
        case Verdict.APPROVE:
            deciding.approve(work, payload.application, name)
        case Verdict.TAKE:
            deciding.assign(work, payload.application, name)
        case Verdict.BACK:
            turn.show(card_in_group(work, programme, deciding.undecided(work, payload.application)))
        case verdict:
            turn.show(choice_in_group(work, programme, deciding.undecided(work, payload.application), verdict))


def _decline(turn: RoomTurn, payload: DeclineApplication) -> None:
    deciding.decline(turn.work, turn.around.programme, payload.application, turn.who.name, payload.reason)


def _ask_back(turn: RoomTurn, payload: AskApplicant) -> None:
    deciding.ask_back(turn.work, turn.around.programme, payload.application, turn.who.name, payload.question)
    turn.whisper(Msg("❓ Your question is on its way; the answer comes here."))


def _judge_review(turn: RoomTurn, payload: JudgeReview) -> None:
    match payload.verdict:
        case ReviewVerdict.KEEP:
            reviewing.keep(turn.work, payload.review, turn.who.name)
        case ReviewVerdict.DISMISS:
            reviewing.dismiss(turn.work, payload.review, turn.who.name)
        case ReviewVerdict.DISMISS_HOW:
            turn.show(really_dismiss(turn.around.programme, reviewing.undecided(turn.work, payload.review)))
        case ReviewVerdict.BACK:
            turn.show(review_in_group(turn.around.programme, reviewing.undecided(turn.work, payload.review)))


CHAPTER = Chapter(
    group=Group(hear),
    room_routes=(
        in_room(JudgeApplication, _judge),
        in_room(DeclineApplication, _decline),
        in_room(AskApplicant, _ask_back),
        in_room(JudgeReview, _judge_review),
    ),
)
