"""A partner's notes about a client."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage.tables import ClientNote


def notes_about(session: Session, partner_id: int, client_id: int) -> Sequence[ClientNote]:
    """The partner's notes about the client with their authors, the newest first."""
    of_both = (ClientNote.partner_id == partner_id, ClientNote.client_id == client_id)
    query = select(ClientNote).where(*of_both).options(joinedload(ClientNote.author))
    return session.scalars(query.order_by(ClientNote.id.desc())).all()


def notes_of_client(session: Session, client_id: int) -> Sequence[ClientNote]:
    """What all partners have noted about the client."""
    return session.scalars(select(ClientNote).where(ClientNote.client_id == client_id)).all()


def note(session: Session, note_id: int) -> ClientNote | None:
    """The note as the database has it now."""
    return session.get(ClientNote, note_id, populate_existing=True)
