"""How many taps, and texts to type, each job takes from the menu to its end: no more than here, in any later version.

A job begins where people are: at the menu, or at the message that tells them of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from domain.partnerships.rules import Access, Payer, Status, Terms
from services.partnerships import lasting, negotiating
from storage.tables import Partnership
from tests.desk import Desk
from tests.people import Chat
from tests.programmes import INFOMANIAK


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
    hand = Hand(client).type("DE123456788").tap("Accept terms")
    return hand, "is stored" in client.reads()


def ask_client(desk: Desk) -> tuple[Hand, bool]:
    desk.client("Seegarten")
    hand = at_menu(desk.partner("Alpweb")).tap("Ask a client").type("Seegarten")
    hand.tap("Full access", "Your payment means", "Without a message", "Ask the client")
    return hand, _status(desk, _newest(desk), Status.PROPOSED)


def grant_full(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
    desk.happens(lambda work: negotiating.ask(work, INFOMANIAK, partner.row(work), client.organisation_id, terms))
    return Hand(client).tap("✅ Grant", "✅ Grant"), _status(desk, _newest(desk), Status.ACTIVE)


def counter(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    terms = Terms(Access.FULL, Payer.CLIENT, frozenset())
    desk.happens(lambda work: negotiating.ask(work, INFOMANIAK, partner.row(work), client.organisation_id, terms))
    hand = Hand(client).tap("Grant other rights", "Full access", "Payment means of Alpweb", "Send the proposal")
    return hand, _status(desk, _newest(desk), Status.PENDING)


def extend(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    made = desk.partnership(client, partner, Access.FULL)
    day = desk.clock.moment.date() + dt.timedelta(days=7)
    desk.happens(lambda work: lasting.set_end(work, INFOMANIAK, client.row(work), made, day))
    desk.clock.advance(days=6)
    desk.look_at_deadlines()
    return Hand(client).tap("Extend 3 months"), (desk.stored(made).ends_on or day) > day + dt.timedelta(days=80)


def end(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    made = desk.partnership(client, partner, Access.FULL)
    hand = at_menu(client).tap("Partners", "Alpweb", "End partnership").type("alpweb")
    return hand, _status(desk, made, Status.ENDED)


def undo(desk: Desk) -> tuple[Hand, bool]:
    hand, _ = end(desk)
    return Hand(hand.chat).tap("Undo"), _status(desk, _newest(desk), Status.ACTIVE)


def read_history(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(client, partner, Access.FULL)
    hand = at_menu(client).tap("Partners", "Alpweb", "History", "As a document")
    return hand, len(client.files()) == 1


def give_client_to_colleague(desk: Desk) -> tuple[Hand, bool]:
    client, partner = desk.client("Seegarten"), desk.partner("Alpweb")
    desk.partnership(client, partner, Access.FULL)
    tim = desk.colleague(partner, "Tim")
    desk.colleague(partner, "Ada")
    hand = at_menu(partner).tap("Clients", "Seegarten", "Who looks after it", "Tim")
    return hand, "You look after Seegarten" in tim.reads_all()


def invite(desk: Desk) -> tuple[Hand, bool]:
    client = desk.client("Seegarten")
    hand = at_menu(client).tap("Organisation", "People", "Invite", "Employee")
    return hand, "?start=join_" in client.reads()


JOBS: dict[str, tuple[Job, int, int]] = {
    "add a partner with limited access to one product": (add_limited, 6, 0),
    "add a partner with full access": (add_full, 5, 0),
    "confirm a request": (confirm, 3, 0),
    "decline a request, with a reason": (decline, 4, 0),
    "withdraw a request": (withdraw, 4, 0),
    "change the payment means": (change_payer, 4, 0),
    "enter the VAT number": (enter_vat, 1, 1),
    "ask a client for full access": (ask_client, 5, 1),
    "grant what a partner asks for": (grant_full, 2, 0),
    "propose something else": (counter, 4, 0),
    "extend an access, from the reminder": (extend, 1, 0),
    "end a partnership": (end, 3, 1),
    "undo that": (undo, 1, 0),
    "keep the history as a document": (read_history, 4, 0),
    "give a client to a colleague": (give_client_to_colleague, 4, 0),
    "invite an employee": (invite, 4, 0),
}


@pytest.mark.parametrize("job", JOBS)
def test_a_job_takes_no_more_taps_than_that(desk: Desk, job: str) -> None:
    do, taps, texts = JOBS[job]

    hand, is_done = do(desk)

    assert is_done
    assert (hand.taps, hand.texts) == (taps, texts)
