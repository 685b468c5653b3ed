"""Puts questions together that ask for the same, so that support looks at each matter once."""

from __future__ import annotations

from collections.abc import Iterable

from domain.answers.spelling import stem, words

ALIKE = 0.5
"""Share of their words that two questions must have in common."""


def groups(questions: Iterable[tuple[int, str]]) -> list[tuple[int, ...]]:
    """Groups of questions, given by number and text; the largest group first, and in each the question given first."""
    found: list[tuple[frozenset[str], list[int]]] = []
    for number, text in questions:
        stems = frozenset(map(stem, words(text)))
        for leader, members in found:
            if _alike(stems, leader):
                members.append(number)
                break
        else:
            found.append((stems, [number]))
    return sorted((tuple(members) for _, members in found), key=len, reverse=True)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or len(one & other) >= ALIKE * len(one | other) > 0
