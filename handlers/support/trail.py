"""What was done with a record, in words: for support's group, and for the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from domain.words import Lines, Listing, Msg, Value, Words
from handlers.support.trail_actions import action_words
from handlers.support.trail_fields import FIELD_NAMES, RECORD_NAMES, UNTOLD
from handlers.support.trail_values import value_words
from services.staff.history import PROGRAMME, Entry

DOOR_NAMES: Mapping[str, Msg] = MappingProxyType(
    {
        "api": Msg("the console"),
        "chat": Msg("the chat"),
        "cli": Msg("a command"),
        "import": Msg("a file"),
        "job": Msg("by itself"),
        "page": Msg("a page"),
    }
)
"""Through which door something came, by the channel of its unit of work."""
MOST_ITEMS = 3
"""Of a list, such as products."""
_RECORDS: Mapping[str, Msg] = {kind.__tablename__: name for kind, name in RECORD_NAMES.items()}


def who_did(entry: Entry) -> Value:
    """By whom it was done."""
    return Msg("the programme") if entry.who == PROGRAMME and not entry.is_staff else entry.who


def door_words(entry: Entry) -> Value:
    """Through which door it came."""
    return DOOR_NAMES.get(entry.channel, entry.channel)


def entry_words(entry: Entry) -> Words:
    """What was done."""
    return action_words(entry.action)


def changed_words(entry: Entry, most: int, longest: int) -> Words | None:
    """What has changed, field by field; of a record that was made or removed, that it was, and what stood in it.

    So many fields at `most`, and what stands in each cut to `longest` characters, so that it fits where it is shown.
    """
    fields = tuple(islice(_fields(entry, longest), most))
    if not entry.is_new and not entry.is_gone:
        return Lines(fields, "; ") if fields else None
    record: Value = _RECORDS.get(entry.subject, entry.subject)
    said = Msg("new: {record}", record=record) if entry.is_new else Msg("removed: {record}", record=record)
    return Lines((said, *fields), "; ")


def _fields(entry: Entry, longest: int) -> Iterator[Words]:
    for column, before, after in entry.changed:
        if column in UNTOLD or _tells_when(entry.at, after) or (entry.is_new and after in ([], False)):
            continue
        field: Value = FIELD_NAMES.get(column, column)
        was, now = (_cut(value_words(entry.subject, column, each, entry.names), longest) for each in (before, after))
        if before is None:
            yield Msg("{field}: {value}", field=field, value=now)
        elif after is None and entry.is_gone:
            yield Msg("{field}: {value}", field=field, value=was)
        else:
            yield Msg("{field}: {before} → {after}", field=field, before=was, after=now)


def _tells_when(at: dt.datetime, value: object) -> bool:
    """Whether it only repeats the moment of the entry."""
    return value == at.isoformat()


def _cut(value: Value, longest: int) -> Value:
    match value:
        case str():
            return value if len(value) <= longest else value[: longest - 1].rstrip() + "…"
        case Listing(items=items) if len(items) > MOST_ITEMS:
            return Listing((*(_cut(each, longest) for each in items[:MOST_ITEMS]), f"+ {len(items) - MOST_ITEMS}"))
        case _:
            return value
