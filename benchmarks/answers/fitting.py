"""The weights by which `domain.answers.weighing` tells which article is meant, from messages that are new to the texts.

    python -m benchmarks.answers.fitting benchmarks/answers/everyday.jsonl=FOLDER …

FOLDER is `locales/` as it was before anybody looked at what is missed of that file (`git archive REVISION locales`);
of a file without one, what there is now. What examples teach is learnt anew for each, without any message that was
looked at. Prints the table for `domain/answers/weighing.py`, and how often the right article comes first in messages
that the weights were not made by: in turn, each tenth of them is left out. What is answered at once from which
likelihood on shows what `CERTAIN` is worth.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks import odds
from benchmarks.answers.learning import examples, learn
from benchmarks.answers.scoring import Message, load_messages
from bot.answers import read_knowledge
from bot.app import LOCALES
from domain.answers import weighing
from domain.answers.weighing import Evidence, Weighed, against_each_other

NAMES = Evidence._fields
FOLDS = 10
SHUFFLES = 3
CERTAIN = (0.8, 0.9, 0.92, 0.94, 0.95, 0.96, 0.965, 0.97, 0.975, 0.98)


@dataclass(frozen=True, slots=True)
class Case:
    """A message with the articles that come near it, the likeliest first."""

    message: Message
    near: tuple[Weighed, ...]

    @property
    def is_right(self) -> bool:
        """Whether the likeliest one is right."""
        return bool(self.near) and self.near[0].topic in self.message.accept

    def is_certain(self, certain: float) -> bool:
        """Whether the likeliest one is so likely."""
        return bool(self.near) and self.near[0].likelihood >= certain


def main() -> None:
    """Prints what cross-validation says, and the table."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.answers.fitting", description=__doc__)
    arguments.add_argument("files", nargs="+", help="FILE, or FILE=FOLDER of the texts to which it is new")
    cases = [case for file in arguments.parse_args().files for case in _cases(*file.partition("=")[::2])]
    _report(_validated(cases))
    weights, beforehand = fitted(cases)
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    print(f"BEFOREHAND = {beforehand:.2f}")


def fitted(cases: Sequence[Case]) -> tuple[dict[str, float], float]:
    """The weights, and the logarithm of the odds beforehand."""
    kept = [case for case in cases if case.near]
    evidence = [np.array([each.evidence for each in case.near]) for case in kept]
    right = [[each.topic in case.message.accept for each in case.near] for case in kept]
    weights, beforehand = odds.fitted(evidence, right)
    return dict(zip(NAMES, map(float, weights), strict=True)), beforehand


def _cases(file: str, folder: str) -> list[Case]:
    knowledge = read_knowledge(Path(folder) if folder else LOCALES)
    knowledge = knowledge.taught(learn(knowledge, examples(knowledge)))
    messages = load_messages(Path(file))
    return [Case(message, knowledge.weighed(message.text, message.language)) for message in messages]


def _validated(cases: Sequence[Case]) -> list[Case]:
    """The cases as they are weighed when they are left out, once for each shuffle."""
    found = []
    for shuffle in range(SHUFFLES):
        order = np.random.default_rng(shuffle).permutation(len(cases)).tolist()
        for fold in range(FOLDS):
            left_out = set(order[fold::FOLDS])
            weights, beforehand = fitted([cases[number] for number in order if number not in left_out])
            with patch.multiple(weighing, WEIGHTS=weights, BEFOREHAND=beforehand):
                found += [
                    Case(case.message, against_each_other(case.near)) for case in map(cases.__getitem__, left_out)
                ]
    return found


def _report(cases: Sequence[Case]) -> None:
    inside = [case for case in cases if case.message.accept]
    outside = [case for case in cases if not case.message.accept]
    first = sum(case.is_right for case in inside) / len(inside)
    print(f"Of {len(cases) // SHUFFLES} messages, left out in turn, the right article comes first in {first:.3f}")
    print("certain from   answered at once   right   out of scope answered")
    for certain in CERTAIN:
        at_once = [case for case in cases if case.is_certain(certain)]
        right = sum(case.is_right for case in at_once)
        foreign = sum(case.is_certain(certain) for case in outside) / max(1, len(outside))
        print(f"{certain:12.3f}{right / len(inside):19.3f}{right / max(1, len(at_once)):8.3f}{foreign:24.3f}")


if __name__ == "__main__":
    main()
