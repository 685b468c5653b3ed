"""Pages in the browser: links of every kind, in every state, looked at and used.

A link that was forged, or belongs to another kind of page, must be answered as one that nobody was ever sent. One that
is over does nothing, and tells nothing that was written after its person had lost the right to it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import httpx
from sqlalchemy import func, select

from bot.database_work import DatabaseWork
from bot.delivery.lanes import Delivery
from bot.pages.application import build_pages
from bot.pages.reception import Reception
from domain.partnerships.rules import Status
from handlers.chat.mail.pages import ADDRESS_PATH, ANSWER_PATH, UNSUBSCRIBE_PATH
from services import pages
from services.mail import confirming
from services.mail.choosing import unsubscribe_token
from services.people.one_time_links import hash_of, new_token
from services.rights import Act
from storage.tables import (
    AccountMember,
    Audit,
    EmailConfirmation,
    Organisation,
    PageLink,
    Partnership,
    Person,
    Product,
)
from storage.work import Work
from tests.rights.judging import ABSENT, Judge, Somebody, people_of
from tests.rights.link_ends import ENDS
from tests.rights.losses import NEWS, make_news
from tests.rights.playing import Outcome, Player
from tests.rights.programme import Programme
from tests.rights.records import Reach
from tests.services.accounts.console import in_console

URL = "https://pages.example"
PATHS = (ANSWER_PATH, ADDRESS_PATH, UNSUBSCRIBE_PATH)
_STYLE = re.compile(r"<style>.*?</style>", re.S)
_VERSION = re.compile(r'name="version" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Way:
    """How a page is asked for: a GET, or a POST of a form, by the page itself or by another site's."""

    method: str
    form: Mapping[str, str] | None = None
    origin: str = "null"


WAYS: Mapping[str, Way] = {
    "looks": Way("GET"),
    "confirms": Way("POST", {"answer": "yes"}),
    "declines": Way("POST", {"answer": "no", "reason": "No time."}),
    "unsubscribes in one click": Way("POST", {"List-Unsubscribe": "One-Click"}),
    "sends from another site": Way("POST", {"answer": "yes"}, "https://evil.example"),
}


class _NothingLeaves(Delivery):
    """Delivers nothing: whatever is played is taken back before Telegram could have it."""

    def __init__(self) -> None:
        self.found_event = self.found_mail = lambda: None

    def hand_over(self, messages: object) -> None:
        """Leaves them in the outbox."""


class Pages:
    """Plays the pages. `few` leaves out what differs in nothing but the request that is answered."""

    def __init__(self, programme: Programme, player: Player, judge: Judge, *, few: bool = False) -> None:
        self._programme, self._player, self._judge, self._few = programme, player, judge, few
        database = DatabaseWork(player.engine)
        self._reception = Reception(player.units, player.desk, database, _NothingLeaves(), URL)

    def play(self, paths: Collection[str] = PATHS) -> None:
        """All of it, or what concerns these pages."""
        self._player.units.mails = True
        with self._player.scene(), asyncio.Runner() as self._loop:
            transport = httpx.ASGITransport(build_pages(self._reception))
            self._http = httpx.AsyncClient(transport=transport, base_url=URL)
            with self._player.units.begin("cli") as work:
                (self._nobody,) = people_of(work.session, self._programme, {"stranger"})
                links = self._links(work)
                others = self._other_tokens(work)
            for path in paths:
                self._unknown(path, {name: each for name, each in others.items() if not name.startswith(path)})
            for link in links[: 1 if self._few else None] if ANSWER_PATH in paths else ():
                self._answered(*link)
            self._addresses(others[f"{ADDRESS_PATH} open"], others[f"{UNSUBSCRIBE_PATH} of somebody"])
            self._loop.run(self._http.aclose())
        self._player.units.mails = False

    def _links(self, work: Work) -> list[tuple[str, int, int]]:
        """A link for each request that waits for somebody in the console: token, person, partnership."""
        made = []
        waiting = select(Partnership).where(Partnership.lapses_at.is_not(None)).order_by(Partnership.id.desc())
        for found in work.session.scalars(waiting).all():
            side = found.partner if found.status is Status.PENDING else found.client
            if side.account_id is None:
                side.account_id, side.as_of = f"a-{side.id}", work.now
                in_console(work, side, f"c-{side.id}").email = f"c-{side.id}@mail.example"
                work.session.flush()
            member = work.session.scalars(select(AccountMember).where(AccountMember.organisation_id == side.id)).one()
            token = pages.make_link(work, member.person, found, member.email or "")
            if token is not None:
                made.append((token, member.person_id, found.id))
        return made

    def _other_tokens(self, work: Work) -> Mapping[str, str]:
        """Tokens by the page for which they are, and what is the matter with them."""
        one, other = work.session.scalars(select(Person).order_by(Person.id).limit(2))
        asked = confirming.ask(work, one, "one@mail.example").token
        mine, theirs = unsubscribe_token(work, one.id), unsubscribe_token(work, other.id)
        answer = self._first_answer(work)
        return {
            f"{ANSWER_PATH} open": answer,
            f"{ADDRESS_PATH} open": asked,
            f"{UNSUBSCRIBE_PATH} of somebody": mine,
            "an answer's, forged by one sign": _forged(answer),
            "an address's, forged by one sign": _forged(asked),
            "an unsubscribing one, forged by one sign": _forged(mine),
            "with the seal of somebody else": f"{one.id}_{theirs.partition('_')[2]}",
            "of nobody, with a seal": f"{ABSENT}_{mine.partition('_')[2]}",
        }

    def _first_answer(self, work: Work) -> str:
        """Another token of a link that is there; only its hash is kept."""
        token = new_token()
        found = work.session.scalars(select(PageLink).order_by(PageLink.id).limit(1)).one()
        work.session.add(
            PageLink(
                token_hash=hash_of(token),
                purpose=found.purpose,
                person=found.person,
                organisation=found.organisation,
                partnership_id=found.partnership_id,
                address=found.address,
                made_at=work.now,
                expires_at=found.expires_at,
            )
        )
        return token

    def _unknown(self, path: str, tokens: Mapping[str, str]) -> None:
        """What is not for this page is as what nobody was ever sent."""
        for way in WAYS:
            # A seal is compared for whoever has a number: what looks otherwise was no link of this kind from the start.
            nothing = {True: self._asks(path, f"{ABSENT}_{'x' * 22}", way), False: self._asks(path, "x" * 22, way)}
            for name, token in tokens.items():
                outcome = self._asks(path, token, way)
                what = f"{path} {way} with a token {name}"
                self._judge.played("page", "foreign")
                self._judge.compare("page", what, self._nobody, outcome, nothing[_has_number(token)], 0)
                if outcome.acts or outcome.seen[0] in {"200", "303"}:
                    self._judge.leak("page", what, self._nobody, f"is taken for a link: {outcome.seen[0]}")

    def _answered(self, token: str, person_id: int, number: int) -> None:
        """The page of a request: as it is, and in each way in which its link can be over."""
        who = self._somebody(person_id)
        version = self._version(token)
        for way in WAYS:
            outcome = self._asks(ANSWER_PATH, token, way, version=version)
            self._judge.played("page", "own")
            self._judge.judge("page", f"{ANSWER_PATH} {way} {number}", who, outcome)
            if way in {"looks", "sends from another site"} and outcome.acts:
                self._judge.leak("page", f"{ANSWER_PATH} {way} {number}", who, f"does {sorted(outcome.acts)}")
        self._products(who, token, version)
        for what, over in ENDS.items():
            for way in WAYS:
                self._over(who, token, version, (what, over), way)

    def _products(self, who: Somebody, token: str, version: str) -> None:
        """A client that is asked for kinds of products names those of somebody else."""
        with self._player.units.begin("cli") as work:
            foreign = select(Product.id).where(Product.organisation_id.not_in(who.reach.roles))
            numbers = list(work.session.scalars(foreign.order_by(Product.id)))
        nothing = self._asks(ANSWER_PATH, token, "confirms", version=version, product=str(ABSENT))
        for number in numbers[: 1 if self._few else None]:
            outcome = self._asks(ANSWER_PATH, token, "confirms", version=version, product=str(number))
            self._judge.played("page", "foreign")
            self._judge.compare("page", f"{ANSWER_PATH} product {number}", who, outcome, nothing, number)

    def _over(
        self, who: Somebody, token: str, version: str, end: tuple[str, Callable[[Work, PageLink], None]], way: str
    ) -> None:
        with self._player.units.attempt():
            with self._player.units.begin("cli") as work:
                found = work.session.scalars(select(PageLink).where(PageLink.token_hash == hash_of(token))).one()
                end[1](work, found)
            with self._player.units.begin("cli") as work:
                make_news(work.session, _reach(work, who.reach.id))
            outcome = self._asks(ANSWER_PATH, token, way, version=version)
            what = f"{ANSWER_PATH} {way}, {end[0]}"
            self._judge.played("page", "lost")
            if outcome.acts:
                self._judge.leak("page", what, who, f"does {sorted(outcome.acts)}")
            if any(NEWS in each for each in outcome.seen):
                self._judge.leak("page", what, who, "shows what was written later")

    def _addresses(self, address: str, mails: str) -> None:
        """Links that confirm an address, or end mails, while they work and when they are over."""
        for way in WAYS:
            for path, token in ((ADDRESS_PATH, address), (UNSUBSCRIBE_PATH, mails)):
                self._judge.played("page", "own")
                outcome = self._asks(path, token, way)
                if way in {"looks", "sends from another site"} and outcome.refused is None and self._changed:
                    self._judge.leak("page", f"{path} {way}", self._nobody, "changes something")
            for end in ("over", "called off"):
                with self._player.units.attempt():
                    with self._player.units.begin("cli") as work:
                        of_token = EmailConfirmation.token_hash == hash_of(address)
                        found = work.session.scalars(select(EmailConfirmation).where(of_token)).one()
                        if end == "over":
                            found.expires_at = work.now
                        else:
                            found.ended_at = work.now
                    self._asks(ADDRESS_PATH, address, way)
                    self._judge.played("page", "lost")
                    if self._changed:
                        self._judge.leak("page", f"{ADDRESS_PATH} {way}, {end}", self._nobody, "confirms the address")

    def _version(self, token: str) -> str:
        shown = self._asks(ANSWER_PATH, token, "looks").seen[1]
        found = _VERSION.search(shown)
        return found[1] if found is not None else ""

    def _somebody(self, person_id: int) -> Somebody:
        with self._player.units.begin("cli") as work:
            reach = _reach(work, person_id)
            own = work.session.get_one(Organisation, next(iter(reach.roles)))
            return Somebody(f"console of {own.name}", 0, reach, own)

    def _asks(self, path: str, token: str, way: str, **more: str) -> Outcome:
        """One request, of which nothing is kept."""
        asked = WAYS[way]
        form = None if asked.form is None else {**asked.form, **more}
        with self._player.units.attempt():
            with self._player.units.begin("cli") as work:
                before = work.session.scalar(select(func.max(Audit.id))) or 0
            self._player.count_anew()
            answered = self._loop.run(
                self._http.request(asked.method, f"{path}{token}", data=form, headers={"Origin": asked.origin})
            )
            statements = self._player.statements
            with self._player.units.begin("cli") as work:
                done = set(work.session.scalars(select(Audit.action).where(Audit.id > before)))
                self._changed = bool(done)
        page = _STYLE.sub("", answered.text).replace(token, "…")
        acts = frozenset(act for act in Act if act in done)
        return Outcome((str(answered.status_code), page), statements, None, acts)


def _reach(work: Work, person_id: int) -> Reach:
    """Of somebody who is in the console only."""
    return Reach(work.session, None, person_id)


def _forged(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def _has_number(token: str) -> bool:
    return token.partition("_")[0].isdecimal() and "_" in token
