"""A client in Telegram, a partner whose people are in the provider's console only, and their browser."""

from __future__ import annotations

import re
from html import unescape

import httpx

from domain.pages import LinkUse
from domain.partnerships.rules import Access, Payer, Terms
from domain.people import Role
from domain.words import Msg, Value
from services.partnerships import negotiating, requesting
from storage.accounts.links import member_of_account
from storage.people import membership
from storage.tables import Audit, PageLink, Partnership, Person
from storage.work import Work
from tests.desk import PATIENCE_S, Desk
from tests.people import Chat
from tests.services.accounts.console import account, in_console

ACCOUNT, NOAH, IDA = "p-1", "noah", "ida"
ADDRESS = "noah@alpweb.example"


class Answered:
    """What a browser got."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.text = " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", response.text, flags=re.S)).split())

    @property
    def title(self) -> str:
        """The heading."""
        found = re.search(r"<h1>(.*?)</h1>", self.response.text, re.S)
        assert found is not None
        return unescape(re.sub(r"<[^>]+>", "", found[1]))

    @property
    def version(self) -> str:
        """The version of the request that the form names."""
        found = re.search(r'name="version" value="(\w+)"', self.response.text)
        return found[1] if found is not None else ""

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons."""
        return [unescape(label) for label in re.findall(r"<button[^>]*>(.*?)</button>", self.response.text)]


class Scene:
    """Seegarten, whose Lea is in Telegram; Alpweb, whose Noah represents it and whose Ida is employed there."""

    def __init__(self, desk: Desk, lang: str = "en", *, named: str = "Alpweb") -> None:
        self.desk = desk
        self.lang = lang
        self.lea: Chat = desk.client("Seegarten Hotels", lang=lang)
        with desk.work() as work:
            partner = account(work, ACCOUNT, named, partner=True)
            self.partner = partner.id
            noah = in_console(work, partner, NOAH, "Noah Weber")
            ida = in_console(work, partner, IDA, "Ida Moser", Role.EMPLOYEE)
            noah.email, ida.email = ADDRESS, "ida@alpweb.example"
            noah.person.language = ida.person.language = lang
            self.noah, self.ida = noah.person_id, ida.person_id

    def words(self, text: str, **values: Value) -> str:
        """A text of the desk, as the page shows it."""
        plain = self.desk.app.desk.around.renderer.plain(Msg(text, **values), self.lang)
        return " ".join(plain.split())

    def request(self, access: Access = Access.LIMITED, payer: Payer | None = None) -> int:
        """Lea asks Alpweb; the partnership's id."""
        if access is Access.FULL and payer is None:
            payer = Payer.CLIENT
        with self.desk.work() as work:
            person = self.lea.row(work)
            chosen = frozenset(each.id for each in self.lea.products(work)) if access is Access.LIMITED else frozenset()
            return requesting.request(
                work,
                self.desk.programme,
                person,
                self.partner,
                Terms(access, payer, chosen),
            ).id

    def counter(self, partnership: int, access: Access = Access.FULL, payer: Payer | None = Payer.PARTNER) -> None:
        """Whoever is to answer proposes other terms, in the chat or, for Alpweb, in the console."""
        with self.desk.work() as work:
            found = work.session.get_one(Partnership, partnership)
            person = self.row(work, self.noah) if found.status == "pending" else self.lea.row(work)
            negotiating.counter(work, self.desk.programme, person, partnership, Terms(access, payer, frozenset()))

    def row(self, work: Work, person: int) -> Person:
        """Somebody of the console, who acts for Alpweb."""
        found = work.session.get_one(Person, person)
        work.actor_id = found.id
        return found

    def url(self, partnership: int, person: int | None = None) -> str | None:
        """What a mail's button leads to."""
        with self.desk.work() as work:
            found = work.session.get_one(Partnership, partnership)
            page = self.desk.app.desk.around.pages.answer(work, self.row(work, person or self.noah), found.id)
            return None if page is None else page.url

    def link(self, partnership: int) -> str:
        """Noah's link."""
        url = self.url(partnership)
        assert url is not None
        return url

    def opens(self, url: str, **more: object) -> Answered:
        """GET."""
        return Answered(httpx.request("GET", url, timeout=PATIENCE_S, **more))  # type: ignore[arg-type]  # httpx knows them

    def sends(self, url: str, answer: str, version: str, follow: bool = True, **more: object) -> Answered:
        """The form, by the button that sends this answer."""
        form = {"answer": answer, "version": version, **more}
        answered = httpx.post(url, data=form, follow_redirects=follow, headers={"Origin": "null"}, timeout=PATIENCE_S)
        self.desk.settle()
        return Answered(answered)

    def links(self) -> list[tuple[LinkUse | None, bool]]:
        """What was done with each link, and whether it is known when."""
        with self.desk.work() as work:
            return [(each.used_how, each.used_at is not None) for each in work.session.query(PageLink)]

    def audited(self, partnership: int) -> list[tuple[str, str]]:
        """Through which channel each row of the trail about the partnership came, and what for."""
        with self.desk.work() as work:
            rows = work.session.query(Audit).filter_by(subject="partnership", subject_id=partnership)
            return [(row.channel, row.action) for row in rows.order_by(Audit.id)]

    def demotes(self, person: str = NOAH) -> None:
        """The provider's console makes somebody an employee."""
        with self.desk.work() as work:
            found = member_of_account(work.session, ACCOUNT, person)
            assert found is not None
            acting = membership(work.session, found.person_id, found.organisation_id)
            assert acting is not None
            found.role = acting.role = Role.EMPLOYEE

    def leaves(self, person: str = NOAH) -> None:
        """The provider's console takes somebody out of the account."""
        with self.desk.work() as work:
            found = member_of_account(work.session, ACCOUNT, person)
            assert found is not None
            found.removed_at = work.now
