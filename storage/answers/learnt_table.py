"""The table of what examples have taught of articles, as a file: `locales/learnt.npz`, in numpy's own form."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from domain.answers.learnt import Table

TABLE = "learnt.npz"


def load_table(path: Path) -> Table:
    """The table in a file; one that says nothing where there is no such file."""
    if not path.exists():
        return Table.nothing()
    with np.load(path, allow_pickle=False) as kept:
        topics = tuple(map(str, kept["topics"]))
        return Table(topics, kept["weights"], kept["beforehand"], float(kept["unit"]))


def save_table(path: Path, table: Table, examples: str) -> None:
    """Writes the table, with what tells by which examples it was made (`examples_of`)."""
    np.savez_compressed(
        path,
        topics=np.array(table.topics),
        weights=table.weights,
        beforehand=table.beforehand,
        unit=np.array(table.unit),
        examples=np.array(examples),
    )


def examples_of(path: Path) -> str:
    """The digest of the examples by which the table was made."""
    with np.load(path, allow_pickle=False) as kept:
        return str(kept["examples"])
