"""Buttons about a partner's clients. The codes are in old messages: never give one a new meaning.

A client is named by its partnership. `which` is a filter in letters (see `handlers.clients.filters`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import NoteId, OrganisationId, PartnershipId


class FileKind(StrEnum):
    """How a table is sent."""

    XLSX = "x"
    CSV = "c"


class Table(StrEnum):
    """What of several clients is sent as a file."""

    CLIENTS = "c"
    PRODUCTS = "p"


@dataclass(frozen=True, slots=True)
class ShowClients(Payload):
    """A page, from 0, of the filtered list, of clients that `search` finds."""

    code: ClassVar[str] = "uc"
    which: str
    page: int
    search: str


@dataclass(frozen=True, slots=True)
class ChooseFilter(Payload):
    """What the list can be narrowed down by, and what is chosen."""

    code: ClassVar[str] = "uf"
    which: str
    search: str


@dataclass(frozen=True, slots=True)
class ShowClient(Payload):
    code: ClassVar[str] = "un"
    partnership: PartnershipId


@dataclass(frozen=True, slots=True)
class ShowClientProducts(Payload):
    """The client's products in a category, or in all with an empty one; a page, from 0."""

    code: ClassVar[str] = "up"
    partnership: PartnershipId
    category: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowNotes(Payload):
    code: ClassVar[str] = "ut"
    partnership: PartnershipId
    page: int


@dataclass(frozen=True, slots=True)
class WriteNote(Payload):
    code: ClassVar[str] = "uw"
    partnership: PartnershipId


@dataclass(frozen=True, slots=True)
class ChangeNote(Payload):
    code: ClassVar[str] = "uv"
    partnership: PartnershipId
    note: NoteId


@dataclass(frozen=True, slots=True)
class DeleteNote(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "ud"
    partnership: PartnershipId
    note: NoteId
    sure: bool


@dataclass(frozen=True, slots=True)
class ShowExpiring(Payload):
    code: ClassVar[str] = "ux"
    page: int


@dataclass(frozen=True, slots=True)
class RemindMondays(Payload):
    """The person reads every Monday what runs out at the clients of this partner (an id), or not."""

    code: ClassVar[str] = "um"
    wanted: bool
    partner: OrganisationId


@dataclass(frozen=True, slots=True)
class ChooseFile(Payload):
    """Which file of the listed clients shall be sent."""

    code: ClassVar[str] = "ue"
    which: str
    search: str


@dataclass(frozen=True, slots=True)
class SaveClients(Payload):
    code: ClassVar[str] = "us"
    table: Table
    kind: FileKind
    which: str
    search: str


@dataclass(frozen=True, slots=True)
class SaveBilling(Payload):
    """What was booked about a client, as far as the partner may see it."""

    code: ClassVar[str] = "ub"
    partnership: PartnershipId
    kind: FileKind
