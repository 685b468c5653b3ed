"""Telling the desk what the provider knows: everything at the start, and whatever it missed later."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

from playground.provider.books import (
    Books,
    JsonObject,
    account_record,
    level_record,
    order_record,
    person_record,
    product_record,
)
from playground.provider.desk_api import DeskApi, DeskAway, DeskRefused

AT_ONCE = 500
PAUSES_S = (*(0.1,) * 100, 2.0)
"""How long to wait for a desk that does not answer, which may have just been started; the last one again and again."""


class Teller:
    """`told` is set, for any thread, as soon as the desk has everything; `trouble` says why it does not."""

    def __init__(self, books: Books, api: DeskApi, changed: Callable[[], None]) -> None:
        self.told = threading.Event()
        self.trouble: str | None = None
        self._books = books
        self._api = api
        self._changed = changed
        self._wanted = asyncio.Event()
        self._wanted.set()

    def tell_again(self) -> None:
        """Something was not taken for want of an answer: all is told anew, which changes what is news only."""
        self._wanted.set()

    async def run(self) -> None:
        """Tells until it is cancelled."""
        failures = 0
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                for path, records in batches(self._books):
                    await self._api.ask("POST", path, {"records": records})
            except DeskAway as reason:
                self._hear(str(reason) if failures >= len(PAUSES_S) else None)
                await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
                failures += 1
                self._wanted.set()
            except DeskRefused as reason:
                self._hear(str(reason))
            else:
                failures = 0
                self.told.set()
                self._hear(None, news=True)

    def _hear(self, trouble: str | None, *, news: bool = False) -> None:
        if news or trouble != self.trouble:
            self.trouble = trouble
            self._changed()


def batches(books: Books) -> Iterator[tuple[str, list[JsonObject]]]:
    """Everything in slices: accounts before those who act for them, before their products and orders."""
    subjects = (
        ("accounts", [account_record(each) for each in books.accounts.values()]),
        ("people", [person_record(each) for each in books.people.values()]),
        ("products", [product_record(each) for each in books.products.values()]),
        ("levels", [level_record(each) for each in books.levels]),
        ("orders", [order_record(each) for each in books.orders.values()]),
    )
    for subject, records in subjects:
        for start in range(0, len(records), AT_ONCE):
            yield f"/v1/batches/{subject}", records[start : start + AT_ONCE]
