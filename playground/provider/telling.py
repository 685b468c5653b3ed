"""Telling the desk what the provider knows: everything at the start, and whatever it missed later.

Entries in the books come last, when the desk knows who managed what at the time.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

from playground.provider.books import (
    Books,
    JsonObject,
    account_record,
    order_record,
    person_record,
    product_record,
)
from playground.provider.desk_api import DeskApi, DeskAway, DeskRefused

AT_ONCE = 500
PAUSES_S = (*(0.1,) * 100, 2.0)
"""How long to wait for a desk that does not answer, which may have just been started; the last one again and again."""


class Teller:
    """`told` is set, for any thread, as soon as the desk has everything but entries; `trouble` says why it does not.

    `told_of_orders` is the same for those, which are told after `tell_of_orders`.
    """

    def __init__(self, books: Books, api: DeskApi, changed: Callable[[], None]) -> None:
        self.told = threading.Event()
        self.told_of_orders = threading.Event()
        self.trouble: str | None = None
        self._books = books
        self._api = api
        self._changed = changed
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._customers_wanted = True
        self._orders = False

    def tell_of_orders(self) -> None:
        """From now on, entries in the books are told as well."""
        self._orders = True
        self._wanted.set()

    def tell_again(self) -> None:
        """Something was not taken for want of an answer: all is told anew, which changes what is news only."""
        self._customers_wanted = True
        self._wanted.set()

    async def run(self) -> None:
        """Tells until it is cancelled."""
        failures = 0
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            customers, orders = self._customers_wanted, self._orders
            self._customers_wanted = False
            try:
                for path, records in batches(self._books, customers=customers, orders=orders):
                    await self._api.ask("POST", path, {"records": records})
            except DeskAway as reason:
                self._hear(str(reason) if failures >= len(PAUSES_S) else None)
                await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
                failures += 1
                self._customers_wanted |= customers
                self._wanted.set()
            except DeskRefused as reason:
                self._hear(str(reason))
            else:
                failures = 0
                self.told.set()
                if orders:
                    self.told_of_orders.set()
                self._hear(None, news=True)

    def _hear(self, trouble: str | None, *, news: bool = False) -> None:
        if news or trouble != self.trouble:
            self.trouble = trouble
            self._changed()


def batches(books: Books, *, customers: bool, orders: bool) -> Iterator[tuple[str, list[JsonObject]]]:
    """What is wanted, in slices: accounts before those who act for them, before their products and orders."""
    subjects: list[tuple[str, list[JsonObject]]] = []
    if customers:
        subjects += (
            ("accounts", [account_record(each) for each in books.accounts.values()]),
            ("people", [person_record(each) for each in books.people.values()]),
            ("products", [product_record(each) for each in books.products.values()]),
        )
    if orders:
        subjects.append(("orders", [order_record(each) for each in books.orders.values()]))
    for subject, records in subjects:
        for start in range(0, len(records), AT_ONCE):
            yield f"/v1/batches/{subject}", records[start : start + AT_ONCE]
