"""Buttons of the directory. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from domain.directory.terms import without_asking
from domain.directory.wanted import Filters
from handlers.chat.packing import Payload, fits
from handlers.chat.records import DirectoryQuestionId, EntryId


class Facet(StrEnum):
    """By what a search is narrowed."""

    SHELF = "s"
    LANGUAGE = "l"
    PLACE = "p"


@dataclass(frozen=True, slots=True)
class Search(Payload):
    """A page, from 0, of what was found for the `words`, with these codes of a category, a language and a place."""

    code: ClassVar[str] = "zd"
    page: int
    shelf: str
    language: str
    place: str
    words: str


_LAST_PAGE = 9_999
"""A button has room for its number: turning pages must not change the words."""


def search_for(words: str, filters: Filters = Filters(), page: int = 0) -> Search:  # noqa: B008 - never changes
    """The button that searches so: as many of the words as it can carry, those that only ask the least.

    Where not even the filters fit – a forged button has sent them –, they are left out.
    """
    asked = Search(_LAST_PAGE, filters.shelf, filters.language, filters.place, "")
    if not fits(asked):
        asked = Search(_LAST_PAGE, "", "", "", "")
    kept = words.replace(":", " ").split()
    if not fits(replace(asked, words=" ".join(kept))):
        kept = without_asking(kept)
    while len(kept) > 1 and not fits(replace(asked, words=" ".join(kept))):
        kept.pop()
    text = " ".join(kept)
    while not fits(replace(asked, words=text)):
        text = text[:-1]
    return replace(asked, page=max(0, min(page, _LAST_PAGE)), words=text)


@dataclass(frozen=True, slots=True)
class Narrow(Payload):
    """Shows by what the search of these can be narrowed."""

    code: ClassVar[str] = "zn"
    facet: Facet
    shelf: str
    language: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class SearchInWords(Payload):
    """Asks for words to search for."""

    code: ClassVar[str] = "zf"


@dataclass(frozen=True, slots=True)
class OfEntry(Payload):
    """Common to all buttons of an entry; `entry` is its id."""

    entry: EntryId


@dataclass(frozen=True, slots=True)
class ShowEntry(OfEntry):
    code: ClassVar[str] = "ze"


@dataclass(frozen=True, slots=True)
class ShareEntry(OfEntry):
    code: ClassVar[str] = "zh"


@dataclass(frozen=True, slots=True)
class AddThisPartner(OfEntry):
    code: ClassVar[str] = "zp"


@dataclass(frozen=True, slots=True)
class AskPartner(OfEntry):
    code: ClassVar[str] = "za"


@dataclass(frozen=True, slots=True)
class ReportEntry(OfEntry):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "zq"
    sure: bool


@dataclass(frozen=True, slots=True)
class AnswerVisitor(Payload):
    code: ClassVar[str] = "zw"
    question: DirectoryQuestionId


@dataclass(frozen=True, slots=True)
class ReportVisitor(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "zx"
    question: DirectoryQuestionId
    sure: bool


@dataclass(frozen=True, slots=True)
class WriteEntry(Payload):
    """Opens the form with what the own entry says."""

    code: ClassVar[str] = "zc"


@dataclass(frozen=True, slots=True)
class SwitchEntry(Payload):
    code: ClassVar[str] = "zo"
    on: bool


class EntryVerdict(StrEnum):
    """What support taps under an entry; the one that ends in `_HOW` asks for more first."""

    HIDE_HOW = "h"
    SHOW = "s"
    BACK = "b"


@dataclass(frozen=True, slots=True)
class JudgeEntry(OfEntry):
    code: ClassVar[str] = "zj"
    verdict: EntryVerdict


@dataclass(frozen=True, slots=True)
class HideEntry(OfEntry):
    """`reason` is the code of a canned one."""

    code: ClassVar[str] = "zg"
    reason: str
