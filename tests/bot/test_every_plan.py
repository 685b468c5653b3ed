"""Every statement that the product executes finds its rows by an index, so that a large programme is as quick as a
small one.

People talk to the bot, time passes, an operator looks into the outbox; whatever statements come of that are kept. Then
the databases say how they would execute them in a programme of some ten thousand rows a table.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Engine, event, select, text, update

from benchmarks.crowd import settle
from bot.cli import main
from bot.metrics.standing import look
from domain.accounts.records import read_level, read_order
from domain.directory.entries import Content
from domain.organisations.client_codes import client_code
from domain.partnerships.rules import Access
from domain.people import Role
from domain.sayings.natures import Kind
from domain.sayings.slots import Days, Slot
from services.accounts.taking import take_levels, take_orders
from services.applications import reviewing
from services.directory import writing
from services.income.reading import other_means, spent
from services.income.settling import settle_due
from services.mail.digests import due_digests, send_due
from storage import vat
from storage.addresses import clear_trouble, trouble_with
from storage.database import open_database
from storage.digests import Entry, keep
from storage.income.reading import Sight
from storage.mail_lanes import refuse_address
from storage.tables import Base, Organisation, OutboxMessage, PartnerReview, Product, ProviderOrder, VatCheck
from storage.vat import checks_to_repeat, still_taken
from tests.asked import SAYINGS, asks
from tests.bot.provider_days import forget_the_connection, provider_days
from tests.bot.rest_of_crowd import CROWD, NOW, fill_the_rest
from tests.bot.trials import blocks_meanwhile, until, waits_for_an_answer
from tests.chats.applications.applicants import applied, stored
from tests.chats.tenders.tendering import SUBJECT, fills_in, publishes, subscribes
from tests.chats.tenders.test_offering import offers, opens_tender
from tests.chats.walking import Walk
from tests.desk import Desk, Loop
from tests.domain.accounts.examples import ORDER
from tests.playground.playing import Json
from tests.programmes import LEVELLED

T = TypeVar("T")
CONTENT = Content({"en": "We build shops."}, ("hosting",), ("Shopware",), ("de",), ("CH-BE",), "https://west.example")

STAY_SMALL = {
    "worker": "a row for each process that runs",
    "pause": "a row for each chat that Telegram slows down at the moment",
    "defect": "written only, and read by nobody but people",
    "alembic_version": "one row",
    "support_group": "one row",
    "knowledge_version": "one row",
    "staff": "a row for each of support's people",
    "phrasing": "what support has taught the desk by hand",
    "rewriting": "what support has written anew by hand",
    "api_token": "what the operator has made by hand",
    "signing_key": "one row for each purpose",
    "directory_entry": "a row for each partner, and a search ranks all of them",
    "ban": "what the operator has banned by hand",
    "directory_salt": "a row for a day, until it is over",
    "vat_circuit": "a row for each country whose service is out of order at the moment",
}
GROWING = {name for name in Base.metadata.tables if name not in STAY_SMALL}
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
PARTIAL = {
    index.name
    for table in Base.metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["postgresql"]["where"] is not None
}
"""These hold few of the rows, or are there to be read in their order: whoever walks one does not read the table."""


class Statements:
    """What has been executed, each text once, with the values that came with it."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}  # values as the driver takes them
        self.by_test = threading.main_thread()

    def note(
        self, _connection: Connection, _cursor: object, statement: str, values: Any, _context: object, many: bool
    ) -> None:
        """Those of the bot, which runs in other threads than the test."""
        if threading.current_thread() is not self.by_test and STATEMENT.match(statement):
            self.found.setdefault(statement, values[0] if many and isinstance(values, list) else values)

    @contextmanager
    def listening(self) -> Iterator[None]:
        event.listen(Engine, "before_cursor_execute", self.note)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", self.note)


def command(*arguments: str) -> None:
    """A command line that ends well, in a thread as the bot's work is."""

    def run() -> object:
        try:
            main(arguments)
        except SystemExit as end:
            return end.code or 0
        return None

    assert apart(run) == 0, arguments


def apart(act: Callable[[], T]) -> T:
    """Does something as the bot does it: in another thread than the test."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


def lose_a_message(desk: Desk) -> int:
    """Somebody is sent a message and has blocked the bot before it arrives; its number."""
    urs = desk.newcomer("Urs")
    waits_for_an_answer(urs, "/nonsense")
    command("outbox")
    blocks_meanwhile(urs)
    urs.blocks(blocked=False)
    with desk.work() as work:
        return work.session.scalars(select(OutboxMessage.id).where(OutboxMessage.failed_at.is_not(None))).one()


def busy_days(desk: Desk, loop: Loop, steps: int) -> None:
    """People do whatever occurs to them, a message is lost and found again, and old things are forgotten."""
    Walk(desk, 1).go(steps)
    lost = lose_a_message(desk)
    for words in (["outbox"], ["outbox", "show", str(lost)], ["outbox", "replay", "--all", "--error", "blocked"]):
        command(*words)
    until(lambda: desk.unsent() == 0)
    command("outbox", "drop", str(lose_a_message(desk)))
    command("partners", "list")
    command("stats")
    apart(lambda: look(desk.app.units.engine, desk.clock))  # as Prometheus has it done
    a_search(desk)
    a_history(desk)
    names_in_messages(desk)
    a_team(desk)
    a_desk_of_clients(desk)
    somebody_is_forgotten(desk)
    what_one_has(desk)
    a_tender(desk)
    an_award(desk)
    desk.client("Schlehe GmbH", country="DE").says("/vat")
    desk.newcomer().says("/start join_forged")
    a_case(desk)
    an_entry(desk)
    admitted = an_application(desk)
    staff_at_work(desk, admitted)
    link = apart(lambda: provider_days(desk, loop, command))
    desk.newcomer("Noah").says(f"/start {link}")
    apart(lambda: forget_the_connection(desk, loop))
    apart(lambda: an_income(desk))
    too_few_products(desk, admitted)
    apart(lambda: beside_the_chat(desk))
    desk.clock.advance(days=100)
    desk.look_at_deadlines()


def a_search(desk: Desk) -> None:
    """Somebody looks for partners, by one word and by several, and registers a name that no partner has."""
    client = desk.client("Holunder AG")
    client.says("/addpartner")
    for typed in ("Ostwind", "Ostwind Web", "Alpwep", "P-000000"):
        client.says(typed)
    client.says("/register")
    client.taps("Company")
    client.says("Ostwind AG")


def a_history(desk: Desk) -> None:
    """Somebody reads what became of a partnership, ends it, and keeps what there is to keep."""
    client, partner = desk.client("Hagebutte AG"), desk.partner("Nordwind Web")
    made = desk.partnership(client, partner, Access.FULL)
    client.says("/menu")
    for code in ("hs:{}:0", "hd:{}", "se:{}:2"):
        client.press(client.from_bot()[-1]["message_id"], code.format(made))
    client.says("Nordwind Web")
    client.press(client.from_bot()[-1]["message_id"], f"hx:{made}")
    assert len(client.files()) == 2


def names_in_messages(desk: Desk) -> None:
    """A client and a partner's people name others in running messages, by parts, with slips, and point at them."""
    client, partner = desk.client("Eibe AG", products=("Webshop", "eibe.ch")), desk.partner("Kirschweb")
    desk.partnership(client, partner, Access.FULL)
    tim = desk.colleague(partner, "Tim")
    for words in (f"Kirchweb or {partner.partner_code} shall look after the Webshop, Lea says", "What may they do?"):
        client.says(words)
    for chat in (partner, tim):
        for words in (
            f"Show me Eibe, eibe.ch and {client_code(client.organisation_id)}",
            "And what may Tim do for them?",
        ):
            chat.says(words)


def a_team(desk: Desk) -> None:
    """A partner divides its clients up, sees it as a colleague does, and lets somebody go; it asks, and is blocked."""
    client, partner = desk.client("Flieder AG"), desk.partner("Südwind Web")
    tim = desk.colleague(partner, "Tim")
    desk.partnership(client, partner)
    partner.says("/clients")
    for label in ("Flieder AG", "Who looks after it", "Tim"):
        partner.taps(label)
    partner.says("/teams")
    partner.taps("New team")
    partner.says("Romandie")
    partner.taps("Tim")
    tim.says("/clients")
    tim.says("/waiting")
    partner.says("/people")
    for label in ("👤 Tim", "See it as Tim"):
        partner.taps(label)
    partner.says("/people")
    for label in ("👤 Tim", "🗑 Remove", "🗑 Yes, remove"):
        partner.taps(label)
    asked = desk.client("Goldregen AG")
    partner.says("/askclient")
    partner.says("Goldregen AG")
    for label in ("Full access", "Your payment means", "Without a message", "Ask"):
        partner.taps(label)
    asked.says("/waiting")
    for label in ("Südwind Web", "🚫 Block", "Yes, block"):
        asked.taps(label)
    asked.says("/organisation")
    asked.taps("🔕 Requests")
    asked.taps("Blocked")


def a_desk_of_clients(desk: Desk) -> None:
    """A partner's people look through its clients, note something, take files along, and are reminded on Mondays."""
    client, partner = desk.client("Weide AG"), desk.partner("Lilienweb")
    made = desk.partnership(client, partner, Access.FULL)
    tim = desk.colleague(partner, "Tim")
    for chat in (partner, tim):
        for words in ("/clients", "/clients weide", "/expiring"):
            chat.says(words)
        for code in ("uc:fow:0:weide", "uf:lm:", f"un:{made}", f"up:{made}::0", f"ut:{made}:0", f"uw:{made}"):
            chat.press(chat.from_bot()[-1]["message_id"], code)
        chat.says("Prefers calls.")
        for code in (f"um:1:{partner.organisation_id}", "ue::", "us:c:c:m:", "us:p:c::weide", f"ub:{made}:c"):
            chat.press(chat.from_bot()[-1]["message_id"], code)
    assert len(partner.files()) == 1


def what_one_has(desk: Desk) -> None:
    """People ask about their own data: a client, a partner, and its employee."""
    client, partner = desk.client("Wacholder AG"), desk.partner("Krokusweb")
    desk.partnership(client, partner, products=["Webshop"])
    with desk.work() as work:
        product = client.products(work)[0].id
    for chat in (client, partner, desk.colleague(partner, "Tim")):
        other = partner if chat is client else client
        for saying in SAYINGS.values():
            if saying.kind is Kind.ASK:
                asks(chat, saying.name)
                asks(chat, saying.name, other=other.organisation_id, when=Days(dt.date.min, dt.date.max))
            if saying.kind is Kind.ASK and Slot.PRODUCT in saying.slots:
                asks(chat, saying.name, product=product)


def somebody_is_forgotten(desk: Desk) -> None:
    """With everything that they had, after they have looked at it; and nobody but them acts for one of the two."""
    for name in ("Kurhaus Bellevue", "Zur Mühle"):
        lea = desk.client(name)
        if name == "Kurhaus Bellevue":
            desk.colleague(lea, role=Role.LEGAL_REPRESENTATIVE)
        lea.says("/mydata")
        lea.says("/forget")
        lea.taps("No, thank you")
        lea.taps("🗑 Yes, forget me")
    command("retention")


def a_tender(desk: Desk) -> None:
    """A client tenders, with a file; partners are told, at once and daily, ask, offer, and report it."""
    support = desk.support()
    client, quick, slow = desk.client("Akelei AG"), desk.partner("Föhn Web"), desk.partner("Bise Web")
    subscribes(quick)
    subscribes(slow, "Once a day at 14:00")
    fills_in(client)
    client.taps("Change something")
    client.taps("Files")
    client.send(kind="document")
    client.taps("Go on with 1 file")
    client.taps("📣 Publish")
    desk.look_at_deadlines()
    desk.clock.advance(hours=24)
    desk.look_at_deadlines()
    client.says("/tenders")
    for label in (SUBJECT, "✏️ Change", "Change something", "Region"):
        client.taps(label)
    client.says("Genf")
    client.taps("✅ Change it like this")
    quick.says("/tenders website")
    for label in ("🛠 Kind", "New website", "📍 Region", "Zurich"):
        quick.taps(label)
    offers(slow)
    opens_tender(quick)
    quick.taps("📎 Files")
    quick.taps("❓ Ask")
    quick.says("How many pages is it?")
    quick.taps("📨 Send")
    opens_tender(quick)
    quick.taps("🚩 Report")
    quick.says("This is not meant seriously.")
    support.taps(support.nina, "✅ Keep it")
    opens_tender(client)
    client.taps("📨 Offers: {count}", count=1)
    client.says("/tenders")
    for label in (SUBJECT, "⏹ Close", "Done on our own"):
        client.taps(label)


def an_award(desk: Desk) -> None:
    """A client is asked, asks back, compares, and accepts an offer, which its partner undertakes."""
    client, partner, other = desk.client("Arnika AG"), desk.partner("Biber Web"), desk.partner("Dachs Web")
    publishes(client)
    offers(partner)
    offers(other, "110-120/h", "For twelve pages we need two people for a week, and one of yours for a day.")
    opens_tender(client)
    for label in ("📨 Offers", "A Biber Web", "❓ Ask"):
        client.taps(label)
    client.says("Who writes the texts?")
    client.taps("📨 Send")
    partner.taps("💬 Answer")
    partner.says("You do.")
    partner.taps("📨 Send")
    client.taps("💬 Questions and answers")
    opens_tender(client)
    for label in ("📨 Offers", "A Biber Web", "⭐ Shortlist", "🤝 Accept", "🤝 Yes, accept it"):
        client.taps(label)
    partner.taps("✅ We undertake that")
    partner.says("/offers")
    client.taps("📨 Show the offer")


def a_case(desk: Desk) -> None:
    """Somebody talks to support, which looks at what is asked."""
    ida, group = desk.newcomer("Ida"), desk.support()
    ida.says("do you deliver sausages to Bern")
    ida.says("/human")
    first = ida.send(text="Well?")
    ida.edits(first, "Well then?")
    topic = group.topic()
    theirs = group.writes(group.omar, "No", topic)
    ida.send(text="Why?", reply_to=first)
    group.edits(group.omar, theirs, "No!")
    for words in ("/note hungry", "/who", "/faq tenders", "/questions", "/skip 1", "/history tenders", "/close"):
        group.writes(group.omar, words, topic)
    command("questions")


def an_entry(desk: Desk) -> None:
    """A partner is found in the directory, opened, asked, and answers; it looks how often it was opened."""
    partner, mia = desk.partner("Westwind Web"), desk.newcomer("Maya")
    with desk.work() as work:
        number = writing.write(work, partner.row(work), CONTENT).id
    mia.says("/directory Shopware in Bern")
    for code in ("ze:{}", "za:{}"):
        mia.press(mia.from_bot()[-1]["message_id"], code.format(number))
    mia.says("How many?")
    mia.taps("📨 Send")
    partner.taps("💬 Answer")
    partner.says("Three.")
    partner.taps("📨 Send")
    partner.says("/myentry")


def an_application(desk: Desk) -> int:
    """A company becomes a partner, at the command line; its id."""
    lea = desk.client("Holler AG", number="CHE123456788")
    applied(lea)
    number = str(stored(desk).id)
    for words in (["list"], ["show", number], ["approve", number]):
        command("applications", *words)
    return lea.organisation_id


def staff_at_work(desk: Desk, organisation: int) -> None:
    """Staff looks for whoever may be meant, opens files, freezes, and looks at what waits for it."""
    group, made = desk.support(), desk.partnership(desk.client("Ginster AG"), desk.partner("Passat Web"))
    for words in (
        "/find Ginster",
        "/find Passat Web Zwo",
        "/find CHE-123.456.788",
        "/find lea@ginster.example",
        "/who 700000001",
        f"/card organisation {organisation}",
        f"/card partnership {made}",
        "/card person 1",
        f"/freeze organisation {organisation} Their bank has called.",
        f"/unfreeze organisation {organisation} It was a mistake.",
    ):
        group.writes(group.nina, words)
    for subject in ("claims", "tenders", "articles"):
        command(subject, "list", "--json")


def beside_the_chat(desk: Desk) -> None:
    """A daily mail waits and goes, an address refuses mail and takes it again, and VIES is asked about a number."""
    client = desk.client("Linde GmbH", country="DE")
    own = client.organisation_id
    with desk.app.units.begin("job") as work:
        reader = client.row(work).id
        keep(work.session, [Entry(reader, work.now, "Neues", "Es ist etwas geschehen.")], work.now)
        due_digests(work)
        send_due(work)
        work.events.clear()
        refuse_address(work.session, "linde@example.org", "550 5.1.1 No such user", work.now)
        trouble_with(work.session, "linde@example.org")
        clear_trouble(work.session, "linde@example.org")
        work.session.add(VatCheck(organisation_id=own, number="DE123456788", country="DE", due_at=work.now))
        work.session.flush()
        checks_to_repeat(work.session, own)
        (taken,) = vat.take(work.session, work.now, work.now, 4)
        still_taken(work.session, taken)
        vat.give_back(work.session, [taken.lease])


def an_income(desk: Desk) -> None:
    """A partner looks at what it earns, its employee at what was given to it, and the client at what was ordered."""
    client, partner = desk.client("Holunder Hotel AG"), desk.partner("Distelweb")
    tim, own, today = desk.colleague(partner, "Tim"), client.organisation_id, desk.clock().date()
    desk.partnership(client, partner, Access.FULL)
    with desk.work() as work:
        for number in (own, partner.organisation_id):
            organisation = work.session.get_one(Organisation, number)
            organisation.account_id, organisation.as_of = f"i-{number}", work.now
        then, later = ({"as_of": (work.now + dt.timedelta(minutes=each)).isoformat()} for each in (0, 1))
        first = {"level": "silver", "account": f"i-{partner.organisation_id}", "since": "2026-01-01"}
        take_levels(work, LEVELLED, [read_level(first | then)])
        by_itself = dict.fromkeys(("account", "ordered_by", "paid_by"), f"i-{own}")
        raw: dict[str, object] = {**ORDER, **then, **by_itself, "product": None, "booked_on": today.isoformat()}
        back = raw | {"kind": "refund", "refers_to": raw["order"], "order": "back"}
        take_orders(work, LEVELLED, [read_order(raw), read_order(back)])
        take_orders(work, LEVELLED, [read_order({**back, **later, "refers_to": "other"})])
        other_means(work, LEVELLED, Sight(partner.organisation_id), own)
        spent(work, LEVELLED, own)
        work.session.execute(update(ProviderOrder).where(ProviderOrder.id < 100).values(settle_at=work.now))
        settle_due(work, LEVELLED)
        work.events.clear()
    for somebody in (partner, tim):
        somebody.says("/income")
        somebody.taps("👥 All clients")
        somebody.taps("Holunder Hotel AG")
        somebody.says("/income")
        somebody.taps("📊")
        somebody.says("/income")
        somebody.taps("💾")
    client.says("/orders")


def too_few_products(desk: Desk, partner_id: int) -> None:
    """The partner is told, has its time, and is let go."""
    desk.support()  # another group: in one, a bot says no more than Telegram bears
    with desk.work() as work:
        own = work.session.get_one(Organisation, partner_id)
        own.account_id, own.as_of = "A-below", work.now
        for each in work.session.scalars(select(Product).where(Product.organisation_id == partner_id)):
            each.removed_at = work.now
    for days in (1, desk.programme.below_value_for.days, desk.programme.grace_period.days, 3):
        desk.clock.advance(days=days)
        desk.look_at_deadlines()
    with desk.work() as work:
        review = work.session.scalars(select(PartnerReview.id).where(PartnerReview.partner_id == partner_id)).one()
    apart(lambda: desk.happens(lambda work: reviewing.dismiss(work, review, "Omar")))


INSERTS = re.compile(r"INSERT INTO \w+ \([^)]*\) VALUES")
"""SQLite names what refers to the table as well, which it would read only if a constraint had been put off."""
NEWEST = re.compile(r"ON outbox\.event_id = programme_event\.id\s+ORDER BY programme_event\.id DESC\s+LIMIT")
"""A page of the newest is walked in their order, and no further than it goes."""


def whole_tables(connection: Connection, statement: str, values: Any) -> set[str]:
    """The growing tables that the database would read from end to end."""
    if INSERTS.match(statement) or NEWEST.search(statement):
        return set()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        walked = [re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", row[-1]) for row in rows]
        found = {(re.sub(r"_\d+$", "", walk[1]), walk[2]) for walk in walked if walk}
    else:
        (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
        found = set(_walked(plan["Plan"]))
    return {table for table, index in found if table in GROWING and index not in PARTIAL}


def _walked(node: Json) -> Iterator[tuple[str, str | None]]:
    """Tables of a PostgreSQL plan that are read whole, with the index by which that is done, if there is one."""
    by_index = "Index Cond" in node or node["Node Type"] == "Bitmap Heap Scan"
    if "Relation Name" in node and not by_index and node["Node Type"] != "ModifyTable":
        yield node["Relation Name"], node.get("Index Name")
    for child in node.get("Plans", ()):
        yield from _walked(child)


@pytest.mark.usefixtures("folder")
def test_no_table_that_grows_is_read_whole(
    desk: Desk, loop: Loop, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("token", "api_url", "database_url"):
        value = desk.token if name == "token" else getattr(desk.settings, name)
        monkeypatch.setenv(f"HANDSCHLAG_{name.upper()}", value)
    statements = Statements()
    on_sqlite = desk.settings.database_url.startswith("sqlite")
    with statements.listening():
        busy_days(desk, loop, 150 if on_sqlite else 60)
        desk.stop()
    named = " ".join(statements.found)
    assert {table for table in GROWING if not re.search(rf"\b{table}\b", named)} == set(), "nobody has asked for these"

    files, server = (request.getfixturevalue(name) for name in ("sqlite_files", "postgres"))
    url: str = files.fresh("crowd") if on_sqlite else server.fresh()
    settle(url, CROWD, NOW)
    fill_the_rest(url)
    engine = open_database(url)
    with engine.connect() as connection:
        if not on_sqlite:
            connection.execute(text("SET enable_seqscan = off"))
        read_whole = {
            statement: tables
            for statement, values in statements.found.items()
            if (tables := whole_tables(connection, statement, values))
        }
    engine.dispose()
    assert read_whole == {}
