"""Mails of the desk as their readers see them: the code in one, and where it leads."""

from __future__ import annotations

import re

from tests.smtp import Arrived, MailServer

_CODE = re.compile(r"\b\d{6}\b")
_START = re.compile(r"\?start=([\w-]+)")


def last_to(server: MailServer, address: str) -> Arrived:
    """The newest mail to the address."""
    found = server.mails_to(address)
    assert found, f"no mail has come to {address}, but to {[mail.to for mail in server.mails]}"
    return found[-1]


def code_in(mail: Arrived) -> str:
    """The six digits in the subject and the text."""
    found = _CODE.search(mail.text)
    assert found is not None, mail.text
    assert found[0] in mail.subject
    return found[0]


def start_in(mail: Arrived) -> str:
    """What the link to Telegram carries."""
    found = _START.search(mail.text)
    assert found is not None, mail.text
    assert f"?start={found[1]}" in mail.html
    return found[1]
