"""The console and the chat decide at the same moment: exactly one of them does, and the other reads why not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.partnerships.rules import Status
from domain.words import Refused
from services.accounts import linking
from services.partnerships import answering, requesting
from storage.tables import Partnership, Person
from storage.work import Work
from tests.bot.api.provider import (
    CLIENT,
    CLIENTS,
    LEA,
    NOAH,
    PARTNER,
    PARTNERS,
    SHOP,
    SITE,
    Json,
    Provider,
    account,
)
from tests.programmes import INFOMANIAK
from tests.services.world import PATIENCE_S, Somebody, World

ROUNDS = 6

Deed = Callable[[Work, Person, int], Partnership]


def in_telegram(world: World, account: str, console_id: str) -> Somebody:
    """The person of the console, with their Telegram connected."""
    with world.units.begin("cli") as work:
        token = linking.make_link(work, INFOMANIAK, account, console_id).token
    stranger = world.stranger()
    organisation = world.does(stranger, lambda work, person: linking.connect(work, person, token).id)
    return Somebody(stranger.person, organisation)


def confirms(work: Work, person: Person, partnership_id: int) -> Partnership:
    return answering.confirm(work, person, partnership_id)


def declines(work: Work, person: Person, partnership_id: int) -> Partnership:
    return answering.decline(work, person, partnership_id, None)


def withdraws(work: Work, person: Person, partnership_id: int) -> Partnership:
    return requesting.withdraw(work, person, partnership_id)


@pytest.mark.parametrize(
    ("there", "decider", "here", "chat", "outcomes"),
    [
        ("confirm", PARTNERS, declines, NOAH, {Status.ACTIVE, Status.DECLINED}),
        ("decline", PARTNERS, confirms, NOAH, {Status.DECLINED, Status.ACTIVE}),
        ("confirm", PARTNERS, withdraws, LEA, {Status.ACTIVE, Status.WITHDRAWN}),
        ("withdraw", CLIENTS, confirms, NOAH, {Status.WITHDRAWN, Status.ACTIVE}),
        ("confirm", PARTNERS, confirms, NOAH, {Status.ACTIVE}),
    ],
)
def test_of_console_and_chat_exactly_one_decides(
    world: World, provider: Provider, there: str, decider: Json, here: Deed, chat: str, outcomes: set[Status]
) -> None:
    somebody = in_telegram(world, CLIENT if chat == LEA else PARTNER, chat)
    for _ in range(ROUNDS):
        made = provider.request(SITE, SHOP)
        gate = threading.Barrier(2, timeout=PATIENCE_S)

        def in_console(made: str = made, gate: threading.Barrier = gate) -> Json | None:
            gate.wait()
            answered = provider.call("POST", f"/partnerships/{made}/{there}", {"by": decider})
            assert answered.status_code in {200, 409}, answered.text
            return None if answered.status_code == 200 else dict(answered.json())

        def in_chat(made: str = made, gate: threading.Barrier = gate) -> Refused | None:
            gate.wait()
            try:
                with provider.units.begin("chat") as work:
                    person = work.session.get_one(Person, somebody.person)
                    work.actor_id = person.id
                    here(work, person, int(made))
            except Refused as refused:
                return refused
            return None

        with ThreadPoolExecutor(2) as pool:
            there_, here_ = pool.submit(in_console), pool.submit(in_chat)
            console, telegram = there_.result(PATIENCE_S), here_.result(PATIENCE_S)
        assert (console is None) != (telegram is None), (console, telegram)
        status = world.status(int(made))
        assert status in outcomes
        assert world.stored(int(made)).status_via == ("api" if console is None else "chat")
        if isinstance(console, dict):
            assert console["type"] == "urn:handschlag:problem:not-possible-now"
            assert str(console["detail"]).startswith("This ")
        if status is Status.ACTIVE:
            provider.does("POST", f"/partnerships/{made}/end", {"by": CLIENTS})


def test_first_records_of_an_account_at_the_same_moment_make_one_account(provider: Provider) -> None:
    for number in range(ROUNDS):
        gate = threading.Barrier(2, timeout=PATIENCE_S)

        def tell(number: int = number, gate: threading.Barrier = gate) -> Json:
            gate.wait()
            records = [account(f"n-{number}-{place}", f"Neu {place} (Demo)", partner=True) for place in range(20)]
            answered = provider.call("POST", "/batches/accounts", {"records": records})
            assert answered.status_code == 200, answered.text
            return dict(answered.json())

        with ThreadPoolExecutor(2) as pool:
            told = [running.result(PATIENCE_S) for running in [pool.submit(tell), pool.submit(tell)]]

        assert sorted((each["created"], each["unchanged"]) for each in told) == [(0, 20), (20, 0)]
