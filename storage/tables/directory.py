"""The directory: entries of partners, how often they were opened, and what people have asked through them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, JsonColumn, index_where
from storage.tables.organisations import Organisation
from storage.tables.people import Person


class DirectoryEntry(Base):
    """What a partner says of itself (fact 13). It is shown while it `is_on`, and nobody of support has hidden it.

    `shelves` are codes of the programme's categories, `skills` the partner's own words, `languages` ISO 639 codes,
    `places` those of `domain.directory.places`. A text is there in one language at least. Each change has a `version`
    of its own, by which a search knows what it has read already.
    """

    __tablename__ = "directory_entry"
    audited = True
    __table_args__ = (
        CheckConstraint("text_de IS NOT NULL OR text_en IS NOT NULL", name="written"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_reason IS NULL)", name="hidden_with_reason"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    is_on: Mapped[bool]
    text_de: Mapped[str | None] = mapped_column(String(800))
    text_en: Mapped[str | None] = mapped_column(String(800))
    shelves: Mapped[list[str]] = mapped_column(JsonColumn)
    skills: Mapped[list[str]] = mapped_column(JsonColumn)
    languages: Mapped[list[str]] = mapped_column(JsonColumn)
    places: Mapped[list[str]] = mapped_column(JsonColumn)
    website: Mapped[str] = mapped_column(String(255))
    certificates: Mapped[str | None] = mapped_column(String(200))
    """As the partner states them: nobody has looked."""
    written_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(info={"derived": True})
    hidden_at: Mapped[dt.datetime | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(300))
    hidden_by: Mapped[str | None] = mapped_column(String(64))
    reported_at: Mapped[dt.datetime | None]
    """Since when support is to look at it, because somebody has complained."""

    partner: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class DirectoryQuestion(Base):
    """Something that somebody has asked a partner through its entry. Neither side knows more of the other than that."""

    __tablename__ = "directory_question"
    audited = True
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_some_time"),
        Index(None, "asked_by_id", "asked_at"),
        Index(None, "entry_id", "asked_at"),
        Index(None, "asked_at"),
        index_where("ix_directory_question_answered_by_id", "answered_by_id", where="answered_by_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("directory_entry.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime]
    text: Mapped[str] = mapped_column(String(500), info={"secret": True})
    answer: Mapped[str | None] = mapped_column(String(500), info={"secret": True})
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[dt.datetime | None]
    reported_at: Mapped[dt.datetime | None]

    entry: Mapped[DirectoryEntry] = relationship(lazy="joined", innerjoin=True)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)


class DirectoryOpening(Base):
    """How often an entry was opened on a day: a number, and nobody in it."""

    __tablename__ = "directory_opening"

    entry_id: Mapped[int] = mapped_column(ForeignKey("directory_entry.id"), primary_key=True, autoincrement=False)
    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    openings: Mapped[int]


class DirectoryVisit(Base):
    """Who has opened which entry today, so that it counts once: a digest with the day's salt.

    Both are gone the next day, and then nobody can find out any more who it was.
    """

    __tablename__ = "directory_visit"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class DirectorySalt(Base):
    """What the digests of a day's visits are made with."""

    __tablename__ = "directory_salt"

    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))
