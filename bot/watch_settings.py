"""Settings for those who watch over the desk: how its log is written, and where its numbers are served."""

from __future__ import annotations

from pydantic import BaseModel, field_validator

from bot.logs import LogFormat

LOOPBACK = "127.0.0.1"


class WatchSettings(BaseModel):
    """A part of the settings."""

    log_format: LogFormat = LogFormat.TEXT
    metrics_listen: str | None = None
    api_metrics_listen: str | None = None

    @field_validator("log_format", mode="before")
    @classmethod
    def _log_format_exists(cls, form: object) -> object:
        if not isinstance(form, str) or form.lower() not in set(LogFormat):
            raise ValueError("is no form of a log; choose text or json")
        return form.lower()

    @field_validator("metrics_listen", "api_metrics_listen")
    @classmethod
    def _metrics_are_at_host_and_port(cls, address: str | None) -> str | None:
        """A port alone is one of this machine's, which nobody else reaches."""
        if not address:
            return None
        host, _, port = address.rpartition(":")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValueError("is not a port, or a host and a port; one looks like 8470, or 10.0.0.5:8470")
        return f"{host or LOOPBACK}:{port}"
