"""A storm: bots that live and die before a crowd of people, and the count when it is over."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.config import Settings, load_settings
from tests.bot.apart import Nursery
from tests.crash.bots import Bot, Bots
from tests.crash.chat import Wait
from tests.crash.count import Count, Evidence, take_count
from tests.crash.databases import Database
from tests.crash.people import Crowd
from tests.crash.plan import Life, Strike, Trouble
from tests.crash.stage import Crew, set_stage
from tests.crash.telegram import Telegram
from tests.desk import UNLIMITED

RESTS_WITHIN_S = 60.0
LOOKS_AT_CALLS_EVERY_S = 0.25

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a storm that is over. `waits` are people's waits for a first answer, the longest ones first."""

    people: int
    updates: int
    kills: int
    troubles: Counter[str]
    waits: list[Wait]
    count: Count
    evidence: Evidence

    @property
    def longest_pause_s(self) -> float:
        return self.waits[0].seconds if self.waits else 0.0


class Storm:
    """While it lasts. `team` are the bots that serve at present, `troubles` counts what has befallen their database."""

    def __init__(self, telegram: Telegram, database: Database, bots: Bots, team: list[Bot]) -> None:
        self.bots = bots
        self.team = team
        self.troubles: Counter[str] = Counter()
        self.telegram = telegram
        self.database = database
        self._strikes: set[asyncio.Task[None]] = set()

    async def live_and_die(self, place: int, life: Life, next_steps: int) -> None:
        """The bot at that place of the team has this life; another one, with so many steps to live, follows."""
        if not life.from_birth:
            await self.bots.serves_or_dies(self.team[place])
        for strike in life.strikes:
            self.suffer(strike)
        await self.bots.kill(self.team[place], life.lasts_s)
        await self.telegram.behaves()
        await asyncio.sleep(life.rest_s)
        self.team[place] = self.bots.born(next_steps)

    def suffer(self, strike: Strike) -> None:
        """The strike happens in its time, counted from now."""
        task = asyncio.create_task(self._strike(strike))
        self._strikes.add(task)
        task.add_done_callback(self._strikes.discard)

    async def renew(self, place: int) -> None:
        """Another bot takes that place of the team, as soon as it serves; the old one is ended."""
        old, new = self.team[place], self.bots.born()
        await self.bots.serves(new)
        self.team[place] = new
        await self.bots.end(old)

    async def blow_over(self) -> None:
        """The last strikes are struck, and then nothing goes wrong any more."""
        if self._strikes:
            await asyncio.gather(*self._strikes)
        await self.telegram.behaves()

    async def _strike(self, strike: Strike) -> None:
        await asyncio.sleep(strike.after_s)
        if strike.trouble is Trouble.TELEGRAM and strike.fault is not None:
            await self.telegram.misbehaves(strike.fault)
            return
        self.troubles[strike.trouble] += 1
        if strike.trouble is Trouble.FREEZE:
            await self.bots.freeze(self.team[len(self.bots.freezes) % len(self.team)], strike.lasts_s)
        else:
            await self.database.strike(strike, [bot.pid for bot in self.team])


async def run(
    playground_url: str,
    database: Database,
    nursery: Nursery,
    crew: Crew,
    happens: Callable[[Storm], Awaitable[None]],
    webhook_url: str | None = None,
) -> Outcome:
    """What `happens` while people go about their business; when they are through and all is at rest, it is counted.

    With a `webhook_url`, updates come by webhook, to all bots of the team.
    """
    async with database.way() as url:
        settings = _settings(playground_url, url, webhook_url)
        async with Telegram(playground_url, settings.bot_token) as telegram:
            crowd = await set_stage(telegram, database.url, crew)
            bots = Bots(nursery, settings)
            try:
                storm = Storm(telegram, database, bots, [bots.born() for _ in range(crew.team)])
                await _play(storm, crowd, happens)
            finally:
                bots.end_all()
            return _outcome(telegram, crowd, database, storm)


async def _play(storm: Storm, crowd: Crowd, happens: Callable[[Storm], Awaitable[None]]) -> None:
    for bot in storm.team:
        await storm.bots.serves(bot)
    await crowd.start()
    for person in crowd.people:
        person.chat.waits.clear()
    over = asyncio.Event()
    looking = asyncio.create_task(_look_at_calls(storm.telegram))
    living = asyncio.create_task(crowd.live(over))
    try:
        await happens(storm)
        await storm.blow_over()
        over.set()
        await living
        await _rest(storm.telegram, storm.database)
    finally:
        living.cancel()
        looking.cancel()
    await storm.telegram.look_at_calls()
    for bot in storm.team:
        await storm.bots.end(bot)


def _settings(playground_url: str, database_url: str, webhook_url: str | None) -> Settings:
    token = f"{next(_numbers) + 60_000}:bot-in-a-storm-bot-in-a-storm-bot-in"
    return load_settings(
        None, token=token, api_url=playground_url, database_url=database_url, webhook_url=webhook_url, **UNLIMITED
    )


async def _look_at_calls(telegram: Telegram) -> None:
    while True:
        await telegram.look_at_calls()
        await asyncio.sleep(LOOKS_AT_CALLS_EVERY_S)


async def _rest(telegram: Telegram, database: Database) -> None:
    """Waits until nothing is pending any more; what still is after a while is counted as left over."""
    deadline = time.monotonic() + RESTS_WITHIN_S
    while time.monotonic() < deadline:
        if await telegram.pending() == 0 and database.number("SELECT count(*) FROM outbox") == 0:
            return
        await asyncio.sleep(0.1)


def _outcome(telegram: Telegram, crowd: Crowd, database: Database, storm: Storm) -> Outcome:
    chats = [*telegram.chats.values()]
    couples = [client.couple for client in crowd.clients]
    # A message that a bot was sending when it froze is sent by another: that is as if the bot had been killed.
    kills = sorted((*storm.bots.kills, *storm.bots.freezes))
    evidence = Evidence(database, chats, couples, crowd.stuck, kills, telegram.dropped)
    count = take_count(evidence)
    count.refused, count.fallen = len(telegram.refused), len(storm.bots.fallen)
    count.note("refused by Telegram", telegram.refused)
    count.note("fallen", storm.bots.fallen)
    return Outcome(
        people=len(chats),
        updates=sum(chat.acts for chat in chats),
        kills=len(storm.bots.kills),
        troubles=telegram.faults + storm.troubles,
        waits=sorted((wait for chat in chats for wait in chat.waits), key=lambda wait: -wait.seconds),
        count=count,
        evidence=evidence,
    )
