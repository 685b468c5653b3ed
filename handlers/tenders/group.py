"""Support's side of tenders: taps under their cards, and replies that hide one with words of support's own."""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Msg, Refused
from handlers.chat.chapters import Chapter, Group, in_room
from handlers.chat.incoming import Incoming
from handlers.chat.post import Post
from handlers.chat.room_turn import RoomTurn
from handlers.chat.turn import Declared, Surroundings
from handlers.support.replies import reply_to_card, who_replies
from handlers.tenders.group_card import card_in_group, reasons_in_group
from handlers.tenders.payloads import HideTender, JudgeTender, TenderVerdict
from handlers.tenders.showing import send_files
from services.tenders import judging
from storage.tenders import files_of
from storage.work import Work


class OnlyDeclines(Refused):
    """A reply to a tender's card that is no reason for hiding it."""


def hear(work: Work, post: Post, around: Surroundings, forms: Mapping[str, Declared], incoming: Incoming) -> bool:
    """Does what a reply to a tender's card asks for; false for everything else."""
    reply = reply_to_card(work, incoming)
    if reply is None or (tender := reply.card.tender_id) is None:
        return False
    name = who_replies(work, post, around, forms, incoming)
    if name is not None and reply.declines:
        judging.hide(work, around.programme, tender, name, reply.said)
    elif name is not None:
        raise OnlyDeclines(
            Msg("To hide this tender, reply with /decline and the reason. To its client, write from their case.")
        )
    return True


def _judge(turn: RoomTurn, payload: JudgeTender) -> None:
    work, programme, name = turn.work, turn.around.programme, turn.who.name
    match payload.verdict:
        case TenderVerdict.RELEASE:
            judging.release(work, payload.tender, name)
        case TenderVerdict.KEEP:
            judging.keep(work, payload.tender, name)
        case TenderVerdict.HIDE_HOW:
            turn.show(reasons_in_group(work, programme, judging.to_judge(work, payload.tender)))
        case TenderVerdict.FILES:
            send_files(turn.post, turn.chat_id, files_of(work.session, judging.to_judge(work, payload.tender).id))
        case TenderVerdict.BACK:
            turn.show(card_in_group(work, programme, judging.to_judge(work, payload.tender)))


def _hide(turn: RoomTurn, payload: HideTender) -> None:
    judging.hide(turn.work, turn.around.programme, payload.tender, turn.who.name, payload.reason)


CHAPTER = Chapter(group=Group(hear), room_routes=(in_room(JudgeTender, _judge), in_room(HideTender, _hide)))
