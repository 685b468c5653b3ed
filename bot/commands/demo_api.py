"""The demo's HTTP API: `handschlag api` as a child of the demo, which ends with its parent, however that ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.commands.api import serve_api
from bot.config import ConfigurationFault, Settings, load_settings
from bot.ending import CannotGoOn
from playground.clock import Clock

HOST = "127.0.0.1"
STOPS_WITHIN_S = 4.0


def free_address() -> str:
    """A host and a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return f"{HOST}:{probe.getsockname()[1]}"


@contextmanager
def api_process(settings: Settings, clock_file: Path) -> Iterator[None]:
    """The API, serving on the settings' `api_listen` until the block ends; it takes a second or two to be there.

    Its time is the one that the file keeps (`playground.clock`).
    """
    given = {name: _plain(value) for name, value in settings if value is not None} | {"log_level": "WARNING"}
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", __name__, str(clock_file)],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl+C is the demo's: the child ends when the demo has come to its end
        text=True,
    )
    if child.stdin is None:
        raise OSError("the API's process has no input")
    # By its input, which nobody else can read, it gets its settings, and hears of the demo's end.
    child.stdin.write(json.dumps(given) + "\n")
    child.stdin.flush()
    try:
        yield
    finally:
        child.stdin.close()
        try:
            child.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _plain(value: object) -> object:
    """A setting's value as it is written in the environment."""
    match value:
        case SecretStr():
            return value.get_secret_value()
        case bool() | int() | float() | str():
            return value
        case _:
            return str(value)


def _end_with_parent() -> None:
    """The parent writes nothing more: reading comes to an end when it is gone."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    given = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    try:
        serve_api(load_settings(**given), Clock(Path(sys.argv[1])))
    except (ConfigurationFault, CannotGoOn) as reason:
        sys.exit(f"handschlag: {reason}")
