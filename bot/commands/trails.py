"""What was done with a record, as commands show it: a table in words, and the same as JSON by its codes."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from bot.commands.columns import in_one_line, local_minute, print_table
from bot.config import Settings
from bot.rendering import renderer_of
from domain.words import Lines, Value
from handlers.support.trail import changed_words, door_words, entry_words, who_did
from services.staff.history import Entry

MOST_FIELDS, LONGEST_VALUE = 12, 80


def print_history(entries: Sequence[Entry], settings: Settings) -> None:
    """Prints a line for each entry, the newest first, in English."""
    if not entries:
        typer.echo("Nothing was done with it so far, as far as is kept.")
        return
    renderer = renderer_of(settings)

    def said(words: Value | None) -> str:
        return "" if words is None else in_one_line(renderer.plain(Lines((words,)), "en"))

    rows = [
        (
            local_minute(entry.at, settings.timezone),
            said(who_did(entry)) + (" (staff)" if entry.is_staff else ""),
            said(door_words(entry)),
            said(entry_words(entry)),
            said(changed_words(entry, MOST_FIELDS, LONGEST_VALUE)),
        )
        for entry in entries
    ]
    print_table(("DONE", "BY", "THROUGH", "WHAT", "WHAT HAS CHANGED"), rows)


def entry_as_json(entry: Entry) -> dict[str, object]:
    """An entry by its fields; `changed` has before and after of each column."""
    return {
        "at": entry.at,
        "who": entry.who,
        "is_staff": entry.is_staff,
        "channel": entry.channel,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "changed": {column: {"before": before, "after": after} for column, before, after in entry.changed},
    }
