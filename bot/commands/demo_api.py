"""The demo's HTTP API: `handschlag api` as a child of the demo, which ends with its parent, however that ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.commands.api import api
from bot.config import ConfigurationFault, Settings, environment_with
from bot.ending import CannotGoOn

HOST = "127.0.0.1"
STOPS_WITHIN_S = 4.0


def free_address() -> str:
    """A host and a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return f"{HOST}:{probe.getsockname()[1]}"


@contextmanager
def api_process(settings: Settings) -> Iterator[None]:
    """The API, serving on the settings' `api_listen` until the block ends; it takes a second or two to be there."""
    given = {
        "TOKEN": settings.bot_token,
        "API_URL": settings.api_url,
        "DATABASE_URL": settings.database_url,
        "API_LISTEN": settings.api_listen,
        "EVENTS_URL": settings.events_url or "",
        "EVENTS_SECRET": settings.events_secret.get_secret_value() if settings.events_secret is not None else "",
        "LOG_LEVEL": "WARNING",
        "VERIFY_AT_ONCE": str(settings.verify_at_once),
    }
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", __name__],
        env=environment_with(given),
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl+C is the demo's: the child ends when the demo has come to its end
    )
    try:
        yield
    finally:
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _end_with_parent() -> None:
    """The parent writes nothing: reading comes to an end when it is gone."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    try:
        api()
    except (ConfigurationFault, CannotGoOn) as reason:
        sys.exit(f"handschlag: {reason}")
