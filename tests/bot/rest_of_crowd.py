"""Some ten thousand rows of what a crowd leaves out, so that databases plan as they would in a large programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, Table, case, cast, func, insert, literal, select, text

from benchmarks.crowd_rows import Crowd
from storage.database import open_database
from storage.tables import Base, Conversation, DirectoryEntry, OutboxMessage
from tests.bot.tenders_of_crowd import add_tenders

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
CROWD = Crowd(20_000, 700_000_001)
LETTERS = 20_000
ENTRIES = 200
FIRST_DAY = dt.date(1970, 1, 1)
ENTRY = {
    "is_on": True,
    "text_en": "We build shops.",
    "shelves": [],
    "skills": [],
    "languages": [],
    "places": [],
    "website": "https://alpweb.example",
    "written_at": NOW,
    "version": 1,
}


def fill_the_rest(url: str) -> None:
    """What a crowd leaves out: letters that were given up, questions, links and VAT numbers."""
    engine = open_database(url)
    on_postgresql = engine.dialect.name == "postgresql"
    with engine.begin() as connection:
        if on_postgresql:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no row looks for another one
        numbers = select(func.row_number().over().label("n"), Conversation.chat_id).limit(LETTERS).subquery()
        n, chat_id = numbers.c.n, numbers.c.chat_id
        moment = literal(NOW, OutboxMessage.created_at.type)
        nothing = literal([], OutboxMessage.parameters.type)
        # Twenty thousand of them are two rounds of all clients: the pairs differ.
        rounds = n / CROWD.clients if on_postgresql else n // CROWD.clients
        other = (n + rounds) % CROWD.clients + 1
        day = (
            literal(FIRST_DAY) + cast(n, Integer)
            if on_postgresql
            else func.date(FIRST_DAY.isoformat(), func.printf("%d days", n))
        )
        entries = [ENTRY | {"id": number, "partner_id": number} for number in range(1, ENTRIES + 1)]
        connection.execute(insert(DirectoryEntry), entries)
        common: Mapping[str, Mapping[str, Any]] = {
            "outbox": {
                "chat_id": chat_id,
                "method": literal("sendMessage"),
                "parameters": literal({"text": "Hello"}, OutboxMessage.parameters.type),
                "card_id": n,
                "created_at": moment,
                "failed_at": moment,
                "error": literal("Forbidden"),
                "worker_id": literal(1),
                "priority": literal(0),
            },
            "enquiry": {
                "partnership_id": n,
                "question": literal("Since when?"),
                "asked_by_id": n,
                "asked_at": moment,
            },
            "support_case": {
                "person_id": n,
                "chat_id": literal(-100),
                "thread_id": n,
                "title": literal("Lea"),
                "opened_at": moment,
                "closed_at": moment,
            },
            "question": {
                "asked_at": moment,
                "person_id": n,
                "language": literal("en"),
                "text": literal("Why?"),
            },
            "directory_question": {
                "entry_id": n % ENTRIES + 1,
                "asked_by_id": n,
                "asked_at": moment,
                "text": literal("How many?"),
            },
            "directory_opening": {
                "entry_id": n % ENTRIES + 1,
                "day": day,
                "openings": literal(3),
            },
            "directory_visit": {
                "day": literal(NOW.date()),
                "digest": func.concat("digest-", n) if on_postgresql else literal("digest-") + n,
            },
            "case_entry": {
                "case_id": n,
                "kind": literal("person"),
                "at": moment,
                "author": literal("Lea"),
                "from_chat_id": chat_id,
                "from_message_id": n,
                "to_chat_id": literal(-100),
                "to_message_id": n,
            },
            "invitation": {
                "token_hash": func.concat("hash-", n) if on_postgresql else literal("hash-") + n,
                "organisation_id": n % CROWD.clients + 1,
                "role": literal("employee"),
                "created_at": moment,
                "expires_at": moment,
            },
            "account_member": {
                "organisation_id": n % CROWD.clients + 1,
                "console_id": func.concat("console-", n) if on_postgresql else literal("console-") + n,
                "person_id": n,
                "name": literal("Lea"),
                "role": literal("employee"),
                "as_of": moment,
            },
            "account_link": {
                "member_id": n,
                "token_hash": func.concat("link-", n) if on_postgresql else literal("link-") + n,
                "created_at": moment,
                "expires_at": moment,
            },
            "provider_order": {
                "provider_id": func.concat("order-", n) if on_postgresql else literal("order-") + n,
                "organisation_id": n % CROWD.clients + 1,
                "kind": literal("order"),
                "amount": literal(1_800),
                "currency": literal("CHF"),
                "booked_on": literal(NOW.date()),
                "ordered_by_id": n % CROWD.clients + 1,
                "paid_by_id": n % CROWD.clients + 1,
                "as_of": moment,
            },
            "partnership_term": {"partnership_id": n, "since": moment},
            "benefit_level": {
                "organisation_id": n % CROWD.clients + 1,
                "code": literal("silver"),
                "since": case((n <= CROWD.clients, literal(NOW.date())), else_=literal(NOW.date() - dt.timedelta(1))),
                "as_of": moment,
            },
            "income_entry": {
                "order_id": n,
                "client_id": n % CROWD.clients + 1,
                "partner_id": other,
                "month": literal(NOW.date()),
                "booked_on": literal(NOW.date()),
                "kind": literal("order"),
                "product_id": n,
                "product_kind": literal("domain"),
                "currency": literal("CHF"),
                "ordered_by": literal("client"),
                "turnover": literal(1_800),
                "earning": literal("cashback"),
                "income": literal(180),
            },
            "claim": {
                "kind": literal("register"),
                "organisation_id": n % CROWD.clients + 1,
                "claimed_by_id": n,
                "claimed_at": moment,
                "decided_at": moment,
                "outcome": literal("approved"),
            },
            "application": {
                "organisation_id": n % CROWD.clients + 1,
                "applicant_id": n,
                "status": literal("declined"),
                "submitted_at": moment,
                "website": literal("https://alpweb.example"),
                "yearly_value": literal(240_000),
                "currency": literal("CHF"),
                "value_is_known": literal(value=False),
                "undertakings": literal({}, OutboxMessage.parameters.type),
                "decided_at": moment,
            },
            "partner_review": {
                "partner_id": n % CROWD.clients + 1,
                "below_since": moment,
                "yearly_value": literal(100_000),
                "currency": literal("CHF"),
                "decided_at": moment,
                "outcome": literal("kept"),
            },
            "proposal": {
                "partnership_id": n,
                "by": literal("client"),
                "made_by_id": n,
                "made_at": moment,
                "access": literal("full"),
                "payer": literal("client"),
                "products": nothing,
                "shelves": nothing,
            },
            "request_block": {
                "organisation_id": n % CROWD.clients + 1,
                "blocked_id": other,
                "created_at": moment,
                "created_by_id": n,
            },
            "team": {
                "organisation_id": n % CROWD.clients + 1,
                "name": func.concat("Team ", n) if on_postgresql else literal("Team ") + n,
            },
            "team_member": {"team_id": n, "person_id": n},
            "client_care": {"partner_id": n % CROWD.clients + 1, "client_id": other},
            "client_note": {
                "partner_id": n % CROWD.clients + 1,
                "client_id": other,
                "author_id": n,
                "text": literal("Prefers calls."),
                "written_at": moment,
            },
            "carer": {"care_id": n, "person_id": case((n % 2 == 0, n)), "team_id": case((n % 2 == 1, n))},
            "api_token": {
                "name": func.concat("token-", n) if on_postgresql else literal("token-") + n,
                "token_hash": func.concat("hash-", n) if on_postgresql else literal("hash-") + n,
                "scopes": literal(""),
                "created_at": moment,
            },
            "answered_call": {
                "token_id": literal(1),
                "key": func.concat("key-", n) if on_postgresql else literal("key-") + n,
                "fingerprint": literal("same"),
                "status": literal(200),
                "answered_at": moment,
            },
            "programme_event": {
                "kind": literal("partnership.confirmed"),
                "at": moment,
                "partnership_id": n,
                "organisation_id": n % CROWD.clients + 1,
                "content": literal({}, OutboxMessage.parameters.type),
                "tries": literal(0),
            },
        }
        for name, columns in common.items():
            table: Table = Base.metadata.tables[name]
            connection.execute(insert(table).from_select([*columns], select(*columns.values())))
        add_tenders(connection, n, other, CROWD.clients, moment)
        vat = Base.metadata.tables["vat_number"]
        of_client = select(n, literal("CHE-123.456.788"), literal("CH"), moment, n).where(n <= CROWD.clients)
        connection.execute(insert(vat).from_select([*vat.c], of_client))
        connection.execute(text("ANALYZE"))
    engine.dispose()
