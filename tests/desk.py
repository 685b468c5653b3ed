"""A desk to test with: the real bot on a real database, talking over HTTP to the playground's Telegram.

client = desk.client("Seegarten", lang="de")
client.says("/addpartner")
client.taps("Alpweb")
assert "Alpweb" in client.reads()
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import httpx
from sqlalchemy import Connection, event, select

from bot.app import LOCALES, App, build_app
from bot.caretaker.rounds import Caretaker
from bot.config import load_settings
from domain.answers.articles import Article
from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Status, Terms
from domain.people import Role
from domain.programme import VerificationWay
from domain.words import Country, Money
from services import organisations, products
from services.partnerships import answering, requesting
from services.people import invitations
from services.support import admit
from storage.partnerships import partnership
from storage.runtime.outbox import waiting
from storage.tables import Defect, Organisation, Partnership, Person
from storage.work import Work
from tests.databases import engine_at, let_go, looking
from tests.loopback import NO_CERTIFICATES
from tests.people import Chat, Room, Support

PATIENCE_S = 40.0
START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

UNLIMITED = {
    "messages_per_second": 10_000,
    "messages_per_second_per_chat": 10_000,
    "updates_per_second_per_chat": 10_000,
    "verify_at_once": True,
    "vies_url": "off",
}
"""People in tests are quicker than people are, and the playground bears it; and everybody is who they say."""

T = TypeVar("T")
_numbers = itertools.count(1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> dt.datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += dt.timedelta(**span)


class OnCall(Caretaker):
    """A caretaker who makes a round when told to, and none beside: what a test sees is then its own doing."""

    @classmethod
    def of(cls, app: App) -> OnCall:
        return cls(app.units, app.desk, app.desk.around.programme, app.delivery, app.database)

    async def run(self) -> None:
        await asyncio.Event().wait()


class Loop:
    """An event loop in a thread, in which bots run beside the test."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        async def begin() -> asyncio.Task[T]:
            return asyncio.get_running_loop().create_task(work)

        return self.run(begin())

    def call(self, function: Any) -> None:
        self._loop.call_soon_threadsafe(function)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()


class Desk:
    """One bot with its own world in the playground and its own database; `more` are settings that it has.

    Everybody's word is taken for who they are, unless `verify_at_once` is false: then it is as the profile has it.
    Pages in the browser are served on the socket `pages`, if their address is among the settings. The languages are
    those of `locales`.
    """

    locales: Path = LOCALES

    def __init__(
        self, playground_url: str, database_url: str, loop: Loop, *, pages: socket.socket | None = None, **more: object
    ) -> None:
        self.clock = Clock()
        self.wanted_defects = 0
        self.wanted_refusals: tuple[str, ...] = ()
        self._loop = loop
        self._pages = pages
        self.token = f"{next(_numbers) + 50_000}:desk-under-test-desk-under-test-desk"
        self.playground = httpx.Client(
            base_url=f"{playground_url}/play/{self.token}",
            timeout=PATIENCE_S,
            follow_redirects=True,
            verify=NO_CERTIFICATES,
        )
        self.playground.put("", json={"bot_name": "Handschlag", "username": "handschlag_bot"}).raise_for_status()
        self.settings = load_settings(
            None, token=self.token, api_url=playground_url, database_url=database_url, **UNLIMITED | more
        )
        self.programme = self.settings.programme
        self.start()

    def start(self) -> None:
        """Starts the bot, as a new process would."""
        engine = engine_at(self.settings.database_url)
        self.app: App = self._loop.run(
            build_app(self.settings, self.clock, pages=self._pages, engine=engine, locales=self.locales)
        )
        self.app.caretaker = OnCall.of(self.app)
        self._running = self._loop.start(self.app.run())
        deadline = time.monotonic() + PATIENCE_S
        # What is written before it has signed in is nobody's to send, until somebody looks for that.
        while not self.app.presence.is_well and not self._running.done() and time.monotonic() < deadline:
            time.sleep(0.001)  # the bot signs in in another thread

    def stop(self) -> None:
        """Stops the bot as SIGTERM does."""
        self._loop.call(self.app.stop)
        self._loop.run(asyncio.wait_for(_wait(self._running), PATIENCE_S))

    def close(self) -> None:
        """Clears everything away, and fails if the bot has had a defect that the test did not want."""
        try:
            found = self.defects()
            assert len(found) == self.wanted_defects, "\n".join(found) or "the defect that the test wants is missing"
        finally:
            if not self._running.done():
                self.stop()
            let_go(self.app.units.engine)
            self.playground.delete("")
            self.playground.close()

    def defects(self) -> list[str]:
        """The tracebacks of all defects so far."""
        with looking(self.app.units.engine) as session:
            return list(session.scalars(select(Defect.traceback).order_by(Defect.id)))

    def unsent(self) -> int:
        """How many messages wait in the outbox."""
        with looking(self.app.units.engine) as session:
            return len(waiting(session))

    def faulty_calls(self) -> list[str]:
        """Calls that Telegram refused as wrong in themselves; to show the same again is not one of them."""
        errors = [str(call.get("error", "")) for call in self.calls()]
        wanted = ("is not modified", *self.wanted_refusals)
        return [
            error for error in errors if error.startswith("Bad Request") and not any(map(error.__contains__, wanted))
        ]

    def settle(self) -> None:
        """Waits until the bot has applied, acknowledged and delivered everything."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if self._running.done():
                raise AssertionError(f"the bot has ended: {self._running.exception()!r}")
            # While the bot is at work, its process is left alone; the world is only asked when it seems to be done, and
            # answers when it is.
            if self.app.idle and self.playground.get("/confirmed").json()["confirmed"] and self.app.idle:
                return
            time.sleep(0.001)  # the bot runs in another thread
        raise AssertionError("the bot does not come to rest")

    def world(self) -> Any:
        return self.playground.get("/world").json()

    def read_news(self) -> None:
        """The bot looks for what support has published."""
        self._loop.run(self.app.librarian.look())

    def look_for_what_is_left(self) -> None:
        """The bot looks for updates that a process has kept that is gone."""
        self._loop.run(self.app.backlog.take_up())

    def look_at_events(self) -> None:
        """The bot looks for events that are due, at the clock's present moment, and comes to rest."""

        async def wake() -> None:
            assert self.app.couriers.events is not None
            self.app.couriers.events.wake()

        self._loop.run(wake())
        self.settle()

    def look_at_mails(self) -> None:
        """The bot looks for mails that are due, at the clock's present moment, and comes to rest."""

        async def wake() -> None:
            assert self.app.couriers.mails is not None
            self.app.couriers.mails.wake()

        self._loop.run(wake())
        self.settle()

    def look_up_numbers(self) -> None:
        """The bot looks for numbers that registers are to be asked about, at the clock's present moment."""

        async def wake() -> None:
            assert self.app.couriers.numbers is not None
            self.app.couriers.numbers.wake()

        self._loop.run(wake())
        self.settle()

    def api(self, method: str, **parameters: object) -> Any:
        """What a Bot API method answers, called beside the bot."""
        url = f"{self.settings.api_url}/bot{self.token}/{method}"
        return self.playground.post(url, json=parameters).raise_for_status().json()["result"]

    def look_at_deadlines(self) -> None:
        """A round of the caretaker, at the clock's present moment."""
        self._loop.run(self.app.caretaker.round())
        self.settle()

    def happens(self, deed: Callable[[Work], object]) -> None:
        """Something happens outside of all chats, and the desk tells whom it concerns."""
        with self.app.units.begin("import") as work:
            deed(work)
            told = self.app.desk.announce(work)

        async def deliver() -> None:
            self.app.delivery.hand_over(told.messages)

        self._loop.run(deliver())
        self.settle()

    def work(self) -> AbstractContextManager[Work]:
        """A unit of work on the bot's database, to prepare or to look."""
        return self.app.units.begin("cli")

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """What the updates inside ask of the database, known when the block ends; not what is done beside them."""
        made: list[str] = []
        by_transaction: dict[Connection, list[str]] = defaultdict(list)

        def note(connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
            by_transaction[connection].append(statement)

        event.listen(self.app.units.engine, "before_cursor_execute", note)
        try:
            yield made
        finally:
            event.remove(self.app.units.engine, "before_cursor_execute", note)
        for statements in by_transaction.values():
            # The caretaker deletes from that table, whenever its time comes.
            if any(each.startswith("INSERT") and "processed_update" in each for each in statements):
                made += statements

    def calls(self, since: int = 0) -> list[dict[str, Any]]:
        """The Bot API calls so far, long polls left out."""
        calls: list[dict[str, Any]] = self.playground.get("/calls", params={"since": since}).json()["calls"]
        return calls

    def article(self, topic: str, lang: str) -> Article:
        """What the knowledge base has about a topic."""
        return self.app.desk.around.knowledge.article(topic, lang)

    def person(self, first_name: str = "Mia", lang: str = "en") -> Chat:
        """Somebody who has never written to the bot."""
        found = self.playground.post("/people", json={"first_name": first_name, "language_code": lang}).json()
        return Chat(self, found["id"], lang)

    def newcomer(self, first_name: str = "Mia", lang: str = "en") -> Chat:
        """Somebody who has just started the bot and belongs to no organisation."""
        chat = self.person(first_name, lang)
        chat.says("/start")
        return chat

    def client(
        self,
        name: str = "Seegarten Hotels",
        *,
        lang: str = "en",
        kind: OrganisationKind = OrganisationKind.COMPANY,
        country: str = "CH",
        products: Iterable[str] = ("seegarten.example", "Webshop"),
        first_name: str = "Lea",
        number: str | None = None,
        verified: bool = True,
    ) -> Chat:
        """A legal representative of a client with products; `number` is its register's."""
        chat = self.newcomer(first_name, lang)
        with self.work() as work:
            person = chat.row(work)
            way = VerificationWay.AT_ONCE if verified else VerificationWay.SUPPORT
            programme = replace(self.programme, verification=frozenset({way}))
            organisation = organisations.register(
                work, person, kind, name, Country(country), number, programme=programme
            )
            chat.organisation_id = organisation.id
            chat.organisation_name = name
            for product in products:
                self._product(work, person, product)
        return chat

    def product(self, client: Chat, name: str) -> None:
        """The client gets one more product."""
        with self.work() as work:
            self._product(work, client.row(work), name)

    def _product(self, work: Work, person: Person, name: str) -> None:
        currency = person.organisation.currency if person.organisation else "CHF"
        products.add(work, person, self.programme.catalogue[1].code, name, Money(Decimal(240), currency))

    def partner(self, name: str = "Alpweb", *, lang: str = "en", country: str = "CH") -> Chat:
        """A legal representative of a partner."""
        chat = self.newcomer("Noah", lang)
        with self.work() as work:
            organisation, invitation = organisations.admit_partner(
                work, name, Country(country), f"CHE-000.000.{next(_numbers):03}", programme=self.programme
            )
            invitations.join(work, chat.row(work), invitation.token)
            work.events.clear()
            chat.organisation_id = organisation.id
            chat.organisation_name = name
            chat.partner_code = organisation.partner_code or ""
        return chat

    def rename(self, somebody: Chat, name: str) -> None:
        """Gives somebody's organisation another name."""
        with self.work() as work:
            work.session.get_one(Organisation, somebody.organisation_id).name = name
        somebody.organisation_name = name

    def colleague(self, of: Chat, name: str = "Tim", *, role: Role = Role.EMPLOYEE, lang: str = "en") -> Chat:
        """Somebody else of the same organisation."""
        chat = self.newcomer(name, lang)
        with self.work() as work:
            invitation = invitations.invite(work, of.row(work), of.organisation_id, role, programme=self.programme)
            invitations.join(work, chat.row(work), invitation.token)
            work.events.clear()
        chat.organisation_id, chat.organisation_name = of.organisation_id, of.organisation_name
        return chat

    def group(self, members: Iterable[Chat]) -> Room:
        """A group of people with the bot in it."""
        body = {"title": "Team", "members": [chat.id for chat in members]}
        made = Room(self, self.playground.post("/groups", json=body).json()["id"])
        self.settle()
        return made

    def support(self, *, lang: str = "en") -> Support:
        """A group with topics in which support works: Nina leads it, Omar belongs to it, Zoe does not."""
        people = [self.person(name, lang) for name in ("Nina", "Omar", "Zoe")]
        body = {"title": "Support", "members": [one.id for one in people], "admins": [people[0].id], "forum": True}
        made = Support(self, self.playground.post("/groups", json=body).json()["id"], *people)
        self.settle()
        with self.work() as work:
            admit(work, made.nina.id, "Nina", lead=True)
            admit(work, made.omar.id, "Omar", lead=False)
        made.writes(made.nina, f"/connect {lang}")
        return made

    def channel(self) -> Room:
        """A channel with the bot as its administrator."""
        made = Room(self, self.playground.post("/channels", json={"title": "News"}).json()["id"])
        self.settle()
        return made

    def partnership(
        self,
        client: Chat,
        partner: Chat,
        access: Access = Access.LIMITED,
        *,
        payer: Payer | None = None,
        products: Iterable[str] | None = None,
        status: Status = Status.ACTIVE,
    ) -> int:
        """A request from client to partner, confirmed unless `status` says pending; its id. Nobody is told."""
        with self.work() as work:
            person = client.row(work)
            chosen = frozenset(
                product.id
                for product in client.products(work)
                if access is Access.LIMITED and (products is None or product.name in products)
            )
            if access is Access.FULL and payer is None:
                payer = Payer.CLIENT
            terms = Terms(access, payer, chosen)
            made = requesting.request(work, self.settings.programme, person, partner.organisation_id, terms)
        if status is Status.ACTIVE:
            with self.work() as work:
                answering.confirm(work, partner.row(work), made.id)
        return made.id

    def status(self, partnership_id: int) -> Status:
        return self.stored(partnership_id).status

    def stored(self, partnership_id: int) -> Partnership:
        """The partnership as it is in the database."""
        with looking(self.app.units.engine) as session:
            found = partnership(session, partnership_id)
        assert found is not None
        return found


async def _wait(task: asyncio.Task[None]) -> None:
    await task
