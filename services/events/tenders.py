"""What happens to tenders."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class TenderEvent(Event):
    """Something happened to a tender; its cards are refreshed whatever it was."""

    tender_id: int


class TenderHeld(TenderEvent):
    """A new tender is for support to look at first."""


class TenderPublished(TenderEvent):
    """Partners can see it from now on: support had to look at it first, or had hidden it."""


class TenderChanged(TenderEvent):
    """The client has changed it, or moved its deadline: the last of its changes says what."""


class TenderClosed(TenderEvent):
    """The client has closed it, or nobody had decided for long."""


class TenderHidden(TenderEvent):
    """Support has taken it out of the list."""


class TenderReported(TenderEvent):
    """Somebody finds that it does not belong here."""


class TenderKept(TenderEvent):
    """Support has looked at what was reported: it stays."""


class TenderLapsed(TenderEvent):
    """Its deadline is over: the client can decide."""


@dataclass(frozen=True, slots=True)
class TenderTold(Event):
    """A tender is told to some of those who have asked for such work: their ids, each with the partner's."""

    tender_id: int
    people: tuple[tuple[int, int], ...]
