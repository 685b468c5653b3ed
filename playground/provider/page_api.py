"""What the console's page asks its server for. JSON in and out; what is refused comes with one sentence, as `error`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.actions import Impossible
from playground.bodies import read
from playground.provider.bodies import By, NewPartnership, NewProduct, NewRole, PaymentMeans, Switches
from playground.provider.books import JsonObject
from playground.provider.console import Console
from playground.provider.desk_api import DeskAway, DeskRefused

_Handler: TypeAlias = Callable[[Request], Awaitable[JsonObject | None]]


def routes(console: Console, keep: Callable[[], None]) -> Sequence[Route]:
    """The routes; `keep` is called after each that may have changed something."""

    def route(method: str, path: str, handler: _Handler) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                answer = await handler(request)
            except Impossible as reason:
                return JSONResponse({"error": str(reason)}, 400)
            except DeskRefused as reason:
                return JSONResponse({"error": str(reason)}, 409)
            except DeskAway as reason:
                return JSONResponse({"error": str(reason)}, 502)
            if method != "GET":
                keep()
            return JSONResponse(answer or {})

        return Route(path, endpoint, methods=[method])

    async def connect(request: Request) -> JsonObject:
        return await console.connect(await read(request, By))

    async def disconnect(request: Request) -> JsonObject:
        return await console.disconnect(await read(request, By))

    async def add_product(request: Request) -> None:
        await console.add_product(await read(request, NewProduct))

    async def cancel_product(request: Request) -> None:
        await console.cancel_product(_number(request))

    async def close_account(request: Request) -> None:
        await console.close_account(_number(request))

    async def open_account(request: Request) -> None:
        await console.open_account(_number(request))

    async def change_role(request: Request) -> None:
        await console.change_role(_number(request), (await read(request, NewRole)).role)

    async def remove_person(request: Request) -> None:
        await console.remove_person(_number(request))

    async def switch(request: Request) -> None:
        console.switch(await read(request, Switches))

    async def partnerships(request: Request) -> JsonObject:
        return {"items": await console.partnerships(request.query_params.get("account", ""))}

    async def ask_partner(request: Request) -> JsonObject:
        return await console.ask_partner(await read(request, NewPartnership))

    async def decide(request: Request) -> JsonObject:
        return await console.decide(_number(request), request.path_params["decision"], await read(request, By))

    async def change_payment_means(request: Request) -> JsonObject:
        return await console.change_payment_means(_number(request), await read(request, PaymentMeans))

    return (
        route("POST", "/links", connect),
        route("DELETE", "/links", disconnect),
        route("POST", "/products", add_product),
        route("POST", "/products/{number}/cancel", cancel_product),
        route("POST", "/accounts/{number}/close", close_account),
        route("POST", "/accounts/{number}/open", open_account),
        route("PUT", "/people/{number}/role", change_role),
        route("POST", "/people/{number}/remove", remove_person),
        route("PUT", "/switches", switch),
        route("GET", "/partnerships", partnerships),
        route("POST", "/partnerships", ask_partner),
        route("PUT", "/partnerships/{number}/payment-means", change_payment_means),
        route("POST", "/partnerships/{number}/{decision}", decide),
    )


def _number(request: Request) -> str:
    return str(request.path_params["number"])
