"""Who is turned away from the desk."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Ban(Base):
    """A person or a group, by the chat's number in Telegram, of whom nothing is handled; a person's is also their own.

    `told_at` is when they last read that it is so. The first of what they send meanwhile is kept, as it came, with the
    updates that have been applied: `withheld` counts it.
    """

    __tablename__ = "ban"
    audited = True

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(String(300))
    banned_by: Mapped[str] = mapped_column(String(64))
    banned_at: Mapped[dt.datetime]
    told_at: Mapped[dt.datetime | None] = mapped_column(info={"derived": True})
    withheld: Mapped[int] = mapped_column(default=0, info={"derived": True})
