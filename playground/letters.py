"""Letters as they arrive over SMTP: what a mail program would show of them."""

from __future__ import annotations

import base64
import re
from email import policy
from email.message import MIMEPart
from email.parser import BytesParser
from urllib.parse import unquote

from playground.state import Mail

_PICTURE = re.compile(r"cid:([^\s\"'<>)]+)")
_SIGNATURE = "-- "
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")


def read_letter(content: bytes, to: str) -> Mail:
    """The letter to this address. Pictures that it brings along are in its HTML; id and time are the mailbox's."""
    message = BytesParser(policy=policy.default).parsebytes(content)
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    html = None if rich is None else _text(rich)
    references = " ".join(str(message.get(name, "")) for name in ("References", "In-Reply-To"))
    return Mail(
        0,
        to,
        str(message.get("Subject", "")),
        "" if plain is None else plain_text(plain),
        0,
        sender=str(message.get("From", "")),
        html=html if html is None else _with_pictures(html, message),
        message_id=str(message.get("Message-ID", "")).strip(),
        references=list(dict.fromkeys(_MESSAGE_ID.findall(references))),
    )


def plain_text(part: MIMEPart) -> str:
    """The text with its paragraphs in one line each, where its lines flow (RFC 3676)."""
    text = _text(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    flows, before = False, ""
    for line in text.split("\n"):
        said = line.lstrip(">")
        mark = line.removesuffix(said)
        said = said.removeprefix(" ")
        if flows and mark == before:
            lines[-1] += said
        else:
            lines.append(f"{mark} {said}" if mark and said else mark + said)
        flows, before = said.endswith(" ") and said != _SIGNATURE, mark
    return "\n".join(lines)


def _text(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def _with_pictures(html: str, message: MIMEPart) -> str:
    pictures = {
        str(part["Content-ID"]).strip(" <>"): part
        for part in message.walk()
        if part.get_content_maintype() == "image" and part["Content-ID"]
    }

    def address(found: re.Match[str]) -> str:
        part = pictures.get(unquote(found[1]))
        if part is None:
            return found[0]
        return f"data:{part.get_content_type()};base64,{base64.b64encode(part.get_content()).decode()}"

    return _PICTURE.sub(address, html)
