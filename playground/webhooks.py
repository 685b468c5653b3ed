"""Webhooks: the methods that set them, and the delivery that tries until the bot says 2xx."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp

from playground.call import Call, Method
from playground.refusals import bad_request
from playground.state import JsonObject, PendingUpdate, WebhookSettings
from playground.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
TIMEOUT = aiohttp.ClientTimeout(total=60)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}$")


class Described:
    """A method's result that Telegram sends with a `description`."""

    def __init__(self, result: object, description: str) -> None:
        self.result = result
        self.description = description


def set_webhook(call: Call) -> object:
    url = call.arguments.text("url")
    if not url:
        return delete_webhook(call)
    _check_address(url)
    secret = call.arguments.text("secret_token")
    if secret and not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.arguments.integer("max_connections", 40)
    state = call.world.state
    settings = WebhookSettings(
        url, secret or None, connections if 1 <= connections <= 100 else 40, call.arguments.text("ip_address") or None
    )
    allowed = call.arguments.array("allowed_updates")
    if allowed is not None:
        state.allowed_updates = [str(kind) for kind in allowed]
    if call.arguments.flag("drop_pending_updates"):
        call.world.updates.drop_all()
    known = state.webhook.url == url
    state.webhook = settings
    call.world.webhook_changed()
    return Described(True, "Webhook is already set" if known else "Webhook was set")


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _is_loopback(host: str) -> bool:
    """Plain HTTP is taken from this machine only, as a local Bot API server does."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def delete_webhook(call: Call) -> object:
    had_one = bool(call.world.state.webhook.url)
    if call.arguments.flag("drop_pending_updates"):
        call.world.updates.drop_all()
    call.world.state.webhook = WebhookSettings()
    call.world.webhook_changed()
    return Described(True, "Webhook was deleted" if had_one else "Webhook is already deleted")


def get_webhook_info(call: Call) -> object:
    webhook, state = call.world.state.webhook, call.world.state
    info: JsonObject = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(call.world.updates.pending()),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    for key in ("ip_address", "last_error_date", "last_error_message"):
        if (value := getattr(webhook, key)) is not None:
            info[key] = value
    if state.allowed_updates:
        info["allowed_updates"] = state.allowed_updates
    return info


METHODS: Mapping[str, Method] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}


class WebhookSender:
    """Delivers a world's updates to its webhook, if it has one.

    An update is tried until the answer is 2xx. Updates of one lane go one after the other; lanes go side by
    side, `max_connections` requests at once.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(1)
        world.watch_webhook(self.restart)

    def restart(self) -> None:
        """Begin anew with the settings of now: deliver what is pending, or (no webhook) nothing."""
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()
        settings = self._world.state.webhook
        if not settings.url:
            self._world.updates.deliver_to(None)
            return
        self._slots = asyncio.Semaphore(settings.max_connections)
        self._world.updates.deliver_to(self._taken)
        for update in self._world.updates.pending():
            self._taken(update)

    async def close(self) -> None:
        """Stop delivering and close the connections."""
        self._world.updates.deliver_to(None)
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _taken(self, update: PendingUpdate) -> None:
        running = self._lanes.get(update.lane)
        if running is None or running.done():
            self._lanes[update.lane] = asyncio.create_task(self._deliver_lane(update.lane))

    async def _deliver_lane(self, lane: int) -> None:
        pause = FIRST_PAUSE
        while (update := self._next(lane)) is not None:
            async with self._slots:
                error = await self._delivered(update)
            if error is None:
                self._world.updates.confirm(update.update_id)
                pause = FIRST_PAUSE
                continue
            self._world.state.webhook.last_error_date = int(time.time())
            self._world.state.webhook.last_error_message = error
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _next(self, lane: int) -> PendingUpdate | None:
        return next((update for update in self._world.updates.pending() if update.lane == lane), None)

    async def _delivered(self, update: PendingUpdate) -> str | None:
        """None if the bot has taken it, else what went wrong."""
        settings = self._world.state.webhook
        headers = {SECRET_HEADER: settings.secret_token} if settings.secret_token else {}
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        try:
            async with self._session.post(settings.url, json=update.body, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except TimeoutError:
            return "Connection timed out"
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}"
