"""Notices as values: who is told, what, about which of their organisations, how urgent.

A subject makes them from an event, once; a channel renders them. The chat is one, the provider's systems are another:
`tell` puts them into the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.words import Msg, paragraphs
from handlers.chat.post import Post
from handlers.chat.views import View
from storage.people import in_several_organisations
from storage.runtime.outbox import Priority
from storage.tables import Card, Organisation, Person, ProgrammeEvent
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Room:
    """A group in which everybody reads the same."""

    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person, or a room, is told; `concerning` is the one of the person's organisations that it is about."""

    to: Person | Room
    view: View
    concerning: Organisation | None = None
    urgency: Priority = Priority.CONTRACT


@dataclass(frozen=True, slots=True)
class CardUpdate:
    """A card that stands in the reader's chat, or in a room, already shows this from now on; `concerning` as in a
    notice."""

    card: Card
    to: Person | Room
    view: View
    concerning: Organisation | None = None


@dataclass(frozen=True, slots=True)
class CardRetired:
    """A card is its reader's to see no longer: it loses its buttons, and is not kept up to date any more."""

    card: Card


@dataclass(frozen=True, slots=True)
class Report:
    """The provider's systems are told of an event, where they listen."""

    event: ProgrammeEvent


News: TypeAlias = Notice | CardUpdate | CardRetired | Report


def tell(news: Iterable[News], work: Work, post: Post) -> None:
    """Tells those in the chat who can be reached there. Who belongs to several organisations reads which one it is.

    Cards that stand already are refreshed first: a notice may bring a new one, which is up to date anyway.
    """
    updates: list[tuple[Person, CardUpdate]] = []
    notices: list[tuple[Person, Notice]] = []
    for each in news:
        if isinstance(each, CardRetired):
            post.retire(each.card)
        elif isinstance(each, Report):
            post.report(each.event)
        elif isinstance(each, CardUpdate):
            if isinstance(each.to, Room):
                post.refresh(each.card, each.to.language, each.view)
            else:
                updates.append((each.to, each))
        elif isinstance(each.to, Room):
            post.say(each.to.chat_id, each.to.language, each.view, each.urgency)
        elif each.to.reachable:
            notices.append((each.to, each))
    concerned = {to.id for to, update in updates if update.concerning is not None}
    concerned |= {to.id for to, notice in notices if notice.concerning is not None}
    several = in_several_organisations(work.session, concerned)
    for to, update in updates:
        own = update.concerning if to.id in several else None
        post.refresh(update.card, to.language, headed(update.view, own))
    for to, notice in notices:
        own = notice.concerning if to.id in several else None
        post.say(to.chat_id, to.language, headed(notice.view, own), notice.urgency)


def headed(view: View, organisation: Organisation | None) -> View:
    """The view with the reader's organisation that it concerns on top, if one is given."""
    if organisation is None:
        return view
    heading = Msg("🏢 <i>{organisation}</i>", organisation=organisation.name)
    return replace(view, words=paragraphs(heading, view.words))
