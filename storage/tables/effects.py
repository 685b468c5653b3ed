"""What has happened in the programme, as the provider's systems are told; kept, so that it can be told again."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, JsonColumn, JsonObject, index_where


class ProgrammeEvent(Base):
    """One event: `kind` and `content` are what its receiver reads (docs/events.md).

    `mark` is a part of its id as its receiver knows it: after a database was restored from a backup, `id` alone may be
    given once more. `before` is what the change can be taken back to, where the receiver's answer counts. It is settled
    with `acknowledged_at` or `refused_at`; without an endpoint, it never is, and nothing waits for it. `tries` counts
    how often it was sent since it was last put into the outbox, `failing_since` is when that failed for the first time,
    and `answers` are the last ones it got, the newest last.
    """

    __tablename__ = "programme_event"
    __table_args__ = (
        CheckConstraint("acknowledged_at IS NULL OR refused_at IS NULL", name="settled_once"),
        index_where("ix_programme_event_partnership", "partnership_id", "id", where="partnership_id IS NOT NULL"),
        index_where("ix_programme_event_organisation", "organisation_id", where="partnership_id IS NULL"),
        index_where("ix_programme_event_refused", "id", where="refused_at IS NOT NULL"),
        Index(None, "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    mark: Mapped[str] = mapped_column(String(8), default=lambda: secrets.token_hex(4))
    kind: Mapped[str] = mapped_column(String(48))
    at: Mapped[dt.datetime]
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    content: Mapped[JsonObject] = mapped_column(JsonColumn)
    before: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    acknowledged_at: Mapped[dt.datetime | None]
    refused_at: Mapped[dt.datetime | None]
    refusal: Mapped[str | None] = mapped_column(String(500))
    tries: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[dt.datetime | None]
    answers: Mapped[list[JsonObject] | None] = mapped_column(JsonColumn)
