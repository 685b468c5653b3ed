"""What people have typed behind the bot's name, and what it has answered. A restart forgets it: it is over by then."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from playground.state import Chat, Entity, JsonObject, Keyboard, Person


@dataclass(frozen=True, slots=True)
class Result:
    """An article of an answer, and the message that it becomes."""

    id: str
    title: str
    description: str
    text: str
    entities: list[Entity]
    keyboard: Keyboard | None

    def as_json(self) -> JsonObject:
        return {"id": self.id, "title": self.title, "description": self.description}


@dataclass(slots=True)
class Query:
    """What somebody has typed in a chat, and the bot's answer when there is one."""

    id: str
    chat: Chat
    person: Person
    date: float
    results: list[Result] = field(default_factory=list)
    terms: JsonObject = field(default_factory=dict)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    def as_json(self) -> JsonObject:
        return {
            "answered": self.answered.is_set(),
            "results": [result.as_json() for result in self.results],
            **self.terms,
        }
