"""An agency with eighty clients and three that ask it, six people, and two years of entries in the books.

All of it is made up, and the same every time: what differs from client to client follows from its number, so that lists
and charts look as in life.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playground.provider.agency_clients import CLIENTS
from playground.provider.books import Account, Deal, Level, Order, Person, Product

AGENCY = "100304"
FIRST_ACCOUNT, FIRST_PERSON, FIRST_PRODUCT, FIRST_ORDER = 200_101, 4_101, 70_001, 900_001
DAYS = 730
"""So far back the entries go."""
WAITING = 3
"""So many have asked, and wait for the agency's answer."""
DISCOUNT = 20
"""Percent off for what the agency pays itself: a number that is made up as well."""
CURRENCIES = {"CH": "CHF", "DE": "EUR", "FR": "EUR"}
HOSTING = (9_600, 23_900, 47_900)
MAIL = (5_400, 10_800, 21_600)
CLOUD = (34_800, 70_800, 178_800)
OTHERS = (("Webshop", 118_800), ("Newsletter", 42_000), ("Backup", 21_600))
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "è": "e", "ô": "o", "à": "a", "É": "e", "Ü": "ue"})
_FORMS = ("AG", "GmbH", "SA", "Sàrl", "SARL", "SAS")


@dataclass(frozen=True, slots=True)
class Client:
    """A client, its products, and what it has agreed with the agency."""

    account: Account
    management: Person
    products: tuple[Product, ...]
    deal: Deal


def staff(as_of: str) -> tuple[Account, tuple[Person, ...]]:
    """The agency, and who acts for it: a legal representative, and desks of its office."""
    desks = (
        *(("3042", "Projektleitung", "administrator"), ("3043", "Hosting-Team", "employee")),
        *(("3044", "Team Romandie", "employee"), ("3045", "Shop-Team", "employee"), ("3046", "Lernende", "employee")),
    )
    agency = Account(
        AGENCY,
        "company",
        "Weitblick Digital AG (Demo)",
        "CH",
        as_of,
        register_number="CHE-246.813.575",
        email="hallo@weitblick.example",
        partner=True,
    )
    people = [Person("3041", AGENCY, "Livia", "legal_representative", as_of, email="livia@weitblick.example")]
    people += [Person(number, AGENCY, name, role, as_of) for number, name, role in desks]  # type: ignore[arg-type]
    return agency, tuple(people)


def clients(today: dt.date, as_of: str) -> tuple[Client, ...]:
    """All of them, with products that run out on the days that come."""
    named = [(name, country) for country, names in CLIENTS.items() for name in names]
    found = []
    numbers = iter(range(FIRST_PRODUCT, FIRST_ORDER))
    for place, (name, country) in enumerate(named):
        account = Account(
            str(FIRST_ACCOUNT + place), "company", f"{name} (Demo)", country, as_of, email=f"office@{_site(name)}"
        )
        management = "Direction" if name.endswith(("SA", "Sàrl", "SARL", "SAS")) else "Geschäftsleitung"
        person = Person(str(FIRST_PERSON + place), account.account, management, "legal_representative", as_of)
        products = tuple(
            Product(str(next(numbers)), account.account, kind, title, _written(value), as_of, expires_on=expiry)
            for kind, title, value, expiry in _wares(place, _site(name), today)
        )
        found.append(Client(account, person, products, _deal(place, len(named), person, products, today)))
    return tuple(found)


def entries(found: tuple[Client, ...], today: dt.date, as_of: str) -> Iterator[Order]:
    """Two years of orders and renewals, and some that were taken back."""
    numbers = iter(range(FIRST_ORDER, FIRST_ORDER + 90_000))
    for client in found:
        for product in client.products:
            for booked_on, kind in _dates(product, today):
                order = _entry(str(next(numbers)), client, product, booked_on, kind, as_of)
                yield order
                taken_back_on = booked_on + dt.timedelta(days=9)
                if _pick(37, order.order, "back") == 0 and taken_back_on <= today:
                    back = "refund" if int(order.order) % 2 else "credit_note"
                    yield _entry(str(next(numbers)), client, product, taken_back_on, back, as_of, takes_back=order)


def levels(codes: Sequence[str], today: dt.date, as_of: str) -> tuple[Level, ...]:
    """The agency's level, and since when: with several, it has risen once."""
    days = (DAYS + 30, 240)
    return tuple(
        Level(code, AGENCY, (today - dt.timedelta(days=ago)).isoformat(), as_of)
        for code, ago in zip(codes, days, strict=False)
    )


def _pick(below: int, *what: object) -> int:
    """A number below `below` that looks like chance and is the same every time."""
    return zlib.crc32("·".join(map(str, what)).encode()) % below


def _site(name: str) -> str:
    words = [word for word in name.split() if word not in _FORMS]
    plain = "-".join(words).translate(_LETTERS).lower()
    return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == "-")) + ".example"


def _wares(place: int, site: str, today: dt.date) -> Iterator[tuple[str, str, int, str | None]]:
    """Kind, name, value a year in hundredths, and the day on which it runs out, if it does."""
    domains = [site, *(f"{site.removesuffix('.example')}-{more}.example" for more in ("shop", "blog"))]
    for domain in domains[: 1 + _pick(3, place, "domains")]:
        yield "domain", domain, 1_400 + 200 * _pick(8, domain), _expiry(today, domain)
    if _pick(7, place, "hosting"):
        yield "web_hosting", f"Webhosting {site}", HOSTING[_pick(3, place, "size")], _expiry(today, place, "hosting")
    if _pick(5, place, "mail") < 3:
        yield "mail", f"Mail {site}", MAIL[_pick(3, place, "mail size")], _expiry(today, place, "mail")
    if _pick(10, place, "cloud") < 3:
        yield "cloud", f"Cloud Server {place + 1}", CLOUD[_pick(3, place, "cloud size")], None
    if _pick(3, place, "other") == 0:
        title, value = OTHERS[_pick(3, place, "which")]
        yield "other", title, value, _expiry(today, place, "other")


def _expiry(today: dt.date, *what: object) -> str:
    return (today + dt.timedelta(days=3 + _pick(360, *what, "expiry"))).isoformat()


def _deal(place: int, count: int, by: Person, products: tuple[Product, ...], today: dt.date) -> Deal:
    """Of eight, three pay themselves under full access, two let the agency pay, three give it some products only."""
    waits = place >= count - WAITING
    since = today - dt.timedelta(days=1 if waits else 40 + place * 37 % (DAYS - 70))
    if (sort := 3 * place % 8) < 5:
        return Deal(
            by.account, by.person, "full", since.isoformat(), payer="client" if sort < 3 else "partner", waits=waits
        )
    some = tuple(each.product for each in products[: (len(products) + 1) // 2])
    return Deal(by.account, by.person, "limited", since.isoformat(), products=some, waits=waits)


def _dates(product: Product, today: dt.date) -> Iterator[tuple[dt.date, str]]:
    """When it was ordered and renewed, in the order in which that was; not what is longer ago than the books go."""
    first = today - dt.timedelta(days=DAYS)
    step = dt.timedelta(days=365 if product.expires_on else 30)
    began = today - dt.timedelta(days=90 + _pick(1_400, product.product, "began"))
    day = dt.date.fromisoformat(product.expires_on) if product.expires_on else today + dt.timedelta(days=12)
    days = []
    while (day := day - step) >= began and day >= first:
        days.append(day)
    begins_here = not days or days[-1] - step < began
    for number, each in enumerate(reversed(days)):
        if each <= today:
            yield each, "order" if number == 0 and begins_here else "renewal"


def _entry(
    number: str,
    client: Client,
    product: Product,
    booked_on: dt.date,
    kind: str,
    as_of: str,
    takes_back: Order | None = None,
) -> Order:
    account, deal = client.account, client.deal
    ordered_by = paid_by = account.account
    if takes_back is not None:
        ordered_by, paid_by = takes_back.ordered_by, takes_back.paid_by
    elif deal.access == "full" and not deal.waits and booked_on.isoformat() > deal.since and _pick(4, number, "who"):
        ordered_by = AGENCY  # facts 21, 22: who has full access orders for the client
        paid_by = AGENCY if deal.payer == "partner" else account.account
    value = int(product.yearly_value.replace(".", "")) // (1 if product.expires_on else 12)
    if paid_by == AGENCY:
        value = value * (100 - DISCOUNT) // 100  # fact 26
    if kind == "credit_note":
        value //= 2
    dollars = product.kind == "cloud" and _pick(4, product.product, "dollars") == 0
    return Order(
        number,
        account.account,
        kind,
        _written(value),
        "USD" if dollars else CURRENCIES[account.country],
        booked_on.isoformat(),
        ordered_by,
        paid_by,
        as_of,
        product=product.product,
        refers_to=takes_back.order if takes_back is not None else None,
    )


def _written(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"
