"""The mailbox in which bounces arrive (IMAP). All of this waits for the network: it belongs into a thread."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bot.mail.account import Server
from bot.mail.post_office import tls_context

PATIENCE_S = 10.0
LARGEST = 256 * 1024
"""Bytes of a message that are read: a report stands in front."""
MOST_AT_ONCE = 100
MAILBOX_TROUBLE = (imaplib.IMAP4.error, OSError, ssl.SSLError, ValueError)
"""It cannot be reached, or says what nobody understands."""
_UID = re.compile(rb"UID (\d+)")
_REPORT = re.compile(rb"multipart/report", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """What was found: `reports` by their numbers, and `looked_at`, the numbers of everything that is unread.

    Numbers mean what they mean as long as `validity` is the same.
    """

    validity: bytes
    looked_at: frozenset[bytes]
    reports: Sequence[tuple[bytes, bytes]]


def unread_reports(server: Server, but: Collection[bytes], validity: bytes) -> Box:
    """Unread messages that may be bounces, none of them marked as read; those whose numbers are `but` are passed over.

    Raises `MAILBOX_TROUBLE`.
    """
    with _opened(server, readonly=True) as connection:
        present = _present(connection)
        passed_over = set(but) if present == validity else set()
        unread = _answer(connection.uid("SEARCH", "UNSEEN"))[0]
        listed = unread.split() if isinstance(unread, bytes) else []
        numbers = [each for each in listed if each.isdigit() and each not in passed_over]
        some = numbers[:MOST_AT_ONCE]
        heads = _fetched(connection, some, "(UID BODY.PEEK[HEADER.FIELDS (CONTENT-TYPE)])")
        found = [number for number, head in heads if _REPORT.search(head)]
        reports = [
            report for each in found for report in _fetched(connection, [each], f"(UID BODY.PEEK[]<0.{LARGEST}>)")
        ]
        return Box(present, frozenset(passed_over | set(some)), reports)


def mark_as_read(server: Server, numbers: Collection[bytes]) -> None:
    """Raises `MAILBOX_TROUBLE`."""
    with _opened(server, readonly=False) as connection:
        _answer(connection.uid("STORE", b",".join(numbers).decode(), "+FLAGS.SILENT", "(\\Seen)"))


@contextmanager
def _opened(server: Server, *, readonly: bool) -> Iterator[imaplib.IMAP4]:
    context = tls_context(server)
    if server.tls_at_once:
        connection: imaplib.IMAP4 = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=PATIENCE_S)
    else:
        connection = imaplib.IMAP4(server.host, server.port, timeout=PATIENCE_S)
    try:
        if not server.tls_at_once and "STARTTLS" in connection.capabilities:
            connection.starttls(context)
        elif not server.tls_at_once and not server.is_this_machine:
            raise ValueError("the server offers no STARTTLS, and the password is not sent in the clear")
        connection.login(server.user, server.password)
        folder = server.folder.replace("\\", "\\\\").replace('"', '\\"')
        _answer(connection.select(f'"{folder}"', readonly=readonly))
        yield connection
    finally:
        try:
            connection.logout()
        except MAILBOX_TROUBLE:
            connection.shutdown()


def _present(connection: imaplib.IMAP4) -> bytes:
    _, found = connection.response("UIDVALIDITY")
    return found[0] if found and isinstance(found[0], bytes) else b""


def _fetched(connection: imaplib.IMAP4, numbers: Sequence[bytes], what: str) -> Iterator[tuple[bytes, bytes]]:
    if not numbers:
        return
    for each in _answer(connection.uid("FETCH", b",".join(numbers).decode(), what)):
        # The library has (what comes before a literal, the literal), and the rest as bytes.
        if isinstance(each, tuple) and (number := _UID.search(each[0])) is not None:
            yield number[1], each[1]


def _answer(said: tuple[str, list[bytes | None] | list[tuple[bytes, bytes] | bytes]]) -> Sequence[object]:
    kind, data = said
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data))
    return data
