"""What the desk learns: questions it could not answer, new phrasings, articles written anew."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, index_where, unique_where


class Question(Base):
    """A question that somebody typed, what came of it, and how they liked that. Kept for 30 days.

    `topic` is the article that they were given or chose. As long as support has to look at it, there is a
    `wanting_since`. Both moments are blurred to the day (midnight UTC), and nothing at all is kept of what may be about
    misconduct (see `domain.answers.misconduct`).
    """

    __tablename__ = "question"
    __table_args__ = (
        Index(None, "asked_at", "id"),
        Index(None, "person_id", "id"),
        index_where("ix_question_wanting", "wanting_since", "id", where="wanting_since IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    asked_at: Mapped[dt.datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(40))
    liked: Mapped[bool | None]
    wanting_since: Mapped[dt.datetime | None]


class Phrasing(Base):
    """Words that lead to an article from now on; `added_by` is who of support said so."""

    __tablename__ = "phrasing"
    audited = True

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    topic: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[dt.datetime]


class Rewriting(Base):
    """An article in other words than the file's, in both languages.

    A draft has no `published_at`, and there is one of a topic at most. What is read is the one published last that is
    not withdrawn, or else the file.
    """

    __tablename__ = "rewriting"
    audited = True
    __table_args__ = (
        unique_where("uq_rewriting_draft", "topic", where="published_at IS NULL"),
        Index(None, "topic", "id"),
        CheckConstraint(
            "published_at IS NULL OR (body_de IS NOT NULL AND body_en IS NOT NULL)", name="published_in_both"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    topic: Mapped[str] = mapped_column(String(40))
    question_de: Mapped[str | None] = mapped_column(Text)
    body_de: Mapped[str | None] = mapped_column(Text)
    question_en: Mapped[str | None] = mapped_column(Text)
    body_en: Mapped[str | None] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[dt.datetime]
    published_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]


class KnowledgeVersion(Base):
    """Counts the changes of what is published, so that every process sees when there is something new."""

    __tablename__ = "knowledge_version"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(Id)
