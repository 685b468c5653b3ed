"""Where a chat stands. The row is read and locked at the start of an update and written back at its end.

Every update goes through here, so it is done without the objects of the ORM, whose bookkeeping costs more than the
database does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from storage.tables import Conversation
from storage.tables.base import JsonObject

_ROW = Conversation.__table__.c
_LOCK = (
    select(_ROW.serial, _ROW.state)
    .where(_ROW.chat_id == bindparam("chat_id"))
    # Other tables may refer to the row meanwhile.
    .with_for_update(key_share=True)
)
_CHANGE = (
    update(Conversation)
    .where(_ROW.chat_id == bindparam("chat"))
    .values(
        serial=bindparam("serial"),
        state=bindparam("state", type_=_ROW.state.type),
        updated_at=bindparam("updated_at", type_=_ROW.updated_at.type),
    )
)


@dataclass(slots=True)
class Standing:
    """The forms of a private chat (see `handlers.form_state`), and the number of the last one.

    `serial` numbers the forms of this chat, so that a button of an earlier one is known as old.
    """

    chat_id: int
    serial: int = 0
    state: JsonObject = field(default_factory=dict)
    _stored: tuple[int, JsonObject] | None = None

    @property
    def is_new(self) -> bool:
        """Whether the chat has no row yet."""
        return self._stored is None

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to write back."""
        return (self.serial, self.state) != self._stored


def locked_standing(session: Session, chat_id: int) -> Standing:
    """Where the chat stands, locked until the transaction ends: one chat is answered by one at a time."""
    row = session.connection().execute(_LOCK, {"chat_id": chat_id}).first()
    return Standing(chat_id) if row is None else Standing(chat_id, row.serial, row.state, (row.serial, row.state))


def keep_standing(session: Session, standing: Standing, person_id: int, now: dt.datetime) -> None:
    """Writes back what has changed. `state` must have been replaced, not changed in place."""
    values = {"serial": standing.serial, "state": standing.state, "updated_at": now}
    if standing.is_new:
        session.connection().execute(
            insert(Conversation), values | {"chat_id": standing.chat_id, "person_id": person_id}
        )
    elif standing.has_changed:
        session.connection().execute(_CHANGE, values | {"chat": standing.chat_id})
