"""What the provider's systems and its operator do in some days: so that all their statements are made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import orjson

from bot.app import build_desk
from storage import effects
from storage.runtime.due_lanes import is_still_to_send, put_off, take_out
from tests.bot.api.provider import (
    CLIENT,
    CLIENTS,
    LEA,
    MAIL,
    NOAH,
    PARTNER,
    PARTNERS,
    SHOP,
    SITE,
    Json,
    Provider,
    account,
    order,
    person,
    product,
    seed,
)
from tests.desk import Desk, Loop

ROUNDS: tuple[Json, ...] = ({}, {"name": "Neu (Demo)", "as_of": "2026-11-20T09:00:00Z"})


def provider_days(desk: Desk, loop: Loop, command: Callable[..., None]) -> str:
    """The API is called, files are brought in, events wait and are sent; the start parameter that connects somebody."""
    units = desk.app.units
    seed(units)
    provider = Provider(units, build_desk(desk.settings, "handschlag_bot"), loop)
    kept = provider.confirmed(SITE)
    provider.does("PUT", f"/partnerships/{kept}/products", {"by": CLIENTS, "products": [SITE, SHOP]})
    asked = provider.request(MAIL, partner="p-2")
    provider.does("POST", f"/partnerships/{asked}/withdraw", {"by": CLIENTS})
    full = provider.confirmed()
    provider.does("PUT", f"/partnerships/{full}/payment-means", {"by": CLIENTS, "payment_means": "partner"})
    for query in ("", f"?account={CLIENT}", "?status=active", f"?account={PARTNER}&status=active&limit=1"):
        page = provider.does("GET", f"/partnerships{query}")
        if page["next_cursor"] is not None:
            more = "&" if query else "?"
            provider.does("GET", f"/partnerships{query}{more}cursor={page['next_cursor']}")
    provider.does("GET", f"/partnerships/{kept}/history")
    once = {"account": CLIENT, "person": LEA}
    for _ in range(2):
        provider.call("POST", "/account-links", once, key="the-same-key")
    _sending(desk)
    provider.does("POST", f"/partnerships/{full}/end", {"by": PARTNERS})
    link = provider.does("POST", "/account-links", {"account": PARTNER, "person": NOAH})
    _files(command)
    for words in ("list", "list --waiting", "list --dead", "list --refused --since 2026-11-01", "list --partnership 1"):
        command("events", *words.split())
    command("events", "show", "1")
    command("api-tokens", "list")
    return str(link["url"]).partition("start=")[2]


def forget_the_connection(desk: Desk, loop: Loop) -> None:
    """The console disconnects whoever has followed the link."""
    provider = Provider(desk.app.units, build_desk(desk.settings, "handschlag_bot"), loop)
    assert provider.call("DELETE", f"/accounts/{PARTNER}/people/{NOAH}/link").status_code == 204


def _files(command: Callable[..., None]) -> None:
    """All kinds of records come in once, once more, and changed; then everything is gone."""
    records: Mapping[str, Json] = {
        "accounts": account("f-1", "Datei (Demo)", partner=True, register_number="CHE-123.456.788"),
        "people": person("urs", "f-1"),
        "products": product("f-site", "f-1"),
        "orders": order("f-order", product="f-site"),
    }
    for changed in (*ROUNDS, ROUNDS[-1]):
        for kind, record in records.items():
            more = {name: value for name, value in changed.items() if name in record}
            _import(command, kind, record | more)
    later = {"as_of": "2026-11-20T10:00:00Z"}
    _import(command, "products", product("f-site", "f-1") | later | {"status": "cancelled"})
    _import(command, "products", product(SHOP) | later | {"status": "cancelled"})
    _import(command, "people", person("urs", "f-1") | later | {"status": "removed"})
    _import(command, "accounts", account("p-2", "Nordnet (Demo)", partner=True) | later | {"status": "closed"})


def _import(command: Callable[..., None], kind: str, record: Json) -> None:
    path = Path(f"{kind}.jsonl")
    path.write_bytes(orjson.dumps(record))
    command("import", kind, str(path))


def _sending(desk: Desk) -> None:
    """What the sender does; here, nobody listens, and so it is done for it."""
    units = desk.app.units
    with units.begin("job") as work:
        effects.replay(work.session, [1, 2, 3, 4], work.now)
        later = work.now + dt.timedelta(seconds=1)
        due = effects.due(work.session, 0, later, 8, [1])
        for each in due:
            is_still_to_send(work.session, 0, each.outbox_id)
            put_off(work.session, each.lane, later)
            if each.partnership_id is not None:
                effects.unsettled(work.session, each.partnership_id)
        assert due
        effects.backlog(work.session)
        for wanted in (effects.Wanted(dead=True), effects.Wanted(since=work.now), effects.Wanted()):
            effects.to_replay(work.session, wanted, 0, 8)
        for each in due:
            take_out(work.session, each.outbox_id)
