"""All targets by their names."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import doors, outside, reading, telegram
from tests.fuzz.target import Target

_MODULES = (reading, outside, telegram, doors)
TARGETS: Mapping[str, Target] = {each.name: each for module in _MODULES for each in module.TARGETS}
