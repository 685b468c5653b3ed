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
import threading
import time
from collections.abc import Coroutine, Iterable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any, TypeVar

import httpx

from bot.app import App, build_app
from bot.config import load_settings
from domain.organisations import OrganisationKind
from domain.partnerships import Access, Payer, Status, Terms
from domain.words import Country, Money
from services import organisations, partnerships, products
from storage.parties import person_by_telegram_id, products_of
from storage.partnerships import partnership
from storage.tables import Partnership, Person
from storage.work import Work

PATIENCE_S = 20.0
START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

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
    """One bot with its own world in the playground and its own database."""

    def __init__(self, playground_url: str, database_url: str, loop: Loop) -> None:
        self.clock = Clock()
        self._loop = loop
        self.token = f"{next(_numbers) + 50_000}:desk-under-test-desk-under-test-desk"
        self.playground = httpx.Client(
            base_url=f"{playground_url}/play/{self.token}", timeout=PATIENCE_S, follow_redirects=True
        )
        self.playground.put("", json={"bot_name": "Handschlag", "username": "handschlag_bot"}).raise_for_status()
        self.settings = load_settings(None, token=self.token, api_url=playground_url, database_url=database_url)
        self.start()

    def start(self) -> None:
        """Starts the bot, as a new process would."""
        self.app: App = self._loop.run(build_app(self.settings, self.clock))
        self._running = self._loop.start(self.app.run())

    def stop(self) -> None:
        """Stops the bot as SIGTERM does."""
        self._loop.call(self.app.stop)
        self._loop.run(asyncio.wait_for(_wait(self._running), PATIENCE_S))

    def close(self) -> None:
        if not self._running.done():
            self.stop()
        self.playground.delete("")
        self.playground.close()

    def settle(self) -> None:
        """Waits until the bot has applied, acknowledged and delivered everything."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if self._running.done():
                raise AssertionError(f"the bot has ended: {self._running.exception()!r}")
            if self.world()["pending_updates"] == 0 and self.app.idle:
                return
            time.sleep(0.001)
        raise AssertionError("the bot does not come to rest")

    def world(self) -> Any:
        return self.playground.get("/world").json()

    def look_at_deadlines(self) -> None:
        """A round of the caretaker, at the clock's present moment."""
        self._loop.run(self.app.caretaker.round())
        self.settle()

    def work(self) -> AbstractContextManager[Work]:
        """A unit of work on the bot's database, to prepare or to look."""
        return self.app.units.begin("cli")

    def calls(self, since: int = 0) -> list[dict[str, Any]]:
        """The Bot API calls so far, long polls left out."""
        calls: list[dict[str, Any]] = self.playground.get("/calls", params={"since": since}).json()["calls"]
        return calls

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
    ) -> Chat:
        """A legal representative of a client with products."""
        chat = self.newcomer("Lea", lang)
        with self.work() as work:
            person = chat.row(work)
            organisation = organisations.register(work, person, kind, name, Country(country), None)
            chat.organisation_id = organisation.id
            chat.organisation_name = name
            for product in products:
                self._product(work, person, product)
        return chat

    def _product(self, work: Work, person: Person, name: str) -> None:
        currency = person.organisation.currency if person.organisation else "CHF"
        products.add(work, person, "web_hosting", name, Money(Decimal(240), currency))

    def partner(self, name: str = "Alpweb", *, lang: str = "en", country: str = "CH") -> Chat:
        """A legal representative of a partner."""
        chat = self.newcomer("Noah", lang)
        with self.work() as work:
            organisation, invitation = organisations.admit_partner(work, name, Country(country), "CHE-000.000.000")
            organisations.join(work, chat.row(work), invitation.token)
            work.events.clear()
            chat.organisation_id = organisation.id
            chat.organisation_name = name
            chat.partner_code = organisation.partner_code or ""
        return chat

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
            made = partnerships.request(work, self.settings.programme, person, partner.organisation_id, terms)
        if status is Status.ACTIVE:
            with self.work() as work:
                partnerships.confirm(work, partner.row(work), made.id)
        return made.id

    def status(self, partnership_id: int) -> Status:
        return self.stored(partnership_id).status

    def stored(self, partnership_id: int) -> Partnership:
        """The partnership as it is in the database."""
        with self.work() as work:
            found = partnership(work.session, partnership_id)
        assert found is not None
        return found


async def _wait(task: asyncio.Task[None]) -> None:
    await task


class Chat:
    """A person in front of their Telegram, in the private chat with the bot."""

    def __init__(self, desk: Desk, person_id: int, lang: str) -> None:
        self.desk = desk
        self.id = person_id
        self.lang = lang
        self.organisation_id = 0
        self.organisation_name = ""
        self.partner_code = ""

    def row(self, work: Work) -> Person:
        """The person in the database."""
        person = person_by_telegram_id(work.session, self.id)
        assert person is not None, "this person has not written to the bot"
        return person

    def products(self, work: Work) -> list[Any]:

        return list(products_of(work.session, self.organisation_id))

    def says(self, text: str, **more: object) -> str:
        """Writes a message; returns what the bot last wrote."""
        self.send(text=text, **more)
        return self.reads()

    def send(self, **message: object) -> int:
        """Sends any kind of message (`kind="sticker"`) and waits for the bot; the message's id."""
        sent = self.desk.playground.post(f"/chats/{self.id}/messages", json={"from": self.id, **message})
        sent.raise_for_status()
        self.desk.settle()
        return int(sent.json()["message_id"])

    def edits(self, message_id: int, text: str) -> None:
        """Changes a message of one's own."""
        self.desk.playground.post(
            f"/chats/{self.id}/messages/{message_id}/edit", json={"from": self.id, "text": text}
        ).raise_for_status()
        self.desk.settle()

    def messages(self) -> list[dict[str, Any]]:
        """All messages in the chat, oldest first."""
        found: list[dict[str, Any]] = self.desk.playground.get(f"/chats/{self.id}/messages").json()["messages"]
        return [message for message in found if not message["deleted"]]

    def from_bot(self) -> list[dict[str, Any]]:
        return [message for message in self.messages() if message["from"] == "bot"]

    def reads(self, back: int = 1) -> str:
        """The text of the bot's newest message, or of the one `back` messages ago."""
        found = self.from_bot()
        return str(found[-back]["text"]) if len(found) >= back else ""

    def reads_all(self) -> str:
        """Everything that the bot's messages say at present."""
        return "\n\n".join(str(message["text"]) for message in self.from_bot())

    def buttons(self) -> list[str]:
        """The labels under the bot's newest message."""
        found = self.from_bot()
        return [button["text"] for row in (found[-1]["keyboard"] or []) for button in row] if found else []

    def taps(self, label: str, *, message_id: int | None = None) -> str:
        """Taps the newest button whose label contains `label`; returns the pop-up's text or what the bot last wrote."""
        place, data = self.find(label, message_id)
        return self.press(place, data)

    def find(self, label: str, message_id: int | None = None) -> tuple[int, str]:
        """The message and the data of the newest button whose label contains `label`."""
        for message in reversed(self.from_bot()):
            if message_id is not None and message["message_id"] != message_id:
                continue
            for row in message["keyboard"] or []:
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button.get("data", "")
        raise AssertionError(f"no button “{label}” in this chat; the last ones are {self.buttons()}")

    def press(self, message_id: int, data: str) -> str:
        """Presses any data under any message, as a forged or very old button does."""
        made = self.desk.playground.post(
            f"/chats/{self.id}/messages/{message_id}/press", json={"from": self.id, "data": data}
        )
        made.raise_for_status()
        self.desk.settle()
        answer = self.desk.playground.get(f"/callbacks/{made.json()['callback_query_id']}").json()
        assert answer["answered"], "the button keeps spinning"
        return str(answer["text"] or self.reads())
