"""Notes of a partner's people about a client, for each other: the client never gets to see one."""

from __future__ import annotations

from collections.abc import Sequence

from domain.clients import MOST_NOTES, TooManyNotes, read_note
from domain.people import Role
from domain.words import Msg
from services.care import care_for
from services.clients.seeing import client_of
from services.rights import Act, NotFound, Relation, may, own_organisation, require_role, role_in
from storage.clients import notes as stored
from storage.tables import ClientNote, Partnership, Person
from storage.work import Work


def notes(work: Work, person: Person, partnership_id: int) -> Sequence[ClientNote]:
    """All notes about the client, the newest first. Raises `NotFound`."""
    partnership = client_of(work, person, partnership_id).partnership
    return stored.notes_about(work.session, partnership.partner_id, partnership.client_id)


def require_writing(work: Work, person: Person, partnership_id: int) -> Partnership:
    """The partnership with the client. Raises `NotFound`, `SignatureNeeded` and `TooManyNotes`."""
    client = client_of(work, person, partnership_id)
    made = client.partnership
    require_role(work, Act.WRITE_NOTE, Relation.PARTNER, client.role, made.partner)
    if len(stored.notes_about(work.session, made.partner_id, made.client_id)) >= MOST_NOTES:
        raise TooManyNotes
    return made


def write(work: Work, person: Person, partnership_id: int, text: str) -> ClientNote:
    """Writes a note. Raises `BadNote` and as `require_writing` does."""
    work.action = Act.WRITE_NOTE
    made = require_writing(work, person, partnership_id)
    note = ClientNote(
        partner_id=made.partner_id,
        client_id=made.client_id,
        author_id=person.id,
        text=read_note(text),
        written_at=work.now,
    )
    work.session.add(note)
    work.session.flush()
    return note


def change(work: Work, person: Person, note_id: int, text: str) -> ClientNote:
    """Says something else in the note. Raises `BadNote` and as `own_note` does."""
    work.action = Act.CHANGE_NOTE
    note = own_note(work, person, note_id)
    note.text, note.changed_at = read_note(text), work.now
    work.session.flush()
    return note


def delete(work: Work, person: Person, note_id: int) -> ClientNote:
    """Takes the note away; what it was. Raises as `own_note` does."""
    work.action = Act.CHANGE_NOTE
    note = own_note(work, person, note_id)
    work.session.delete(note)
    work.session.flush()
    return note


def own_note(work: Work, person: Person, note_id: int) -> ClientNote:
    """The note, for somebody who may change or delete it: who has written it, or the table lets do so.

    Raises `NotFound` where it is another partner's or about a client that they do not reach, `SignatureNeeded`.
    """
    note, partner = stored.note(work.session, note_id), own_organisation(person)
    if note is None or note.partner_id != partner.id:
        raise NotFound(Msg("This note is not there any more."))
    role = role_in(work, person, partner)
    if not care_for(work, partner.id, note.client_id).reaches(person.id, role):
        raise NotFound(Msg("This note is not there any more."))
    act = Act.WRITE_NOTE if note.author_id == person.id else Act.CHANGE_NOTE
    require_role(work, act, Relation.PARTNER, role, partner)
    return note


def may_change(person: Person, note: ClientNote, role: Role) -> bool:
    """Whether that is worth offering to somebody with this role at the note's partner."""
    act = Act.WRITE_NOTE if note.author_id == person.id else Act.CHANGE_NOTE
    return may(act, Relation.PARTNER, role)
