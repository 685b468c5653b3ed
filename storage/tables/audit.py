"""The audit trail: who changed what, when, from what to what. Rows are added, never changed or removed;
triggers in the first migration hold that."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, JsonColumn, JsonObject, index_where

OPERATION = "operation:"
"""Stands before the kind of a record with which staff did something that changed no audited column."""


class Audit(Base):
    """One changed record. `before` and `after` hold the changed columns; `before` is null for a new record.

    `actor_id` is null when the programme itself acted; `channel` says where it came from (chat, cli, job). `operator`
    is who has acted at the provider's desk, by name: somebody of support in its group, or whoever ran a command.

    What staff did with a record without changing it – looked it up, had it sent again – stands here as well, with the
    record's kind behind `OPERATION` as its `subject`.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "subject", "subject_id"),
        index_where("ix_audit_actor_id", "actor_id", where="actor_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[dt.datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str] = mapped_column(String(8))
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int] = mapped_column(Id)
    before: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    after: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    operator: Mapped[str | None] = mapped_column(String(64))
