"""People whom Telegram does not reach, while somebody waits for their answer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.absence import Way
from storage.tables.base import Base, Id, by_value


class Unreached(Base):
    """What was done because a request waits for an organisation of which somebody cannot be reached in the chat.

    One row for a request and the organisation that is to answer: nobody is told twice. `way` is the last by which it
    has gone on. The other side was told at `told_at`, support at `support_told_at`.
    """

    __tablename__ = "unreached"
    __table_args__ = (UniqueConstraint("partnership_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    way: Mapped[Way] = mapped_column(by_value(Way))
    told_at: Mapped[dt.datetime | None]
    support_told_at: Mapped[dt.datetime | None]
