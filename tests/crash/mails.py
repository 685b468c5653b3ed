"""`python -m tests.crash.mails`: kills bots that send mails, to a server that behaves badly, and counts what arrives.

It ends with 1 where a mail is lost, has changed, comes out of its order, or comes more often than anybody can help: a
bot dies, or the line does, when the server has a mail and before the bot knows.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path

from bot.mail.sender import AT_ONCE
from playground.serving import PlaygroundServer
from storage.mail import Written
from storage.runtime.outbox import NOBODY
from tests.bot.apart import LOOK_EVERY_S, MortalDesk, Nursery
from tests.bot.mail.writing import SENDER, put, standing
from tests.databases import PostgresServer, SqliteFiles
from tests.desk import Loop
from tests.smtp import DROP, Answer, MailServer, Step

SHORTEST_LIFE, LONGEST_LIFE = 30, 110
"""Steps after which a bot dies that has nothing but good servers; the others live three times as long at most."""
EVIL = 0.02
"""How often the server misbehaves at each step at which it may."""
SLOW_S = 0.3
LONGEST_WAIT_S, PATIENCE_S = 10.0, 600.0
"""For one life, and for the last bot, which has to bring all that is left: what was put off waits for minutes."""


@dataclass(frozen=True, slots=True)
class Count:
    """What came of it. As many of those that were `repeated` as are `broken` came when the server had them already."""

    written: int
    kills: int
    lost: int
    repeated: int
    broken: int
    changed: int
    disorder: int

    @property
    def is_right(self) -> bool:
        """Whether nothing is lost, and nothing was repeated that somebody could have known to have arrived."""
        known = self.repeated - self.broken - self.kills * AT_ONCE
        return not (self.lost or self.changed or self.disorder) and known <= 0


class Misbehaviour:
    """Makes a server slow, busy and unreliable, by chance. `broken` counts mails that it kept and never confirmed."""

    def __init__(self, server: MailServer, chance: random.Random) -> None:
        self._chance = chance
        self.broken = 0
        server.answers = {
            Step.RCPT: lambda _: "451 4.3.0 Later" if self._is_time() else None,
            Step.DATA: self._slow,
            Step.END: lambda _: DROP if self._is_time() else "452 4.3.1 Disk full" if self._is_time() else None,
            Step.REPLY: self._breaks,
        }

    def _is_time(self) -> bool:
        return self._chance.random() < EVIL

    def _slow(self, _recipient: str) -> Answer:
        if self._is_time():
            time.sleep(SLOW_S)  # not a wait: this is the slow server that is to be tried
        return None

    def _breaks(self, _recipient: str) -> Answer:
        if not self._is_time():
            return None
        self.broken += 1
        return DROP


def leaves(desk: MortalDesk, address: str, subject: str = "A request") -> int:
    """A mail waits for whichever bot comes next."""
    with desk.work() as work:
        work.worker_id = NOBODY
        return put(work, address, Written(subject, "x", "<p>x</p>"))[0]


def storm(
    desk: MortalDesk,
    server: MailServer,
    chance: random.Random,
    *,
    addresses: int,
    each: int,
    lives: int,
    evil: bool = False,
) -> Count:
    """Bots send so many mails to each of the addresses, and so many of them die at it; the last one has to end it."""
    desk.kill()
    before = desk.kills
    names = [f"nora{number}@alpweb.example" for number in range(addresses)]
    left = [leaves(desk, name, str(count)) for count in range(each) for name in names]
    misbehaviour = Misbehaviour(server, chance) if evil else None
    longest = LONGEST_LIFE * (3 if evil else 1)
    for _ in range(lives):
        if desk.unmailed():
            desk.start(chance.randint(SHORTEST_LIFE, longest))
            _wait(lambda: not desk.alive or desk.at_rest(), LONGEST_WAIT_S)  # or it waits for its next try
            desk.kill()
    kills = desk.kills - before
    server.answers.clear()
    desk.start()
    _wait(desk.at_rest, PATIENCE_S)

    arrived = Counter(mail.id for mail in server.mails)
    firsts = [list(dict.fromkeys(mail.subject for mail in server.mails_to(name))) for name in names]
    in_order = [str(count) for count in range(each)]
    return Count(
        written=len(left),
        kills=kills,
        lost=len(left) - len(arrived) + sum(standing(desk, mail).is_ != "sent" for mail in left),
        repeated=len(server.mails) - len(arrived),
        broken=misbehaviour.broken if misbehaviour is not None else 0,
        changed=len({(mail.id, mail.raw) for mail in server.mails}) - len(arrived),
        disorder=sum(found != in_order for found in firsts),
    )


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    """Until it holds, but no longer than that."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_S)  # what is waited for happens in another process


def main() -> int:
    """Plays a storm on each database, and prints the counts."""
    arguments = argparse.ArgumentParser(prog="python -m tests.crash.mails", description=__doc__)
    arguments.add_argument("--addresses", type=int, default=20)
    arguments.add_argument("--each", type=int, default=15, help="mails to every address")
    arguments.add_argument("--lives", type=int, default=40, help="how many bots are to be killed")
    arguments.add_argument("--seed", type=int, default=13)
    arguments.add_argument("--database", choices=("sqlite", "postgresql"), help="only on this database")
    wanted = arguments.parse_args()
    _say("mails".ljust(12) + "".join(field.name.rjust(10) for field in fields(Count)))
    right = True
    for database in ("sqlite", "postgresql"):
        if wanted.database in (None, database):
            count = _play(database, wanted)
            _say(database.ljust(12) + "".join(str(getattr(count, field.name)).rjust(10) for field in fields(Count)))
            right = right and count.is_right
    return 0 if right else 1


def _play(database: str, wanted: argparse.Namespace) -> Count:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handschlag-mails-")))
        playground = stack.enter_context(PlaygroundServer())
        loop = Loop()
        stack.callback(loop.stop)
        if database == "sqlite":
            url = SqliteFiles(folder).fresh("mails")
        else:
            postgres = PostgresServer()
            stack.callback(postgres.stop)
            url = postgres.fresh()
        server = stack.enter_context(MailServer())
        nursery = Nursery(folder / "bots.log")
        stack.callback(nursery.close)
        desk = MortalDesk(playground.url, url, loop, nursery, smtp_url=server.url, mail_from=SENDER)
        stack.callback(desk.close)
        chance = random.Random(wanted.seed)  # noqa: S311 - to be repeatable
        return storm(desk, server, chance, addresses=wanted.addresses, each=wanted.each, lives=wanted.lives, evil=True)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - what the command is for


if __name__ == "__main__":
    sys.exit(main())
