"""Notes of the partner's people about a client: read, written, changed and deleted among themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.clients import LONGEST_NOTE, read_note
from domain.words import Day, Msg, Words, lines, paragraphs
from handlers.chat.chapters import Chapter, on
from handlers.chat.forms.dialogue import open_form
from handlers.chat.forms.form import Ask, Asking, Form, answered
from handlers.chat.lists import pages
from handlers.chat.turn import Turn
from handlers.chat.views import MENU, Button, Row, View
from handlers.clients.payloads import ChangeNote, DeleteNote, ShowClient, ShowNotes, WriteNote
from services.clients import notes
from services.clients.seeing import client_of
from services.rights import Act, Relation, may
from storage.tables import ClientNote

SHOWN = 3
"""Notes on a page: so many long ones fit into a message."""
_ONLY_YOURS = Msg("Only people of your organisation read this. The client never does.")


def _view(turn: Turn, partnership_id: int, page: int = 0, headline: Words | None = None) -> View:
    client = client_of(turn.work, turn.person, partnership_id)
    there = notes.notes(turn.work, turn.person, partnership_id)
    page = max(0, min(page, (len(there) - 1) // SHOWN))
    shown = there[page * SHOWN : (page + 1) * SHOWN]
    words = paragraphs(
        headline,
        Msg("📝 <b>Notes about {client}</b>", client=client.partnership.client.name),
        *(_entry(number, each) for number, each in enumerate(shown, start=1)),
        None if there else Msg("There is no note yet."),
        _ONLY_YOURS,
    )
    rows: list[Row] = []
    for number, each in enumerate(shown, start=1):
        if notes.may_change(turn.person, each, client.role):
            change = Button(Msg("✏️ Change {number}", number=number), ChangeNote(partnership_id, each.id))
            delete = Button(Msg("🗑 Delete {number}", number=number), DeleteNote(partnership_id, each.id, sure=False))
            rows.append((change, delete))
    rows += pages(page, len(there), lambda number: ShowNotes(partnership_id, number), SHOWN)
    if may(Act.WRITE_NOTE, Relation.PARTNER, client.role):
        rows.append((Button(Msg("➕ New note"), WriteNote(partnership_id)),))
    return View(words, (*rows, (Button(Msg("◀️ Back"), ShowClient(partnership_id)), MENU)))


def _entry(number: int, note: ClientNote) -> Words:
    author, day = note.author.first_name, Day(note.written_at)
    if note.changed_at is not None:
        head = Msg(
            "<b>{number}. {author}</b>, {day}, changed on {changed}",
            number=number,
            author=author,
            day=day,
            changed=Day(note.changed_at),
        )
    else:
        head = Msg("<b>{number}. {author}</b>, {day}", number=number, author=author, day=day)
    return lines(head, note.text)


def _show(turn: Turn, payload: ShowNotes) -> None:
    turn.show(_view(turn, payload.partnership, payload.page))


@dataclass(frozen=True)
class Draft:
    """What is noted about the client of a partnership: anew, or in place of the `note` (an id)."""

    partnership: int = 0
    note: int = 0
    text: str | None = None


def _begin(turn: Turn, draft: Draft) -> None:
    if draft.note:
        notes.own_note(turn.work, turn.person, draft.note)
    else:
        notes.require_writing(turn.work, turn.person, draft.partnership)


def _what(asking: Asking[Draft]) -> Words:
    draft, turn = asking.draft, asking.turn
    client = client_of(turn.work, turn.person, draft.partnership).partnership.client.name
    if draft.note:
        return paragraphs(
            Msg("<b>What should the note about {client} say instead?</b>", client=client),
            Msg("So far: “{text}”", text=notes.own_note(turn.work, turn.person, draft.note).text),
        )
    return paragraphs(
        Msg("<b>What would you like to note about {client}?</b>", client=client),
        Msg("One message, up to {longest} characters.", longest=LONGEST_NOTE),
        _ONLY_YOURS,
    )


def _finish(turn: Turn, draft: Draft) -> View:
    text = answered(draft.text)
    if draft.note:
        notes.change(turn.work, turn.person, draft.note, text)
        return _view(turn, draft.partnership, headline=Msg("✏️ The note is changed."))
    notes.write(turn.work, turn.person, draft.partnership, text)
    return _view(turn, draft.partnership, headline=Msg("📝 Noted."))


def _question() -> Ask[Draft]:
    return Ask(
        name="text",
        label=Msg("Note"),
        say=_what,
        read=lambda _asking, text: read_note(text),
        verbatim=True,
    )


NOTE: Form[Draft] = Form(
    name="client_note",
    title=Msg("Note about a client"),
    draft=Draft,
    begin=_begin,
    questions=(_question(),),
    finish=_finish,
)


def _review(asking: Asking[Draft]) -> Words:
    client = client_of(asking.turn.work, asking.turn.person, asking.draft.partnership).partnership.client.name
    return paragraphs(
        Msg("<b>Is that what you would like to note about {client}?</b>", client=client),
        Msg("“{text}”", text=answered(asking.draft.text)),
        _ONLY_YOURS,
    )


DICTATED_NOTE: Form[Draft] = replace(NOTE, name="dictated_note", review=_review, finish_label=Msg("📝 Yes, note it"))
"""The same where the text was said with the wish: it is shown before it is kept."""


def _write(turn: Turn, payload: WriteNote) -> None:
    open_form(turn, NOTE, partnership=payload.partnership, note=0)


def _change(turn: Turn, payload: ChangeNote) -> None:
    open_form(turn, NOTE, partnership=payload.partnership, note=payload.note)


def _delete(turn: Turn, payload: DeleteNote) -> None:
    if payload.sure:
        notes.delete(turn.work, turn.person, payload.note)
        turn.show(_view(turn, payload.partnership, headline=Msg("🗑 The note is deleted.")))
        return
    note = notes.own_note(turn.work, turn.person, payload.note)
    words = paragraphs(Msg("<b>Delete this note for good?</b>"), Msg("“{text}”", text=note.text))
    rows: Sequence[Row] = (
        (Button(Msg("🗑 Yes, delete it"), DeleteNote(payload.partnership, payload.note, sure=True)),),
        (Button(Msg("◀️ No, keep it"), ShowNotes(payload.partnership, 0)),),
    )
    turn.show(View(words, tuple(rows)))


CHAPTER = Chapter(
    routes=(on(ShowNotes, _show), on(WriteNote, _write), on(ChangeNote, _change), on(DeleteNote, _delete)),
    forms=(NOTE, DICTATED_NOTE),
)
