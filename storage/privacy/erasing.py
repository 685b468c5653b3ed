"""Erases what tells who somebody is, in every table, as the notes have it; and their words, in the trail as well.

It is done row by row in the database and never through objects: those would write into the trail what is erased.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape
from sqlalchemy import ColumnElement, Table, bindparam, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.privacy.note import NOBODY, Blanked, Deleted, Traces
from storage.privacy.register import NOTES, SPOKEN
from storage.tables import (
    Audit,
    Base,
    DigestEntry,
    Mail,
    Membership,
    OutboxMessage,
    Partnership,
    Person,
    ProgrammeEvent,
)
from storage.tables.base import JsonObject

_AT_ONCE = 500
_TRAIL = Base.metadata.tables[Audit.__tablename__]
_NOTHING = "–"


def erase(session: Session, traces: Traces, names: Collection[str]) -> None:
    """Erases whoever these traces are of. `names` are those that stand in what others have been told of them."""
    session.flush()
    eraser = _Eraser(session, traces, names)
    eraser.take_spoken_words()
    eraser.blank()
    eraser.delete()
    eraser.scrub()
    session.expire_all()


class _Eraser:
    def __init__(self, session: Session, traces: Traces, names: Collection[str]) -> None:
        self._session = session
        self._traces = traces
        self._names = {name for name in names if name and name != NOBODY}
        self._words: set[str] = set()
        self._partnerships: set[int] = set()
        self._organisations = {*traces.owned, *self._organisations_of()}

    def _organisations_of(self) -> Iterator[int]:
        """For which they act, or have acted."""
        people = self._traces.people
        yield from self._session.scalars(select(Membership.organisation_id).where(Membership.person_id.in_(people)))
        rows = select(Audit.before, Audit.after).where(Audit.actor_id.in_(people), Audit.subject == "membership")
        for before, after in self._session.execute(rows):
            if isinstance(number := (before or after or {}).get("organisation_id"), int):
                yield number

    def take_spoken_words(self) -> None:
        """Words in a record of two parties, of which only the trail knows that these people have said them."""
        rows = select(Audit.id, Audit.subject, Audit.subject_id, Audit.before, Audit.after).where(
            Audit.actor_id.in_(self._traces.people), Audit.subject.in_(SPOKEN)
        )
        for row_id, subject, number, before, after in self._session.execute(rows).all():
            table = Base.metadata.tables[subject]
            for column in SPOKEN[subject]:
                said = (after or {}).get(column)
                if isinstance(said, str):
                    self._words.add(said)
                    there = (table.c.id == number, table.c[column] == said)
                    self._session.execute(update(table).where(*there).values({column: None}))
            if subject == "partnership":
                self._partnerships.add(number)
            self._blank_trail([(row_id, before, after)], SPOKEN[subject])

    def blank(self) -> None:
        for name, note in NOTES.items():
            table = Base.metadata.tables[name]
            for action in note.forgotten:
                if isinstance(action, Blanked):
                    self._blank(name, table, action)

    def _blank(self, name: str, table: Table, action: Blanked) -> None:
        rows = self._session.execute(select(table).where(action.where(self._traces))).mappings().all()
        if rows:
            for row in rows:
                self._words |= {text for column in action.values if isinstance(text := row[column], str)}
                if isinstance(partnership := row.get("partnership_id"), int):
                    self._partnerships.add(partnership)
            if action.values:
                self._session.execute(update(table).where(action.where(self._traces)).values(action.values))
        if action.trail:
            numbers = {row[next(iter(table.primary_key)).name] for row in rows}
            self._blank_trail_of(
                name, numbers | ({*self._traces.owned} if name == "vat_number" else set()), action.trail
            )

    def delete(self) -> None:
        """What refers to something goes before that."""
        for table in reversed(Base.metadata.sorted_tables):
            for action in NOTES[table.name].forgotten:
                if isinstance(action, Deleted):
                    self._session.execute(delete(table).where(action.where(self._traces)))

    def _blank_trail_of(self, subject: str, numbers: Collection[int], columns: Sequence[str]) -> None:
        ordered = sorted(numbers)
        for some in (ordered[place : place + _AT_ONCE] for place in range(0, len(ordered), _AT_ONCE)):
            rows = select(Audit.id, Audit.before, Audit.after).where(
                Audit.subject == subject, Audit.subject_id.in_(some)
            )
            self._blank_trail([(row.id, row.before, row.after) for row in self._session.execute(rows)], columns)

    def _blank_trail(
        self, rows: Sequence[tuple[int, JsonObject | None, JsonObject | None]], columns: Sequence[str]
    ) -> None:
        changed = [
            {"row": row_id, "was": blank_before, "is_now": blank_after}
            for row_id, before, after in rows
            if ((blank_before := _blank(before, columns)), (blank_after := _blank(after, columns))) != (before, after)
        ]
        if changed:
            values = {
                "before": bindparam("was", type_=_TRAIL.c.before.type),
                "after": bindparam("is_now", type_=_TRAIL.c.after.type),
            }
            self._session.connection().execute(
                update(_TRAIL).where(_TRAIL.c.id == bindparam("row")).values(values), changed
            )

    def scrub(self) -> None:
        """What others are told, and the provider's systems: there, the name and the words stand between others."""
        spoken = {word for word in self._words - {NOBODY, _NOTHING} if len(word) > 1}
        told = or_(
            ProgrammeEvent.partnership_id.in_(self._partnerships | self._partnerships_of_owned()),
            ProgrammeEvent.partnership_id.is_(None) & ProgrammeEvent.organisation_id.in_(self._organisations),
        )
        self._rewrite(ProgrammeEvent.id, (ProgrammeEvent.content, ProgrammeEvent.before), told, spoken)
        for people, chats in self._readers():
            self._rewrite(Mail.id, (Mail.content,), Mail.person_id.in_(people), spoken)
            waiting = DigestEntry.person_id.in_(people)
            self._rewrite(DigestEntry.id, (DigestEntry.subject, DigestEntry.text), waiting, spoken)
            for state in (OutboxMessage.failed_at.is_(None), OutboxMessage.failed_at.is_not(None)):
                to_them = state & OutboxMessage.chat_id.in_(chats)
                self._rewrite(OutboxMessage.id, (OutboxMessage.parameters,), to_them, spoken)

    def _readers(self) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        """The people of these organisations, some at a time, and their chats."""
        people = select(Membership.person_id, Person.telegram_id).join(Person)
        known = self._session.execute(people.where(Membership.organisation_id.in_(self._circle()))).all()
        for place in range(0, len(known), _AT_ONCE):
            some = known[place : place + _AT_ONCE]
            yield [row[0] for row in some], [row[1] for row in some if row[1] is not None]

    def _partnerships_of_owned(self) -> set[int]:
        owned = self._traces.owned
        ids = select(Partnership.id).where(or_(Partnership.client_id.in_(owned), Partnership.partner_id.in_(owned)))
        return {*self._session.scalars(ids)}

    def _circle(self) -> set[int]:
        """Their organisations, and those with which these deal."""
        own = self._organisations
        both = select(Partnership.client_id, Partnership.partner_id).where(
            or_(Partnership.client_id.in_(own), Partnership.partner_id.in_(own))
        )
        return own | {number for row in self._session.execute(both) for number in row}

    def _rewrite(
        self,
        key: InstrumentedAttribute[int],
        columns: Sequence[InstrumentedAttribute[Any]],
        where: ColumnElement[bool],
        spoken: Collection[str],
    ) -> None:
        table = Base.metadata.tables[key.class_.__tablename__]
        rows = self._session.execute(select(key, *columns).where(where)).all()
        for number, *values in rows:
            new = [self._without(value, spoken) for value in values]
            if new != values:
                named = {column.key: value for column, value in zip(columns, new, strict=True)}
                self._session.execute(update(table).where(table.c.id == number).values(named))

    def _without(self, value: object, spoken: Collection[str]) -> object:
        match value:
            case str():
                return _without_words(value, self._names, spoken)
            case dict():
                return {key: self._without(each, spoken) for key, each in value.items()}
            case list():
                return [self._without(each, spoken) for each in value]
            case _:
                return value


def _blank(values: JsonObject | None, columns: Collection[str]) -> JsonObject | None:
    if values is None:
        return None
    return {key: None if key in columns else value for key, value in values.items()}


def _without_words(text: str, names: Collection[str], spoken: Collection[str]) -> str:
    for word, instead in _instead(names, spoken).items():
        for written in {word, str(escape(word))}:
            if written in text:
                text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", instead, text)
    return text


def _instead(names: Collection[str], spoken: Collection[str]) -> Mapping[str, str]:
    """Longer ones first: a name may stand in a text."""
    both = {**dict.fromkeys(spoken, _NOTHING), **dict.fromkeys(names, NOBODY)}
    return dict(sorted(both.items(), key=lambda each: -len(each[0])))
