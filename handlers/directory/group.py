"""Support's side: an entry that somebody has reported, in its group."""

from __future__ import annotations

from domain.words import Msg, Words, paragraphs
from handlers.chat.chapters import Chapter, in_room
from handlers.chat.room_turn import RoomTurn
from handlers.chat.views import Button, Row, View
from handlers.directory.payloads import EntryVerdict, HideEntry, JudgeEntry
from handlers.directory.wording import REASONS, content_words, reason_words
from services.directory import writing
from services.directory.writing import content_of
from storage.tables import DirectoryEntry


def entry_in_group(entry: DirectoryEntry, language: str, headline: Words | None = None) -> View:
    """The entry as support sees it, with what it can decide."""
    hidden = entry.hidden_at is not None
    words = paragraphs(
        headline,
        content_words(entry.partner.name, content_of(entry), language),
        Msg("🚫 Hidden by {name}: {reason}", name=entry.hidden_by or "", reason=reason_words(entry))
        if hidden
        else None,
    )
    show = Button(Msg("🟢 Show it again") if hidden else Msg("👌 Leave it"), JudgeEntry(entry.id, EntryVerdict.SHOW))
    hide: Row = () if hidden else (Button(Msg("🚫 Hide it"), JudgeEntry(entry.id, EntryVerdict.HIDE_HOW)),)
    return View(words, ((*hide, show),))


def _judge(turn: RoomTurn, payload: JudgeEntry) -> None:
    entry = writing.any_entry(turn.work, payload.entry)
    language = turn.who.language
    match payload.verdict:
        case EntryVerdict.HIDE_HOW if entry.hidden_at is not None:
            turn.show(entry_in_group(entry, language))
        case EntryVerdict.HIDE_HOW:
            rows: list[Row] = [(Button(text, HideEntry(entry.id, code)),) for code, text in REASONS.items()]
            rows.append((Button(Msg("◀️ Back"), JudgeEntry(entry.id, EntryVerdict.BACK)),))
            words = Msg("<b>Why is the entry of {partner} hidden?</b> It is told so.", partner=entry.partner.name)
            turn.show(View(words, tuple(rows)))
        case EntryVerdict.SHOW:
            hidden = entry.hidden_at is not None
            writing.show_again(turn.work, entry.id, turn.who.name)
            decided = (
                Msg("🟢 {name} shows it again.", name=turn.who.name)
                if hidden
                else Msg("👌 {name} has looked at it: it stays.", name=turn.who.name)
            )
            turn.show(entry_in_group(entry, language, decided))
        case EntryVerdict.BACK:
            turn.show(entry_in_group(entry, language))


def _hide(turn: RoomTurn, payload: HideEntry) -> None:
    entry = writing.any_entry(turn.work, payload.entry)
    if entry.hidden_at is None:  # a colleague may have been quicker: the partner reads one reason
        writing.hide(turn.work, payload.entry, turn.who.name, payload.reason)
    turn.show(entry_in_group(entry, turn.who.language))


CHAPTER = Chapter(room_routes=(in_room(JudgeEntry, _judge), in_room(HideEntry, _hide)))
