"""Entries of the directory in any chat: `@bot webhosting bern`, so that people recommend a partner where they talk."""

from __future__ import annotations

from domain.directory.wanted import Filters
from domain.words import Msg
from handlers.chat.chapters import Chapter
from handlers.chat.inline import Inline, Lookup, Opening, Result, Results
from handlers.chat.labels import name_on_button
from handlers.chat.payloads import Go
from handlers.directory.payloads import ShowEntry
from handlers.directory.wording import brief_words, description_of
from services.directory import finding
from services.directory.writing import content_of
from storage.tables import DirectoryEntry

SHOWN = 10
"""Results at a time; the next ones come when the person scrolls."""
_LAST = 50
_PAGE = "p"
"""Before the number of a page, so that nobody else who answers takes it for their own."""


def find_entries(lookup: Lookup) -> Results:
    """What is found for the words, best first, in the reader's language."""
    offset = lookup.query.offset.removeprefix(_PAGE)
    number = int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 3 else 0
    around = lookup.around
    found = finding.page(lookup.work, around.directory, around.programme, lookup.query.text, Filters(), SHOWN, number)
    more = (number + 1) * SHOWN < min(found.total, _LAST)
    above = Opening(
        Msg("📇 The directory of partners") if found.total else Msg("📇 Nobody found: to the directory"),
        Go("directory"),
    )
    results = tuple(_result(entry, lookup.language) for entry in found.entries)
    return Results(results, above, f"{_PAGE}{number + 1}" if more else "")


def _result(entry: DirectoryEntry, language: str) -> Result:
    content = content_of(entry)
    name = entry.partner.name
    message = brief_words(name, content, language)
    opens = Opening(Msg("📇 Open the entry"), ShowEntry(entry.id))
    return Result(str(entry.id), name_on_button(name, 60), description_of(content), message, opens)


CHAPTER = Chapter(inline=(Inline(find_entries),))
