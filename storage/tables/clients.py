"""What a partner keeps about its clients: for its own people alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.clients import LONGEST_NOTE
from storage.tables.base import Base, Id
from storage.tables.people import Person


class ClientNote(Base):
    """A note of a partner's people about a client, for each other. Whatever the client gets is without it.

    What it says stays out of the trail, which says who has written, changed or deleted one.
    """

    __tablename__ = "client_note"
    audited = True
    __table_args__ = (Index(None, "partner_id", "client_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(LONGEST_NOTE), info={"secret": True})
    written_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime | None]

    author: Mapped[Person] = relationship()
