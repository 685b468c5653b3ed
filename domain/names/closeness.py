"""How close a name is to what was typed. RapidFuzz compares; it is imported where somebody has mistyped a name."""

from __future__ import annotations

from domain.names.keys import SHORTEST_MISTYPED, Reading


def is_one_typo_away(word: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong, or two neighbours the wrong way round, part the two at most."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) <= 1


def may_mean(typed: Reading, name: Reading) -> bool:
    """Whether one typo parts what was typed from the whole name, with or without blanks, or from words of it."""
    if len(typed.joined) >= SHORTEST_MISTYPED and is_one_typo_away(typed.joined, name.joined):
        return True
    unknown = [word for word in typed.words if not any(other.startswith(word) for other in name.words)]
    return (
        len(unknown) == 1
        and len(unknown[0]) >= SHORTEST_MISTYPED
        and any(is_one_typo_away(unknown[0], other) for other in name.words)
    )


def closeness(typed: Reading, name: Reading) -> float:
    """How much a name resembles what was typed: 0 to 100, in whatever order the words are, and with others beside."""
    from rapidfuzz import fuzz

    return fuzz.WRatio(" ".join(typed.words), " ".join(name.words))
