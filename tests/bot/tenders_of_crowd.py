"""Twenty thousand tenders, and as much of whatever hangs on them: most have ended, as in a programme of some years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, case, insert, literal, select
from sqlalchemy.engine import Connection

from storage.tables import Base, Tender

OF_TEN_OPEN = 1


def add_tenders(connection: Connection, n: Any, other: Any, clients: int, moment: ColumnElement[Any]) -> None:
    """Rows by the number `n`; `other` is another organisation than the one of that number."""
    nothing = literal([], Tender.languages.type)
    is_open = n % 10 < OF_TEN_OPEN
    file = {"file_id": literal("BQAD"), "kind": literal("document"), "name": literal("plan.pdf"), "added_at": moment}
    rows: Mapping[str, Mapping[str, Any]] = {
        "tender": {
            "id": n,
            "client_id": n % clients + 1,
            "publisher_id": n,
            "status": case((is_open, literal("open")), else_=literal("closed")),
            "subject": literal("Website"),
            "wanted": literal("A website in two languages"),
            "kind": literal("website"),
            "languages": nothing,
            "anonymous": literal(False),
            "deadline": moment,
            "zone": literal("Europe/Zurich"),
            "created_at": moment,
            "published_at": moment,
            "version": literal(2),
            "held_for": nothing,
            "close_reason": case((~is_open, literal("nothing_fits"))),
            "ended_at": case((~is_open, moment)),
            "due_at": moment,
            "told_behind": literal(0),
        },
        "tender_invited": {"tender_id": n, "partner_id": other},
        "tender_change": {
            "tender_id": n,
            "version": literal(2),
            "at": moment,
            "person_id": n,
            "changes": literal({}, Base.metadata.tables["tender_change"].c.changes.type),
        },
        "tender_file": {"tender_id": n, **file},
        "tender_subscription": {
            "person_id": n,
            "partner_id": other,
            "kinds": nothing,
            "regions": nothing,
            "languages": nothing,
            "made_at": moment,
        },
        "tender_notice": {
            "tender_id": n,
            "person_id": n,
            "partner_id": other,
            "made_at": moment,
            "told_at": case((n % 10 > 0, moment)),
        },
        "tender_question": {
            "tender_id": n,
            "partner_id": other,
            "by_client": literal(False),
            "asked_by_id": n,
            "asked_at": moment,
            "status": literal("asked"),
            "question": literal("How many pages?"),
        },
        "tender_offer": {
            "id": n,
            "tender_id": n,
            "partner_id": other,
            "made_by_id": n,
            "status": literal("made"),
            "text": literal("We do it"),
            "price_kind": literal("fixed"),
            "amount_min": n,
            "currency": literal("CHF"),
            "by_when": literal(dt.date(2027, 3, 31)),
            "made_at": moment,
            "written_at": moment,
            "version": literal(1),
        },
        "tender_offer_file": {"offer_id": n, **file},
        "tender_report": {"tender_id": n, "person_id": n, "at": moment, "reason": literal("Advertising")},
    }
    for name, columns in rows.items():
        table: Table = Base.metadata.tables[name]
        connection.execute(insert(table).from_select([*columns], select(*columns.values())))
