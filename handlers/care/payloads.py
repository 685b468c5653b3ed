"""Buttons about who looks after which client. The codes are in old messages: never give one a new meaning.

A carer is a person, by id, or a team, by its id with a minus. Whoever taps says what shall be so afterwards, not
“the other way round”: an old button does not undo what has been done since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.chat.packing import Payload
from handlers.chat.records import CarerId, ClientId, ColleagueId, ManagedProductId, TeamId


@dataclass(frozen=True, slots=True)
class ShowCarers(Payload):
    """Who looks after a client; a page, from 0, of those who could."""

    code: ClassVar[str] = "tc"
    client: ClientId
    page: int


@dataclass(frozen=True, slots=True)
class LeaveToEverybody(Payload):
    code: ClassVar[str] = "te"
    client: ClientId


@dataclass(frozen=True, slots=True)
class SetCarer(Payload):
    """The carer looks after the client from now on, or not."""

    code: ClassVar[str] = "tk"
    client: ClientId
    carer: CarerId
    cares: bool
    page: int


@dataclass(frozen=True, slots=True)
class ShowCarerProducts(Payload):
    """The products of the client that the carer looks after."""

    code: ClassVar[str] = "tp"
    client: ClientId
    carer: CarerId
    page: int


@dataclass(frozen=True, slots=True)
class SetCarerProduct(Payload):
    """The carer looks after this product of the client, or not; product 0 stands for all of them."""

    code: ClassVar[str] = "tq"
    client: ClientId
    carer: CarerId
    product: ManagedProductId
    cares: bool
    page: int


@dataclass(frozen=True, slots=True)
class ShowGivenPeople(Payload):
    """The people who reach the clients given to them only."""

    code: ClassVar[str] = "tu"
    page: int


@dataclass(frozen=True, slots=True)
class ShowClientsOf(Payload):
    """The clients that a colleague looks after."""

    code: ClassVar[str] = "tl"
    person: ColleagueId
    page: int


@dataclass(frozen=True, slots=True)
class GiveClient(Payload):
    """As `SetCarer`, from the person's side."""

    code: ClassVar[str] = "tg"
    person: ColleagueId
    client: ClientId
    cares: bool
    page: int


@dataclass(frozen=True, slots=True)
class ShowTeam(Payload):
    code: ClassVar[str] = "tm"
    team: TeamId
    page: int


@dataclass(frozen=True, slots=True)
class NameTeam(Payload):
    """Makes a team, with 0, or gives it another name."""

    code: ClassVar[str] = "tn"
    team: TeamId


@dataclass(frozen=True, slots=True)
class PutInTeam(Payload):
    code: ClassVar[str] = "tb"
    team: TeamId
    person: ColleagueId
    belongs: bool
    page: int


@dataclass(frozen=True, slots=True)
class DissolveTeam(Payload):
    """`sure` is false for the first tap, which asks."""

    code: ClassVar[str] = "td"
    team: TeamId
    sure: bool
