"""What `handschlag doctor` says of mail: whether the server takes it, the mailbox can be read, and what waits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from aiosmtplib import SMTPException
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.app import now
from bot.commands.columns import span
from bot.config import PREFIX, Settings
from bot.mail.account import Account, Server
from bot.mail.answers import Stage, fault_of
from bot.mail.mailbox import MAILBOX_TROUBLE, unread_reports
from bot.mail.post_office import connect, fault_of_connection, tls_context
from storage.mail_lanes import backlog


async def look_at_server(account: Account) -> tuple[bool, str]:
    """Whether the server would take mails, and a sentence about it. None is sent."""
    server = account.server
    try:
        client = await connect(server, account.sender.domain, tls_context(server))
    except SMTPException as fault:
        return False, _advice(server, str(fault_of_connection(server, fault)))
    except (OSError, ValueError) as fault:
        return False, _advice(server, str(fault_of(Stage.CONNECTION, fault)))
    try:
        secret = client.get_transport_info("sslcontext") is not None
        await client.quit(timeout=2)
    except (SMTPException, OSError):
        client.close()
        return False, _advice(server, "it ends the connection at once")
    way = "over TLS" if secret else "in the clear"
    login = f", logged in as {server.user}" if server.user else ""
    signed = "signed" if account.seal is not None else "not signed (DKIM)"
    return True, f"{server} answers, {way}{login}; mails come from {account.sender.address}, {signed}."


def _advice(server: Server, why: str) -> str:
    return f"{server} takes no mails ({why}): check {PREFIX}SMTP_URL, and the network."


async def look_at_mailbox(server: Server) -> tuple[bool, str]:
    """Whether bounces can be read there, and a sentence about it. Nothing is marked as read."""
    try:
        box = await asyncio.to_thread(unread_reports, server, (), b"")
    except MAILBOX_TROUBLE as fault:
        return False, f"{server} cannot be read ({fault}): check {PREFIX}IMAP_URL."
    return True, f"{server.folder} at {server} can be read; {len(box.reports)} unread reports."


def what_waits(engine: Engine, settings: Settings) -> Iterator[tuple[bool, str]]:
    """Sentences about the mails in the outbox, each with whether it is as it should be."""
    with Session(engine) as session:
        held = backlog(session)
    if held.oldest is not None:
        if settings.sends_mail:
            yield True, f"{held.waiting:,} wait, the oldest for {span(now() - held.oldest)}."
        else:
            yield False, f"{held.waiting:,} wait for a mail server that is not set any more: {PREFIX}SMTP_URL."
    if held.given_up:
        yield False, f"{held.given_up:,} were given up: handschlag mail list --dead lists them."
