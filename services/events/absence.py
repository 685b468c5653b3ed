"""Whom Telegram does not reach any more, and whom it reaches again."""

from __future__ import annotations

from dataclasses import dataclass

from storage.work import Event


@dataclass(frozen=True, slots=True)
class PersonUnreachable(Event):
    """Telegram takes nothing for this person any more. Why, is nobody's to know."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonBack(Event):
    """Somebody who could not be reached has written, or has let the bot write again."""

    person_id: int
