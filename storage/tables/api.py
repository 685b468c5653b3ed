"""Who may use the HTTP API, and which of its calls were answered already."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, JsonColumn, JsonObject


class ApiToken(Base):
    """A bearer token, of which only the SHA-256 is kept, in hexadecimal. `scopes` are separated by blanks."""

    __tablename__ = "api_token"
    audited = True

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"secret": True})
    scopes: Mapped[str] = mapped_column(String(400))
    created_at: Mapped[dt.datetime]
    last_used_at: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    revoked_at: Mapped[dt.datetime | None]


class AnsweredCall(Base):
    """The answer to a call with an idempotency key: the same call again gets the same answer, and does nothing.

    `fingerprint` is the SHA-256 of what was asked, in hexadecimal.
    """

    __tablename__ = "answered_call"
    __table_args__ = (Index(None, "answered_at"),)

    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(SmallInteger)
    body: Mapped[JsonObject | None] = mapped_column(JsonColumn)
    answered_at: Mapped[dt.datetime]
