"""What is to go wrong, and when: drawn by chance, and the same for the same seed."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Trouble(StrEnum):
    """What can go wrong beside the death of a bot."""

    TELEGRAM = "Telegram"
    """Telegram says 429 or 500, or breaks connections."""
    CUT = "cuts"
    """The PostgreSQL server ends the bot's connections."""
    COMMIT_LOST = "commits lost"
    """A connection breaks with a commit on its way to the server."""
    ANSWER_LOST = "commits unanswered"
    """A connection breaks when the server has committed and the bot has not heard of it."""
    RESTART = "restarts"
    """The PostgreSQL server dies and is started again."""
    DISK_FULL = "disk full"
    """For a moment, nothing can be written."""
    FREEZE = "freezes"
    """One of several bots stands still for so long that the others hold it for dead, and then goes on."""


@dataclass(frozen=True, slots=True)
class Strike:
    """One trouble, so many seconds after something began. `fault` is what Telegram does, `lasts_s` how long the others
    last that do not pass at once."""

    after_s: float
    trouble: Trouble
    fault: Mapping[str, object] | None = None
    lasts_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Life:
    """What a bot has before it: its strikes, and then its death.

    It is killed `lasts_s` after it has come so far that it serves, or `from_birth` already; unless it has got through
    `steps` steps before (see `tests.bot.nursery`; 0 stands for never). Then nobody takes its place for `rest_s`.
    """

    lasts_s: float
    from_birth: bool
    steps: int
    rest_s: float
    strikes: tuple[Strike, ...]


TROUBLES: Mapping[str, Mapping[Trouble, float]] = {
    "sqlite": {Trouble.TELEGRAM: 1.0, Trouble.DISK_FULL: 0.12},
    "postgresql": {
        Trouble.TELEGRAM: 1.0,
        Trouble.CUT: 0.15,
        Trouble.COMMIT_LOST: 0.15,
        Trouble.ANSWER_LOST: 0.3,
        Trouble.RESTART: 0.06,
    },
}
"""How often each happens, on average, in a bot's life."""
_KINDS = ("429", "500", "drop_before", "drop_after")
_METHODS: Sequence[str | None] = (
    "sendMessage",
    "sendMessage",
    "editMessageText",
    "editMessageText",
    "getUpdates",
    None,
)


def chance(*seed: object) -> random.Random:
    """Chance that can be repeated. Nothing here is secret."""
    return random.Random("/".join(map(str, seed)))  # noqa: S311 - see above


def lives(seed: int, database: str, kills: int, mean_s: float) -> tuple[Life, ...]:
    """So many lives, each ending with a kill, of `mean_s` seconds on average, on a kind of database."""
    dice = chance("lives", seed, database)
    return tuple(_life(dice, database, mean_s) for _ in range(kills))


def freezes(seed: int, many: int, within_s: float) -> tuple[Strike, ...]:
    """So many freezes."""
    dice = chance("freezes", seed)
    return tuple(Strike(dice.uniform(0, within_s), Trouble.FREEZE, lasts_s=dice.uniform(7, 9)) for _ in range(many))


def strikes(seed: int, database: str, seconds: float, every_s: float) -> tuple[Strike, ...]:
    """The troubles of a time without kills, each as often as in lives of `every_s` seconds."""
    dice = chance("strikes", seed, database)
    spans = [place * every_s for place in range(int(seconds / every_s))]
    return tuple(
        replace(each, after_s=begin + each.after_s) for begin in spans for each in _strikes(dice, database, every_s)
    )


def _life(dice: random.Random, database: str, mean_s: float) -> Life:
    lasts_s = min(3 * mean_s, 0.02 + dice.expovariate(1 / mean_s))
    # Half of the deaths come at an instant between two steps to the outside, anywhere from the first on.
    steps = int(math.exp(dice.uniform(math.log(5), math.log(3000)))) if dice.random() < 0.5 else 0
    rest_s = dice.choice((0.0, 0.0, dice.uniform(0, 0.5)))
    return Life(lasts_s, dice.random() < 0.25, steps, rest_s, _strikes(dice, database, lasts_s))


def _strikes(dice: random.Random, database: str, within_s: float) -> tuple[Strike, ...]:
    struck = [
        _strike(dice, trouble, within_s)
        for trouble, often in TROUBLES[database].items()
        for _ in range(int(often) + (dice.random() < often % 1))
    ]
    return tuple(sorted(struck, key=lambda strike: strike.after_s))


def _strike(dice: random.Random, trouble: Trouble, within_s: float) -> Strike:
    after_s = dice.uniform(0, within_s)
    if trouble is Trouble.TELEGRAM:
        fault = {"kind": dice.choice(_KINDS), "method": dice.choice(_METHODS), "times": dice.randint(1, 4)}
        return Strike(after_s, trouble, fault)
    return Strike(after_s, trouble, lasts_s=dice.uniform(0.2, 1.5) if trouble is Trouble.DISK_FULL else 0.0)
