"""Buttons about questions and answers. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import QuestionId


@dataclass(frozen=True, slots=True)
class ShowTopics(Payload):
    """The knowledge base's topics, of one group."""

    code: ClassVar[str] = "kg"
    group: str


@dataclass(frozen=True, slots=True)
class PickTopic(Payload):
    """Shows the article that a question turns out to be about."""

    code: ClassVar[str] = "kp"
    question: QuestionId
    topic: str


@dataclass(frozen=True, slots=True)
class Vote(Payload):
    """Whether the answer to a question has helped."""

    code: ClassVar[str] = "kv"
    question: QuestionId
    liked: bool


@dataclass(frozen=True, slots=True)
class ShowArticle(Payload):
    code: ClassVar[str] = "ka"
    topic: str


@dataclass(frozen=True, slots=True)
class ShowArticleIn(Payload):
    """An article in a language that is not the person's own."""

    code: ClassVar[str] = "kl"
    topic: str
    language: str


@dataclass(frozen=True, slots=True)
class StayIn(Payload):
    """The person goes on in this language; `topic` is the article under which the button stands, "" where it is none.

    `question` is what the article answers, 0 where it is none.
    """

    code: ClassVar[str] = "ks"
    topic: str
    language: str
    question: QuestionId
