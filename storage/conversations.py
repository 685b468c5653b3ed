"""Where a chat stands: read at the start of an update, together with its person, and written back at its end.

Whoever has claimed an update has its chat to himself (see `storage.updates`), so nothing is locked here. Every update
goes through here, so the row is handled without the objects of the ORM, whose bookkeeping costs more than the
database does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from storage.tables import Conversation, Person
from storage.tables.base import JsonObject

_ROW = Conversation.__table__.c
_IN_CHAT = (
    select(Person, _ROW.serial, _ROW.state)
    .outerjoin(Conversation, _ROW.chat_id == Person.telegram_id)
    .where(Person.telegram_id == bindparam("chat_id"))
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


def who_and_where(session: Session, chat_id: int) -> tuple[Person | None, Standing]:
    """The person of a private chat, with the organisation in whose name they act, and where the chat stands."""
    row = session.execute(_IN_CHAT, {"chat_id": chat_id}).first()
    if row is None:
        return None, Standing(chat_id)
    person, serial, state = row
    if serial is None:
        return person, Standing(chat_id)
    return person, Standing(chat_id, serial, state, (serial, state))


def keep_standing(session: Session, standing: Standing, person_id: int, now: dt.datetime) -> None:
    """Writes back what has changed. `state` must have been replaced, not changed in place."""
    values = {"serial": standing.serial, "state": standing.state, "updated_at": now}
    if standing.is_new:
        session.connection().execute(
            insert(Conversation), values | {"chat_id": standing.chat_id, "person_id": person_id}
        )
    elif standing.has_changed:
        session.connection().execute(_CHANGE, values | {"chat": standing.chat_id})
