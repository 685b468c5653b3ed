"""Writes `docs/data.md`, the record of processing, from what is decided about every table (`storage.privacy`).

    python -m docs.data

`tests/storage/test_privacy.py` holds the page against the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.commands.retention import WHAT
from bot.profile.reading import load_profile
from domain.privacy import Period, Retention
from storage.privacy.note import Blanked, Deleted, Note
from storage.privacy.register import FILES, NOTES

PAGE = Path(__file__).with_name("data.md")

_INTRODUCTION = """\
<!-- Written by `python -m docs.data`; change what is decided in storage/privacy instead. -->

# What is kept, of whom, why and how long

The record of processing, as Article 30 of the GDPR and Article 12 of the Swiss Data Protection Act ask for one. It is written
from what is decided about each table and each of its columns in `storage/privacy`; a test walks all of them, so that a
new column without a decision fails it.

- **Controller:** whoever runs the desk, the provider of the programme. Its address and its officer for data protection stand
  in its own privacy statement, and not here.
- **Whose data:** people who write to the bot; people of the provider's console; and their organisations, which may be private
  persons.
- **What for:** so that clients and partners can agree on who may manage what, and can prove it later. Nothing is for advertising.
- **Who gets it:** colleagues and the other side, what was decided in their organisation's name; support, what is written to
  it; the provider's systems, what was agreed ([events.md](events.md)). VIES and the Swiss register are asked about numbers of companies.
- **Through whom it goes:** Telegram, outside of the EU and of Switzerland: chats with bots are not end-to-end encrypted, and
  their history stays there. Mails go through the provider's own mail server.
- **People's rights:** `/privacy` tells them, `/mydata` sends them everything as JSON and as a page to print (three times a
  day), `/forget` erases or makes anonymous, unless something is open that nobody else could see to.
- **How it is protected:** secrets are kept as hashes; what is deleted is overwritten (`secure_delete`) and SQLite's log emptied
  every minute; a dump of PostgreSQL shows nothing either, and its VACUUM gives the space to other rows; logs hold no words and no names.
  Copies that the operator makes of the database have whoever was forgotten since: keep them no longer than needed.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_parts(load_profile().retention)) + "\n"


def _parts(kept: Retention) -> Iterator[str]:
    yield _INTRODUCTION
    yield "## How long"
    yield ""
    yield "Periods of the default profile; `[retention]` and `[tenders]` of a profile set others ([profile.md](profile.md)). Each is"
    yield "enforced by due rows, whichever process is there, and `handschlag retention` lists them."
    yield ""
    yield "| Period | Days | What |"
    yield "|---|---|---|"
    for period in Period:
        yield f"| `{period.value}` | {kept.of(period).days or 'until the day is over'} | {WHAT[period]} |"
    yield ""
    yield "## Beside the tables"
    yield ""
    for name, what in FILES.items():
        yield f"- **{name[0].upper()}{name[1:]}:** {what}"
    yield ""
    yield "## Table by table"
    for name, note in sorted(NOTES.items()):
        yield from _table(name, note, kept)


def _table(name: str, note: Note, kept: Retention) -> Iterator[str]:
    yield ""
    yield f"### `{name}`"
    yield ""
    yield f"{note.purpose}."
    yield ""
    yield f"- **Whose:** {note.whose.value}"
    yield f"- **Kept:** {_span(note, kept)}"
    if note.shown:
        yield f"- **In `/mydata`:** {_columns(note.shown)}"
    for columns, why in note.hidden.items():
        yield f"- **Not in `/mydata`:** {_columns(columns)} – {why}"
    if note.forgotten:
        yield f"- **After `/forget`:** {'; '.join(dict.fromkeys(map(_done, note.forgotten)))}"
    if note.stays:
        yield f"- **What stays:** {note.stays}"


def _span(note: Note, kept: Retention) -> str:
    if isinstance(note.kept, Period):
        days = kept.of(note.kept).days
        return f"{days} {'day' if days == 1 else 'days'} (`{note.kept.value}`)" if days else "until the day is over"
    return note.kept.value


def _columns(columns: str) -> str:
    return ", ".join(f"`{column}`" for column in columns.split())


def _done(action: Deleted | Blanked) -> str:
    if isinstance(action, Deleted):
        return "rows are deleted"
    columns = _columns(" ".join(action.values)) if action.values else _columns(" ".join(action.trail))
    return f"{columns} {'is' if columns.count('`') == 2 else 'are'} blanked{', on the trail as well' if action.trail else ''}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
