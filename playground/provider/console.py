"""What can be done in the provider's console. The desk is told first where it may refuse; its sentence is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from playground.actions import Impossible
from playground.provider.bodies import By, NewPartnership, NewProduct, PaymentMeans, Switches
from playground.provider.books import (
    Account,
    Books,
    JsonObject,
    Person,
    Product,
    Role,
    account_record,
    now,
    person_record,
    product_record,
)
from playground.provider.desk_api import DeskApi, DeskAway

DECISIONS = ("confirm", "decline", "withdraw", "end")


class Console:
    """Acts on the books and tells the desk. What the desk refuses is not done here either.

    Where the desk does not answer, the provider's own changes stand, and `missed` is called, so that the desk hears
    of them later; decisions that are the desk's to take raise `DeskAway`.
    """

    def __init__(self, books: Books, api: DeskApi, missed: Callable[[], None]) -> None:
        self._books = books
        self._api = api
        self._missed = missed

    async def connect(self, by: By) -> JsonObject:
        """A link that connects somebody's Telegram: `url`, `expires_at`, and `qr_png`, a picture as a data URL."""
        return await self._api.ask("POST", "/v1/account-links", by.model_dump())

    async def disconnect(self, by: By) -> JsonObject:
        return await self._api.ask("DELETE", f"{_path_of(by.account, by.person)}/link")

    async def add_product(self, wanted: NewProduct) -> None:
        self._account(wanted.account)
        number = str(max(50000, *(int(each) for each in self._books.products)) + 1)
        value = f"{wanted.yearly_value:.2f}"
        await self._keep_product(Product(number, wanted.account, wanted.kind, wanted.name.strip(), value, now()))

    async def cancel_product(self, number: str) -> None:
        await self._keep_product(replace(self._product(number), status="cancelled", as_of=now()))

    async def close_account(self, number: str) -> None:
        await self._keep_account(replace(self._account(number), status="closed", as_of=now()))

    async def open_account(self, number: str) -> None:
        """Opens a closed account again; what has ended stays ended."""
        await self._keep_account(replace(self._account(number), status="open", as_of=now()))

    async def change_role(self, number: str, role: Role) -> None:
        await self._keep_person(replace(self._person(number), role=role, as_of=now()))

    async def remove_person(self, number: str) -> None:
        await self._keep_person(replace(self._person(number), status="removed", as_of=now()))

    def switch(self, wanted: Switches) -> None:
        """The faults to try. They are nobody's business until an event comes."""
        if wanted.out_of_order is not None:
            self._books.out_of_order = wanted.out_of_order
        if wanted.account is not None and wanted.blocked is not None:
            self._account(wanted.account).blocked = wanted.blocked
        if wanted.product is not None and wanted.gone is not None:
            self._product(wanted.product).gone = wanted.gone

    async def partnerships(self, account: str) -> list[JsonObject]:
        """The desk's, those that are asked for or active."""
        self._account(account)
        found: list[JsonObject] = []
        for status in ("pending", "proposed", "active"):
            page = await self._api.ask("GET", f"/v1/partnerships?account={quote(account)}&status={status}&limit=100")
            found += page["items"]
        return found

    async def ask_partner(self, wanted: NewPartnership) -> JsonObject:
        return await self._api.ask("POST", "/v1/partnerships", wanted.model_dump(exclude_none=True))

    async def decide(self, partnership: str, decision: str, by: By) -> JsonObject:
        """Confirm, decline, withdraw or end."""
        if decision not in DECISIONS:
            raise Impossible(f"There is no decision {decision}.")
        return await self._api.ask("POST", f"/v1/partnerships/{quote(partnership)}/{decision}", {"by": by.model_dump()})

    async def change_payment_means(self, partnership: str, wanted: PaymentMeans) -> JsonObject:
        path = f"/v1/partnerships/{quote(partnership)}/payment-means"
        return await self._api.ask("PUT", path, wanted.model_dump())

    async def _keep_account(self, account: Account) -> None:
        await self._tell(f"/v1/accounts/{quote(account.account)}", account_record(account), "account")
        self._books.accounts[account.account] = account

    async def _keep_person(self, person: Person) -> None:
        await self._tell(_path_of(person.account, person.person), person_record(person), "account", "person")
        self._books.people[person.person] = person

    async def _keep_product(self, product: Product) -> None:
        await self._tell(f"/v1/products/{quote(product.product)}", product_record(product), "product")
        self._books.products[product.product] = product

    async def _tell(self, path: str, record: JsonObject, *in_path: str) -> None:
        """Raises `DeskRefused`; a desk that is away hears of it later."""
        body = {name: value for name, value in record.items() if name not in in_path}
        try:
            await self._api.ask("PUT", path, body)
        except DeskAway:
            self._missed()

    def _account(self, number: str) -> Account:
        if number not in self._books.accounts:
            raise Impossible(f"There is no account {number}.")
        return self._books.accounts[number]

    def _person(self, number: str) -> Person:
        if number not in self._books.people:
            raise Impossible(f"There is no person {number}.")
        return self._books.people[number]

    def _product(self, number: str) -> Product:
        if number not in self._books.products:
            raise Impossible(f"There is no product {number}.")
        return self._books.products[number]


def _path_of(account: str, person: str) -> str:
    return f"/v1/accounts/{quote(account)}/people/{quote(person)}"
