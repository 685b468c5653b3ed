"""Whom Telegram does not reach any more, and whom it reaches again."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from domain.absence import Way
from services.events.partnerships import PartnershipEvent
from storage.work import Event


@dataclass(frozen=True, slots=True)
class PersonUnreachable(Event):
    """Telegram has not taken a message to this person, or takes none any more. Why, is nobody's to know."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonBack(Event):
    """Somebody who could not be reached has written, or has let the bot write again."""

    person_id: int


@dataclass(frozen=True, slots=True)
class AnswererUnreached(PartnershipEvent):
    """Whoever is to answer is not reached in the chat: it goes on by that way.

    `mail_to` are those (people's ids) who have not had it by mail yet, and get it now.
    """

    way: Way
    mail_to: Set[int] = frozenset()


class AnswererReached(PartnershipEvent):
    """Somebody who is to answer can be reached in the chat again."""


@dataclass(frozen=True, slots=True)
class NobodyReached(Event):
    """Nobody at the organisation reads what waits for its answer, in these partnerships: support is to help."""

    organisation_id: int
    partnership_ids: tuple[int, ...]
