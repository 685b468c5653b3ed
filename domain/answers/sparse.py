"""Tables of numbers most of which are nought, kept by rows, and added up for a few of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.intp]
Weights = npt.NDArray[np.float64]

_SORTED = 200
"""Numbers of which the highest are found fastest by sorting all."""


class SparseRows:
    """Rows of weights by column, both numbered from nought. Never changes, so threads may share it."""

    def __init__(self, rows: Iterable[Mapping[int, float]], width: int) -> None:
        """`width` is the number of columns."""
        begins, columns, weights = [0], list[int](), list[float]()
        for row in rows:
            columns.extend(row)
            weights.extend(row.values())
            begins.append(len(columns))
        self._begins: Numbers = np.array(begins, dtype=np.intp)
        self._sizes: Numbers = np.diff(self._begins)
        self._columns: Numbers = np.array(columns, dtype=np.intp)
        self._weights: Weights = np.array(weights, dtype=np.float64)
        self._width = width

    def row(self, number: int) -> tuple[Numbers, Weights]:
        """The columns of one row, and the weights there."""
        begin, end = self._begins[number], self._begins[number + 1]
        return self._columns[begin:end], self._weights[begin:end]

    def sizes(self, rows: Numbers) -> Numbers:
        """How many weights each of these rows has."""
        return self._sizes.take(rows)

    def weighed(self, rows: Numbers, weights: Weights) -> tuple[Numbers, Weights]:
        """All columns of these rows one after the other, with their weights, each times its row's."""
        sizes = self._sizes.take(rows)
        ends = sizes.cumsum()
        begins = self._begins.take(rows)
        begins += sizes
        begins -= ends
        places = begins.repeat(sizes)
        places += np.arange(len(places))
        values = self._weights.take(places)
        values *= weights.repeat(sizes)
        return self._columns.take(places), values

    def sum(self, rows: Numbers, weights: Weights) -> Weights:
        """What these rows, each times its weight, have together in each column."""
        columns, values = self.weighed(rows, weights)
        return added(columns, values, self._width)

    def sums(self, rows: Sequence[Numbers], weights: Sequence[Weights]) -> Weights:
        """The same for several groups of rows with their weights: a row for each."""
        count = len(rows)
        if count == 1:
            return self.sum(rows[0], weights[0]).reshape(1, self._width)
        every = np.concatenate(rows)
        columns, values = self.weighed(every, np.concatenate(weights))
        groups = np.arange(0, count * self._width, self._width).repeat([len(each) for each in rows])
        columns += groups.repeat(self._sizes.take(every))
        return added(columns, values, count * self._width).reshape(count, self._width)


def places_of(values: Weights) -> Numbers:
    """The places of the values that are not nought; of plain truths they are found much faster than of numbers."""
    return np.flatnonzero(values != 0)


def added(places: Numbers, values: Weights, width: int) -> Weights:
    """The sum of the values in each of so many places."""
    return np.bincount(places, values, minlength=width).astype(np.float64, copy=False)


def highest_within(values: Weights, sizes: Numbers, room: int) -> Numbers:
    """The places of the highest values, highest first: as many as have room together."""
    best = highest(values, _SORTED)
    ends = np.cumsum(sizes[best])
    if ends[-1] <= room and len(best) < len(values):  # rarely: to sort all of them takes longer
        best = np.argsort(-values, kind="stable")
        ends = np.cumsum(sizes[best])
    return best[ends <= room]


def highest(values: Weights, most: int) -> Numbers:
    """The places of the highest values, highest first; of several rows, those of each."""
    if values.shape[-1] <= _SORTED:
        return np.argsort(-values, kind="stable")[..., :most]
    if values.ndim > 1:
        return np.stack([highest(row, most) for row in values])
    high = np.flatnonzero(values >= np.partition(values, -most)[-most])
    return high[np.argsort(-values[high], kind="stable")[:most]]
