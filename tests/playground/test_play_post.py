"""Letters over SMTP, as they come to the mailbox."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.playground.post import MIA, Post, letter, post_office

NORA = "nora@partner.example"


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as opened:
        yield opened


def test_a_letter_is_read_whole(post: Post) -> None:
    post.send(letter("Grüezi «Mia» 🤝", "one", '<p>Schön.<img src="cid:logo"></p>'), MIA)
    (kept,) = post.world.play("GET", "/mail")
    assert (kept["to"], kept["subject"]) == (MIA, "Grüezi «Mia» 🤝")
    assert kept["from"] == "Handschlag <desk@handschlag.example>"
    assert kept["text"] == "Plain words.\n"
    assert "Schön." in kept["html"]
    assert 'src="data:image/gif;base64,R0lGOD' in kept["html"]


def test_a_conversation_stays_together_for_each_address(post: Post) -> None:
    post.send(letter("Request", "one"), MIA, NORA)
    post.send(letter("Something else", "two"), MIA)
    post.send(letter("Reminder", "three", after="one"), MIA)
    post.send(letter("Outcome", "four", after="one"), NORA)
    # A first letter that never came: those that name it belong together all the same.
    post.send(letter("Answer", "five", after="lost"), MIA)
    post.send(letter("Answer", "six", after="lost"), MIA)
    kept = post.world.play("GET", "/mail")
    assert [(mail["id"], mail["thread"]) for mail in kept] == [(1, 1), (2, 2), (3, 3), (4, 1), (5, 2), (6, 6), (7, 6)]


def test_nobody_refuses_letters_and_others_get_theirs(post: Post) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        post.send(letter("Request", "one"), "nobody@client.example")
    assert refused.value.recipients["nobody@client.example"][0] == 550
    post.send(letter("Request", "two"), "nobody@client.example", MIA)
    assert [mail["to"] for mail in post.world.play("GET", "/mail")] == [MIA]


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: x\r\nContent-Type: text/plain; charset=no-such-charset\r\n\r\n\xff\xfe\r\n",
        b"Subject: x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n",
        b"no header at all\r\n",
        b"\r\n",
        b"Subject: =?utf-8?q?=FF?=\r\nMessage-ID: <a\r\nReferences: <<>> <b> c\r\n\r\n\xe9\r\n",
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<img src='cid:y'>",
    ],
)
def test_a_strange_letter_does_no_harm(post: Post, content: bytes) -> None:
    with suppress(smtplib.SMTPDataError):
        post.send(content, MIA)
    post.send(letter("Request", "one"), MIA)
    assert post.world.play("GET", "/mail")[-1]["subject"] == "Request"
