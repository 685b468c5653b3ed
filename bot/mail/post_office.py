"""Hands mails over to the mail server, over a few connections that are kept for the next ones."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import time

from aiosmtplib import SMTP, SMTPException, SMTPNotSupported, SMTPResponseException

from bot.mail.account import Account, Server
from bot.mail.answers import CLOSES, Answer, Stage, Verdict, cannot_be, fault_of, taken, wrongly_set
from bot.mail.letters import Letter, sealed

CONNECT_S = 15.0
ANSWER_S = 60.0
TAKES_S = 300.0
"""How long a server may think about a whole mail. Whoever gives up too early sends it twice (RFC 5321)."""
KEPT_FOR_S = 60.0
"""How long a connection that nobody uses is good for the next mail."""
GOODBYE_S = 0.3

_log = logging.getLogger(__name__)


class PostOffice:
    """Any number of mails may be handed over at once: each has a connection of its own meanwhile."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._tls: ssl.SSLContext | None = None
        self._free: list[tuple[SMTP, float]] = []

    async def hand_over(self, letter: Letter) -> Answer:
        """The mail, signed where there is a key; what the server says to it. Never raises for what comes from outside.

        Where a server has dropped a connection that was kept, a new one is made.
        """
        content, seal = letter.content, self._account.seal
        if seal is not None:
            content = await asyncio.to_thread(sealed, content, seal, self._account.sender.domain)
        if (kept := self._kept()) is not None:
            answer, stage = await self._transaction(kept, letter, content)
            if answer.verdict is not Verdict.TROUBLE or stage is not Stage.SENDER or kept.is_connected:
                return answer
        try:
            made = await connect(self._account.server, self._account.sender.domain, self._context())
        except SMTPException as fault:
            return fault_of_connection(self._account.server, fault)
        except (TimeoutError, OSError, ValueError) as fault:
            return fault_of(Stage.CONNECTION, fault)
        return (await self._transaction(made, letter, content))[0]

    async def close(self) -> None:
        """Says goodbye to the server. Nothing may be on its way."""
        free, self._free = self._free, []
        await asyncio.gather(*(_say_goodbye(client) for client, _ in free))

    def _kept(self) -> SMTP | None:
        while self._free:
            client, until = self._free.pop()
            if client.is_connected and time.monotonic() < until:
                return client
            client.close()
        return None

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = tls_context(self._account.server)
        return self._tls

    async def _transaction(self, client: SMTP, letter: Letter, content: bytes) -> tuple[Answer, Stage]:
        """One mail over an open connection, which is kept if it is still good; and how far it came."""
        stage, good = Stage.SENDER, False
        try:
            options, for_recipient = _options(client, letter)
            sender, recipient = self._account.sender.address, letter.recipient.address
            encoding = "utf-8" if letter.needs_utf8 else "ascii"
            await client.mail(sender, options=options, encoding=encoding, timeout=ANSWER_S)
            stage = Stage.RECIPIENT
            await client.rcpt(recipient, options=for_recipient, encoding=encoding, timeout=ANSWER_S)
            stage = Stage.CONTENT
            answer = taken((await client.data(content, timeout=TAKES_S)).message)
            good = True
        except SMTPNotSupported:
            good = True
            answer = cannot_be("the mail server takes no addresses with such letters before the @ (SMTPUTF8)")
        except SMTPResponseException as no:
            answer = fault_of(stage, no)
            good = no.code != CLOSES and await _begins_anew(client)
        except (TimeoutError, SMTPException, OSError, ValueError) as fault:
            answer = fault_of(stage, fault)
        finally:
            if good and client.is_connected:
                self._free.append((client, time.monotonic() + KEPT_FOR_S))
            else:
                client.close()
        return answer, stage


async def connect(server: Server, own_name: str, tls: ssl.SSLContext) -> SMTP:
    """An open connection, logged in. Raises `SMTPException`, `OSError` and `TimeoutError`.

    No password goes over a line that others may listen to.
    """
    must = bool(server.user) and not server.is_this_machine
    client = SMTP(
        hostname=server.host,
        port=server.port,
        timeout=ANSWER_S,
        use_tls=server.tls_at_once,
        start_tls=False if server.tls_at_once else True if must else None,
        tls_context=tls,
        local_hostname=own_name,
    )
    try:
        await client.connect(timeout=CONNECT_S)
        if server.user:
            await client.login(server.user, server.password)
        else:
            await client.ehlo()
    except BaseException:
        client.close()
        raise
    return client


def tls_context(server: Server) -> ssl.SSLContext:
    """Checks certificates; on this machine, they prove nothing that would have to be proven."""
    context = ssl.create_default_context()
    if server.is_this_machine:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def fault_of_connection(server: Server, fault: SMTPException) -> Answer:
    """What it means that no connection came about."""
    if isinstance(fault, SMTPResponseException | OSError):
        return fault_of(Stage.CONNECTION, fault)
    if "STARTTLS" in fault.message and server.user:
        return wrongly_set("the server offers no STARTTLS, and the password is not sent in the clear")
    return wrongly_set(fault.message)  # it offers no login, or none that is known


def _options(client: SMTP, letter: Letter) -> tuple[list[str], list[str]]:
    """What is said behind sender and recipient. Raises `SMTPNotSupported` where the server cannot take the address."""
    options, for_recipient = [], []
    if letter.needs_utf8:
        if not client.supports_extension("smtputf8"):
            raise SMTPNotSupported("SMTPUTF8")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    if client.supports_extension("dsn"):
        # Of a bounce, the headers alone come back, and the name by which the mail is known here.
        options += ["RET=HDRS", f"ENVID={letter.id}@{client.local_hostname}"]
        for_recipient.append("NOTIFY=FAILURE")
    return options, for_recipient


async def _say_goodbye(client: SMTP) -> None:
    with contextlib.suppress(SMTPException, OSError):
        await client.quit(timeout=GOODBYE_S)
    client.close()


async def _begins_anew(client: SMTP) -> bool:
    try:
        await client.rset(timeout=ANSWER_S)
    except (SMTPException, OSError):
        return False
    return True
