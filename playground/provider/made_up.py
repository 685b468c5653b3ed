"""The provider's customers when it opens: all of them are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from playground.provider import agency
from playground.provider.books import Account, Books, Person, Product

AGE = dt.timedelta(days=21)
TOWNS = (
    *("altona", "bergedorf", "blankenese", "eppendorf", "finkenwerder"),
    *("harburg", "ottensen", "rahlstedt", "wandsbek", "winterhude"),
)
TEAS = ("assam", "ceylon", "darjeeling", "sencha")
"""Of each tea and town, Harbour Tea has a domain."""


def customers() -> Books:
    """Five accounts with their people and products; one has more domains than anybody wants to scroll through.

    And an agency with all its clients, for whoever wants to see many of them.
    """
    today = dt.datetime.now(dt.UTC).date()
    then = (dt.datetime.now(dt.UTC) - AGE).isoformat()
    office, desks = agency.staff(then)
    clients = agency.clients(today, then)
    accounts = (
        Account("100201", "company", "Seegarten Hotels AG (Demo)", "CH", then, email="office@seegarten.example"),
        Account(
            "100202",
            "company",
            "Harbour Tea GmbH (Demo)",
            "DE",
            then,
            register_number="Amtsgericht Hamburg, HRB 12345",
            email="tea@harbour-tea.example",
        ),
        Account(
            "100301",
            "company",
            "Alpweb GmbH (Demo)",
            "CH",
            then,
            register_number="CHE-123.456.788",
            email="hallo@alpweb.example",
            partner=True,
        ),
        Account(
            "100302",
            "company",
            "Liffey Cloud Ltd (Demo)",
            "IE",
            then,
            register_number="123456",
            email="hello@liffey.example",
            partner=True,
        ),
        Account(
            "100303",
            "company",
            "Fjordlicht Studio GmbH (Demo)",
            "DE",
            then,
            register_number="Amtsgericht Hamburg, HRB 54321",
            email="moin@fjordlicht.example",
            partner=True,
        ),
    )
    people = (
        Person("2011", "100201", "Lea", "legal_representative", then, email="lea@seegarten.example"),
        Person("2012", "100201", "Jonas", "employee", then, email="jonas@seegarten.example"),
        Person("2021", "100202", "Emma", "legal_representative", then, email="emma@harbour-tea.example"),
        Person("3011", "100301", "Reto", "legal_representative", then, email="reto@alpweb.example"),
        Person("3021", "100302", "Aoife", "legal_representative", then, email="aoife@liffey.example"),
        # She is not in Telegram: what Fjordlicht is asked reaches her by mail, and she answers in the browser.
        Person("3031", "100303", "Ida", "legal_representative", then, email="ida@fjordlicht.example"),
    )
    products = [
        Product("50001", "100201", "domain", "seegarten.example", "18.00", then),
        Product("50002", "100201", "web_hosting", "Webhosting seegarten.example", "240.00", then),
        Product("50003", "100201", "other", "Webshop", "1188.00", then),
        Product("50004", "100201", "other", "Newsletter", "420.00", then),
        Product("50005", "100202", "web_hosting", "Web hosting harbour-tea.example", "96.00", then),
        Product("50006", "100202", "mail", "Mail harbour-tea.example", "54.00", then),
    ]
    names = ["harbour-tea.example", *(f"{tea}-{town}.example" for tea in TEAS for town in TOWNS)]
    products += [
        Product(str(60001 + number), "100202", "domain", name, "14.00", then, expires_on=_expiry(number))
        for number, name in enumerate(names)
    ]
    return Books(
        {each.account: each for each in (*accounts, office, *(client.account for client in clients))},
        {each.person: each for each in (*people, *desks, *(client.management for client in clients))},
        {each.product: each for each in (*products, *(each for client in clients for each in client.products))},
        orders={each.order: each for each in agency.entries(clients, today, then)},
        deals={client.account.account: client.deal for client in clients},
    )


def with_newcomers(books: Books) -> Books:
    """Kept books, and those customers that an older demo did not have yet."""
    if agency.AGENCY not in books.accounts:
        fresh = customers()
        books.accounts = {**fresh.accounts, **books.accounts}
        books.people = {**fresh.people, **books.people}
        books.products = {**fresh.products, **books.products}
        books.orders, books.deals = fresh.orders, fresh.deals
    return books


def _expiry(number: int) -> str:
    """Domains end on different days of the coming year."""
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30 + 8 * number)).isoformat()


def use_kinds(books: Books, codes: Sequence[str]) -> None:
    """Makes every product one of the catalogue's kinds: what is of another one becomes one of these, all of it."""
    strange = sorted({each.kind for each in books.products.values()} - {*codes})
    become = {kind: codes[place % len(codes)] for place, kind in enumerate(strange)}
    for each in books.products.values():
        each.kind = become.get(each.kind, each.kind)
