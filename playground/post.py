"""The playground's post office: an SMTP server whose letters end in the mailbox of the page. None goes any further."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from email.errors import MessageError

from aiosmtpd.smtp import SMTP, Envelope, Session

from playground.letters import read_letter
from playground.state import Mail

LARGEST = 10 * 2**20
"""Bytes of a letter."""
NOBODY = "nobody"
"""In front of the @ of an address at which letters are refused, to see what comes of it."""


class PostOffice:
    """Takes letters, from `start` to `stop`; `deliver` gets each one, once per address."""

    def __init__(self, opened: socket.socket, deliver: Callable[[Mail], object]) -> None:
        self._socket = opened
        self._deliver = deliver
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begins to listen, within the event loop that serves."""
        self._server = await asyncio.get_running_loop().create_server(self._clerk, sock=self._socket)

    async def stop(self) -> None:
        """Takes nothing more."""
        if self._server is not None:
            self._server.close()

    def _clerk(self) -> SMTP:
        return SMTP(self, hostname="localhost", ident="playground", enable_SMTPUTF8=True, data_size_limit=LARGEST)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Whether a letter to this address is taken."""
        if address.partition("@")[0].lower() == NOBODY:
            return "550 5.1.1 Nobody lives here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The letter, in the mailbox before it is acknowledged."""
        content = envelope.content
        if not isinstance(content, bytes):
            return "554 5.6.0 This is no letter"
        try:
            letters = [read_letter(content, address) for address in envelope.rcpt_tos]
        except (MessageError, LookupError, UnicodeError):
            return "554 5.6.0 This letter cannot be read"
        for letter in letters:
            self._deliver(letter)
        return "250 2.0.0 OK"
