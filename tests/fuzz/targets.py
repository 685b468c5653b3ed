"""All targets by their names."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import outside, reading, telegram
from tests.fuzz.target import Target

TARGETS: Mapping[str, Target] = {each.name: each for each in (*reading.TARGETS, *outside.TARGETS, *telegram.TARGETS)}
