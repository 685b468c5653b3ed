"""The demo: a world that is valid, and a program that goes on where it was killed."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import now
from bot.commands import demo_time
from bot.commands.demo import TOKEN, in_playground
from bot.commands.demo_world import make_world
from bot.config import load_settings
from bot.demo import EMMA, JONAS, LEA, LIVIA, PERSONAS, Persona, renew_api_token
from domain.accounts.records import read_order
from domain.partnerships.rules import Status
from domain.people import Role
from domain.tenders.rules import TenderStatus
from playground.clock import Clock
from playground.provider.books import order_record
from playground.provider.made_up import customers, use_kinds, with_newcomers
from services.accounts.taking import take_orders
from services.api_tokens import bearer
from services.applications.reviewing import look_at_partners
from storage.database import open_database
from storage.organisations.partners import partners
from storage.partnerships import count_of_partner, of_client
from storage.people import memberships_of, person_by_telegram_id
from storage.products import products_of
from storage.runtime.outbox import waiting
from storage.tables import DirectoryEntry, Product, Tender
from storage.work import Units
from tests.bot.programs import Program, program
from tests.bot.trials import until
from tests.desk import Desk, Loop


class Page:
    """The demo's page, as a browser talks to it."""

    def __init__(self, demo: Program) -> None:
        demo.says("Ctrl+C ends the demo")
        found = re.search(r"http://127\.0\.0\.1:\d+", demo.output)
        assert found, demo.output
        self.url = found[0]

    def ask(self, verb: str, path: str, body: object = None) -> Any:
        answer = httpx.request(verb, f"{self.url}/play/{TOKEN}{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def waits_until_told(self) -> None:
        """Until the provider has told of all it knows, and whatever was agreed long ago is in effect there."""
        deals = 1 + sum(not each.waits for each in customers().deals.values())

        def in_effect() -> bool:
            books = httpx.get(f"{self.url}/provider/state").json()
            return books["told"] and len(books["access"]) == deals

        until(in_effect, every_s=0.1)

    def says(self, person: int, text: str) -> str:
        """Writes a message as this person; the bot's next one."""
        before = len(self.chat(person))
        self.ask("POST", f"/chats/{person}/messages", {"from": person, "text": text})
        until(lambda: len(self.chat(person)) > before + 1)
        return self.chat(person)[-1]

    def chat(self, person: int) -> list[str]:
        """The texts in this person's chat, oldest first."""
        return [message["text"] for message in self.ask("GET", f"/chats/{person}/messages")["messages"]]


BY_MAIL_ONLY = "Fjordlicht Studio GmbH (Demo)"
"""A partner that has nobody in Telegram."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_demo_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    port = str(free_port())
    with program(tmp_path, "demo", "--port", port) as demo:
        page = Page(demo)
        assert page.url == f"http://127.0.0.1:{port}"
        assert "<!doctype html>" in httpx.get(page.url).text
        people = page.ask("GET", "/world")["people"]
        assert [person["id"] for person in people] == [persona.telegram_id for persona in PERSONAS]
        page.waits_until_told()
        assert "Seegarten Hotels AG (Demo)" in page.says(LEA.telegram_id, "/start")
        assert "Which partner would you like to add?" in page.says(EMMA.telegram_id, "/addpartner")
        until(lambda: "Which partner would you like" in (tmp_path / "var" / "demo-telegram.json").read_text("utf-8"))
        demo.end(signal.SIGKILL)

    with program(tmp_path, "demo", "--port", port) as demo:
        page = Page(demo)
        assert page.chat(LEA.telegram_id)[0] == "/start"
        assert "Which partner would you like to add?" in page.chat(EMMA.telegram_id)[-1]
        assert "Which access" in page.says(EMMA.telegram_id, "Alpweb")
        assert len(page.ask("GET", "/world")["people"]) == len(PERSONAS)
        assert demo.end(signal.SIGINT) == 0
    assert "Traceback" not in demo.output
    assert "ERROR" not in demo.output
    assert TOKEN not in demo.output

    with program(tmp_path, "demo", "--port", port, "--reset") as demo:
        page = Page(demo)
        assert page.chat(LEA.telegram_id) == []
        assert demo.end() == 0


def test_a_taken_port_is_passed_over_and_one_folder_holds_one_demo(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        program(tmp_path, "demo", "--port", str(taken.getsockname()[1])) as demo,
    ):
        page = Page(demo)
        assert not page.url.endswith(f":{taken.getsockname()[1]}")
        with program(tmp_path, "demo") as second:
            assert second.status() == 2
        assert "already: end it first" in second.output
        assert page.ask("GET", "/world")["bot"]["username"] == "handschlag_bot"


def test_the_world_is_made_once_and_nobody_is_told(database_url: str) -> None:
    settings = load_settings(None, database_url=database_url)
    engine = open_database(database_url)
    units = Units(engine, now)
    books, programme = customers(), settings.programme
    for _ in range(2):
        make_world(units, programme, books)
        assert len(books.access) == 80
    taken = []
    for _ in range(2):
        with units.begin("cli") as work:
            records = [read_order(order_record(each)) for each in books.orders.values()]
            taken.append(take_orders(work, programme, records).created)
    assert taken == [len(records), 0]
    with units.begin("cli") as work:
        lea = person_by_telegram_id(work.session, LEA.telegram_id)
        jonas = person_by_telegram_id(work.session, JONAS.telegram_id)
        assert lea
        assert jonas
        assert lea.organisation
        assert [member.role for member in memberships_of(work.session, lea.id)] == [Role.LEGAL_REPRESENTATIVE]
        assert [member.role for member in memberships_of(work.session, jonas.id)] == [Role.EMPLOYEE]
        assert jonas.organisation_id == lea.organisation_id
        assert len(products_of(work.session, lea.organisation.id)) == 4
        assert [held.status for held in of_client(work.session, lea.organisation.id, work.now)] == [Status.ACTIVE]
        found = partners(work.session, but=0, limit=10)
        there = {p.organisation for p in PERSONAS if p.role == "partner"}
        assert {partner.name for partner in found} == {*there, BY_MAIL_ONLY}
        livia = person_by_telegram_id(work.session, LIVIA.telegram_id)
        assert livia
        assert livia.organisation
        agency = livia.organisation.id
        assert count_of_partner(work.session, agency, Status.ACTIVE, work.now) == 80
        assert count_of_partner(work.session, agency, Status.PENDING, work.now) == 3
        assert work.session.scalar(select(func.count()).select_from(DirectoryEntry)) == 4
        assert work.session.scalar(select(func.count()).where(Tender.status == TenderStatus.OPEN)) == 3
        assert waiting(work.session) == []
    engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_world_at_another_provider(database_url: str) -> None:
    """With a catalogue, currencies and levels of its own."""
    programme = load_settings(None, profile=Path(__file__).parents[3] / "docs" / "second-provider.toml").programme
    engine = open_database(database_url)
    units = Units(engine, now)
    books = customers()
    use_kinds(books, [each.code for each in programme.catalogue])
    make_world(units, programme, books)
    with units.begin("cli") as work:
        orders = [read_order(order_record(each)) for each in books.orders.values()]
        assert take_orders(work, programme, orders).created == len(orders)
        assert look_at_partners(work, programme) is not None
        assert {each.kind for each in work.session.scalars(select(Product))} == {"site", "name", "server", "backup"}
    engine.dispose()


def test_the_agencys_books_are_as_in_life() -> None:
    """Who orders and pays has the right to (facts 17, 21, 25, 26), and what is taken back was booked before."""
    books = customers()
    assert len(books.deals) == 83
    assert {each.currency for each in books.orders.values()} == {"CHF", "EUR", "USD"}
    for order in books.orders.values():
        deal = books.deals[order.account]
        agency = {order.ordered_by, order.paid_by} - {order.account}
        assert not agency or (deal.access == "full" and deal.since < order.booked_on)
        assert order.paid_by == order.account or deal.payer == "partner"
        if order.refers_to is not None:
            assert books.orders[order.refers_to].booked_on < order.booked_on
    assert customers().orders.keys() == books.orders.keys()


def test_an_older_demo_gets_the_agency() -> None:
    books = customers()
    for name in (LIVIA.at_provider.account if LIVIA.at_provider else "", *books.deals):
        del books.accounts[name]
    books.people, books.orders, books.deals = {}, {}, {}
    books.products["50001"].status = "cancelled"
    newer = with_newcomers(books)
    assert newer.accounts.keys() == customers().accounts.keys()
    assert newer.products["50001"].status == "cancelled"
    assert len(newer.deals) == 83


def test_a_real_mailbox_and_key_are_left_alone() -> None:
    real = load_settings(None).model_copy(
        update={
            "imap_url": SecretStr("imaps://desk:secret@mail.reseller.example/INBOX"),
            "dkim_key": Path("dkim.pem"),
            "dkim_selector": "desk2026",
        }
    )
    played = in_playground(real, "http://127.0.0.1:8765", "smtp://127.0.0.1:2525", "http://127.0.0.1:8766", "whsec_x")
    assert played.bounce_mailbox is None
    assert played.mail_account is not None
    assert played.mail_account.seal is None


def test_a_journey_goes_on_after_a_failure(
    desk: Desk, loop: Loop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(demo_time, "STAYS_AT_MOST_S", 0)
    clock = Clock(tmp_path / "clock.json")
    clock.travel(2)

    def fails() -> None:
        clock.on_move = None
        raise OSError("the disk is full")

    clock.on_move = fails
    travelling = loop.start(demo_time.travel(desk.app, clock))
    until(lambda: clock.days_left == 0)
    loop.call(travelling.cancel)
    desk.settle()
    assert caplog.text.count("the round of a day failed") == 1


def test_a_killed_demo_leaves_no_child(tmp_path: Path) -> None:
    with program(tmp_path, "demo", "--port", str(free_port())) as demo:
        page = Page(demo)
        page.waits_until_told()
        children = [int(number) for number in _children(demo.number).split()]
        assert children
        demo.end(signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def test_each_start_has_a_token_of_its_own(database_url: str) -> None:
    units = Units(open_database(database_url), now)
    first, second = renew_api_token(units, "provider"), renew_api_token(units, "provider")
    with units.begin("cli") as work:
        assert bearer(work, first) is None
        assert bearer(work, second) is not None
    units.engine.dispose()


def _children(process: int) -> str:
    return Path(f"/proc/{process}/task/{process}/children").read_text("ascii")


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.first_name)
def test_companies_are_marked_as_made_up(persona: Persona) -> None:
    assert persona.organisation is None or persona.organisation.endswith("(Demo)")
