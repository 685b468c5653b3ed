"""Writes `docs/licences.md`: under which licences everything stands that the program needs, or the work on it.

    python -m docs.licences

Packages are those of `requirements.lock`; what they say of themselves is read from what is installed. A licence that is
not allowed, or a package that says nothing, ends it; `tests/hostile/test_licences.py` holds the page against the lock.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PAGE = Path(__file__).with_name("licences.md")
PROGRAM = "handschlag"

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-CMU", "PSF-2.0", "Zlib"),
        "MPL-2.0",  # asks for the source of its own files, when they are changed, and of no others
    }
)
"""Use, change and pass on, as long as the licence comes along."""
LIBRARY = (
    "used as it is published, and anybody can put another version in its place: what LGPL asks of who uses a library"
)
EXCEPTIONS: Mapping[str, tuple[str, str]] = {
    "psycopg": ("LGPL-3.0-only", LIBRARY),
    "psycopg-binary": ("LGPL-3.0-only", LIBRARY),
    "python-stdnum": ("LGPL-2.1-or-later", LIBRARY),
    "python-telegram-bot": ("LGPL-3.0-only", LIBRARY),
}
"""Packages that stand under another licence, with the reason why they may."""

_SPELT: Mapping[str, str] = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd license": "BSD-3-Clause",
    "gnu lesser general public license v2 or later (lgplv2+)": "LGPL-2.1-or-later",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
"""Licences as packages spell them in words. “BSD License” leaves open which; the stricter one is taken."""
_LOOKED_UP: Mapping[str, str] = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # its own, and that of the axe-core in it
    "dkimpy": "Zlib",  # “BSD-like”: its LICENSE is zlib's
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",  # “Dual License”: its LICENSE names both
    "uvloop": "Apache-2.0 OR MIT",  # both files are in the package
}
"""What packages say in such a way that somebody had to read it."""
_ID = re.compile(r"[A-Za-z0-9.+-]+")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+))?$", re.MULTILINE)


class Unclear(Exception):
    """A package whose licence is not allowed, or not known; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the lock; `runs` with the program, or is needed to work on it only."""

    name: str
    licence: str
    runs: bool


def locked() -> dict[str, str]:
    """The packages of the lock by their names, each with the condition under which it is installed, if there is one."""
    return {
        canonicalize_name(name): when for name, _, when in _PINNED.findall((ROOT / "requirements.lock").read_text())
    }


def licence_of(name: str, told: PackageMetadata) -> str:
    """The package's licence as an SPDX expression. Raises `Unclear`."""
    if name in _LOOKED_UP:
        return _LOOKED_UP[name]
    expression, field = (_said(told, key) for key in ("License-Expression", "License"))
    if expression:
        return expression
    if field in ALLOWED:
        return field
    classes = [
        each.rpartition(" :: ")[2].lower() for each in told.get_all("Classifier") or () if each.startswith("License ::")
    ]
    for words in (field.lower(), *classes):
        if words in _SPELT:
            return _SPELT[words]
    raise Unclear(f"{name} does not say its licence: read its LICENSE, and write it into docs/licences.py")


def _said(told: PackageMetadata, key: str) -> str:
    return told[key].strip() if key in told else ""


def require_allowed(name: str, expression: str) -> None:
    """Raises `Unclear` where the licence is not one of those that are allowed: of several, each, or one by choice."""
    if name in EXCEPTIONS and EXCEPTIONS[name][0] == expression:
        return
    for part in re.split(r"\bAND\b", expression):
        choices = [each for each in _ID.findall(part) if each != "OR"]
        if not ALLOWED.intersection(choices):
            raise Unclear(
                f"{name} stands under {expression}, which is not among the allowed licences (docs/licences.py)"
            )


def packages() -> Iterator[Package]:
    """All that is installed of the lock, by name. Raises `Unclear`."""
    runs = _needed_to_run()
    for name in sorted(locked()):
        try:
            told = distribution(name).metadata
        except PackageNotFoundError:
            if not locked()[name]:
                raise Unclear(f"{name} is in the lock and not installed: make the environment anew") from None
            continue
        expression = licence_of(name, told)
        require_allowed(name, expression)
        yield Package(name, expression, name in runs)


def _needed_to_run() -> frozenset[str]:
    """The packages that the program needs, and those that they need."""
    found: set[str] = set()
    waiting = [(PROGRAM, "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found.add(name)
        try:
            needs = distribution(name).requires or ()
        except PackageNotFoundError:
            continue  # for another system
        for each in map(Requirement, needs):
            if each.marker is None or each.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(each.name), wanted) for wanted in ("", *each.extras)]
    return frozenset(found - {PROGRAM})


def page() -> str:
    """The page, in Markdown. Raises `Unclear`."""
    known = list(packages())
    elsewhere = sorted(f"`{name}` ({when})" for name, when in locked().items() if when and not _is_there(name))
    lines = [
        "# Licences",
        "",
        "Made by `python -m docs.licences` from `requirements.lock` and from what the packages say of themselves.",
        f"Allowed are {', '.join(f'`{each}`' for each in sorted(ALLOWED))}.",
        "",
        "Exceptions, each with its reason:",
        "",
        *(f"- `{name}`: `{licence}` – {reason}." for name, (licence, reason) in sorted(EXCEPTIONS.items())),
        "",
        *_table("What runs", [each for each in known if each.runs]),
        *_table("What builds and tests it", [each for each in known if not each.runs]),
    ]
    if elsewhere:
        lines += [f"Installed on other systems only, and not looked at: {', '.join(elsewhere)}.", ""]
    return "\n".join(lines)


def _is_there(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _table(title: str, rows: list[Package]) -> list[str]:
    cells = [f"| `{each.name}` | {each.licence} |" for each in rows]
    return [f"## {title}", "", "| Package | Licence |", "|---|---|", *cells, ""]


if __name__ == "__main__":
    try:
        PAGE.write_text(page())
    except Unclear as reason:
        sys.exit(str(reason))
