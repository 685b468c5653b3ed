"""Buttons about conversations with support. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import CaseId, FileId, QuestionId
from services.staff.finding import Kind


@dataclass(frozen=True, slots=True)
class LeaveSupport(Payload):
    """Ends the case from the person's side."""

    code: ClassVar[str] = "hl"
    case: CaseId


@dataclass(frozen=True, slots=True)
class TalkAbout(Payload):
    """Opens a case about a question that the desk could not answer: support reads its words."""

    code: ClassVar[str] = "hq"
    question: QuestionId


@dataclass(frozen=True, slots=True)
class BeforeTalking(Payload):
    """Tells what support sees, before anybody talks to it about misconduct."""

    code: ClassVar[str] = "hb"


@dataclass(frozen=True, slots=True)
class WriteToSupport(Payload):
    """Puts the open form aside, so that what is typed goes to support."""

    code: ClassVar[str] = "hw"


@dataclass(frozen=True, slots=True)
class LookAt(Payload):
    """In support's group: opens the provider's file on a record."""

    code: ClassVar[str] = "hf"
    kind: Kind
    number: FileId
