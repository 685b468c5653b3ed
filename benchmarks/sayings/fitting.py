"""The tables by which `domain.sayings.weighing` tells what a message asks for, from messages that are not set aside.

    python -m benchmarks.sayings.fitting

Prints the tables for `domain/sayings/odds.py`, and how often the right thing comes of messages that they were not made
by: in turn, each tenth of them is left out. To be run before sayings are written by new messages (`README.md`). What
says a saying word by word is not weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np

from benchmarks import odds
from benchmarks.databases import Kind, databases
from benchmarks.sayings.hearing import Ear, listening
from benchmarks.sayings.messages import FITTED, FOLDER, Message, load_messages
from domain.sayings import weighing
from domain.sayings.deciding import Outcome
from domain.sayings.natures import Kind as Nature
from domain.sayings.odds import Evidence, Table
from domain.sayings.weighing import Weighed, decided, weighed

NAMES = Evidence._fields
FOLDS = 10
SHUFFLES = 3


@dataclass(frozen=True, slots=True)
class Read:
    """A message, with what it may ask for."""

    message: Message
    told: tuple[Weighed, ...]


def main() -> None:
    """Prints the tables, and what cross-validation says."""
    with databases(core=0) as made, listening(made, Kind.SQLITE) as (_, ear, _world):
        read = _read(ear)
    alone = [each for each in read if len({told.told.place for told in each.told}) == 1]
    for name, messages in (("ALONE", alone), ("AMONG_OTHERS", [each for each in read if each not in alone])):
        right, offered, wrong = _validated(name, messages)
        print(
            f"Of {len(messages)} messages, left out in turn, {right:.3f} come to the right thing, {offered:.3f} to it "
            f"or to two of which it is one, {wrong:.3f} to a wrong form"
        )
        table = fitted(messages)
        print(f"{name} = Table(\n    {{")
        for evidence, weight in table.weights.items():
            print(f'        "{evidence}": {weight:.2f},')
        print(f"    }},\n    {table.beforehand:.2f},\n)")


def fitted(messages: Sequence[Read]) -> Table:
    """What evidence says for actions, of which one is right in whichever sentence."""
    evidence = [np.array([each.evidence for each in one.told], dtype=float) for one in messages]
    right = [[each.action in one.message.right for each in one.told] for one in messages]
    weights, beforehand = odds.fitted(evidence, right)
    return Table(dict(zip(NAMES, map(float, weights), strict=True)), beforehand)


def _read(ear: Ear) -> list[Read]:
    messages = [message for name in FITTED for message in load_messages(FOLDER / f"{name}.jsonl")]
    heard = ((message, ear.hear(message.text, message.language, message.side).reading) for message in messages)
    return [Read(message, reading.read.story) for message, reading in heard if reading and reading.read.story]


def _validated(name: str, messages: Sequence[Read]) -> tuple[float, float, float]:
    """How often the right thing comes of messages that the table was not made by, or is one of two that are offered,
    and how often a wrong form.
    """
    right, offered, wrong = [], [], []
    for shuffle in range(SHUFFLES):
        order = np.random.default_rng(shuffle).permutation(len(messages)).tolist()
        for fold in range(FOLDS):
            left_out = set(order[fold::FOLDS])
            table = fitted([messages[n] for n in order if n not in left_out])
            with patch.object(weighing, name, table):
                for message in (messages[n] for n in left_out):
                    meant = message.message
                    actions, is_form = _come(message)
                    is_right = actions[0] in meant.right if len(actions) == 1 else not actions and meant.article
                    right.append(is_right)
                    offered.append(is_right or any(action in meant.right for action in actions))
                    wrong.append(is_form and not is_right)
    return sum(right) / len(right), sum(offered) / len(offered), sum(wrong) / len(wrong)


def _come(read: Read) -> tuple[tuple[str, ...], bool]:
    """The actions that are begun or offered, and whether a form is open."""
    natures = {each.action: each.nature for each in read.told}
    told = tuple({each.told.place: each.told for each in read.told}.values())
    decision, _ = decided(weighed(told, natures))
    is_form = decision.outcome is Outcome.BEGIN and natures[decision.actions[0]].kind is Nature.DO
    return decision.actions, is_form


if __name__ == "__main__":
    main()
