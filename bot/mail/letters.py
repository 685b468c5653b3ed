"""A mail as a server takes it: headers, plain text and HTML, and the signature. It is the same whenever it is sent.

No header that holds what people have written goes through the library's reader of headers: it decodes encoded words
(`=?utf-8?q?…?=`, RFC 2047), even those that somebody is called, and writes what was in them – line ends, too.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

from bot.mail.account import Account, Seal
from bot.mail.addresses import Mailbox, mailbox
from bot.mail.flowing import flowed
from handlers.chat.mail.markup import cleaned
from storage.mail_lanes import DueMail

LOGO = "logo"
"""By which name (`cid:`) the HTML shows the provider's logo."""
LONGEST_SUBJECT = 200
SIGNED = (
    *("from", "to", "subject", "date", "message-id", "references", "in-reply-to", "mime-version", "content-type"),
    *("content-transfer-encoding", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post"),
)
"""Headers that the signature covers, where they are there."""
LONGEST_LINE = 76
"""Characters of a header's line; what cannot be broken is longer."""
_ENCODED_WORD = "=?"
"""What an encoded word begins with."""
_ID_IS = re.compile(r"mail\.(\d{1,18})\.([0-9a-f]{8,32})@", re.IGNORECASE)
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]+")
_ADDRESS_OF_PAGE = re.compile(r"https?://[!-;=?-~]{1,1000}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed over. `id` is the name of its envelope, by which a bounce may call it, too."""

    id: str
    recipient: Mailbox
    content: bytes

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        return self.recipient.needs_utf8


class _Verbatim(str):
    """A header's value that nobody breaks or encodes: ids and addresses of pages, which would be none then."""

    __slots__ = ("name",)
    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def envelope_id(mail_id: int, mark: str) -> str:
    """The mail's name among all mails of all desks, which nobody can guess."""
    return f"mail.{mail_id}.{mark}"


def ids_in(text: str) -> list[tuple[int, str]]:
    """The mails (number, mark) whose names stand in a text."""
    return [(int(number), mark.lower()) for number, mark in _ID_IS.findall(text)]


def letter_of(mail: DueMail, account: Account, logo: bytes | None = None) -> Letter:
    """The mail written out and not signed yet. Raises `AddressFault` where its address cannot be one.

    `content` has `subject`, `text` and `html`, and an address to `unsubscribe`, where there is one. The `logo`, a PNG,
    comes along where the HTML shows it.
    """
    recipient = mailbox(mail.address)
    domain, content = account.sender.domain, mail.content
    policy = SMTP.clone(cte_type="7bit", utf8=recipient.needs_utf8)  # what servers on the way change breaks signatures
    message = EmailMessage(policy)
    message["From"] = account.sender.in_header
    _add(message, "To", recipient.address)
    _add(message, "Subject", _encoded("Subject", _in_one_line(str(content.get("subject", "")))[:LONGEST_SUBJECT]))
    message["Date"] = mail.written_at
    _add(message, "Message-ID", f"<{envelope_id(mail.mail_id, mail.mark)}@{domain}>")
    if mail.thread is not None:
        # No mail has this id; those that refer to it stand together.
        root = f"<thread.{_NOT_IN_ID.sub('-', mail.thread)}@{domain}>"
        _add(message, "In-Reply-To", root)
        _add(message, "References", root)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # what Exchange knows of the header above
    unsubscribe = content.get("unsubscribe")
    if isinstance(unsubscribe, str) and not mail.contractual and _ADDRESS_OF_PAGE.fullmatch(unsubscribe):
        _add(message, "List-Unsubscribe", f"<{unsubscribe}>")
        _add(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    text = flowed(str(content.get("text", "")))
    message.set_content(text, cte="quoted-printable", params={"format": "flowed"})
    html = str(content.get("html", ""))
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        if logo is not None and f"cid:{LOGO}" in html:
            _attach(message, logo)
        for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
            part.set_boundary(f"=_{mail.mark}.{number}")  # the library's own are made anew each time
    message["Content-Language"] = mail.language  # only now: a part would have taken it along
    return Letter(envelope_id(mail.mail_id, mail.mark), recipient, message.as_bytes())


def letter_for_trial(account: Account, to: Mailbox, mark: str, now: dt.datetime) -> Letter:
    """A mail that says that mails arrive. Nothing of it is kept."""
    policy = SMTP.clone(cte_type="7bit", utf8=to.needs_utf8)
    message = EmailMessage(policy)
    message["From"] = account.sender.in_header
    _add(message, "To", to.address)
    message["Subject"] = "Handschlag: a test"
    message["Date"] = now
    _add(message, "Message-ID", f"<test.{mark}@{account.sender.domain}>")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("This mail was sent by: handschlag mail test\n\nMails arrive.\n", cte="quoted-printable")
    return Letter(f"test.{mark}", to, message.as_bytes())


def sealed(content: bytes, seal: Seal, domain: str) -> bytes:
    """The mail with its DKIM signature in front. It takes a while."""
    import dkim  # here: most bots need it never

    there = {line.partition(b":")[0].lower() for line in content.partition(b"\r\n\r\n")[0].split(b"\r\n")}
    signature: bytes = dkim.sign(
        content,
        seal.selector.encode(),
        domain.encode(),
        seal.key,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name.encode() for name in SIGNED if name.encode() in there],
    )
    return signature + content


def _add(message: EmailMessage, name: str, value: str) -> None:
    verbatim = _Verbatim(value)
    verbatim.name = name
    message[name] = verbatim


def _attach(message: EmailMessage, logo: bytes) -> None:
    html = message.get_body(("html",))
    if isinstance(html, EmailMessage):
        html.add_related(logo, "image", "png", cid=f"<{LOGO}>", disposition="inline", filename="logo.png")


def _encoded(name: str, text: str) -> str:
    """The text as the header `name` has it: what looks like an encoded word is encoded, so that it stays what it is."""
    charset = "us-ascii" if text.isascii() and _ENCODED_WORD not in text else "utf-8"
    return Header(text, charset, maxlinelen=LONGEST_LINE, header_name=name).encode(linesep="\r\n")


def _in_one_line(text: str) -> str:
    """Without line breaks, and whatever else would begin another header, turn the text or tell a terminal something."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} else char for char in text)
    return " ".join(cleaned(kept).split())
