"""Nothing that people write begins a header, or is read as other words than they have written.

The library's parser of headers decodes encoded words (`=?utf-8?q?…?=`, RFC 2047) in what it is given to write: whoever
was called so could add recipients to a mail.
"""

from __future__ import annotations

from email.header import decode_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.addresses import AddressFault, mailbox
from bot.mail.letters import letter_of
from domain.names.addresses import read_address
from handlers.chat.mail.markup import cleaned
from tests.bot.mail.test_letters import account, due
from tests.hostile.texts import TEXTS

PIECES = [
    "=?utf-8?q?",
    "=?us-ascii?b?",
    "=?",
    "?=",
    "=0D=0A",
    "Bcc:",
    "a@b.example",
    " ",
    "\r\n",
    "\u202e",
    "ü",
    "x" * 20,
]
USUAL = [
    line.partition(":")[0] for line in letter_of(due(), account()).content.decode().split("\r\n\r\n")[0].splitlines()
]


def head_of(subject: str, address: str = "nora@alpweb.example") -> dict[str, str]:
    """The headers as they are sent, by their names, lines that belong together joined."""
    head = letter_of(due(address, subject=subject), account()).content.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    lines = head.decode().replace("\r\n ", "\n ").split("\r\n")
    assert not any("\r" in line for line in lines)
    assert [line.partition(":")[0] for line in lines] == USUAL
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def shown(header: str) -> str:
    """What a mail program shows of a header."""
    return "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part for part, charset in decode_header(header)
    )


@pytest.mark.parametrize("kind", TEXTS)
def test_a_subject_says_what_was_written(kind: str) -> None:
    head = head_of(f"About {TEXTS[kind]}")
    assert head["To"] == "nora@alpweb.example"
    read = shown(head["Subject"])
    assert read.startswith("About ")
    assert "\r" not in read
    assert "=?" in read or "=?" not in TEXTS[kind]


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_encoded_words_stay_what_they_are(subject: str) -> None:
    assert shown(head_of(subject)["Subject"]).split() == cleaned(subject.replace("\r\n", " ")).split()


@pytest.mark.parametrize("local", ["=?utf-8?q?a=40b.example=2C?=", "=?utf-8?q?a=0D=0ABcc=3Ax?=", "x=?utf-8?q?y?="])
def test_an_address_is_no_encoded_word(local: str) -> None:
    assert read_address(f"{local}@alpweb.example") is None
    with pytest.raises(AddressFault):
        mailbox(f"{local}@alpweb.example")


@pytest.mark.parametrize("local", ["o'neil", "a=b", "a?b", "a+b=c", "nora.b", "{x}|y~"])
def test_an_address_is_written_as_it_is(local: str) -> None:
    assert head_of("x", f"{local}@alpweb.example")["To"] == f"{local}@alpweb.example"
