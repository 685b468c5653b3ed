"""A programme with two years of entries and their income, made inside the database: see `benchmarks.income`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Connection, Date, bindparam, event, insert, text

from benchmarks.crowd import hurry
from domain.organisations.kinds import OrganisationKind
from domain.partnerships.rules import Access, Payer, Side, Status
from domain.people import Role
from services.income.reading import month_of, months_before
from storage.database import open_database
from storage.schema import upgrade
from storage.tables import (
    Carer,
    ClientCare,
    Membership,
    Organisation,
    Partnership,
    PartnershipTerm,
    Person,
    Product,
    ProviderOrder,
)

PARTNERS, CLIENTS_OF_LARGE, CLIENTS_OF_OTHERS, GIVEN = 100, 400, 80, 20
MONTHS = 24
NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
KINDS = ("domain", "web_hosting", "mail", "backup")
REPRESENTATIVE, EMPLOYEE = 1, 2


def fill(url: str, entries: int) -> None:
    """Makes the programme: partners, their clients, and two years of entries with what they brought."""
    engine = open_database(url)
    upgrade(engine)
    event.listen(engine, "connect", hurry)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no row looks for another one
        _parties(connection)
        _entries(connection, entries)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as the server does by itself within minutes
    engine.dispose()


def _clients_of(partner: int) -> tuple[int, int]:
    """The first client (id) of a partner, and how many it has; partners are those up to `PARTNERS`."""
    if partner == 1:
        return PARTNERS + 1, CLIENTS_OF_LARGE
    return PARTNERS + 1 + CLIENTS_OF_LARGE + (partner - 2) * CLIENTS_OF_OTHERS, CLIENTS_OF_OTHERS


def _parties(connection: Connection) -> None:
    last = PARTNERS + CLIENTS_OF_LARGE + (PARTNERS - 1) * CLIENTS_OF_OTHERS
    common = {"kind": OrganisationKind.COMPANY, "country": "CH", "currency": "CHF", "created_at": NOW, "as_of": NOW}
    connection.execute(
        insert(Organisation),
        [
            common
            | {
                "id": number,
                "name": f"Firma {number} (Demo) AG",
                "sort_name": f"firma {number}",
                "search_name": f"firma {number}",
                "skeleton": f"firma {number}",
                "is_partner": number <= PARTNERS,
                "partner_code": f"P-{number:06}" if number <= PARTNERS else None,
                "account_id": f"A{number}",
            }
            for number in range(1, last + 1)
        ],
    )
    connection.execute(
        insert(Product),
        [
            {
                "id": number * len(KINDS) + place,
                "organisation_id": number,
                "kind": kind,
                "name": f"{kind} {number}",
                "sort_name": f"{kind} {number}",
                "search_name": f"{kind} {number}",
                "yearly_value": 1_800,
                "provider_id": f"D{number}-{place}",
                "as_of": NOW,
            }
            for number in range(PARTNERS + 1, last + 1)
            for place, kind in enumerate(KINDS)
        ],
    )
    people = [
        {"id": each, "telegram_id": each, "first_name": "Mia", "language": "de", "reachable": True, "created_at": NOW}
        for each in (REPRESENTATIVE, EMPLOYEE)
    ]
    connection.execute(insert(Person), [each | {"organisation_id": 1} for each in people])
    roles = {REPRESENTATIVE: Role.LEGAL_REPRESENTATIVE, EMPLOYEE: Role.EMPLOYEE}
    connection.execute(
        insert(Membership),
        [
            {
                "person_id": each,
                "organisation_id": 1,
                "role": role,
            }
            for each, role in roles.items()
        ],
    )
    then = NOW - dt.timedelta(days=365 * 3)
    pairs = [(partner, client) for partner in range(1, PARTNERS + 1) for client in _range(*_clients_of(partner))]
    connection.execute(
        insert(Partnership),
        [
            {
                "id": number,
                "client_id": client,
                "partner_id": partner,
                "access": Access.FULL,
                "payer": Payer.CLIENT,
                "status": Status.ACTIVE,
                "requested_by_id": REPRESENTATIVE,
                "requested_at": then,
                "sent_at": then,
                "confirmed_at": then,
                "asked_by": Side.CLIENT,
            }
            for number, (partner, client) in enumerate(pairs, 1)
        ],
    )
    connection.execute(
        insert(PartnershipTerm),
        [{"partnership_id": number, "payer": Payer.CLIENT, "since": then} for number in range(1, len(pairs) + 1)],
    )
    given = [{"id": client, "partner_id": 1, "client_id": client} for client in _range(*_clients_of(1))]
    connection.execute(insert(ClientCare), given)
    connection.execute(insert(Carer), [{"care_id": each["id"], "person_id": EMPLOYEE} for each in given[:GIVEN]])


def _range(first: int, count: int) -> Iterator[int]:
    return iter(range(first, first + count))


_DAYS = "CREATE TEMPORARY TABLE bench_day (id INTEGER PRIMARY KEY, day DATE, month DATE)"
_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :entries)",
    "postgresql": "WITH numbers(n) AS (SELECT generate_series(1, CAST(:entries AS bigint)))",
}
_PARTNER = "CASE WHEN n % 4 = 0 THEN 1 ELSE 2 + n * 7919 / 4 % :others END"
_CLIENT = (
    "CASE partner WHEN 1 THEN :partners + 1 + n / 4 * 31 % :of_large "
    "ELSE :partners + 1 + :of_large + (partner - 2) * :of_others + n / 396 % :of_others END"
)
_ORDERS = f"""
    INSERT INTO provider_order (id, provider_id, organisation_id, product_id, kind, amount, currency, booked_on,
        ordered_by_id, paid_by_id, as_of)
    {{numbers}},
    parties AS (SELECT n, {_PARTNER} AS partner FROM numbers),
    those AS (SELECT n, {_CLIENT} AS client FROM parties)
    SELECT n, 'O' || n, client, client * 4 + n / 7 % 4, 'renewal', 500 + n * 104729 % 49500,
        CASE WHEN client % 10 = 0 THEN 'EUR' ELSE 'CHF' END, day, client, client, :now
    FROM those JOIN bench_day ON bench_day.id = n * 104729 / 13 % :days
"""  # noqa: S608 - only names of ours
_INCOME = """
    INSERT INTO income_entry (order_id, client_id, partner_id, month, booked_on, kind, product_id, product_kind,
        currency, ordered_by, turnover, earning, income)
    SELECT o.id, o.organisation_id, p.partner_id, d.month, o.booked_on, o.kind, o.product_id, product.kind, o.currency,
        'client', o.amount, 'cashback', o.amount / 10
    FROM provider_order o JOIN partnership p ON p.client_id = o.organisation_id
    JOIN product ON product.id = o.product_id JOIN bench_day d ON d.day = o.booked_on
"""


def _entries(connection: Connection, entries: int) -> None:
    """Entries of the books and their rows in the ledger, made inside the database."""
    connection.execute(text(_DAYS))
    months = [months_before(month_of(NOW.date()), back) for back in range(MONTHS)]
    days = [month.replace(day=day) for month in months for day in range(1, 28)]
    connection.execute(
        text("INSERT INTO bench_day (id, day, month) VALUES (:id, :day, :month)").bindparams(
            *(bindparam(name, type_=Date()) for name in ("day", "month"))
        ),
        [{"id": number, "day": day, "month": day.replace(day=1)} for number, day in enumerate(days)],
    )
    numbers = _NUMBERS[connection.dialect.name]
    connection.execute(
        text(_ORDERS.format(numbers=numbers)).bindparams(bindparam("now", type_=ProviderOrder.as_of.type)),
        {
            "entries": entries,
            "others": PARTNERS - 1,
            "partners": PARTNERS,
            "of_large": CLIENTS_OF_LARGE,
            "of_others": CLIENTS_OF_OTHERS,
            "days": len(days),
            "now": NOW,
        },
    )
    connection.execute(text(_INCOME))
    if connection.dialect.name == "postgresql":  # numbers that were given by hand count, too
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence('provider_order', 'id'), :last)"), {"last": entries}
        )
