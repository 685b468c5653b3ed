"""Worlds as a file: one JSON document, replaced as a whole."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from playground.state import State

_STATES = TypeAdapter(list[State])
_log = logging.getLogger(__name__)


def save(file: Path, states: Sequence[State]) -> None:
    """Write all states; whoever reads at any instant finds the old document or the new one, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    with draft.open("wb") as stream:
        stream.write(_STATES.dump_json(list(states)))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)


def load(file: Path) -> list[State]:
    """The states in the file; none if there is no file, or one of another version (it is set aside)."""
    if not file.exists():
        return []
    try:
        return _STATES.validate_json(file.read_bytes())
    except ValidationError as error:
        aside = file.with_name(f"{file.name}.unreadable")
        file.replace(aside)
        _log.warning(
            "The playground's state was not readable (%d errors); it is kept as %s", error.error_count(), aside
        )
        return []
