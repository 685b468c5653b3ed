"""The demo's world, made before anybody can try it: what the provider knows, and what was agreed long ago.

It is brought in as `handschlag import` does it; the provider tells of it again, and of the entries in its books.
"""

from __future__ import annotations

from bot.demo import is_made, seed
from bot.demo_agency import settle_agency
from bot.demo_market import open_market
from domain.accounts.records import read_account, read_person, read_product
from domain.programme import Programme
from playground.provider.books import Books, account_record, person_record, product_record
from services.accounts.taking import take_accounts, take_people, take_products
from storage.work import Units


def make_world(units: Units, programme: Programme, books: Books) -> None:
    """Makes what is not there yet; at the second start, that is nothing. `units` has the present's clock."""
    if is_made(units):
        return
    with units.begin("import") as work:
        take_accounts(work, programme, [read_account(account_record(each)) for each in books.accounts.values()])
        take_people(work, programme, [read_person(person_record(each)) for each in books.people.values()])
        take_products(work, programme, [read_product(product_record(each)) for each in books.products.values()])
        work.events.clear()  # nobody is told: they all know
    seed(units, programme)
    open_market(units, programme)
    in_effect = settle_agency(units, programme, list(books.deals.values()))
    books.access = {str(each["id"]): each for each in in_effect} | books.access
