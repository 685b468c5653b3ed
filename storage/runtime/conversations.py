"""Where a chat stands: read at the start of an update, together with its person, and written back at its end.

Whoever has claimed an update has its chat to himself (see `storage.runtime.updates`), so nothing is locked here. Every
update goes through here, so the row is handled without the objects of the ORM, whose bookkeeping costs more than the
database does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict, manager_of_class, set_committed_value
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement

from storage.tables import Ban, Conversation, Organisation, Person
from storage.tables.base import JsonObject

E = TypeVar("E", Person, Organisation)

_ROW = Conversation.__table__.c
_BAN = Ban.__table__.c
_PERSON, _ORGANISATION = Person.__table__.c, Organisation.__table__.c
_IN_CHAT = (
    select(_ROW.serial, _ROW.state, _ROW.reminded, _BAN.chat_id, *_PERSON, *_ORGANISATION)
    .select_from(Person.__table__)
    .outerjoin(Organisation.__table__, _ORGANISATION.id == _PERSON.organisation_id)
    .outerjoin(Conversation.__table__, _ROW.chat_id == _PERSON.telegram_id)
    .outerjoin(Ban.__table__, _BAN.chat_id == _PERSON.telegram_id)
    .where(_PERSON.telegram_id == bindparam("chat_id"))
)
_CHANGE = (
    update(Conversation)
    .where(_ROW.chat_id == bindparam("chat"))
    .values(
        serial=bindparam("serial"),
        state=bindparam("state", type_=_ROW.state.type),
        updated_at=bindparam("updated_at", type_=_ROW.updated_at.type),
        remind_at=bindparam("remind_at", type_=_ROW.remind_at.type),
    )
)


@dataclass(slots=True)
class Standing:
    """What is under way in a private chat, in `state`: its forms (see `handlers.chat.forms.state`), and the topic of
    the last answer (see `handlers.answers.last_topic`).

    `serial` numbers the forms of this chat, so that a button of an earlier one is known as old; `reminded` is the one
    of which the person was reminded last. `remind_at` is when they are to be reminded of one; it is written only. Of
    somebody who `is_banned`, nothing is handled.
    """

    chat_id: int
    serial: int = 0
    state: JsonObject = field(default_factory=dict)
    reminded: int | None = None
    remind_at: dt.datetime | None = None
    is_banned: bool = False
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
    row = session.connection().execute(_IN_CHAT, {"chat_id": chat_id}).first()
    if row is None:
        return None, Standing(chat_id, is_banned=session.get(Ban, chat_id) is not None)
    serial, state, reminded, banned, *values = row
    person = _loaded(session, Person, _PERSON, values[: len(_PERSON)])
    theirs = values[len(_PERSON) :]
    organisation = None if person.organisation_id is None else _loaded(session, Organisation, _ORGANISATION, theirs)
    set_committed_value(person, "organisation", organisation)
    if serial is None:
        return person, Standing(chat_id, is_banned=banned is not None)
    return person, Standing(chat_id, serial, state, reminded, None, banned is not None, (serial, state))


def _loaded(
    session: Session,
    entity: type[E],
    columns: ReadOnlyColumnCollection[str, KeyedColumnElement[Any]],
    values: Sequence[object],
) -> E:
    """The object with these values, as if the ORM had loaded it – in a fraction of the time, at every update."""
    row = dict(zip(columns.keys(), values, strict=True))
    known: E | None = session.identity_map.get(session.identity_key(entity, row["id"]))
    if known is not None:
        return known
    loaded = manager_of_class(entity).new_instance()  # the constructor is for those that are new
    instance_dict(loaded).update(row)
    make_transient_to_detached(loaded)
    session.add(loaded)
    return loaded


def keep_standing(session: Session, standing: Standing, person_id: int, now: dt.datetime) -> None:
    """Writes back what has changed. `state` must have been replaced, not changed in place."""
    values = {
        "serial": standing.serial,
        "state": standing.state,
        "updated_at": now,
        "remind_at": standing.remind_at,
    }
    if standing.is_new:
        session.connection().execute(
            insert(Conversation), values | {"chat_id": standing.chat_id, "person_id": person_id}
        )
    elif standing.has_changed:
        session.connection().execute(_CHANGE, values | {"chat": standing.chat_id})


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A chat in which a form has waited for its answers."""

    chat_id: int
    person_id: int


def unfinished(session: Session, now: dt.datetime, limit: int) -> Sequence[Unfinished]:
    """Some chats whose people are to be reminded of a form now: each is given once, those that wait longest first."""
    due = select(_ROW.chat_id, _ROW.person_id).where(_ROW.remind_at <= now).order_by(_ROW.remind_at).limit(limit)
    found = [Unfinished(*row) for row in session.execute(due.with_for_update(skip_locked=True))]
    if found:
        session.connection().execute(
            update(Conversation).where(_ROW.chat_id.in_([each.chat_id for each in found])).values(remind_at=None)
        )
    return found


def left_lying(session: Session, person_ids: Collection[int]) -> Mapping[int, JsonObject]:
    """What is under way in the chats of these people, by their ids.

    Whoever has gone on since they were noted is left out: another moment has been set for them.
    """
    chats = select(_ROW.person_id, _ROW.state).join(Person, Person.telegram_id == _ROW.chat_id)
    lying = chats.where(Person.id.in_(person_ids), _ROW.remind_at.is_(None))
    return {row[0]: row[1] for row in session.execute(lying)}


def were_reminded(session: Session, serials: Mapping[int, int]) -> None:
    """The people have been reminded of the forms with these numbers, by the chats' ids."""
    _set = update(Conversation).where(_ROW.chat_id == bindparam("chat")).values(reminded=bindparam("form"))
    if serials:
        session.connection().execute(_set, [{"chat": chat, "form": serial} for chat, serial in serials.items()])
