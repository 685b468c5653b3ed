"""A tender's card, its files, and closing it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.tenders.rules import CloseReason
from domain.words import Msg, Words
from handlers.chat.chapters import Chapter, after_refusal, on
from handlers.chat.post import Post
from handlers.chat.turn import Turn
from handlers.chat.views import Button, Row, View
from handlers.tenders.card import CLOSE_REASONS, tender_view
from handlers.tenders.payloads import CloseTender, ShowTender, ShowTenderFiles, TenderPayload
from services.rights import NotFound
from services.tenders import changing
from services.tenders.reading import seen_tender
from storage.tables import TenderFile, TenderOfferFile
from storage.tenders import files_of


def show_tender(turn: Turn, payload: TenderPayload) -> None:
    """The card, in place of what was tapped."""
    turn.show(card_of(turn, payload.tender))


def card_of(turn: Turn, tender_id: int) -> View:
    """The tender as the person may see it at this moment. Raises `NotFound`."""
    seen = seen_tender(turn.work, turn.person, tender_id)
    return tender_view(turn.work, turn.around.programme, turn.person, seen)


def _show_files(turn: Turn, payload: ShowTenderFiles) -> None:
    seen = seen_tender(turn.work, turn.person, payload.tender)
    files = files_of(turn.work.session, seen.tender.id)
    if not files:
        raise NotFound(Msg("There are no files with this tender."))
    send_files(turn.post, turn.incoming.chat_id, files)


def send_files(post: Post, chat_id: int, files: Sequence[TenderFile | TenderOfferFile]) -> None:
    """Files that somebody has sent to the bot, sent on by their ids: the desk itself keeps none."""
    for each in files:
        method = "sendPhoto" if each.kind == "photo" else "sendDocument"
        post.call(method, chat_id, {each.kind: each.file_id})


def _close(turn: Turn, payload: CloseTender) -> None:
    reasons = {each.value: each for each in CLOSE_REASONS if each is not CloseReason.NOT_DECIDED}
    reason = reasons.get(payload.reason)
    if reason is None:
        tender = changing.closeable(turn.work, turn.person, payload.tender)
        words: Words = Msg(
            "<b>Why do you close “{subject}”?</b> Partners who have offered are thanked, and read the reason.",
            subject=tender.subject,
        )
        rows: list[Row] = [
            (Button(CLOSE_REASONS[each], CloseTender(tender.id, each.value)),) for each in reasons.values()
        ]
        turn.show(View(words, (*rows, (Button(Msg("◀️ Back"), ShowTender(tender.id)),))))
        return
    changing.close(turn.work, turn.around.programme, turn.person, payload.tender, reason)
    show_tender(turn, payload)


CHAPTER = Chapter(
    routes=(on(ShowTender, show_tender), on(ShowTenderFiles, _show_files), on(CloseTender, _close)),
    after_refusal=(after_refusal(TenderPayload, lambda _turn, _payload: (), show_tender),),
    by_link=(ShowTender,),
)
