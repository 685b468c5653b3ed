"""No list costs a statement per row: a screen that shows eight takes as many statements as one that shows two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Status
from domain.people import Role
from storage.tables import Organisation, Partnership, Product
from tests.asked import asks
from tests.desk import Desk
from tests.people import Chat

FEW, MANY = 2, 9
PARTNERS_SCREENS = (
    *("/menu", "/waiting", "/requests", "/clients", "/expiring", "/people", "/teams", "/rights", "/organisation"),
)
QUESTIONS = (
    *("who_has_access", "who_pays", "who_sees_invoices", "what_changed", "what_waits", "my_rights", "who_may"),
    *("what_ordered", "what_expires"),
)
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
        counts.append(statements_of(desk, alpweb, PARTNERS_SCREENS, (*QUESTIONS, "what_earned")))
    assert counts[0] == counts[1]


def test_eighty_clients_cost_the_same_as_eight(desk: Desk) -> None:
    alpweb = desk.partner("Alpweb")
    tim = desk.colleague(alpweb, "Tim")
    counts = []
    for first, last in ((0, 8), (8, 80)):
        clients_of(desk, alpweb, first, last)
        counts.append(
            {
                chat.id: statements_of(desk, chat, ("/clients", "/clients hotel 7", "/expiring"))
                for chat in (alpweb, tim)
            }
        )
    assert counts[0] == counts[1]
    assert max(max(each.values()) for each in counts[0].values()) <= 16


def clients_of(desk: Desk, partner: Chat, first: int, last: int) -> None:
    """So many clients give the partner full access, each with three products of which one runs out."""
    with desk.work() as work:
        person = partner.row(work)
        for number in range(first, last):
            client = Organisation(
                kind=OrganisationKind.COMPANY,
                name=f"Hotel {number}",
                country="CH",
                currency="CHF",
                is_partner=False,
                created_at=work.now,
            )
            work.session.add(client)
            work.session.flush()
            work.session.add(
                Partnership(
                    client_id=client.id,
                    partner_id=partner.organisation_id,
                    access=Access.FULL,
                    payer=Payer.CLIENT,
                    status=Status.ACTIVE,
                    requested_by_id=person.id,
                    requested_at=work.now,
                    sent_at=work.now,
                    confirmed_at=work.now,
                )
            )
            for days in (20, 200, 400):
                expires_on = work.now.date() + dt.timedelta(days=days + number)
                made = Product(organisation_id=client.id, kind="domain", name=f"hotel-{number}-{days}.example")
                made.yearly_value, made.expires_on = 24_000, expires_on
                work.session.add(made)


def test_a_clients_screens_cost_the_same_however_much_there_is(desk: Desk) -> None:
    lea = desk.client("Seegarten", country="DE", products=())
    counts = []
    for first, last in ((0, FEW), (FEW, MANY)):
        for number in range(first, last):
            desk.product(lea, f"shop {number}")
            desk.partnership(lea, desk.partner(f"Agency {number}"), products=[f"shop {number}"])
            desk.colleague(lea, f"Tim {number}")
        counts.append(statements_of(desk, lea, CLIENTS_SCREENS, QUESTIONS))
    assert counts[0] == counts[1]


def statements_of(desk: Desk, chat: Chat, screens: Sequence[str], questions: Sequence[str] = ()) -> Mapping[str, int]:
    """How many statements each screen takes, opened in this chat, and each question about all that there is."""
    found = {}
    for screen in screens:
        with desk.statements() as made:
            chat.says(screen)
        found[screen] = len(made)
    for question in questions:
        with desk.statements() as made:
            asks(chat, question)
        found[question] = len(made)
    return found
