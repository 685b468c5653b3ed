"""Finding entries and opening them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from secrets import token_hex

from domain.directory.entries import Listed
from domain.directory.index import Index, Ranked
from domain.directory.wanted import Filters
from domain.programme import Programme
from domain.words import Msg
from services.directory.writing import content_of
from services.rights import NotFound
from storage import directory as stored
from storage.directory import Openings
from storage.people import membership
from storage.tables import DirectoryEntry, Person
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the entries that were found, the best first, and how many there are in all."""

    entries: Sequence[DirectoryEntry]
    total: int
    unknown: tuple[str, ...]


def search(work: Work, index: Index, programme: Programme, text: str, filters: Filters) -> Ranked:
    """The entries that are shown at this moment, for what somebody has typed and tapped."""
    with _up_to_date(work, index, programme):
        return index.search(text, filters, work.now.date())


def common(work: Work, index: Index, programme: Programme, mark: str, most: int) -> list[str]:
    """The codes that most entries have at this moment; the marks are those of `Index.common`."""
    with _up_to_date(work, index, programme):
        return index.common(mark, most)


@contextmanager
def _up_to_date(work: Work, index: Index, programme: Programme) -> Iterator[None]:
    """The index with the entries that are shown at this moment; no other thread has it meanwhile."""
    shown = stored.shown(work.session)
    with index.lock:
        if shown != index.stamp:
            _read_news(work, index, programme, shown)
        yield


def page(work: Work, index: Index, programme: Programme, text: str, filters: Filters, size: int, number: int) -> Page:
    """A page of them, from 0; the last one where there are fewer."""
    found = search(work, index, programme, text, filters)
    number = max(0, min(number, (len(found.ids) - 1) // size))
    ids = found.ids[number * size : (number + 1) * size]
    by_id = {entry.id: entry for entry in stored.entries(work.session, ids)}
    return Page([by_id[each] for each in ids if each in by_id], len(found.ids), found.unknown)


def _read_news(work: Work, index: Index, programme: Programme, shown: str) -> None:
    """Brings the index up to date: what is not shown any more goes, what is new or different comes."""
    wanted, here = stored.read_shown(shown), index.versions()
    index.drop([number for number in here if number not in wanted])
    news = [number for number, version in wanted.items() if here.get(number) != version]
    index.put(_listed(stored.entries(work.session, news), programme, wanted))
    index.stamp = shown


def _listed(entries: Iterable[DirectoryEntry], programme: Programme, versions: dict[int, str]) -> Iterable[Listed]:
    names: dict[str, tuple[str, ...]] = {}
    for category in programme.categories:
        kinds = (kind.name for kind in programme.catalogue if kind.category == category.code)
        names[category.code] = tuple(word for each in (category.name, *kinds) for word in (each.de, each.en))
    for entry in entries:
        shelves = tuple(word for code in entry.shelves for word in names.get(code, ()))
        yield Listed(entry.id, versions[entry.id], entry.partner.name, content_of(entry), shelves)


def open_entry(work: Work, person: Person, entry_id: int) -> DirectoryEntry:
    """The entry, for whoever opens it; that is counted, for each person once a day. Raises `NotFound`.

    People of the partner see it even while it is not shown; whoever acts for the partner is not counted.
    """
    entry = stored.shown_entry(work.session, entry_id)
    if entry is None:
        hidden = work.session.get(DirectoryEntry, entry_id)
        if hidden is None or membership(work.session, person.id, hidden.partner_id) is None:
            raise NotFound(Msg("This entry is not in the directory any more. /directory shows those that are."))
        return hidden
    if person.organisation_id != entry.partner_id:
        _count(work, person, entry)
    return entry


def _count(work: Work, person: Person, entry: DirectoryEntry) -> None:
    """Counts the opening, keeping nothing that tells whose it was once the day is over."""
    today = work.now.date()
    salt = stored.salt_of(work.session, today, token_hex(16))
    digest = blake2b(f"{entry.id}:{person.id}".encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()
    if stored.note_visit(work.session, today, digest):
        stored.count_opening(work.session, entry.id, today)


def openings_of(work: Work, entry: DirectoryEntry) -> Openings:
    """How often the entry was opened: this week, from Monday on, this month, and in all."""
    today = work.now.date()
    return stored.openings(work.session, entry.id, today - dt.timedelta(days=today.weekday()), today.replace(day=1))
