"""The database holds the programme's rules by itself: rows are inserted past all of our own code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import open_database

Row: TypeAlias = dict[str, object]

NOW = "2026-11-23 09:00:00+00"
CLIENT, OTHER_CLIENT, ALPWEB, NORDNET = 1, 2, 3, 4
LEA = 1
WEBSITE, SHOP = 1, 2

# SQLite names the columns of a broken unique index, PostgreSQL the index.
FULL_ACCESS = r"failed: partnership\.client_id\b|uq_partnership_full_access"
PENDING = r"failed: partnership\.client_id, partnership\.partner_id|uq_partnership_pending"
ACTIVE = r"failed: partnership\.client_id, partnership\.partner_id|uq_partnership_active"
HOLDER = r"failed: product_access\.product_id|uq_product_access_product"


def organisation(**columns: object) -> Row:
    return {
        "kind": "company",
        "name": "Seegarten Hotels",
        "sort_name": "seegarten hotels",
        "search_name": " seegarten hotels",
        "skeleton": "seegartenhotels",
        "country": "CH",
        "currency": "CHF",
        "register_number": None,
        "is_partner": False,
        "partner_code": None,
        "created_at": NOW,
        **columns,
    }


def pending(partner: int = ALPWEB, access: str = "limited", **columns: object) -> Row:
    return {
        "client_id": CLIENT,
        "partner_id": partner,
        "access": access,
        "payer": "client" if access == "full" else None,
        "status": "pending",
        "requested_by_id": LEA,
        "requested_at": NOW,
        "sent_at": NOW,
        "lapses_at": NOW,
        "due_at": NOW,
        "asked_by": "client",
        **columns,
    }


def settled(status: str, partner: int = ALPWEB, access: str = "limited", **columns: object) -> Row:
    return {**pending(partner, access), "status": status, "lapses_at": None, "due_at": None, **columns}


def held(partnership: int, product: int = WEBSITE, *, released: bool = False) -> Row:
    return {
        "partnership_id": partnership,
        "product_id": product,
        "granted_at": NOW,
        "released_at": NOW if released else None,
    }


def product(**columns: object) -> Row:
    return {
        "organisation_id": CLIENT,
        "kind": "domain",
        "name": "hotel.example",
        "sort_name": "hotel.example",
        "search_name": " hotel example",
        "yearly_value": 1,
        "removed_at": None,
        **columns,
    }


def numbered(**columns: object) -> Row:
    return organisation(**{"register_number": "CHE123456788", "register_key": "CHE123456788", **columns})


def console_person(**columns: object) -> Row:
    return {
        "console_id": "u-1",
        "first_name": "Lea",
        "language": "de",
        "reachable": False,
        "created_at": NOW,
        "mail_pace": "at_once",
        **columns,
    }


def claim(**columns: object) -> Row:
    return {"kind": "register", "organisation_id": CLIENT, "claimed_by_id": LEA, "claimed_at": NOW, **columns}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Two clients, two partners, a person and two products."""
    with engine.connect() as opened:
        put(opened, "organisation", organisation(), organisation(name="Bergbahn"))
        for code in ("P-ALPWEB", "P-NORDNET"):
            put(opened, "organisation", organisation(name=code, is_partner=True, partner_code=code))
        person = {
            "telegram_id": 1,
            "first_name": "Lea",
            "language": "de",
            "reachable": True,
            "created_at": NOW,
            "mail_pace": "at_once",
        }
        put(opened, "person", person)
        put(opened, "product", product(name="Website"), product(name="Shop"))
        yield opened


def put(connection: Connection, name: str, *rows: Row) -> None:
    """Inserts rows as other programs would: with plain values, which no type of ours has checked."""
    for row in rows:
        values = ", ".join(f":{key}" for key in row)
        connection.execute(text(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({values})"), row)  # noqa: S608 - our own


ALLOWED: dict[str, list[tuple[str, Row]]] = {
    "full access for two clients": [
        ("partnership", settled("active", ALPWEB, "full")),
        ("partnership", settled("active", ALPWEB, "full", client_id=OTHER_CLIENT)),
    ],
    "full access again, after it has ended": [
        ("partnership", settled("ended", ALPWEB, "full")),
        ("partnership", settled("active", ALPWEB, "full")),
    ],
    "full access asked of two": [
        ("partnership", pending(ALPWEB, "full")),
        ("partnership", pending(NORDNET, "full")),
    ],
    "limited access beside full access": [
        ("partnership", settled("active", ALPWEB, "full")),
        ("partnership", settled("active", NORDNET)),
    ],
    "a request for a change beside the partnership": [
        ("partnership", settled("active", ALPWEB)),
        ("partnership", pending(ALPWEB, "full")),
    ],
    "many settled requests of the same two": [
        ("partnership", settled(status))
        for status in ("declined", "declined", "withdrawn", "lapsed", "lapsed", "overtaken", "ended", "ended")
    ],
    "two products, two partners": [
        ("partnership", settled("active", ALPWEB)),
        ("partnership", settled("active", NORDNET)),
        ("product_access", held(1, WEBSITE)),
        ("product_access", held(2, SHOP)),
    ],
    "a product that changes hands": [
        ("partnership", settled("ended", ALPWEB)),
        ("partnership", pending(NORDNET)),
        ("product_access", held(1, WEBSITE, released=True)),
        ("product_access", held(1, WEBSITE, released=True)),
        ("product_access", held(2, WEBSITE)),
    ],
    "the name of a removed product": [
        ("product", product(removed_at=NOW)),
        ("product", product(removed_at=NOW)),
        ("product", product()),
    ],
    "the same name at two clients": [
        ("product", product()),
        ("product", product(organisation_id=OTHER_CLIENT)),
    ],
    "the same name at the provider and typed": [
        ("product", product()),
        ("product", product(provider_id="p-1", as_of=NOW)),
        ("product", product(provider_id="p-2", as_of=NOW)),
    ],
    "a product that is free of charge": [("product", product(yearly_value=0))],
    "one register number, one of them verified": [
        ("organisation", numbered()),
        ("organisation", numbered(verified_at=NOW, verified_by="support")),
        ("organisation", numbered()),
    ],
    "a verified number again, after its organisation was closed": [
        ("organisation", numbered(verified_at=NOW, verified_by="support", closed_at=NOW)),
        ("organisation", numbered(verified_at=NOW, verified_by="account", account_id="A-1", as_of=NOW)),
    ],
    "a number of the same digits in two countries": [
        ("organisation", numbered(verified_at=NOW, verified_by="support")),
        ("organisation", numbered(verified_at=NOW, verified_by="support", country="LI")),
    ],
    "somebody of the console, without a chat": [("person", console_person())],
    "a prepared request, which does not lapse": [("partnership", settled("prepared", sent_at=None))],
}

REFUSED: dict[str, tuple[str, list[tuple[str, Row]]]] = {
    "fact 19: two limited partners of a product": (
        HOLDER,
        [
            ("partnership", settled("active", ALPWEB)),
            ("partnership", settled("active", NORDNET)),
            ("product_access", held(1)),
            ("product_access", held(2)),
        ],
    ),
    "fact 19: a product that another partner is asked to manage": (
        HOLDER,
        [
            ("partnership", pending(ALPWEB)),
            ("partnership", settled("active", NORDNET)),
            ("product_access", held(1)),
            ("product_access", held(2)),
        ],
    ),
    "a product twice in a partnership": (
        HOLDER,
        [("partnership", pending()), ("product_access", held(1)), ("product_access", held(1))],
    ),
    "fact 24: full access for two partners": (
        FULL_ACCESS,
        [
            ("partnership", settled("active", ALPWEB, "full")),
            ("partnership", settled("active", NORDNET, "full")),
        ],
    ),
    "two open requests to a partner": (
        PENDING,
        [("partnership", pending(ALPWEB)), ("partnership", pending(ALPWEB, "full"))],
    ),
    "two partnerships with a partner": (
        ACTIVE,
        [("partnership", settled("active", ALPWEB)), ("partnership", settled("active", ALPWEB, "full"))],
    ),
    "fact 22: full access without payment means": (
        "payer_with_full_access_only",
        [("partnership", pending(access="full", payer=None))],
    ),
    "fact 22: payment means with limited access": (
        "payer_with_full_access_only",
        [("partnership", pending(payer="partner"))],
    ),
    "a partnership with oneself": ("two_organisations", [("partnership", pending(CLIENT))]),
    "a request that never lapses": ("pending_lapses", [("partnership", pending(lapses_at=None))]),
    **{
        f"a request that lapses though it is {status}": (
            "pending_lapses",
            [("partnership", settled(status, lapses_at=NOW))],
        )
        for status in ("active", "declined", "withdrawn", "lapsed", "overtaken", "ended")
    },
    "an unknown status": ("ck_partnership_status", [("partnership", settled("asleep"))]),
    "an unknown access": ("ck_partnership_access", [("partnership", pending(access="half"))]),
    "unknown payment means": ("ck_partnership_payer", [("partnership", pending(access="full", payer="nobody"))]),
    "closed by an unknown side": ("ck_partnership_side", [("partnership", settled("ended", closed_by="nobody"))]),
    "a partnership with nobody": ("(?i)foreign key", [("partnership", pending(4_711))]),
    "fact 4: a private person as partner": (
        "partner_is_company",
        [("organisation", organisation(kind="private", is_partner=True, partner_code="P-LEA"))],
    ),
    "a partner without code": ("partner_has_code", [("organisation", organisation(is_partner=True))]),
    "a code without partner": ("partner_has_code", [("organisation", organisation(partner_code="P-SEE"))]),
    "a code for two partners": (
        r"failed: organisation\.partner_code|uq_organisation_partner_code",
        [("organisation", organisation(is_partner=True, partner_code="P-ALPWEB"))],
    ),
    "a register number of a private person": (
        "register_number_of_company",
        [("organisation", numbered(kind="private"))],
    ),
    "a register number without its key": ("register_number_has_key", [("organisation", numbered(register_key=None))]),
    "one register number, two verified organisations": (
        r"failed: organisation\.country, organisation\.register_key|uq_organisation_register_key",
        [
            ("organisation", numbered(verified_at=NOW, verified_by="support")),
            ("organisation", numbered(verified_at=NOW, verified_by="account")),
        ],
    ),
    "verified by nobody known": (
        "ck_organisation_verifiedby",
        [("organisation", organisation(verified_at=NOW, verified_by="hearsay"))],
    ),
    "verified, and nobody says by whom": ("verified_by_somebody", [("organisation", organisation(verified_at=NOW))]),
    "an account of no age": ("account_has_age", [("organisation", organisation(account_id="A-1"))]),
    "an account twice": (
        r"failed: organisation\.account_id|uq_organisation_account_id",
        [("organisation", organisation(account_id="A-1", as_of=NOW))] * 2,
    ),
    "a person by no door": ("comes_by_one_door", [("person", console_person(console_id=None))]),
    "a person by two doors": ("comes_by_one_door", [("person", console_person(telegram_id=5))]),
    "somebody of the console whom Telegram reaches": (
        "reachable_in_chat",
        [("person", console_person(reachable=True))],
    ),
    "a request prepared and pending": (
        PENDING,
        [("partnership", settled("prepared", sent_at=None)), ("partnership", pending())],
    ),
    "a prepared request that was sent": ("prepared_is_not_sent", [("partnership", settled("prepared"))]),
    "a pending request that was never sent": ("prepared_is_not_sent", [("partnership", pending(sent_at=None))]),
    "a product of the provider of no age": ("provider_gives_age", [("product", product(provider_id="p-1"))]),
    "a card that shows nothing": ("shows_one_record", [("card", {"chat_id": 1})]),
    "a claim decided without outcome": (
        "decided_with_outcome",
        [("claim", claim(decided_at=NOW))],
    ),
    "an open claim twice": (
        r"failed: claim\.organisation_id, claim\.kind, claim\.claimed_by_id|uq_claim_open",
        [("claim", claim())] * 2,
    ),
    "a product worth less than nothing": ("yearly_value_not_negative", [("product", product(yearly_value=-1))]),
    "two products of the same name": (
        r"failed: product\.organisation_id, product\.name|uq_product_name_per_organisation",
        [("product", product()), ("product", product())],
    ),
    "a membership twice": (
        r"failed: membership\.person_id|uq_membership_person_id",
        [
            ("membership", {"person_id": LEA, "organisation_id": CLIENT, "role": "employee"}),
            ("membership", {"person_id": LEA, "organisation_id": CLIENT, "role": "legal_representative"}),
        ],
    ),
    "an unknown role": (
        "ck_membership_role",
        [("membership", {"person_id": LEA, "organisation_id": CLIENT, "role": "boss"})],
    ),
}


@pytest.mark.parametrize("rows", ALLOWED.values(), ids=ALLOWED)
def test_what_the_programme_allows_can_be_stored(connection: Connection, rows: list[tuple[str, Row]]) -> None:
    for table, row in rows:
        put(connection, table, row)


@pytest.mark.parametrize(("broken", "rows"), REFUSED.values(), ids=REFUSED)
def test_what_the_programme_rules_out_cannot_be_stored(
    connection: Connection, broken: str, rows: list[tuple[str, Row]]
) -> None:
    *before, (table, last) = rows
    for earlier, row in before:
        put(connection, earlier, row)

    with pytest.raises(IntegrityError, match=broken):
        put(connection, table, last)


def ended(connection: Connection) -> None:
    trail = {"at": NOW, "channel": "chat", "action": "partnership.end", "subject": "partnership", "subject_id": 1}
    put(connection, "audit", trail | {"actor_id": 1, "operator": "desk"})


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET action = 'nothing'",
        "UPDATE audit SET actor_id = NULL WHERE id = 1",
        "UPDATE audit SET operator = NULL WHERE id = 1",
        "DELETE FROM audit",
    ],
)
def test_the_audit_trail_only_grows(engine: Engine, tampering: str) -> None:
    with engine.begin() as connection:
        put(connection, "person", console_person(id=1))
        ended(connection)

    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(tampering))

    with engine.begin() as connection:
        ended(connection)
        assert list(connection.scalars(text("SELECT action FROM audit"))) == ["partnership.end"] * 2
