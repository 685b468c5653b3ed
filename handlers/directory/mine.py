"""A partner's own entry: how it stands, how often it was opened, and the ways to change it."""

from __future__ import annotations

from domain.words import Msg, Plural, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.turn import ChatCommand, Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.directory.payloads import ShareEntry, ShowEntry, SwitchEntry, WriteEntry
from handlers.directory.wording import content_words, reason_words
from handlers.support.reaching import way_to_support
from services.directory import finding, writing
from services.directory.writing import content_of, require_writing
from storage import directory as stored
from storage.tables import DirectoryEntry


def _mine(turn: Turn) -> None:
    own = require_writing(turn.work, turn.person)
    entry = stored.entry_of(turn.work.session, own.id)
    if entry is not None:
        turn.show(own_view(turn, entry))
        return
    words = paragraphs(
        Msg("<b>📇 {partner} in the directory</b>", partner=own.name),
        Msg(
            "Clients and visitors look here for a partner: by what it does, where, and in which language. An entry is "
            "free; it proves that you are a partner, and takes three minutes."
        ),  # fact 13
    )
    turn.show(View(words, ((Button(Msg("✍️ Write the entry"), WriteEntry()),), (MENU,))))


def own_view(turn: Turn, entry: DirectoryEntry, headline: Words | None = None) -> View:
    """The entry for the partner's own people."""
    words = paragraphs(
        headline,
        _state(entry),
        content_words(entry.partner.name, content_of(entry), turn.language),
        _missing_language(entry),
        _openings(turn, entry),
    )
    switch = (
        Button(Msg("⏸ Switch off"), SwitchEntry(on=False))
        if entry.is_on
        else Button(Msg("▶️ Switch on"), SwitchEntry(on=True))
    )
    rows: list[Row] = [(Button(Msg("✏️ Change"), WriteEntry()), switch)]
    if entry.hidden_at is not None:
        rows += way_to_support(turn)
    elif entry.is_on:
        rows.append(
            (
                Button(Msg("👁 As others see it"), ShowEntry(entry.id)),
                Button(Msg("🔗 Link and QR code"), ShareEntry(entry.id)),
            )
        )
    return View(words, (*rows, (MENU,)))


def _state(entry: DirectoryEntry) -> Words:
    if entry.hidden_at is not None:
        return Msg("🚫 <b>Support has hidden this entry:</b> {reason}", reason=reason_words(entry))
    if not entry.is_on:
        return Msg("⏸ <b>Your entry is switched off:</b> nobody finds it.")
    return Msg("🟢 <b>Your entry is in the directory.</b>")


def _missing_language(entry: DirectoryEntry) -> Words | None:
    if entry.text_de is None:
        return Msg("The German text is not written yet; until then, German readers are shown the English one.")
    if entry.text_en is None:
        return Msg("The English text is not written yet; until then, English readers are shown the German one.")
    return None


def _openings(turn: Turn, entry: DirectoryEntry) -> Words:
    """Numbers, never people."""
    opened = finding.openings_of(turn.work, entry)
    return lines(
        Plural("👁 Opened once in all", "👁 Opened {n} times in all", opened.total)
        if opened.total
        else Msg("👁 Not opened yet"),
        Msg("This week: {week} · this month: {month}", week=opened.week, month=opened.month) if opened.total else None,
    )


def _switch(turn: Turn, payload: SwitchEntry) -> None:
    turn.show(own_view(turn, writing.switch(turn.work, turn.person, on=payload.on)))


CHAPTER = Chapter(
    commands=(
        ChatCommand(
            "myentry",
            _mine,
            Msg("For partners: your entry in the directory"),
            in_help=Msg("Your entry in the directory"),
            by_link=True,
        ),
    ),
    routes=(on(SwitchEntry, _switch),),
)
