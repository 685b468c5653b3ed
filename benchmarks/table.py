"""Tables of two columns that are compared: medians, their ratio, and whether a target is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median


class Limit(Enum):
    """How a figure of the second column is held against its target: by the ratio, by itself, or by the difference."""

    AT_LEAST_TIMES = "≥ {} ×"
    AT_MOST_TIMES = "≤ {} ×"
    AT_LEAST = "≥ {}"
    AT_MOST = "≤ {}"
    AT_MOST_MORE = "≤ +{}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure has to reach."""

    limit: Limit
    value: float

    def is_met(self, first: float, second: float, ratio: float) -> bool:
        """Whether it has, by the medians of both columns and of their ratio."""
        match self.limit:
            case Limit.AT_LEAST_TIMES:
                return ratio >= self.value
            case Limit.AT_MOST_TIMES:
                return ratio <= self.value
            case Limit.AT_LEAST:
                return second >= self.value
            case Limit.AT_MOST:
                return second <= self.value
            case Limit.AT_MOST_MORE:
                return second - first <= self.value

    def __str__(self) -> str:
        return self.limit.value.format(f"{self.value:g}")


def heading(title: str, first: str, second: str) -> None:
    """Prints the table's title and the names of its columns."""
    print(f"\n{title}")
    print(f"    {'':28}{first:>11}{second:>11}{'ratio':>9}  {'lowest–highest':16}{'target':>10}")


def line(name: str, pairs: Sequence[tuple[float, float]], digits: int, target: Target | None = None) -> bool:
    """Prints the medians of all rounds, each a pair of figures; whether the target is met, where there is one."""
    first, second = (median(figures) for figures in zip(*pairs, strict=True))
    ratios = [theirs[1] / theirs[0] for theirs in pairs if theirs[0]]
    ratio = median(ratios) if len(ratios) == len(pairs) else float("nan")
    shown = f"{ratio:9.2f}" if len(ratios) == len(pairs) else f"{'':9}"
    spread = f"{min(ratios):.2f}–{max(ratios):.2f}" if len(ratios) > 1 else ""
    words = f"    {name:28}{first:11,.{digits}f}{second:11,.{digits}f}{shown}  {spread:16}"
    if target is None:
        print(words.rstrip())
        return True
    is_met = target.is_met(first, second, ratio)
    print(f"{words}{target!s:>10}  {'met' if is_met else 'MISSED'}")
    return is_met
