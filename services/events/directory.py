"""What happens to entries of the directory, and to what people ask through them."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class DirectoryEvent(Event):
    """Something that happened to an entry, and that somebody is told of."""

    entry_id: int


class EntryHidden(DirectoryEvent):
    """Support has hidden it, and says why."""


class EntryShownAgain(DirectoryEvent):
    """Support shows it again."""


class EntryReported(DirectoryEvent):
    """Somebody has complained of it: support is to look."""


@dataclass(frozen=True, slots=True)
class VisitorEvent(Event):
    """Something that happened to what somebody has asked a partner through its entry."""

    question_id: int


class VisitorAsked(VisitorEvent):
    """Somebody asks."""


class VisitorAnswered(VisitorEvent):
    """The partner has answered."""


class VisitorReported(VisitorEvent):
    """One side has complained of what the other has written."""
