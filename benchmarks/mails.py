"""What the outbox takes to where it belongs, by channel: messages in Telegram, events, mails, side by side.

    python -m benchmarks.mails [--each 600] [--rounds 5] [--only sqlite|postgresql]

A desk has the same number of each in its outbox, over as many lanes, and sends them to real servers on the loopback:
the playground's Telegram, an endpoint for events, an SMTP server. They work in the desk's own process, so its speed is
shown as lower than it is; the ratios tell what one channel costs beside another. The channels take turns, round by
round; figures are the medians of all rounds, and each ratio is to Telegram's of the same round.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from benchmarks.databases import Kind, databases
from benchmarks.table import heading, line
from playground.serving import PlaygroundServer
from storage import effects, schema
from storage.database import open_database
from storage.mail import Written, draft_of, write
from storage.runtime.outbox import Draft, add
from storage.tables import Organisation, ProgrammeEvent
from storage.work import Work
from tests.bot.effects.receiver import SECRET, Receiver
from tests.desk import Desk, Loop
from tests.smtp import MailServer

LANES = 60
"""Chats, organisations and addresses: what belongs to one goes in its order."""
WORDS = Written("A request from Bergbahn Flims", "Grüezi\n" * 20, "<p>Grüezi</p>" * 200)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one message: its part of the time until all were signed for, of all statements and of all commits."""

    per_second: float
    statements: float
    commits: float


FIGURES: tuple[tuple[str, Callable[[Cost], float], int], ...] = (
    ("sent per second", lambda of: of.per_second, 0),
    ("statements each", lambda of: of.statements, 2),
    ("commits each", lambda of: of.commits, 2),
)


class Channels:
    """A desk with chats, organisations and addresses, and what it can send to them."""

    def __init__(self, desk: Desk, loop: Loop) -> None:
        self._desk, self._loop = desk, loop
        self._chats = [desk.newcomer(f"Mia {number}").id for number in range(LANES)]
        with desk.work() as work:
            made = [
                Organisation(kind="company", name=f"Firma {number}", country="CH", currency="CHF", created_at=work.now)
                for number in range(LANES)
            ]
            work.session.add_all(made)
            work.session.flush()
            self._organisations = [each.id for each in made]
        self.statements = self.commits = 0
        engine = desk.app.units.engine
        event.listen(engine, "before_cursor_execute", self._asks)
        event.listen(engine, "commit", self._ends)

    def message(self, _work: Work, number: int) -> Draft:
        """In Telegram."""
        chat = self._chats[number % LANES]
        return Draft(chat, "sendMessage", {"chat_id": chat, "text": f"Grüezi {number}"})

    def event(self, work: Work, number: int) -> Draft:
        """For the provider's systems."""
        happened = ProgrammeEvent(
            kind="vat_number.removed", at=work.now, organisation_id=self._organisations[number % LANES], content={}
        )
        work.session.add(happened)
        work.session.flush()
        return effects.draft_of(happened)

    def mail(self, work: Work, number: int) -> Draft:
        """To an address."""
        mail = write(work.session, WORDS, f"nora{number % LANES}@alpweb.example", "en", work.now)
        work.session.flush()
        return draft_of(mail)

    def sends(self, count: int, made: Callable[[Work, int], Draft]) -> Cost:
        """So many are in the outbox, and go."""
        with self._desk.app.units.begin("cli") as work:
            drafts = [made(work, number) for number in range(count)]
            waiting = add(work.session, drafts, work.worker_id, work.now, alone=work.alone)

        async def deliver() -> None:
            self._desk.app.delivery.hand_over(waiting)

        self.statements = self.commits = 0
        began = time.perf_counter()
        self._loop.run(deliver())
        self._desk.settle()
        took = time.perf_counter() - began
        return Cost(count / took, self.statements / count, self.commits / count)

    def _asks(self, *_: Any) -> None:
        self.statements += 1

    def _ends(self, *_: Any) -> None:
        self.commits += 1


def main() -> None:
    """Prints a table for each database and channel."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--each", type=int, default=600)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    chosen = arguments.parse_args()
    with databases(core=0) as made, PlaygroundServer() as telegram:
        for kind in Kind:
            if chosen.only in (None, kind.name.lower()):
                measure(kind, made.fresh(kind), telegram.url, chosen.each, chosen.rounds)


def measure(kind: Kind, url: str, telegram: str, each: int, rounds: int) -> None:
    """All channels in turn, on one database."""
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    loop, receiver = Loop(), Receiver()
    with MailServer() as server:
        desk = Desk(
            telegram,
            url,
            loop,
            events_url=receiver.url,
            events_secret=SECRET,
            smtp_url=server.url,
            mail_from="desk@reseller.example",
        )
        try:
            channels = Channels(desk, loop)
            made: Mapping[str, Callable[[Work, int], Draft]] = {
                "Telegram": channels.message,
                "events": channels.event,
                "mails": channels.mail,
            }
            for channel in made.values():
                channels.sends(LANES, channel)  # opens connections, and fills caches
            found: dict[str, list[Cost]] = {name: [] for name in made}
            for _ in range(rounds):
                for name, channel in made.items():
                    found[name].append(channels.sends(each, channel))
        finally:
            desk.close()
            receiver.stop()
            loop.stop()
        assert len({mail.id for mail in server.mails}) == len(server.mails) == rounds * each + LANES
    for other in ("events", "mails"):
        heading(f"{kind.value}: {each:,} messages of each kind in {LANES} lanes", "Telegram", other)
        for title, figure, digits in FIGURES:
            pairs = [(figure(one), figure(two)) for one, two in zip(found["Telegram"], found[other], strict=True)]
            line(title, pairs, digits)


if __name__ == "__main__":
    main()
