"""The settings: the only place that reads the environment.

Every setting is an environment variable `HANDSCHLAG_…`, or a line of the same form in `.env`. README has the table.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.delivery.pace import Limits
from bot.effects.endpoint import LOOPBACK, Endpoint, checked_secret, checked_url
from bot.health import HEALTH_PATH, READY_PATH
from bot.mail.settings import MailSettings
from bot.mistyped import UnknownSetting, unknown_among
from bot.profile.reading import DEFAULT_PROFILE, FaultyProfile, load_profile
from bot.vat.registers import Registers
from bot.vat.settings import RegisterSettings
from bot.watch_settings import WatchSettings
from domain.programme import Programme, VerificationWay
from storage.database import DatabaseUrlInvalid, Synchronous, open_database

PREFIX = "HANDSCHLAG_"
DATABASE_URL = "sqlite:///var/handschlag.db"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")
_PATH = re.compile(r"(/[A-Za-z0-9_.~-]+)*/?")


class ConfigurationFault(Exception):
    """A setting is missing or wrong; the message is one sentence that says which, and what a right one looks like."""


class ProfileFault(ConfigurationFault):
    """The profile cannot be used: the message tells the first of its `faults`, each of which is a sentence."""

    def __init__(self, faulty: FaultyProfile) -> None:
        more = len(faulty.faults) - 1
        others = f" (and {more} more: handschlag doctor lists all)." if more else ""
        first = str(faulty) if not more else str(faulty).removesuffix(".")
        super().__init__(f"The profile cannot be used: {first}{others}")
        self.faults = tuple(f"{faulty.path}: {fault}" for fault in faulty.faults)


class Settings(MailSettings, RegisterSettings, WatchSettings, BaseSettings):
    """All settings, checked."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    token: SecretStr | None = None
    api_url: str = "https://api.telegram.org"
    database_url: str = DATABASE_URL
    sqlite_synchronous: Synchronous = Synchronous.FULL
    timezone: str = "Europe/Zurich"
    log_level: str = "INFO"
    profile: Path = DEFAULT_PROFILE
    verify_at_once: bool = False
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_connections: int = Field(default=40, ge=1, le=100)
    webhook_secret: SecretStr | None = None
    api_listen: str = "127.0.0.1:8480"
    pages_url: str | None = None
    pages_listen: str = "127.0.0.1:8490"
    events_url: str | None = None
    events_secret: SecretStr | None = None
    messages_per_second: float = Field(default=30, ge=1, le=100_000)
    messages_per_second_per_chat: float = Field(default=1, ge=0.1, le=100_000)
    messages_per_minute_per_group: float = Field(default=20, ge=1, le=100_000)
    updates_per_second_per_chat: float = Field(default=1, ge=0.1, le=100_000)

    @field_validator("token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().strip():
            return None
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError(
                "is not a bot token; BotFather gives one that looks like 123456789:AAE… (its value is not shown)"
            )
        return token

    @field_validator("api_url")
    @classmethod
    def _api_url_is_http(cls, url: str) -> str:
        if not re.fullmatch(r"https?://[^/\s]+(/[^\s]*)?", url):
            raise ValueError("is not a web address; the usual one is https://api.telegram.org")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_supported(cls, url: str) -> str:
        try:
            open_database(url).dispose()
        except DatabaseUrlInvalid as error:
            raise ValueError(f"cannot be used: {error}") from error
        except OSError as error:
            raise ValueError(
                f"names a folder that cannot be made ({error}); the usual one is {DATABASE_URL}"
            ) from error
        except ValueError as error:  # its text is not shown: it may quote a part of the password
            raise ValueError(
                "has a port that is no number; a right one looks like postgresql://user:password@localhost:5432/name"
            ) from error
        return url

    @field_validator("timezone")
    @classmethod
    def _timezone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone; one looks like Europe/Zurich") from error
        return name

    @field_validator("log_level")
    @classmethod
    def _log_level_exists(cls, level: str) -> str:
        if level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("is not a log level; choose DEBUG, INFO, WARNING or ERROR")
        return level.upper()

    @field_validator("webhook_url")
    @classmethod
    def _webhook_is_where_telegram_can_post(cls, url: str | None) -> str | None:
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError(
                "is not a web address that begins with https://; one looks like https://desk.example/updates"
            )
        if parts.path.strip("/") in {"", HEALTH_PATH.strip("/"), READY_PATH.strip("/")}:
            raise ValueError(
                f"needs a path of its own, not {parts.path or '/'}; one looks like https://desk.example/updates"
            )
        return url

    @field_validator("pages_url")
    @classmethod
    def _pages_are_where_browsers_trust_them(cls, url: str | None) -> str | None:
        if not url:
            return None
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            host = None
        if not host or re.search(r"\s", url) or (parts.scheme != "https" and host not in LOOPBACK):
            raise ValueError("is not a web address that begins with https://; one looks like https://desk.example")
        if parts.query or parts.fragment or parts.username is not None or not _PATH.fullmatch(parts.path):
            raise ValueError("must be a host with a plain path at most; one looks like https://desk.example/answers")
        return url.rstrip("/")

    @field_validator("webhook_listen", "api_listen", "pages_listen")
    @classmethod
    def _listens_at_host_and_port(cls, address: str, field: ValidationInfo) -> str:
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            usual = cls.model_fields[field.field_name or "webhook_listen"].default
            raise ValueError(f"is not a host and a port; the usual value is {usual}")
        return address

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_one_for_telegram(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is None or not secret.get_secret_value():
            return None
        if not _SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("must be 8 to 256 letters, digits, _ and -; leave it out to have one made from the token")
        return secret

    @field_validator("events_url")
    @classmethod
    def _events_go_where_they_are_safe(cls, url: str | None) -> str | None:
        return checked_url(url) if url else None

    @field_validator("events_secret")
    @classmethod
    def _events_are_signed(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is None or not secret.get_secret_value():
            return None
        checked_secret(secret.get_secret_value())
        return secret

    @property
    def registers(self) -> Registers:
        """Which registers numbers are looked up in. Raises `ProfileFault`."""
        return self.registers_of(self.programme)

    @property
    def events_endpoint(self) -> Endpoint | None:
        """Where events go, if anywhere. Raises `ConfigurationFault` where it has only one of address and secret."""
        if self.events_url is not None and self.events_secret is not None:
            return Endpoint(self.events_url, self.events_secret.get_secret_value())
        if self.events_url is not None:
            raise ConfigurationFault(
                f"{PREFIX}EVENTS_SECRET is missing: events go to {PREFIX}EVENTS_URL, and they are signed; "
                "a secret is whsec_ and 24 to 64 random bytes in base64."
            )
        if self.events_secret is not None:
            raise ConfigurationFault(
                f"{PREFIX}EVENTS_URL is missing: with {PREFIX}EVENTS_SECRET, events are signed, but nothing says "
                "where they go; remove the secret, or name an address such as https://console.example/events."
            )
        return None

    @property
    def bot_token(self) -> str:
        """The token. Raises `ConfigurationFault` where none is set."""
        if self.token is None:
            raise ConfigurationFault(
                f"{PREFIX}TOKEN is not set: ask @BotFather in Telegram for a bot and put its token there, "
                "or try the bot without one: handschlag demo."
            )
        return self.token.get_secret_value()

    @property
    def secret_of_webhook(self) -> str:
        """By what updates are known to come from Telegram: the one that is set, or one made from the token."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.new(self.bot_token.encode(), b"webhook", hashlib.sha256).hexdigest()

    @property
    def limits(self) -> Limits:
        """How many messages may be sent, in all, to a chat, and to a group; and how many updates of a chat count."""
        return Limits(
            self.messages_per_second,
            self.messages_per_second_per_chat,
            self.messages_per_minute_per_group,
            self.updates_per_second_per_chat,
        )

    @property
    def programme(self) -> Programme:
        """The programme that the profile describes. Raises `ProfileFault`."""
        try:
            programme = load_profile(self.profile, self.timezone)
        except FaultyProfile as faulty:
            raise ProfileFault(faulty) from None
        if self.verify_at_once:
            return replace(programme, verification=frozenset({VerificationWay.AT_ONCE}))
        return programme


def load_settings(env_file: str | None = ".env", **overrides: object) -> Settings:
    """The settings from the environment and `env_file`; `overrides` come before both.

    Raises `ConfigurationFault` for the first one that is wrong, or that is mistyped: its default might be a database
    that nobody meant. A name that resembles none may be somebody else's – Kubernetes makes HANDSCHLAG_SERVICE_HOST of a
    service's name –, so it is left to `unknown_settings`.
    """
    try:
        settings = Settings(_env_file=env_file, **overrides)  # type: ignore[arg-type, call-arg]  # checked by the fields themselves
    except ValidationError as error:
        # Never the error itself: it quotes the values, and one of them is the token.
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise ConfigurationFault(_sentence(str(first["loc"][0]), first["type"], str(first["msg"]))) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationFault(f"{env_file} cannot be read ({error}): it must be a text file in UTF-8.") from None
    settings.events_endpoint  # noqa: B018 - raises where it is incomplete
    if (missing := settings.missing_for_mail(PREFIX)) is not None:
        raise ConfigurationFault(missing)
    mistyped = next((unknown for unknown in unknown_settings(env_file) if unknown.meant or unknown.moved), None)
    if mistyped is not None:
        raise ConfigurationFault(str(mistyped))
    settings.programme  # noqa: B018 - raises where the profile cannot be used
    return settings


def unknown_settings(env_file: str | None = ".env") -> list[UnknownSetting]:
    """What looks like a setting in the environment or `env_file` and is none: most likely it is mistyped."""
    given = {*os.environ, *(dotenv_values(env_file) if env_file is not None else ())}
    return unknown_among(given, PREFIX, {PREFIX + name.upper() for name in Settings.model_fields})


def _sentence(field: str, kind: str, message: str) -> str:
    """What is wrong with a setting. Our own checks say what a right value looks like; else the default shows it."""
    name = PREFIX + field.upper()
    if kind == "value_error":
        return f"{name} {message.removeprefix('Value error, ')}."
    default = Settings.model_fields[field].default
    usual = ",".join(map(str, default)) if isinstance(default, tuple) else default
    return f"{name} cannot be used: {message[0].lower()}{message[1:]}; the usual value is {usual}."
