"""A programme without the bot: its people act through the services, each deed in a unit of work of its own."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import func, select

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.people import Role
from domain.words import Country, Money, Refused
from services import organisations, products
from services.partnerships import answering, requesting
from services.partnerships.closing import managed
from services.partnerships.deadlines import look_at_due_requests
from services.people import invitations
from storage.partnerships import partnership
from storage.tables import Audit, Partnership, Person
from storage.work import Event, Units, Work
from tests.databases import engine_at, let_go
from tests.programmes import AT_ONCE, INFOMANIAK

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
PATIENCE_S = 40

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person by id, and the organisation for which they began to act; nobody's is 0."""

    person: int
    organisation: int
    products: tuple[int, ...] = ()


def limited(*product_ids: int) -> Terms:
    """Limited access to the products."""
    return Terms(Access.LIMITED, None, frozenset(product_ids))


def full(payer: Payer = Payer.CLIENT) -> Terms:
    """Full access, at the client's expense unless `payer` says otherwise."""
    return Terms(Access.FULL, payer, frozenset())


def request(work: Work, person: Person, partner: Somebody, terms: Terms) -> int:
    """Asks the partner, by the default programme; the partnership's id."""
    return requesting.request(work, INFOMANIAK, person, partner.organisation, terms).id


def resend(work: Work, person: Person, partnership_id: int) -> Partnership:
    """Sends the request again, by the default programme."""
    return requesting.resend(work, INFOMANIAK, person, partnership_id)


class World:
    """One database, a clock that stands still until it is moved, and what was reported last."""

    def __init__(self, url: str) -> None:
        self.engine = engine_at(url)
        self.moment = START
        self.units = Units(self.engine, lambda: self.moment)
        self.events: list[Event] = []
        self._numbers = self._partners = 0

    def close(self) -> None:
        """Lets go of the database."""
        let_go(self.engine)

    def advance(self, **span: float) -> None:
        """Moves the clock, in either direction."""
        self.moment += dt.timedelta(**span)

    def does(
        self,
        who: Somebody,
        act: Callable[Concatenate[Work, Person, P], T],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """Lets somebody act. What was reported is in `events` afterwards; after a refusal, nothing."""
        self.events = []
        with self.units.begin("chat") as work:
            person = work.session.get_one(Person, who.person)
            work.actor_id = person.id
            done = act(work, person, *arguments, **named)
        self.events = work.events
        return done

    def race(self, *runners: tuple[Somebody, Callable[[Work, Person], object]]) -> list[object]:
        """Lets people act at the same moment; what each did, in order. A refusal is a result, too.

        Whatever else is raised – a broken constraint, a deadlock – fails the test.
        """
        gate = threading.Barrier(len(runners), timeout=PATIENCE_S)
        one_writer = self.engine.dialect.name == "sqlite"

        def run(who: Somebody, act: Callable[[Work, Person], object]) -> object:
            if one_writer:
                gate.wait()
            try:
                with self.units.begin("chat") as work:
                    person = work.session.get_one(Person, who.person)
                    if not one_writer:
                        gate.wait()
                    return act(work, person)
            except Refused as refused:
                return refused

        with ThreadPoolExecutor(len(runners)) as pool:
            running = [pool.submit(run, *runner) for runner in runners]
            return [future.result(PATIENCE_S) for future in running]

    def look_at_deadlines(self) -> list[Event]:
        """Looks at due requests until none is left; what was reported."""
        self.events = []
        while True:
            with self.units.begin("job") as work:
                count = look_at_due_requests(work, INFOMANIAK)
            self.events += work.events
            if count == 0:
                return self.events

    def stranger(self) -> Somebody:
        """Somebody who belongs to no organisation."""
        with self.units.begin("chat") as work:
            self._numbers += 1
            person = Person(
                telegram_id=self._numbers,
                first_name="Mia",
                language="en",
                reachable=True,
                created_at=work.now,
            )
            work.session.add(person)
            work.session.flush()
            return Somebody(person.id, 0)

    def client(
        self,
        *names: str,
        kind: OrganisationKind = OrganisationKind.COMPANY,
        country: str = "CH",
        name: str = "Seegarten Hotels",
    ) -> Somebody:
        """A legal representative of a client that has products of these names."""
        person = self.stranger()
        made = self.does(person, organisations.register, kind, name, Country(country), None, programme=AT_ONCE)
        return Somebody(person.person, made.id, tuple(self.product(person, product) for product in names))

    def product(self, owner: Somebody, name: str) -> int:
        """A product of the owner's organisation."""
        return self.does(owner, products.add, "web_hosting", name, Money(Decimal(240), "CHF")).id

    def partner(self, name: str | None = None) -> Somebody:
        """A legal representative of a partner; without a name, of Alpweb, and then of other ones."""
        person = self.stranger()
        self._partners += 1
        name = name or f"Alpweb {self._partners}".removesuffix(" 1")
        with self.units.begin("cli") as work:
            _, invitation = organisations.admit_partner(
                work, name, Country("CH"), f"CHE-000.000.{self._partners:03}", programme=AT_ONCE
            )
        joined = self.does(person, invitations.join, invitation.token)
        return Somebody(person.person, joined.id)

    def colleague(self, of: Somebody, role: Role = Role.EMPLOYEE) -> Somebody:
        """Somebody who joins the organisation, as an employee unless `role` says otherwise."""
        person = self.stranger()
        token = self.does(of, invitations.invite, of.organisation, role, programme=AT_ONCE).token
        self.does(person, invitations.join, token)
        return Somebody(person.person, of.organisation, of.products)

    def joined(self, person: Somebody, inviter: Somebody, role: Role = Role.LEGAL_REPRESENTATIVE) -> Somebody:
        """The same person, who also belongs to the inviter's organisation now and acts for it."""
        token = self.does(inviter, invitations.invite, inviter.organisation, role, programme=AT_ONCE).token
        self.does(person, invitations.join, token)
        return Somebody(person.person, inviter.organisation, inviter.products)

    def requested(self, client: Somebody, partner: Somebody, terms: Terms) -> int:
        """A request that waits for the partner's answer; its id."""
        return self.does(client, request, partner, terms)

    def confirmed(self, client: Somebody, partner: Somebody, terms: Terms) -> int:
        """An active partnership; its id."""
        made = self.requested(client, partner, terms)
        self.does(partner, answering.confirm, made)
        return made

    def stored(self, partnership_id: int) -> Partnership:
        """The partnership as it is in the database."""
        with self.units.begin("cli") as work:
            found = partnership(work.session, partnership_id)
        assert found is not None
        return found

    def status(self, partnership_id: int) -> Status:
        return self.stored(partnership_id).status

    def managed(self, partnership_id: int) -> set[int]:
        """Ids of the products that the partner manages, or is asked to manage."""
        return {access.product_id for access in managed(self.stored(partnership_id))}

    def trail(self, after: int = 0) -> list[Audit]:
        """The audit trail behind the row with this id, oldest first."""
        with self.units.begin("cli") as work:
            return list(work.session.scalars(select(Audit).where(Audit.id > after).order_by(Audit.id)))

    def end_of_trail(self) -> int:
        """The id of the audit trail's last row."""
        with self.units.begin("cli") as work:
            return work.session.scalar(select(func.max(Audit.id))) or 0
