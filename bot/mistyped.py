"""Names that look like a setting's and are none: mistyped ones, and those that have moved into the profile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

_RESEMBLES = 0.85
"""Of 1, how much of a mistyped name is a setting's."""
_MOVED = {
    "HANDSCHLAG_REQUEST_LAPSES_AFTER_DAYS": "[requests] lapse_after_days",
    "HANDSCHLAG_REMINDERS_AFTER_DAYS": "[requests] remind_after_days",
    "HANDSCHLAG_SUPPORT_HOURS": "[support] hours",
    "HANDSCHLAG_SUPPORT_ANSWERS_WITHIN_MINUTES": "[support] answers_within_minutes",
}
"""What was a setting once, and where in the profile it stands now."""
"""What was a setting once, and where in the profile it stands now."""


@dataclass(frozen=True, slots=True)
class UnknownSetting:
    """A name that looks like a setting's and is none.

    `meant` is the one that it resembles, if there is one; `moved` is where in the profile it stands now.
    """

    name: str
    meant: str | None
    moved: str | None = None

    def __str__(self) -> str:
        if self.moved is not None:
            return f"{self.name} has moved into the profile: {self.moved}."
        if self.meant is not None:
            return f"{self.name} is not a setting: did you mean {self.meant}?"
        return f"{self.name} is not a setting: correct or remove it, the README lists all."


def unknown_among(given: Collection[str], prefix: str, known: Collection[str]) -> list[UnknownSetting]:
    """Those of the `given` names that are none of the `known` settings, whose names begin with `prefix`."""
    unknown = []
    for name in sorted(given):
        upper = name.upper()
        # The beginning may be mistyped itself, as in HANDSHLAG_TOKEN.
        if upper not in known and (upper.startswith("HAND") or "SCHLAG" in upper):
            if upper in _MOVED:
                unknown.append(UnknownSetting(name, None, _MOVED[upper]))
                continue
            meant = next(iter(get_close_matches(upper, known, n=1, cutoff=_RESEMBLES)), None)
            if meant is not None or upper.startswith(prefix):
                unknown.append(UnknownSetting(name, meant))
    return unknown
