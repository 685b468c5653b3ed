"""What to do where Telegram cannot be spoken with because a setting is wrong."""

from __future__ import annotations

from bot.config import PREFIX, ConfigurationFault, Settings
from bot.telegram_http import NotTheBotApi


def not_the_bot_api(settings: Settings, fault: NotTheBotApi) -> ConfigurationFault:
    """Something else answers than Telegram."""
    return ConfigurationFault(
        f"What answers at {settings.api_url} is not the Bot API ({fault.message}): check {PREFIX}API_URL; "
        f"the usual one is {Settings.model_fields['api_url'].default}."
    )


def unknown_token(settings: Settings) -> ConfigurationFault:
    """Telegram does not know the token."""
    return ConfigurationFault(
        f"Telegram at {settings.api_url} does not know the token in {PREFIX}TOKEN: "
        "copy it again from @BotFather, whole."
    )
