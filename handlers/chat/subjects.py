"""What events are about, read once for all who tell of them: the session forgets whatever nobody holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Organisation, Partnership, Person
from storage.work import Event

_Subject: TypeAlias = Partnership | Organisation | Person
_NAMED: Mapping[str, type[_Subject]] = {
    "partnership_id": Partnership,
    "organisation_id": Organisation,
    "person_id": Person,
}


@contextmanager
def at_hand(session: Session, events: Collection[Event]) -> Iterator[None]:
    """Inside, the partnerships, organisations and people that the events name are there without being read again."""
    held = []
    for field, kind in _NAMED.items():
        ids = {number for event in events if (number := getattr(event, field, None)) is not None}
        known = [row for number in ids if (row := session.identity_map.get(session.identity_key(kind, number)))]
        missing = ids.difference(row.id for row in known)
        held += known
        if missing:
            held += session.scalars(select(kind).where(kind.id.in_(missing)))
    yield
    held.clear()
