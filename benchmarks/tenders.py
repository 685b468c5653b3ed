"""A tender reaches everybody who looks for such work, once, while the bot is killed time and again.

    python -m benchmarks.tenders [--people 1000] [--kills 25] [--only sqlite|postgresql]

As many partners as people have subscribed: of ten, seven are told at once in Telegram, one by mail alone, one once a
day, and one looks for other work. One tender is published; then a real bot is started, with Telegram's usual limits,
and killed as `kill -9` does after so many steps, time and again, until everybody has been told. A kill repeats one
message a chat at most, the one that was in flight: `in flight` counts those. Then the same without a kill, timed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.databases import Kind, databases
from benchmarks.table import Limit, Target, heading, line
from domain.people import Role
from domain.tenders.kinds import WorkKind
from domain.words import Country
from playground.serving import PlaygroundServer
from services import organisations
from services.tenders.publishing import publish
from storage import schema
from storage.database import open_database
from storage.tables import Membership, Person, Tender, TenderNotice, TenderSubscription
from tests.bot.apart import MortalDesk, Nursery
from tests.desk import Loop
from tests.programmes import AT_ONCE
from tests.services.tenders.scenes import new_tender
from tests.smtp import MailServer

LIMITS = {"messages_per_second": 30, "messages_per_second_per_chat": 1}
"""What Telegram publishes; the bot keeps to them by itself."""
PATIENCE_S = 600.0
LOOK_EVERY_S = 0.1
"""Looking into the database costs the bot time: on SQLite it takes the lock."""
MOST_IN_FLIGHT = 30
"""Chats to which a message may be on its way at the moment of a kill."""
EXACTLY = Target(Limit.AT_MOST, 0)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one tender: who was to be told in each channel, and was; messages, mails, and how quickly."""

    at_once: int
    by_mail: int
    daily: int
    noted: int
    messages: Counter[int]
    mails: Counter[str]
    busiest_second: int
    seconds: float
    kills: int

    @property
    def missed(self) -> int:
        """People who were to be told at once, and were not."""
        return self.at_once - len(self.messages) + self.by_mail - len(self.mails)

    @property
    def repeated(self) -> int:
        """Messages and mails beyond the first to the same reader."""
        return sum(count - 1 for count in (*self.messages.values(), *self.mails.values()))


def main() -> int:
    """Prints a table for each database; 1 where somebody was not told, or told anew without a kill."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=1_000)
    arguments.add_argument("--kills", type=int, default=25)
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind])
    chosen = arguments.parse_args()
    are_met = True
    with databases(core=0) as made, PlaygroundServer() as telegram:
        for kind in Kind:
            if chosen.only in (None, kind.name.lower()):
                killed, quiet = (
                    tell(made.fresh(kind), telegram.url, chosen.people, kills) for kills in (chosen.kills, 0)
                )
                are_met &= show(kind, chosen.people, killed, quiet)
    return 0 if are_met else 1


def show(kind: Kind, people: int, killed: Told, quiet: Told) -> bool:
    """The table; whether all targets are met."""
    heading(f"{kind.value}: {people:,} subscribers", f"{killed.kills} kills", "no kill")
    line("told in Telegram", [(len(killed.messages), len(quiet.messages))], 0)
    line("told by mail", [(len(killed.mails), len(quiet.mails))], 0)
    line("kept for their daily hour", [(killed.daily, quiet.daily)], 0)
    line("notices in all", [(killed.noted, quiet.noted)], 0)
    line("seconds", [(killed.seconds, quiet.seconds)], 1)
    line("most messages in a second", [(killed.busiest_second, quiet.busiest_second)], 0)
    are_met = line("missed", [(killed.missed, quiet.missed)], 0, EXACTLY)
    line("repeated, in flight at a kill", [(killed.repeated, 0)], 0)
    are_met &= line("repeated without a kill", [(0, quiet.repeated)], 0, EXACTLY)
    return are_met and killed.repeated <= killed.kills * MOST_IN_FLIGHT


def tell(url: str, telegram: str, people: int, kills: int) -> Told:
    """Publishes a tender with so many subscribers, and kills the bot so many times meanwhile."""
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    chance, loop = random.Random(12), Loop()  # noqa: S311 - to be repeatable
    with tempfile.TemporaryDirectory() as folder, MailServer() as server:
        nursery = Nursery(Path(folder) / "bots.log")
        desk = MortalDesk(telegram, url, loop, nursery, smtp_url=server.url, mail_from="desk@reseller.example")
        try:
            chats = [desk.playground.post("/people", json={"first_name": f"P{n}"}).json()["id"] for n in range(people)]
            for chat in chats:
                desk.playground.post(
                    f"/chats/{chat}/messages", json={"from": chat, "text": "/start"}
                ).raise_for_status()
            wait(desk, desk.at_rest)
            client = desk.client("Seegarten Hotels")
            desk.kill()
            fill(desk, chats)
            with desk.work() as work:
                publish(work, AT_ONCE, client.row(work), new_tender(work), group=False)
            desk.settings = desk.settings.model_copy(update=LIMITS)
            before, since, mailed = desk.kills, len(desk.calls()), len(server.mails)
            began, looks = time.perf_counter(), list[tuple[float, int]]()
            while desk.kills - before < kills and not _done(desk):
                desk.start(chance.randint(60, 900))
                looks += wait(desk, lambda: not desk.alive or _done(desk))
                desk.kill()
            was_killed = desk.kills - before
            if not _done(desk):
                desk.start()
                looks += wait(desk, lambda: _done(desk))
            seconds = time.perf_counter() - began
            return _counted(desk, server, chats, since, mailed, looks, seconds, was_killed)
        finally:
            desk.close()
            nursery.close()
            loop.stop()


def fill(desk: MortalDesk, chats: Sequence[int]) -> None:
    """Each of these people represents a partner of their own, and has subscribed."""
    with desk.work() as work:
        found = work.session.scalars(select(Person).where(Person.telegram_id.in_(chats)).order_by(Person.id))
        for number, person in enumerate(found):
            partner, _ = organisations.admit_partner(
                work,
                f"Agentur {number}",
                Country("CH"),
                f"CHE-100.{number // 1000:03}.{number % 1000:03}",
                programme=AT_ONCE,
            )
            person.organisation = partner
            work.session.add(Membership(person=person, organisation=partner, role=Role.LEGAL_REPRESENTATIVE))
            work.session.flush()
            kinds = [WorkKind.SHOP] if number % 10 == 9 else [WorkKind.WEBSITE]
            work.session.add(
                TenderSubscription(
                    person_id=person.id,
                    partner_id=partner.id,
                    kinds=[each.value for each in kinds],
                    regions=[],
                    languages=[],
                    hour=(work.now.hour + 2) % 24 if number % 10 == 8 else None,
                    made_at=work.now,
                )
            )
            if number % 10 == 7:
                person.reachable = False
                person.email, person.email_confirmed_at = f"p{number}@partner.example", work.now
        work.events.clear()


def _done(desk: MortalDesk) -> bool:
    with desk.work() as work:
        telling = select(func.count()).select_from(Tender).where(Tender.telling_at.is_not(None))
        if work.session.scalar(telling):
            return False
    return desk.unsent() == 0 and desk.unmailed() == 0


def wait(desk: MortalDesk, condition: Callable[[], bool]) -> Iterator[tuple[float, int]]:
    """Waits for the condition, and tells how many calls Telegram had taken by when."""
    deadline = time.perf_counter() + PATIENCE_S
    looks = []
    while not condition():
        assert time.perf_counter() < deadline, "this never happens"
        total = desk.playground.get("/calls", params={"since": 10**9}).json()["total"]
        looks.append((time.perf_counter(), total))
        time.sleep(LOOK_EVERY_S)  # what is waited for happens in another process
    return iter(looks)


def _busiest(looks: Sequence[tuple[float, int]]) -> int:
    """The most calls within a second."""
    most, first = 0, 0
    for at, total in looks:
        while looks[first][0] < at - 1:
            first += 1
        most = max(most, total - looks[first][1])
    return most


def _counted(
    desk: MortalDesk,
    server: MailServer,
    chats: Sequence[int],
    since: int,
    mailed: int,
    looks: Sequence[tuple[float, int]],
    seconds: float,
    kills: int,
) -> Told:
    sent = [call for call in desk.calls()[since:] if call["method"] == "sendMessage" and call["ok"]]
    with desk.work() as work:
        notices = work.session.scalars(select(TenderNotice)).all()
    tenth = len(chats) // 10
    return Told(
        at_once=tenth * 7,
        by_mail=tenth,
        daily=sum(each.told_at is None for each in notices),
        noted=len(notices),
        messages=Counter(call["chat_id"] for call in sent),
        mails=Counter(mail.to for mail in server.mails[mailed:]),
        busiest_second=_busiest(looks),
        seconds=seconds,
        kills=kills,
    )


if __name__ == "__main__":
    sys.exit(main())
