"""The weights by which `domain.sayings.weighing` finds the wish in a story, from messages that are not set aside.

    python -m benchmarks.sayings.fitting

Prints the table for `domain/sayings/weighing.py`, and how often the right thing comes of stories that the weights were
not made by: in turn, each tenth of them is left out. To be run before sayings are written by new
messages (`README.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from unittest.mock import patch

import numpy as np

from benchmarks import odds
from benchmarks.databases import Kind, databases
from benchmarks.sayings.hearing import Ear, listening
from benchmarks.sayings.messages import FITTED, FOLDER, Message, load_messages
from domain.sayings import weighing
from domain.sayings.deciding import Outcome
from domain.sayings.natures import Kind as Nature
from domain.sayings.weighing import Evidence, Weighed, decided, weighed

NAMES = tuple(each.name for each in fields(Evidence))
FOLDS = 10
SHUFFLES = 3


@dataclass(frozen=True, slots=True)
class Story:
    """A message of several sentences, with what they may ask for."""

    message: Message
    told: tuple[Weighed, ...]


def main() -> None:
    """Prints what cross-validation says, and the table."""
    with databases(core=0) as made, listening(made, Kind.SQLITE) as (_, ear, _world):
        stories = _stories(ear)
    right, offered, wrong = _validated(stories)
    print(
        f"Of {len(stories)} stories, left out in turn, {right:.3f} come to the right thing, {offered:.3f} to it "
        f"or to two of which it is one, {wrong:.3f} to a wrong form"
    )
    weights, beforehand = fitted(stories)
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    print(f"BEFOREHAND = {beforehand:.2f}")


def fitted(stories: Sequence[Story]) -> tuple[dict[str, float], float]:
    """The weights, and the logarithm of the odds beforehand: an action is right in whichever sentence."""
    kept = [story for story in stories if story.told]
    evidence = [np.array([[getattr(each.evidence, name) for name in NAMES] for each in s.told]) for s in kept]
    weights, beforehand = odds.fitted(evidence, [[each.action in s.message.right for each in s.told] for s in kept])
    return dict(zip(NAMES, map(float, weights), strict=True)), beforehand


def _stories(ear: Ear) -> list[Story]:
    messages = [message for name in FITTED for message in load_messages(FOLDER / f"{name}.jsonl")]
    heard = ((message, ear.hear(message.text, message.language, message.side).reading) for message in messages)
    return [Story(message, reading.read.story) for message, reading in heard if reading and reading.read.story]


def _validated(stories: Sequence[Story]) -> tuple[float, float, float]:
    """How often the right thing comes of stories that were left out, or is one of two that are offered, and how often a
    wrong form.
    """
    right, offered, wrong = [], [], []
    for shuffle in range(SHUFFLES):
        order = np.random.default_rng(shuffle).permutation(len(stories)).tolist()
        for fold in range(FOLDS):
            left_out = set(order[fold::FOLDS])
            weights, beforehand = fitted([stories[n] for n in order if n not in left_out])
            with patch.multiple(weighing, WEIGHTS=weights, BEFOREHAND=beforehand):
                for story in (stories[n] for n in left_out):
                    meant = story.message
                    actions, is_form = _come(story)
                    is_right = actions[0] in meant.right if len(actions) == 1 else not actions and meant.article
                    right.append(is_right)
                    offered.append(is_right or any(action in meant.right for action in actions))
                    wrong.append(is_form and not is_right)
    return sum(right) / len(right), sum(offered) / len(offered), sum(wrong) / len(wrong)


def _come(story: Story) -> tuple[tuple[str, ...], bool]:
    """The actions that are begun or offered, and whether a form is open."""
    natures = {each.action: each.nature for each in story.told}
    told = tuple({each.told.place: each.told for each in story.told}.values())
    decision, _ = decided(weighed(told, natures))
    is_form = decision.outcome is Outcome.BEGIN and natures[decision.actions[0]].kind is Nature.DO
    return decision.actions, is_form


if __name__ == "__main__":
    main()
