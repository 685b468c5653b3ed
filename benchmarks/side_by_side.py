"""This project beside a bot that keeps nothing, under the same loads, in turn: peer, ours, peer, ours …

    python -m benchmarks.side_by_side [--only NAME] [--rounds 3]

Both bots run on one core, the load generator on the other. `benchmarks/README.md` says how to read the table. The exit
status says nothing about targets.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.comparisons import COMPARISONS, Bot, Comparison
from benchmarks.databases import Databases, Kind, databases, effects_in
from benchmarks.load.bot_process import Program
from benchmarks.load.machine import Cores, cores
from benchmarks.load.outcome import Outcome
from benchmarks.load.run import Load, play
from benchmarks.load.talks import order
from benchmarks.table import heading, line

DISTURBED = 0.1
"""Which part of the bot's core others may use before it is worth a word."""
BUSY = 0.7
"""Which part of its core the generator may use before it is worth a word, with a database on the same core."""


def run(bot: Bot, load: Load, made: Databases, on: Cores) -> tuple[Outcome, str]:
    """One run, and what is wrong with the rows that it has left."""
    url = made.fresh(bot.database)
    where = {"EFFECTS_DB": url.removeprefix("sqlite:///")} if bot.database is Kind.SQLITE else {"DATABASE_URL": url}
    server = made.server_pid if bot.database is Kind.POSTGRESQL else None
    outcome = play(load, Program(bot.command, where | dict(bot.settings)), on, beside=server)
    if load.talk is not order:
        return outcome, ""
    effects = outcome.judge(effects_in(url))
    return outcome, "" if effects.are_right else str(effects)


def compare(comparison: Comparison, rounds: int, made: Databases, on: Cores) -> list[str]:
    """Prints a table; the names of the targets that were missed."""
    peers: list[Outcome] = []
    ours: list[Outcome] = []
    faults: list[str] = []
    for number in range(1, min(rounds, comparison.rounds) + 1):
        for bot, load, outcomes in (
            (comparison.peer, comparison.peer_load or comparison.load, peers),
            (comparison.ours, comparison.load, ours),
        ):
            outcome, fault = run(bot, replace(load, seed=number), made, on)
            outcomes.append(outcome)
            if fault:
                faults.append(f"{'peer' if bot is comparison.peer else 'ours'}: {fault}")
    heading(f"{comparison.title}  [{comparison.name}]", "peer", "ours")
    missed = []
    for measure in comparison.measures:
        pairs = [(measure.of(peer), measure.of(our)) for peer, our in zip(peers, ours, strict=True)]
        if not line(measure.name, pairs, measure.digits, measure.target):
            missed.append(measure.name)
    for remark in (*_remarks([*peers, *ours]), *faults):
        print(f"    {remark}")
    return [f"{name} [{comparison.name}]" for name in missed]


def _remarks(outcomes: Sequence[Outcome]) -> list[str]:
    """What makes the figures less certain."""
    remarks = []
    others, own = max(each.others_share for each in outcomes), max(each.generator_core_share for each in outcomes)
    if others > DISTURBED:
        remarks.append(f"disturbed: other programs used up to {others:.0%} of the bot’s core")
    if own > BUSY:
        remarks.append(f"the generator and what is beside it used up to {own:.0%} of their core")
    if any(not each.in_time for each in outcomes):
        remarks.append("a run was cut off: it took longer than is allowed")
    if crashes := sum(each.crashes for each in outcomes):
        remarks.append(f"a bot has ended by itself {crashes} times")
    if strange := [words for each in outcomes for words in each.tally.strange]:
        remarks.append(f"{len(strange)} answers that nobody expected, such as “{strange[0]}”")
    return remarks


def main() -> None:
    names = [comparison.name for comparison in COMPARISONS]
    arguments = argparse.ArgumentParser(description="This project beside a bot that keeps nothing.")
    arguments.add_argument("--only", choices=names, action="append", help="one comparison; may be given several times")
    arguments.add_argument("--rounds", type=int, default=3, help="how often each bot runs; the median ratio counts")
    given = arguments.parse_args()
    on = cores()
    print(f"The generator on core {on.generator}, the bots on core {on.bot}; medians of {given.rounds} rounds")
    missed: list[str] = []
    with databases(on.generator) as made:
        for comparison in COMPARISONS:
            if comparison.name in (given.only or names):
                missed += compare(comparison, given.rounds, made, on)
    print(f"\nMissed: {', '.join(missed)}" if missed else "\nEvery target is met.")


if __name__ == "__main__":
    main()
