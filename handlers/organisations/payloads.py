"""Buttons about organisations. The codes are in old messages: never give one a new meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import OrganisationId


@dataclass(frozen=True, slots=True)
class SwitchOrganisation(Payload):
    code: ClassVar[str] = "os"
    organisation: OrganisationId
