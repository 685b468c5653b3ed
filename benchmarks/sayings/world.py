"""The world in which the messages are said, put into a database: `world.json`, by the services that chats use."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypedDict, cast

from sqlalchemy import insert, text

from benchmarks.partner_search import partner_rows
from benchmarks.sayings.messages import FOLDER
from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Side, Terms
from domain.people import Role
from domain.programme import Programme, VerificationWay
from domain.sayings.slots import Slot
from domain.words import Country, Money
from services import organisations, products
from services.partnerships import answering, requesting
from services.people import invitations
from storage.tables import Organisation, OrganisationKey, Person
from storage.work import Units, Work

SWITZERLAND = Country("CH")


class _Speaker(TypedDict):
    name: str
    organisation: str


class _Product(TypedDict):
    name: str
    kind: str


class _Partnership(TypedDict, total=False):
    client: str
    partner: str
    status: str
    access: str
    payer: str
    products: list[str]


class _Written(TypedDict):
    today: str
    speakers: dict[str, _Speaker]
    colleagues: dict[str, dict[str, str]]
    partners: list[str]
    clients: dict[str, list[_Product]]
    partnerships: list[_Partnership]


def written() -> _Written:
    """What stands in the file."""
    return cast(_Written, json.loads((FOLDER / "world.json").read_text("utf-8")))


def moment() -> dt.datetime:
    """When the messages are said: in the morning of the world's day."""
    return dt.datetime.combine(dt.date.fromisoformat(written()["today"]), dt.time(9), dt.UTC)


@dataclass(frozen=True, slots=True)
class World:
    """Who is in the database: chats of the speakers by side, and names by slot and id."""

    chats: Mapping[Side, int]
    names: Mapping[tuple[Slot, int], str]


def settle(units: Units, programme: Programme) -> World:
    """Fills an empty database with the world; everybody's word is taken for who they are."""
    with units.begin("cli") as work:
        return _Settler(work, replace(programme, verification=frozenset({VerificationWay.AT_ONCE}))).settle()


@dataclass(slots=True)
class _Settler:
    work: Work
    programme: Programme
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _heads: dict[str, Person] = field(default_factory=dict)
    """By organisation, who commits it."""
    _products: dict[str, int] = field(default_factory=dict)
    _names: dict[tuple[Slot, int], str] = field(default_factory=dict)

    def settle(self) -> World:
        world = written()
        heads = {each["organisation"]: each["name"] for each in world["speakers"].values()}
        for name in world["partners"]:
            number = f"CHE-000.000.{next(self._numbers):03}"
            _, invitation = organisations.admit_partner(self.work, name, SWITZERLAND, number, programme=self.programme)
            self._heads[name] = self._person(heads.get(name, f"Head of {name}"))
            invitations.join(self.work, self._heads[name], invitation.token)
        for name, owned in world["clients"].items():
            self._client(name, heads.get(name, f"Head of {name}"), owned)
        for name, colleagues in world["colleagues"].items():
            for colleague, role in colleagues.items():
                self._colleague(name, colleague, Role(role))
        for partnership in world["partnerships"]:
            self._partnership(partnership)
        for head in self._heads.values():
            organisation = _organisation(head)
            self._names[Slot.OTHER, organisation.id] = organisation.name
        self.work.events.clear()
        chats = {Side(side): self._heads[each["organisation"]].chat_id for side, each in world["speakers"].items()}
        return World(chats, self._names)

    def _person(self, name: str) -> Person:
        person = Person(
            telegram_id=1_000 + next(self._numbers),
            first_name=name,
            language="de",
            reachable=True,
            created_at=self.work.now,
        )
        self.work.session.add(person)
        self.work.session.flush()
        self._names[Slot.PERSON, person.id] = name
        return person

    def _client(self, name: str, head: str, owned: list[_Product]) -> None:
        person = self._heads[name] = self._person(head)
        company = OrganisationKind.COMPANY
        organisations.register(self.work, person, company, name, SWITZERLAND, None, programme=self.programme)
        for each in owned:
            product = products.add(self.work, person, each["kind"], each["name"], Money(Decimal(240), "CHF"))
            self._products[product.name] = product.id
            self._names[Slot.PRODUCT, product.id] = product.name

    def _colleague(self, of: str, name: str, role: Role) -> None:
        head = self._heads[of]
        invitation = invitations.invite(self.work, head, _organisation(head).id, role, programme=self.programme)
        invitations.join(self.work, self._person(name), invitation.token)

    def _partnership(self, agreed: _Partnership) -> None:
        client, partner = self._heads[agreed["client"]], self._heads[agreed["partner"]]
        terms = Terms(
            Access(agreed["access"]),
            Payer(agreed["payer"]) if "payer" in agreed else None,
            frozenset(self._products[name] for name in agreed.get("products", [])),
        )
        made = requesting.request(self.work, self.programme, client, _organisation(partner).id, terms)
        if agreed["status"] == "active":
            answering.confirm(self.work, partner, made.id)


def _organisation(person: Person) -> Organisation:
    assert person.organisation is not None
    return person.organisation


def add_partners(units: Units, count: int) -> None:
    """So many partners more, none of whom the speakers work with."""
    with units.engine.begin() as connection:
        for rows, keys in partner_rows(count, beyond=1_000_000):
            connection.execute(insert(Organisation), rows)
            connection.execute(insert(OrganisationKey), keys)
        connection.execute(text("ANALYZE"))  # as the server does by itself within minutes
