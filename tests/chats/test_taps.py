"""How many taps, and texts to type, each job takes from the menu to its end: no more than here, in any later version.

A job begins where people are: at the menu, or at the message that tells them of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from domain.partnerships.rules import Access, Payer, Status
from storage.tables import Partnership
from tests.desk import Desk
from tests.people import Chat


@dataclass
class Hand:
    """A person's hand on the phone, which counts what it does."""

    chat: Chat
    taps: int = 0
    texts: int = 0

    def tap(self, *labels: str) -> Hand:
        for label in labels:
            self.chat.taps(label)
            self.taps += 1
        return self

    def type(self, text: str) -> Hand:
        self.chat.says(text)
        self.texts += 1
        return self


Job: TypeAlias = Callable[[Desk], tuple[Hand, bool]]
"""Does a job; whose hand it was, and whether the job is done."""


def at_menu(chat: Chat) -> Hand:
    chat.says("/menu")
    return Hand(chat)


def _status(desk: Desk, made: int, status: Status) -> bool:
    return desk.status(made) is status


def _newest(desk: Desk) -> int:
    with desk.work() as work:
        return max(row.id for row in work.session.query(Partnership))


def add_limited(desk: Desk) -> tuple[Hand, bool]:
    client, _ = desk.client(), desk.partner("Alpweb")
    hand = at_menu(client).tap("Add a partner", "Alpweb", "Limited access", "Webshop", "Done", "Send the request")
    return hand, _status(desk, _newest(desk), Status.PENDING)


def add_full(desk: Desk) -> tuple[Hand, bool]:
    client, _ = desk.client(), desk.partner("Alpweb")
    hand = at_menu(client).tap("Add a partner", "Alpweb", "Full access", "Your payment means", "Send the request")
    return hand, _status(desk, _newest(desk), Status.PENDING)


def confirm(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client(), desk.partner("Alpweb")
    made = desk.partnership(client, partner, status=Status.PENDING)
    return at_menu(partner).tap("waits for you", "Seegarten", "Confirm"), _status(desk, made, Status.ACTIVE)


def decline(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client(), desk.partner("Alpweb")
    made = desk.partnership(client, partner, status=Status.PENDING)
    hand = at_menu(partner).tap("waits for you", "Seegarten", "Decline", "no capacity")
    return hand, _status(desk, made, Status.DECLINED)


def withdraw(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client(), desk.partner("Alpweb")
    made = desk.partnership(client, partner, status=Status.PENDING)
    hand = at_menu(client).tap("Partners", "Alpweb", "Withdraw", "Yes, withdraw")
    return hand, _status(desk, made, Status.WITHDRAWN)


def change_payer(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client(), desk.partner("Alpweb")
    made = desk.partnership(client, partner, Access.FULL)
    hand = at_menu(client).tap("Partners", "Alpweb", "Change payment means", "Yes, change")
    return hand, desk.stored(made).payer is Payer.PARTNER


def enter_vat(desk: Desk) -> tuple[Hand, bool]:
    client = desk.client(country="DE")
    hand = Hand(client).type("DE123456788").tap("Accept the terms")
    return hand, "is stored" in client.reads()


JOBS: dict[str, tuple[Job, int, int]] = {
    "add a partner with limited access to one product": (add_limited, 6, 0),
    "add a partner with full access": (add_full, 5, 0),
    "confirm a request": (confirm, 3, 0),
    "decline a request, with a reason": (decline, 4, 0),
    "withdraw a request": (withdraw, 4, 0),
    "change the payment means": (change_payer, 4, 0),
    "enter the VAT number": (enter_vat, 1, 1),
}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_takes_no_more_taps_than_that(desk: Desk, job: str) -> None:
    do, taps, texts = JOBS[job]

    hand, is_done = do(desk)

    assert is_done
    assert (hand.taps, hand.texts) == (taps, texts)
