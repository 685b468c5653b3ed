"""Which records tell nothing new: found out beforehand, without holding anybody up.

Neither rows nor their ages ever go back, so that what is known once stays known.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts.records import AccountRecord, LevelRecord, OrderRecord, PersonRecord, ProductRecord
from services.accounts.taking.outcome import Taken, known
from storage.accounts.taking import ages_of_accounts, ages_of_orders, ages_of_people, ages_of_products
from storage.income.settling import ages_of_levels
from storage.work import Work

Verdicts = list[Taken | None]
"""What comes of each record that tells nothing newer than what is known; `None` for the others.

Whoever makes them raises `RecordRefused` for a record of the future.
"""


def known_accounts(work: Work, records: Sequence[AccountRecord]) -> Verdicts:
    """Which accounts are known so."""
    ages = ages_of_accounts(work.session, {record.account for record in records})
    return [known(work, index, record.as_of, ages.get(record.account)) for index, record in enumerate(records)]


def known_people(work: Work, records: Sequence[PersonRecord]) -> Verdicts:
    """Which people are known so, in their accounts."""
    ages = ages_of_people(work.session, {record.person for record in records})
    return [
        known(work, index, record.as_of, ages.get((record.account, record.person)))
        for index, record in enumerate(records)
    ]


def known_products(work: Work, records: Sequence[ProductRecord]) -> Verdicts:
    """Which products are known so."""
    ages = ages_of_products(work.session, {record.product for record in records})
    return [known(work, index, record.as_of, ages.get(record.product)) for index, record in enumerate(records)]


def known_orders(work: Work, records: Sequence[OrderRecord]) -> Verdicts:
    """Which entries in the books are known so."""
    ages = ages_of_orders(work.session, {record.order for record in records})
    return [known(work, index, record.as_of, ages.get(record.order)) for index, record in enumerate(records)]


def known_levels(work: Work, records: Sequence[LevelRecord]) -> Verdicts:
    """Which partners' levels are known so, each from its day on."""
    ages = ages_of_levels(work.session, {record.account for record in records})
    return [
        known(work, index, record.as_of, ages.get((record.account, record.since)))
        for index, record in enumerate(records)
    ]
