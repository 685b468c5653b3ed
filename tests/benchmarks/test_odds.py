"""Weights that are fitted give back what the messages were made by."""

from __future__ import annotations

import numpy as np

from benchmarks.odds import fitted

MADE_BY, BEFOREHAND = np.array([2.0, -1.0]), -0.5


def test_the_weights_are_found_that_decided() -> None:
    chance = np.random.default_rng(7)
    evidence, right = [], []
    for _ in range(4000):
        rows = chance.normal(size=(3, 2))
        odds = np.exp(rows @ MADE_BY + BEFOREHAND)
        meant = chance.choice(4, p=np.append(odds, 1) / (1 + odds.sum()))
        evidence.append(rows)
        right.append([place == meant for place in range(3)])

    weights, beforehand = fitted(evidence, right)

    assert np.allclose(weights, MADE_BY, atol=0.15)
    assert abs(beforehand - BEFOREHAND) < 0.15
