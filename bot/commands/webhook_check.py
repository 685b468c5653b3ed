"""What `handschlag doctor` says of the way that updates take, as Telegram sees it: polling, or posted to an address."""

from __future__ import annotations

import datetime as dt

from telegram import WebhookInfo

from bot.config import PREFIX, Settings
from bot.intake.reading import WANTED_UPDATES

FRESH = dt.timedelta(minutes=5)
"""An error that is older than that has passed: Telegram would have tried again."""
MANY = 100
"""So many updates wait only where nobody takes them, or far too slowly."""

Said = tuple[bool, str]


def look_at_updates(settings: Settings, username: str, webhook: WebhookInfo) -> Said:
    """Whether updates get through, and a sentence about it."""
    count = webhook.pending_update_count
    if not webhook.url:
        if count > MANY:
            return False, f"the token is @{username}’s, and {count:,} updates wait: start handschlag run."
        return True, f"the token is @{username}’s, and nothing stands in the way of polling."
    if webhook.url != settings.webhook_url:
        return True, (
            f"@{username}’s updates are posted to {webhook.url}, which is not what {PREFIX}WEBHOOK_URL says: "
            "handschlag run takes them over, with --webhook or without."
        )
    waiting = f"{count:,} wait"
    if _is_fresh(webhook.last_error_date):
        return False, (
            f"@{username}’s updates cannot be posted to {webhook.url} ({webhook.last_error_message}), {waiting}: "
            "start handschlag run --webhook, and see to it that requests to that address reach it."
        )
    if count > MANY:
        return False, (
            f"@{username}’s updates are posted to {webhook.url} too slowly, {waiting}: see how many connections "
            f"{PREFIX}WEBHOOK_CONNECTIONS allows, and start more workers."
        )
    if webhook.allowed_updates and (missing := set(WANTED_UPDATES) - set(webhook.allowed_updates)):
        return False, (
            f"@{username}’s updates are posted to {webhook.url}, all but {', '.join(sorted(missing))}: "
            "another program has set the webhook; start handschlag run --webhook anew."
        )
    if _is_fresh(webhook.last_synchronization_error_date):
        return False, (
            f"Telegram itself has trouble to post @{username}’s updates to {webhook.url}, {waiting}: "
            "it passes by itself; polling (handschlag run) goes meanwhile."
        )
    return True, f"@{username}’s updates are posted to {webhook.url}{_seen(webhook)}, {waiting}."


def _seen(webhook: WebhookInfo) -> str:
    """What Telegram sees behind the name: a DNS entry that leads elsewhere shows here."""
    seen = [f"which is {webhook.ip_address} for Telegram"] if webhook.ip_address else []
    seen += [f"{webhook.max_connections} at a time"] if webhook.max_connections else []
    return f" ({', '.join(seen)})" if seen else ""


def _is_fresh(moment: dt.datetime | None) -> bool:
    return moment is not None and dt.datetime.now(dt.UTC) - moment < FRESH
