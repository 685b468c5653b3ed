"""Support's side: taps under the cards of applications and reviews, and replies to the former.

As with claims, a reply is a question to the applicant; `/decline` with words behind it declines with these.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.applications import WAITING
from domain.words import Msg
from handlers.applications.card import APPLICATION, card_in_group, choice_in_group
from handlers.applications.payloads import (
    AskApplicant,
    DeclineApplication,
    JudgeApplication,
    JudgeReview,
    ReviewVerdict,
    Verdict,
)
from handlers.applications.reviews import REVIEW, really_dismiss, review_in_group
from handlers.chat.chapters import Chapter, Group, in_room
from handlers.chat.due.kinds import ShownAgain
from handlers.chat.incoming import Incoming
from handlers.chat.post import Post
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Declared, Surroundings
from handlers.chat.views import View
from handlers.support.replies import reply_to_card, who_replies
from services.applications import deciding, reviewing
from storage.tables import Application, PartnerReview
from storage.work import Work


def hear(work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming) -> bool:
    """Does what a reply to an application's card asks for; false for everything else."""
    reply = reply_to_card(work, incoming)
    if reply is None or (application := reply.card.application_id) is None:
        return False
    name = who_replies(work, post, around, forms, incoming)
    if name is not None and reply.declines:
        deciding.decline(work, around.programme, application, name, reply.said)
    elif name is not None:
        deciding.ask_back(work, around.programme, application, name, reply.said)
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


def _application(work: Work, around: Surroundings, number: int) -> View | None:
    found = work.session.get(Application, number)
    waits = found is not None and found.status in WAITING
    return card_in_group(work, around.programme, found) if found is not None and waits else None


def _review(work: Work, around: Surroundings, number: int) -> View | None:
    found = work.session.get(PartnerReview, number)
    waits = found is not None and found.decided_at is None
    return review_in_group(around.programme, found) if found is not None and waits else None


CHAPTER = Chapter(
    group=Group(hear),
    shown_again=(ShownAgain(APPLICATION, in_room=_application), ShownAgain(REVIEW, in_room=_review)),
    room_routes=(
        in_room(JudgeApplication, _judge),
        in_room(DeclineApplication, _decline),
        in_room(AskApplicant, _ask_back),
        in_room(JudgeReview, _judge_review),
    ),
)
