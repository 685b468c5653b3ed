"""A partner's people write its entry and switch it on and off; support hides one, and says why."""

from __future__ import annotations

from domain.directory.entries import LONGEST_REASON, Content
from domain.words import Msg, Refused
from services import events
from services.rights import Act, NotFound, own_organisation, require
from storage import directory as stored
from storage.tables import DirectoryEntry, Organisation, Person
from storage.work import Work

LANGUAGES = ("de", "en")
"""In which a text can be written."""


class NoPartner(Refused):
    """Only a partner that is verified has an entry."""


class NoEntry(Refused):
    """The partner has written none yet."""


def require_writing(work: Work, person: Person) -> Organisation:
    """The partner in whose name the person may write an entry now. Raises `NoPartner`, and as `require` does."""
    own = own_organisation(person)
    require(work, person, Act.WRITE_ENTRY, own)
    if not own.is_partner:
        raise NoPartner(
            Msg(
                "The directory lists partners. {organisation} is none yet: /becomepartner shows how it becomes one.",
                organisation=own.name,
            )
        )
    if own.verified_at is None:
        raise NoPartner(
            Msg(
                "{organisation} is not verified yet, and the directory shows only what is proven. How that is done: "
                "/organisation",
                organisation=own.name,
            )
        )
    return own


def write(work: Work, person: Person, content: Content) -> DirectoryEntry:
    """The partner's entry says this from now on; a new one is switched on. Raises as `require_writing` does."""
    work.action = Act.WRITE_ENTRY
    own = require_writing(work, person)
    entry = stored.entry_of(work.session, own.id)
    if entry is None:
        entry = DirectoryEntry(partner=own, is_on=True, version=0)
        work.session.add(entry)
    entry.text_de, entry.text_en = content.texts.get("de"), content.texts.get("en")
    entry.shelves, entry.skills = list(content.shelves), list(content.skills)
    entry.languages, entry.places = list(content.languages), list(content.places)
    entry.website, entry.certificates = content.website, content.certificates
    entry.written_at, entry.version = work.now, entry.version + 1
    work.session.flush()
    return entry


def own_entry(work: Work, person: Person) -> DirectoryEntry:
    """The entry of the partner for which the person may write it. Raises `NoEntry`, and as `require_writing` does."""
    entry = stored.entry_of(work.session, require_writing(work, person).id)
    if entry is None:
        raise NoEntry(Msg("There is no entry yet. It takes three minutes to write one: /myentry"))
    return entry


def switch(work: Work, person: Person, *, on: bool) -> DirectoryEntry:
    """Shows the partner's entry from now on, or no longer. Raises as `own_entry` does."""
    work.action = Act.WRITE_ENTRY
    entry = own_entry(work, person)
    entry.is_on = on
    return entry


def content_of(entry: DirectoryEntry) -> Content:
    """What the entry says."""
    texts = {language: text for language, text in (("de", entry.text_de), ("en", entry.text_en)) if text is not None}
    return Content(
        texts,
        tuple(entry.shelves),
        tuple(entry.skills),
        tuple(entry.languages),
        tuple(entry.places),
        entry.website,
        entry.certificates,
    )


def any_entry(work: Work, entry_id: int) -> DirectoryEntry:
    """The entry for support, whether it is shown or not. Raises `NotFound`."""
    found = work.session.get(DirectoryEntry, entry_id)
    if found is None:
        raise NotFound(Msg("There is no such entry (any more)."))
    return found


def hide(work: Work, entry_id: int, by: str, reason: str) -> DirectoryEntry:
    """Nobody finds the entry any more; the partner is told why. `reason` is in words, or the code of a canned one."""
    work.action = "directory_entry.hide"
    entry = any_entry(work, entry_id)
    entry.hidden_at, entry.hidden_by = work.now, by[:64]
    entry.hidden_reason = reason.strip()[:LONGEST_REASON]
    entry.reported_at = None
    work.happened(events.EntryHidden(entry.id))
    return entry


def show_again(work: Work, entry_id: int, by: str) -> DirectoryEntry:
    """The entry can be found again; what somebody has complained of is settled with that."""
    work.action = "directory_entry.show_again"
    entry = any_entry(work, entry_id)
    entry.reported_at = None
    if entry.hidden_at is not None:
        entry.hidden_at = entry.hidden_reason = None
        entry.hidden_by = by[:64]
        work.happened(events.EntryShownAgain(entry.id))
    return entry


def report(work: Work, entry_id: int) -> DirectoryEntry:
    """Support is to look at the entry; once, however many complain. Raises `NotFound`."""
    work.action = "directory_entry.report"
    entry = stored.shown_entry(work.session, entry_id)
    if entry is None:
        raise NotFound(Msg("This entry is not in the directory any more. /directory shows those that are."))
    if entry.reported_at is None:
        entry.reported_at = work.now
        work.happened(events.EntryReported(entry.id))
    return entry
