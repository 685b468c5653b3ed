"""Calls of the API: every operation with every kind of key, and every decision by everybody on every partnership.

The provider's systems know all accounts; what a person may decide in its console is theirs alone. So whoever decides on
a partnership that is not theirs must be answered as on one that is not there, and whoever is not in the account as
somebody whom nobody knows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

import httpx
from sqlalchemy import func, select

from bot.api.application import build_api
from bot.api.gate import Gate
from domain.partnerships.rules import MOVES
from services.api_tokens import Scope, add, revoke
from services.partnerships.finding import side_of
from services.rights import Act
from storage.tables import AccountMember, Audit, Membership, Organisation, Partnership, Person, Product
from storage.theirs import Record
from storage.work import Work
from tests.rights.judging import ABSENT, FEW, Judge, Somebody, people_of
from tests.rights.playing import Outcome, Player
from tests.rights.programme import Programme

DECISIONS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "confirm": ("POST", {}),
    "decline": ("POST", {"reason": "No time."}),
    "withdraw": ("POST", {}),
    "end": ("POST", {}),
    "payment-means": ("PUT", {"payment_means": "partner"}),
    "products": ("PUT", {"products": []}),
}
"""What is decided about a partnership, by the end of its path: the method, and what is sent beside who decides."""
Calling: TypeAlias = Callable[[Mapping[str, str]], Outcome]
"""Makes a call in the name of whoever is decided for."""
NOBODY = {"account": "a-none", "person": "c-none"}
_FORGED = (
    "legal_representative of Seegarten",
    "representative of Bergbahn",
    "representative of Zuhause",
    "employee of Seegarten",
)
"""Whose account it is, and who are not in it: of another one, of one that is closed, and one who is removed."""
_REFUSED = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the API's, from its own description: `path` below /v1 with places to fill in."""

    method: str
    path: str
    scope: Scope


class Api:
    """Plays the API. `few` plays one foreign partnership a decision, for some people, and some keys."""

    def __init__(self, programme: Programme, player: Player, judge: Judge, *, few: bool = False) -> None:
        self._programme, self._player, self._judge, self._few = programme, player, judge, few
        gate = Gate(player.units, per_second=1e6, burst=1_000_000)
        self.app = build_api(player.units, player.desk, gate)
        self._keys = count(1)
        self._tokens: dict[str, str] = {}

    def play(self) -> None:
        """All of it."""
        with self._console({*FEW, *_FORGED} if self._few else None):
            self._play_keys()
            for who in self._people:
                if who.reach.roles and (not self._few or who.name in FEW):
                    self._decides(who)
                    self._names(who)
            self._forged()

    def play_decisions(self, name: str) -> None:
        """Those of one person."""
        with self._console({name}):
            self._decides(self._people[0])

    @contextmanager
    def _console(self, names: Collection[str] | None) -> Iterator[None]:
        """Inside, everybody is in the provider's console, and its systems have tokens."""
        with self._player.scene(), asyncio.Runner() as self._loop:
            transport = httpx.ASGITransport(self.app)
            self._http = httpx.AsyncClient(transport=transport, base_url="http://desk.example")
            with self._player.units.begin("cli") as work:
                self._people = list(people_of(work.session, self._programme, names))
                _bring_into_console(work)
                self._partnerships = list(work.session.scalars(select(Partnership.id)))
            self._make_tokens()
            yield
            self._loop.run(self._http.aclose())

    def _make_tokens(self) -> None:
        with self._player.units.begin("cli") as work:
            kinds = {"all": list(Scope), "revoked": list(Scope)} | {each.value: [each] for each in Scope}
            for name, scopes in kinds.items():
                made = add(work, name.replace(":", "-"), scopes)
                assert made is not None
                self._tokens[name] = made.secret
            revoke(work, "revoked")
        whole = self._tokens["all"]
        self._tokens |= {
            "none": "",
            "malformed": "hs_short",
            "unknown": "hs_" + "x" * 43,
            "forged by one sign": whole[:-1] + ("A" if whole[-1] != "A" else "B"),
        }

    def operations(self) -> Iterator[Operation]:
        """All that take a token."""
        for path, methods in self.app.openapi()["paths"].items():
            for method, described in methods.items():
                for requirement in described.get("security", ()):
                    yield Operation(method.upper(), path, Scope(requirement["token"][0]))

    def _play_keys(self) -> None:
        """A key that does not open an operation is told nothing about what it names, and does nothing."""
        places = {"account": "a-1", "person": "c-1", "product": "p-1", "order": "o-1", "since": "2026-01-01"}
        there, absent = ({**places, "partnership": str(each)} for each in (self._partnerships[0], ABSENT))
        for operation in self.operations():
            others = [each.value for each in Scope if each is not operation.scope]
            keys = ["none", "malformed", "unknown", "forged by one sign", "revoked", *others]
            for key in keys[4:6] if self._few else keys:
                what = f"{operation.method} {operation.path} with the key {key}"
                found, none = (
                    self._calls(operation.method, operation.path.format(**each), {}, key=key)
                    for each in (there, absent)
                )
                self._judge.played("api", "foreign")
                if int(found.seen[0]) not in _REFUSED or found.acts:
                    self._judge.leak("api", what, self._people[0], f"is let in: {found.seen[0]}")
                self._judge.compare("api", what, self._people[0], found, none, self._partnerships[0])

    def _decides(self, who: Somebody) -> None:
        """Somebody decides in the console: on what is theirs, as they may; and on what is not, as on nothing."""
        by = {"account": f"a-{next(iter(who.reach.roles))}", "person": f"c-{who.reach.id}"}
        for name, (method, more) in DECISIONS.items():
            body = {"by": by, **more}
            nothing = self._calls(method, f"/v1/partnerships/{ABSENT}/{name}", body)
            for number in self._chosen(who):
                what = f"{name} {number}"
                outcome = self._calls(method, f"/v1/partnerships/{number}/{name}", body)
                theirs = who.reach.knows(Record.PARTNERSHIP, number)
                self._judge.played("api", "own" if theirs else "foreign")
                self._judge.judge("api", what, who, outcome)
                if theirs:
                    self._by_diagram(what, who, number, outcome)
                else:
                    self._judge.compare("api", what, who, outcome, nothing, number)

    def _chosen(self, who: Somebody) -> Sequence[int]:
        if not self._few:
            return self._partnerships
        foreign = [each for each in self._partnerships if not who.reach.knows(Record.PARTNERSHIP, each)]
        return [*foreign[-1:], *sorted(who.reach.numbers(Record.PARTNERSHIP))[-1:]]

    def _by_diagram(self, what: str, who: Somebody, number: int, outcome: Outcome) -> None:
        """What was done, the diagram of statuses allows on this side, in the status that the partnership was in."""
        with self._player.units.begin("cli") as work:
            found = work.session.get_one(Partnership, number)
            side = side_of(work.session.get_one(Person, who.reach.id), found)
            for act in outcome.acts:
                move = None if act.action is None else MOVES.get((found.status, act.action))
                if act.action is not None and (move is None or side not in move.sides):
                    self._judge.leak("api", what, who, f"does {act} while it is {found.status}")

    def _names(self, who: Somebody) -> None:
        """Products and partners that are not there for somebody: of others, no partners, unknown."""
        by = {"account": f"a-{next(iter(who.reach.roles))}", "person": f"c-{who.reach.id}"}
        with self._player.units.begin("cli") as work:
            own = who.reach.numbers(Record.PRODUCT)
            foreign = [
                each for each in work.session.scalars(select(Product.id).order_by(Product.id)) if each not in own
            ]
            partners = select(Organisation.id).where(Organisation.is_partner).order_by(Organisation.id)
            partner = next(each for each in work.session.scalars(partners) if each not in who.reach.roles)
            clients = list(work.session.scalars(select(Organisation.id).where(~Organisation.is_partner)))
        some, all_of_it = {"access": "limited"}, {"access": "full", "payment_means": "client"}

        def about_product(called: str) -> object:
            return {"by": by, "partner": f"a-{partner}", **some, "products": [called]}

        def about_partner(called: str) -> object:
            return {"by": by, "partner": called, **all_of_it}

        bodies = [
            *((f"p-{each}", about_product) for each in foreign),
            *((f"a-{each}", about_partner) for each in clients),
        ]
        for called, body in bodies[:: len(bodies) - 1] if self._few else bodies:
            found = self._calls("POST", "/v1/partnerships", body(called))
            none = self._calls("POST", "/v1/partnerships", body(called[:2] + "none"))
            self._same(f"ask about {called}", who, (found, called), (none, called[:2] + "none"))
            self._judge.judge("api", f"ask about {called}", who, found)

    def _forged(self) -> None:
        """People who are not in the account, or not any more, are as those whom nobody knows."""
        of = {each.name: each for each in self._people}
        lead, other, closed, gone = (of[each] for each in _FORGED)
        account = f"a-{next(iter(lead.reach.roles))}"
        with self._player.units.begin("cli") as work:
            left = select(AccountMember).where(AccountMember.person_id == gone.reach.id)
            work.session.scalars(left).one().removed_at = work.now
        forged = {
            "of another account": {"account": account, "person": f"c-{other.reach.id}"},
            "whom nobody knows": {"account": account, "person": "c-none"},
            "removed": {"account": account, "person": f"c-{gone.reach.id}"},
            "of a closed account": {
                "account": f"a-{next(iter(closed.reach.roles))}",
                "person": f"c-{closed.reach.id}",
            },
        }
        for name, (method, more) in DECISIONS.items():
            path = f"/v1/partnerships/{self._partnerships[0]}/{name}"
            self._as_nobody(lead, forged, name, lambda by: self._calls(method, path, {"by": by, **more}))  # noqa: B023
        for known in ("removed", "of a closed account"):  # the provider may disconnect whomever it has known
            del forged[known]
        self._as_nobody(lead, forged, "link", lambda by: self._calls("POST", "/v1/account-links", by))
        self._as_nobody(
            lead,
            forged,
            "unlink",
            lambda by: self._calls("DELETE", f"/v1/accounts/{by['account']}/people/{by['person']}/link"),
        )

    def _as_nobody(self, who: Somebody, forged: Mapping[str, Mapping[str, str]], name: str, call: Calling) -> None:
        nobody = call(NOBODY)
        for kind, by in forged.items():
            outcome = call(by)
            self._same(f"{name} by somebody {kind}", who, (outcome, by["person"]), (nobody, NOBODY["person"]))
            if outcome.acts:
                self._judge.leak("api", f"{name} by somebody {kind}", who, f"does {sorted(outcome.acts)}")

    def _same(self, what: str, who: Somebody, one: tuple[Outcome, str], other: tuple[Outcome, str]) -> None:
        self._judge.played("api", "foreign")
        seen = [[each.replace(name, "…") for each in outcome.seen] for outcome, name in (one, other)]
        if seen[0] != seen[1]:
            self._judge.leak("api", what, who, "another answer than about what is not there")
        elif one[0].statements != other[0].statements:
            how = f"takes {one[0].statements} statements instead of {other[0].statements}"
            self._judge.leak("api", what, who, how)

    def _calls(self, method: str, path: str, body: object = None, *, key: str = "all") -> Outcome:
        """One call, of which nothing is kept."""
        headers = {"Authorization": f"Bearer {self._tokens[key]}"} if self._tokens[key] else {}
        if method == "POST":
            headers["Idempotency-Key"] = f"key-{next(self._keys):08}"
        with self._player.units.attempt():
            with self._player.units.begin("cli") as work:
                before = work.session.scalar(select(func.max(Audit.id))) or 0
            self._player.count_anew()
            answered = self._loop.run(self._http.request(method, path, json=body, headers=headers))
            statements = self._player.statements
            with self._player.units.begin("cli") as work:
                done = set(work.session.scalars(select(Audit.action).where(Audit.id > before)))
        acts = frozenset(act for act in Act if act in done)
        return Outcome((str(answered.status_code), answered.text), statements, None, acts)


def _bring_into_console(work: Work) -> None:
    """All organisations are accounts of the provider's by now, and their people are in its console."""
    for organisation in work.session.scalars(select(Organisation)):
        organisation.account_id, organisation.as_of = f"a-{organisation.id}", work.now
    for product in work.session.scalars(select(Product)):
        product.provider_id, product.as_of = f"p-{product.id}", work.now
    for belongs in work.session.scalars(select(Membership)):
        person = belongs.person
        belongs.console_id = f"c-{person.id}"
        work.session.add(
            AccountMember(
                organisation=belongs.organisation,
                console_id=f"c-{person.id}",
                person=person,
                name=person.first_name,
                role=belongs.role,
                as_of=work.now,
            )
        )
