"""`kill -9` between commit, DATA, “250” and signing: no mail is lost, and it comes twice only where nobody can know."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.mail.sender import AT_ONCE
from storage.mail import Written
from storage.runtime.outbox import NOBODY
from tests.bot.apart import MortalDesk, Nursery
from tests.bot.mail.writing import SENDER, put, standing
from tests.bot.test_crash import live_and_die, nursery
from tests.bot.trials import until
from tests.desk import Loop
from tests.smtp import MailServer, Step

__all__ = ["nursery"]  # a fixture
ADDRESSES, EACH, MOST_LIVES = 6, 5, 12


@pytest.fixture
def mortal(
    playground_url: str, database_url: str, loop: Loop, nursery: Nursery, server: MailServer
) -> Iterator[MortalDesk]:
    running = MortalDesk(playground_url, database_url, loop, nursery, smtp_url=server.url, mail_from=SENDER)
    yield running
    running.close()


def leaves(desk: MortalDesk, address: str, subject: str = "A request") -> int:
    """A mail waits for whichever bot comes next."""
    with desk.work() as work:
        work.worker_id = NOBODY
        return put(work, address, Written(subject, "x", "<p>x</p>"))[0]


def test_mails_of_a_bot_that_is_killed_all_the_time(mortal: MortalDesk, server: MailServer) -> None:
    chance = random.Random(13)  # noqa: S311 - to be repeatable
    mortal.kill()
    before, lives = mortal.kills, 0
    left = [
        leaves(mortal, f"nora{number}@alpweb.example", str(count))
        for count in range(EACH)
        for number in range(ADDRESSES)
    ]

    while mortal.unmailed() and lives < MOST_LIVES:
        live_and_die(mortal, chance.randint(30, 110))
        lives += 1
    kills = mortal.kills - before
    mortal.start()
    mortal.settle()

    assert {standing(mortal, each).is_ for each in left} == {"sent"}
    times = Counter(mail.id for mail in server.mails)
    assert len(times) == len(left)
    assert kills >= 3
    assert len(server.mails) - len(left) <= kills * AT_ONCE
    for number in range(ADDRESSES):
        arrived = server.mails_to(f"nora{number}@alpweb.example")
        firsts = list(dict.fromkeys(mail.subject for mail in arrived))
        assert firsts == [str(count) for count in range(EACH)]
        assert len({(mail.id, mail.raw) for mail in arrived}) == EACH


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
