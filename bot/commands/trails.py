"""What was done with a record, as commands show it: a table, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from bot.commands.columns import in_one_line, local, print_table
from handlers.support.files import changed_words
from services.staff.history import Entry

LONGEST_CHANGE = 100


def print_history(entries: Sequence[Entry], timezone: str) -> None:
    """Prints a line for each entry, the newest first."""
    if not entries:
        typer.echo("Nothing was done with it so far, as far as is kept.")
        return
    rows = [
        (
            local(entry.at, timezone),
            in_one_line(entry.who) + (" (staff)" if entry.is_staff else ""),
            entry.channel,
            entry.action,
            in_one_line("; ".join(changed_words(entry)))[:LONGEST_CHANGE],
        )
        for entry in entries
    ]
    print_table(("DONE", "BY", "THROUGH", "ACTION", "WHAT HAS CHANGED"), rows)


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
