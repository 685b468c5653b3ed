"""What a partner sees of its clients: how far ahead it looks, and what its people note about them among themselves."""

from __future__ import annotations

import datetime as dt

from domain.words import Msg, Refused

AHEAD = dt.timedelta(days=60)
"""What runs out within this time is shown."""
BACK = dt.timedelta(days=14)
"""What has run out is shown for so long: it can often still be saved."""
LONGEST_NOTE = 1_000
"""Characters of a note."""
MOST_NOTES = 50
"""Of a partner about one client: more, nobody reads."""


class BadNote(Refused):
    """A note is empty or too long."""


class TooManyNotes(Refused):
    """There are so many notes about the client that one has to go first."""

    def __init__(self) -> None:
        super().__init__(
            Msg("There are {most} notes about this client already. Please delete one first.", most=MOST_NOTES)
        )


def read_note(text: str) -> str:
    """The note as it was typed, without blanks at either end. Raises `BadNote`."""
    note = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not note:
        raise BadNote(Msg("Please write the note in words."))
    if len(note) > LONGEST_NOTE:
        raise BadNote(
            Msg(
                "This note has {length} characters, and {longest} are possible. Please shorten it, or write two.",
                length=len(note),
                longest=LONGEST_NOTE,
            )
        )
    return note


def window(today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of what runs out, seen on that day."""
    return today - BACK, today + AHEAD
