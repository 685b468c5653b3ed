"""A real SMTP server on this machine, which takes mails, and can be told to behave badly at every step.

    with MailServer() as server:                       # on a free port; `server.url` is the setting
        desk = Desk(…, smtp_url=server.url)
        …
        mail = server.wait_for(1)[0]                   # waits until so many mails have arrived
        mail.to, mail.subject, mail.text, mail.html, mail.message["References"]
        server.mails_to("nora@example.com")            # those to one address, in their order

Misbehaviour is set by step, and stays until it is taken away again:

    server.answers[Step.RCPT] = "550 5.1.1 No such user here"
    server.answers[Step.GREETING] = DROP               # the connection is cut
    server.answers[Step.RCPT] = lambda to: "451 Later" if to == "nora@example.com" else None
    with server.holding(Step.DATA): …                  # whoever comes to that step waits there meanwhile
    server.wait_until(lambda: server.reached[Step.DATA] == 2)
    server.go_down(); server.come_back()               # on the same port; or server.cut_connections()

A lambda is called in the server's thread, with the recipient where one is known. `Step.END` is when the whole mail is
there and is not kept yet; `Step.REPLY` when it is kept, and its 250 is still to be said.
"""

from __future__ import annotations

import asyncio
import email
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from enum import Enum
from pathlib import Path
from typing import AnyStr, Final, Self, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from playground.letters import plain_text

CERTIFICATES = Path(__file__).parent / "certificates"
CERTIFICATE = CERTIFICATES / "loopback.pem"
"""Made for these tests, with its key; it is good for localhost, 127.0.0.1 and 127.0.0.2."""
PATIENCE_S = 30.0


class Step(Enum):
    """Where the server can be told to do something else."""

    GREETING = "greeting"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    END = "end of the mail"
    REPLY = "reply"


class Drop(Enum):
    """The connection is cut instead of an answer."""

    NOW = "now"


DROP: Final = Drop.NOW
Answer = str | Drop | None
"""`None`: as a good server does."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail as the server keeps it. `is_utf8`: it was sent with SMTPUTF8. `by`: who had logged in."""

    sender: str
    to: str
    raw: bytes
    is_utf8: bool
    over_tls: bool
    by: str | None

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=POLICY)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        """The plain text, as a program shows it that joins lines which flow."""
        part = self.message.get_body(("plain",))
        return "" if part is None else plain_text(part)

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


class MailServer:
    """Keeps what it receives. With `logins`, only those may send; with `tls`, STARTTLS is offered.

    `tls_at_once` is the other way: `smtps://`. A `host` of 127.0.0.2 is one that looks like another machine.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        *,
        logins: dict[str, str] | None = None,
        tls: bool = False,
        tls_at_once: bool = False,
        utf8: bool = True,
    ) -> None:
        self.host = host
        self.port = 0
        self.answers: dict[Step, str | Drop | Callable[[str], Answer]] = {}
        self.reached: Counter[Step] = Counter()
        self.mails: list[Arrived] = []
        self.connections = 0
        self.logins = logins
        self.utf8 = utf8
        self.tls = _context() if tls else None
        self._tls_at_once = _context() if tls_at_once else None
        self._changed = threading.Condition()
        self._held: dict[Step, asyncio.Event] = {}
        self._open: set[_Connection] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.come_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return self.url_for()

    def url_for(self, user: str = "", password: str = "") -> str:
        """The setting that leads here, with a login if one is given."""
        login = f"{user}:{password}@" if user else ""
        return f"{'smtps' if self._tls_at_once else 'smtp'}://{login}{self.host}:{self.port}"

    @property
    def is_connected(self) -> bool:
        """Whether anybody has a connection."""
        return bool(self._open)

    def mails_to(self, address: str) -> list[Arrived]:
        return [mail for mail in self.mails if mail.to == address]

    def wait_for(self, count: int) -> list[Arrived]:
        """The mails, as soon as there are so many."""
        self.wait_until(lambda: len(self.mails) >= count)
        return self.mails

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Waits for something that happens here. Fails when it does not."""
        with self._changed:
            happened = self._changed.wait_for(condition, PATIENCE_S)
        assert happened, f"{len(self.mails)} mails have arrived; reached: {dict(self.reached)}"

    @contextmanager
    def holding(self, step: Step) -> Iterator[None]:
        """Whoever comes to that step waits there until the end of the block."""
        gate = self._held[step] = asyncio.Event()
        try:
            yield
        finally:
            del self._held[step]
            self._loop.call_soon_threadsafe(gate.set)

    def go_down(self) -> None:
        """Listens no longer, and cuts all connections."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(PATIENCE_S)

    def cut_connections(self) -> None:
        """Ends those that clients have kept; new ones are welcome."""
        self.go_down()
        self.come_back()

    def come_back(self) -> None:
        """Listens again, where it did."""
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(PATIENCE_S)

    def stop(self) -> None:
        self.go_down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await self._loop.create_server(
            lambda: _Connection(self), self.host, self.port, ssl=self._tls_at_once
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        for connection in list(self._open):
            connection.cut()
        while self._open:  # noqa: ASYNC110 - they end by themselves, in a moment
            await asyncio.sleep(0.001)

    async def at(self, step: Step, recipient: str = "") -> Answer:
        """What is to be answered at this step; called by the connection."""
        with self._changed:
            self.reached[step] += 1
            self._changed.notify_all()
        if (gate := self._held.get(step)) is not None:
            await gate.wait()
        answer = self.answers.get(step)
        return answer(recipient) if callable(answer) else answer

    def keep(self, mail: Arrived) -> None:
        """Called by the connection."""
        with self._changed:
            self.mails.append(mail)
            self._changed.notify_all()

    def opened(self, connection: _Connection) -> None:
        """Called by the connection."""
        self.connections += 1
        self._open.add(connection)

    def closed(self, connection: _Connection) -> None:
        """Called by the connection."""
        self._open.discard(connection)


class _Connection(SMTP):
    def __init__(self, server: MailServer) -> None:
        super().__init__(
            _Hooks(server),
            hostname="mail.example",
            enable_SMTPUTF8=server.utf8,
            tls_context=server.tls,
            auth_require_tls=False,
            authenticator=_authenticator(server),
            loop=asyncio.get_running_loop(),
        )
        self._of = server
        self._greeted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self not in self._of._open:
            self._of.opened(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._of.closed(self)

    def cut(self) -> None:
        """Ends the connection without a word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def push(self, status: AnyStr) -> None:
        if not self._greeted:
            self._greeted = True
            if (answer := await self.instead(Step.GREETING)) is not None:
                await super().push(answer)
                return
        await super().push(status)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - the library's name
        if (answer := await self.instead(Step.EHLO)) is not None:
            await self.push(answer)
        else:
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 - the library's name
        if (answer := await self.instead(Step.STARTTLS)) is not None:
            await self.push(answer)
        else:
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - the library's name
        if (answer := await self.instead(Step.AUTH)) is not None:
            await self.push(answer)
        else:
            await super().smtp_AUTH(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        assert self.envelope is not None
        recipient = self.envelope.rcpt_tos[-1] if self.envelope.rcpt_tos else ""
        if (answer := await self.instead(Step.DATA, recipient)) is not None:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)

    async def instead(self, step: Step, recipient: str = "") -> str | None:
        """What is to be answered instead of what a good server says."""
        answer = await self._of.at(step, recipient)
        if answer is DROP:
            self.cut()
            raise asyncio.CancelledError
        return answer


class _Hooks:
    """What the library calls at each step."""

    def __init__(self, server: MailServer) -> None:
        self._of = server

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, connection: _Connection, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if (answer := await connection.instead(Step.MAIL)) is not None:
            return answer
        if self._of.logins is not None and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, connection: _Connection, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if (answer := await connection.instead(Step.RCPT, address)) is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, connection: _Connection, session: Session, envelope: Envelope
    ) -> str:
        recipients = list(envelope.rcpt_tos)
        if (answer := await connection.instead(Step.END, recipients[-1])) is not None:
            return answer
        over_tls = connection.transport is not None and connection.transport.get_extra_info("sslcontext") is not None
        for recipient in recipients:
            self._of.keep(
                Arrived(
                    sender=envelope.mail_from or "",
                    to=recipient,
                    raw=cast(bytes, envelope.original_content),
                    is_utf8=envelope.smtp_utf8,
                    over_tls=over_tls,
                    by=session.auth_data,
                )
            )
        return await connection.instead(Step.REPLY, recipients[-1]) or "250 2.0.0 Ok: queued"


def _authenticator(server: MailServer) -> Callable[[SMTP, Session, Envelope, str, object], AuthResult]:
    def authenticate(_smtp: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        if not isinstance(data, LoginPassword) or server.logins is None:
            return AuthResult(success=False, handled=False)
        user, password = data.login.decode(), data.password.decode()
        return AuthResult(success=server.logins.get(user) == password, handled=False, auth_data=user)

    return authenticate


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context
