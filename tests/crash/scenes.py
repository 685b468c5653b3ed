"""The scenes: which bots serve on which database, what happens to them, and what must not come of it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from tests.bot.apart import Nursery
from tests.crash.databases import Database
from tests.crash.migrating import migrate_to_the_next
from tests.crash.plan import chance, freezes, lives, strikes
from tests.crash.stage import Crew
from tests.crash.storm import Outcome, Storm, run

LONGEST_PAUSE_S = 2.0
"""What nobody may have to wait for an answer while bots are renewed."""
KILLS_FOR_AN_AVERAGE = 6
"""Fewer kills than this say nothing of how much one repeats: any may fall when a message to each chat is on its way."""


class Happening(StrEnum):
    """What happens to the bots."""

    NOTHING = "nothing"
    TROUBLES = "shaken"
    KILLS = "killed"
    RENEWALS = "renewed"
    MIGRATION = "migrated"


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene. `webhook`: a team of two takes updates by webhook, from one socket; otherwise, one bot polls."""

    name: str
    database: str
    happening: Happening
    webhook: bool = False


SCENES = (
    Scene("calm-sqlite", "sqlite", Happening.NOTHING),
    Scene("calm-postgresql", "postgresql", Happening.NOTHING),
    Scene("shaken-sqlite", "sqlite", Happening.TROUBLES),
    Scene("shaken-postgresql", "postgresql", Happening.TROUBLES),
    Scene("shaken-webhook", "postgresql", Happening.TROUBLES, webhook=True),
    Scene("killed-sqlite", "sqlite", Happening.KILLS),
    Scene("killed-postgresql", "postgresql", Happening.KILLS),
    Scene("killed-webhook", "postgresql", Happening.KILLS, webhook=True),
    Scene("renewed-sqlite", "sqlite", Happening.RENEWALS),
    Scene("renewed-postgresql", "postgresql", Happening.RENEWALS),
    Scene("renewed-webhook", "postgresql", Happening.RENEWALS, webhook=True),
    Scene("migrated-sqlite", "sqlite", Happening.MIGRATION),
    Scene("migrated-postgresql", "postgresql", Happening.MIGRATION),
    Scene("migrated-webhook", "postgresql", Happening.MIGRATION, webhook=True),
)


@dataclass(frozen=True, slots=True)
class Length:
    """How much happens in a scene: so many kills, or renewals, or for so many seconds troubles, or nothing.

    A bot lives for `life_s` seconds on average; in that time, it has its share of troubles. Freezes are for teams.
    """

    kills: int
    renewals: int = 12
    renewed_every_s: float = 2.5
    shaken_s: float = 40.0
    freezes: int = 3
    calm_s: float = 20.0
    life_s: float = 1.5


async def play(
    scene: Scene,
    playground_url: str,
    database: Database,
    nursery: Nursery,
    posted: socket.socket | None,
    crew: Crew,
    length: Length,
) -> Outcome:
    """Plays the scene. `posted` is the nursery's socket, which a webhook needs."""
    crew = replace(crew, team=2 if scene.webhook else 1)
    url = None
    if scene.webhook:
        assert posted is not None
        url = f"http://127.0.0.1:{posted.getsockname()[1]}/updates"
    return await run(playground_url, database, nursery, crew, _happens(scene, crew, length), url)


def _happens(scene: Scene, crew: Crew, length: Length) -> Callable[[Storm], Awaitable[None]]:
    match scene.happening:
        case Happening.NOTHING:
            return partial(_nothing, length.calm_s)
        case Happening.TROUBLES:
            return partial(_troubles, scene.database, crew.seed, length)
        case Happening.KILLS:
            return partial(_kills, scene.database, crew.seed, length)
        case Happening.RENEWALS:
            return partial(_renewals, crew.seed, length)
        case Happening.MIGRATION:
            return partial(_migration, length)


async def _nothing(seconds: float, _storm: Storm) -> None:
    await asyncio.sleep(seconds)


async def _troubles(database: str, seed: int, length: Length, storm: Storm) -> None:
    for strike in strikes(seed, database, length.shaken_s, length.life_s):
        storm.suffer(strike)
    if len(storm.team) > 1:
        for strike in freezes(seed, length.freezes, length.shaken_s):
            storm.suffer(strike)
    await asyncio.sleep(length.shaken_s)


async def _kills(database: str, seed: int, length: Length, storm: Storm) -> None:
    planned = lives(seed, database, length.kills, length.life_s)
    many = len(storm.team)
    for number, life in enumerate(planned):
        # Who follows has the next life at this place of the team, and nobody is left to die in the end.
        following = planned[number + many].steps if number + many < len(planned) else 0
        await storm.live_and_die(number % many, life, following)


async def _renewals(seed: int, length: Length, storm: Storm) -> None:
    dice = chance("renewals", seed)
    for number in range(length.renewals):
        await asyncio.sleep(dice.uniform(0.2, 1.8) * length.renewed_every_s)
        await storm.renew(number % len(storm.team))


async def _migration(length: Length, storm: Storm) -> None:
    """The next version's migrations, while the present one is at work; then the bots are renewed one by one."""
    await asyncio.sleep(length.calm_s / 2)
    await asyncio.to_thread(migrate_to_the_next, storm.database.url)
    for place in range(len(storm.team)):
        await storm.renew(place)
    await asyncio.sleep(length.calm_s / 2)


def misses(outcome: Outcome) -> list[str]:
    """Which targets the outcome misses, in words."""
    count = outcome.count
    wrong = {
        "updates lost": count.lost_updates,
        "messages lost": count.lost_messages,
        "done twice": count.doubled,
        "never done": count.never,
        "unexpected messages": count.unexpected,
        "out of order": count.disorder,
        "people stuck": count.stuck,
        "defects": count.defects,
        "calls refused": count.refused,
        "bots fallen": count.fallen,
        "left over": count.left_over,
        "repeated for no reason": count.repeats.for_no_reason,
        "repeated in one chat by one kill, beyond the one": max(0, count.repeats.most_per_chat_and_kill - 1),
        "repeated by kills, beyond two for each on average": _beyond_two_for_each(outcome),
    }
    return [f"{number} {what}" for what, number in wrong.items() if number]


def _beyond_two_for_each(outcome: Outcome) -> int:
    kills = len(outcome.evidence.kills)
    return 0 if kills < KILLS_FOR_AN_AVERAGE else max(0, outcome.count.repeats.by_kill - 2 * kills)


def is_too_slow(scene: Scene, outcome: Outcome) -> bool:
    """Whether somebody had to wait for too long while bots were renewed."""
    renewed = scene.happening in (Happening.RENEWALS, Happening.MIGRATION)
    return renewed and outcome.longest_pause_s > LONGEST_PAUSE_S
