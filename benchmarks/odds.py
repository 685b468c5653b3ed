"""Weights of evidence for readings of a message that stand against each other, and against that none is right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RIDGE = 1.0
"""How much weights are kept small, each by the spread of its evidence."""
STEPS = 30
Numbers = NDArray[np.float64]


def fitted(evidence: Sequence[Numbers], right: Sequence[Sequence[bool]]) -> tuple[Numbers, float]:
    """The weights, and the logarithm of the odds beforehand.

    `evidence` holds of each message a row for each reading, `right` which of them are. The readings of a message, and
    that nothing is meant, share its probability by their odds. The probability of what is right – any reading that is,
    or nothing where none is – is made as great as it can be by Newton's method.
    """
    seen = np.vstack(evidence)
    is_right = np.concatenate([np.array(each, dtype=bool) for each in right])
    of = np.repeat(np.arange(len(evidence)), [len(rows) for rows in evidence])
    nothing = (np.bincount(of, is_right) == 0).astype(float)
    middle, spread = seen.mean(0), seen.std(0) + 1e-9
    table = np.hstack([(seen - middle) / spread, np.ones((len(seen), 1))])
    kept_small = RIDGE * np.eye(table.shape[1])
    kept_small[-1, -1] = 1e-6
    weights: Numbers = np.zeros(table.shape[1])
    for _ in range(STEPS):
        odds = np.exp(table @ weights)
        likely = odds / (1 + np.bincount(of, odds))[of]
        wanted = odds * is_right / (nothing + np.bincount(of, odds * is_right))[of]
        slope = table.T @ (likely - wanted) + kept_small @ weights
        middles = np.array([np.bincount(of, likely * column) for column in table.T]).T
        bend = (table * likely[:, None]).T @ table - middles.T @ middles + kept_small
        weights = weights - np.linalg.solve(bend, slope)
    raw = weights[:-1] / spread
    return raw, float(weights[-1] - raw @ middle)
