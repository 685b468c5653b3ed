"""A mailbox on this machine (IMAP4rev1), as much of it as whoever reads bounces needs.

with Mailbox(logins={"desk": "secret"}) as box:
    box.messages.append(Message(b"From: …"))       # unread
    box.messages[0].seen                            # whether somebody has marked it as read
    box.says["SELECT"] = "NO No such mailbox"       # what it answers instead
    box.commands                                    # what it was asked: names only
"""

from __future__ import annotations

import re
import socketserver
import threading
from dataclasses import dataclass
from typing import Self

CRLF = b"\r\n"


@dataclass(slots=True)
class Message:
    raw: bytes
    seen: bool = False


class Mailbox:
    """Each connection has a thread of its own. Numbers of messages are their places in `messages`, from 1."""

    def __init__(self, logins: dict[str, str]) -> None:
        self.logins = logins
        self.messages: list[Message] = []
        self.says: dict[str, str] = {}
        self.commands: list[str] = []
        self.validity = 7
        self._server = _Server(("127.0.0.1", 0), _Talk)
        self._server.box = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def url_for(self, user: str, password: str, folder: str = "INBOX") -> str:
        return f"imap://{user}:{password}@127.0.0.1:{self._server.server_address[1]}/{folder}"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    box: Mailbox


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say(b"* OK ready")
        while line := self.rfile.readline():
            tag, _, rest = line.rstrip(CRLF).partition(b" ")
            name, _, arguments = rest.decode().partition(" ")
            if name.upper() == "UID":
                name, _, arguments = arguments.partition(" ")
            name = name.upper()
            self.server.box.commands.append(name)
            answer = self.server.box.says.get(name) or self._do(name, arguments)
            self._say(tag + b" " + answer.encode())
            if name == "LOGOUT":
                return

    def _do(self, name: str, arguments: str) -> str:
        box = self.server.box
        match name:
            case "CAPABILITY":
                self._say(b"* CAPABILITY IMAP4rev1")
            case "LOGIN":
                user, password = (part.strip('"') for part in arguments.split(" ", 1))
                if box.logins.get(user) != password:
                    return "NO [AUTHENTICATIONFAILED] Wrong"
            case "SELECT" | "EXAMINE":
                self._say(f"* {len(box.messages)} EXISTS".encode())
                self._say(f"* OK [UIDVALIDITY {box.validity}] valid".encode())
            case "SEARCH":
                unread = [str(number) for number, each in enumerate(box.messages, 1) if not each.seen]
                self._say(" ".join(["* SEARCH", *unread]).encode())
            case "FETCH":
                numbers, _, what = arguments.partition(" ")
                for number in map(int, numbers.split(",")):
                    self._fetch(number, what)
            case "STORE":
                for number in map(int, arguments.partition(" ")[0].split(",")):
                    box.messages[number - 1].seen = True
            case "LOGOUT":
                self._say(b"* BYE")
            case _:
                return "BAD What?"
        return "OK done"

    def _fetch(self, number: int, what: str) -> None:
        raw = self.server.box.messages[number - 1].raw
        item = "BODY[]<0>"
        if "HEADER.FIELDS" in what:
            item = "BODY[HEADER.FIELDS (CONTENT-TYPE)]"
            head = raw.partition(b"\r\n\r\n")[0] + CRLF
            found = re.search(rb"^content-type:.*\r\n(?:[ \t].*\r\n)*", head, re.IGNORECASE | re.MULTILINE)
            raw = (found[0] if found is not None else b"") + CRLF
        self.wfile.write(f"* {number} FETCH (UID {number} {item} {{{len(raw)}}}".encode() + CRLF + raw + b")" + CRLF)

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + CRLF)
