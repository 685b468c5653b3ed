"""Has a desk write mails to a real SMTP server, in both languages, for the pictures of `docs/mails.py`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from bot.intake.webhook_server import listen
from bot.profile.reading import DEFAULT_PROFILE
from domain.mail import MailPace
from domain.partnerships.ending import Ended
from domain.partnerships.rules import Access, Payer, Terms
from domain.people import Role
from domain.vat.reading import read_vat_number
from domain.vat.verdicts import VatStatus, Verdict
from playground.serving import PlaygroundServer
from services import vat
from services.partnerships import answering, changing, ending, enquiries, requesting
from services.people import invitations
from services.vat.settling import settle
from storage.tables import Organisation, Person
from storage.vat import take
from storage.work import Work
from tests.databases import SqliteFiles
from tests.desk import Desk, Loop
from tests.people import Chat
from tests.services.accounts.console import in_console
from tests.smtp import Arrived, MailServer

LANGUAGES = ("de", "en")
PAGES = "https://desk.reseller.example"
SENDER = "Handschlag <desk@reseller.example>"
LEA, NOAH, IDA = "lea@seegarten.example", "noah@alpweb.example", "ida@alpweb.example"
CLIENTS = {
    "de": "Seegarten Hotels & Restaurants GmbH (Demo)",
    "en": "Gemeinnützige Wohnbaugenossenschaft Linthebene-Nord (Demo)",
}
PROFILES = {"de": DEFAULT_PROFILE, "en": Path(__file__).with_name("second-provider.toml")}
"""One provider without a logo, and one with it."""
QUESTIONS = {
    "de": "Gehört der Blog auch dazu? Er läuft noch auf dem alten Server:\nhttps://blog.seegarten.example/archiv",
    "en": "Is the blog part of it? It is still on the old server:\nhttps://blog.seegarten.example/archive",
}
FAREWELLS = {"de": "Vielen Dank für alles, und auf bald.", "en": "Thank you for everything, and see you soon."}


class Play:
    """A client and a partner, and what each mail says that they get."""

    def __init__(self, desk: Desk, server: MailServer, language: str) -> None:
        self._desk, self._server, self._language = desk, server, language
        self._client = desk.client(
            CLIENTS[language], lang=language, country="DE", products=("seegarten.example", "Shop")
        )
        self._partner = desk.partner("Alpweb", lang=language, country="DE")

    def mails(self) -> Mapping[str, Arrived]:
        """All mails by their names on the sheet."""
        found = {"code": self._code()}
        self._have_addresses()
        partnership = self._request(Terms(Access.LIMITED, None, frozenset(self._products())))
        found["request"], found["page"] = self._last(NOAH), self._last(IDA)
        self._happens(self._partner, lambda work, me: enquiries.ask(work, me, partnership, QUESTIONS[self._language]))
        found["question"] = self._last(LEA)
        self._happens(self._client, lambda work, me: requesting.withdraw(work, me, partnership))
        partnership = self._request(Terms(Access.FULL, Payer.CLIENT, frozenset()))
        self._happens(self._partner, lambda work, me: answering.confirm(work, me, partnership))
        self._happens(self._client, lambda work, me: changing.change_payer(work, me, partnership, Payer.PARTNER))
        found["payment"] = self._last(NOAH)
        self._happens(
            self._client,
            lambda work, me: ending.end(work, me, partnership, Ended.OURSELVES, FAREWELLS[self._language]),
        )
        found["end"] = self._last(NOAH)
        found["vat"], found["daily"] = self._verdict(), self._day()
        return found

    def _code(self) -> Arrived:
        self._client.says("/email")
        self._client.taps("✏️ Enter an address")
        self._client.says(LEA)
        return self._last(LEA)

    def _have_addresses(self) -> None:
        """Lea and Noah, and Ida, who is in the provider's console only."""
        with self._desk.work() as work:
            for chat, address in ((self._client, LEA), (self._partner, NOAH)):
                person = chat.row(work)
                person.email, person.email_confirmed_at, person.mail_pace = address, work.now, MailPace.AT_ONCE
            partner = work.session.get_one(Organisation, self._partner.organisation_id)
            partner.account_id, partner.as_of = "200101", work.now
            ida = in_console(work, partner, "ida", "Ida Moser")
            ida.email = IDA
            ida.person.language = self._language

    def _products(self) -> list[int]:
        with self._desk.work() as work:
            return [product.id for product in self._client.products(work)]

    def _request(self, terms: Terms) -> int:
        made: list[int] = []
        self._happens(
            self._client,
            lambda work, me: made.append(
                requesting.request(work, self._desk.programme, me, self._partner.organisation_id, terms).id
            ),
        )
        return made[0]

    def _verdict(self) -> Arrived:
        self._happens(self._client, lambda work, me: vat.enter(work, me, read_vat_number("DE136695976")))

        def answered(work: Work, _me: Person) -> None:
            taken, *_ = take(work.session, work.now, work.now, 1)
            settle(work, self._desk.programme, taken, Verdict(VatStatus.INVALID))

        self._happens(self._client, answered)
        return self._last(LEA)

    def _day(self) -> Arrived:
        with self._desk.work() as work:
            self._client.row(work).mail_pace = MailPace.DAILY
        for name in ("Tim", "Ida"):
            newcomer = self._desk.newcomer(name, self._language)

            def joins(work: Work, newcomer: Chat = newcomer) -> None:
                lea, organisation = self._client.row(work), self._client.organisation_id
                made = invitations.invite(work, lea, organisation, Role.EMPLOYEE, programme=self._desk.programme)
                invitations.join(work, newcomer.row(work), made.token)

            self._desk.happens(joins)
        self._desk.clock.advance(days=1)
        self._desk.look_at_deadlines()
        return self._last(LEA)

    def _happens(self, who: Chat, deed: Callable[[Work, Person], object]) -> None:
        def done(work: Work) -> None:
            me = who.row(work)
            work.actor_id = me.id
            deed(work, me)

        self._desk.happens(done)

    def _last(self, address: str) -> Arrived:
        return self._server.mails_to(address)[-1]


def written() -> Mapping[str, Mapping[str, Arrived]]:
    """All mails, by language and name."""
    with ExitStack() as stack:
        playground = stack.enter_context(PlaygroundServer())
        files = SqliteFiles(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        loop = Loop()
        stack.callback(loop.stop)
        found = {}
        for language in LANGUAGES:
            server = stack.enter_context(MailServer())
            pages = listen("127.0.0.1:0")
            desk = Desk(
                playground.url,
                files.fresh(language),
                loop,
                pages=pages,
                smtp_url=server.url,
                mail_from=SENDER,
                pages_url=PAGES,
                profile=PROFILES[language],
            )
            stack.callback(desk.close)
            found[language] = Play(desk, server, language).mails()
        return found
