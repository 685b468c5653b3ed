"""Whether the time of an answer tells what there is: somebody else's record beside one that is not there.

    python -m benchmarks.telling_times [--pairs 400] [--only sqlite|postgresql]

At each door, somebody asks for a record that is another one's (or a secret that is nearly right), and for one that was
never given, in turn and in random order, always another one. What each takes is measured inside the process, where
nothing is between: the desk's transaction, with its refusal, or the service's. `tells` is how often the foreign one
takes longer, of all pairs: 50 % tells nothing. `p` is that of Mann and Whitney's test: chance alone gives such a
difference, or a greater one, in so many cases. All is taken back, so that every attempt finds the same.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from statistics import median

import httpx

from benchmarks.databases import Kind, databases
from benchmarks.load.machine import cores
from bot.api.application import build_api
from bot.api.gate import Gate
from bot.app import build_desk
from bot.config import load_settings
from domain.pages import LinkPurpose
from domain.people import Role
from domain.words import Refused
from handlers.chat.deep_links import start_of
from handlers.chat.desk import Desk
from handlers.chat.incoming import Command, Content, Incoming, Press, Sender
from handlers.chat.packing import Payload, pack
from handlers.partnerships.payloads import ShowPartnership, WithdrawRequest
from services import pages
from services.api_tokens import Scope, add
from services.people import invitations
from services.people.one_time_links import hash_of, new_token
from storage import schema
from storage.database import open_database
from storage.tables import PageLink, Person
from tests.bot.api.provider import PARTNERS, seed
from tests.programmes import INFOMANIAK
from tests.services.world import Somebody, World, full

OTHERS = 60
"""Clients of the other partner's, each with a partnership and whatever else is asked for."""
WARM_UP = 20
NEVER_GIVEN = 1_000_000
"""Numbers from here on are nobody's."""

Attempt = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Door:
    """A way in. Each call of `foreign` and of `missing` makes another attempt."""

    name: str
    foreign: Callable[[], Attempt]
    missing: Callable[[], Attempt]


@dataclass(frozen=True, slots=True)
class Compared:
    """Both times, in milliseconds."""

    foreign: Sequence[float]
    missing: Sequence[float]


def rank_sum(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """The probability that one of the first is greater than one of the second, and the two-sided p of that.

    Mann and Whitney's U by its normal approximation, with ranks shared by what is equal; good from 20 figures on.
    """
    ranked = sorted([(value, True) for value in first] + [(value, False) for value in second])
    ranks, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        ranks += (place + 1 + end) / 2 * sum(is_first for _, is_first in ranked[place:end])
        place = end
    n, m = len(first), len(second)
    u = ranks - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return u / (n * m), math.erfc(abs(z) / math.sqrt(2))


def compare(door: Door, pairs: int) -> Compared:
    """Both in random order, so that nothing that changes meanwhile is one side's only."""
    foreign: list[float] = []
    missing: list[float] = []
    for number in range(WARM_UP + pairs):
        both = [(door.foreign(), foreign), (door.missing(), missing)]
        random.shuffle(both)
        for attempt, times in both:
            begun = time.perf_counter()
            attempt()
            taken = (time.perf_counter() - begun) * 1000
            if number >= WARM_UP:
                times.append(taken)
    return Compared(foreign, missing)


class Scene:
    """A client who asks, and a programme of others in which there is much to find."""

    def __init__(self, url: str, runner: asyncio.Runner) -> None:
        self._world = World(url)
        self._units = self._world.units
        self._desk: Desk = build_desk(load_settings(None), "handschlag_bot")
        seed(self._units)
        application = build_api(self._units, self._desk, Gate(self._units, per_second=math.inf))
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://desk.example/v1")
        self._runner = runner
        asks, partner = self._world.client(), self._world.partner()
        clients = [self._world.client() for _ in range(OTHERS)]
        self._partnerships = [self._world.requested(each, partner, full()) for each in clients]
        self._invitations = [self._invited(each) for each in clients]
        self._pages = [self._mailed(*each) for each in zip(clients, self._partnerships, strict=True)]
        with self._units.begin("cli") as work:
            made = [add(work, f"t{number}", list(Scope)) for number in range(OTHERS)]
            self._tokens = [each.secret for each in made if each is not None]
            me = work.session.get_one(Person, asks.person).telegram_id
        self._me = Sender(me or 0, "Asks", "en")
        self._numbers = itertools.count(1)

    def _invited(self, client: Somebody) -> str:
        invite = invitations.invite
        return self._world.does(client, invite, client.organisation, Role.EMPLOYEE, programme=INFOMANIAK).token

    def _mailed(self, client: Somebody, partnership: int) -> str:
        token = new_token()
        with self._units.begin("cli") as work:
            link = PageLink(
                token_hash=hash_of(token), purpose=LinkPurpose.ANSWER, made_at=work.now, expires_at=work.now
            )
            link.person_id, link.organisation_id = client.person, client.organisation
            link.partnership_id, link.address = partnership, "lea@seegarten.example"
            work.session.add(link)
        return token

    def doors(self) -> Iterator[Door]:
        """What is compared."""
        shows, withdraws = ShowPartnership, partial(WithdrawRequest, sure=True)
        yield Door("button: show", lambda: self._taps(shows(self._foreign())), lambda: self._taps(shows(self._never())))
        yield Door(
            "button: withdraw",
            lambda: self._taps(withdraws(self._foreign())),
            lambda: self._taps(withdraws(self._never())),
        )
        yield Door("link: show", lambda: self._follows(self._foreign()), lambda: self._follows(self._never()))
        yield Door(
            "link: invitation",
            lambda: self._starts(f"join_{nearly(self._invitations)}"),
            lambda: self._starts(f"join_{new_token()}"),
        )
        yield Door("API: confirm", lambda: self._confirms(self._foreign()), lambda: self._confirms(self._never()))
        yield Door(
            "API: token",
            lambda: self._comes_with(nearly(self._tokens)),
            lambda: self._comes_with(f"hs_{longer_token()}"),
        )
        yield Door("page", lambda: self._opens(nearly(self._pages)), lambda: self._opens(new_token()))

    def close(self) -> None:
        self._runner.run(self._http.aclose())
        self._world.close()

    def _foreign(self) -> int:
        return secrets.choice(self._partnerships)

    def _never(self) -> int:
        return NEVER_GIVEN + secrets.randbelow(NEVER_GIVEN)

    def _taps(self, payload: Payload) -> Attempt:
        return self._asks(Press(pack(payload), 1, "1"))

    def _follows(self, number: int) -> Attempt:
        return self._starts(start_of(ShowPartnership(number)))

    def _starts(self, argument: str) -> Attempt:
        return self._asks(Command("start", argument))

    def _asks(self, content: Content) -> Attempt:
        """As the bot answers: where it is refused, that is said in a unit of work of its own."""
        incoming = Incoming(next(self._numbers), self._me.telegram_id, True, self._me, content, message_id=1)

        def attempt() -> None:
            try:
                with self._units.begin("chat") as work:
                    self._desk.answer(work, incoming)
                    work.session.flush()
                    work.session.rollback()
            except Refused as refused:
                with self._units.begin("chat") as work:
                    self._desk.refuse(work, incoming, refused)
                    work.session.flush()
                    work.session.rollback()

        return attempt

    def _confirms(self, number: int) -> Attempt:
        key = f"key-{next(self._numbers):08}"
        headers = {"Authorization": f"Bearer {self._tokens[0]}", "Idempotency-Key": key}
        return self._calls("POST", f"/partnerships/{number}/confirm", 404, headers, {"by": PARTNERS})

    def _comes_with(self, token: str) -> Attempt:
        return self._calls("GET", "/partnerships", 401, {"Authorization": f"Bearer {token}"}, None)

    def _calls(self, method: str, path: str, status: int, headers: dict[str, str], body: object) -> Attempt:
        def attempt() -> None:
            answered = self._runner.run(self._http.request(method, path, headers=headers, json=body))
            assert answered.status_code == status, answered.text

        return attempt

    def _opens(self, token: str) -> Attempt:
        def attempt() -> None:
            with suppress(pages.LinkUnknown), self._units.begin("page") as work:
                pages.look(work, token)

        return attempt


def nearly(given: Sequence[str]) -> str:
    """One of them but for its last character."""
    right = secrets.choice(given)
    return right[:-1] + ("A" if right[-1] != "A" else "B")


def longer_token() -> str:
    """As those of the API are."""
    return secrets.token_urlsafe(32)


def main() -> None:
    """Prints a table for each database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.telling_times", description="Does time tell?")
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    with databases(cores().bot) as made:
        for kind in Kind:
            if given.only in (None, kind.name.lower()):
                url = made.fresh(kind)
                schema.upgrade(open_database(url))
                _print(kind, url, given.pairs)


def _print(kind: Kind, url: str, pairs: int) -> None:
    print(f"\n{kind}: median milliseconds of {pairs} attempts each")
    print(f"    {'':20}{'foreign':>10}{'missing':>10}{'ratio':>8}{'tells':>8}{'p':>8}")
    with asyncio.Runner() as runner:
        scene = Scene(url, runner)
        for door in scene.doors():
            found = compare(door, pairs)
            foreign, missing = median(found.foreign), median(found.missing)
            tells, p = rank_sum(found.foreign, found.missing)
            print(
                f"    {door.name:20}{foreign:10.2f}{missing:10.2f}{foreign / missing:8.3f}{tells:8.1%}{p:8.3f}",
                flush=True,
            )
        scene.close()


if __name__ == "__main__":
    main()
