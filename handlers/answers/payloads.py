"""Buttons about questions and answers. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload


@dataclass(frozen=True, slots=True)
class ShowTopics(Payload):
    """The knowledge base's topics, of one group."""

    code: ClassVar[str] = "kg"
    group: str


@dataclass(frozen=True, slots=True)
class PickTopic(Payload):
    """Shows the article that a question turns out to be about."""

    code: ClassVar[str] = "kp"
    question: int
    topic: str


@dataclass(frozen=True, slots=True)
class Vote(Payload):
    """Whether the answer to a question has helped."""

    code: ClassVar[str] = "kv"
    question: int
    liked: bool


@dataclass(frozen=True, slots=True)
class ShowArticle(Payload):
    code: ClassVar[str] = "ka"
    topic: str
