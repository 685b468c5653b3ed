"""Products that came from the provider's systems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import insert

from storage.tables import Organisation, Product
from tests.desk import Desk
from tests.people import Chat


def has(desk: Desk, owner: Chat, kind: str, names: Iterable[str], *, expires_on: dt.date | None = None) -> None:
    """The owner's account has products of this kind at the provider."""
    with desk.work() as work:
        organisation = work.session.get_one(Organisation, owner.organisation_id)
        organisation.account_id, organisation.as_of = f"A-{organisation.id}", work.now
        first = len(owner.products(work))
        rows = [
            {
                "organisation_id": organisation.id,
                "kind": kind,
                "name": name,
                "yearly_value": 1_200,
                "provider_id": f"{organisation.id}-{number}",
                "as_of": work.now,
                "expires_on": expires_on,
            }
            for number, name in enumerate(names, first)
        ]
        work.session.execute(insert(Product), rows)


def has_a_lot(desk: Desk, owner: Chat, domains: int = 400) -> None:
    """Many domains, and a few other products."""
    has(desk, owner, "domain", [f"domain-{number:04}.example" for number in range(1, domains + 1)])
    has(desk, owner, "web_hosting", [f"Hosting {number}" for number in range(1, 10)])
    has(desk, owner, "mail", ["Mail Zürich", "Mail Bern"])
