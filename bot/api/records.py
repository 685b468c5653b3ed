"""What the provider's systems tell: accounts, people, products, orders and levels, one at a time or many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TypeVar

from fastapi import APIRouter, Response

from bot.api import answers, bodies
from bot.api.problems import LANGUAGE, NOT_TAKEN, FieldError, of_fields
from bot.api.routes import AnyCall, GuardedRoute, KeyedCall, takes
from domain.accounts.records import RecordFaulty, read_account, read_level, read_order, read_person, read_product
from domain.programme import Programme
from domain.words import Words
from handlers.chat.rendering import Renderer
from services.accounts.taking import (
    RecordRefused,
    Taken,
    take_accounts,
    take_levels,
    take_orders,
    take_people,
    take_products,
)
from services.api_tokens import Scope
from storage.tables.base import JsonObject
from storage.work import Work

R = TypeVar("R")

Take = Callable[[Work, Programme, Sequence[R]], Taken]


class Books:
    """Reads records, and takes them in one unit of work: all or none."""

    def __init__(self, programme: Programme, renderer: Renderer) -> None:
        self._programme = programme
        self._renderer = renderer

    def one(
        self, call: AnyCall, raw: Mapping[str, object], read: Callable[[Mapping[str, object]], R], take: Take[R]
    ) -> Response:
        """One record; its fields are named as they are."""
        return self._take(call, [raw], read, take, lambda _index, field: field)

    def many(
        self,
        call: AnyCall,
        raws: Sequence[Mapping[str, object]],
        read: Callable[[Mapping[str, object]], R],
        take: Take[R],
    ) -> Response:
        """A batch; fields are named with the record's place."""
        return self._take(call, raws, read, take, _in_batch)

    def _take(
        self,
        call: AnyCall,
        raws: Sequence[Mapping[str, object]],
        read: Callable[[Mapping[str, object]], R],
        take: Take[R],
        place: Callable[[int, str], str],
    ) -> Response:
        records: list[R] = []
        faults: list[FieldError] = []
        for index, raw in enumerate(raws):
            try:
                records.append(read(raw))
            except RecordFaulty as faulty:
                faults += [self._error(place(index, each.field), each.sentence) for each in faulty.faults]
        if faults:
            raise of_fields(faults)

        def act(work: Work) -> JsonObject:
            work.action = "account.take"
            try:
                return asdict(take(work, self._programme, records))
            except RecordRefused as refused:
                raise of_fields([self._error(place(refused.index, ""), refused.reason)], NOT_TAKEN) from None

        return call.do(act)

    def _error(self, field: str, sentence: Words) -> FieldError:
        return FieldError(field=field, detail=self._renderer.plain(sentence, LANGUAGE))


def _in_batch(index: int, field: str) -> str:
    return f"records.{index}.{field}" if field else f"records.{index}"


def _given(body: bodies.Body) -> dict[str, object]:
    return body.model_dump(exclude_unset=True)


def router(books: Books) -> APIRouter:
    """The operations."""
    api = APIRouter(route_class=GuardedRoute, tags=["records"])
    accounts = takes(Scope.ACCOUNTS_WRITE, body=True)
    people = takes(Scope.PEOPLE_WRITE, body=True)
    products = takes(Scope.PRODUCTS_WRITE, body=True)
    orders = takes(Scope.ORDERS_WRITE, body=True)
    levels = takes(Scope.LEVELS_WRITE, body=True)

    @api.put("/accounts/{account}", response_model=answers.Taken, **accounts)
    def put_account(account: bodies.AccountNumber, body: bodies.AccountFields, call: AnyCall) -> Response:
        """Tell of an account."""
        return books.one(call, _given(body) | {"account": account}, read_account, take_accounts)

    @api.put("/accounts/{account}/people/{person}", response_model=answers.Taken, **people)
    def put_person(
        account: bodies.AccountNumber, person: bodies.PersonNumber, body: bodies.PersonFields, call: AnyCall
    ) -> Response:
        """Tell of a person of an account, and their role there. It counts at once."""
        raw = _given(body) | {"account": account, "person": person}
        return books.one(call, raw, read_person, take_people)

    @api.put("/products/{product}", response_model=answers.Taken, **products)
    def put_product(product: bodies.ProductNumber, body: bodies.ProductFields, call: AnyCall) -> Response:
        """Tell of a product."""
        return books.one(call, _given(body) | {"product": product}, read_product, take_products)

    @api.put("/orders/{order}", response_model=answers.Taken, **orders)
    def put_order(order: bodies.OrderNumber, body: bodies.OrderFields, call: AnyCall) -> Response:
        """Tell of an entry in the books."""
        return books.one(call, _given(body) | {"order": order}, read_order, take_orders)

    @api.put("/accounts/{account}/levels/{since}", response_model=answers.Taken, **levels)
    def put_level(
        account: bodies.AccountNumber, since: bodies.Since, body: bodies.LevelFields, call: AnyCall
    ) -> Response:
        """Tell which level of benefits a partner has from a day on. What it has earned since is settled anew."""
        return books.one(call, _given(body) | {"account": account, "since": since}, read_level, take_levels)

    @api.post("/batches/accounts", response_model=answers.Taken, **accounts)
    def post_accounts(body: bodies.AccountBatch, call: KeyedCall) -> Response:
        """Tell of many accounts: all are taken, or none."""
        return books.many(call, list(map(_given, body.records)), read_account, take_accounts)

    @api.post("/batches/people", response_model=answers.Taken, **people)
    def post_people(body: bodies.PersonBatch, call: KeyedCall) -> Response:
        """Tell of many people: all are taken, or none."""
        return books.many(call, list(map(_given, body.records)), read_person, take_people)

    @api.post("/batches/products", response_model=answers.Taken, **products)
    def post_products(body: bodies.ProductBatch, call: KeyedCall) -> Response:
        """Tell of many products: all are taken, or none."""
        return books.many(call, list(map(_given, body.records)), read_product, take_products)

    @api.post("/batches/orders", response_model=answers.Taken, **orders)
    def post_orders(body: bodies.OrderBatch, call: KeyedCall) -> Response:
        """Tell of many entries in the books: all are taken, or none."""
        return books.many(call, list(map(_given, body.records)), read_order, take_orders)

    @api.post("/batches/levels", response_model=answers.Taken, **levels)
    def post_levels(body: bodies.LevelBatch, call: KeyedCall) -> Response:
        """Tell of many partners’ levels: all are taken, or none."""
        return books.many(call, list(map(_given, body.records)), read_level, take_levels)

    return api
