"""No list costs a statement per row: a screen that shows eight takes as many statements as one that shows two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.partnerships.rules import Access, Payer, Status
from domain.people import Role
from tests.desk import Desk
from tests.people import Chat

FEW, MANY = 2, 9
PARTNERS_SCREENS = ("/menu", "/waiting", "/requests", "/clients", "/people", "/teams", "/rights", "/organisation")
CLIENTS_SCREENS = ("/menu", "/waiting", "/partners", "/products", "/people", "/rights", "/organisation", "/vat")


def test_a_partners_screens_cost_the_same_however_much_there_is(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    counts = []
    for first, last in ((0, FEW), (FEW, MANY)):
        for number in range(first, last):
            client = desk.client(f"Hotel {number}", first_name=f"Lea {number}")
            desk.partnership(client, alpweb, Access.FULL, payer=Payer.CLIENT)
            desk.partnership(desk.client(f"Inn {number}"), alpweb, status=Status.PENDING)
            desk.colleague(alpweb, f"Tim {number}", role=(Role.EMPLOYEE, Role.READER)[number % 2])
        counts.append(statements_of(desk, alpweb, PARTNERS_SCREENS))
    assert counts[0] == counts[1]


def test_a_clients_screens_cost_the_same_however_much_there_is(desk: Desk) -> None:
    lea = desk.client("Seegarten", country="DE", products=())
    counts = []
    for first, last in ((0, FEW), (FEW, MANY)):
        for number in range(first, last):
            desk.product(lea, f"shop {number}")
            desk.partnership(lea, desk.partner(f"Agency {number}"), products=[f"shop {number}"])
            desk.colleague(lea, f"Tim {number}")
        counts.append(statements_of(desk, lea, CLIENTS_SCREENS))
    assert counts[0] == counts[1]


def statements_of(desk: Desk, chat: Chat, screens: Sequence[str]) -> Mapping[str, int]:
    """How many statements each screen takes, opened in this chat."""
    found = {}
    for screen in screens:
        with desk.statements() as made:
            chat.says(screen)
        found[screen] = len(made)
    return found
