"""Defects: whatever happened unexpectedly is kept here."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import Defect
from storage.tables.base import JsonObject


def record_defect(
    session: Session, now: dt.datetime, traceback: str, update_id: int | None, content: JsonObject | None
) -> int:
    """Keeps a defect and returns its reference number. Neither `traceback` nor `content` may hold people's words."""
    defect = Defect(at=now, update_id=update_id, update=content, traceback=traceback)
    session.add(defect)
    session.flush()
    return defect.id


def last_reference(session: Session) -> int:
    """The number of the newest defect, 0 where there was none: none is ever deleted, so it counts them."""
    return session.scalar(select(func.max(Defect.id))) or 0
