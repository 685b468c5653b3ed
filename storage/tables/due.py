"""What is to happen at a time, and what people do not want to be reminded of any more."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, JsonColumn, JsonObject, index_where


class Due(Base):
    """Something to be done at `due_at`, once; gone when it is done (see `storage.runtime.due`).

    `kind` says who does it, and `mark` what about: the same thing is due once. With a `person` it is something that
    they are to read, by day; with a `partnership`, it is about that. `content` is whatever else its kind needs to know.
    """

    __tablename__ = "due"
    __table_args__ = (
        UniqueConstraint("kind", "mark"),
        Index("ix_due_order", "due_at", "id"),
        Index("ix_due_person", "person_id", "due_at"),
        index_where("ix_due_partnership", "partnership_id", where="partnership_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    mark: Mapped[str] = mapped_column(String(96))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    content: Mapped[JsonObject] = mapped_column(JsonColumn)
    due_at: Mapped[dt.datetime]
    made_at: Mapped[dt.datetime]


class Muted(Base):
    """A person does not want to hear of this kind of due thing any more."""

    __tablename__ = "muted"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    since: Mapped[dt.datetime]
