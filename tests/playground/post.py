"""A playground with a post office, and somebody who writes letters to its people."""

from __future__ import annotations

import base64
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from playground.clock import Clock
from playground.serving import PlaygroundServer
from tests.playground.playing import Playing

TOKEN = "78:" + "world_with_mail_" * 3
DESK = "Handschlag <desk@handschlag.example>"
MIA = "mia@client.example"
PICTURE = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


class Post:
    """A world whose people get letters. Mia's address is `MIA`."""

    def __init__(self, server: PlaygroundServer) -> None:
        self.world = Playing(server.url, TOKEN)
        self.nora = self.world.person("Nora", email="nora@partner.example")
        self._at = urlsplit(server.smtp_url)

    def send(self, letter: EmailMessage | bytes, *to: str) -> None:
        """Over SMTP, as a mail program does it. Raises what `smtplib` raises."""
        content = letter if isinstance(letter, bytes) else letter.as_bytes(policy=SMTP)
        with smtplib.SMTP(str(self._at.hostname), self._at.port or 0, timeout=10) as server:
            server.sendmail("desk@handschlag.example", list(to), content)


@contextmanager
def post_office(clock: Clock | None = None) -> Iterator[Post]:
    """A playground's, on a free port."""
    with PlaygroundServer(default_token=TOKEN, clock=clock) as server:
        post = Post(server)
        yield post
        post.world.close()


def letter(subject: str, name: str, html: str = "", *, after: str = "", text: str = "Plain words.") -> EmailMessage:
    """A letter called `name`; `after` is the name of the one that it goes on from. Its picture is `cid:logo`."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = DESK, MIA, subject, f"<{name}@desk.example>"
    if after:
        made["References"] = made["In-Reply-To"] = f"<{after}@desk.example>"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
        made.get_payload()[1].add_related(PICTURE, "image", "gif", cid="<logo>")  # type: ignore[index, union-attr]  # the second part is there
    return made
