"""`kill -9` between commit, DATA, “250” and signing: no mail is lost, and it comes twice only where nobody can know."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.bot.apart import MortalDesk, Nursery
from tests.bot.mail.writing import SENDER, standing
from tests.bot.test_crash import nursery
from tests.bot.trials import until
from tests.crash.mails import leaves, storm
from tests.desk import Loop
from tests.smtp import MailServer, Step

__all__ = ["nursery"]  # a fixture


@pytest.fixture
def mortal(
    playground_url: str, database_url: str, loop: Loop, nursery: Nursery, server: MailServer
) -> Iterator[MortalDesk]:
    running = MortalDesk(playground_url, database_url, loop, nursery, smtp_url=server.url, mail_from=SENDER)
    yield running
    running.close()


def test_mails_of_a_bot_that_is_killed_all_the_time(mortal: MortalDesk, server: MailServer) -> None:
    count = storm(mortal, server, random.Random(13), addresses=6, each=5, lives=12)  # noqa: S311 - to be repeatable

    assert count.is_right, count
    assert count.kills >= 3


def test_what_comes_of_a_kill_at_each_step(mortal: MortalDesk, server: MailServer) -> None:
    mortal.kill()
    for step, times in ((Step.MAIL, 1), (Step.RCPT, 1), (Step.DATA, 1), (Step.END, 1), (Step.REPLY, 2)):
        address = f"{step.name.lower()}@alpweb.example"
        mail = leaves(mortal, address)
        with server.holding(step):
            reached = server.reached[step]
            mortal.start()
            server.wait_until(lambda step=step, reached=reached: server.reached[step] > reached)  # type: ignore[misc]
            mortal.kill()
            until(lambda: not server.is_connected)  # before it may go on: nobody listens to its answer

        mortal.start()
        mortal.settle()
        mortal.kill()

        assert standing(mortal, mail).is_ == "sent", step
        assert len(server.mails_to(address)) == times, step
        assert len({each.id for each in server.mails_to(address)}) == 1, step
