"""All that is decided, by table, and the files that the desk keeps beside the database."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from storage.privacy import contracts, organisations, people, running
from storage.privacy.note import Blanked, Note

NOTES: Mapping[str, Note] = MappingProxyType(
    {note.table.__tablename__: note for note in (*people.NOTES, *organisations.NOTES, *contracts.NOTES, *running.NOTES)}
)
"""By the table's name, in the order in which people read them."""
SPOKEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"partnership": ("reason", "last_words"), "application": ("answer",), "directory_entry": ()}
)
"""Columns with somebody's words, of whom only the trail knows who they are."""
FILES: Mapping[str, str] = MappingProxyType(
    {
        "the database": "everything above; with SQLite, a file and its log, which is emptied every minute",
        "the log": "what the program does, on its standard output: numbers and times, nobody’s words or names",
        "backups": "copies of the database, which the operator makes: whoever was forgotten is in them until they go",
    }
)
"""What is kept beside tables."""


def blanked_in_trail() -> frozenset[str]:
    """What may be taken out of the trail, as `table.column`: the guard in the database lets nothing else be changed."""
    blanked = {
        f"{name}.{column}"
        for name, note in NOTES.items()
        if note.table.audited
        for action in note.forgotten
        if isinstance(action, Blanked)
        for column in action.trail
    }
    return frozenset(blanked | {f"{name}.{column}" for name, columns in SPOKEN.items() for column in columns})
